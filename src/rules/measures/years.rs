//! The figures of the last years, which run from April to March, without the rows behind them.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::early::{Changes, EarlyReviews};
use super::feedback::{Answered, Feedback};
use super::ground::{Ground, Window};
use super::parents::Parents;
use super::rows::ReviewRow;
use super::timeliness::{self, Children, Participation, Reviews, ShortBreaks, ViewsReached};
use super::work::{self, Tally};
use crate::rules::escalation::analysis::analyse;

/// How many years are told.
const YEARS: i32 = 6;

/// The figures of a year ending 31 March, each counted as [`super::Measures`] does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Year {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// On time by reviews, short breaks left out.
    pub reviews: Reviews,
    /// On time by children, short breaks left out.
    pub children: Children,
    /// The same for short breaks.
    pub short_breaks: ShortBreaks<Reviews, Children>,
    /// How children took part.
    pub participation: Participation,
    /// Reviews that the child's views reached.
    pub views_reached: ViewsReached,
    /// How parents took part.
    pub parents: Parents,
    /// Mid-point checks that fell due.
    pub midpoints: Tally,
    /// Changes the IRO was told of.
    pub changes: Changes,
    /// Adjourned reviews completed after their working days for that.
    pub completed_late: usize,
    /// What was answered after the reviews.
    pub feedback: Answered,
    /// Concerns.
    pub escalations: Concerns,
}

/// Concerns of a year, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Concerns {
    /// Raised in it.
    pub raised: usize,
    /// Closed in it.
    pub closed: usize,
    /// Open at its end.
    pub open: usize,
    /// Good practice passed on.
    pub good_practice: usize,
}

/// The last years that ended by a day and have reviews, oldest first.
pub(super) fn years(ground: Ground<'_>, all: &[ReviewRow], to: NaiveDate) -> Vec<Year> {
    let this = year_of(to);
    let last = if this.to <= to { this.to.year() } else { this.from.year() };
    (0..YEARS).rev().filter_map(|back| Year::count(ground, all, ending(last - back)?)).collect()
}

/// The year from April to March that a day lies in.
pub(crate) fn year_of(day: NaiveDate) -> Window {
    let ends = if day.month() > 3 { day.year() + 1 } else { day.year() };
    ending(ends).unwrap_or(Window { from: day, to: day })
}

fn ending(year: i32) -> Option<Window> {
    let to = NaiveDate::from_ymd_opt(year, 3, 31)?;
    Some(Window { from: NaiveDate::from_ymd_opt(year - 1, 4, 1)?, to })
}

impl Year {
    fn count(ground: Ground<'_>, all: &[ReviewRow], window: Window) -> Option<Self> {
        let (main, apart) = (timeliness::of_span(all, window, false), timeliness::of_span(all, window, true));
        if main.is_empty() && apart.is_empty() {
            return None;
        }
        let participation = Participation::count(&main, window);
        let concerns = analyse(ground.concerns, window.from, window.to);
        Some(Self {
            from: window.from,
            to: window.to,
            reviews: Reviews::count(&main, window),
            children: Children::count(&main, window).figures,
            short_breaks: ShortBreaks {
                reviews: Reviews::count(&apart, window),
                children: Children::count(&apart, window).figures,
            },
            views_reached: participation.views_reached(),
            participation,
            parents: Parents::count(&main, window),
            midpoints: work::midpoints(ground, window).figures,
            changes: EarlyReviews::count(ground, window).in_short(),
            completed_late: main.iter().chain(&apart).filter(|r| r.completed_late(window)).count(),
            feedback: Feedback::count(ground, window).answered,
            escalations: Concerns {
                raised: concerns.raised,
                closed: concerns.closed,
                open: concerns.open,
                good_practice: concerns.good_practice,
            },
        })
    }
}
