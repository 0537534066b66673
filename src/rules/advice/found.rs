//! A next step being put together, and the words for days in it.

use chrono::{Datelike, NaiveDate};

use super::step::{Kind, Look, Next};
use crate::model::role::Role;
use crate::model::text::capital;
use crate::rules::due::Due;
use crate::rules::told::told_late;

impl Look<'_> {
    /// A step of the IRO's.
    pub(super) fn step(&self, kind: Kind, text: String, due: Option<NaiveDate>, why: String) -> Next {
        let days = due.and_then(|day| self.days(day));
        Next { rung: 0, kind, text, due, days, owner: Role::Iro.into(), why, duty: None, short: None }
    }

    /// The same step saying that the service was told late of the child, until the first review has been held.
    pub(super) fn after_late_notice(&self, next: Next) -> Next {
        let first = self.review().is_some_and(|s| s.number() == Some(1) && s.held.is_none());
        match told_late(self.case, self.judged, self.practice, self.calendar).filter(|_| first) {
            Some(told) => Next { why: format!("{} {}.", next.why, capital(&told)), ..next },
            None => next,
        }
    }

    /// `2 Dec`, with the year where it is not this one.
    pub(super) fn short(&self, day: NaiveDate) -> String {
        day.format(if day.year() == self.today.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    /// `Wed 2 Dec`, likewise.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        day.format(if day.year() == self.today.year() { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
    }

    /// How far a day is: `today`, `3 wd`, `2 wd late`; `late` for one that went by over days off.
    pub(super) fn distance(&self, day: NaiveDate) -> String {
        match self.days(day) {
            None => self.short(day),
            Some(0) if day < self.today => "late".to_owned(),
            Some(0) if day == self.today => "today".to_owned(),
            Some(n) if n < 0 => format!("{} wd late", -n),
            Some(n) => format!("{n} wd"),
        }
    }
}

impl Next {
    /// The same about a duty.
    pub(super) fn of(self, due: &Due) -> Self {
        let short = due.duty.short.clone();
        Self { owner: due.duty.owner.clone(), duty: Some(due.key()), short, ..self }
    }
}
