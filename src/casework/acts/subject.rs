//! What an act is about: plain numbers and words, so that a draft and a lock can keep it.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::model::ids::{ChildId, EscalationId};
use crate::model::instance::Instance;
use crate::model::moves::Move;
use crate::model::record::Subject as About;
use crate::rules::sessions::Walk;

/// The children an act is about, and the part of their case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Subject {
    /// None for the service or the book as a whole; several for an act on all of them at once.
    pub(crate) children: Vec<ChildId>,
    #[serde(default)]
    pub(crate) part: Part,
}

/// The part of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    #[default]
    Whole,
    /// A review, by its number in the latest period of care.
    Review(u32),
    /// A row of the kind the act knows: a note, a decision, a placement.
    Row(i64),
    /// A word of the kind the act knows: an event, a question.
    Word(String),
    /// A duty and what it is for; the one to do next where that is not said.
    Duty { id: String, instance: Option<Instance> },
    /// A move of a concern.
    Move(EscalationId, Move),
    /// Somebody at a review: their part in the case and their name.
    Guest { review: u32, role: String, name: String },
    /// A matter of a review's agenda.
    Matter { review: u32, item: String },
    /// A question of a feedback form; of the form as a whole where it is empty.
    Feedback { form: i64, question: String },
    /// A question of a checklist, or how the session ends.
    Session { list: String, kind: String, id: Option<i64>, word: String },
    /// What a concern is raised about, as its origin names it.
    Origin { what: String, kind: String },
}

impl Subject {
    /// The service, or the book as a whole.
    pub(crate) fn whole() -> Self {
        Self::default()
    }

    pub(crate) fn child(child: ChildId) -> Self {
        Self { children: vec![child], part: Part::Whole }
    }

    pub(crate) fn several(children: Vec<ChildId>) -> Self {
        Self { children, part: Part::Whole }
    }

    /// A review of a child by its number, or the one meant where none is named.
    pub(crate) fn of_review(child: ChildId, sequence: Option<u32>) -> Self {
        Self::child(child).with(sequence.map_or(Part::Whole, Part::Review))
    }

    pub(crate) fn row(child: Option<ChildId>, id: i64) -> Self {
        Self { children: child.into_iter().collect(), part: Part::Row(id) }
    }

    pub(crate) fn duty(child: Option<ChildId>, id: &str, instance: Option<Instance>) -> Self {
        let part = Part::Duty { id: id.to_owned(), instance };
        Self { children: child.into_iter().collect(), part }
    }

    /// A question of a checklist; an empty word is the session as a whole.
    pub(crate) fn session(child: ChildId, walk: &Walk, word: &str) -> Self {
        let (kind, id) = walk.subject.map_or(("", None), About::parts);
        let part =
            Part::Session { list: walk.list.clone(), kind: kind.to_owned(), id, word: word.to_owned() };
        Self::child(child).with(part)
    }

    pub(crate) fn with(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The one child it is about, if it is about one.
    pub(crate) fn of(&self) -> Option<ChildId> {
        match self.children.as_slice() {
            [child] => Some(*child),
            _ => None,
        }
    }

    /// As [`Subject::of`], for an act that is about one child.
    pub(crate) fn one(&self) -> Result<ChildId> {
        self.of().ok_or_else(|| Error::usage("This is done for one child at a time; nothing was changed."))
    }

    pub(crate) fn review(&self) -> Option<u32> {
        match &self.part {
            Part::Review(n) | Part::Guest { review: n, .. } | Part::Matter { review: n, .. } => Some(*n),
            _ => None,
        }
    }

    /// The row it is about.
    pub(crate) fn id(&self) -> Result<i64> {
        match self.part {
            Part::Row(id) => Ok(id),
            _ => Err(Error::usage("Which one is meant was not said; nothing was changed.")),
        }
    }

    /// The word it is about; empty where there is none.
    pub(crate) fn word(&self) -> &str {
        match &self.part {
            Part::Word(word) | Part::Session { word, .. } => word,
            _ => "",
        }
    }

    /// The walk through a checklist it is about.
    pub(crate) fn walk(&self) -> Option<Walk> {
        match &self.part {
            Part::Session { list, kind, id, .. } => {
                Some(Walk { list: list.clone(), subject: About::from_parts(kind, *id) })
            }
            _ => None,
        }
    }
}
