//! A file of text line by line, whatever its size: no line is held beyond the cap.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use super::file::{decoded, open_plain, utf16};

/// The most bytes of one record, and so of one line.
pub(crate) const RECORD_MAX: usize = 1024 * 1024;

/// How much of a file is looked at before reading it.
const SAMPLE: usize = 64 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Where a line stands, and whether it was longer than the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Line number in the file, from 1.
    pub number: u64,
    /// Longer than [`RECORD_MAX`]: only its beginning was kept.
    pub cut: bool,
}

/// The lines of a file.
pub(crate) struct Lines {
    reader: Box<dyn BufRead>,
    end: u8,
    number: u64,
    read: u64,
}

/// A file after a look at its beginning.
pub(crate) enum Opened {
    /// Text, and the delimiter its first line points to.
    Text(Lines, u8),
    /// No text of ours, and why.
    Other(&'static str),
}

impl Lines {
    /// Open a file and look at its beginning: what it is, how its lines end, what parts its cells.
    pub(crate) fn open(path: &Path) -> io::Result<Opened> {
        let mut reader: Box<dyn BufRead> = Box::new(BufReader::with_capacity(SAMPLE, open_plain(path)?));
        if let Some(little) = utf16(reader.fill_buf()?) {
            reader = Box::new(Cursor::new(decoded(reader, little)?));
        }
        let sample = reader.fill_buf()?;
        let sample = sample.get(..sample.len().min(SAMPLE)).unwrap_or(sample);
        if let Some(why) = not_text(sample) {
            return Ok(Opened::Other(why));
        }
        let end = if !sample.contains(&b'\n') && sample.contains(&b'\r') { b'\r' } else { b'\n' };
        let delimiter = delimiter(sample, end);
        let bom = if sample.starts_with(BOM) { BOM.len() } else { 0 };
        reader.consume(bom);
        Ok(Opened::Text(Self { reader, end, number: 0, read: bom as u64 }, delimiter))
    }

    /// Bytes read so far.
    pub(crate) fn read(&self) -> u64 {
        self.read
    }

    /// Read the next line into `into`, without its end; `None` at the end of the file.
    pub(crate) fn next(&mut self, into: &mut Vec<u8>) -> io::Result<Option<Line>> {
        into.clear();
        let limit = RECORD_MAX + 2;
        let count = (&mut self.reader).take(limit as u64).read_until(self.end, into)?;
        if count == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.read += count as u64;
        if into.last() == Some(&self.end) {
            into.pop();
            if into.last() == Some(&b'\r') {
                into.pop();
            }
        } else if count == limit {
            self.read += self.reader.skip_until(self.end)? as u64;
        }
        let cut = into.len() > RECORD_MAX;
        Ok(Some(Line { number: self.number, cut }))
    }
}

/// Why the beginning of a file is no text we read, if so.
fn not_text(sample: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| sample.starts_with(magic);
    // A stray NUL is dropped from its cell; a file full of them is no text.
    let nul = sample.iter().filter(|b| **b == 0).count();
    if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") {
        Some("a workbook, not text: save each of its tables as CSV")
    } else if starts(b"%PDF") || nul * 20 > sample.len() {
        Some("not text")
    } else {
        None
    }
}

/// The delimiter that stands most often in the first line that has any words.
fn delimiter(sample: &[u8], end: u8) -> u8 {
    let mut lines = sample.split(|b| *b == end);
    let first = lines.find(|line| line.iter().any(|b| !b.is_ascii_whitespace())).unwrap_or_default();
    let count = |d: u8| first.iter().filter(|b| **b == d).count();
    // the last of equals wins in max_by_key: the comma
    b"\t;,".iter().copied().max_by_key(|d| count(*d)).unwrap_or(b',')
}
