//! The child's voice: how words came to be heard, what was asked for, what came of it.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{AskId, NoteId};
use super::words::closed_set;

closed_set! {
    /// How the child's words were heard.
    pub(crate) enum How is "way of hearing a child" {
        /// Face to face, where the child lives.
        Placement: "placement" = "face to face where the child lives",
        /// Face to face elsewhere.
        Met: "met" = "face to face elsewhere",
        /// By telephone or video.
        Phone: "phone" = "by telephone or video",
        /// By text or another message.
        Message: "message" = "by text message",
        /// In writing or by a drawing.
        Written: "written" = "in writing or a drawing",
        /// By watching and playing, with a child who does not speak.
        Observed: "observed" = "by watching and play",
        /// Through somebody the child chose or trusts.
        Through: "through" = "through somebody the child trusts",
    }
}

closed_set! {
    /// Where a child was seen.
    pub(crate) enum Place is "place to see a child" {
        /// Where the child lives.
        Placement: "placement" = "where they live",
        /// At school.
        School: "school" = "at school",
        /// With the family.
        Family: "family" = "with the family",
        /// At the office.
        Office: "office" = "at the office",
        /// Anywhere else.
        Elsewhere: "elsewhere",
    }
}

impl Place {
    /// How being seen there counts as hearing the child.
    pub(crate) fn how(self) -> How {
        if self == Place::Placement { How::Placement } else { How::Met }
    }
}

/// How the words of a note were heard from the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Heard {
    /// The note with the words.
    pub note: NoteId,
    /// How.
    pub how: How,
    /// Whether the child was alone with the listener, where that is known.
    pub alone: Option<bool>,
    /// Why the child was not alone.
    pub why_not: String,
    /// Whether an advocate was offered.
    pub advocate: Option<bool>,
    /// Whether the child's rights were explained.
    pub rights: Option<bool>,
    /// Others than the child may read what was said alone: the child agreed.
    pub shared: bool,
}

impl Heard {
    /// All of it in a sentence's words: `by telephone or video; alone; advocate offered`.
    pub(crate) fn in_words(&self) -> String {
        let mut parts = vec![self.how.says().to_owned()];
        match (self.alone, self.why_not.as_str()) {
            (Some(true), _) => parts.push("alone".to_owned()),
            (Some(false), "") => parts.push("not alone".to_owned()),
            (Some(false), why) => parts.push(format!("not alone: {why}")),
            (None, _) => {}
        }
        let mut say = |fact: Option<bool>, yes: &str, no: &str| {
            parts.extend(fact.map(|f| if f { yes } else { no }.to_owned()));
        };
        say(self.advocate, "advocate offered", "advocate not offered");
        say(self.rights, "rights explained", "rights not explained");
        say(Some(true).filter(|_| self.shared), "may be shared", "");
        parts.join("; ")
    }
}

/// Something the child asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Ask {
    /// Row number in the book.
    pub id: AskId,
    /// The day it was asked.
    pub date: NaiveDate,
    /// What for.
    pub text: String,
    /// What came of it; blank until something did.
    pub outcome: String,
    /// The day it did.
    pub outcome_on: Option<NaiveDate>,
}
