//! `calendar` and `busy list`: reviews, duties and days off, day by day; the load of each week.

use chrono::{Days, NaiveDate};

use crate::board::views::day::{BusyRow, DayRow, WeekRow, weeks};
use crate::casework::Desk;
use crate::casework::diary::span;
use crate::cli::Code;
use crate::cli::args::CalendarArgs;
use crate::cli::context::{Context, maybe_day, role};
use crate::cli::shown::{Column, columned};
use crate::error::{Error, Result};
use crate::rules::working::long;

/// How many days are shown unless asked otherwise.
const SHOWN: u64 = 28;

/// `calendar`.
pub(crate) fn calendar(cx: &mut Context<'_>, args: &CalendarArgs) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let from = maybe_day(&desk, args.from.as_ref())?.unwrap_or(board.today);
    let four_weeks = from.checked_add_days(Days::new(SHOWN)).unwrap_or(from);
    let to = maybe_day(&desk, args.to.as_ref())?.unwrap_or(four_weeks);
    if to < from {
        return Err(Error::data(format!("{to} is before {from}.")).hint("Give --from the earlier day."));
    }
    let child = args.child.as_ref().map(|named| board.find(named).map(|r| r.id())).transpose()?;
    let owner = args.owner.as_ref().map(|named| role(&desk, named)).transpose()?;
    let mut items = board.items((from, to));
    items.retain(|i| {
        child.is_none_or(|child| i.child == Some(child))
            && owner.as_ref().is_none_or(|owner| i.owner == *owner)
            && args.kind.as_ref().is_none_or(|kind| i.kind.word() == kind)
    });
    let rows: Vec<DayRow<'_>> = items.iter().map(|i| DayRow::of(board, i)).collect();
    cx.page(&rows, |rows| if args.weeks { vec![load(rows)] } else { days(rows, (from, to)) })
}

fn days(rows: &[DayRow<'_>], (from, to): (NaiveDate, NaiveDate)) -> Vec<String> {
    if rows.is_empty() {
        return vec![format!("Nothing from {} to {}.", long(from), long(to))];
    }
    let mut lines = Vec::new();
    for day in rows.chunk_by(|a, b| a.date == b.date) {
        let gap = if lines.is_empty() { "" } else { "\n" };
        lines.extend(day.first().map(|row| format!("{gap}{}", long(row.date))));
        lines.extend(day.iter().map(|row| format!("  {}", row.words())));
    }
    lines
}

/// How much each week holds.
fn load(rows: &[DayRow<'_>]) -> String {
    let columns: [Column<WeekRow>; 4] = [
        ("WEEK OF", |w| long(w.monday)),
        ("REVIEWS", |w| w.reviews.to_string()),
        ("LIMITS", |w| w.limits.to_string()),
        ("DUTIES", |w| w.duties.to_string()),
    ];
    columned(&weeks(rows), &columns)
}

/// `busy list`.
pub(crate) fn busy(cx: &mut Context<'_>, desk: &Desk) -> Result<Code> {
    let rows: Vec<BusyRow<'_>> = desk.board.busy.iter().map(BusyRow::from).collect();
    let columns: [Column<BusyRow<'_>>; 4] = [
        ("NO", |b| b.id.to_string()),
        ("WHEN", |b| span(b.busy)),
        ("HOURS", |b| b.hours.to_owned()),
        ("WHAT", |b| b.what.to_owned()),
    ];
    cx.table(&rows, "No day is kept free: casebook busy add DATE WHAT keeps one.", &columns)
}
