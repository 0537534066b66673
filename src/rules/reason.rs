//! What speaks for and against a day for a review, under the four questions that are asked of it in turn.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::working::{count, days, long};
use crate::model::ids::ChildId;
use crate::model::words::closed_set;

closed_set! {
    /// What is asked of a day, in order.
    pub(crate) enum Question is "question about a day" {
        /// May it be this day at all?
        Allowed: "allowed" = "Allowed?",
        /// Is it within the limit, with room to move it once?
        Lawful: "lawful" = "Lawful?",
        /// Is there time for what a review is not ready without?
        Prepared: "prepared" = "Prepared?",
        /// Does it suit the child, the family and the IRO's week?
        Practical: "practical" = "Kind and practical?",
    }
}

/// A step that the day leaves no time for, and the day it would have fallen due.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Lost {
    /// The duty.
    pub duty: String,
    /// Its title.
    pub title: String,
    /// How long before the review, in working days where it is not a span of another unit.
    pub before: i32,
    /// The day it would have fallen due.
    pub day: NaiveDate,
    /// A review is not ready without it.
    pub essential: bool,
}

/// What the last day a review can be on is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// Its limit.
    Limit,
    /// The last day in care, which comes before the limit.
    InCare,
    /// The day by which an adjourned review has to be completed.
    Completion,
    /// The day before which, or to which, a change brings it.
    Change,
}

impl Last {
    /// `the limit`.
    pub(super) fn words(self) -> &'static str {
        match self {
            Last::Limit => "the limit",
            Last::InCare => "the last day in care",
            Last::Completion => "the last day to complete it",
            Last::Change => "the day a change asks it by",
        }
    }
}

/// Something that speaks for or against a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reason {
    /// It is today: nobody could be told.
    Today,
    /// The child turns so many years old.
    Birthday(u32),
    /// From Christmas Eve to New Year's Day.
    Christmas,
    /// A weekend, or a bank holiday by name.
    DayOff(String),
    /// The IRO is not free.
    Taken {
        /// By what.
        what: String,
        /// For the whole day.
        whole: bool,
    },
    /// After the limit.
    AfterLimit {
        /// Calendar days.
        days: i64,
        /// Somebody has to approve it in advance; not so where only a change brought the limit forward.
        approval: bool,
        /// What that day was.
        last: Last,
    },
    /// Room before the last day it can be on.
    Margin {
        /// Working days.
        days: i32,
        /// Those of them that a review could be moved to.
        room: i32,
        /// What that day is.
        last: Last,
    },
    /// Steps before it that there is time for, and those that there is none for.
    RunUp {
        /// How many there is time for.
        kept: usize,
        /// The others.
        lost: Vec<Lost>,
    },
    /// A review of another child at the same hour.
    SameHour {
        /// Whose.
        child: ChildId,
        /// When that begins.
        at: NaiveTime,
    },
    /// Reviews of other children that day.
    SameDay(Vec<ChildId>),
    /// Reviews of other children that week.
    Week(usize),
    /// A brother's or sister's review that day or that week.
    Sibling {
        /// Whose.
        child: ChildId,
        /// Its day.
        day: NaiveDate,
        /// It is the same day.
        same_day: bool,
    },
    /// A review in the same area that day.
    SameArea {
        /// Where.
        area: String,
        /// Whose.
        children: Vec<ChildId>,
    },
    /// A school holiday, for a child of school age.
    SchoolHoliday(String),
    /// A school day, for a child of school age; the review's own time where it is in school hours.
    SchoolDay(Option<NaiveTime>),
}

/// From so many reviews of others on, a day or a week is full.
pub(super) const FULL_DAY: usize = 3;
pub(super) const FULL_WEEK: usize = 5;

impl Reason {
    /// The question it answers.
    pub(crate) fn question(&self) -> Question {
        match self {
            Reason::Today
            | Reason::Birthday(_)
            | Reason::Christmas
            | Reason::DayOff(_)
            | Reason::Taken { whole: true, .. } => Question::Allowed,
            Reason::AfterLimit { .. } | Reason::Margin { .. } => Question::Lawful,
            Reason::RunUp { .. } => Question::Prepared,
            _ => Question::Practical,
        }
    }

    /// How grave it is that a day is taken though this stands against it; nought where it may be taken.
    pub(crate) fn bar(&self) -> u8 {
        match self {
            Reason::Birthday(_) | Reason::Christmas => 1,
            Reason::Today => 2,
            Reason::Taken { whole: true, .. } => 3,
            Reason::DayOff(_) => 4,
            _ => 0,
        }
    }

