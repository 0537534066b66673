//! A review as it is listed: held, or to come.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::row::Row;
use crate::model::review::{Participation, Review};
use crate::rules::slot::{Limit, Slot};
use crate::rules::working::{count, long};

/// A review held, or the next one.
#[derive(Debug, Serialize)]
pub(crate) struct ReviewRow<'b> {
    pub(crate) child: &'b str,
    pub(crate) period_start: Option<NaiveDate>,
    /// Its number in its time in care; unknown where nobody told when care began.
    pub(crate) sequence: Option<u32>,
    /// The clock that governs.
    pub(crate) regime: &'b str,
    /// Last day the law allows.
    pub(crate) legal_due: Option<NaiveDate>,
    /// Last day that governs.
    pub(crate) due: Option<NaiveDate>,
    pub(crate) plan_by: Option<NaiveDate>,
    /// The day a change brought it forward to.
    pub(crate) forward_to: Option<NaiveDate>,
    /// The day by which it is to be completed, while it stands adjourned.
    pub(crate) complete_by: Option<NaiveDate>,
    /// Every limit that applies, the earliest first.
    pub(crate) clocks: &'b [Limit],
    /// The day care ended with it past its limit and not held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lapsed: Option<NaiveDate>,
    /// Whether it is known when care began.
    pub(crate) start_known: bool,
    /// Its limit rests on an adjourned review that is not completed, or on one that nobody told of.
    pub(crate) projected: bool,
    pub(crate) booked: Option<NaiveDate>,
    pub(crate) held: Option<NaiveDate>,
    pub(crate) completed: Option<NaiveDate>,
    pub(crate) on_time: Option<bool>,
    /// Calendar days.
    pub(crate) days_late: i64,
    pub(crate) participation: Option<Participation>,
    /// Practice and version that judged it.
    pub(crate) practice: &'b str,
    pub(crate) provisional: bool,
    /// Why there is no limit, or on what it rests.
    pub(crate) reason: Option<&'b str>,
    /// The separate clock it is on.
    pub(crate) clock: Option<&'b str>,
    pub(crate) chair: Option<&'b str>,
    pub(crate) without_meeting: bool,
    /// Calendar days from the limit to the day it is booked for.
    pub(crate) booked_days_late: i64,
    pub(crate) approved_by: Option<&'b str>,
    pub(crate) approved_on: Option<NaiveDate>,
    pub(crate) move_reason: Option<&'b str>,
    /// The last day it can be held or completed, whether a clock or a change says so.
    #[serde(skip)]
    pub(crate) last_day: Option<NaiveDate>,
    #[serde(skip)]
    pub(crate) name: String,
}

impl<'b> ReviewRow<'b> {
    pub(crate) fn of(row: &'b Row, slot: &'b Slot, today: NaiveDate) -> Self {
        let review = recorded(row, slot);
        let start_known = row.case.periods.get(slot.period).is_none_or(|p| p.start_known);
        Self {
            child: &row.case.child.number,
            period_start: row.case.periods.get(slot.period).map(|p| p.start),
            sequence: slot.number(),
            regime: &slot.regime.id,
            legal_due: slot.legal_due,
            due: slot.due,
            plan_by: slot.plan_by,
            forward_to: slot.forward,
            complete_by: slot.complete_by,
            projected: slot.projected || slot.supposed.is_some(),
            clocks: &slot.clocks,
            lapsed: slot.lapsed,
            start_known,
            booked: slot.booked,
            held: slot.held,
            completed: review.and_then(Review::completion),
            on_time: slot.on_time(),
            days_late: slot.days_late(today),
            participation: review.and_then(|r| r.participation),
            practice: &slot.practice,
            provisional: slot.provisional,
            reason: slot.gap.as_deref().or(slot.supposed),
            clock: slot.clock(),
            chair: review.and_then(|r| r.chair.as_deref()),
            without_meeting: review.is_some_and(|r| r.without_meeting),
            booked_days_late: slot.booked_days_late(),
            approved_by: review.and_then(|r| r.approved_by.as_deref()),
            approved_on: review.and_then(|r| r.approved_on),
            move_reason: review.and_then(|r| r.move_reason.as_deref()),
            last_day: slot.last_day(),
            name: row.case.child.name(),
        }
    }

    /// Whether it was, or will be, in time.
    pub(crate) fn timeliness(&self) -> String {
        let days = |n: i64| count(usize::try_from(n).unwrap_or(0), "day", "days");
        if let Some(end) = self.lapsed {
            return format!("not held, {} late when care ended on {}", days(self.days_late), long(end));
        }
        match (self.on_time, self.days_late, self.booked_days_late) {
            (Some(true), ..) => "on time".to_owned(),
            (_, late, _) if late > 0 => match self.reason {
                Some(rests) => format!("{} late, {rests}", days(late)),
                None => format!("{} late", days(late)),
            },
            (None, _, booked) if booked > 0 => format!("booked {} late", days(booked)),
            (None, ..) => self.reason.unwrap_or("to come").to_owned(),
            (Some(false), ..) => "late".to_owned(),
        }
    }

    /// The day it was held, or is booked for.
    pub(crate) fn day(&self) -> String {
        match (self.held, self.booked) {
            (Some(held), _) => long(held),
            (None, Some(booked)) => format!("{} (booked)", long(booked)),
            (None, None) => "-".to_owned(),
        }
    }
}

/// Every review of some children; of a child's the last is the next of its own, whatever other clocks there are.
pub(crate) fn reviews<'b>(rows: &[&'b Row], today: NaiveDate) -> Vec<ReviewRow<'b>> {
    let slots = |row: &'b Row| row.judged().slots.iter().map(move |slot| (row, slot));
    let mut all: Vec<(&Row, &Slot)> = rows.iter().copied().flat_map(slots).collect();
    all.sort_by_key(|(row, slot)| (&row.case.child.number, slot.period, slot.clock().is_none()));
    all.into_iter().map(|(row, slot)| ReviewRow::of(row, slot, today)).collect()
}

/// What the book has of the review of a slot.
pub(crate) fn recorded<'b>(row: &'b Row, slot: &Slot) -> Option<&'b Review> {
    row.case.reviews.get(slot.review?)
}
