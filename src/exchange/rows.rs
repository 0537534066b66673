//! Rows of cells out of lines: quotes, cells over several lines, bytes that are not UTF-8.

use std::collections::VecDeque;
use std::io;

use super::lines::{Line, Lines, RECORD_MAX};

/// The most cells of one row.
pub(crate) const COLUMNS_MAX: usize = 100;

/// The most lines one row may run over before its quotation mark counts as never closed.
const ROW_LINES: usize = 100;

/// One row: its cells' text end to end, and where each ends.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Line of the file on which the row begins.
    pub number: u64,
    /// The first cell that was not UTF-8 and was read as Windows-1252.
    pub decoded: Option<usize>,
    text: String,
    ends: Vec<usize>,
}

/// How a row's quotation marks came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Closed,
    /// Text stands behind a closing mark.
    Loose,
    Open,
}

impl Row {
    /// A row of these cells.
    pub(crate) fn of<'c>(number: u64, cells: impl Iterator<Item = &'c str>) -> Self {
        let mut row = Self { number, ..Self::default() };
        cells.for_each(|cell| row.push(cell.as_bytes()));
        row
    }

    /// The number of cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at a place; `None` beyond the row's end.
    pub(crate) fn cell(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    /// The cells in order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|i| self.cell(i))
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn push(&mut self, cell: &[u8]) {
        match std::str::from_utf8(cell) {
            Ok(text) => self.text.push_str(text),
            Err(_) => {
                self.decoded.get_or_insert(self.ends.len());
                self.text.extend(cell.iter().map(|b| windows_1252(*b)));
            }
        }
        self.ends.push(self.text.len());
    }

    /// Replace this row's cells by those of `bytes`.
    fn split(&mut self, bytes: &[u8], delimiter: u8) -> Quotes {
        self.text.clear();
        self.ends.clear();
        self.decoded = None;
        if bytes.contains(&b'"') {
            return self.split_quoted(bytes, delimiter);
        }
        for cell in bytes.split(|b| *b == delimiter) {
            self.push(cell);
        }
        Quotes::Closed
    }

    fn split_quoted(&mut self, bytes: &[u8], delimiter: u8) -> Quotes {
        let (mut quoted, mut closed, mut loose) = (false, false, false);
        let mut cell = Vec::new();
        let mut rest = bytes.iter().copied().peekable();
        while let Some(byte) = rest.next() {
            if quoted {
                if byte != b'"' {
                    cell.push(byte);
                } else if rest.next_if_eq(&b'"').is_some() {
                    cell.push(b'"');
                } else {
                    (quoted, closed) = (false, true);
                }
            } else if byte == delimiter {
                self.push(&cell);
                cell.clear();
                closed = false;
            } else if byte == b'"' && !closed && cell.iter().all(u8::is_ascii_whitespace) {
                cell.clear();
                quoted = true;
            } else {
                loose |= closed && !byte.is_ascii_whitespace();
                cell.push(byte);
            }
        }
        self.push(&cell);
        match (quoted, loose) {
            (true, _) => Quotes::Open,
            (_, true) => Quotes::Loose,
            _ => Quotes::Closed,
        }
    }
}

/// What came next.
pub(crate) enum Next {
    /// A row.
    Row,
    /// A row that cannot be read: its line, how it begins, and why. The next row is whole again.
    Bad(u64, String, &'static str),
    /// The end of the file.
    End,
}

/// The rows of a file.
pub(crate) struct Rows {
    lines: Lines,
    delimiter: u8,
    /// The header's number of cells: a row over several lines must have as many.
    columns: usize,
    bytes: Vec<u8>,
    ahead: VecDeque<(Line, Vec<u8>)>,
}

impl Rows {
    /// The rows of `lines`.
    pub(crate) fn new(lines: Lines, delimiter: u8) -> Self {
        Self { lines, delimiter, columns: 0, bytes: Vec::new(), ahead: VecDeque::new() }
    }

    /// Bytes read so far.
    pub(crate) fn read(&self) -> u64 {
        self.lines.read()
    }

    /// Take `row` for the header.
    pub(crate) fn set_header(&mut self, row: &Row) {
        self.columns = row.len();
    }

    /// Read the next row into `row`.
    pub(crate) fn next(&mut self, row: &mut Row) -> io::Result<Next> {
        let line = match self.ahead.pop_front() {
            Some((line, bytes)) => {
                self.bytes = bytes;
                line
            }
            None => match self.lines.next(&mut self.bytes)? {
                Some(line) => line,
                None => return Ok(Next::End),
            },
        };
        row.number = line.number;
        if line.cut {
            return Ok(self.bad(line, "the row is longer than 1 MiB"));
        }
        if row.split(&self.bytes, self.delimiter) == Quotes::Open && !self.gather(row)? {
            return Ok(self.bad(line, "a quotation mark is opened and not closed"));
        }
        if row.len() > COLUMNS_MAX {
            return Ok(self.bad(line, "the row has more than 100 cells"));
        }
        Ok(Next::Row)
    }

    /// Add lines to a row whose quotation mark is open until it closes; whether it did. If not, the
    /// lines stay where they were: one stray mark costs one row.
    fn gather(&mut self, row: &mut Row) -> io::Result<bool> {
        let mut joined = self.bytes.clone();
        for index in 0..ROW_LINES {
            if self.ahead.len() <= index {
                let mut bytes = Vec::new();
                let Some(line) = self.lines.next(&mut bytes)? else { return Ok(false) };
                self.ahead.push_back((line, bytes));
            }
            let Some((line, bytes)) = self.ahead.get(index) else { return Ok(false) };
            if line.cut || joined.len() + bytes.len() >= RECORD_MAX {
                return Ok(false);
            }
            joined.push(b'\n');
            joined.extend_from_slice(bytes);
            if !bytes.contains(&b'"') {
                continue;
            }
            match row.split(&joined, self.delimiter) {
                Quotes::Open => {}
                Quotes::Loose => return Ok(false),
                Quotes::Closed => {
                    let fits = self.columns == 0 || row.len() == self.columns;
                    if fits {
                        self.ahead.drain(..=index);
                    }
                    return Ok(fits);
                }
            }
        }
        Ok(false)
    }

    fn bad(&self, line: Line, why: &'static str) -> Next {
        let start = self.bytes.iter().take(200).map(|b| windows_1252(*b)).collect();
        Next::Bad(line.number, start, why)
    }
}

/// The character of a Windows-1252 byte; the five without one give the replacement character.
fn windows_1252(byte: u8) -> char {
    const C1: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";
    match byte {
        0x80..=0x9f => C1.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}
