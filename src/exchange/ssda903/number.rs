//! A child's number as spreadsheets spoil it: without the zeros it begins with, or with a decimal point behind it.

use std::collections::HashMap;

use super::draft::{Draft, Mark};
use crate::model::doubt::Kind;

/// The number without what a spreadsheet adds or takes: 0012, 12 and 12.0 are 12.
pub(crate) fn plain(number: &str) -> &str {
    let whole = whole(number);
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return whole;
    }
    let bare = whole.trim_start_matches('0');
    if bare.is_empty() && !whole.is_empty() { "0" } else { bare }
}

/// Of two ways to write a number the one that lost less.
pub(crate) fn fuller<'n>(one: &'n str, other: &'n str) -> &'n str {
    let (one, other) = (whole(one), whole(other));
    if other.len() > one.len() { other } else { one }
}

/// Without a decimal point that says nothing.
fn whole(number: &str) -> &str {
    let bare = number.strip_suffix(".0").filter(|bare| bare.bytes().all(|b| b.is_ascii_digit()));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(number)
}

/// The children of a return, those of one number written in several ways put together: save where each of them has a
/// date of birth of its own.
pub(super) fn joined(children: Vec<(String, Draft)>) -> Vec<(String, Draft)> {
    let odd = |number: &str| number.starts_with('0') || number.ends_with(".0");
    if !children.iter().any(|(number, _)| odd(number)) {
        return children;
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<(String, Draft)> = Vec::with_capacity(children.len());
    for (number, draft) in children {
        let dob = |draft: &Draft| draft.header.as_ref().and_then(|h| h.dob);
        match places.get(plain(&number)).and_then(|at| all.get_mut(*at)) {
            Some((known, one)) if dob(one).is_none() || dob(&draft).is_none() || dob(one) == dob(&draft) => {
                let best = fuller(known, &number).to_owned();
                let (other, spelt) = if best == *known { (&draft, &number) } else { (&*one, &*known) };
                let mark = spelt_so(other, spelt, &best);
                one.take(draft);
                one.marks.extend(mark);
                *known = best;
            }
            _ => {
                let best = whole(&number).to_owned();
                places.insert(plain(&number).to_owned(), all.len());
                let mark = (best != number).then(|| spelt_so(&draft, &number, &best)).flatten();
                all.push((best, draft));
                if let (Some((_, draft)), Some(mark)) = (all.last_mut(), mark) {
                    draft.marks.push(mark);
                }
            }
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// The doubt that a number was written so.
fn spelt_so(draft: &Draft, spelt: &str, taken: &str) -> Option<Mark> {
    let why = format!("the number is written {spelt} here: taken as {taken}");
    let at = draft.first_row()?;
    Some(Mark { at, kind: Kind::Number, column: "CHILD".to_owned(), value: spelt.to_owned(), why })
}
