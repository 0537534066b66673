//! What is left out of a document for its reader: whole facts by their kind, and names, addresses, numbers and
//! ways to reach people wherever they stand in free text.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::mask::Mask;
use super::reader::{Guarded, May, Reader};
use crate::board::Board;
use crate::board::Row;
use crate::model::child::Relation;
use crate::model::role::Role;

/// What stands in the place of words that were left out.
const LEFT_OUT: &str = "[left out]";

/// What a reader may not have of a child's record.
pub(crate) struct Redaction {
    pub(crate) reader: Reader,
    /// Kinds chosen for this copy.
    chosen: Vec<Guarded>,
    /// Other children, and who may not be named, each with its kind.
    masks: Vec<(Guarded, Mask)>,
    /// Taken out of words, and whole facts withheld.
    taken: RefCell<BTreeMap<Guarded, usize>>,
    withheld: RefCell<BTreeMap<Guarded, usize>>,
}

impl Redaction {
    /// What `reader` may not have of the record of `row`, but for what was chosen for this copy.
    pub(crate) fn new(board: &Board, row: &Row, reader: Reader, chosen: &[Guarded]) -> Self {
        let mut redaction = Self {
            reader,
            chosen: chosen.to_vec(),
            masks: Vec::new(),
            taken: RefCell::default(),
            withheld: RefCell::default(),
        };
        redaction.masks.push((Guarded::OtherChild, others(board, row)));
        if !redaction.may(Guarded::Carer) {
            redaction.masks.push((Guarded::Carer, Mask::of_names(carers(row), &stays(board, row))));
        }
        if !redaction.may(Guarded::Address) {
            let areas = row.case.placements.iter().map(|p| p.area.as_str());
            redaction.masks.push((Guarded::Address, Mask::of_names(areas, &[])));
        }
        let homes = siblings(board, row).flat_map(|s| {
            let carers = carers(s).collect::<Vec<_>>();
            carers.into_iter().chain(s.case.placements.iter().map(|p| p.area.as_str()))
        });
        let own = carers(row).chain(row.case.placements.iter().map(|p| p.area.as_str()));
        let mut stay = stays(board, row);
        stay.extend(own.map(str::to_owned));
        redaction.masks.push((Guarded::SiblingHome, Mask::of_names(homes, &stay)));
        if !redaction.may(Guarded::Number) {
            redaction.masks.push((Guarded::Number, Mask::of_number(&row.case.child.number)));
        }
        redaction
    }

    /// Whether the reader may have a kind of fact in this copy.
    pub(crate) fn may(&self, kind: Guarded) -> bool {
        match kind.may(self.reader) {
            May::Have => true,
            May::Not => false,
            May::IfChosen => self.chosen.contains(&kind),
        }
    }

    /// A fact, where the reader may have its kind; that it was left out is counted.
    pub(crate) fn fact<T>(&self, kind: Guarded, fact: Option<T>) -> Option<T> {
        if fact.is_some() && !self.may(kind) {
            *self.withheld.borrow_mut().entry(kind).or_default() += 1;
            return None;
        }
        fact
    }

    /// Free text without what the reader may not have.
    pub(crate) fn words(&self, text: &str) -> String {
        // Ways to reach people first: an e-mail address holds a name.
        let (mut text, n) = unreachable(text.trim());
        self.count(Guarded::Reach, n);
        for (kind, mask) in &self.masks {
            let (masked, n) = mask.taken_out(&text, LEFT_OUT);
            if n > 0 {
                self.count(*kind, n);
                text = masked;
            }
        }
        text
    }

    /// What was left out of a document made from a template, and how often: a fact it never asks for is not.
    pub(crate) fn left_out(&self, template: &str) -> Vec<(Guarded, usize)> {
        let mut all = self.taken.borrow().clone();
        for (kind, n) in self.withheld.borrow().iter() {
            if kind.asked_as().iter().any(|field| template.contains(field)) {
                *all.entry(*kind).or_default() += n;
            }
        }
        all.into_iter().collect()
    }

    fn count(&self, kind: Guarded, n: usize) {
        if n > 0 {
            *self.taken.borrow_mut().entry(kind).or_default() += n;
        }
    }
}

