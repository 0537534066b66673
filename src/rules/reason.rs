//! What speaks for and against a day for a review, and what each thing weighs.
//!
//! The weights are ours (house): they order a list, they hide nothing and decide nothing.

use chrono::NaiveDate;
use serde::Serialize;

use super::working::long;
use crate::model::ids::ChildId;

/// After the limit; and each calendar day after it.
const AFTER_LIMIT: i32 = 20_000;
const EACH_DAY_LATE: i32 = 100;
/// A weekend or bank holiday; leave or another whole day that is taken; hours that are taken.
const DAY_OFF: i32 = 8_000;
const TAKEN: i32 = 6_000;
const HOURS_TAKEN: i32 = 40;
/// A duty of the run-up that could no longer be kept.
const LOST_DUTY: i32 = 300;
/// Each working day by which the margin before the limit is shorter, or longer, than wanted.
const SHORT_MARGIN: i32 = 40;
const LONG_MARGIN: i32 = 4;
/// The margin wanted where the practice asks for less: room to move the review once.
pub(super) const ROOM: i32 = 5;
/// Reviews on the same day: the second, the third, the fourth; each further one is so much dearer again.
const SAME_DAY: [i32; 3] = [30, 150, 900];
const FURTHER: i32 = 750;
/// Each review already in the week; beside it, each beyond a full week: the sixth weighs two lost duties, as a
/// day with no room for talking with the child first costs more than late papers.
const WEEK: i32 = 25;
pub(super) const FULL_WEEK: i32 = 5;
const CROWDED_WEEK: i32 = 600;
/// A brother's or sister's review on the same day, or in the same week.
const SIBLING_DAY: i32 = -160;
const SIBLING_WEEK: i32 = -40;
/// A review in the same area on the same day.
const SHARED_TRIP: i32 = -60;
/// What it may cost brothers and sisters at most to come on one day: what each of two gains by it.
pub(super) const TOGETHER: i64 = -2 * SIBLING_DAY as i64;
/// A school holiday, for a child of school age: the school cannot come.
const SCHOOL_SHUT: i32 = 50;

/// What one more review on a day costs, beside those there.
pub fn same_day_weight(others: usize) -> i32 {
    let Some(place) = others.checked_sub(1) else { return 0 };
    let beyond = i32::try_from((place + 1).saturating_sub(SAME_DAY.len())).unwrap_or(i32::MAX);
    let known = SAME_DAY.get(place).or(SAME_DAY.last()).copied().unwrap_or(0);
    known.saturating_add(beyond.saturating_mul(FURTHER))
}

/// What one more review in a week costs, beside those there.
pub fn week_weight(others: usize) -> i32 {
    let others = i32::try_from(others).unwrap_or(i32::MAX);
    let beyond = others.saturating_sub(FULL_WEEK - 1).max(0);
    others.saturating_mul(WEEK).saturating_add(beyond.saturating_mul(CROWDED_WEEK))
}

/// A duty that could no longer be kept, and the day it would have fallen due.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lost {
    /// Its title.
    pub title: String,
    /// Working days before the review.
    pub before: i32,
    /// The day it would have fallen due.
    pub day: NaiveDate,
}

/// Something that speaks for or against a day.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It is after the limit: it needs an approval, and the review is late.
    AfterLimit(i64),
    /// A weekend, or a bank holiday by name.
    DayOff(String),
    /// The IRO is not free.
    Taken {
        /// By what.
        what: String,
        /// For the whole day.
        whole: bool,
    },
    /// Working days left to the limit, and how many are wanted.
    Margin {
        /// Left.
        days: i32,
        /// Wanted.
        wanted: i32,
    },
    /// Duties of the run-up that can still be kept, and those that cannot.
    RunUp {
        /// How many can be kept.
        kept: usize,
        /// Those that cannot.
        lost: Vec<Lost>,
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
    /// A school day, for a child of school age.
    SchoolDay,
}

