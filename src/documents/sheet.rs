//! A table with a title and a few words, in every format, and as CSV.

use super::page::{Page, escaped};
use crate::error::{Error, Result};

/// A table to hand out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Its title.
    pub title: String,
    /// What to know before reading it.
    pub words: Vec<String>,
    /// Column titles.
    pub head: Vec<String>,
    /// Rows, as wide as the titles.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Comma-separated, for a spreadsheet; a cell a spreadsheet would run as a formula is made text.
    ///
    /// # Errors
    /// When a row cannot be written, which memory rules out.
    pub(crate) fn csv(&self) -> Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in std::iter::once(&self.head).chain(&self.rows) {
            writer.write_record(row.iter().map(|c| harmless(c))).map_err(Error::internal)?;
        }
        let bytes = writer.into_inner().map_err(|e| Error::internal(e.to_string()))?;
        String::from_utf8(bytes).map_err(Error::internal)
    }

    /// Markdown.
    pub(crate) fn markdown(&self) -> String {
        let cell = |c: &String| escaped(c);
        let line =
            |row: &Vec<String>| format!("| {} |\n", row.iter().map(cell).collect::<Vec<_>>().join(" | "));
        let mut text = format!("# {}\n\n", self.title);
        self.words.iter().for_each(|w| text.push_str(&format!("{w}\n\n")));
        text.push_str(&line(&self.head));
        text.push_str(&format!("|{}\n", " --- |".repeat(self.head.len())));
        self.rows.iter().for_each(|row| text.push_str(&line(row)));
        text
    }

    /// The same as a page, for the other formats.
    pub(crate) fn page(&self) -> Page {
        Page {
            title: self.title.clone(),
            author: String::new(),
            text: self.markdown(),
            wide: true,
            charts: Vec::new(),
        }
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let breaks = cell.starts_with(['\t', '\r', '\n']);
    let first = cell.trim_start().chars().next();
    let runs = first.is_some_and(|c| "=+-@|%＝＋－＠｜％".contains(c));
    if breaks || runs { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            title: "Tracker".into(),
            words: vec!["Masked.".into()],
            head: vec!["No".into(), "What".into()],
            rows: vec![vec!["1".into(), "=HYPERLINK(\"x\")|a\nb".into()]],
        }
    }

    #[test]
    fn a_cell_that_would_run_is_text_whatever_hides_it() {
        for cell in [
            "=1", "+1", "-1", "@a", "|a", "%a", "＝1", "％1", "｜x", "  =1", "\u{a0}@a", "\tx", "\r\nx",
            "\nx",
        ] {
            assert_eq!(harmless(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["a=1", "12", " a", "", "(=)"] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn a_cell_is_text_in_every_format() {
        assert_eq!(sheet().csv().unwrap(), "No,What\n1,\"'=HYPERLINK(\"\"x\"\")|a\nb\"\n");
        assert!(sheet().markdown().contains("| 1 | =HYPERLINK(\"x\")\\|a b |"));
        assert!(sheet().page().bytes(crate::documents::draft::Format::Docx).unwrap().starts_with(b"PK"));
    }
}
