//! What the clock of a review is read from. How it runs is told in [`super::clocks`], what nobody told of it in
//! [`super::untold`].

use std::sync::Arc;

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::known::{as_known, is_told_after};
use super::practice::{Practice, Regime};
use super::slot::Slot;
use super::working::Working;
use crate::model::Case;
use crate::model::care::Period;
use crate::model::review::Review;

/// The clock of one review: its period and the recorded dates of the reviews before it.
pub(super) struct Clock<'a> {
    pub(super) case: &'a Case,
    pub(super) practice: &'a Practice,
    pub(super) calendar: &'a Calendar,
    pub(super) period: &'a Period,
    pub(super) index: usize,
    pub(super) earlier: &'a [NaiveDate],
    pub(super) separate: Option<&'a Arc<Regime>>,
    pub(super) today: NaiveDate,
    /// How many reviews of the period before those of `earlier` are not in this book.
    pub(super) missing: u32,
    /// Whether an earlier review of the period is untold, so that this one's number is not known.
    pub(super) lost: bool,
}

impl Clock<'_> {
    /// The slot of a review, the one to come where `place` is none. One that was held in time by what was known that
    /// day is not late by what was recorded after it.
    pub(super) fn settled(&self, place: Option<usize>, w: &mut Working) -> Option<Slot> {
        let held = place.and_then(|p| self.case.reviews.get(p)).and_then(Review::recorded);
        let Some(held) = held.filter(|held| is_told_after(self.case, *held)) else {
            return self.slot(place, w);
        };
        let known = as_known(self.case, held);
        let then = Clock { case: &known, period: known.periods.get(self.index)?, ..*self };
        let limit = |clock: &Clock<'_>| clock.slot(place, &mut Working::silent())?.limit();
        if limit(&then) > limit(self) { then.slot(place, w) } else { self.slot(place, w) }
    }
}
