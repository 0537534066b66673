//! What an IRO writes down: duties done, notes and contacts, changes, checklist answers.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{ChangeId, DoneId, EscalationId, NoteId, PeriodId, PlacementId, ReviewId, SessionId};
use super::instance::Turn;
use super::voice::Place;
use super::words::closed_set;

/// The thing a duty or a checklist is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Subject {
    /// The child.
    Child,
    /// The service as a whole: no child.
    Service,
    /// A period of care.
    Period(PeriodId),
    /// A placement.
    Placement(PlacementId),
    /// A stored review.
    Review(ReviewId),
    /// Something that happened.
    Change(ChangeId),
    /// A concern.
    Escalation(EscalationId),
}

impl Subject {
    /// The stored pair of kind and row number.
    pub(crate) fn parts(self) -> (&'static str, Option<i64>) {
        match self {
            Subject::Child => ("child", None),
            Subject::Service => ("service", None),
            Subject::Period(id) => ("period", Some(id.0)),
            Subject::Placement(id) => ("placement", Some(id.0)),
            Subject::Review(id) => ("review", Some(id.0)),
            Subject::Change(id) => ("change", Some(id.0)),
            Subject::Escalation(id) => ("escalation", Some(id.0)),
        }
    }

    /// The subject of a stored pair; `None` where the pair is not one of ours.
    pub(crate) fn from_parts(kind: &str, id: Option<i64>) -> Option<Self> {
        Some(match (kind, id) {
            ("child", _) => Subject::Child,
            ("service", _) => Subject::Service,
            ("period", Some(id)) => Subject::Period(PeriodId(id)),
            ("placement", Some(id)) => Subject::Placement(PlacementId(id)),
            ("review", Some(id)) => Subject::Review(ReviewId(id)),
            ("change", Some(id)) => Subject::Change(ChangeId(id)),
            ("escalation", Some(id)) => Subject::Escalation(EscalationId(id)),
            _ => return None,
        })
    }
}

/// A duty ticked off, or waived with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Done {
    /// Row number in the book.
    pub id: DoneId,
    /// The practice's id of the duty.
    pub duty: String,
    /// What it was done for.
    pub subject: Subject,
    /// Which turn of a recurring duty; `None` for the others.
    pub turn: Option<Turn>,
    /// The day it was done.
    pub date: NaiveDate,
    /// What was noted with it; the reason, when it was waived.
    pub note: String,
    /// Not done but waived.
    pub waived: bool,
}

closed_set! {
    /// What a note is.
    pub(crate) enum NoteKind is "kind of note" {
        /// Spoke to somebody.
        Spoke: "spoke" = "spoke to",
        /// Saw somebody.
        Saw: "saw",
        /// Read something.
        Read: "read",
        /// Challenged somebody.
        Challenged: "challenged",
        /// A note with no contact behind it.
        Note: "note",
        /// The child's wishes and feelings, in the child's words where possible.
        Wishes: "wishes" = "wishes and feelings",
        /// Written from a checklist session.
        Session: "session" = "checklist session",
    }
}

/// A note, or a contact logged with whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Note {
    /// Row number in the book.
    pub id: NoteId,
    /// What it is.
    pub kind: NoteKind,
    /// The day it is about.
    pub date: NaiveDate,
    /// With whom, for a contact.
    pub with: String,
    /// Where the child was seen, for a contact at which they were and it was said.
    pub place: Option<Place>,
    /// The words.
    pub text: String,
    /// Whether it was pasted into the council's system.
    pub pasted: bool,
}

impl Note {
    /// Whom somebody met, and where the child was seen: `child, at school`; empty where neither is said.
    pub(crate) fn met(&self) -> String {
        let place = self.place.map(|p| p.to_string());
        let said = [Some(self.with.clone()).filter(|w| !w.is_empty()), place];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

closed_set! {
    /// An answer to a question that asks yes or no.
    pub(crate) enum Reply is "answer" {
        /// Yes.
        Yes: "yes",
        /// In part.
        Partly: "partly",
        /// No.
        No: "no",
        /// It does not apply.
        NotApplicable: "n/a" = "not applicable",
    }
}

/// An answer to one checklist question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Answer {
    /// The practice's id of the question.
    pub item: String,
    /// The word of a [`Reply`], or what was typed.
    pub value: String,
    /// The note beside it.
    pub note: String,
    /// The day it was answered.
    pub date: NaiveDate,
}

impl Answer {
    /// Whether it is this reply.
    pub(crate) fn is(&self, reply: Reply) -> bool {
        self.value == reply.word()
    }
}

closed_set! {
    /// How a walk through a checklist ended.
    pub(crate) enum Ended is "outcome of a checklist" {
        /// The review can go ahead.
        Ready: "ready",
        /// It can, once some things are done.
        ReadyWithActions: "ready-with-actions" = "ready, with actions",
        /// It should not go ahead as things stand.
        NotReady: "not-ready" = "not ready",
        /// The review should be adjourned.
        Adjourn: "adjourn" = "adjourn the review",
        /// The plan is moving.
        OnTrack: "on-track" = "on track",
        /// Something is to be taken up with the social worker.
        Concern: "concern",
        /// A concern goes into the escalation protocol.
        Escalate: "escalate",
        /// The review should come forward.
        EarlyReview: "early-review" = "early review",
        /// No earlier review is needed.
        NoEarlyReview: "no-early-review" = "no early review",
        /// Everything is done.
        Complete: "complete",
        /// Something is still to do.
        Incomplete: "incomplete",
    }
}

/// How far the end of a walk settles what it was held for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settles {
    /// All is well.
    Well,
    /// Something is wrong, and the checklist has done its work by saying so.
    Badly,
    /// It is not finished with: the checklist stays in the queue.
    Not,
}

impl Ended {
    /// What it means, in words.
    pub(crate) fn means(self) -> &'static str {
        match self {
            Ended::Ready => "the review can go ahead",
            Ended::ReadyWithActions => "it can, once some things are done",
            Ended::NotReady => "it should not go ahead as things stand",
            Ended::Adjourn => "the review should be adjourned",
            Ended::OnTrack => "the plan is moving",
            Ended::Concern => "something is to be taken up with the social worker",
            Ended::Escalate => "a concern goes into the escalation protocol",
            Ended::EarlyReview => "the review should come forward",
            Ended::NoEarlyReview => "no earlier review is needed, for the reasons noted",
            Ended::Complete => "everything here is done",
            Ended::Incomplete => "something here is still to do",
        }
    }

    /// How far it settles what the walk was held for.
    pub(crate) fn settles(self) -> Settles {
        match self {
            Ended::Ready | Ended::OnTrack | Ended::NoEarlyReview | Ended::Complete => Settles::Well,
            Ended::NotReady | Ended::Incomplete => Settles::Not,
            Ended::ReadyWithActions
            | Ended::Adjourn
            | Ended::Concern
            | Ended::Escalate
            | Ended::EarlyReview => Settles::Badly,
        }
    }
}

/// A walk through a checklist, kept answer by answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Session {
    /// Row number in the book.
    pub id: SessionId,
    /// The practice's id of the checklist.
    pub checklist: String,
    /// What it is about.
    pub subject: Subject,
    /// The day it was begun.
    pub started: NaiveDate,
    /// The day it was ended.
    pub ended: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<Ended>,
    /// The answers so far, in the order first given.
    pub answers: Vec<Answer>,
}
