//! A child as the caseload lists it.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::review::ReviewRow;
use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::role::Role;
use crate::rules::advice::{Mine, Next, Others};
use crate::rules::drift::Signal;

/// A row of the caseload.
#[derive(Debug, Serialize)]
pub(crate) struct ChildRow<'b> {
    pub(crate) child: &'b str,
    pub(crate) name: String,
    pub(crate) dob: Option<NaiveDate>,
    pub(crate) age: Option<u32>,
    /// The code of today.
    pub(crate) legal_status: Option<&'b str>,
    /// The code of today.
    pub(crate) placement: Option<&'b str>,
    pub(crate) looked_after_since: Option<NaiveDate>,
    pub(crate) iro: Option<&'b str>,
    pub(crate) next_review: Option<ReviewRow<'b>>,
    /// The one next step.
    pub(crate) next: &'b Next,
    /// What the IRO owes, the review itself apart.
    pub(crate) mine: Mine,
    /// What others owe, by role.
    pub(crate) others: &'b [Others],
    /// Steps that wait for the review to have a day.
    pub(crate) waiting: usize,
    /// Care has ended, or the child is eighteen.
    pub(crate) closed: bool,
    /// The day the child was handed over to another IRO.
    pub(crate) handed_over: Option<NaiveDate>,
    /// Essential steps too late to keep.
    pub(crate) urgent_now: &'b [String],
    /// `mine.late`.
    pub(crate) late: usize,
    /// `mine.soon`.
    pub(crate) due_soon: usize,
    #[serde(serialize_with = "in_words")]
    pub(crate) signals: Vec<Signal>,
    /// Doubts about returns that wait for an answer.
    pub(crate) open_doubts: usize,
    /// Concerns still open.
    pub(crate) escalations: usize,
    pub(crate) last_seen: Option<NaiveDate>,
    /// The name, with whose the child is where that has to be said.
    #[serde(skip)]
    pub(crate) label: String,
    #[serde(skip)]
    pub(crate) worker: Option<&'b str>,
    /// `s20`, `ended`, `not in care yet`.
    #[serde(skip)]
    pub(crate) legal: &'b str,
}

impl<'b> ChildRow<'b> {
    pub(crate) fn of(board: &Board, row: &'b Row) -> Self {
        let (child, today) = (&row.case.child, board.today);
        let now = row.looked_after(today);
        let advice = row.advice();
        let current = |end: Option<NaiveDate>| now && end.is_none_or(|e| e > today);
        Self {
            child: &child.number,
            name: child.name(),
            dob: child.dob,
            age: child.age_on(today),
            legal_status: row.case.legal.iter().rfind(|l| current(l.end)).map(|l| l.code.as_str()),
            placement: row.case.placements.iter().rfind(|p| current(p.end)).map(|p| p.code.as_str()),
            looked_after_since: row.case.periods.last().filter(|p| now && p.start_known).map(|p| p.start),
            iro: row.iro(),
            next_review: row.next_review().map(|slot| ReviewRow::of(row, slot, today)),
            next: &advice.next,
            mine: advice.mine,
            others: &advice.others,
            waiting: advice.waiting,
            closed: advice.closed,
            handed_over: row.case.handed.as_ref().map(|h| h.date),
            urgent_now: &advice.urgent_now,
            late: advice.mine.late,
            due_soon: advice.mine.soon,
            signals: row.signals(today),
            open_doubts: row.case.open_doubts().count(),
            escalations: row.open_escalations(),
            last_seen: row.last_seen(),
            label: board.label(row),
            worker: row.person(Role::SocialWorker.word()),
            legal: match row.case.periods.iter().any(|p| p.start <= today) {
                _ if now => row.legal_short(),
                true => "ended",
                false => "not in care yet",
            },
        }
    }
}

fn in_words<S: Serializer>(signals: &[Signal], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(signals.iter().map(|s| &s.what))
}
