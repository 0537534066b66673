//! Copying between siblings: everything copied is marked until somebody has read it in its new place.

use std::collections::BTreeSet;

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::child::{Copied, CopyOf, Person, Relation, Source};
use crate::model::ids::{ChildId, CopiedId, NoteId, PersonId};
use crate::model::record::{Note, NoteKind};
use crate::model::role::Role;
use crate::model::words::closed_set;

closed_set! {
    /// What may be copied.
    pub(crate) enum Part is "part of a record" {
        /// Those with a part in the case now, but for the IRO.
        People: "people" = "the people of the case",
        /// The first language.
        Language: "language" = "the first language",
    }
}

impl Desk {
    /// Copies what is known of a sibling and not yet of the child, in one act; each field and person is
    /// marked as unread. Gives how many there were.
    ///
    /// # Errors
    /// When the two are not recorded as siblings, or there is nothing to copy.
    pub(crate) fn copy_from(
        &mut self,
        child: ChildId,
        sibling: ChildId,
        parts: &BTreeSet<Part>,
    ) -> Result<Outcome> {
        let (case, from) = (self.case(child)?, self.case(sibling)?);
        siblings(&case, sibling)?;
        let people = if parts.contains(&Part::People) { new_people(&case, &from) } else { Vec::new() };
        let takes = parts.contains(&Part::Language) && case.child.language.is_none();
        let language = from.child.language.clone().filter(|_| takes);
        if people.is_empty() && language.is_none() {
            return Err(Error::data("There is nothing to copy that is not recorded here already."));
        }
        let mark = Copied {
            id: CopiedId(0),
            source: sibling,
            what: CopyOf::Language,
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
                    let row = tx.insert(child, person)?;
                    tx.insert(child, &Copied { what: CopyOf::Person, row: Some(row.0), ..mark.clone() })?;
                }
                if language.is_some() {
                    let mut known = case.child.clone();
                    known.language = language;
                    tx.update(&known)?;
                    tx.insert(child, &mark)?;
                }
                Ok(i64::try_from(count).unwrap_or(0))
            },
        )
    }

    /// Copies notes about a sibling, in one act, each marked as unread and yet to be pasted. Gives how many
    /// there were.
    ///
    /// # Errors
    /// When the two are not recorded as siblings, or nothing of it is new here.
    pub(crate) fn copy_notes(
        &mut self,
        child: ChildId,
        sibling: ChildId,
        notes: &[NoteId],
    ) -> Result<Outcome> {
        let (case, from) = (self.case(child)?, self.case(sibling)?);
        siblings(&case, sibling)?;
        let new: Vec<&Note> = notes_to_copy(&case, &from).filter(|n| notes.contains(&n.id)).collect();
        if new.is_empty() {
            return Err(Error::data("Those notes are recorded here already; nothing was copied."));
        }
        let (other, date) = (from.child.name(), self.board.today);
        self.act(
            child,
            |who| format!("Copy {} from {other} to {who}", if new.len() == 1 { "a note" } else { "notes" }),
            |tx| {
                for note in &new {
                    let copy = Note { id: NoteId(0), place: None, pasted: false, ..(*note).clone() };
                    let row = Some(tx.insert(Some(child), &copy)?.0);
                    let (id, what) = (CopiedId(0), CopyOf::Note);
                    tx.insert(child, &Copied { id, source: sibling, what, row, date })?;
                }
                Ok(i64::try_from(new.len()).unwrap_or(0))
            },
        )
    }

    /// Records that what was copied has been read and is right: one mark, or all of the child's.
    ///
    /// # Errors
    /// When nothing is left to read.
    pub(crate) fn read_copied(&mut self, child: ChildId, only: Option<CopiedId>) -> Result<Outcome> {
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
                marks.iter().try_for_each(|mark| tx.delete(*mark))?;
                Ok(id)
            },
        )
    }
}

fn siblings(case: &Case, other: ChildId) -> Result<()> {
    if case.kin.iter().any(|k| k.other == other && k.relation == Relation::Sibling) {
        return Ok(());
    }
    Err(Error::data("The two are not recorded as siblings; nothing was copied.")
        .hint("Record them as siblings first."))
}

/// The notes about a sibling that the child's case does not have, oldest first. What the sibling said
/// stays theirs, and so does what was written of a checklist of theirs.
pub(crate) fn notes_to_copy<'f>(case: &'f Case, from: &'f Case) -> impl Iterator<Item = &'f Note> {
    let own = |n: &&Note| !matches!(n.kind, NoteKind::Wishes | NoteKind::Session);
    let known = |n: &Note| {
        case.notes.iter().any(|k| (k.kind, k.date, &k.with, &k.text) == (n.kind, n.date, &n.with, &n.text))
    };
    from.notes.iter().filter(own).filter(move |n| !known(n))
}

/// Roles that belong to a placement and not to the child.
const OF_THE_HOME: [Role; 2] = [Role::Carer, Role::SupervisingSocialWorker];

/// Whether two children are in the same placement now, as far as it is recorded.
fn same_home(case: &Case, from: &Case) -> bool {
    let now = |case: &Case| case.placements.iter().rfind(|p| p.end.is_none()).cloned();
    now(case).zip(now(from)).is_some_and(|(one, other)| {
        let named = !one.carer.trim().is_empty() || !one.area.trim().is_empty();
        named && (&one.code, &one.carer, &one.area) == (&other.code, &other.carer, &other.area)
    })
}

/// Those with a part in the sibling's case now whom the child's case does not have.
fn new_people(case: &Case, from: &Case) -> Vec<Person> {
    let known =
        |p: &&Person| !case.people.iter().any(|k| k.end.is_none() && k.role == p.role && k.name == p.name);
    let now = from.people.iter().filter(|p| p.end.is_none() && p.role != Role::Iro).filter(known);
    // Who is bound to where the sibling lives has no part in the case of a child who lives elsewhere.
    let together = same_home(case, from);
    let now = now.filter(|p| together || !OF_THE_HOME.iter().any(|role| p.role == *role));
    now.map(|p| Person { id: PersonId(0), start: None, source: Source::Hand, ..p.clone() }).collect()
}
