//! The child's voice: how words came to be heard, what was asked for, what came of it.

use chrono::NaiveDate;

use super::ids::{AskId, NoteId};

/// How the child's words were heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// Face to face, where the child lives.
    Placement,
    /// Face to face elsewhere.
    Met,
    /// By telephone or video.
    Phone,
    /// By text or another message.
    Message,
    /// In writing or by a drawing.
    Written,
    /// By watching and playing, with a child who does not speak.
    Observed,
    /// Through somebody the child chose or trusts.
    Through,
}

impl How {
    /// Every way with its stored word and what it says.
    pub const ALL: [(How, &'static str, &'static str); 7] = [
        (How::Placement, "placement", "face to face where the child lives"),
        (How::Met, "met", "face to face elsewhere"),
        (How::Phone, "phone", "by telephone or video"),
        (How::Message, "message", "by text message"),
        (How::Written, "written", "in writing or a drawing"),
        (How::Observed, "observed", "by watching and play"),
        (How::Through, "through", "through somebody the child trusts"),
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(h, ..)| *h == self).map_or("", |(_, w, _)| w)
    }

    /// The way of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w, _)| *w == word).map(|(h, ..)| *h)
    }

    /// What it says.
    pub fn says(self) -> &'static str {
        Self::ALL.iter().find(|(h, ..)| *h == self).map_or("", |(.., says)| says)
    }
}

/// Where a child was seen: the word, what it says, and how that counts as hearing them.
pub const PLACES: &[(&str, &str, How)] = &[
    ("placement", "where they live", How::Placement),
    ("school", "at school", How::Met),
    ("family", "with the family", How::Met),
    ("office", "at the office", How::Met),
    ("elsewhere", "elsewhere", How::Met),
];

/// How the words of a note were heard from the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
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
}

impl Heard {
    /// All of it in a sentence's words: `by telephone or video; alone; advocate offered`.
    pub fn in_words(&self) -> String {
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
        parts.join("; ")
    }
}

/// Something the child asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
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
