//! What the engine owes for every duty: its day, its status, and why.

use std::ops::Deref;
use std::sync::Arc;

use crate::model::ids::ChangeId;
use crate::model::instance::{DutyKey, Instance, Turn};
use chrono::NaiveDate;

use super::practice::{Basis, Duty};
use super::slot::Slot;
use crate::model::record::{Done, Subject};
use crate::model::role::Role;
use crate::model::words::closed_set;

/// The duty of holding the review, as the due list and `explain` call it.
pub(crate) const REVIEW: &str = "review";

closed_set! {
    /// Where a duty stands on a day.
    pub(crate) enum Status is "status" {
        /// Past its day and not done.
        Overdue: "overdue" = "late",
        /// Too late for its own day and still needed: as soon as can be.
        Now: "now",
        /// Due today.
        DueToday: "due-today" = "today",
        /// Due within the practice's soon-limit of working days.
        DueSoon: "due-soon" = "due soon",
        /// Due later.
        Upcoming: "upcoming" = "to come",
        /// The day it counts from has not come.
        Waiting: "waiting",
        /// A fact is missing to say whether it applies or when.
        Unknown: "unknown" = "fact missing",
        /// It could never be done in time, and is let go.
        NotAchievable: "not-achievable" = "not achievable",
        /// It is not needed.
        NotApplicable: "not-applicable" = "not needed",
        /// Waived with a reason.
        Waived: "waived",
        /// Done after its day.
        DoneLate: "done-late" = "done late",
        /// Done in time.
        Done: "done",
    }
}

impl Status {
    /// The mark shown beside the words; the second where only ASCII is shown.
    pub(crate) fn mark(self, ascii: bool) -> char {
        let (mark, plain) = match self {
            Status::Overdue => ('▲', '!'),
            Status::Now | Status::DueToday => ('●', '*'),
            Status::DueSoon => ('◆', '='),
            Status::Upcoming => ('○', 'o'),
            Status::Waiting => ('·', '.'),
            Status::Unknown => ('?', '?'),
            Status::NotAchievable | Status::NotApplicable | Status::Waived => ('–', '-'),
            Status::DoneLate | Status::Done => ('✓', '+'),
        };
        if ascii { plain } else { mark }
    }

    /// Whether it still asks for something.
    pub(crate) fn is_open(self) -> bool {
        matches!(
            self,
            Status::Overdue
                | Status::Now
                | Status::DueToday
                | Status::DueSoon
                | Status::Upcoming
                | Status::Unknown
        )
    }
}

/// What is said of a duty done late for which nobody gave a reason.
pub(crate) const UNEXPLAINED: &str = "done late; why is not said yet";

/// One duty for one subject.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Due {
    /// The duty.
    pub duty: Arc<Duty>,
    /// What it is for, as people and scripts name it.
    pub instance: Instance,
    /// What it is for, as it is stored; `None` for a review that has no row yet.
    pub subject: Option<Subject>,
    /// Which turn of a recurring duty.
    pub turn: Option<Turn>,
    /// The review's place in its period, where it is about one.
    pub review: Option<u32>,
    /// The word it counts from.
    pub anchor: String,
    /// The day it counts from, where it has one.
    pub anchor_date: Option<NaiveDate>,
    /// The day it falls due.
    pub due: Option<NaiveDate>,
    /// Last working day on or before that, less the margin.
    pub plan_by: Option<NaiveDate>,
    /// Where it stands.
    pub status: Status,
    /// Working days from today to the due day; negative when it is past.
    pub days: Option<i32>,
    /// Calendar days it is, or was done, late.
    pub late_days: i64,
    /// Why it stands so, where that needs saying.
    pub reason: String,
    /// Facts that are missing.
    pub missing: Vec<&'static str>,
    /// The last time a recurring duty was done.
    pub last: Option<NaiveDate>,
    /// The day it was done or waived.
    pub done_on: Option<NaiveDate>,
    /// The rank of what governs its day.
    pub basis: Basis,
    /// Its day rests on one that is not recorded yet.
    pub projected: bool,
    /// Its day rests on expected bank holidays.
    pub provisional: bool,
    /// Its moment has gone: shown in the history, not counted as owed.
    pub past: bool,
    /// It is a step of the run-up of a review that has no day yet.
    pub waiting: bool,
    /// It fell due before the book, or the practice, could ask for it.
    pub before_book: bool,
}

