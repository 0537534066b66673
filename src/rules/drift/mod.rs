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
mod sign;

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::due::Assessment;
use super::practice::Practice;
use crate::model::Case;

pub(crate) use contact::last_seen;
pub(crate) use sign::Evidence;
use sign::{Look, Sign};

/// Something that may be drift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Signal {
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

/// What stands out for a child in care.
pub(crate) fn signals(
    case: &Case,
    judged: &Assessment,
    practice: &Practice,
    today: NaiveDate,
) -> Vec<Signal> {
    if case.periods.last().is_none_or(|p| p.end.is_some_and(|e| e <= today)) {
        return Vec::new();
    }
    let year = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let look = Look { case, judged, practice, today, year };
    let all = [reviews::SIGNS, plan::SIGNS, contact::SIGNS, section_20::SIGNS, homes::SIGNS].concat();
    let adult = case.child.birthday(18).is_some_and(|day| day <= today);
    let stands = |sign: &&&Sign| !adult || sign.id == homes::PAST_EIGHTEEN;
    let found = all.iter().filter(stands).filter_map(|sign| {
        let (what, evidence) = (sign.find)(&look)?;
        let Sign { id, why, threshold, act, cite, .. } = **sign;
        Some(Signal { id, what, why, evidence, threshold, act, cite })
    });
    found.collect()
}
