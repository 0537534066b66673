//! The steps before a review that are counted back from its day, and which of them a day leaves no time for.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::{Days, Months, NaiveDate};

use crate::model::instance::Instance;
use crate::rules::calendar::Calendar;
use crate::rules::due::{Assessment, Due, Status};
use crate::rules::practice::{Direction, Duty, Span, Unit};
use crate::rules::slot::Slot;

/// A step before a review and how long before it falls due.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RunUp {
    /// The duty.
    pub duty: Arc<Duty>,
    /// How many.
    pub before: i32,
    /// Of what.
    pub unit: Unit,
}

impl RunUp {
    /// The day it falls due for a review of a day; `None` outside the calendar.
    pub(crate) fn day(&self, review: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        let before = u64::try_from(self.before).ok()?;
        match self.unit {
            Unit::WorkingDays if before == 0 => Some(review),
            Unit::WorkingDays => calendar.add_working_days(review, -self.before).ok().map(|c| c.date),
            Unit::Days => review.checked_sub_days(Days::new(before)),
            Unit::Weeks => review.checked_sub_days(Days::new(before.saturating_mul(7))),
            Unit::Months => review.checked_sub_months(Months::new(u32::try_from(before).ok()?)),
        }
    }

    /// Roughly, in calendar days: what is longest before comes first.
    fn reach(&self) -> i32 {
        match self.unit {
            Unit::WorkingDays => self.before.saturating_mul(7) / 5,
            Unit::Days => self.before,
            Unit::Weeks => self.before.saturating_mul(7),
            Unit::Months => self.before.saturating_mul(30),
        }
    }
}

/// The open duties of a review that are counted back from its day.
pub(crate) fn run_up(judged: &Assessment, slot: &Slot) -> Vec<RunUp> {
    let of_review = judged.dues.iter().filter(|d| d.instance == Instance::Review(slot.sequence));
    // Of what nobody knows whether it is owed nothing is lost.
    let let_off = |d: &Due| matches!(d.status, Status::NotApplicable | Status::Waived | Status::Unknown);
    let open = of_review.filter(|d| d.done_on.is_none() && !d.past && !let_off(d));
    let mut all: Vec<RunUp> = open
        .filter_map(|d| {
            let rule = d.duty.due.as_ref()?;
            let spans = [Some(&rule.own), rule.over.as_ref()];
            let steps = spans.into_iter().flatten().filter_map(|l| counted_back(&l.span));
            let steps = steps.map(|(before, unit)| RunUp { duty: Arc::clone(&d.duty), before, unit });
            steps.max_by_key(RunUp::reach)
        })
        .collect();
    all.sort_by_key(|r| Reverse(r.reach()));
    all
}

/// How long before the review a span ends, where it is counted back from it.
fn counted_back(span: &Span) -> Option<(i32, Unit)> {
    match span {
        Span::Offset { count, unit, direction: Direction::Before, anchor } if anchor == "review-date" => {
            Some((*count, *unit))
        }
        Span::On(anchor) if anchor == "review-date" => Some((0, Unit::WorkingDays)),
        Span::Earliest(spans) | Span::Latest(spans) => {
            spans.iter().filter_map(counted_back).max_by_key(|(count, _)| *count)
        }
        _ => None,
    }
}
