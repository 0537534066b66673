//! `calendar`: reviews, duties and bank holidays, day by day.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::Code;
use super::context::Context;
use crate::board::{Board, Row};
use crate::casework::dates;
use crate::error::{Error, Result};
use crate::rules::due::Status;
use crate::rules::duties::REVIEW;
use crate::rules::working::long;

/// How many days are shown unless asked otherwise.
const SHOWN: u64 = 28;

/// What a day holds; the order is that of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    Holiday,
    Review,
    ReviewToBook,
    ReviewLimit,
    Duty,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Entry {
    date: NaiveDate,
    kind: What,
    at: Option<String>,
    child: Option<String>,
    name: Option<String>,
    title: String,
    duty: Option<String>,
    instance: Option<String>,
    venue: Option<String>,
    status: Option<&'static str>,
    provisional: bool,
}

/// `calendar`.
pub(crate) fn calendar(cx: &mut Context<'_>, from: Option<&str>, to: Option<&str>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let day = |text: &str| dates::parse(text, board.today, &board.calendar);
    let from = from.map_or(Ok(board.today), day)?;
    let four_weeks = from.checked_add_days(Days::new(SHOWN)).unwrap_or(from);
    let to = to.map_or(Ok(four_weeks), day)?;
    if to < from {
        return Err(Error::data(format!("{to} is before {from}.")).hint("Give --from the earlier day."));
    }
    let mut entries = entries(board);
    entries.retain(|e| (from..=to).contains(&e.date));
    entries.sort();
    if cx.json() {
        cx.print.json(&entries)?;
        return Ok(Code::DONE);
    }
    if entries.is_empty() {
        cx.print.line(format!("Nothing from {} to {}.", long(from), long(to)));
    }
    let mut last = None;
    for entry in entries {
        if last != Some(entry.date) {
            let gap = if last.is_some() { "\n" } else { "" };
            cx.print.line(format!("{gap}{}", long(entry.date)));
            last = Some(entry.date);
        }
        let at = entry.at.map_or_else(String::new, |t| format!("{t} "));
        let name = entry.name.map_or_else(String::new, |n| format!("{n}: "));
        let at_place = entry.venue.filter(|v| !v.is_empty()).map_or_else(String::new, |v| format!(", {v}"));
        cx.print.line(format!("  {at}{name}{}{at_place}", entry.title));
    }
    Ok(Code::DONE)
}

fn entries(board: &Board) -> Vec<Entry> {
    let known = board.calendar.known_to();
    let mut all: Vec<Entry> = board
        .calendar
        .holidays()
        .map(|(date, name)| Entry {
            provisional: date > known,
            ..entry(date, What::Holiday, None, name.to_owned())
        })
        .collect();
    for row in &board.rows {
        reviews(row, &mut all);
        for due in row.judged.own().filter(|d| d.duty.id != REVIEW) {
            let Some(date) = due.due else { continue };
            all.push(Entry {
                duty: Some(due.duty.id.clone()),
                instance: Some(due.instance.clone()),
                status: Some(due.status.word()),
                provisional: due.provisional,
                ..entry(date, What::Duty, Some(row), due.duty.title.clone())
            });
        }
    }
    for due in &board.service {
        let Some(date) = due.due else { continue };
        all.push(Entry {
            duty: Some(due.duty.id.clone()),
            instance: Some(due.instance.clone()),
            status: Some(due.status.word()),
            ..entry(date, What::Duty, None, due.duty.title.clone())
        });
    }
    all
}

fn reviews(row: &Row, all: &mut Vec<Entry>) {
    for slot in row.judged.reviews() {
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let mut put = |date: Option<NaiveDate>, kind, words: String, status: Option<Status>| {
            let Some(date) = date else { return };
            all.push(Entry {
                instance: Some(format!("review:{}", slot.sequence)),
                status: status.map(Status::word),
                provisional: slot.provisional,
                at: review
                    .and_then(|r| r.at)
                    .map(|t| t.format("%H:%M").to_string())
                    .filter(|_| kind == What::Review),
                venue: review.map(|r| r.venue.clone()).filter(|_| kind == What::Review),
                ..entry(date, kind, Some(row), words)
            });
        };
        let n = slot.sequence;
        match (slot.held, slot.booked) {
            (Some(_), _) => put(slot.held, What::Review, format!("review {n}, held"), Some(Status::Done)),
            (None, Some(_)) => {
                put(slot.booked, What::Review, format!("review {n}"), None);
                put(slot.due, What::ReviewLimit, format!("limit of review {n}"), None);
            }
            (None, None) => {
                put(slot.plan_by, What::ReviewToBook, format!("review {n} to be booked by this day"), None);
                put(slot.due, What::ReviewLimit, format!("limit of review {n}"), None);
            }
        }
    }
}

fn entry(date: NaiveDate, kind: What, row: Option<&Row>, title: String) -> Entry {
    Entry {
        date,
        kind,
        at: None,
        child: row.map(|r| r.case.child.number.clone()),
        name: row.map(|r| r.case.child.name()),
        title,
        duty: None,
        instance: None,
        venue: None,
        status: None,
        provisional: false,
    }
}
