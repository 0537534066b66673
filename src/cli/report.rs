//! `report`: tables and pages to hand out, identifiers masked unless asked.

use chrono::{Datelike, Months, NaiveDate};
use serde_json::{Value, json};

use super::Code;
use super::context::{Context, day};
use super::report_args::{AnnualArgs, ChildArgs, Format, OutArgs, PackArgs, ReportArgs, ReportCommand};
use crate::board::Row;
use crate::board::views::report::PUBLIC;
use crate::casework::Desk;
use crate::documents::annual::Annual;
use crate::documents::concerns::{analysis, effects, tracker};
use crate::documents::day_sheet::{day_sheet, next_day};
use crate::documents::draft;
use crate::documents::feedback::feedback;
use crate::documents::handover::handover;
use crate::documents::page::Page;
use crate::documents::record::record;
use crate::documents::sheet::Sheet;
use crate::documents::supervision::supervision;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::rules::escalation::analysis::analyse;
use crate::rules::measures::Window;
use crate::store::hand_out;

/// `report`.
pub(crate) fn report(cx: &mut Context<'_>, what: &ReportCommand) -> Result<Code> {
    match what {
        ReportCommand::Child(args) => child(cx, args),
        ReportCommand::Annual(args) => annual(cx, args),
        ReportCommand::Handover(args) => {
            let desk = cx.open()?;
            let rows: Vec<&Row> = match &args.child {
                Some(child) => vec![desk.board.find(child)?],
                None => desk.board.by_number().into_iter().filter(|row| !row.advice().closed).collect(),
            };
            let (page, whose, n) =
                (handover(&desk.board, &rows), args.child.as_ref().and(rows.first()), rows.len());
            let whose = whose.map(|row| row.id());
            pages(cx, desk, ("handover", whose, n), &page, &args.pack)
        }
        ReportCommand::Day(args) => {
            let desk = cx.open()?;
            let date = args.date.as_ref().map(|date| day(&desk, date)).transpose()?;
            let date = date.or_else(|| next_day(&desk.board)).unwrap_or(desk.board.today);
            let page = day_sheet(&desk.board, &desk.store, date)?;
            pages(cx, desk, ("day sheet", None, 1), &page, &args.pack)
        }
        ReportCommand::Supervision(pack) => {
            let desk = cx.open()?;
            let sheet = supervision(&desk.board);
            table(cx, desk, &logged("supervision", false), &sheet, None, pack)
        }
        ReportCommand::Tracker(args) | ReportCommand::Effects(args) => counted(cx, what, args, false),
        ReportCommand::Concerns(args) | ReportCommand::Feedback(args) => {
            counted(cx, what, &args.args, args.public)
        }
    }
}

/// A table over a span of days.
fn counted(cx: &mut Context<'_>, what: &ReportCommand, args: &ReportArgs, public: bool) -> Result<Code> {
    let desk = cx.open()?;
    let today = desk.board.today;
    let from = match &args.from {
        Some(from) => day(&desk, from)?,
        None if matches!(what, ReportCommand::Tracker(_)) => today.with_day(1).unwrap_or(today),
        None if matches!(what, ReportCommand::Feedback(_)) => a_year_before(today),
        None => desk.board.concerns().iter().map(|c| c.escalation.raised).min().unwrap_or(today),
    };
    let to = args.to.as_ref().map_or(Ok(today), |to| day(&desk, to))?;
    let json = |value: serde_json::Result<Value>| value.map_err(Error::internal);
    let (word, sheet, sum) = match what {
        ReportCommand::Tracker(args) => {
            ("tracker", tracker(&desk.board, from, to.min(today), args.names), None)
        }
        ReportCommand::Feedback(_) => {
            let counted = desk.board.measures(Window { from, to }).feedback;
            let sheet = feedback(&counted, from, to, public);
            ("feedback", sheet, Some(json(serde_json::to_value(&counted))?))
        }
        ReportCommand::Effects(args) => ("effects", effects(&desk.board, from, to, args.names), None),
        _ => {
            let sum = analyse(&desk.board.counted_concerns(), from, to);
            (
                "concerns",
                analysis(&sum, &desk.board.practice, from, to, public),
                Some(json(serde_json::to_value(&sum))?),
            )
        }
    };
    // What is counted tells every row: the public has the table alone.
    table(cx, desk, &logged(word, public), &sheet, sum.filter(|_| !public), &args.pack)
}

/// What the log calls a report.
fn logged(word: &str, public: bool) -> String {
    format!("report {word}{}", if public { PUBLIC } else { "" })
}

/// A table into its file, or as JSON what it was counted from.
fn table(
    cx: &mut Context<'_>,
    mut desk: Desk,
    word: &str,
    sheet: &Sheet,
    sum: Option<Value>,
    pack: &PackArgs,
) -> Result<Code> {
    let object = || {
        sum.unwrap_or_else(|| Value::from(objects(sheet).into_iter().map(Value::from).collect::<Vec<_>>()))
    };
    if cx.json() && pack.out.file().is_none() {
        cx.print.json(&object())?;
        return Ok(Code::DONE);
    }
    let format = pack.format();
    let bytes = match format {
        Format::Csv => sheet.csv()?.into_bytes(),
        Format::Json => as_json(&object())?,
        other => sheet.page().bytes(written(other))?,
    };
    let rows = u64::try_from(sheet.rows.len()).unwrap_or(0);
    let told = super::print::count(sheet.rows.len(), "row.", "rows.");
    deliver(cx, &bytes, format != Format::Docx, &pack.out, &told)?;
    desk.handed_out(word, None, rows)?;
    Ok(Code::DONE)
}

