//! What a day for a review is judged by.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::order::ROOM;
use super::run_up::RunUp;
use crate::model::Case;
use crate::model::words::closed_set;
use crate::rules::calendar::Calendar;
use crate::rules::diary::{Diary, Hours};
use crate::rules::practice::Practice;
use crate::rules::slot::Slot;

/// The working days that child, social worker and report need.
const PREPARING: i32 = 3;

closed_set! {
    /// How a day stands out among those past the limit.
    pub(crate) enum Mark is "mark of a day" {
        /// The first there is.
        Earliest: "earliest",
        /// The first that leaves time for child, social worker and report.
        Prepared: "earliest-prepared",
        /// One after that.
        Later: "later",
    }
}

/// What a day is judged by.
pub(crate) struct Ask<'a> {
    /// The child's case.
    pub case: &'a Case,
    /// The review.
    pub slot: &'a Slot,
    /// The steps of its run-up still to do.
    pub run_up: &'a [RunUp],
    /// The practice.
    pub practice: &'a Practice,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The IRO's diary.
    pub diary: &'a Diary,
    /// The day it is judged on.
    pub today: NaiveDate,
}

impl Ask<'_> {
    /// The last day on which the review can be held at all: the day before the 18th birthday, the day care ends.
    pub(super) fn last_in_care(&self) -> Option<NaiveDate> {
        let eve = self.case.child.birthday(18).and_then(|day| day.pred_opt());
        let end = self.case.periods.get(self.slot.period).and_then(|p| p.end);
        [eve, end].into_iter().flatten().min()
    }

    /// The first day it could be on.
    pub(super) fn first(&self) -> NaiveDate {
        self.today.max(self.slot.opened)
    }

    /// Whether its limit has gone by.
    pub(super) fn is_past(&self) -> bool {
        self.slot.last_day().is_some_and(|limit| limit < self.first())
    }

    /// How a day stands out where the limit has gone by: taken as the earliest there is, or with time to prepare.
    pub(crate) fn mark(&self, date: NaiveDate) -> Option<Mark> {
        self.is_past().then(|| match date.cmp(&self.ready_from()) {
            Ordering::Less => Mark::Earliest,
            Ordering::Equal => Mark::Prepared,
            Ordering::Greater => Mark::Later,
        })
    }

    /// The margin before the limit that is wanted, in working days.
    pub(crate) fn wanted(&self) -> i32 {
        self.practice.margin.max(ROOM)
    }

    /// The first day that leaves time for child, social worker and report.
    pub(super) fn ready_from(&self) -> NaiveDate {
        let open = self.run_up.iter().any(|step| step.duty.essential);
        let ready = self.calendar.add_working_days(self.today, if open { PREPARING } else { 0 });
        ready.map_or(self.today, |c| c.date)
    }

    /// Its own hours, where it was given a time before.
    pub(super) fn own_hours(&self) -> Option<Hours> {
        self.slot.review.and_then(|r| self.case.reviews.get(r)).and_then(Hours::of)
    }
}
