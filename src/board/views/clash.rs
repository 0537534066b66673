//! A booked review something stands against.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::rules::clash::Clash;
use crate::rules::working::long;

/// A booked review and what stands against its day.
#[derive(Debug, Serialize)]
pub(crate) struct ClashRow<'b> {
    pub(crate) child: Option<&'b str>,
    pub(crate) review: u32,
    pub(crate) booked: NaiveDate,
    /// In words; never empty.
    pub(crate) why: &'b [String],
    #[serde(skip)]
    pub(crate) name: String,
}

impl<'b> ClashRow<'b> {
    pub(crate) fn of(board: &'b Board, clash: &'b Clash) -> Self {
        let child = board.row(clash.child).map(|r| &r.case.child);
        Self {
            child: child.map(|c| c.number.as_str()),
            review: clash.sequence,
            booked: clash.date,
            why: &clash.why,
            name: child.map(|c| c.name()).unwrap_or_default(),
        }
    }

    /// Which review it is, and what stands against it.
    pub(crate) fn words(&self) -> String {
        format!("{}: review {} on {}: {}", self.name, self.review, long(self.booked), self.why.join("; "))
    }
}
