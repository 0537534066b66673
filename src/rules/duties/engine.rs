//! What the duties of a case are worked out from.

use chrono::NaiveDate;

use super::place::Place;
use crate::model::Case;
use crate::model::care::Period;
use crate::model::record::Done;
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::rules::slot::Slot;

/// One case under one practice on one day.
pub(super) struct Engine<'a> {
    pub(super) case: &'a Case,
    pub(super) practice: &'a Practice,
    pub(super) calendar: &'a Calendar,
    pub(super) today: NaiveDate,
    pub(super) slots: &'a [Slot],
    pub(super) index: usize,
    pub(super) period: &'a Period,
    /// What was ticked, by what it is for, each in the order it was recorded.
    pub(super) done: Vec<&'a Done>,
    pub(super) places: Vec<Place<'a>>,
}

impl<'a> Engine<'a> {
    /// The child's own reviews of this time in care, but for one that lapsed with it: nothing is owed for that.
    pub(super) fn reviews(&self) -> impl Iterator<Item = &'a Slot> {
        let own = |s: &&Slot| !s.regime.separate && s.period == self.index && s.lapsed.is_none();
        self.slots.iter().filter(own)
    }
}