/// Pages of words: of whom, and how many children.
fn pages(
    cx: &mut Context<'_>,
    mut desk: Desk,
    (word, whose, children): (&str, Option<ChildId>, usize),
    page: &Page,
    pack: &PackArgs,
) -> Result<Code> {
    if cx.json() && pack.out.file().is_none() {
        cx.print.json(&json!({ "title": page.title, "text": page.text }))?;
    } else {
        let format = pack.format();
        let bytes = match format {
            Format::Csv => {
                return Err(Error::usage("This report is no table; nothing was written.")
                    .hint("Give --format docx, html, md, text or json."));
            }
            Format::Json => as_json(&json!({ "title": page.title, "text": page.text }))?,
            other => page.bytes(written(other))?,
        };
        let told = "It is not encrypted, and holds names.";
        deliver(cx, &bytes, format != Format::Docx, &pack.out, told)?;
    }
    desk.handed_out(&format!("report {word}"), whose, u64::try_from(children).unwrap_or(0))?;
    Ok(Code::DONE)
}

/// `report annual`.
fn annual(cx: &mut Context<'_>, args: &AnnualArgs) -> Result<Code> {
    let mut desk = cx.open()?;
    let to = args.to.as_ref().map_or(Ok(desk.board.today), |to| day(&desk, to))?;
    let from = args.from.as_ref().map_or(Ok(a_year_before(to)), |from| day(&desk, from))?;
    if from > to {
        return Err(Error::usage(format!("{from} is after {to}; nothing was written."))
            .hint("Give --from the first day and --to the last."));
    }
    let annual = Annual::of(&desk.board, &desk.store, Window { from, to }, args.public)?;
    let pack = &args.pack;
    let format = pack.format();
    if cx.json() && pack.out.file().is_none() {
        cx.print.json(&annual.json())?;
    } else {
        let bytes = match format {
            Format::Csv => annual.csv()?.into_bytes(),
            Format::Json => as_json(&annual.json())?,
            other => annual.page().bytes(written(other))?,
        };
        let told = "Places marked …… are for you to fill in.";
        deliver(cx, &bytes, format != Format::Docx, &pack.out, told)?;
    }
    if annual.left_out > 0 {
        let places = super::print::count(annual.left_out, "place", "places");
        cx.print.warn(format!("Left out of what was written for it: names of children, in {places}."));
    }
    desk.handed_out(&logged("annual", args.public), None, 1)?;
    Ok(Code::DONE)
}

fn a_year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).and_then(|d| d.succ_opt()).unwrap_or(day)
}

fn as_json(value: &Value) -> Result<Vec<u8>> {
    serde_json::to_vec_pretty(value).map_err(Error::internal)
}

/// The formats that documents are written in too.
fn written(format: Format) -> draft::Format {
    match format {
        Format::Docx => draft::Format::Docx,
        Format::Html => draft::Format::Html,
        Format::Text => draft::Format::Text,
        Format::Csv | Format::Json | Format::Md => draft::Format::Md,
    }
}

/// `report child`.
fn child(cx: &mut Context<'_>, args: &ChildArgs) -> Result<Code> {
    let format = match (&args.format, args.out.file()) {
        (Some(word), _) => draft::Format::from_word(word)?,
        (None, Some(out)) => draft::Format::of(out),
        (None, None) => draft::Format::Md,
    };
    let mut desk = cx.open()?;
    let row = desk.board.find(&args.child)?;
    let (id, record) = (row.id(), record(&desk.board, row, args.names)?);
    let told = "It is not encrypted. Read it before it goes: free words may still tell who somebody is.";
    deliver(cx, &record.bytes(format)?, format != draft::Format::Docx, &args.out, told)?;
    desk.handed_out("report child", Some(id), 1)?;
    Ok(Code::DONE)
}

fn objects(sheet: &Sheet) -> Vec<serde_json::Map<String, Value>> {
    let key = |title: &String| {
        title.to_lowercase().replace(['(', ')', '/'], "").replace("  ", " ").replace(' ', "_")
    };
    let row = |row: &Vec<String>| {
        sheet.head.iter().map(key).zip(row.iter().map(|c| Value::from(c.as_str()))).collect()
    };
    sheet.rows.iter().map(row).collect()
}

/// Writes a report into its file, or to standard output where it is text.
fn deliver(cx: &mut Context<'_>, bytes: &[u8], text: bool, to: &OutArgs, told: &str) -> Result<()> {
    match to.file() {
        None if !text => {
            return Err(Error::usage("A Word document goes into a file; nothing was written.")
                .hint("Give --out FILE."));
        }
        None => cx.print.raw(&String::from_utf8_lossy(bytes)),
        Some(out) => {
            let (book, replace) = (cx.book()?, cx.may_replace(out, to.force)?);
            hand_out(out, bytes, Some(&book), replace)?;
            cx.print.line(format!("{} written. {told}", out.display()));
        }
    }
    Ok(())
}
