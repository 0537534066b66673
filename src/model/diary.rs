//! Days that are not the caseload's: the IRO's leave, appointments and fixed days; school holidays.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use serde::Serialize;

use super::ids::{BusyId, ReviewId};

/// What has no end, or one beyond it, is kept to the end of this year.
pub(crate) const FAR: i32 = 2100;

/// A time the IRO is not there for a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Busy {
    /// Row number in the book.
    pub id: BusyId,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Only this day of each week between the two; `None` for every day.
    pub weekday: Option<Weekday>,
    /// From when to when of the day (`10:00-11:30`); empty for the whole day.
    pub hours: String,
    /// What it is.
    pub what: String,
    /// The name it has in the calendar it came from; empty where it was typed.
    pub uid: String,
    /// The calendar it came from, by its name or its file's; likewise.
    pub source: String,
}

impl Busy {
    /// A time that was typed: from a day to another, to the same where none is given, and without end where
    /// it is one day of each week.
    pub(crate) fn typed(
        first: NaiveDate,
        last: Option<NaiveDate>,
        weekday: Option<Weekday>,
        hours: String,
        what: String,
    ) -> Self {
        let end = if weekday.is_some() { NaiveDate::from_ymd_opt(FAR, 12, 31) } else { None };
        let last = last.or(end).unwrap_or(first);
        Self { id: BusyId(0), first, last, weekday, hours, what, uid: String::new(), source: String::new() }
    }

    /// Whether it takes the whole day.
    pub(crate) fn whole(&self) -> bool {
        self.hours.is_empty()
    }

    /// From when to when of the day; `None` for the whole day, or where the hours are no hours.
    pub(crate) fn times(&self) -> Option<(NaiveTime, NaiveTime)> {
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
        let (from, to) = self.hours.split_once('-')?;
        Some((time(from)?, time(to)?)).filter(|(from, to)| from < to)
    }

    /// Whether it falls on a day.
    pub(crate) fn holds(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day) && self.weekday.is_none_or(|w| w == day.weekday())
    }

    /// What it is, with its hours where it has some: `Dentist 10:00-11:00`.
    pub(crate) fn words(&self) -> String {
        format!("{} {}", self.what, self.hours).trim().to_owned()
    }
}

/// A school holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SchoolHoliday {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Its name.
    pub name: String,
}

/// A day a review was booked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Booked {
    /// The review.
    pub review: ReviewId,
    /// The day it was booked for.
    pub day: NaiveDate,
    /// The day on which that was done.
    pub made: NaiveDate,
}
