//! The next step for a child, and what is looked at to find it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::Case;
use crate::model::escalation::Escalation;
use crate::model::instance::DutyKey;
use crate::model::words::closed_set;
use crate::rules::calendar::Calendar;
use crate::rules::due::{Assessment, Due};
use crate::rules::escalation::Track;
use crate::rules::practice::Practice;
use crate::rules::practice::protocol::Protocol;
use crate::rules::slot::Slot;

closed_set! {
    /// What the next step is.
    pub(crate) enum Kind is "kind of step" {
        /// A review that a change asks for first.
        ReviewBefore: "review-before" = "review before a change",
        /// Hold the review, or say that it was held.
        Hold: "hold",
        /// Complete an adjourned review.
        Complete: "complete",
        /// Answer a change or a manager.
        Answer: "answer",
        /// See to a concern.
        Concern: "concern",
        /// Give the review a day.
        Book: "book",
        /// Do a duty.
        Duty: "duty",
        /// Check the plan half-way.
        Midpoint: "midpoint" = "mid-point",
        /// See the child.
        Visit: "visit",
        /// Ask somebody for what holds the IRO up.
        Chase: "chase",
        /// Nothing yet.
        Nothing: "nothing",
    }
}

/// The next step for a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Next {
    /// The rung of the ladder, from 1.
    pub rung: u8,
    /// What it is.
    pub kind: Kind,
    /// In words.
    pub text: String,
    /// The day it is due; of a booked review its booking.
    pub due: Option<NaiveDate>,
    /// Working days from today to that day; negative when it is past.
    pub days: Option<i32>,
    /// The role it waits for.
    pub owner: String,
    /// Why it comes first, in a sentence.
    pub why: String,
    /// The duty it is, where it is one.
    #[serde(skip)]
    pub duty: Option<DutyKey>,
    /// That duty in a few words, for a narrow column.
    #[serde(skip)]
    pub short: Option<String>,
}

/// A concern about the child, with its protocol and where it stands in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Concern<'a> {
    /// What is recorded.
    pub escalation: &'a Escalation,
    /// Its protocol, and its passage through it.
    pub under: Option<(&'a Protocol, &'a Track)>,
}

/// What is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    /// What is recorded.
    pub case: &'a Case,
    /// What the rules make of it.
    pub judged: &'a Assessment,
    /// The concerns about the child.
    pub concerns: &'a [Concern<'a>],
    /// The practice.
    pub practice: &'a Practice,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The day.
    pub today: NaiveDate,
}

impl<'a> Look<'a> {
    /// Whether care has ended, or the child is eighteen: owed is only what is left.
    pub(crate) fn is_closed(&self) -> bool {
        let ended = self.case.periods.last().is_some_and(|p| p.end.is_some_and(|end| end <= self.today));
        ended || self.case.child.birthday(18).is_some_and(|day| day <= self.today)
    }

    /// The review to hold or to complete; none once the child's case is closed.
    pub(super) fn review(&self) -> Option<&'a Slot> {
        self.judged.next_review().filter(|_| !self.is_closed())
    }

    /// The duties still owed that are not a clock that is only watched, nor the review itself.
    pub(super) fn owed(&self) -> impl Iterator<Item = &'a Due> {
        self.judged.own().filter(|d| !d.is_holding())
    }

    /// Working days from today to a day.
    pub(super) fn days(&self, day: NaiveDate) -> Option<i32> {
        self.calendar.working_days_between(self.today, day)
    }
}
