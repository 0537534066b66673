//! What the duties of a case are worked out from.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::place::Place;
use crate::model::Case;
use crate::model::care::Period;
use crate::model::record::{Done, Subject};
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
    pub(super) done: HashMap<(&'a str, Subject), Vec<&'a Done>>,
    pub(super) places: Vec<Place<'a>>,
}
