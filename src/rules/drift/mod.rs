//! Signals of drift: what stands out for a child, what it rests on, and what the IRO can do about it.
//!
//! A signal is for what this IRO could act on and most children do not have. It rests on what was recorded,
//! never on what was not: a book that holds no visits says nothing of who has seen a child. The numbers are
//! ours (house); guidance names what to watch, not how much of it.

mod contact;
mod homes;
mod plan;
mod reviews;
mod section_20;

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use super::anchors::BREAKS;
use super::due::Assessment;
use super::practice::Practice;
use super::slot::Slot;
use crate::model::Case;
use crate::model::record::{Answer, Reply};

pub use contact::last_seen;

/// A fact a signal rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its day.
    pub date: Option<NaiveDate>,
    /// What it is.
    pub text: String,
}

/// Something that may be drift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// Its id.
    pub id: &'static str,
    /// What stands out, in a few words.
    pub what: String,
    /// Why it matters to the child.
    pub why: &'static str,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// From when on it is shown.
    pub threshold: &'static str,
    /// Who can act, and how.
    pub act: &'static str,
    /// The duty it guards, and whose number the threshold is.
    pub cite: &'static str,
}

/// What the finders look at.
struct Look<'a> {
    case: &'a Case,
    judged: &'a Assessment,
    practice: &'a Practice,
    today: NaiveDate,
    /// A year back.
    year: NaiveDate,
}

type Found = Option<(String, Vec<Evidence>)>;

/// One kind of signal.
struct Sign {
    id: &'static str,
    why: &'static str,
    threshold: &'static str,
    act: &'static str,
    cite: &'static str,
    find: fn(&Look<'_>) -> Found,
}

/// What stands out for a child in care.
pub fn signals(case: &Case, judged: &Assessment, practice: &Practice, today: NaiveDate) -> Vec<Signal> {
    if case.periods.last().is_none_or(|p| p.end.is_some_and(|e| e <= today)) {
        return Vec::new();
    }
    let year = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let look = Look { case, judged, practice, today, year };
    let all = [reviews::SIGNS, plan::SIGNS, contact::SIGNS, section_20::SIGNS, homes::SIGNS].concat();
    let found = all.iter().filter_map(|sign| {
        let (what, evidence) = (sign.find)(&look)?;
        let Sign { id, why, threshold, act, cite, .. } = **sign;
        Some(Signal { id, what, why, evidence, threshold, act, cite })
    });
    found.collect()
}

fn fact(date: impl Into<Option<NaiveDate>>, text: impl Into<String>) -> Evidence {
    Evidence { date: date.into(), text: text.into() }
}

impl Look<'_> {
    fn period_start(&self) -> Option<NaiveDate> {
        self.case.periods.last().map(|p| p.start)
    }

    /// Reviews held in the present period of care, oldest first.
    fn held(&self) -> impl Iterator<Item = &Slot> {
        let period = self.case.periods.len().saturating_sub(1);
        self.judged.reviews().filter(move |s| s.period == period && s.held.is_some())
    }

    /// The latest answer given to one of some questions within a year, in the present period of care.
    fn answer(&self, items: &[&str]) -> Option<&Answer> {
        let since = self.period_start()?.max(self.year);
        let answers = self.case.sessions.iter().flat_map(|s| &s.answers);
        answers.filter(|a| items.contains(&a.item.as_str()) && a.date >= since).max_by_key(|a| a.date)
    }

    /// Whether a day lies before what the book was told by a return: nobody was asked then.
    fn untold(&self, day: NaiveDate) -> bool {
        self.case.child.imported_on.is_some_and(|since| day < since)
    }

    /// Whether the child is in care for short breaks only.
    fn breaks(&self) -> bool {
        self.case.legal.last().is_some_and(|l| BREAKS.contains(&l.code.as_str()))
    }

    /// So many days ago.
    fn ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }
}

fn falls_short(answer: &Answer) -> bool {
    answer.is(Reply::No) || answer.is(Reply::Partly)
}

fn said(answer: &Answer) -> Evidence {
    let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
    fact(answer.date, format!("{} answered {}{note}", answer.item, answer.value))
}
