//! Who reads a document, and what each reader may not have.

use crate::model::words::closed_set;

pub(crate) use crate::model::document::Reader;

closed_set! {
    /// A kind of fact that not every reader may have.
    pub(crate) enum Guarded is "kind of fact" {
        /// The address, postcode or telephone of where the child lives.
        Address: "address" = "where the child lives",
        /// The name of who the child lives with.
        Carer: "carer" = "names of carers",
        /// How to reach the parents.
        ParentContact: "parent-contact" = "how to reach parents",
        /// The carer or address of a brother or sister.
        SiblingHome: "sibling-home" = "where brothers and sisters live",
        /// Another child, anywhere in the text.
        OtherChild: "other-child" = "names of other children",
        /// The authority's number for the child.
        Number: "number" = "the authority's number",
        /// What the child said alone and has not agreed to share.
        SaidAlone: "said-alone" = "what was said alone",
        /// A concern raised with the authority's managers.
        Concern: "concern" = "concerns raised with managers",
        /// A telephone number, e-mail address or postcode in the text.
        Reach: "reach" = "telephone numbers, e-mail addresses and postcodes",
    }
}

/// Whether a reader may have a kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum May {
    /// It stands.
    Have,
    /// It is left out.
    Not,
    /// It is left out unless chosen for this copy.
    IfChosen,
}

impl Guarded {
    /// How templates ask for a whole fact of this kind.
    pub(crate) fn asked_as(self) -> &'static [&'static str] {
        match self {
            Guarded::Address => &["care.address", ".reach"],
            Guarded::Carer => &["care.carer", "p.name", "a.name", "d.person"],
            Guarded::ParentContact => &[".reach"],
            Guarded::Number => &["child.number"],
            Guarded::SaidAlone => &["said"],
            Guarded::Concern => &["concern."],
            Guarded::SiblingHome | Guarded::OtherChild | Guarded::Reach => &[],
        }
    }

    /// Whether a reader may have it. Children Act 1989, Sch 2 para 15 keeps parents told of where a child lives
    /// unless that would harm: the program spreads no address by itself.
    pub(crate) fn may(self, reader: Reader) -> May {
        use May::{Have, IfChosen, Not};
        use Reader::{Carer, Child, Parent, Professional};
        match (self, reader) {
            (Guarded::Address, Child) => Not,
            (Guarded::Address, Carer) => Have,
            (Guarded::Address, Parent | Professional) => IfChosen,
            (Guarded::Carer, Parent) => IfChosen,
            (Guarded::Carer, Child | Carer | Professional) => Have,
            (Guarded::ParentContact, Parent | Professional) => Have,
            (Guarded::ParentContact, Child | Carer) => Not,
            (Guarded::SiblingHome | Guarded::OtherChild, _) => Not,
            (Guarded::Number, Professional) => Have,
            (Guarded::Number, Child | Parent | Carer) => Not,
            (Guarded::SaidAlone, Child) => Have,
            (Guarded::SaidAlone, Parent | Carer) => Not,
            (Guarded::SaidAlone, Professional) => IfChosen,
            (Guarded::Concern, Professional) => IfChosen,
            (Guarded::Concern, Child | Parent | Carer) => Not,
            (Guarded::Reach, _) => Not,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_another_child_and_only_the_child_has_what_was_said_alone_unasked() {
        for reader in Reader::ALL {
            assert_eq!(Guarded::OtherChild.may(*reader), May::Not);
            assert_eq!(Guarded::SiblingHome.may(*reader), May::Not);
            let alone = Guarded::SaidAlone.may(*reader);
            assert_eq!(alone == May::Have, *reader == Reader::Child);
        }
        assert_eq!(Guarded::Address.may(Reader::Child), May::Not);
        assert_eq!(Guarded::Address.may(Reader::Parent), May::IfChosen);
    }
}
