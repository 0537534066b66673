//! Copying between siblings: everything copied is marked until somebody has read it in its new place.

use std::collections::BTreeSet;

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::child::{Copied, Person, Relation, Source};
use crate::model::ids::{ChildId, CopiedId, PersonId};

/// What may be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Those with a part in the case now, but for the IRO.
    People,
    /// The first language.
    Language,
}

impl Part {
    /// Every part with its word.
    pub const ALL: [(Part, &'static str); 2] = [(Part::People, "people"), (Part::Language, "language")];
}

impl Desk {
    /// Copies what is known of a sibling and not yet of the child, in one act; each field and person is
    /// marked as unread. Gives how many there were.
    ///
    /// # Errors
    /// When the two are not recorded as siblings, or there is nothing to copy.
    pub fn copy_from(&mut self, child: ChildId, sibling: ChildId, parts: &BTreeSet<Part>) -> Result<Outcome> {
        let (case, from) = (self.case(child)?, self.case(sibling)?);
        let kin = case.kin.iter().any(|k| k.other == sibling && k.relation == Relation::Sibling);
        if !kin {
            return Err(Error::data("The two are not recorded as siblings; nothing was copied.")
                .hint("Record them as siblings first."));
        }
        let people = if parts.contains(&Part::People) { new_people(&case, &from) } else { Vec::new() };
        let takes = parts.contains(&Part::Language) && case.child.language.is_none();
        let language = from.child.language.clone().filter(|_| takes);
        if people.is_empty() && language.is_none() {
            return Err(Error::data("There is nothing to copy that is not recorded here already."));
        }
        let mark = Copied {
            id: CopiedId(0),
            source: sibling,
            what: String::new(),
            row: None,
            date: self.board.today,
        };
        let other = from.child.name();
        let count = people.len() + usize::from(language.is_some());
        self.act(
            child,
            |who| format!("Copy from {other} to {who}"),
            |tx| {
                for person in &people {
                    let row = tx.insert_person(child, person)?;
                    tx.insert_copied(
                        child,
                        &Copied { what: "person".into(), row: Some(row.0), ..mark.clone() },
                    )?;
                }
                if language.is_some() {
                    let mut known = case.child.clone();
                    known.language = language;
                    tx.update_child(&known)?;
                    tx.insert_copied(child, &Copied { what: "language".into(), ..mark.clone() })?;
                }
                Ok(i64::try_from(count).unwrap_or(0))
            },
        )
    }

    /// Records that what was copied has been read and is right: one mark, or all of the child's.
    ///
    /// # Errors
    /// When nothing is left to read.
    pub fn read_copied(&mut self, child: ChildId, only: Option<CopiedId>) -> Result<Outcome> {
        let marks = self.case(child)?.copied;
        let marks: Vec<CopiedId> =
            marks.iter().map(|c| c.id).filter(|id| only.is_none_or(|o| o == *id)).collect();
        let Some(first) = marks.first() else {
            return Err(Error::missing("Nothing copied is left to read; nothing was changed."));
        };
        let id = first.0;
        self.act(
            child,
            |who| format!("Read what was copied for {who}"),
            |tx| {
                marks.iter().try_for_each(|mark| tx.delete_copied(*mark))?;
                Ok(id)
            },
        )
    }
}

/// Those with a part in the sibling's case now whom the child's case does not have.
fn new_people(case: &Case, from: &Case) -> Vec<Person> {
    let known =
        |p: &&Person| !case.people.iter().any(|k| k.end.is_none() && k.role == p.role && k.name == p.name);
    let now = from.people.iter().filter(|p| p.end.is_none() && p.role != "iro").filter(known);
    now.map(|p| Person { id: PersonId(0), start: None, source: Source::Hand, ..p.clone() }).collect()
}
