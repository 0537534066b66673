//! A decision of a review, as the ledger has it.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::decision::{Marked, Progress};
use crate::model::ids::{DecisionId, EscalationId};
use crate::rules::decisions::{Agreement, Doubt, Entry, considering};
use crate::rules::working::{count, long};

/// A row of the ledger.
#[derive(Debug, Serialize)]
pub(crate) struct DecisionRow<'b> {
    pub(crate) id: DecisionId,
    pub(crate) child: &'b str,
    /// The review's place in its period.
    pub(crate) review: Option<u32>,
    pub(crate) text: &'b str,
    pub(crate) owner: Option<&'b str>,
    pub(crate) by: Option<NaiveDate>,
    pub(crate) status: Progress,
    /// Reviews held since while it was open.
    pub(crate) carried: usize,
    pub(crate) period_start: Option<NaiveDate>,
    pub(crate) person: &'b str,
    /// What it is to change for the child.
    pub(crate) outcome: &'b str,
    pub(crate) made: Option<NaiveDate>,
    pub(crate) age_days: Option<i64>,
    pub(crate) late: bool,
    pub(crate) looked_at: Option<NaiveDate>,
    pub(crate) note: Option<&'b str>,
    #[serde(serialize_with = "word")]
    pub(crate) agreement: Agreement,
    pub(crate) agreed_on: Option<NaiveDate>,
    pub(crate) object_until: Option<NaiveDate>,
    /// What was said with the last answer.
    pub(crate) reason: Option<&'b str>,
    #[serde(serialize_with = "in_words")]
    pub(crate) doubts: Vec<Doubt>,
    /// Concerns about it.
    pub(crate) escalations: Vec<EscalationId>,
    /// Everything said of it since, oldest first.
    pub(crate) marks: &'b [Marked],
    #[serde(skip)]
    pub(crate) name: String,
    /// The owner as the authority says it.
    #[serde(skip)]
    pub(crate) who: &'b str,
    /// Who has to agree to it, likewise.
    #[serde(skip)]
    pub(crate) manager: &'b str,
}

impl<'b> DecisionRow<'b> {
    pub(crate) fn of(board: &'b Board, row: &'b Row, entry: Entry<'b>) -> Self {
        let (d, today, practice) = (entry.decision, board.today, &board.practice);
        let (agreed_on, object_until) = match entry.agreement {
            Agreement::Agreed(day) | Agreement::DeemedAgreed(day) => (Some(day), None),
            Agreement::Received(_, until) => (None, until),
            _ => (None, None),
        };
        let about = row.case.escalations.iter().filter(|c| c.decision == Some(d.id));
        Self {
            id: d.id,
            child: &row.case.child.number,
            review: entry.slot.map(|s| s.sequence),
            text: &d.text,
            owner: d.owner.as_deref(),
            by: d.by,
            status: d.progress(),
            carried: entry.carried,
            period_start: entry.slot.and_then(|s| row.case.periods.get(s.period)).map(|p| p.start),
            person: &d.person,
            outcome: &d.outcome,
            made: entry.made(),
            age_days: entry.age(today),
            late: entry.is_late(today),
            looked_at: d.settled().map(|m| m.date),
            note: d.settled().map(|m| m.note.as_str()),
            agreement: entry.agreement,
            agreed_on,
            object_until,
            reason: d.answer().map(|m| m.note.as_str()),
            doubts: entry.doubts,
            escalations: about.map(|c| c.id).collect(),
            marks: &d.marks,
            name: row.case.child.name(),
            who: d.owner.as_deref().map_or("no owner", |o| practice.role(o)),
            manager: considering(practice).map_or("the manager", |d| practice.role(&d.owner)),
        }
    }

    /// Who is to do it, by when, and where it stands.
    pub(crate) fn standing(&self) -> String {
        let by = self.by.map_or_else(|| "no date".to_owned(), |by| format!("by {}", long(by)));
        let late = if self.late { ", late" } else { "" };
        let carried = match self.carried {
            0 => String::new(),
            n => format!(", carried {}", count(n, "review", "reviews")),
        };
        format!("{}, {by}, {}{late}{carried}", self.who, self.status.word())
    }

    /// What is to be known beside its text: what it is for, the manager's answer, what was said since, doubts.
    pub(crate) fn beside(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.outcome.is_empty() {
            lines.push(format!("For the child: {}", self.outcome));
        }
        lines.push(self.agreement.words(self.manager));
        let said = self.marks.iter().filter(|m| !m.note.is_empty());
        lines.extend(said.map(|m| format!("{} {}: {}", long(m.date), m.mark.word(), m.note)));
        lines.extend(self.doubts.iter().map(|d| format!("? {}", d.words())));
        lines
    }
}

/// The decisions of a child, the open ones first.
pub(crate) fn decisions<'b>(board: &'b Board, row: &'b Row) -> impl Iterator<Item = DecisionRow<'b>> {
    board.ledger(row).into_iter().map(move |entry| DecisionRow::of(board, row, entry))
}

fn word<S: Serializer>(agreement: &Agreement, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(agreement.word())
}

fn in_words<S: Serializer>(doubts: &[Doubt], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(doubts.iter().map(|d| d.words()))
}