    /// Below nought it speaks for the day, above it against, nought neither.
    pub(crate) fn weight(&self) -> i32 {
        match self {
            Reason::Sibling { .. } | Reason::SameArea { .. } => -1,
            Reason::Margin { days, .. } => i32::from(*days == 0),
            Reason::RunUp { lost, .. } => i32::from(lost.iter().any(|l| l.essential)),
            Reason::SameDay(others) => i32::from(others.len() >= FULL_DAY),
            Reason::Week(others) => i32::from(*others >= FULL_WEEK),
            Reason::SchoolHoliday(_) | Reason::SchoolDay(None) => 0,
            _ => 1,
        }
    }

    /// Whether it speaks for a day, against it, or neither.
    pub(crate) fn sign(&self) -> char {
        match self.weight() {
            w if w < 0 => '+',
            0 => ' ',
            _ => '-',
        }
    }

    /// Whether it is to be said to whoever takes the day.
    pub(crate) fn is_warning(&self) -> bool {
        self.bar() > 0
            || matches!(
                self,
                Reason::SameHour { .. }
                    | Reason::Taken { .. }
                    | Reason::AfterLimit { .. }
                    | Reason::SchoolDay(Some(_))
            )
    }

    /// In words; `name` says who a child is.
    pub(crate) fn words(&self, name: &dyn Fn(ChildId) -> String) -> String {
        let names = |all: &[ChildId]| all.iter().map(|c| name(*c)).collect::<Vec<_>>().join(", ");
        match self {
            Reason::Today => "today: nobody could be told or prepared".to_owned(),
            Reason::Birthday(years) => format!("the child turns {years} that day"),
            Reason::Christmas => "between Christmas Eve and New Year's Day".to_owned(),
            Reason::DayOff(what) => what.clone(),
            Reason::Taken { what, whole: true } => format!("you are away: {what}"),
            Reason::Taken { what, whole: false } => format!("part of the day is taken: {what}"),
            Reason::AfterLimit { days: n, approval, last } => {
                let needs = if *approval { ": needs an approval in advance" } else { "" };
                format!("{} after {}{needs}", days(*n), last.words())
            }
            Reason::Margin { days: 0, last, .. } => {
                format!("on {} itself, with no room to move it", last.words())
            }
            Reason::Margin { days, last, .. } => format!("{} before {}", working_days(*days), last.words()),
            Reason::RunUp { kept: 0, lost } if lost.is_empty() => "nothing is left to prepare".to_owned(),
            Reason::RunUp { lost, .. } if lost.is_empty() => "time for every step before it".to_owned(),
            Reason::RunUp { lost, .. } => short(lost),
            Reason::SameHour { child, at } => {
                format!("at the same hour as the review of {}, {}", name(*child), at.format("%H:%M"))
            }
            Reason::SameDay(others) => format!("the same day: {}", names(others)),
            Reason::Week(n) => format!("{} that week", count(*n, "other review", "other reviews")),
            Reason::Sibling { child, same_day: true, .. } => {
                format!("with {}, same family, the same day", name(*child))
            }
            Reason::Sibling { child, day, .. } => {
                format!("{}, same family, is on {}", name(*child), long(*day))
            }
            Reason::SameArea { area, children } => format!("one trip to {area} with {}", names(children)),
            Reason::SchoolHoliday(what) => {
                format!("a school holiday, {what}: ask the child whether it suits")
            }
            Reason::SchoolDay(None) => "a school day: best outside school hours".to_owned(),
            Reason::SchoolDay(Some(at)) => {
                format!("a school day, and {} is in school hours", at.format("%H:%M"))
            }
        }
    }
}

/// `3 working days`.
pub(super) fn working_days(n: i32) -> String {
    count(usize::try_from(n.unsigned_abs()).unwrap_or(0), "working day", "working days")
}

/// What there is no time for: the essential steps by name, the others by their number.
fn short(lost: &[Lost]) -> String {
    let essential: Vec<&str> = lost.iter().filter(|l| l.essential).map(|l| l.title.as_str()).collect();
    let others = lost.len() - essential.len();
    let clerical = count(others, "other step lapses", "other steps lapse");
    match (essential.is_empty(), others) {
        (true, _) => format!("time for all that matters; {clerical}"),
        (false, 0) => format!("less time than usual for: {}", essential.join(", ")),
        (false, _) => format!("less time than usual for: {}; {clerical}", essential.join(", ")),
    }
}
