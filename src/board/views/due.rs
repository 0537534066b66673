//! A duty: what is owed, by whom, by when; and how its day came about.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::instance::Instance;
use crate::rules::due::{Due, Status};
use crate::rules::practice::{Basis, Scope};
use crate::rules::working::{Step, Working, count};

/// A duty of a child or of the service.
#[derive(Debug, Serialize)]
pub(crate) struct DueRow<'b> {
    /// None for a duty of the service.
    pub(crate) child: Option<&'b str>,
    pub(crate) duty: &'b str,
    /// What it is for: `review:3`, `month:2026-11`.
    pub(crate) instance: &'b Instance,
    pub(crate) title: &'b str,
    pub(crate) owner: &'b str,
    pub(crate) scope: Scope,
    pub(crate) review: Option<u32>,
    pub(crate) anchor: &'b str,
    pub(crate) anchor_date: Option<NaiveDate>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) plan_by: Option<NaiveDate>,
    pub(crate) status: Status,
    /// Working days from today; negative when it is past.
    pub(crate) days: Option<i32>,
    /// Calendar days.
    pub(crate) late_days: i64,
    pub(crate) reason: &'b str,
    pub(crate) missing: &'b [&'static str],
    pub(crate) done_on: Option<NaiveDate>,
    pub(crate) basis: Basis,
    pub(crate) cite: &'b str,
    pub(crate) projected: bool,
    pub(crate) provisional: bool,
    pub(crate) past: bool,
    /// Somebody else's clock.
    pub(crate) watch: bool,
    /// The IRO owes it.
    pub(crate) mine: bool,
    /// Still needed when it is too late for its own day.
    pub(crate) essential: bool,
    /// A step of the run-up of a review that has no day.
    pub(crate) waiting: bool,
    /// It fell due before the book, or the practice, could ask for it.
    pub(crate) before_book: bool,
    pub(crate) last_done: Option<NaiveDate>,
    /// The child's name, or `service`.
    #[serde(skip)]
    pub(crate) name: String,
    /// The owner as the authority says it.
    #[serde(skip)]
    pub(crate) who: &'b str,
}

impl<'b> DueRow<'b> {
    pub(crate) fn of(board: &'b Board, row: Option<&'b Row>, due: &'b Due) -> Self {
        Self {
            child: row.map(|r| r.case.child.number.as_str()),
            duty: &due.duty.id,
            instance: &due.instance,
            title: &due.duty.title,
            owner: &due.duty.owner,
            scope: due.duty.scope,
            review: due.review,
            anchor: &due.anchor,
            anchor_date: due.anchor_date,
            due: due.due,
            plan_by: due.plan_by,
            status: due.status,
            days: due.days,
            late_days: due.late_days,
            reason: &due.reason,
            missing: &due.missing,
            done_on: due.done_on,
            basis: due.basis,
            cite: &due.duty.cite,
            projected: due.projected,
            provisional: due.provisional,
            past: due.past,
            watch: due.duty.watch,
            mine: due.is_mine(),
            essential: due.duty.essential,
            waiting: due.waiting,
            before_book: due.before_book,
            last_done: due.last,
            name: row.map_or_else(|| "service".to_owned(), |r| board.label(r)),
            who: board.practice.role(&due.duty.owner),
        }
    }

    /// Whether it still asks for something.
    pub(crate) fn is_open(&self) -> bool {
        self.status.is_open() && !self.past
    }

    /// Why it stands as it does.
    pub(crate) fn why(&self) -> String {
        if self.missing.is_empty() && self.late_days > 0 && self.reason.is_empty() {
            let days = usize::try_from(self.late_days).unwrap_or(0);
            format!("{} late", count(days, "day", "days"))
        } else {
            self.reason.to_owned()
        }
    }
}

/// Every duty of a child, or of all and the service, in order of their day.
pub(crate) fn dues<'b>(board: &'b Board, rows: &[&'b Row], service: bool) -> Vec<DueRow<'b>> {
    let of = |row: &&'b Row| row.whole().dues.iter().map(|d| DueRow::of(board, Some(row), d));
    let mut all: Vec<DueRow<'b>> = rows.iter().flat_map(of).collect();
    if service {
        all.extend(board.service.iter().map(|d| DueRow::of(board, None, d)));
    }
    let key = |d: &DueRow<'b>| (d.due.is_none(), d.due, d.child, d.duty, d.instance);
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all
}

/// A date and its working.
#[derive(Debug, Serialize)]
pub(crate) struct Explained<'b> {
    pub(crate) child: &'b str,
    pub(crate) duty: &'b str,
    pub(crate) instance: &'b Instance,
    pub(crate) title: &'b str,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) plan_by: Option<NaiveDate>,
    pub(crate) status: Status,
    pub(crate) governs: Basis,
    pub(crate) steps: &'b [Step],
    pub(crate) sources: &'b [String],
    pub(crate) assumptions: &'b [String],
    #[serde(skip)]
    pub(crate) name: String,
}

impl<'b> Explained<'b> {
    pub(crate) fn of(row: &'b Row, due: &'b Due, working: &'b Working) -> Self {
        Self {
            child: &row.case.child.number,
            duty: &due.duty.id,
            instance: &due.instance,
            title: &due.duty.title,
            due: due.due,
            plan_by: due.plan_by,
            status: due.status,
            governs: due.basis,
            steps: &working.steps,
            sources: &working.sources,
            assumptions: &working.assumptions,
            name: row.case.child.name(),
        }
    }
}
