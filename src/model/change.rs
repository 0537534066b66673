//! Something that happened to a child, and what the IRO answered.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::ChangeId;
use super::words::closed_set;

closed_set! {
    /// Whether an event forces, suggests or only reports an early review; `says` is what it asks of the IRO.
    pub(crate) enum Class is "class of events" {
        /// A review must come forward.
        Must: "must" = "a review must come forward",
        /// The IRO must consider bringing it forward.
        Consider: "consider" = "consider bringing the review forward",
        /// The IRO must be told.
        Inform: "inform" = "for the IRO to know",
    }
}

/// How the IRO answered a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answered {
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
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Answered::BroughtForward(_) => "brought-forward",
            Answered::NotNeeded { .. } => "not-needed",
        }
    }
}

/// The IRO's answer to a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Response {
    /// The day it was given.
    pub date: NaiveDate,
    /// What it was.
    pub answered: Answered,
}

/// Something that happened to a child, of a kind the practice names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// Row number in the book.
    pub id: ChangeId,
    /// The practice's id of the event.
    pub event: String,
    /// The day the IRO was told.
    pub date: NaiveDate,
    /// The day it takes effect, or took effect.
    pub effective: Option<NaiveDate>,
    /// What happened, in words.
    pub text: String,
    /// What the practice asked of the IRO when it was recorded; `None` where that was not kept.
    pub class: Option<Class>,
    /// What the IRO answered.
    pub response: Option<Response>,
}

impl Change {
    /// Something that happened, not answered yet.
    pub(crate) fn new(event: impl Into<String>, date: NaiveDate, text: impl Into<String>) -> Self {
        let (event, text) = (event.into(), text.into());
        Self { id: ChangeId(0), event, date, effective: None, text, class: None, response: None }
    }

    /// The day the review was brought forward to.
    pub(crate) fn forward_to(&self) -> Option<NaiveDate> {
        match self.response.as_ref()?.answered {
            Answered::BroughtForward(day) => Some(day),
            Answered::NotNeeded { .. } => None,
        }
    }

    /// The day it was decided that no earlier review is needed.
    pub(crate) fn declined_on(&self) -> Option<NaiveDate> {
        let response = self.response.as_ref()?;
        matches!(response.answered, Answered::NotNeeded { .. }).then_some(response.date)
    }
}
