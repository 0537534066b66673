//! A form to be opened, and what it begins with.

use chrono::NaiveDate;

use super::about::Under;
use super::scene::Scene;
use super::widgets::decision;
use super::words;
use crate::casework::acts::{Part, Subject};
use crate::model::decision::Mark;
use crate::model::ids::{ChangeId, ChildId, DecisionId, DoneId, EscalationId};
use crate::model::instance::DutyKey;
use crate::model::moves::Move;
use crate::rules::due::{Due, Status};

/// The form of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fill {
    pub(crate) act: &'static str,
    pub(crate) subject: Subject,
    /// Words it begins with, by field.
    pub(crate) first: Vec<(&'static str, String)>,
    /// The field it begins in; empty where the act says.
    pub(crate) at: &'static str,
}

impl Fill {
    /// An act with nothing said yet.
    pub(crate) fn act(act: &'static str, subject: Subject) -> Self {
        Fill { act, subject, first: Vec::new(), at: "" }
    }

    /// An act with the first words of one field.
    pub(crate) fn with(
        act: &'static str,
        subject: Subject,
        key: &'static str,
        words: impl Into<String>,
    ) -> Self {
        Fill { first: vec![(key, words.into())], ..Fill::act(act, subject) }
    }

    pub(crate) fn hold(child: ChildId) -> Self {
        Fill::act("hold", Subject::child(child))
    }

    /// With the first words of the reason.
    pub(crate) fn adjourn(child: ChildId, words: impl Into<String>) -> Self {
        Fill::with("adjourn", Subject::child(child), "reason", words)
    }

    /// A duty done, and what it is for.
    pub(crate) fn tick(child: Option<ChildId>, key: DutyKey) -> Self {
        Fill::act("done", Subject::duty(child, &key.duty, Some(key.instance)))
    }

    /// Why what was done is late, and the day it was due.
    pub(crate) fn why_late(child: ChildId, done: DoneId, due: Option<NaiveDate>) -> Self {
        let due = due.map(|day| day.to_string()).unwrap_or_default();
        Fill::with("why-done-late", Subject::row(Some(child), done.0), "due", due)
    }

    /// A decision of a review by its number or of the last one held, with its first words.
    pub(crate) fn decide(child: ChildId, review: Option<u32>, words: impl Into<String>) -> Self {
        Fill::with("decide", Subject::of_review(child, review), "text", words)
    }

    pub(crate) fn correct_decision(child: ChildId, id: DecisionId) -> Self {
        Fill::act("correct-decision", Subject::row(Some(child), id.0))
    }

    pub(crate) fn mark_decision(child: ChildId, id: DecisionId, mark: Mark) -> Self {
        Fill::with("decided", Subject::row(Some(child), id.0), "mark", mark.word())
    }

    pub(crate) fn respond(child: ChildId, change: ChangeId) -> Self {
        Fill::act("respond", Subject::row(Some(child), change.0))
    }

    /// A concern, begun from what gave rise to it: the one way to raise from anywhere.
    pub(crate) fn raise(prefill: Prefill) -> Self {
        let Prefill { child, concern, text, what } = prefill;
        let about = child.map_or_else(Subject::whole, Subject::child);
        Fill::with("raise", about.with(Part::Origin { what, kind: concern }), "text", text)
    }

    /// A move of a concern: closing it and looking for its effect have forms of their own.
    pub(crate) fn move_on(child: Option<ChildId>, id: EscalationId, what: Move, note: &str) -> Self {
        let children = child.into_iter().collect();
        let act = match what {
            Move::Close => "close-concern",
            Move::EffectSeen => "effect",
            _ => return Fill::with("move", Subject { children, part: Part::Move(id, what) }, "note", note),
        };
        Fill::act(act, Subject { children, part: Part::Move(id, what) })
    }
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
    /// What gave rise to it, as `record escalation --origin` names it; empty where nothing did.
    pub(crate) what: String,
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
        let text = format!(
            "{}{day}{late}.
",
            due.duty.title
        );
        let what = format!("duty:{}", due.key());
        Self { child: Some(child), concern: "statutory-duty".into(), text, what }
    }

    /// About a question of a checklist and what was answered.
    pub(crate) fn of_answer(child: ChildId, item: &str, words: &str) -> Self {
        let what = format!("answer:{item}");
        Self { concern: "care-plan".into(), text: words.to_owned(), what, ..Self::of(child) }
    }

    /// About a decision that was not carried out, in words to go on from.
    pub(crate) fn of_decision(scene: Scene<'_>, child: ChildId, id: DecisionId) -> Self {
        let text = decision::in_words(scene, child, id).unwrap_or_default();
        let what = format!("decision:{id}");
        Self { concern: "decision-not-implemented".into(), text, what, ..Self::of(child) }
    }

    /// About what the cursor is on, where that is a decision or a duty that is late.
    pub(crate) fn about(scene: Scene<'_>, child: ChildId, under: &Under) -> Self {
        match under {
            Under::Decision(id) => Self::of_decision(scene, child, *id),
            Under::Duty(key) => {
                let due = scene.row(child).and_then(|r| r.whole().dues.iter().find(|d| d.is(key)));
                let late = due.filter(|d| d.status == Status::Overdue);
                late.map_or_else(|| Self::of(child), |due| Self::of_duty(child, due))
            }
            _ => Self::of(child),
        }
    }
}
