//! `calendar`: reviews, duties and days off, day by day; the load of each week.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::Code;
use super::args::CalendarArgs;
use super::context::Context;
use super::due::owner;
use super::print::{heading, table};
use crate::board::Board;
use crate::casework::dates;
use crate::error::{Error, Result};
use crate::model::instance::Instance;
use crate::rules::agenda::{Item, Kind};
use crate::rules::diary::monday;
use crate::rules::due::Status;
use crate::rules::working::long;

/// How many days are shown unless asked otherwise.
const SHOWN: u64 = 28;

#[derive(Serialize)]
struct Entry<'a> {
    date: NaiveDate,
    kind: Kind,
    at: Option<String>,
    child: Option<&'a str>,
    name: Option<String>,
    title: &'a str,
    duty: Option<&'a str>,
    instance: Option<&'a Instance>,
    owner: &'a str,
    venue: Option<&'a str>,
    status: Option<&'static str>,
    provisional: bool,
}

/// `calendar`.
pub(crate) fn calendar(cx: &mut Context<'_>, args: &CalendarArgs) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let day = |text: &String| dates::parse(text, board.today, &board.calendar);
    let from = args.from.as_ref().map_or(Ok(board.today), day)?;
    let four_weeks = from.checked_add_days(Days::new(SHOWN)).unwrap_or(from);
    let to = args.to.as_ref().map_or(Ok(four_weeks), day)?;
    if to < from {
        return Err(Error::data(format!("{to} is before {from}.")).hint("Give --from the earlier day."));
    }
    let mut items = board.items((from, to));
    if let Some(named) = &args.child {
        let child = board.find(named)?.id();
        items.retain(|i| i.child == Some(child));
    }
    if let Some(named) = &args.owner {
        let role = owner(&board.practice, named)?;
        items.retain(|i| i.owner == role);
    }
    if let Some(word) = &args.kind {
        items.retain(|i| i.kind.word() == word);
    }
    if cx.json() {
        let rows: Vec<Entry<'_>> = items.iter().map(|i| entry(board, i)).collect();
        cx.print.json(&rows)?;
    } else if args.weeks {
        weeks(cx, &items);
    } else {
        days(cx, board, &items, (from, to));
    }
    Ok(Code::DONE)
}

fn entry<'a>(board: &'a Board, item: &'a Item) -> Entry<'a> {
    let row = item.child.and_then(|c| board.row(c));
    let review = item.kind == Kind::Review;
    Entry {
        date: item.date,
        kind: item.kind,
        at: item.at.map(|t| t.format("%H:%M").to_string()),
        child: row.map(|r| r.case.child.number.as_str()),
        name: row.map(|r| r.case.child.name()),
        title: &item.title,
        duty: item.duty.as_deref(),
        instance: item.instance.as_ref(),
        owner: &item.owner,
        venue: review.then_some(item.venue.as_str()),
        status: item.status.map(Status::word),
        provisional: item.provisional,
    }
}

fn days(cx: &mut Context<'_>, board: &Board, items: &[Item], (from, to): (NaiveDate, NaiveDate)) {
    if items.is_empty() {
        cx.print.line(format!("Nothing from {} to {}.", long(from), long(to)));
    }
    let mut last = None;
    for item in items {
        if last != Some(item.date) {
            let gap = if last.is_some() { "\n" } else { "" };
            cx.print.line(format!("{gap}{}", long(item.date)));
            last = Some(item.date);
        }
        let at = item.at.map_or_else(String::new, |t| format!("{} ", t.format("%H:%M")));
        let name = item.child.and_then(|c| board.row(c)).map(|r| format!("{}: ", r.case.child.name()));
        let place = if item.venue.is_empty() { String::new() } else { format!(", {}", item.venue) };
        cx.print.line(format!("  {at}{}{}{place}", name.unwrap_or_default(), item.title));
    }
}

/// How much each week holds.
fn weeks(cx: &mut Context<'_>, items: &[Item]) {
    let mut load: BTreeMap<NaiveDate, [usize; 3]> = BTreeMap::new();
    for item in items.iter().filter(|i| !i.kind.is_day()) {
        let place = match item.kind {
            Kind::Review => 0,
            Kind::ReviewLimit | Kind::ReviewToBook => 1,
            _ => 2,
        };
        if let Some(n) = load.entry(monday(item.date)).or_default().get_mut(place) {
            *n += 1;
        }
    }
    let mut lines = vec![heading(&["WEEK OF", "REVIEWS", "LIMITS", "DUTIES"])];
    lines.extend(load.iter().map(|(week, [reviews, limits, duties])| {
        vec![long(*week), reviews.to_string(), limits.to_string(), duties.to_string()]
    }));
    cx.print.line(table(&lines));
}
