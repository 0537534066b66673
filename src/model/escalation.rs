//! A concern raised with the authority, or good practice passed on.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{ChildId, DecisionId, EscalationId, MoveId};
use super::moves::Move;
use super::words::closed_set;

closed_set! {
    /// What became of a concern for the child.
    pub(crate) enum Effect is "effect of a concern" {
        /// It is open yet.
        NoneYet: "none" = "none yet",
        /// It is over and nothing changed.
        Nothing: "nothing-changed" = "nothing changed",
        /// Promised, to be looked for.
        Promised: "promised",
        /// Something changed, and somebody saw it.
        Seen: "seen",
    }
}

closed_set! {
    /// How a concern ended.
    pub(crate) enum Resolution is "outcome of a concern" {
        /// It was resolved.
        Resolved: "resolved",
        /// It was resolved in part.
        Partly: "partly" = "partly resolved",
        /// It was not resolved.
        NotResolved: "not-resolved" = "not resolved",
        /// Events overtook it.
        Overtaken: "overtaken" = "overtaken by events",
        /// It was withdrawn.
        Withdrawn: "withdrawn",
    }
}

/// What gave rise to a concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Origin {
    /// The kind and its reference: `duty:sw-consulted@review:3`, `change:4`.
    pub what: String,
    /// As a person reads it.
    pub words: String,
}

/// One entry of an escalation's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    /// Row number in the book.
    pub id: MoveId,
    /// The day of it.
    pub date: NaiveDate,
    /// What was done.
    #[serde(rename = "move")]
    pub what: Move,
    /// The words beside it; the reason of a skip.
    pub note: String,
    /// The day set for the reply, where the protocol leaves it to the IRO.
    pub by: Option<NaiveDate>,
}

/// A concern raised with the authority, or good practice passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Escalation {
    /// Row number in the book.
    pub id: EscalationId,
    /// The protocol it runs under; empty for good practice.
    pub protocol: String,
    /// Practice and version it was raised under (`england@1a2b3c4d`): its clocks are judged by that one.
    pub practice: String,
    /// The stage it began at.
    pub stage: String,
    /// The kind of concern (`drift`, `contact`, ...).
    pub concern: String,
    /// What the concern is.
    pub text: String,
    /// The day it was raised.
    pub raised: NaiveDate,
    /// Its risk, where the protocol tells risks apart.
    pub risk: Option<String>,
    /// The decision it is about, where it is about one.
    pub decision: Option<DecisionId>,
    /// What else gave rise to it.
    pub origin: Option<Origin>,
    /// Further children of a sibling group it is about.
    pub others: Vec<ChildId>,
    /// What was done since, oldest first.
    pub moves: Vec<Entry>,
    /// The day it was closed.
    pub closed: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<Resolution>,
    /// What changed for the child, or that nothing did; needed to close.
    pub effect: Option<String>,
    /// Nothing changed for the child: `effect` says so in words.
    pub unchanged: bool,
    /// Who saw it.
    pub seen_by: Option<String>,
    /// The day it was seen; none while it is only promised.
    pub seen_on: Option<NaiveDate>,
    /// The day to look for a promised effect.
    pub look_on: Option<NaiveDate>,
}

impl Escalation {
    /// A concern with nothing done since.
    pub(crate) fn new(concern: impl Into<String>, text: impl Into<String>, raised: NaiveDate) -> Self {
        Self {
            id: EscalationId(0),
            protocol: String::new(),
            practice: String::new(),
            stage: String::new(),
            concern: concern.into(),
            text: text.into(),
            raised,
            risk: None,
            decision: None,
            origin: None,
            others: Vec::new(),
            moves: Vec::new(),
            closed: None,
            outcome: None,
            effect: None,
            unchanged: false,
            seen_by: None,
            seen_on: None,
            look_on: None,
        }
    }

    /// Whether it is not closed yet.
    pub(crate) fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether it is closed with an effect nobody has seen yet.
    pub(crate) fn is_promised(&self) -> bool {
        self.closed.is_some() && self.look_on.is_some() && self.seen_on.is_none()
    }

    /// What became of it for the child.
    pub(crate) fn became(&self) -> Effect {
        match (self.is_open(), self.is_promised()) {
            (true, _) => Effect::NoneYet,
            (false, true) => Effect::Promised,
            (false, false) if self.unchanged => Effect::Nothing,
            (false, false) => Effect::Seen,
        }
    }

    /// It as it stood at the end of a day; none where it was raised later.
    pub(crate) fn as_at(&self, day: NaiveDate) -> Option<Escalation> {
        if day < self.raised {
            return None;
        }
        let mut then = self.clone();
        then.moves.retain(|m| m.date <= day);
        let looks = |m: &&Entry| matches!(m.what, Move::Close | Move::LookAgain);
        let promised = then.moves.iter().rfind(looks).filter(|m| m.by.is_some());
        if then.closed.is_some_and(|closed| day < closed) {
            (then.closed, then.outcome, then.effect, then.look_on) = (None, None, None, None);
            (then.seen_by, then.seen_on, then.unchanged) = (None, None, false);
        } else if let Some(look_on) = promised.filter(|_| then.seen_on.is_none_or(|s| day < s)).map(|m| m.by)
        {
            let promise = then.moves.iter().find(|m| m.what == Move::Close).map(|m| m.note.clone());
            then.effect = promise.or(then.effect);
            then.look_on = look_on;
            (then.seen_by, then.seen_on, then.unchanged) = (None, None, false);
        }
        Some(then)
    }
}
