//! What the clock of a review is read from. How it runs is told in [`super::clocks`], what nobody told of it in
//! [`super::untold`].

use std::sync::Arc;

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::practice::{Practice, Regime};
use crate::model::Case;
use crate::model::care::Period;

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
