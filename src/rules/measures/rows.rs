//! The rows behind the figures.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::ids::ChildId;
use crate::model::instance::Instance;
use crate::model::review::{Participation, Presence};

/// A review held in the span, or whose limit lies in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ReviewRow {
    /// The child's number.
    pub child: String,
    /// The child.
    #[serde(skip)]
    pub id: ChildId,
    /// Which review of the period of care; `None` where nobody told of those before it.
    pub sequence: Option<u32>,
    /// The clock it was on.
    pub regime: String,
    /// The limit it is judged by.
    pub due: Option<NaiveDate>,
    /// Its recorded date.
    pub held: Option<NaiveDate>,
    /// Whether it was held within the limit; `None` while it is not held, or where no limit can be told.
    pub on_time: Option<bool>,
    /// Calendar days past the limit.
    pub days_late: i64,
    /// The day care ended with the review past its limit and not held.
    #[serde(skip)]
    pub left: Option<NaiveDate>,
    /// Why it was late.
    pub late_reason: Option<String>,
    /// The day the whole review was completed.
    pub completed: Option<NaiveDate>,
    /// The day by which an adjourned review had to be completed.
    pub complete_by: Option<NaiveDate>,
    /// It was completed after that.
    pub completion_late: bool,
    /// The limit by the days that some systems count: 20 working days, 91 days, 183 days.
    pub due_days: Option<NaiveDate>,
    /// Whether it was held within that one.
    pub on_time_days: Option<bool>,
    /// How the child took part, as the return codes it.
    pub participation: Option<Participation>,
    /// Whether the code fits the child's age on the day.
    pub code_fits_age: Option<bool>,
    /// How their parents took part, the one who came nearest; `None` where nobody recorded it.
    pub parents: Option<Presence>,
    /// The child was in a series of short breaks.
    pub short_break: bool,
    /// Practice and version that judged it.
    pub practice: String,
}

/// A child reviewed in the span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ChildRow {
    /// The child's number.
    pub child: String,
    /// The child.
    #[serde(skip)]
    pub id: ChildId,
    /// Reviews held.
    pub held: usize,
    /// Of them on time.
    pub on_time: usize,
    /// Of them late.
    pub late: usize,
    /// Reviews past their limit and not held at the end of the span.
    pub not_held: usize,
}

impl ChildRow {
    /// Whether anything can be said of the child: a review held against a limit, or one not held past it.
    pub(crate) fn counts(&self) -> bool {
        self.on_time + self.late + self.not_held > 0
    }

    /// Whether every review was held, and in time.
    pub(crate) fn in_time(&self) -> bool {
        self.late + self.not_held == 0
    }
}

/// A duty that fell due in the span, or was done in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DutyRow {
    /// The child's number; `None` for a duty of the service.
    pub child: Option<String>,
    /// The child.
    #[serde(skip)]
    pub id: Option<ChildId>,
    /// The duty.
    pub duty: String,
    /// Its title.
    pub title: String,
    /// What it was for.
    pub instance: Instance,
    /// Who owes it.
    pub owner: String,
    /// The day it fell due.
    pub due: Option<NaiveDate>,
    /// The day it was done.
    pub done: Option<NaiveDate>,
    /// Calendar days late.
    pub late_days: i64,
}

/// A change the IRO was told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EarlyRow {
    /// The child's number.
    pub child: String,
    /// The child.
    #[serde(skip)]
    pub id: ChildId,
    /// The change's number.
    pub change: i64,
    /// What happened.
    pub event: String,
    /// Whether a review must, or may, come forward.
    pub class: Option<&'static str>,
    /// The day the IRO was told.
    pub told: NaiveDate,
    /// The day an answer was due, where the practice sets one.
    pub due: Option<NaiveDate>,
    /// The day it was answered.
    pub answered: Option<NaiveDate>,
    /// `brought-forward` or `not-needed`.
    pub outcome: Option<&'static str>,
    /// The day the review was brought forward to.
    pub forward_to: Option<NaiveDate>,
    /// Why no earlier review was needed.
    pub reason: Option<String>,
}
