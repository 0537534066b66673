//! The facts of a child that returns tell: what was typed by hand stays.

use crate::model::child::{Child, Source};

/// A fact with what the book has and what the return has.
type Differs = (&'static str, String, String);

/// The child with what the returns say now, and the facts typed by hand that the returns have otherwise. `known` is
/// what the returns said before: what the book has otherwise was typed.
pub(super) fn merged(book: &Child, known: Option<&Child>, now: &Child) -> (Child, Vec<Differs>) {
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
    let child = Child {
        forename: text(|c| &c.forename),
        surname: text(|c| &c.surname),
        dob: fact(hand, &book.dob, known.map(|k| &k.dob), &now.dob),
        sex: fact(hand, &book.sex, known.map(|k| &k.sex), &now.sex),
        ethnicity: fact(hand, &book.ethnicity, known.map(|k| &k.ethnicity), &now.ethnicity),
        uasc: fact(hand, &book.uasc, known.map(|k| &k.uasc), &now.uasc),
        uasc_until: fact(hand, &book.uasc_until, known.map(|k| &k.uasc_until), &now.uasc_until),
        mother: fact(hand, &book.mother, known.map(|k| &k.mother), &now.mother),
        ..book.clone()
    };
    let differs = changed(&child, now);
    (child, differs)
}

/// The facts that two accounts of a child both have and have differently.
pub(super) fn changed(one: &Child, other: &Child) -> Vec<Differs> {
    let name =
        |c: &Child| Some(format!("{} {}", c.forename, c.surname).trim().to_owned()).filter(|n| !n.is_empty());
    let day = |c: &Child| c.dob.map(|d| d.to_string());
    let pairs = [
        ("NAME", name(one), name(other)),
        ("DOB", day(one), day(other)),
        ("SEX", one.sex.clone(), other.sex.clone()),
    ];
    let both = pairs.into_iter().filter_map(|(what, a, b)| Some((what, a?, b?)));
    both.filter(|(_, a, b)| a != b).collect()
}
