//! A child, the people in the child's case, and kin on the same caseload.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::ids::{ChildId, CopiedId, PersonId};
use super::words::closed_set;

closed_set! {
    /// Where a fact came from: what a person typed is never overwritten by a return.
    pub(crate) enum Source is "source of a fact" {
        /// Typed in this program.
        Hand: "hand" = "typed by hand",
        /// Taken from a statutory return.
        Import: "import" = "taken from a return",
    }
}

/// A child of the caseload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Child {
    /// Row number in the book.
    pub id: ChildId,
    /// The authority's number for the child, kept as text (leading zeros matter).
    pub number: String,
    /// Given name; empty when a return brought no names.
    pub forename: String,
    /// Family name; may be empty.
    pub surname: String,
    /// Date of birth.
    pub dob: Option<NaiveDate>,
    /// `M`, `F` or `U`, as the return has it.
    pub sex: Option<String>,
    /// Ethnicity code of the return.
    pub ethnicity: Option<String>,
    /// First language where it is known; `English` when it is English.
    pub language: Option<String>,
    /// Whether the child is disabled, where it is known.
    pub disabled: Option<bool>,
    /// Unaccompanied asylum-seeking, where it is known.
    pub uasc: Option<bool>,
    /// The day the unaccompanied status ends.
    pub uasc_until: Option<NaiveDate>,
    /// Whether the young person is a mother, where it is known.
    pub mother: Option<bool>,
    /// Whether the child is subject to care proceedings now, where it is known.
    pub in_proceedings: Option<bool>,
    /// Where the child's row came from.
    pub source: Source,
    /// The day the child was first taken from a return: what fell due earlier was not tracked here.
    pub imported_on: Option<NaiveDate>,
}

impl Child {
    /// A child with a number and nothing else known, typed by hand.
    pub(crate) fn new(number: impl Into<String>) -> Self {
        Self {
            id: ChildId(0),
            number: number.into(),
            forename: String::new(),
            surname: String::new(),
            dob: None,
            sex: None,
            ethnicity: None,
            language: None,
            disabled: None,
            uasc: None,
            uasc_until: None,
            mother: None,
            in_proceedings: None,
            source: Source::Hand,
            imported_on: None,
        }
    }

    /// Forename and surname, or the number where no name is known.
    pub(crate) fn name(&self) -> String {
        let name = format!("{} {}", self.forename, self.surname);
        let name = name.trim();
        if name.is_empty() { format!("Child {}", self.number) } else { name.to_owned() }
    }

    /// Initials (`A.O.`), or the number: what is shown while names are hidden.
    pub(crate) fn initials(&self) -> String {
        let initials: String = [&self.forename, &self.surname]
            .iter()
            .filter_map(|n| n.chars().next())
            .map(|c| format!("{c}."))
            .collect();
        if initials.is_empty() { self.number.clone() } else { initials }
    }

    /// The day the child turns so many years old; `None` when the date of birth is not known.
    pub(crate) fn birthday(&self, years: u32) -> Option<NaiveDate> {
        birthday(self.dob?, years)
    }

    /// Age in whole years on `day`; `None` when the birthday is unknown or later.
    pub(crate) fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.dob?)
    }
}

/// The day somebody born on `dob` turns so many years old: born on 29 February, on 1 March of a year without one.
pub(crate) fn birthday(dob: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = dob.year().checked_add(i32::try_from(years).ok()?)?;
    dob.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

/// Somebody with a part in a child's case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Person {
    /// Row number in the book.
    pub id: PersonId,
    /// Role word of the practice: `iro`, `social-worker`, `team-manager`, `parent`, `carer` ...
    pub role: String,
    /// The person's name.
    pub name: String,
    /// How to reach them, or what to know about them.
    pub detail: String,
    /// First day in the role, where known. For the IRO: the day of allocation.
    pub start: Option<NaiveDate>,
    /// Last day in the role.
    pub end: Option<NaiveDate>,
    /// Where the row came from.
    pub source: Source,
}

closed_set! {
    /// How another child of the caseload is related.
    pub(crate) enum Relation is "relation" {
        /// Brother or sister.
        Sibling: "sibling" = "brother or sister",
        /// The other one is this child's parent.
        Parent: "parent",
        /// The other one is this child's son or daughter.
        Offspring: "offspring" = "son or daughter",
    }
}

impl Relation {
    /// What this child is to the other.
    pub(crate) const fn inverse(self) -> Self {
        match self {
            Relation::Sibling => Relation::Sibling,
            Relation::Parent => Relation::Offspring,
            Relation::Offspring => Relation::Parent,
        }
    }
}

/// A relative who is on the caseload too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Kin {
    /// The other child.
    pub other: ChildId,
    /// What the other child is to this one.
    pub relation: Relation,
}

/// That a child was handed over to another IRO, in a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handed {
    /// The day.
    pub date: NaiveDate,
    /// To whom; empty where that was not said.
    pub whom: String,
    /// The bundle's name.
    pub bundle: String,
}

impl Handed {
    /// `handed over to B. Idris on Fri 27 Nov 2026`.
    pub fn words(&self) -> String {
        let day = self.date.format("%a %-d %b %Y");
        match self.whom.as_str() {
            "" => format!("handed over on {day}"),
            whom => format!("handed over to {whom} on {day}"),
        }
    }
}

closed_set! {
    /// What was copied from a sibling.
    pub(crate) enum CopyOf is "thing copied" {
        /// Somebody with a part in the case.
        Person: "person",
        /// A note.
        Note: "note",
        /// The first language.
        Language: "language",
    }
}

/// Something copied from a sibling that nobody has read in its new place yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Copied {
    /// Row number in the book.
    pub id: CopiedId,
    /// The sibling it came from.
    pub source: ChildId,
    /// What it is.
    pub what: CopyOf,
    /// The row of a person or note.
    pub row: Option<i64>,
    /// The day it was copied.
    pub date: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_born_on_29_february_turns_older_on_1_march_where_there_is_none() {
        for (dob, years, day) in [
            ("2008-02-29", 4, "2012-02-29"),
            ("2008-02-29", 14, "2022-03-01"),
            ("2008-02-29", 16, "2024-02-29"),
            ("2008-02-29", 18, "2026-03-01"),
            ("2008-02-28", 18, "2026-02-28"),
            ("2008-03-01", 18, "2026-03-01"),
            ("2008-12-31", 1, "2009-12-31"),
        ] {
            let mut child = Child::new("1");
            child.dob = Some(dob.parse().unwrap());
            let birthday = day.parse::<NaiveDate>().unwrap();
            assert_eq!(child.birthday(years), Some(birthday), "{dob} + {years}");
            assert_eq!(child.age_on(birthday), Some(years), "{dob} is {years} on {day}");
            assert_eq!(child.age_on(birthday.pred_opt().unwrap()), Some(years - 1), "and not the day before");
        }
    }
}
