//! A decision of a review: what is to happen, by whom, by when, and what became of it since.

use chrono::NaiveDate;

use super::ids::{DecisionId, ReviewId};

/// What can be said of a decision after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The manager agreed to it.
    Agreed,
    /// The manager disagreed in writing.
    Disagreed,
    /// An agreement by silence was taken back.
    Reversed,
    /// It was carried out.
    Done,
    /// It was carried out in part.
    Partly,
    /// It was not carried out.
    NotDone,
    /// It is no longer needed.
    Dropped,
}

impl Mark {
    /// Every mark with its stored word.
    pub const ALL: [(Mark, &'static str); 7] = [
        (Mark::Agreed, "agreed"),
        (Mark::Disagreed, "disagreed"),
        (Mark::Reversed, "reversed"),
        (Mark::Done, "done"),
        (Mark::Partly, "partly"),
        (Mark::NotDone, "not-done"),
        (Mark::Dropped, "dropped"),
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(m, _)| *m == self).map_or("", |(_, w)| w)
    }

    /// The mark of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w)| *w == word).map(|(m, _)| *m)
    }

    /// Whether it answers the recommendation, and does not say how far it was carried out.
    pub fn is_answer(self) -> bool {
        matches!(self, Mark::Agreed | Mark::Disagreed | Mark::Reversed)
    }
}

/// How far a decision was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Nothing was said of it yet.
    Open,
    /// Not carried out when last looked at.
    NotDone,
    /// Carried out in part when last looked at.
    Partly,
    /// No longer needed.
    Dropped,
    /// Carried out.
    Done,
}

impl Progress {
    /// The word in JSON and on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Progress::Open => "open",
            Progress::NotDone => "not-done",
            Progress::Partly => "partly",
            Progress::Dropped => "dropped",
            Progress::Done => "done",
        }
    }

    /// Whether it still waits to be carried out.
    pub const fn is_open(self) -> bool {
        matches!(self, Progress::Open | Progress::NotDone | Progress::Partly)
    }
}

/// Something said of a decision on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// What.
    pub mark: Mark,
    /// When.
    pub date: NaiveDate,
    /// Why, or what came of it.
    pub note: String,
}

/// A decision of a review: a recommendation until the manager agrees, or does not answer in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Row number in the book.
    pub id: DecisionId,
    /// The review it was made at.
    pub review: ReviewId,
    /// What is to happen.
    pub text: String,
    /// Who is to do it, as a role word.
    pub owner: Option<String>,
    /// The person meant, by name.
    pub person: String,
    /// By when.
    pub by: Option<NaiveDate>,
    /// What it is to change for the child.
    pub outcome: String,
    /// What was said of it since, in the order it was said.
    pub marks: Vec<Marked>,
}

impl Decision {
    /// The last thing said of how far it was carried out.
    pub fn settled(&self) -> Option<&Marked> {
        self.marks.iter().rfind(|m| !m.mark.is_answer())
    }

    /// The last answer to it.
    pub fn answer(&self) -> Option<&Marked> {
        self.marks.iter().rfind(|m| m.mark.is_answer())
    }

    /// How far it was carried out.
    pub fn progress(&self) -> Progress {
        match self.settled().map(|m| m.mark) {
            Some(Mark::Done) => Progress::Done,
            Some(Mark::Partly) => Progress::Partly,
            Some(Mark::NotDone) => Progress::NotDone,
            Some(Mark::Dropped) => Progress::Dropped,
            _ => Progress::Open,
        }
    }

    /// Whether it still waits to be carried out.
    pub fn is_open(&self) -> bool {
        self.progress().is_open()
    }
}
