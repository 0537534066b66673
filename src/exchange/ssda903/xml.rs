//! The return as XML: each element a row of the table that the CSV form has for it.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::cells::{Cells, Orders};
use super::columns::{Columns, Table};
use super::draft::Draft;
use super::remarks::{At, Remarks};
use super::tables::{Taker, taker};
use crate::exchange::file::open_plain;
use crate::exchange::rows::Row;
use crate::model::returns::TableRead;

/// The most bytes of a file: some three hundred thousand children.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The elements that are rows, each with its table and the elements of its columns.
const ROWS: [(&str, Table, &[&str]); 4] = [
    ("HEADER", Table::Header, &["CHILDID", "SEX", "DOB", "ETHNIC", "MOTHER"]),
    ("HEADER", Table::Uasc, &["CHILDID", "DOB", "DUC"]),
    ("AREVIEW", Table::Reviews, &["CHILDID", "DOB", "REVIEW", "REVIEW_CODE"]),
    (
        "EPISODE",
        Table::Episodes,
        &[
            "CHILDID",
            "DECOM",
            "RNE",
            "LS",
            "PL",
            "PLACE_PROVIDER",
            "PL_POST",
            "URN",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
        ],
    ),
];

/// The column that an element is in the CSV form.
fn column(element: &'static str) -> &'static str {
    match element {
        "CHILDID" => "CHILD",
        "PL" => "PLACE",
        same => same,
    }
}

/// A kind of row: the element, how it is taken, and how many there were.
struct Kind {
    element: &'static str,
    cells: &'static [&'static str],
    table: Table,
    columns: Columns,
    taker: Taker,
    count: u64,
}

/// Reads a file into the drafts of its children, and tells its tables; or why it is none of ours. Where the file breaks
/// off, what stands before is taken, and a remark names the line.
pub(crate) fn read(
    path: &Path,
    name: &str,
    today: NaiveDate,
    children: &mut HashMap<String, Draft>,
    remarks: &mut Remarks,
) -> Result<Vec<TableRead>, String> {
    let failed = |e: std::io::Error| format!("cannot be read: {e}");
    if std::fs::metadata(path).map_err(failed)?.len() > LARGEST {
        return Err("larger than 512 MiB".to_owned());
    }
    let mut bytes = Vec::new();
    open_plain(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(failed)?;
    let text = String::from_utf8_lossy(&bytes);
    let kinds = ROWS.into_iter().map(|(element, table, cells)| {
        let columns = Columns::new(&Row::of(0, cells.iter().copied().map(column)), 0);
        Kind { element, cells, table, taker: taker(table, &columns), columns, count: 0 }
    });
    let begin = remarks.begin(name);
    let mut sink = Sink { kinds: kinds.collect(), today, children, remarks };
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    let mut reader = Reader::from_str(&text);
    // The element read last, and those of the child's header and of the row within or after it that is open.
    let (mut word, mut child, mut inner) = (String::new(), Cell::new(), None::<(String, Cell)>);
    // Rows within the header wait for its end, which has the child's number and date of birth.
    let mut within = Vec::new();
    loop {
        let event = reader.read_event();
        let at = At { row: lines.upto(reader.buffer_position()), ..begin };
        match event {
            Ok(Event::Start(tag)) => {
                let tag = tag.local_name();
                word.clear();
                if sink.kinds.iter().any(|k| k.element == tag.as_ref()) && tag.as_ref() != "HEADER" {
                    inner = Some((tag.as_ref().to_owned(), Cell::new()));
                }
            }
            Ok(Event::Text(text)) => word.push_str(&text.xml10_content()),
            Ok(Event::CData(text)) => word.push_str(&text.xml10_content()),
            Ok(Event::End(tag)) => {
                let tag = tag.local_name();
                let tag = tag.as_ref();
                let open = inner.take_if(|(element, _)| element == tag);
                match (tag, open) {
                    ("HEADER", _) => {
                        within.insert(0, (tag.to_owned(), Cell::new(), at));
                        for (element, cells, at) in within.drain(..) {
                            sink.take(&element, &child, &cells, at);
                        }
                    }
                    ("AREVIEW", Some((element, cells))) => within.push((element, cells, at)),
                    (_, Some((element, cells))) => {
                        sink.take(&element, &child, &cells, at);
                    }
                    ("CHILD", None) => child.clear(),
                    (_, None) => {
                        let row = inner.as_mut().map_or(&mut child, |(_, row)| row);
                        row.entry(tag.to_owned()).or_insert_with(|| word.trim().to_owned());
                    }
                }
                word.clear();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(why) => {
                sink.remarks.refuse(at, "", "", format!("the file cannot be read from this line on: {why}"));
                break;
            }
        }
    }
    let read = sink.kinds.iter().filter(|k| k.count > 0);
    let tables: Vec<TableRead> = read
        .map(|k| TableRead { file: name.to_owned(), table: k.table.word().to_owned(), rows: k.count })
        .collect();
    if tables.is_empty() { Err("XML, but not of the return".to_owned()) } else { Ok(tables) }
}

/// What the elements of a row hold, by their names.
type Cell = BTreeMap<String, String>;

/// Where the rows go.
struct Sink<'a> {
    kinds: Vec<Kind>,
    today: NaiveDate,
    children: &'a mut HashMap<String, Draft>,
    remarks: &'a mut Remarks,
}

impl Sink<'_> {
    /// Takes an element that is a row; what it does not hold itself its child's header does.
    fn take(&mut self, element: &str, child: &Cell, own: &Cell, at: At) {
        for kind in self.kinds.iter_mut().filter(|k| k.element == element) {
            let text = |name: &&str| own.get(*name).or_else(|| child.get(*name)).map_or("", String::as_str);
            if kind.table == Table::Uasc && text(&"DUC").is_empty() && text(&"UASC") != "1" {
                continue;
            }
            kind.count += 1;
            let row = Row::of(at.row.into(), kind.cells.iter().map(text));
            // The schema of the XML has one order of day and month.
            let mut orders = Orders::default();
            self.remarks.about("");
            let (today, remarks) = (self.today, &mut *self.remarks);
            let mut cells = Cells { row: &row, at, today, remarks, marks: Vec::new(), orders: &mut orders };
            let [number] = kind.columns.find(["CHILD"]);
            if let Some(number) = cells.number(number) {
                cells.remarks.about(&number);
                let draft = self.children.entry(number).or_default();
                kind.taker.take(draft, &mut cells);
                draft.mark(cells.marks);
            }
        }
    }
}

/// Lines counted as far as a file has been read.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn upto(&mut self, offset: u64) -> u32 {
        let to = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes().get(self.at..to).unwrap_or_default();
        let lines = passed.iter().filter(|b| **b == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = to;
        self.line
    }
}
