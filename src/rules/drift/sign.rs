//! What a kind of signal is, and what its finder looks at.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::model::Case;
use crate::model::record::{Answer, Reply};
use crate::rules::anchors::BREAKS;
use crate::rules::due::Assessment;
use crate::rules::practice::Practice;
use crate::rules::slot::Slot;

/// A fact a signal rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Evidence {
    /// Its day.
    pub date: Option<NaiveDate>,
    /// What it is.
    pub text: String,
}

/// What the finders look at.
pub(super) struct Look<'a> {
    pub(super) case: &'a Case,
    pub(super) judged: &'a Assessment,
    pub(super) practice: &'a Practice,
    pub(super) today: NaiveDate,
    /// A year back.
    pub(super) year: NaiveDate,
}

pub(super) type Found = Option<(String, Vec<Evidence>)>;

/// One kind of signal.
pub(super) struct Sign {
    pub(super) id: &'static str,
    pub(super) why: &'static str,
    pub(super) threshold: &'static str,
    pub(super) act: &'static str,
    pub(super) cite: &'static str,
    pub(super) find: fn(&Look<'_>) -> Found,
}

pub(super) fn fact(date: impl Into<Option<NaiveDate>>, text: impl Into<String>) -> Evidence {
    Evidence { date: date.into(), text: text.into() }
}

impl Look<'_> {
    pub(super) fn period_start(&self) -> Option<NaiveDate> {
        self.case.periods.last().map(|p| p.start)
    }

    /// Reviews held in the present period of care, oldest first.
    pub(super) fn held(&self) -> impl Iterator<Item = &Slot> {
        let period = self.case.periods.len().saturating_sub(1);
        self.judged.reviews().filter(move |s| s.period == period && s.held.is_some())
    }

    /// The latest answer given to one of some questions within a year, in the present period of care.
    pub(super) fn answer(&self, items: &[&str]) -> Option<&Answer> {
        let since = self.period_start()?.max(self.year);
        let answers = self.case.sessions.iter().flat_map(|s| &s.answers);
        answers.filter(|a| items.contains(&a.item.as_str()) && a.date >= since).max_by_key(|a| a.date)
    }

    /// Whether a day lies before what the book was told by a return: nobody was asked then.
    pub(super) fn untold(&self, day: NaiveDate) -> bool {
        self.case.child.imported_on.is_some_and(|since| day < since)
    }

    /// Whether the child is in care for short breaks only.
    pub(super) fn breaks(&self) -> bool {
        self.case.legal.last().is_some_and(|l| BREAKS.contains(&l.code.as_str()))
    }

    /// So many days ago.
    pub(super) fn ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }
}

pub(super) fn falls_short(answer: &Answer) -> bool {
    answer.is(Reply::No) || answer.is(Reply::Partly)
}

pub(super) fn said(answer: &Answer) -> Evidence {
    let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
    fact(answer.date, format!("{} answered {}{note}", answer.item, answer.value))
}
