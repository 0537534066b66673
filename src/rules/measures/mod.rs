//! Measures over a span of days: each a numerator and a denominator with the rows behind them, so that no
//! figure stands without what it was counted from.
//!
//! A review counts in the span in which it was held (its recorded date: the first part of a series, the
//! original date of an adjourned one) and is late where that date is past the limit it was judged by.

mod challenge;
mod early;
mod load;
mod rows;
mod series;
mod timeliness;
mod work;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;

pub use early::EarlyReviews;
pub use load::{Caseload, HIGH, LOW, Week};
pub use rows::{ChildRow, DutyRow, EarlyRow, ReviewRow};
pub use series::{Bar, Group, chart};
pub use timeliness::{Children, Participation, Reviews, ShortBreaks};
pub use work::{Owners, Tally, VisitKind, Visits};

use super::calendar::Calendar;
use super::due::Assessment;
use super::escalation::analysis::{Analysis, Counted, analyse};
use super::practice::Practice;
use crate::model::Case;

/// A case with what the rules made of it.
pub type Judged<'a> = (&'a Case, &'a Assessment);

/// What figures are counted on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The cases.
    pub cases: &'a [Judged<'a>],
    /// The concerns raised about them and about the service.
    pub concerns: &'a [Counted],
    /// The practice they were judged by.
    pub practice: &'a Practice,
    /// The calendar days are counted with.
    pub calendar: &'a Calendar,
    /// The day it is counted on: what lies ahead of it has not happened.
    pub today: NaiveDate,
}

/// A span of days, both ends within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Window {
    /// Whether a day lies within it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Everything counted over one span.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measures {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The day it was counted on.
    pub on: NaiveDate,
    /// On time by reviews, short breaks left out.
    pub reviews: Reviews,
    /// On time by children, short breaks left out.
    pub children: Children,
    /// The same for short breaks.
    pub short_breaks: ShortBreaks,
    /// How children took part.
    pub participation: Participation,
    /// Mid-point checks that fell due.
    pub midpoints: Tally,
    /// Visits that fell due, the IRO's and others', each kind apart.
    pub visits: Visits,
    /// Changes the IRO was told of and what was answered.
    pub early_reviews: EarlyReviews,
    /// Concerns, as their analysis counts them.
    pub escalations: Analysis,
    /// What is late now, by who owes it.
    pub late_by_owner: Owners,
    /// Done late in the span, and nobody has said why.
    pub late_without_reason: Vec<DutyRow>,
    /// How many children, and what they weigh.
    pub caseload: Caseload,
}

/// Counts everything over a span.
pub fn measure(ground: Ground<'_>, window: Window) -> Measures {
    let (apart, main): (Vec<ReviewRow>, Vec<ReviewRow>) =
        timeliness::rows(ground, window).into_iter().partition(|r| r.short_break);
    Measures {
        from: window.from,
        to: window.to,
        on: ground.today,
        children: Children::count(&main, window),
        participation: Participation::count(&main, window),
        reviews: Reviews::count(main, window),
        short_breaks: ShortBreaks {
            children: Children::count(&apart, window),
            reviews: Reviews::count(apart, window),
        },
        midpoints: work::tally(ground, window, work::MIDPOINTS),
        visits: work::Visits::count(ground, window),
        early_reviews: EarlyReviews::count(ground, window),
        escalations: analyse(ground.concerns, window.from, window.to),
        late_by_owner: Owners::count(ground),
        late_without_reason: work::unexplained(ground, window),
        caseload: Caseload::count(ground),
    }
}

/// A share in per cent to one decimal; `None` where there is nothing to share.
pub fn share(part: usize, of: usize) -> Option<f64> {
    let (part, of) = (u32::try_from(part).ok()?, u32::try_from(of).ok()?);
    (of > 0).then(|| (f64::from(part) * 1000.0 / f64::from(of)).round() / 10.0)
}
