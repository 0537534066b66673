//! The questions of a checklist and the variants of a duty, one file's laid over another's by id.

use toml::Value;

use super::Problem;
use super::firm::{dropped, firm, narrowed, narrows};
use super::lines::Lines;

/// A question or a variant with where it stands.
type Part = (Value, Lines);

/// The items of a list, each with where it stands.
pub(super) fn placed(items: Vec<Value>, lines: Option<Vec<Lines>>) -> Vec<Part> {
    let lines = lines.unwrap_or_default().into_iter();
    items.into_iter().zip(lines.chain(std::iter::repeat(Lines::default()))).collect()
}

/// The list of an entry, and what its parts rest on where they do not say.
pub(super) struct Parts<'a> {
    /// `item` or `variant`.
    pub list: &'a str,
    pub basis: &'a str,
    pub cite: &'a str,
    /// The day set for the entry itself, with its basis and cite.
    pub limit: Option<&'a (Value, String, String)>,
    pub binds: bool,
}

impl Parts<'_> {
    /// The parts a new list drops or narrows although they rest on law or binding guidance.
    pub(super) fn refused(&self, items: &[Part], new: &[Part], at: &str, line: usize) -> Vec<Problem> {
        let old = |new: &Value| items.iter().map(|(old, _)| old).find(|old| same(old, new));
        let both = new.iter().filter_map(|(new, _)| Some((old(new)?, new)));
        let faults = both.filter_map(|(old, new)| {
            let basis = old.get("basis").and_then(Value::as_str).unwrap_or(self.basis);
            if !firm(basis, self.binds) {
                return None;
            }
            let key = format!("{at}.{}", id_of(old)?);
            if drops(new) {
                return Some(dropped(key, line, basis));
            }
            let mut keys = new.as_table().into_iter().flatten();
            let narrower = keys.any(|(key, value)| narrows(self.list, key, old.get(key), value));
            narrower.then(|| narrowed(key, line, basis))
        });
        faults.collect()
    }

    pub(super) fn merge(&self, mut items: Vec<Part>, new: Vec<Part>) -> Vec<Part> {
        for (item, lines) in new {
            let place = items.iter().position(|(i, _)| same(i, &item));
            match (place, item) {
                (Some(place), item) if drops(&item) => {
                    items.remove(place);
                }
                (Some(place), Value::Table(table)) => {
                    if let Some((Value::Table(old), stands)) = items.get_mut(place) {
                        self.keep_limit(old, &table);
                        old.extend(table);
                        *stands = lines;
                    }
                }
                (_, item) => items.push((self.within(item), lines)),
            }
        }
        items
    }

    /// A variant added to what law or guidance limits keeps that limit, and has it for its own where it
    /// has none.
    fn within(&self, mut item: Value) -> Value {
        let limit = self.limit.filter(|(_, basis, _)| rests(basis) && self.list == "variant");
        if let (Some(table), Some((due, basis, cite))) = (item.as_table_mut(), limit) {
            table.entry("due").or_insert_with(|| due.clone());
            table.insert("over".into(), over(due.clone(), basis, cite));
        }
        item
    }

    /// A variant's span of law or guidance that is replaced still binds: kept beside the new one.
    fn keep_limit(&self, old: &mut toml::Table, new: &toml::Table) {
        let word =
            |key: &str, otherwise: &str| old.get(key).and_then(Value::as_str).unwrap_or(otherwise).to_owned();
        let (basis, cite) = (word("basis", self.basis), word("cite", self.cite));
        let replaced =
            old.get("due").filter(|_| new.contains_key("due") || new.contains_key("basis")).cloned();
        if let Some(due) = replaced.filter(|_| rests(&basis) && !old.contains_key("over")) {
            old.insert("over".into(), over(due, &basis, &cite));
        }
    }
}

/// Whether a limit of this basis stands over a local one.
fn rests(basis: &str) -> bool {
    ["law", "guidance"].contains(&basis)
}

fn over(due: Value, basis: &str, cite: &str) -> Value {
    let words = [("basis", basis), ("cite", cite)].map(|(k, v)| (k.to_owned(), Value::String(v.to_owned())));
    Value::Table(words.into_iter().chain([("due".to_owned(), due)]).collect())
}

fn id_of(part: &Value) -> Option<&str> {
    part.get("id").and_then(Value::as_str)
}

fn same(a: &Value, b: &Value) -> bool {
    id_of(a).is_some() && id_of(a) == id_of(b)
}

fn drops(part: &Value) -> bool {
    part.get("drop").and_then(Value::as_bool) == Some(true)
}
