//! `busy` and `holiday school`: the IRO's own days, and the schools'.

use std::path::Path;

use serde_json::json;

use super::Code;
use super::context::{Context, day, maybe_day};
use super::diary_args::BusyCommand;
use super::plan::clash_line;
use super::print::{count, heading, table};
use super::record::told;
use crate::board::Board;
use crate::casework::Desk;
use crate::casework::diary::span;
use crate::error::Result;
use crate::exchange::{read_school_holidays, text_of};
use crate::model::diary::Busy;
use crate::model::ids::BusyId;

/// The most bytes of a file of school holidays.
const LARGEST: u64 = 1024 * 1024;

/// `busy`.
pub(crate) fn busy(cx: &mut Context<'_>, command: BusyCommand) -> Result<Code> {
    let mut desk = cx.open()?;
    match command {
        BusyCommand::Add { date, what, to, every, hours } => {
            let first = day(&desk, &date)?;
            let last = maybe_day(&desk, to.as_ref())?;
            let busy = Busy::typed(first, last, every, hours.unwrap_or_default(), what);
            let outcome = desk.add_busy(busy.clone())?;
            told(cx, &[outcome])?;
            over(cx, &desk.board, &[busy]);
            Ok(Code::DONE)
        }
        BusyCommand::Remove { number } => {
            let outcome = desk.remove_busy(BusyId(number))?;
            told(cx, &[outcome])
        }
        BusyCommand::List => list(cx, &desk),
    }
}

/// Names the reviews that were booked on days now kept free.
pub(crate) fn over(cx: &mut Context<'_>, board: &Board, busy: &[Busy]) {
    let met = board.booked_over(busy);
    if met.is_empty() {
        return;
    }
    cx.print.warn(format!("{} booked then:", count(met.len(), "review is", "reviews are")));
    met.iter().for_each(|c| cx.print.warn(clash_line(board, c)));
}

fn list(cx: &mut Context<'_>, desk: &Desk) -> Result<Code> {
    let all = &desk.board.busy;
    if cx.json() {
        let rows: Vec<_> = all
            .iter()
            .map(|b| {
                json!({ "id": b.id, "first": b.first, "last": b.last,
                    "weekday": b.weekday.map(|d| d.to_string().to_lowercase()),
                    "hours": b.hours, "what": b.what, "imported": !b.uid.is_empty() })
            })
            .collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No day is kept free: casebook busy add DATE WHAT keeps one.");
        return Ok(Code::DONE);
    }
    let mut lines = vec![heading(&["NO", "WHEN", "HOURS", "WHAT"])];
    lines.extend(all.iter().map(|b| vec![b.id.to_string(), span(b), b.hours.clone(), b.what.clone()]));
    cx.print.line(table(&lines));
    Ok(Code::DONE)
}

/// `holiday school`.
pub(crate) fn school(cx: &mut Context<'_>, desk: &mut Desk, file: &Path) -> Result<Code> {
    let outcome = desk.load_school_holidays(&read_school_holidays(&text_of(file, LARGEST)?)?)?;
    told(cx, &[outcome])
}
