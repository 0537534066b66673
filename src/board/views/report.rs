//! A report that was written before, as the audit log tells it: when, which, for whom, by whom.

use chrono::NaiveDate;
use serde::Serialize;

use super::audit::moment;
use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::error::Result;
use crate::model::ids::ChildId;
use crate::model::text::capital;
use crate::store::{Entry, Store};

/// What the log calls a report that is for anybody to read, after its name.
pub(crate) const PUBLIC: &str = " for the public";

/// What the log calls each report, its title, the word for who reads it, and who that is.
const REPORTS: &[(&str, &str, &str, &str)] = &[
    ("report annual", "annual report", "professional", "managers and the board"),
    ("report supervision", "supervision page", "manager", "the manager"),
    ("report handover", "handover pack", "iro", "the IRO who takes over"),
    ("report day sheet", "day sheet", "iro", "the IRO"),
    ("report tracker", "escalation tracker", "manager", "the manager"),
    ("report effects", "register of effects", "professional", "managers"),
    ("report concerns", "analysis of concerns", "professional", "managers"),
    ("report feedback", "feedback on reviews", "professional", "managers"),
    ("report child", "whole record of a child", "professional", "who asked to see what is held"),
    ("write chase", "messages of what is owed", "professional", "those who owe it"),
];

/// A report that was written, under the names that a document has.
#[derive(Debug, Serialize)]
pub(crate) struct ReportRow<'b> {
    /// No text is kept of it.
    id: Option<i64>,
    /// The child it is about, where it is about one.
    pub(crate) child: Option<&'b str>,
    /// What the log calls it.
    document: String,
    reader: &'static str,
    review: Option<u32>,
    /// The day, UTC.
    pub(crate) date: NaiveDate,
    sent: bool,
    pub(crate) by: String,
    /// When, UTC, for people.
    #[serde(skip)]
    pub(crate) at: String,
    #[serde(skip)]
    pub(crate) of: Option<ChildId>,
    #[serde(skip)]
    pub(crate) name: String,
    #[serde(skip)]
    told: String,
}

impl<'b> ReportRow<'b> {
    fn of(board: &'b Board, entry: Entry) -> Option<Self> {
        let public = entry.action.ends_with(PUBLIC);
        let word = entry.action.trim_end_matches(PUBLIC);
        let (_, title, reader, whom) = REPORTS.iter().find(|(of, ..)| *of == word)?;
        let (reader, whom) = if public { ("public", "anybody to read") } else { (*reader, *whom) };
        let row = entry.child.and_then(|child| board.row(child));
        Some(Self {
            id: None,
            child: row.map(|row| row.case.child.number.as_str()),
            reader,
            review: None,
            date: entry.at.get(..10)?.parse().ok()?,
            sent: false,
            at: moment(&entry.at),
            of: entry.child,
            name: row.map_or_else(String::new, |row: &Row| row.case.child.name()),
            told: format!("{}, for {whom}", capital(title)),
            by: entry.who,
            document: entry.action,
        })
    }

    /// What it is, and for whom: `Supervision page, for the manager`.
    pub(crate) fn told(&self) -> &str {
        &self.told
    }
}

/// The reports that were written, oldest first.
///
/// # Errors
/// When the book cannot be read.
pub(crate) fn reports<'b>(board: &'b Board, store: &Store) -> Result<Vec<ReportRow<'b>>> {
    let entries = store.handed_out()?.into_iter();
    Ok(entries.filter_map(|entry| ReportRow::of(board, entry)).collect())
}
