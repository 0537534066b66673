//! The child and the people of the case, by hand.

use chrono::NaiveDate;

use super::{Desk, Outcome, changed};
use crate::error::{Error, Result};
use crate::model::child::{Child, Kin, Person, Relation, Source};
use crate::model::ids::{ChildId, PersonId};
use crate::model::role::Role;
use crate::model::text;
use crate::store::Tx;

impl Desk {
    /// Adds a child (id 0) or corrects one.
    ///
    /// # Errors
    /// When the number is blank or another child's, or the birthday lies ahead.
    pub(crate) fn save_child(&mut self, child: Child) -> Result<Outcome> {
        if child.id.0 == 0 {
            return self.add_child(child, None);
        }
        let child = self.checked_child(child)?;
        let before = self.case(child.id)?.child;
        changed(&Child { source: Source::Hand, ..before }, &child)?;
        self.act(child.id, |name| format!("Correct {name}"), |tx| tx.update(&child).map(|()| child.id.0))
    }

    pub(super) fn checked_child(&self, child: Child) -> Result<Child> {
        let child = Child {
            number: text::line(&child.number),
            forename: text::line(&child.forename),
            surname: text::line(&child.surname),
            language: child.language.map(|l| text::line(&l)).filter(|l| !l.is_empty()),
            source: Source::Hand,
            ..child
        };
        let number = &child.number;
        if number.is_empty() {
            return Err(Error::data("A child needs the authority's number; nothing was saved."));
        }
        if self.board.children().iter().any(|r| r.case.child.number == *number && r.id() != child.id) {
            return Err(Error::data(format!("Number {number} is another child's; nothing was saved.")));
        }
        if child.dob.is_some_and(|d| d > self.board.today) {
            return Err(Error::data("The date of birth lies ahead; nothing was saved."));
        }
        Ok(child)
    }

    /// Takes a child out of the book with everything recorded; undo brings it back.
    ///
    /// # Errors
    /// When the child is gone already.
    pub(crate) fn remove_child(&mut self, child: ChildId) -> Result<Outcome> {
        self.act(
            child,
            |name| format!("Remove {name}"),
            |tx| {
                tx.delete(child)?;
                Ok(child.0)
            },
        )
    }

    /// Makes somebody the child's IRO from a day; the former one ends that day.
    ///
    /// # Errors
    /// When the name is blank.
    pub(crate) fn allocate(&mut self, child: ChildId, iro: &str, date: NaiveDate) -> Result<Outcome> {
        let name = required(iro, "The IRO's name")?;
        let people = self.case(child)?.people;
        self.act(
            child,
            |who| format!("Allocate {name} as IRO to {who}"),
            |tx| allocate(tx, child, &people, &name, date).map(|id| id.0),
        )
    }

    /// Adds (id 0) or corrects somebody with a part in the case.
    ///
    /// # Errors
    /// When the name is blank or the role is not one of the practice's.
    pub(crate) fn save_person(&mut self, child: ChildId, person: Person) -> Result<Outcome> {
        let name = required(&person.name, "The person's name")?;
        if !self.board.practice.roles.contains_key(&person.role) {
            let known: Vec<&str> = self.board.practice.roles.keys().map(String::as_str).collect();
            return Err(Error::data(format!(
                "{:?} is not a role of this practice; nothing was saved.",
                person.role
            ))
            .hint(format!("Roles are: {}.", known.join(", "))));
        }
        order(person.start, person.end)?;
        let person = Person { name, detail: text::line(&person.detail), source: Source::Hand, ..person };
        self.act(
            child,
            |who| format!("Record {} ({}) for {who}", person.name, person.role),
            |tx| tx.put(child, &person).map(|id| id.0),
        )
    }

    /// Takes somebody out of the case.
    ///
    /// # Errors
    /// When the row is gone already.
    pub(crate) fn remove_person(&mut self, child: ChildId, id: PersonId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a person from {who}"),
            |tx| {
                tx.delete(id)?;
                Ok(id.0)
            },
        )
    }

    /// Records that another child of the caseload is a sibling, the parent or the child of this one.
    ///
    /// # Errors
    /// When both are the same child, or the other is not in the book.
    pub(crate) fn link(&mut self, child: ChildId, other: ChildId, relation: Relation) -> Result<Outcome> {
        if child == other {
            return Err(Error::data("A child cannot be its own relative; nothing was saved."));
        }
        let name = self.row(other)?.case.child.name();
        self.act(
            child,
            |who| format!("Link {who} and {name}"),
            |tx| {
                tx.add_kin(child, &Kin { other, relation })?;
                Ok(other.0)
            },
        )
    }

    /// Takes back that two children are related.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub(crate) fn unlink(&mut self, child: ChildId, other: ChildId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Unlink a relative of {who}"),
            |tx| {
                tx.remove_kin(child, other)?;
                Ok(other.0)
            },
        )
    }
}

/// Makes somebody the IRO from a day; the former one ends that day.
pub(super) fn allocate(
    tx: &Tx<'_>,
    child: ChildId,
    people: &[Person],
    name: &str,
    date: NaiveDate,
) -> Result<PersonId> {
    let source = Source::Hand;
    for old in people.iter().filter(|p| p.role == Role::Iro && p.end.is_none()) {
        // An import names the IRO without a day: saying the day does not make a second IRO.
        if old.name == name && old.start.is_none() {
            tx.update(&Person { start: Some(date), source, ..old.clone() })?;
            return Ok(old.id);
        }
        tx.update(&Person { end: Some(date), source, ..old.clone() })?;
    }
    let (role, detail, start) = (Role::Iro.into(), String::new(), Some(date));
    let new = Person { id: PersonId(0), role, name: name.to_owned(), detail, start, end: None, source };
    tx.insert(child, &new)
}

/// Text that must not be blank.
pub(super) fn required(text: &str, what: &str) -> Result<String> {
    let text = text::line(text);
    if text.is_empty() { Err(Error::data(format!("{what} is blank; nothing was saved."))) } else { Ok(text) }
}

/// An end on or after its start.
pub(super) fn order(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Result<()> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => {
            Err(Error::data(format!("{end} is before the start, {start}; nothing was saved.")))
        }
        _ => Ok(()),
    }
}