fn siblings<'b>(board: &'b Board, row: &'b Row) -> impl Iterator<Item = &'b Row> {
    let kin = row.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
    kin.filter_map(|k| board.row(k.other))
}

/// Those who care for a child, or did.
fn carers(row: &Row) -> impl Iterator<Item = &str> {
    let people = row.case.in_role(Role::Carer).map(|p| p.name.as_str());
    people.chain(row.case.placements.iter().map(|p| p.carer.as_str()))
}

/// Names that stay though somebody else bears them too: the child's own, brothers' and sisters' first names,
/// and those of the people in the case.
fn stays(board: &Board, row: &Row) -> Vec<String> {
    let child = &row.case.child;
    let mut stay = vec![child.forename.clone(), child.surname.clone(), board.iro.clone()];
    stay.extend(siblings(board, row).map(|s| s.case.child.forename.clone()));
    let others = row.case.people.iter().filter(|p| p.role != Role::Carer).map(|p| p.name.clone());
    stay.extend(others);
    stay
}

/// Every other child of the book; brothers and sisters keep their first names.
fn others(board: &Board, row: &Row) -> Mask {
    let rest = board.children().iter().filter(|r| r.id() != row.id()).map(|r| &r.case.child);
    let names = rest.flat_map(|c| [c.forename.as_str(), c.surname.as_str()]);
    let mut stay = stays(board, row);
    stay.extend(carers(row).map(str::to_owned));
    Mask::of_names(names, &stay)
}

/// A text without telephone numbers, e-mail addresses and postcodes, and how many were taken out.
fn unreachable(text: &str) -> (String, usize) {
    let mut taken = 0;
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let mut at = 0;
    while at < words.len() {
        let found = (1..=4).rev().find(|n| {
            let Some(part) = words.get(at..at + n) else { return false };
            is_reach(&part.join(" "))
        });
        if let Some(n) = found {
            let end = words.get(at + n - 1).map(|w| trailing(w).to_owned()).unwrap_or_default();
            words.splice(at..at + n, [format!("{LEFT_OUT}{end}")]);
            taken += 1;
        }
        at += 1;
    }
    (words.join(" "), taken)
}

/// The stop or comma a word ends with.
fn trailing(word: &str) -> &str {
    word.get(word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).len()..).unwrap_or_default()
}

/// Whether these words are a way to reach somebody.
fn is_reach(words: &str) -> bool {
    let word = words.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '!' | '?' | '"'));
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let only = word.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')'));
    let phone = only && (9..=15).contains(&digits) && (word.starts_with('0') || word.starts_with('+'));
    let mail =
        !word.contains(' ') && word.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    phone || mail || is_postcode(word)
}

/// Whether a word is a postcode of the United Kingdom: `LU1 2AB`.
fn is_postcode(word: &str) -> bool {
    let word = word.to_uppercase();
    let parts: Vec<&str> = word.split(' ').collect();
    let (out, inward) = match parts.as_slice() {
        [out, inward] => (*out, *inward),
        [whole] if whole.is_ascii() && whole.len() >= 5 => whole.split_at(whole.len() - 3),
        _ => return false,
    };
    let kinds = |text: &str| -> String {
        text.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_uppercase() {
                    'A'
                } else {
                    '?'
                }
            })
            .collect()
    };
    kinds(inward) == "9AA" && matches!(kinds(out).as_str(), "A9" | "A99" | "A9A" | "AA9" | "AA99" | "AA9A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_reach_people_go_and_dates_and_times_stay() {
        for (text, left, n) in [
            ("Ring 01582 123 456, or mum@example.org.", "Ring [left out], or [left out].", 2),
            ("At 4 Elm Road, LU1 2AB.", "At 4 Elm Road, [left out].", 1),
            ("Seen 24 12 2026 at 15 30, room 12", "Seen 24 12 2026 at 15 30, room 12", 0),
            ("call +44 7700 900 123", "call [left out]", 1),
            ("GCSE 9AA is no postcode; nor is A level", "GCSE 9AA is no postcode; nor is A level", 0),
        ] {
            assert_eq!(unreachable(text), (left.to_owned(), n), "{text}");
        }
    }
}
