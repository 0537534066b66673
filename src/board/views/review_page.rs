//! One review on one page: how it went, its agenda, its run-up, what was decided, what follows.

use chrono::NaiveDate;
use serde::Serialize;

use super::decision::DecisionRow;
use super::due::DueRow;
use super::feedback::FeedbackRow;
use super::review::{ReviewRow, recorded};
use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::feedback::Form;
use crate::model::review::Attendee;
use crate::rules::booking::approval;
use crate::rules::checklist::{answer, questions};
use crate::rules::clash;
use crate::rules::decisions::Entry;
use crate::rules::meeting::{AGENDA, chain, notes};
use crate::rules::people::Turning;
use crate::rules::practice::Item;
use crate::rules::slot::Slot;

/// A review with everything round it.
#[derive(Debug, Serialize)]
pub(crate) struct ReviewPage<'b> {
    #[serde(flatten)]
    pub(crate) row: ReviewRow<'b>,
    pub(crate) late_reason: Option<&'b str>,
    pub(crate) led_by: Option<&'b str>,
    pub(crate) not_followed: Option<&'b str>,
    /// The days of a series after the first.
    pub(crate) parts: &'b [NaiveDate],
    pub(crate) attendance: Vec<AttendeeRow<'b>>,
    /// The feedback forms about it.
    pub(crate) feedback: Vec<FeedbackRow<'b>>,
    pub(crate) agenda: Vec<Matter<'b>>,
    /// Decisions of earlier reviews that are still open.
    pub(crate) decided_before: Vec<DecisionRow<'b>>,
    pub(crate) decisions: Vec<DecisionRow<'b>>,
    pub(crate) decisions_sent: Option<NaiveDate>,
    pub(crate) decisions_received: Option<NaiveDate>,
    pub(crate) adjourned: Option<NaiveDate>,
    pub(crate) adjourn_reason: Option<&'b str>,
    pub(crate) turning_points: Vec<Turning>,
    pub(crate) run_up: Vec<DueRow<'b>>,
    pub(crate) after: Vec<DueRow<'b>>,
    /// How far after its limit it is booked, in words.
    #[serde(skip)]
    pub(crate) booked_late: Option<String>,
    /// Who approved a day outside the limit, in words.
    #[serde(skip)]
    pub(crate) approved: Option<String>,
}

/// Somebody asked to the review.
#[derive(Debug, Serialize)]
pub(crate) struct AttendeeRow<'b> {
    #[serde(flatten)]
    pub(crate) attendee: &'b Attendee,
    /// The role as the authority says it.
    #[serde(skip)]
    pub(crate) role: &'b str,
}

/// A matter of the agenda, and what was noted of it.
#[derive(Debug, Serialize)]
pub(crate) struct Matter<'b> {
    pub(crate) matter: &'b str,
    pub(crate) ask: &'b str,
    pub(crate) answer: Option<&'b str>,
    pub(crate) note: &'b str,
}

impl<'b> ReviewPage<'b> {
    pub(crate) fn of(board: &'b Board, row: &'b Row, slot: &'b Slot) -> Self {
        let review = recorded(row, slot);
        let said = |text: &'b String| Some(text.as_str()).filter(|t| !t.is_empty());
        let attendee = |a: &'b Attendee| AttendeeRow { attendee: a, role: board.practice.role(&a.role) };
        let due = |due| DueRow::of(board, Some(row), due);
        let about = |f: &&Form| review.is_some_and(|r| r.id == f.review);
        let forms = row.case.feedback.iter().filter(about).map(|f| FeedbackRow::of(row, f));
        let chain = chain(row.whole(), slot);
        let decision = |entry| DecisionRow::of(board, row, entry);
        let (now, before): (Vec<_>, Vec<_>) =
            board.ledger(row).into_iter().partition(|e| e.slot == Some(slot));
        let open = |e: &Entry<'_>| e.decision.is_open() && e.made() < slot.held.or(slot.booked);
        Self {
            row: ReviewRow::of(row, slot, board.today),
            late_reason: review.and_then(|r| r.late_reason.as_deref()),
            led_by: review.and_then(|r| said(&r.led_by)),
            not_followed: review.and_then(|r| said(&r.not_followed)),
            parts: review.map_or(&[], |r| &r.parts),
            attendance: review.map_or(&[][..], |r| &r.attendance).iter().map(attendee).collect(),
            feedback: forms.collect(),
            agenda: matters(board, row, slot),
            decided_before: before.into_iter().filter(open).map(decision).collect(),
            decisions: now.into_iter().map(decision).collect(),
            decisions_sent: review.and_then(|r| r.decisions_sent),
            decisions_received: review.and_then(|r| r.decisions_received),
            adjourned: review.and_then(|r| r.adjourned),
            adjourn_reason: review.and_then(|r| r.adjourn_reason.as_deref()),
            turning_points: board.turning_before_next(row, slot),
            run_up: chain.before.into_iter().map(due).collect(),
            after: chain.after.into_iter().map(due).collect(),
            booked_late: clash::late(slot),
            approved: review.and_then(|r| approval(r, &board.practice)),
        }
    }
}

fn matters<'b>(board: &'b Board, row: &'b Row, slot: &Slot) -> Vec<Matter<'b>> {
    let Some(list) = board.practice.checklist(AGENDA) else { return Vec::new() };
    let noted = recorded(row, slot).and_then(|r| notes(&row.case, r));
    let asked = questions(list, &row.case, &board.practice, Some(slot), board.today);
    let matter = |item: &'b Item| {
        let given = noted.and_then(|s| answer(s, &item.id));
        Matter {
            matter: &item.id,
            ask: &item.ask,
            answer: given.map(|a| a.value.as_str()).filter(|v| !v.is_empty()),
            note: given.map_or("", |a| a.note.as_str()),
        }
    };
    asked.into_iter().map(matter).collect()
}
