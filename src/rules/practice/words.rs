//! The words a practice file may use, and the nearest one to a word it may not.

use crate::model::record::Ended;
use crate::model::words::closed_set;
pub(crate) use crate::model::words::{hint, nearest};

closed_set! {
    /// What there is one duty, or one checklist session, for.
    pub(crate) enum Scope is "scope" {
        /// A period of care.
        Care: "care",
        /// A placement.
        Placement: "placement",
        /// A review.
        Review: "review",
        /// The first review of a period of care.
        FirstReview: "first-review" = "first review",
        /// Every review but the first.
        LaterReview: "later-review" = "later review",
        /// Something that happened.
        Change: "change",
        /// A concern.
        Escalation: "escalation",
        /// The child.
        Child: "child",
        /// The service: no child.
        Service: "service",
    }
}

impl Scope {
    /// Whether there is one for some or all reviews.
    pub(crate) fn is_review(self) -> bool {
        matches!(self, Scope::Review | Scope::FirstReview | Scope::LaterReview)
    }
}

closed_set! {
    /// Duties that the calendar shows under a name of their own.
    pub(crate) enum DutyKind is "kind of duty" {
        /// Somebody sees the child.
        Visit: "visit",
        /// The plan is checked half-way.
        MidPoint: "mid-point",
    }
}

closed_set! {
    /// What of recording the child's words does a duty.
    pub(crate) enum Hearing is "part of hearing a child" {
        /// The IRO spoke with the child, or watched one who does not speak.
        Spoken: "spoken",
        /// The same, in person.
        Met: "met",
        /// The words are written down.
        Noted: "noted",
        /// An advocate was offered.
        Advocate: "advocate",
        /// The child's rights were explained.
        Rights: "rights",
    }
}

closed_set! {
    /// What completing a duty may leave behind.
    pub(crate) enum Leaves is "thing left behind" {
        /// A tick.
        Tick: "tick",
        /// A case note.
        CaseNote: "case-note" = "case note",
        /// A document.
        Document: "document",
        /// A contact.
        Contact: "contact",
    }
}

closed_set! {
    /// What a no may offer.
    pub(crate) enum OnNo is "way on from a no" {
        /// A note.
        Note: "note",
        /// A decision of the review.
        Decision: "decision",
        /// A concern.
        Escalate: "escalate",
        /// An adjournment.
        Adjourn: "adjourn",
        /// A change, for an earlier review.
        Change: "change" = "early review",
    }
}

/// How a checklist may end where it does not say.
pub(crate) const USUAL_OUTCOMES: &[Ended] =
    &[Ended::Complete, Ended::Concern, Ended::Escalate, Ended::Incomplete];

/// Whether an id is small words with hyphens between.
pub(super) fn is_kebab(id: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split('-').all(part)
}

/// An id made into one.
pub(super) fn kebab(id: &str) -> String {
    let words = id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
