//! A figure as a bar, with the rows behind it.

use chrono::NaiveDate;

use crate::model::ids::{ChildId, EscalationId};
use crate::model::words::closed_set;

closed_set! {
    /// What a bar belongs to, in the order they are shown.
    pub(crate) enum Group is "measure" {
        /// On time by reviews.
        Reviews: "reviews" = "Reviews held within their limit",
        /// On time by children.
        Children: "children" = "Children whose every review was in time",
        /// Views that reached the review.
        Heard: "heard" = "Views reached the review (PN1, 2, 3, 5, 6 of PN1 to PN7)",
        /// What was answered after the reviews.
        Feedback: "feedback" = "Said yes in feedback, twelve months",
        /// Mid-points done.
        Midpoints: "midpoints" = "Mid-point checks done",
        /// Visits done over a year, by kind.
        Visits: "visits" = "Visits done, twelve months",
        /// Concerns by kind.
        Themes: "themes" = "Concerns of twelve months, by kind",
        /// By the stage they reached.
        Stages: "stages" = "Concerns, by the stage reached",
        /// Working days in each stage, and in all.
        Spent: "spent" = "Concerns, mean working days in a stage",
        /// Within 20 working days or not.
        Cap: "cap" = "Concerns, over within 20 working days",
        /// By outcome.
        Outcomes: "outcomes" = "Concerns, by outcome",
        /// By effect on the child.
        Effects: "effects" = "Concerns, by effect for the child",
        /// What is late now, by owner.
        Owners: "owners" = "Late now, by who owes it",
        /// The next eight weeks.
        Weeks: "weeks" = "Next eight weeks: reviews booked + to book, your duties",
        /// The caseload against what is recommended.
        Caseload: "caseload" = "Caseload against the recommended 50 to 70",
        /// How children took part over a year.
        Codes: "codes" = "How children took part, twelve months",
    }
}

/// One row behind a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Behind {
    /// The child, where it is about one.
    pub child: Option<ChildId>,
    /// The concern, where it is one.
    pub concern: Option<EscalationId>,
    /// What, in words.
    pub what: String,
    /// The day that counts.
    pub date: Option<NaiveDate>,
    /// It speaks against the figure: late, not done, not heard.
    pub against: bool,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    /// What it belongs to.
    pub group: Group,
    /// Its label: a quarter, a week, a role, a code.
    pub label: String,
    /// How much.
    pub part: usize,
    /// Of how many; the longest bar of the group where it is no share.
    pub of: usize,
    /// The share in per cent, where it is one.
    pub pct: Option<f64>,
    /// It is a share, not a count.
    pub share: bool,
    /// What the figures are, in words.
    pub words: String,
    /// What it was counted from.
    pub rows: Vec<Behind>,
}
