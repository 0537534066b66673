//! What reaches the terminal: cleaned of anything that would act on it, and never a panic when the
//! reader has gone.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::error::{Error, Result};
use crate::model::text;
pub(crate) use crate::rules::working::count;

/// Standard output and standard error.
pub(crate) struct Printer<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Whether the reader of the output has gone.
    gone: bool,
    fault: Option<io::Error>,
    /// The IRO of each child by number, where a row has to say whose it is.
    whose: HashMap<String, String>,
}

impl<'a> Printer<'a> {
    /// Prints to `out`, and what is amiss to `err`.
    pub(crate) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err, gone: false, fault: None, whose: HashMap::new() }
    }

    /// A line or several.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        let text = clean(line.as_ref());
        self.put(&text);
        self.put("\n");
    }

    /// From here on every row of JSON about a child says whose the child is.
    pub(crate) fn say_whose(&mut self, whose: impl IntoIterator<Item = (String, String)>) {
        self.whose = whose.into_iter().collect();
    }

    /// A value as JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<()> {
        if !self.whose.is_empty() {
            let mut value = serde_json::to_value(value).map_err(Error::internal)?;
            mark(&mut value, &self.whose);
            let text = serde_json::to_string_pretty(&value).map_err(Error::internal)?;
            self.put(&escape(text));
            self.put("\n");
            return Ok(());
        }
        let text = serde_json::to_string_pretty(value).map_err(Error::internal)?;
        self.put(&escape(text));
        self.put("\n");
        Ok(())
    }

    /// Bytes of ours, as they are.
    pub(crate) fn raw(&mut self, text: &str) {
        self.put(text);
    }

    /// A line on standard error.
    pub(crate) fn warn(&mut self, line: impl AsRef<str>) {
        let text = clean(line.as_ref());
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(self.err, "{text}").and_then(|()| self.err.flush());
    }

    /// Words on the present line of standard error, over those before them.
    pub(crate) fn status(&mut self, words: &str) {
        let text = clean(words);
        // As above.
        let _ = write!(self.err, "\r\x1b[K{text}").and_then(|()| self.err.flush());
    }

    /// A failure: what failed, then what to do.
    pub(crate) fn error(&mut self, error: &Error) {
        self.warn(format!("casebook: {}", error.message));
        if !error.hint.is_empty() {
            self.warn(format!("  {}", error.hint));
        }
    }

    /// Whether nobody reads the output any more.
    pub(crate) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Flushes, and says whether everything was written.
    pub(crate) fn finish(&mut self) -> Result<()> {
        if let Err(e) = self.out.flush() {
            self.fail(e);
        }
        match self.fault.take() {
            Some(e) => Err(Error::internal(format!("The output could not be written ({e})."))),
            None => Ok(()),
        }
    }

    fn put(&mut self, text: &str) {
        if !self.gone
            && let Err(e) = self.out.write_all(text.as_bytes())
        {
            self.fail(e);
        }
    }

    fn fail(&mut self, e: io::Error) {
        self.gone = true;
        if e.kind() != io::ErrorKind::BrokenPipe {
            self.fault = Some(e);
        }
    }
}

/// Adds whose it is to every row about a child.
fn mark(value: &mut Value, whose: &HashMap<String, String>) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| mark(one, whose)),
        Value::Object(row) => {
            let iro = row.get("child").and_then(Value::as_str).and_then(|child| whose.get(child)).cloned();
            row.values_mut().for_each(|one| mark(one, whose));
            if let Some(iro) = iro {
                row.entry("iro").or_insert(Value::String(iro));
            }
        }
        _ => {}
    }
}

fn clean(text: &str) -> String {
    let plain = |b: u8| b == b'\n' || (0x20..0x7f).contains(&b);
    if text.bytes().all(plain) {
        return text.trim_end().to_owned();
    }
    // Line by line: the limit of a note's length is no limit of what is printed.
    text.lines().map(text::block).collect::<Vec<_>>().join("\n")
}

/// JSON with every character that would act on a terminal escaped; such stand only within strings.
fn escape(json: String) -> String {
    if !json.chars().any(|c| c != '\n' && text::hidden(c)) {
        return json;
    }
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && text::hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Rows as lines with their columns aligned; the first row is the heading.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            match widths.get_mut(place) {
                Some(width) => *width = (*width).max(cell.width()),
                None => widths.push(cell.width()),
            }
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let pad = width.saturating_sub(cell.width());
            let _ = write!(line, "{cell}{}  ", " ".repeat(pad));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.trim_end().to_owned()
}

/// A heading of a table.
pub(crate) fn heading(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_reaches_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}\nc"), "a[31mb\nc");
        let json = escape(serde_json::to_string("\u{9b}31m\u{202e}\u{e0041}").unwrap());
        assert_eq!(json, "\"\\u009b31m\\u202e\\udb40\\udc41\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "\u{9b}31m\u{202e}\u{e0041}");
    }

    #[test]
    fn columns_line_up() {
        let rows = [heading(&["A", "B"]), heading(&["é", "x"]), heading(&["long", "y"])];
        assert_eq!(table(&rows), "A     B\né     x\nlong  y");
    }

    #[test]
    fn a_reader_that_has_gone_is_no_fault() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (mut out, mut err) = (Gone, Vec::new());
        let mut print = Printer::new(&mut out, &mut err);
        print.line("x");
        assert!(print.is_gone());
        assert!(print.finish().is_ok());
    }
}
