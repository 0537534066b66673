//! Entries that are meant to change one of a file below, and whose id is not that one's.

use super::raw::{Entry, Raw};
use super::read::Reader;
use super::words::nearest;

/// The keys a new entry of a list needs; one that lacks the first of them is not meant as new.
const NEEDED: [(&str, &[&str]); 5] = [
    ("duty", &["title", "owner", "scope"]),
    ("event", &["class"]),
    ("checklist", &["scope"]),
    ("protocol", &["stage"]),
    ("turning-point", &["age"]),
];

impl Reader {
    /// The entries of a list; one that is near to one below and not new is a fault, and nothing more is said of it.
    pub(super) fn entries<'r>(&mut self, raw: &'r Raw, list: &'static str) -> Vec<&'r Entry> {
        raw.list(list).iter().filter(|e| !self.mistyped(raw, list, e)).collect()
    }

    fn mistyped(&mut self, raw: &Raw, list: &'static str, e: &Entry) -> bool {
        let below = raw.below.get(list).map_or(&[][..], Vec::as_slice);
        let needed = NEEDED.iter().find(|(of, _)| *of == list).map_or(&[][..], |(_, keys)| *keys);
        let lacks = |key: &&&str| !e.keys.contains_key(**key);
        if below.contains(&e.id) || !needed.first().is_some_and(|sign| lacks(&sign)) {
            return false;
        }
        let Some(near) = nearest(&e.id, below.iter().map(String::as_str)) else { return false };
        let missing: Vec<&str> = needed.iter().filter(lacks).copied().collect();
        let message =
            format!("there is no {list} \"{}\" to change, and a new one needs {}", e.id, missing.join(", "));
        self.fault(e.line, &format!("{list}.{}", e.id), message, format!("did you mean {near}?"));
        true
    }
}
