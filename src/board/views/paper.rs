//! A document that was written or sent.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::row::Row;
use crate::model::document::{Document, Paper, Reader};
use crate::model::record::Subject;
use crate::model::text::capital;

/// A document that was written or sent: when, to whom, by whom.
#[derive(Debug, Serialize)]
pub(crate) struct PaperRow<'b> {
    pub(crate) id: i64,
    pub(crate) child: &'b str,
    pub(crate) document: Document,
    pub(crate) reader: Reader,
    /// The review it is about, by its number in its period of care.
    pub(crate) review: Option<u32>,
    pub(crate) date: NaiveDate,
    pub(crate) sent: bool,
    pub(crate) by: &'b str,
    /// Kinds of fact that were put in by choice, and why.
    pub(crate) included: Vec<&'b str>,
    pub(crate) reason: Option<&'b str>,
    pub(crate) text: &'b str,
    #[serde(skip)]
    pub(crate) name: String,
}

impl<'b> PaperRow<'b> {
    pub(crate) fn of(row: &'b Row, paper: &'b Paper) -> Self {
        let place = row.case.reviews.iter().position(|r| paper.subject == Subject::Review(r.id));
        let slot = row.judged().slots.iter().find(|s| place.is_some() && s.review == place);
        Self {
            id: paper.id.0,
            child: &row.case.child.number,
            document: paper.document,
            reader: paper.reader,
            review: slot.map(|s| s.sequence),
            date: paper.date,
            sent: paper.sent,
            by: &paper.by,
            included: paper.included.split_whitespace().collect(),
            reason: Some(paper.reason.as_str()).filter(|r| !r.is_empty()),
            text: &paper.text,
            name: row.case.child.name(),
        }
    }

    /// What it is, for whom, and whether it was sent: `Letter to the child, review 3, sent to the child`.
    pub(crate) fn told(&self) -> String {
        let review = self.review.map(|n| format!(", review {n}")).unwrap_or_default();
        let went = if self.sent { "sent to" } else { "written for" };
        format!("{}{review}, {went} the {}", capital(self.document.says()), self.reader)
    }
}

/// The documents of a child, oldest first.
pub(crate) fn papers(row: &Row) -> Vec<PaperRow<'_>> {
    row.case.papers.iter().map(|p| PaperRow::of(row, p)).collect()
}