impl Reason {
    /// What it weighs; below zero it speaks for the day.
    pub fn weight(&self) -> i32 {
        match self {
            Reason::AfterLimit(days) => {
                let days = i32::try_from(*days).unwrap_or(i32::MAX / EACH_DAY_LATE / 2);
                AFTER_LIMIT.saturating_add(days.saturating_mul(EACH_DAY_LATE))
            }
            Reason::DayOff(_) => DAY_OFF,
            Reason::Taken { whole, .. } => {
                if *whole {
                    TAKEN
                } else {
                    HOURS_TAKEN
                }
            }
            Reason::Margin { days, wanted } if days < wanted => (wanted - days) * SHORT_MARGIN,
            Reason::Margin { days, wanted } => (days - wanted) * LONG_MARGIN,
            Reason::RunUp { lost, .. } => i32::try_from(lost.len()).unwrap_or(0) * LOST_DUTY,
            Reason::SameDay(others) => same_day_weight(others.len()),
            Reason::Week(others) => week_weight(*others),
            Reason::Sibling { same_day, .. } => {
                if *same_day {
                    SIBLING_DAY
                } else {
                    SIBLING_WEEK
                }
            }
            Reason::SameArea { .. } => SHARED_TRIP,
            Reason::SchoolHoliday(_) => SCHOOL_SHUT,
            Reason::SchoolDay => 0,
        }
    }

    /// Whether it speaks for a day, against it, or neither.
    pub fn sign(&self) -> char {
        match self.weight() {
            w if w < 0 => '+',
            0 => ' ',
            _ => '-',
        }
    }

    /// In words; `name` says who a child is.
    pub fn words(&self, name: &dyn Fn(ChildId) -> String) -> String {
        let names = |all: &[ChildId]| all.iter().map(|c| name(*c)).collect::<Vec<_>>().join(", ");
        match self {
            Reason::AfterLimit(days) => {
                format!("{} after the limit: needs an approval in advance", count(*days, "day"))
            }
            Reason::DayOff(what) => what.clone(),
            Reason::Taken { what, whole: true } => format!("you are away: {what}"),
            Reason::Taken { what, whole: false } => format!("part of the day is taken: {what}"),
            Reason::Margin { days: 0, .. } => "on the limit, no margin".to_owned(),
            Reason::Margin { days, .. } => {
                format!("{} before the limit", count(i64::from(*days), "working day"))
            }
            Reason::RunUp { kept, lost } if lost.is_empty() => match kept {
                0 => "no run-up left to do".to_owned(),
                n => format!("the whole run-up can be kept ({n})"),
            },
            Reason::RunUp { kept, lost } => format!(
                "too late for {} of the {} steps before it: {}",
                lost.len(),
                kept + lost.len(),
                steps(lost)
            ),
            Reason::SameDay(others) => format!("same day: {}", names(others)),
            Reason::Week(n) => {
                format!("{} that week", count(i64::try_from(*n).unwrap_or(i64::MAX), "other review"))
            }
            Reason::Sibling { child, same_day: true, .. } => {
                format!("with {}, same family, the same day", name(*child))
            }
            Reason::Sibling { child, day, .. } => {
                format!("{}, same family, is on {}", name(*child), long(*day))
            }
            Reason::SameArea { area, children } => format!("one trip to {area} with {}", names(children)),
            Reason::SchoolHoliday(what) => format!("school holiday: {what}"),
            Reason::SchoolDay => "a school day".to_owned(),
        }
    }
}

/// Which steps by how many working days before the review they fall due: `1 due 25 wd before, 4 due 20 wd before`.
fn steps(lost: &[Lost]) -> String {
    let mut told: Vec<(i32, usize)> = Vec::new();
    for step in lost {
        match told.last_mut() {
            Some((before, n)) if *before == step.before => *n += 1,
            _ => told.push((step.before, 1)),
        }
    }
    let words = told.iter().map(|(before, n)| format!("{n} due {before} wd before"));
    words.collect::<Vec<_>>().join(", ")
}

fn count(n: i64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
