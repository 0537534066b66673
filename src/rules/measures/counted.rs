//! Everything that is counted over a span.

use chrono::NaiveDate;
use serde::Serialize;

use super::early::{Changes, EarlyReviews};
use super::feedback::Feedback;
use super::ground::{Ground, Window};
use super::load::Caseload;
use super::rows::{DutyRow, ReviewRow};
use super::timeliness::{self, Children, Participation, Reviews, ShortBreaks, ViewsReached};
use super::work::{self, Owners, Tally, Visits};
use crate::rules::escalation::analysis::{Analysis, analyse};

/// Everything counted over one span.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Measures {
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
    /// The same in three figures, counted from the same rows.
    pub changes: Changes,
    /// Adjourned reviews of the span completed after their working days for that.
    pub completed_late: usize,
    /// Reviews that the child's views reached.
    pub views_reached: ViewsReached,
    /// What children, parents and carers answered after the reviews.
    pub feedback: Feedback,
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
pub(crate) fn measure(ground: Ground<'_>, window: Window) -> Measures {
    let (apart, main): (Vec<ReviewRow>, Vec<ReviewRow>) =
        timeliness::rows(ground, window).into_iter().partition(|r| r.short_break);
    let (early, participation) = (EarlyReviews::count(ground, window), Participation::count(&main, window));
    Measures {
        from: window.from,
        to: window.to,
        on: ground.today,
        children: Children::count(&main, window),
        completed_late: main.iter().chain(&apart).filter(|r| r.completed_late(window)).count(),
        views_reached: participation.views_reached(),
        participation,
        reviews: Reviews::count(main, window),
        short_breaks: ShortBreaks {
            children: Children::count(&apart, window),
            reviews: Reviews::count(apart, window),
        },
        midpoints: work::midpoints(ground, window),
        visits: work::Visits::count(ground, window),
        changes: early.in_short(),
        early_reviews: early,
        feedback: Feedback::count(ground, window),
        escalations: analyse(ground.concerns, window.from, window.to),
        late_by_owner: Owners::count(ground),
        late_without_reason: work::unexplained(ground, window),
        caseload: Caseload::count(ground),
    }
}
