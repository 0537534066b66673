//! What a child, a parent or a carer answered after a review, and what the IRO answered to each *no*.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{FormId, ReviewId};
use super::words::closed_set;

closed_set! {
    /// Who filled in a form.
    pub(crate) enum Giver is "giver of feedback" {
        /// The child.
        Child: "child",
        /// A parent.
        Parent: "parent",
        /// Who the child lives with.
        Carer: "carer",
    }
}

closed_set! {
    /// A question of the form that is handed out after a review.
    pub(crate) enum Question is "question of the feedback form" {
        /// Time to talk with the IRO.
        TimeWithIro: "time-with-iro" = "Time to talk with the IRO",
        /// Could say what they think.
        GaveViews: "gave-views" = "Could say what they think",
        /// The right people were asked.
        RightPeople: "right-people" = "The right people were asked",
        /// Understands what was agreed.
        Understood: "understood" = "Understands what was agreed",
        /// Is happy with the plan.
        HappyWithPlan: "happy-with-plan" = "Happy with the plan",
        /// Day, time and place were right: yes only where all three were.
        DateTimePlace: "date-time-place" = "Day, time and place right",
        /// Knows how to complain.
        KnowsComplaint: "knows-complaint" = "Knows how to complain",
    }
}

impl Question {
    /// The questions of somebody's form: all of them for a child, two for a parent or a carer.
    pub(crate) fn of(by: Giver) -> &'static [Self] {
        match by {
            Giver::Child => Self::ALL,
            Giver::Parent | Giver::Carer => &[Self::Understood, Self::GaveViews],
        }
    }
}

/// A form that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Form {
    /// Row number in the book.
    pub(crate) id: FormId,
    /// The review it is about.
    pub(crate) review: ReviewId,
    /// Who filled it in.
    pub(crate) by: Giver,
    /// Their name where one is needed to tell two of them apart; else empty.
    pub(crate) name: String,
    /// The day.
    pub(crate) date: NaiveDate,
    /// Whatever else they wrote.
    pub(crate) words: String,
    /// What was answered; a question left blank is not here.
    pub(crate) answers: Vec<Answer>,
}

/// An answer of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Answer {
    /// To what.
    pub(crate) question: Question,
    /// Yes or no; `None` where only words were given.
    pub(crate) yes: Option<bool>,
    /// The words beside it.
    pub(crate) words: String,
    /// What the IRO answered to a *no*; empty until that is recorded.
    pub(crate) reply: String,
    /// The day of it.
    pub(crate) replied: Option<NaiveDate>,
}

impl Answer {
    /// An answer to which the IRO has not said anything yet.
    pub(crate) fn new(question: Question, yes: Option<bool>, words: String) -> Self {
        Self { question, yes, words, reply: String::new(), replied: None }
    }

    /// Whether it is a *no* that the IRO has yet to answer.
    pub(crate) fn waits(&self) -> bool {
        self.yes == Some(false) && self.replied.is_none()
    }
}

impl Form {
    /// Whether it is a later form of the same person about the same review.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        (self.review, self.by, &self.name) == (other.review, other.by, &other.name)
    }

    /// Whether it says nothing else than another form of the same person.
    pub(crate) fn says_as(&self, other: &Self) -> bool {
        (self.date, &self.words, &self.answers) == (other.date, &other.words, &other.answers)
    }
}
