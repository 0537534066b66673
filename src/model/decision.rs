//! A decision of a review: what is to happen, by whom, by when, and what became of it since.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{DecisionId, ReviewId};
use super::words::closed_set;

closed_set! {
    /// What can be said of a decision after it was made.
    pub(crate) enum Mark is "mark of a decision" {
        /// It was carried out.
        Done: "done",
        /// It was carried out in part.
        Partly: "partly" = "partly done",
        /// It was not carried out.
        NotDone: "not-done" = "not done",
        /// It is no longer needed.
        Dropped: "dropped" = "no longer needed",
        /// The manager agreed to it.
        Agreed: "agreed" = "the manager agrees",
        /// The manager disagreed in writing.
        Disagreed: "disagreed" = "the manager disagrees in writing",
        /// An agreement by silence was taken back.
        Reversed: "reversed" = "the agreement by silence is taken back",
    }
}

impl Mark {
    /// Whether it answers the recommendation, and does not say how far it was carried out.
    pub(crate) fn is_answer(self) -> bool {
        matches!(self, Mark::Agreed | Mark::Disagreed | Mark::Reversed)
    }
}

closed_set! {
    /// How far a decision was carried out.
    pub(crate) enum Progress is "progress of a decision" {
        /// Nothing was said of it yet.
        Open: "open" = "not reported on",
        /// Not carried out when last looked at.
        NotDone: "not-done" = "not done",
        /// Carried out in part when last looked at.
        Partly: "partly" = "done in part",
        /// No longer needed.
        Dropped: "dropped" = "no longer needed",
        /// Carried out.
        Done: "done",
    }
}

impl Progress {
    /// Whether it still waits to be carried out.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Progress::Open | Progress::NotDone | Progress::Partly)
    }
}

/// Something said of a decision on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Marked {
    /// What.
    pub mark: Mark,
    /// When.
    pub date: NaiveDate,
    /// Why, or what came of it.
    pub note: String,
}

/// A decision of a review: a recommendation until the manager agrees, or does not answer in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Decision {
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
    /// The same in words for the child; blank where nobody gave any.
    pub for_child: String,
    /// What was said of it since, in the order it was said.
    pub marks: Vec<Marked>,
}

impl Decision {
    /// A decision of a review with nothing said yet.
    pub(crate) fn of(review: ReviewId) -> Self {
        Self {
            id: DecisionId(0),
            review,
            text: String::new(),
            owner: None,
            person: String::new(),
            by: None,
            outcome: String::new(),
            for_child: String::new(),
            marks: Vec::new(),
        }
    }

    /// The last thing said of how far it was carried out.
    pub(crate) fn settled(&self) -> Option<&Marked> {
        self.marks.iter().rfind(|m| !m.mark.is_answer())
    }

    /// The last answer to it.
    pub(crate) fn answer(&self) -> Option<&Marked> {
        self.marks.iter().rfind(|m| m.mark.is_answer())
    }

    /// How far it was carried out.
    pub(crate) fn progress(&self) -> Progress {
        match self.settled().map(|m| m.mark) {
            Some(Mark::Done) => Progress::Done,
            Some(Mark::Partly) => Progress::Partly,
            Some(Mark::NotDone) => Progress::NotDone,
            Some(Mark::Dropped) => Progress::Dropped,
            _ => Progress::Open,
        }
    }

    /// Whether it still waits to be carried out.
    pub(crate) fn is_open(&self) -> bool {
        self.progress().is_open()
    }
}
