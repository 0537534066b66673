//! The file of looks: how the screen is shown. It lies beside the book and is read before there is one, so that
//! nothing about a child or the service stands in it. A person may write in it by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::settings::{Kept, Known};
use crate::error::{Error, Kind, Result};
use crate::store::hand_out;

/// The file's name.
const FILE: &str = "casebook.toml";
/// What a new file begins with.
const HEAD: &str = "# How Casebook's screen looks. The settings (, on the screen) write it; you may too.\n";
/// The table of own keys.
const KEYS: &str = "keys";
/// A longer file is none of ours, in bytes.
const MOST: u64 = 64 * 1024;

/// What the file says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looks {
    values: BTreeMap<Known, String>,
    /// Own keys: each with the key it is pressed for and its line.
    pub(crate) keys: Vec<(String, String, usize)>,
    /// What is wrong with it, each with its line; the rest counts.
    pub(crate) faults: Vec<String>,
}

/// The file of looks beside a book.
pub(crate) fn place(book: &Path) -> PathBuf {
    book.with_file_name(FILE)
}

/// Reads the file; where there is none nothing is said.
pub(crate) fn read(file: &Path) -> Looks {
    let long = fs::metadata(file).is_ok_and(|meta| meta.len() > MOST || !meta.is_file());
    let text = match fs::read_to_string(file) {
        _ if long => return Looks::wrong(file, 1, "it is no file of looks"),
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Looks::default(),
        Err(e) => return Looks::wrong(file, 1, &format!("it cannot be read ({e})")),
    };
    of(file, &text)
}

fn of(file: &Path, text: &str) -> Looks {
    let table: toml::Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(e) => {
            let before = e.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            return Looks::wrong(file, before.matches('\n').count() + 1, e.message());
        }
    };
    let mut looks = Looks::default();
    let line = |key: &str| text.lines().position(|line| is_of(line, key)).map_or(1, |at| at + 1);
    for (key, value) in &table {
        if let (KEYS, Some(keys)) = (key.as_str(), value.as_table()) {
            let own = keys.iter().map(|(own, known)| {
                let known = known.as_str().unwrap_or_default();
                (own.clone(), known.to_owned(), line(own))
            });
            looks.keys = own.collect();
            continue;
        }
        let line = line(key);
        let value = value.as_str().unwrap_or_default();
        let known = Known::from_word(key).ok().filter(|known| known.kept() == Kept::File);
        let wrong = match known {
            None => Some("there is no such setting here"),
            Some(_) if value.is_empty() => Some("its value is a word in quotation marks"),
            Some(known) => known.fault(value),
        };
        match (wrong, known) {
            (Some(wrong), _) => {
                looks.faults.extend(Looks::wrong(file, line, &format!("{key}: {wrong}")).faults)
            }
            (None, known) => looks.values.extend(known.map(|known| (known, value.to_owned()))),
        }
    }
    looks
}

impl Looks {
    /// The value of a setting that is kept in the file.
    pub(crate) fn value(&self, setting: Known) -> Option<&str> {
        self.values.get(&setting).map(String::as_str)
    }

    fn wrong(file: &Path, line: usize, why: &str) -> Self {
        Self { faults: vec![fault(file, line, why)], ..Self::default() }
    }
}

/// What is wrong with a line of the file.
pub(crate) fn fault(file: &Path, line: usize, why: &str) -> String {
    format!("{}, line {line}: {why}. The screen is shown without it.", file.display())
}

/// Whether a line of the file gives this setting its value.
fn is_of(line: &str, key: &str) -> bool {
    let line = line.trim_start();
    let quoted =
        line.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_prefix(key)?.strip_prefix(['"', '\'']));
    quoted.or_else(|| line.strip_prefix(key)).is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// Gives a setting its value in the file; every other line stays as it is.
///
/// # Errors
/// Where the value will not do or the file cannot be written; nothing is changed then.
pub(crate) fn write(file: &Path, setting: Known, value: &str) -> Result<String> {
    if let Some(wrong) = setting.fault(value) {
        return Err(Error::data(format!("{wrong}; nothing was changed.")));
    }
    let old = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(e) => {
            let told = format!("{} cannot be read ({e}); nothing was changed.", file.display());
            return Err(Error::new(Kind::Machine, told));
        }
    };
    let word = setting.word();
    let own = (!value.is_empty()).then(|| format!("{word} = {}", toml::Value::from(value)));
    let mut lines: Vec<String> = old.lines().filter(|line| !is_of(line, word)).map(str::to_owned).collect();
    // Before the first table: what stands after one belongs to it.
    let tables = lines.iter().position(|line| line.trim_start().starts_with('[')).unwrap_or(lines.len());
    lines.splice(tables..tables, own);
    let text = lines.join("\n") + "\n";
    hand_out(file, text.as_bytes(), None, true)?;
    Ok(format!("{word} is now {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_the_rest_counts() {
        let file = Path::new("casebook.toml");
        let looks = of(file, "# mine\ntheme = \"light\"\nfont = \"big\"\n");
        assert_eq!(looks.value(Known::Theme), Some("light"));
        assert_eq!(
            looks.faults,
            ["casebook.toml, line 3: font: there is no such setting here. The screen is shown without it."]
        );
        let told = of(file, "theme = \"pink\"\n").faults.concat();
        assert!(told.contains("line 1: theme: The themes are dark, light"), "{told}");
        assert!(of(file, "theme = \"dark\"\nkeys =\n").faults.concat().contains("line 2"));
        assert!(
            of(file, "columns = \"age, hat\"\n").faults.concat().contains("line 1: columns: The columns are")
        );
        let keys = of(file, "theme = \"dark\"\n[keys]\nK = \"c\"\n\"ctrl-k\" = \"2\"\n").keys;
        assert_eq!(keys, [("K".into(), "c".into(), 3), ("ctrl-k".into(), "2".into(), 4)]);
        assert!(of(file, "iro-phone = \"0\"\n").faults.concat().contains("no such setting"), "not in clear");
    }

    #[test]
    fn writing_changes_its_own_line_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = place(&folder.path().join("a.casebook"));
        write(&file, Known::Theme, "light").unwrap();
        assert_eq!(read(&file).value(Known::Theme), Some("light"));
        fs::write(&file, "# mine\ntheme = \"light\"\n[later]\nx = 1\n").unwrap();
        write(&file, Known::Theme, "none").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\ntheme = \"none\"\n[later]\nx = 1\n");
        assert!(write(&file, Known::Theme, "pink").is_err());
        write(&file, Known::Theme, "").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\n[later]\nx = 1\n");
    }
}
