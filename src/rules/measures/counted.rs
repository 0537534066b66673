//! Everything that is counted over a span.

use chrono::NaiveDate;
use serde::Serialize;

use super::early::{Changes, EarlyReviews};
use super::feedback::Feedback;
use super::ground::{Backed, Ground, Window};
use super::load::Caseload;
use super::parents::Parents;
use super::profile::Profile;
use super::quality::Quality;
use super::rows::{ChildRow, DutyRow, ReviewRow};
use super::timeliness::{self, Children, Participation, Reviews, ShortBreaks, ViewsReached};
use super::work::{self, Owners, Tally, Visits};
use super::years::{Year, years};
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
    pub reviews: Backed<Reviews, ReviewRow>,
    /// On time by children, short breaks left out.
    pub children: Backed<Children, ChildRow>,
    /// The same for short breaks.
    pub short_breaks: ShortBreaks<Backed<Reviews, ReviewRow>, Backed<Children, ChildRow>>,
    /// How children took part.
    pub participation: Backed<Participation, ReviewRow>,
    /// How parents took part.
    pub parents: Backed<Parents, ReviewRow>,
    /// Mid-point checks that fell due.
    pub midpoints: Backed<Tally, DutyRow>,
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
    /// How the work behind the reviews was graded.
    pub quality: Quality,
    /// Concerns, as their analysis counts them.
    pub escalations: Analysis,
    /// What is late now, by who owes it.
    pub late_by_owner: Owners,
    /// Done late in the span, and nobody has said why.
    pub late_without_reason: Vec<DutyRow>,
    /// How many children, and what they weigh.
    pub caseload: Caseload,
    /// Who the children were on the last day of the span, and how many over its months.
    pub profile: Profile,
    /// The same figures for each of the last six years ending 31 March in which there are reviews.
    pub years: Vec<Year>,
}

/// Counts everything over a span, with the figures of the last years beside it.
pub(crate) fn measure(ground: Ground<'_>, window: Window) -> Measures {
    let all = timeliness::all(ground);
    let years = years(ground, &all, window.to);
    Measures { years, ..count(ground, &all, window) }
}

/// The same without the years, of reviews that were judged already.
pub(super) fn count(ground: Ground<'_>, all: &[ReviewRow], window: Window) -> Measures {
    let (main, apart) = (timeliness::of_span(all, window, false), timeliness::of_span(all, window, true));
    let (early, participation) = (EarlyReviews::count(ground, window), Participation::count(&main, window));
    let held: Vec<ReviewRow> = main.iter().filter(|r| r.held_in(window)).cloned().collect();
    Measures {
        from: window.from,
        to: window.to,
        on: ground.today,
        children: Children::count(&main, window),
        completed_late: main.iter().chain(&apart).filter(|r| r.completed_late(window)).count(),
        views_reached: participation.views_reached(),
        participation: Backed { figures: participation, rows: held.clone() },
        parents: Backed { figures: Parents::count(&main, window), rows: held },
        reviews: Backed { figures: Reviews::count(&main, window), rows: main },
        short_breaks: ShortBreaks {
            children: Children::count(&apart, window),
            reviews: Backed { figures: Reviews::count(&apart, window), rows: apart },
        },
        midpoints: work::midpoints(ground, window),
        visits: work::Visits::count(ground, window),
        changes: early.in_short(),
        early_reviews: early,
        feedback: Feedback::count(ground, window),
        quality: Quality::count(ground, window),
        escalations: analyse(ground.concerns, window.from, window.to),
        late_by_owner: Owners::count(ground),
        late_without_reason: work::unexplained(ground, window),
        caseload: Caseload::count(ground),
        profile: Profile::count(ground, window),
        years: Vec::new(),
    }
}
