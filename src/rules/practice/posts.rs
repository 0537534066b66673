//! Who may be a child's IRO, and the birthdays that change what is owed.

use crate::model::words::closed_set;

closed_set! {
    /// What can be found about the people of a case; whether it is put right, and how, the practice says.
    pub(crate) enum PeopleCheck is "rule about people" {
        /// Nobody is the child's IRO.
        Vacant: "iro-vacant" = "no IRO",
        /// Who plans, manages or visits is the IRO.
        NotIndependent: "iro-not-independent" = "an IRO who is not independent",
        /// Nobody has confirmed that the IRO is independent.
        Unconfirmed: "independence" = "independence not confirmed",
        /// A new IRO has not met the child.
        NotIntroduced: "iro-introduced" = "a new IRO not introduced",
        /// Brothers and sisters have different IROs.
        Siblings: "siblings-one-iro" = "brothers and sisters with two IROs",
        /// Parent and child have the same IRO.
        Parent: "parent-other-iro" = "parent and child with one IRO",
    }
}

/// A rule about who may be a child's IRO, and what a change of IRO asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PeopleRule {
    /// What is looked for.
    pub check: PeopleCheck,
    /// What to do where it is found.
    pub title: String,
    /// Working days within which.
    pub within: Option<i32>,
    /// Roles that may not be the IRO's.
    pub roles: Vec<String>,
    /// The checklist that confirms it.
    pub checklist: Option<String>,
    /// Its source.
    pub cite: String,
}

/// A birthday, or half a birthday, that changes what is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TurningPoint {
    /// The practice's id.
    pub id: String,
    /// What changes.
    pub title: String,
    /// The age, in months.
    pub months: u32,
    /// Its source.
    pub cite: String,
}
