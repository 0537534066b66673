//! Reading one file of the return into the drafts of its children.

use std::collections::HashMap;
use std::io;

use chrono::NaiveDate;

use super::cells::{Cells, Orders};
use super::columns::{Columns, Table};
use super::draft::Draft;
use super::folder::{Source, has_extension};
use super::number;
use super::progress::STEP;
use super::remarks::{At, Remarks};
use super::{tables, xml};
use crate::error::Result;
use crate::exchange::file::unread;
use crate::exchange::lines::{Lines, Opened};
use crate::exchange::rows::{Next, Row, Rows};
use crate::model::returns::{NotRead, TableRead};

/// What has been read so far.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    children: HashMap<String, Draft>,
    remarks: Remarks,
}

/// What became of a file.
pub(crate) enum Outcome {
    /// Read: the table it is, or those it has.
    Tables(Vec<TableRead>),
    /// Read, but these of its columns have the month first: it has to be read again.
    Turned(u128),
    /// Passed over.
    NotRead(NotRead),
}

impl Intake {
    /// Read a file whose columns `month_first` have the month first; `told` hears the bytes done.
    pub(crate) fn read(
        &mut self,
        file: &Source,
        month_first: u128,
        today: NaiveDate,
        told: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<Outcome> {
        told(0)?;
        if has_extension(&file.path, "xml") {
            let read = xml::read(&file.path, &file.name, today, &mut self.children, &mut self.remarks);
            return Ok(match read {
                Ok(tables) => Outcome::Tables(tables),
                Err(why) => Outcome::NotRead(NotRead { file: file.name.clone(), why }),
            });
        }
        let failed = |e: io::Error| unread(&format!("file {}", file.name), &e);
        let mut sheet = match open(file, month_first).map_err(failed)? {
            Ok(sheet) => sheet,
            Err(why) => return Ok(Outcome::NotRead(NotRead { file: file.name.clone(), why })),
        };
        let Sheet { rows, row, columns, table } = &mut sheet;
        let start = self.remarks.begin(&file.name);
        let taker = tables::taker(*table, columns);
        let [child] = columns.find(["CHILD"]);
        let width = row.len();
        let last_required = columns.last_required(*table);
        let (mut count, mut orders) = (0_u64, Orders::default());
        let mut decoded: Option<(At, String, u64)> = None;
        loop {
            let next = rows.next(row).map_err(failed)?;
            let at = At { row: u32::try_from(row.number).unwrap_or(u32::MAX), ..start };
            match next {
                Next::End => break,
                Next::Row if row.is_blank() => continue,
                Next::Row => {}
                Next::Bad(_, begin, why) => {
                    count += 1;
                    self.remarks.refuse(at, "", &begin, why);
                    continue;
                }
            }
            count += 1;
            if count.is_multiple_of(STEP) {
                told(rows.read())?;
            }
            if let Some(cell) = row.decoded {
                let value = || row.cell(cell).unwrap_or_default().to_owned();
                decoded.get_or_insert_with(|| (at, value(), 0)).2 += 1;
            }
            if row.len() <= last_required {
                let why = format!("the row has {} cells where the header has {width}", row.len());
                self.remarks.refuse(at, "", row.cell(0).unwrap_or_default(), why);
                continue;
            }
            self.remarks.about("");
            let orders = &mut orders;
            let mut cells = Cells { row, at, today, remarks: &mut self.remarks, marks: Vec::new(), orders };
            cells.doubt_extra(width);
            if let Some(number) = cells.number(child) {
                cells.remarks.about(&number);
                let draft = self.children.entry(number).or_default();
                taker.take(draft, &mut cells);
                draft.mark(cells.marks);
            }
        }
        if orders.turned() & !month_first != 0 {
            return Ok(Outcome::Turned(orders.turned() | month_first));
        }
        self.remarks.about("");
        if let Some((at, value, rows)) = decoded {
            let why =
                format!("not UTF-8: read as Windows-1252, in this row and {} more of the file", rows - 1);
            self.remarks.doubt(at, "", &value, why);
        }
        let table = table.word().to_owned();
        Ok(Outcome::Tables(vec![TableRead { file: file.name.clone(), table, rows: count }]))
    }

    /// The children by number, and the remarks so far.
    pub(crate) fn finish(self) -> (Vec<(String, Draft)>, Remarks) {
        let mut children: Vec<_> = self.children.into_iter().collect();
        children.sort_by(|a, b| a.0.cmp(&b.0));
        (number::joined(children), self.remarks)
    }
}

/// A file whose header has been read.
struct Sheet {
    rows: Rows,
    row: Row,
    columns: Columns,
    table: Table,
}

/// Read a file up to its header, the first row that is not blank; or why it is passed over.
fn open(file: &Source, month_first: u128) -> io::Result<Result<Sheet, String>> {
    let (lines, delimiter) = match Lines::open(&file.path) {
        Ok(Opened::Text(lines, delimiter)) => (lines, delimiter),
        Ok(Opened::Other(why)) => return Ok(Err(why.to_owned())),
        Err(e) => return Ok(Err(format!("cannot be read: {e}"))),
    };
    let mut rows = Rows::new(lines, delimiter);
    let mut row = Row::default();
    loop {
        match rows.next(&mut row)? {
            Next::End => return Ok(Err("empty".to_owned())),
            Next::Bad(.., why) => return Ok(Err(format!("its first line cannot be read: {why}"))),
            Next::Row if row.is_blank() => {}
            Next::Row => break,
        }
    }
    rows.set_header(&row);
    let columns = Columns::new(&row, month_first);
    let table = match columns.table() {
        Ok(_) if file.is_names && columns.fits(Table::Names) => Table::Names,
        Ok(table) if file.is_names && table != Table::Names => {
            return Ok(Err(format!("it is the {} table", table.word())));
        }
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(name) = columns.twice(table) {
        return Ok(Err(format!("looks like {}, but has two columns {name}", table.word())));
    }
    Ok(Ok(Sheet { rows, row, columns, table }))
}
