//! The sheets of a file, every cell as text: a CSV file is one, a workbook has several.

use std::path::Path;

use super::sheet::{Cells, Sheet};
use super::workbook;
use crate::exchange::lines::{Lines, Opened};
use crate::exchange::rows::{Next, Row, Rows};
use crate::exchange::ssda903::folder::shown;

/// The most bytes of a list. A council's children in care are a few thousand rows.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The sheets of a file, or why it has none.
pub(super) fn sheets(file: &Path) -> Result<Vec<Sheet>, String> {
    let about = std::fs::metadata(file).map_err(|e| format!("cannot be read: {e}"))?;
    if !about.is_file() {
        let what = if about.is_dir() { "a folder: name the file in it" } else { "no plain file" };
        return Err(what.to_owned());
    }
    if about.len() > LARGEST {
        return Err("larger than 64 MiB".to_owned());
    }
    let name = file.file_name().map_or_else(|| shown(file), |n| shown(Path::new(n)));
    if file.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        return workbook::sheets(file, &name);
    }
    match Lines::open(file).map_err(|e| format!("cannot be read: {e}"))? {
        Opened::Text(lines, delimiter) => Ok(vec![Sheet { name, rows: rows(Rows::new(lines, delimiter))? }]),
        Opened::Other(why) => Err(why.to_owned()),
    }
}

fn rows(mut rows: Rows) -> Result<Vec<Cells>, String> {
    let (mut row, mut all) = (Row::default(), Vec::new());
    loop {
        match rows.next(&mut row).map_err(|e| format!("cannot be read: {e}"))? {
            Next::End => return Ok(all),
            Next::Bad(line, _, why) => return Err(format!("line {line}: {why}")),
            Next::Row if row.is_blank() => {}
            Next::Row => {
                let number = u32::try_from(row.number).unwrap_or(u32::MAX);
                all.push((number, row.cells().map(str::to_owned).collect()));
            }
        }
    }
}
