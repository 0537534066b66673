//! `busy` and `holiday school`: the IRO's own days, and the schools'.

use std::path::Path;

use super::Code;
use super::context::{Context, day, maybe_day};
use super::diary_args::BusyCommand;
use super::print::count;
use super::read::calendar;
use super::record::told;
use crate::board::Board;
use crate::board::views::clash::ClashRow;
use crate::casework::Desk;
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
        BusyCommand::List => calendar::busy(cx, &desk),
    }
}

/// Names the reviews that were booked on days now kept free.
pub(crate) fn over(cx: &mut Context<'_>, board: &Board, busy: &[Busy]) {
    let met = board.booked_over(busy);
    if met.is_empty() {
        return;
    }
    cx.print.warn(format!("{} booked then:", count(met.len(), "review is", "reviews are")));
    met.iter().for_each(|c| cx.print.warn(format!("  {}", ClashRow::of(board, c).words())));
}

/// `holiday school`.
pub(crate) fn school(cx: &mut Context<'_>, desk: &mut Desk, file: &Path) -> Result<Code> {
    let outcome = desk.load_school_holidays(&read_school_holidays(&text_of(file, LARGEST)?)?)?;
    told(cx, &[outcome])
}
