//! `reviews`: every review held and the one to come.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, rows};
use super::print::{heading, table};
use crate::board::Row;
use crate::error::Result;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// A review as JSON.
#[derive(Serialize)]
pub(crate) struct ReviewRow {
    child: String,
    period_start: Option<NaiveDate>,
    sequence: u32,
    regime: String,
    legal_due: Option<NaiveDate>,
    due: Option<NaiveDate>,
    plan_by: Option<NaiveDate>,
    booked: Option<NaiveDate>,
    held: Option<NaiveDate>,
    completed: Option<NaiveDate>,
    on_time: Option<bool>,
    days_late: i64,
    participation: Option<&'static str>,
    practice: String,
    provisional: bool,
    reason: Option<String>,
    clock: Option<String>,
    chair: Option<String>,
    without_meeting: bool,
    booked_days_late: i64,
    approved_by: Option<String>,
    approved_on: Option<NaiveDate>,
    move_reason: Option<String>,
}

/// The JSON row of a review.
pub(crate) fn review_row(row: &Row, slot: &Slot, today: NaiveDate) -> ReviewRow {
    let review = slot.review.and_then(|r| row.case.reviews.get(r));
    ReviewRow {
        child: row.case.child.number.clone(),
        period_start: row.case.periods.get(slot.period).map(|p| p.start),
        sequence: slot.sequence,
        regime: slot.regime.id.clone(),
        legal_due: slot.legal_due,
        due: slot.due,
        plan_by: slot.plan_by,
        booked: slot.booked,
        held: slot.held,
        completed: review.and_then(|r| r.completion()),
        on_time: slot.on_time(),
        days_late: slot.days_late(today),
        participation: review.and_then(|r| r.participation).map(|p| p.word()),
        practice: slot.practice.clone(),
        provisional: slot.provisional,
        reason: slot.gap.clone(),
        clock: slot.clock().map(str::to_owned),
        chair: review.and_then(|r| r.chair.clone()),
        without_meeting: review.is_some_and(|r| r.without_meeting),
        booked_days_late: slot.booked_days_late(),
        approved_by: review.and_then(|r| r.approved_by.clone()),
        approved_on: review.and_then(|r| r.approved_on),
        move_reason: review.and_then(|r| r.move_reason.clone()),
    }
}

/// `reviews`.
pub(crate) fn reviews(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let today = desk.board.today;
    let rows = rows(&desk, child)?;
    let mut slots: Vec<(&Row, &Slot)> =
        rows.iter().flat_map(|r| r.judged().slots.iter().map(move |s| (*r, s))).collect();
    // Of a child's rows the last is the next review of its own, whatever other clocks there are.
    slots.sort_by_key(|(r, s)| (&r.case.child.number, s.period, s.clock().is_none()));
    if cx.json() {
        let rows: Vec<ReviewRow> = slots.iter().map(|(r, s)| review_row(r, s, today)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    let mut lines =
        vec![heading(&["CHILD", "NAME", "PERIOD", "NO", "CLOCK", "DUE", "HELD OR BOOKED", "", "PART"])];
    for (row, slot) in &slots {
        let review = review_row(row, slot, today);
        let late = match (slot.on_time(), review.days_late) {
            (Some(true), _) => "on time".to_owned(),
            (_, n) if n > 0 => format!("{n} days late"),
            (None, _) if slot.booked_days_late() > 0 => {
                format!("booked {} days late", slot.booked_days_late())
            }
            (None, _) => slot.gap.clone().unwrap_or_else(|| "to come".to_owned()),
            _ => "late".to_owned(),
        };
        let day = match (slot.held, slot.booked) {
            (Some(held), _) => long(held),
            (None, Some(booked)) => format!("{} (booked)", long(booked)),
            _ => "-".to_owned(),
        };
        lines.push(vec![
            review.child,
            row.case.child.name(),
            review.period_start.map_or_else(String::new, |d| d.to_string()),
            slot.sequence.to_string(),
            slot.regime.id.clone(),
            slot.due.map_or_else(|| "-".into(), long),
            day,
            late,
            review.participation.unwrap_or_default().to_owned(),
        ]);
    }
    cx.print.line(if slots.is_empty() { "No reviews.".to_owned() } else { table(&lines) });
    Ok(Code::DONE)
}
