//! A list of child numbers, one a line: the IRO's own children within an authority's return.

use std::collections::HashSet;
use std::path::Path;

use super::cell::clean;
use super::file::unread;
use super::lines::{Lines, Opened};
use super::rows::{Next, Row, Rows};
use crate::error::{Error, Result};
use crate::model::returns::Own;

/// The child numbers of a file, each once, in its order: the first cell of each line. Blank lines,
/// lines that begin with `#` and a heading `CHILD` are passed over.
pub(crate) fn read_numbers(path: &Path) -> Result<Own> {
    let name = clean(&path.display().to_string()).into_owned();
    let failed = |e| unread(&format!("file {name}"), &e);
    if std::fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(Error::usage(format!("{name} is a folder; nothing was written"))
            .hint("name a file with one child number a line"));
    }
    let (lines, delimiter) = match Lines::open(path).map_err(failed)? {
        Opened::Text(lines, delimiter) => (lines, delimiter),
        Opened::Other(why) => return Err(Error::data(format!("{name}: {why}; nothing was written"))),
    };
    let mut rows = Rows::new(lines, delimiter);
    let mut row = Row::default();
    let (mut numbers, mut seen) = (Vec::new(), HashSet::new());
    loop {
        match rows.next(&mut row).map_err(failed)? {
            Next::End => break,
            Next::Bad(line, _, why) => {
                return Err(Error::data(format!("{name}, line {line}: {why}; nothing was written")));
            }
            Next::Row => {}
        }
        let number = clean(row.cell(0).unwrap_or_default());
        let passed = number.is_empty() || number.starts_with('#') || number.eq_ignore_ascii_case("CHILD");
        if !passed && seen.insert(number.clone().into_owned()) {
            numbers.push((number.into_owned(), row.number));
        }
    }
    if numbers.is_empty() {
        return Err(Error::data(format!("{name} holds no child number; nothing was written"))
            .hint("write one child number a line"));
    }
    let file = path.file_name().map_or(name.clone(), |n| clean(&n.to_string_lossy()).into_owned());
    Ok(Own { file, numbers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn read(bytes: &[u8]) -> Result<Own> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mine.txt");
        std::fs::write(&path, bytes).unwrap();
        read_numbers(&path)
    }

    #[test]
    fn one_number_a_line() {
        let text = b"\xef\xbb\xbfCHILD,NAME\r\n0012,Ann\r\n\r\n# mine\r\n \"34\" ,x\r\n0012\r\n56";
        let own = read(text).unwrap();
        assert_eq!(own.numbers, [("0012", 2), ("34", 5), ("56", 7)].map(|(n, line)| (n.to_owned(), line)));
        assert_eq!(own.file, "mine.txt");
        assert_eq!(read(b"7\n8\n").unwrap().numbers.len(), 2);
    }

    #[test]
    fn nothing_to_read() {
        assert_eq!(read(b"# none\n").unwrap_err().kind, Kind::Data);
        assert_eq!(read(b"PK\x03\x04").unwrap_err().kind, Kind::Data);
        assert_eq!(read_numbers(Path::new("/nowhere/at/all")).unwrap_err().kind, Kind::Missing);
    }
}
