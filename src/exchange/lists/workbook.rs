//! The sheets of a workbook (.xlsx), cell by cell: a sheet says itself how large it is, and is not believed.

use std::io::BufReader;
use std::path::Path;

use calamine::{Data, DataRef, Reader, Xlsx};

use super::sheet::{Cells, Sheet};
use crate::exchange::file::open_plain;
use crate::exchange::rows::COLUMNS_MAX;

/// The most cells read of a workbook.
const MOST: usize = 4_000_000;

/// The sheets of a workbook, or why it has none.
pub(super) fn sheets(file: &Path, name: &str) -> Result<Vec<Sheet>, String> {
    let open = open_plain(file).map_err(|e| format!("cannot be read: {e}"))?;
    let mut book: Xlsx<_> =
        Xlsx::new(BufReader::new(open)).map_err(|e| format!("not a workbook that can be read ({e})"))?;
    let mut sheets = Vec::new();
    let mut left = MOST;
    for title in book.sheet_names() {
        let Ok(rows) = rows(&mut book, &title, &mut left) else { continue };
        sheets.push(Sheet { name: format!("{name}, {title}"), rows });
    }
    if sheets.is_empty() { Err("no sheet of it can be read".to_owned()) } else { Ok(sheets) }
}

type Book = Xlsx<BufReader<std::fs::File>>;

fn rows(book: &mut Book, title: &str, left: &mut usize) -> Result<Vec<Cells>, calamine::XlsxError> {
    let mut rows: Vec<Cells> = Vec::new();
    let mut reader = book.worksheet_cells_reader(title)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let (number, column) = (row.saturating_add(1), usize::try_from(column).unwrap_or(usize::MAX));
        let text = text(cell.get_value());
        if text.is_empty() || column >= COLUMNS_MAX {
            continue;
        }
        *left = left.saturating_sub(1);
        if *left == 0 {
            break;
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(cells.len().max(column + 1), String::new());
            if let Some(at) = cells.get_mut(column) {
                *at = text;
            }
        }
    }
    Ok(rows)
}

/// A cell as text: a date as ISO has it, a whole number without a point.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Error(_) => "#ERROR".to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}
