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

/// Days a span may be counted from, beside birthdays, events and other duties.
pub(crate) const ANCHORS: &[&str] = &[
    "looked-after",
    "ceased",
    "notified",
    "allocated",
    "iro-changed",
    "proceedings-began",
    "placed",
    "placement-ended",
    "authorised-for-adoption",
    "placed-for-adoption",
    "secure-placed",
    "short-break-start",
    "remanded",
    "police-protection",
    "emergency-protection",
    "short-breaks-ended",
    "care-order",
    "eligible",
    "review-meeting",
    "review-due",
    "review-scheduled",
    "review-booked",
    "review-moved",
    "review-date",
    "review-held",
    "review-completed",
    "previous-review",
    "next-review",
    "decisions-sent",
    "decisions-received",
    "change-notified",
    "change-answered",
    "change-effective",
    "brought-forward",
    "early-review-held",
    "early-review-declined",
    "escalation-raised",
    "formal-opened",
    "stage-opened",
    "stage-raised",
    "stage-closed",
    "step-taken",
];

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

/// What a duty waits for while the day it counts from has not come: `waits until the review is held`.
pub(crate) fn waits_for(anchor: &str) -> String {
    const COMES: [(&str, &str); 6] = [
        (" was ", " is "),
        (" were ", " are "),
        (" became ", " becomes "),
        (" ceased ", " ceases "),
        (" began", " begins"),
        (" ended", " ends"),
    ];
    let text = anchor_in_words(anchor);
    match COMES.iter().find(|(past, _)| text.contains(past)) {
        Some((past, comes)) => format!("waits until {}", text.replacen(past, comes, 1)),
        None => format!("waits for {text}"),
    }
}

/// An anchor in words for a sentence: `previous-review` is "the previous review".
pub(crate) fn anchor_in_words(anchor: &str) -> String {
    match anchor {
        "looked-after" => "the child came into care".to_owned(),
        "ceased" => "the child left care".to_owned(),
        "notified" => "the IRO manager was told".to_owned(),
        "allocated" => "the IRO was allocated".to_owned(),
        "placed" => "the placement began".to_owned(),
        "placement-ended" => "the placement ended".to_owned(),
        "authorised-for-adoption" => "the authority to place for adoption".to_owned(),
        "placed-for-adoption" => "the placement for adoption".to_owned(),
        "secure-placed" => "the placement in secure accommodation".to_owned(),
        "short-break-start" => "the first short break".to_owned(),
        "police-protection" => "the police protection".to_owned(),
        "emergency-protection" => "the emergency protection order".to_owned(),
        "short-breaks-ended" => "the child was accommodated altogether after short breaks".to_owned(),
        "remanded" => "the remand".to_owned(),
        "care-order" => "the care order".to_owned(),
        "eligible" => "the young person became eligible".to_owned(),
        "review-meeting" => "the last review held as a meeting".to_owned(),
        "review-due" => "the limit of the review".to_owned(),
        "review-scheduled" => {
            "the day the review was booked for when it was adjourned, else first booked for".to_owned()
        }
        "review-date" => "the day of the review".to_owned(),
        "review-held" => "the review was held".to_owned(),
        "review-completed" => "the review was completed".to_owned(),
        "previous-review" => "the previous review".to_owned(),
        "next-review" => "the next review".to_owned(),
        "decisions-sent" => "the decisions were sent".to_owned(),
        "decisions-received" => "the decisions were received".to_owned(),
        "change-notified" => "the IRO was told of the change".to_owned(),
        "change-answered" => "the change was answered".to_owned(),
        "change-effective" => "the change takes effect".to_owned(),
        "brought-forward" => "the review to be brought forward".to_owned(),
        "early-review-held" => "the early review was held".to_owned(),
        "early-review-declined" => "an early review was found not to be needed".to_owned(),
        "escalation-raised" => "the concern was raised".to_owned(),
        other => other.replace('-', " "),
    }
}

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
