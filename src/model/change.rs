//! Something that happened to a child, and what the IRO answered.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::ChangeId;

/// Whether an event forces, suggests or only reports an early review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A review must come forward.
    Must,
    /// The IRO must consider bringing it forward.
    Consider,
    /// The IRO must be told.
    Inform,
}

impl Class {
    /// Every class with its word and what it asks of the IRO.
    pub const ALL: [(Class, &'static str, &'static str); 3] = [
        (Class::Must, "must", "a review must come forward"),
        (Class::Consider, "consider", "consider bringing the review forward"),
        (Class::Inform, "inform", "for the IRO to know"),
    ];

    /// The word in practice files and in the book.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(c, ..)| *c == self).map_or("inform", |(_, w, _)| w)
    }

    /// What it asks of the IRO.
    pub fn asks(self) -> &'static str {
        Self::ALL.iter().find(|(c, ..)| *c == self).map_or("", |(.., a)| a)
    }

    /// The class of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w, _)| *w == word).map(|(c, ..)| *c)
    }
}

/// How the IRO answered a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The review is brought forward to this day.
    BroughtForward(NaiveDate),
    /// No earlier review is needed.
    NotNeeded {
        /// Because.
        reason: String,
        /// The law's own exception, where a review would otherwise have to come forward.
        exception: Option<String>,
    },
}

impl Answered {
    /// The word in JSON and on the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Answered::BroughtForward(_) => "brought-forward",
            Answered::NotNeeded { .. } => "not-needed",
        }
    }
}

/// The IRO's answer to a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The day it was given.
    pub date: NaiveDate,
    /// What it was.
    pub answered: Answered,
}

/// Something that happened to a child, of a kind the practice names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Row number in the book.
    pub id: ChangeId,
    /// The practice's id of the event.
    pub event: String,
    /// The day the IRO was told.
    pub date: NaiveDate,
    /// What happened, in words.
    pub text: String,
    /// What the practice asked of the IRO when it was recorded; `None` where that was not kept.
    pub class: Option<Class>,
    /// What the IRO answered.
    pub response: Option<Response>,
}

impl Change {
    /// Something that happened, not answered yet.
    pub fn new(event: impl Into<String>, date: NaiveDate, text: impl Into<String>) -> Self {
        Self { id: ChangeId(0), event: event.into(), date, text: text.into(), class: None, response: None }
    }

    /// The day the review was brought forward to.
    pub fn forward_to(&self) -> Option<NaiveDate> {
        match self.response.as_ref()?.answered {
            Answered::BroughtForward(day) => Some(day),
            Answered::NotNeeded { .. } => None,
        }
    }

    /// The day it was decided that no earlier review is needed.
    pub fn declined_on(&self) -> Option<NaiveDate> {
        let response = self.response.as_ref()?;
        matches!(response.answered, Answered::NotNeeded { .. }).then_some(response.date)
    }
}
