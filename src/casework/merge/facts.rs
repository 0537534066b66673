//! The facts of a child that returns tell: what was typed by hand stays.

use crate::model::child::{Child, Source};

/// A fact that both the book and a return may tell.
pub(super) struct Fact {
    /// Its column in the return.
    pub(super) column: &'static str,
    pub(super) says: fn(&Child) -> Option<String>,
    /// Takes it from another account of the child.
    pub(super) take: fn(&mut Child, &Child),
}

fn yes(fact: Option<bool>) -> Option<String> {
    fact.map(|yes| if yes { "yes" } else { "no" }.to_owned())
}

/// All of them.
pub(super) const FACTS: &[Fact] = &[
    Fact {
        column: "NAME",
        says: |c| Some(format!("{} {}", c.forename, c.surname).trim().to_owned()).filter(|n| !n.is_empty()),
        take: |to, from| {
            to.forename.clone_from(&from.forename);
            to.surname.clone_from(&from.surname);
        },
    },
    Fact { column: "DOB", says: |c| c.dob.map(|d| d.to_string()), take: |to, from| to.dob = from.dob },
    Fact { column: "SEX", says: |c| c.sex.clone(), take: |to, from| to.sex.clone_from(&from.sex) },
    Fact {
        column: "ETHNIC",
        says: |c| c.ethnicity.clone(),
        take: |to, from| to.ethnicity.clone_from(&from.ethnicity),
    },
    Fact { column: "MOTHER", says: |c| yes(c.mother), take: |to, from| to.mother = from.mother },
    Fact { column: "UASC", says: |c| yes(c.uasc), take: |to, from| to.uasc = from.uasc },
    Fact {
        column: "DUC",
        says: |c| c.uasc_until.map(|d| d.to_string()),
        take: |to, from| to.uasc_until = from.uasc_until,
    },
];

/// The child with what the returns say now, what was typed by hand staying. `known` is what the returns said before:
/// what the book has otherwise was typed.
pub(super) fn merged(book: &Child, known: Option<&Child>, now: &Child) -> Child {
    let hand = book.source == Source::Hand;
    fn fact<T: Clone + PartialEq>(
        hand: bool,
        book: &Option<T>,
        known: Option<&Option<T>>,
        now: &Option<T>,
    ) -> Option<T> {
        let typed = match known {
            Some(known) => book != known,
            None => hand && book.is_some(),
        };
        if typed { book.clone() } else { now.clone().or(book.clone()) }
    }
    let text = |of: fn(&Child) -> &String| {
        let some = |child: &Child| Some(of(child).clone()).filter(|t| !t.is_empty());
        let known = known.map(some);
        fact(hand, &some(book), known.as_ref(), &some(now)).unwrap_or_default()
    };
    Child {
        forename: text(|c| &c.forename),
        surname: text(|c| &c.surname),
        dob: fact(hand, &book.dob, known.map(|k| &k.dob), &now.dob),
        sex: fact(hand, &book.sex, known.map(|k| &k.sex), &now.sex),
        ethnicity: fact(hand, &book.ethnicity, known.map(|k| &k.ethnicity), &now.ethnicity),
        uasc: fact(hand, &book.uasc, known.map(|k| &k.uasc), &now.uasc),
        uasc_until: fact(hand, &book.uasc_until, known.map(|k| &k.uasc_until), &now.uasc_until),
        mother: fact(hand, &book.mother, known.map(|k| &k.mother), &now.mother),
        ..book.clone()
    }
}