impl Due {
    /// Whether it is holding one of the child's own reviews, which has a number of its own.
    pub(crate) fn is_holding(&self) -> bool {
        self.duty.id == REVIEW && self.review.is_some()
    }

    /// Whether it is about this change.
    pub(crate) fn is_about_change(&self, id: ChangeId) -> bool {
        self.instance == Instance::Change(id)
    }

    /// Whether the IRO owes it; anybody else's is shown apart, folded by person.
    pub(crate) fn is_mine(&self) -> bool {
        self.duty.owner == Role::Iro
    }

    /// What names it among the duties of a case.
    pub(crate) fn key(&self) -> DutyKey {
        DutyKey::new(self.duty.id.clone(), self.instance.clone())
    }

    /// Whether it is the one named.
    pub(crate) fn is(&self, key: &DutyKey) -> bool {
        self.duty.id == key.duty && self.instance == key.instance
    }

    /// The tick that made the IRO's own done late, where nobody has said why.
    pub(crate) fn unexplained<'d>(&self, done: &'d [Done]) -> Option<&'d Done> {
        let own = |d: &&Done| {
            self.is_mine()
                && d.duty == self.duty.id
                && Some(d.subject) == self.subject
                && (d.turn.is_none() || d.turn == self.turn)
        };
        let tick = done.iter().rfind(|d| own(d) && !d.waived)?;
        (self.status == Status::DoneLate && tick.note.trim().is_empty()).then_some(tick)
    }

    /// The day it was due, where the IRO does it on `day` and that is late: the reason is asked for then.
    pub(crate) fn late_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.due.filter(|due| self.is_mine() && day > *due && self.status != Status::NotAchievable)
    }
}

/// A case judged: its reviews, and the duties that can still ask for something.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Assessment {
    /// Reviews held and to come, those on separate clocks too.
    pub slots: Vec<Slot>,
    /// Duties, in order of their day; those of reviews that a later one followed only where it is [`Whole`].
    pub dues: Vec<Due>,
}

/// A case judged with the duties of every review, those of long ago too.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Whole(pub Assessment);

impl Deref for Whole {
    type Target = Assessment;

    fn deref(&self) -> &Assessment {
        &self.0
    }
}

impl Assessment {
    /// The next review: the one that stands adjourned, else the open one of the latest period.
    pub(crate) fn next_review(&self) -> Option<&Slot> {
        self.reviews().rfind(|s| s.is_next())
    }

    /// The child's own reviews, held and to come; what is on a separate clock is left out.
    pub(crate) fn reviews(&self) -> impl DoubleEndedIterator<Item = &Slot> + Clone {
        self.slots.iter().filter(|s| !s.regime.separate)
    }

    /// What the IRO owes and has a day, holding the review apart: it is shown as the review.
    pub(crate) fn mine(&self) -> impl Iterator<Item = &Due> {
        self.own().filter(|d| d.is_mine() && d.due.is_some() && !d.is_holding())
    }

    /// What others owe, by role.
    pub(crate) fn others(&self) -> Vec<&Due> {
        let mut all: Vec<&Due> = self.own().filter(|d| !d.is_mine()).collect();
        all.sort_by_key(|d| (d.duty.owner.as_str(), d.due.is_none(), d.due));
        all
    }

    /// Duties still owed that are not somebody else's clock.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Due> {
        self.owed().filter(|d| !d.duty.watch)
    }

    /// Somebody else's clocks that are running.
    pub(crate) fn watched(&self) -> impl Iterator<Item = &Due> {
        self.owed().filter(|d| d.duty.watch)
    }

    /// Duties still owed.
    pub(crate) fn owed(&self) -> impl Iterator<Item = &Due> {
        self.dues.iter().filter(|d| d.status.is_open() && !d.past)
    }
}
