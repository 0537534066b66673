//! What can be recorded or corrected about a child between returns.

use crate::model::child::Relation;
use crate::model::ids::{ChildId, LegalId, PeriodId, PersonId, PlacementId};

/// What is recorded or corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Details,
    Arrive,
    Leave,
    Move,
    Status,
    Authority,
    Separate,
    NoMeeting,
    Iro,
    NewPerson,
    Relative,
    Period(PeriodId),
    Legal(LegalId),
    Placement(PlacementId),
    Person(PersonId),
    Unlink(ChildId),
    Remove,
}

impl Fact {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Fact::Details => "details: number, name, birth, language",
            Fact::Arrive => "becomes looked after",
            Fact::Leave => "ceases to be looked after",
            Fact::Move => "moves: a new placement",
            Fact::Status => "the legal status changes",
            Fact::Authority => "authority to place for adoption",
            Fact::Separate => "a review on a clock of its own was held",
            Fact::NoMeeting => "a review was done without a meeting",
            Fact::Iro => "the IRO changes",
            Fact::NewPerson => "somebody joins the case",
            Fact::Relative => "a sibling, parent or child is on the caseload",
            Fact::Period(_) => "a period of care",
            Fact::Legal(_) => "a legal status",
            Fact::Placement(_) => "a placement",
            Fact::Person(_) => "a person",
            Fact::Unlink(_) => "not related after all",
            Fact::Remove => "remove the child from the book",
        }
    }
}

/// The word a relation is chosen by.
pub(crate) fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Sibling => "sibling",
        Relation::Parent => "parent",
        Relation::Offspring => "offspring",
    }
}

pub(crate) fn kin_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Sibling => "brother or sister of",
        Relation::Parent => "has as parent",
        Relation::Offspring => "is the parent of",
    }
}
