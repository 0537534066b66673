//! What every part of the caseload is made by.

use crate::model::instance::Turn;
use chrono::NaiveDate;

use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;

/// A duty of a case: its id, what for, which turn, and the day it is due.
pub(crate) type Owed = (String, crate::model::record::Subject, Option<Turn>, NaiveDate);

/// What every part of the caseload is made by.
pub(super) struct World<'a> {
    pub(super) today: NaiveDate,
    pub(super) seed: u64,
    pub(super) practice: &'a Practice,
    pub(super) calendar: &'a Calendar,
}

impl World<'_> {
    /// The n-th working day after a day; the day itself outside the calendar.
    pub(super) fn working_days_after(&self, day: NaiveDate, n: i32) -> NaiveDate {
        self.calendar.add_working_days(day, n).map_or(day, |c| c.date)
    }
}
