//! `report`: tables to hand out, identifiers masked unless asked.

use chrono::{Datelike, Months};
use serde_json::Value;

use super::Code;
use super::context::{Context, day};
use super::report_args::{ChildArgs, Format, OutArgs, ReportCommand};
use crate::documents::concerns::{analysis, effects, tracker};
use crate::documents::draft;
use crate::documents::feedback::feedback;
use crate::documents::record::Record;
use crate::documents::sheet::Sheet;
use crate::error::{Error, Result};
use crate::rules::escalation::analysis::analyse;
use crate::rules::measures::Window;
use crate::store::hand_out;

/// `report`.
pub(crate) fn report(cx: &mut Context<'_>, what: &ReportCommand) -> Result<Code> {
    let args = match what {
        ReportCommand::Child(args) => return child(cx, args),
        ReportCommand::Tracker(args)
        | ReportCommand::Effects(args)
        | ReportCommand::Concerns(args)
        | ReportCommand::Feedback(args) => args,
    };
    let mut desk = cx.open()?;
    let today = desk.board.today;
    let from = match &args.from {
        Some(from) => day(&desk, from)?,
        None if matches!(what, ReportCommand::Tracker(_)) => today.with_day(1).unwrap_or(today),
        None if matches!(what, ReportCommand::Feedback(_)) => {
            today.checked_sub_months(Months::new(12)).and_then(|d| d.succ_opt()).unwrap_or(today)
        }
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
            ("feedback", feedback(&counted, from, to), Some(json(serde_json::to_value(&counted))?))
        }
        ReportCommand::Effects(args) => ("effects", effects(&desk.board, from, to, args.names), None),
        _ => {
            let sum = analyse(&desk.board.counted_concerns(), from, to);
            ("concerns", analysis(&sum, from, to), Some(json(serde_json::to_value(&sum))?))
        }
    };
    if cx.json() && args.out.file().is_none() {
        match sum {
            Some(sum) => cx.print.json(&sum)?,
            None => cx.print.json(&objects(&sheet))?,
        }
        return Ok(Code::DONE);
    }
    let rows = u64::try_from(sheet.rows.len()).unwrap_or(0);
    let bytes = match args.format {
        Format::Csv => sheet.csv()?.into_bytes(),
        Format::Md => sheet.markdown().into_bytes(),
        Format::Docx => sheet.docx()?,
    };
    let told = super::print::count(sheet.rows.len(), "row.", "rows.");
    deliver(cx, &bytes, args.format != Format::Docx, &args.out, &told)?;
    desk.handed_out(&format!("report {word}"), None, rows)?;
    Ok(Code::DONE)
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
    let (id, record) = (row.id(), Record::of(&desk.board, row, args.names)?);
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
