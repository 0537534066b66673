//! A return merged into the book. The book keeps what each return said of a child; the case is worked out from all of
//! them, whatever order they came in, and from what was typed by hand. That stays, and where the returns differ from it
//! both values are told. Keys: the child's number; a start; a review's date.

mod aside;
mod compare;
#[cfg(test)]
mod doubt_tests;
pub(super) mod doubts;
mod facts;
mod found;
#[cfg(test)]
mod lists;
pub(super) mod next;
#[cfg(test)]
mod orders;
pub(super) mod plan;
mod reviews;
mod rows;
#[cfg(test)]
mod small_returns;
#[cfg(test)]
mod tests;
pub(super) mod write;

use std::collections::BTreeMap;

use crate::model::doubt::Kind;
use crate::model::returns::{Own, Remark, Return};
use crate::model::role::Role;

/// What remarks about the names of a return are filed under.
const NAMES: &str = "the names";

/// The children that a return's names file gives to this IRO; `None` where it names none of theirs: the
/// return is taken whole then, and its report says so where the file names other IROs.
pub(crate) fn own_children(ret: &mut Return, iro: &str) -> Option<Own> {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut named: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut numbers = Vec::new();
    for child in &ret.children {
        for person in child.people.iter().filter(|p| p.role == Role::Iro) {
            if plain(&person.name) == plain(iro) {
                numbers.push((child.child.number.clone(), 0));
            }
            named.entry(plain(&person.name)).or_insert_with(|| (person.name.clone(), 0)).1 += 1;
        }
    }
    if numbers.is_empty() && !named.is_empty() && !iro.is_empty() {
        let who: Vec<String> = named.values().map(|(name, n)| format!("{name} ({n})")).collect();
        ret.report.doubts.push(Remark {
            file: NAMES.into(),
            row: 0,
            column: "IRO".into(),
            value: iro.to_owned(),
            why: format!(
                "no child has this IRO, so every child was taken; the file names {}. Undo takes it back; --mine \
                picks children by number",
                who.join(", ")
            ),
            child: String::new(),
            kind: Kind::Cell,
            day: None,
        });
    }
    (!numbers.is_empty()).then(|| Own { file: NAMES.into(), numbers })
}
