//! What stands against the day a review is booked for already: leave, a day off, another review at the same
//! hour, its own limit.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::diary::{Hours, Visit};
use super::slot::Slot;
use super::working::long;
use crate::model::Case;
use crate::model::diary::Busy;
use crate::model::ids::ChildId;

/// A booked review and what stands against its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The child.
    pub child: ChildId,
    /// Which review of the period.
    pub sequence: u32,
    /// The day it is booked for.
    pub date: NaiveDate,
    /// What stands against it, in words; never empty.
    pub why: Vec<String>,
}

/// What stands against the day an open review is booked for, where something does.
pub(crate) fn clash(
    case: &Case,
    slot: &Slot,
    (busy, that_day): (&[Busy], &[Visit]),
    calendar: &Calendar,
) -> Option<Clash> {
    let date = slot.booked.filter(|_| slot.is_next())?;
    let review = slot.review.and_then(|r| case.reviews.get(r));
    let hours = review.and_then(Hours::of);
    let mut why: Vec<String> = busy.iter().filter(|b| b.holds(date) && meets(b, hours)).map(taken).collect();
    why.extend(calendar.day_off(date).map(|off| format!("it is not a working day: {off}")));
    why.extend(late(slot));
    let others = that_day.iter().filter(|v| v.child != case.child.id).filter_map(|v| v.hours);
    let met = hours.and_then(|mine| others.filter(|theirs| theirs.meets(mine)).map(|h| h.from).min());
    why.extend(met.map(|at| format!("another review begins at {}", at.format("%H:%M"))));
    (!why.is_empty()).then_some(Clash { child: case.child.id, sequence: slot.sequence, date, why })
}

/// That a review is booked after its limit.
pub(crate) fn late(slot: &Slot) -> Option<String> {
    let limit = slot.last_day().filter(|_| slot.booked_days_late() > 0)?;
    let days = slot.booked_days_late();
    Some(format!("{days} day{} after its limit, {}", if days == 1 { "" } else { "s" }, long(limit)))
}

fn taken(busy: &Busy) -> String {
    let away = if busy.whole() { "you are away" } else { "part of the day is taken" };
    format!("{away}: {}", busy.words())
}

/// Whether what takes a day takes the review's hours; a review without a time may meet anything that day.
fn meets(busy: &Busy, review: Option<Hours>) -> bool {
    let taken = busy.times().map(|(from, to)| Hours { from, to });
    taken.zip(review).is_none_or(|(taken, review)| taken.meets(review))
}
