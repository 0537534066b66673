//! A form to be opened, and what it begins with.

use chrono::NaiveDate;

use super::about::Under;
use super::fact::Fact;
use super::panes::sitting::Sitting;
use super::scene::Scene;
use super::widgets::decision;
use super::words;
use crate::model::decision::Mark;
use crate::model::escalation::Origin;
use crate::model::ids::{AskId, ChangeId, ChildId, DecisionId, DoneId, EscalationId};
use crate::model::record::Ended;
use crate::rules::due::{Due, Status};
use crate::rules::sessions::Walk;

/// Which form, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fill {
    /// On that day, where one was chosen.
    Book(ChildId, Option<NaiveDate>),
    Hold(ChildId),
    /// With the first words of the reason.
    Adjourn(ChildId, String),
    /// A duty and what it is for.
    Tick(Option<ChildId>, String, String),
    TickSeveral(Vec<ChildId>, String),
    /// Why what was done is late: its title, and the day it was due.
    WhyLate(ChildId, DoneId, String, String),
    NewChild,
    Fact(ChildId, Fact),
    Contact(ChildId),
    ContactSeveral(Vec<ChildId>),
    Note(ChildId),
    Voice(ChildId),
    CameOf(ChildId, AskId),
    /// Of a review by its number or of the last one held, with its first words.
    Decide(ChildId, Option<u32>, String),
    CorrectDecision(ChildId, DecisionId),
    MarkDecision(ChildId, DecisionId, Mark),
    /// An event of the practice, with the first words of what happened.
    Change(ChildId, String, String),
    Respond(Respond),
    Matter(ChildId, u32, String),
    /// Somebody at a review, by role and name; somebody new where nobody is given.
    Guest(ChildId, u32, Option<(String, String)>),
    /// How a review went, begun at that field.
    Meeting(ChildId, u32, &'static str),
    ReviewDay(ChildId, u32, DayOf),
    /// An answer with its note, to the question of that place.
    Answer(Sitting, usize),
    Raise(Prefill),
    /// A move of a concern, with the first words of its note.
    Move(EscalationId, String, String),
    CloseConcern(EscalationId),
    Effect(EscalationId),
    Message(EscalationId),
    Holiday(NaiveDate),
    KeepFree(NaiveDate),
    TakeCalendar,
    School,
    Export,
    Jump,
    /// The one a draft was typed in, by its key.
    Draft(String),
}

impl Fill {
    pub(crate) fn respond(child: ChildId, change: ChangeId) -> Self {
        Fill::Respond(Respond { child, change, early: None, ends: None })
    }
}

/// A day of a review that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOf {
    Part,
    Completed,
    Sent,
    Received,
}

/// An answer to a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Respond {
    pub(crate) child: ChildId,
    pub(crate) change: ChangeId,
    /// Brought forward, or not, where that is known.
    pub(crate) early: Option<bool>,
    /// The session about the change that the answer ends, and how.
    pub(crate) ends: Option<(Walk, Ended)>,
}

/// What a raise form begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prefill {
    /// The child; `None` for the service as a whole.
    pub(crate) child: Option<ChildId>,
    /// The kind of concern; the practice's usual one where it is empty.
    pub(crate) concern: String,
    /// The words to go on from.
    pub(crate) text: String,
    /// The decision it is about.
    pub(crate) decision: Option<DecisionId>,
    /// What else gave rise to it.
    pub(crate) origin: Option<Origin>,
}

impl Prefill {
    /// About a child, with nothing said yet.
    pub(crate) fn of(child: ChildId) -> Self {
        Self { child: Some(child), ..Self::default() }
    }

    /// About a duty that is late, in words to go on from.
    pub(crate) fn of_duty(child: ChildId, due: &Due) -> Self {
        // As the list says it: in working days.
        let late = match due.days.map_or(0, |d| (-d).max(0)) {
            0 => String::new(),
            n => {
                let n = usize::try_from(n).unwrap_or(0);
                format!(", {} late", words::count(n, "working day", "working days"))
            }
        };
        let day = due.due.map(|d| format!(" was due {}", words::full(d))).unwrap_or_default();
        let text = format!("{} ({}){day}{late}.\n", due.duty.title, due.instance);
        let what = format!("duty:{}@{}", due.duty.id, due.instance);
        let origin = Origin { what, words: due.duty.title.clone() };
        Self {
            child: Some(child),
            concern: "statutory-duty".into(),
            text,
            decision: None,
            origin: Some(origin),
        }
    }

    /// About a question of a checklist and what was answered.
    pub(crate) fn of_answer(child: ChildId, item: &str, words: &str) -> Self {
        let origin = Origin { what: format!("answer:{item}"), words: words.trim().to_owned() };
        let text = words.to_owned();
        Self { concern: "care-plan".into(), text, origin: Some(origin), ..Self::of(child) }
    }

    /// About a decision that was not carried out, in words to go on from.
    pub(crate) fn of_decision(scene: Scene<'_>, child: ChildId, id: DecisionId) -> Self {
        let text = decision::in_words(scene, child, id).unwrap_or_default();
        Self { concern: "decision-not-implemented".into(), text, decision: Some(id), ..Self::of(child) }
    }

    /// About what the cursor is on, where that is a decision or a duty that is late.
    pub(crate) fn about(scene: Scene<'_>, child: ChildId, under: &Under) -> Self {
        match under {
            Under::Decision(id) => Self::of_decision(scene, child, *id),
            Under::Duty(duty, instance) => {
                let is = |d: &&Due| d.duty.id == *duty && d.instance == *instance;
                let due = scene.row(child).and_then(|r| r.judged().dues.iter().find(is));
                let late = due.filter(|d| d.status == Status::Overdue);
                late.map_or_else(|| Self::of(child), |due| Self::of_duty(child, due))
            }
            _ => Self::of(child),
        }
    }
}
