//! The entries of a practice file as written, with their lines, and one file laid over another.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Value};

use super::Problem;

/// Entry lists of a file: key in the file, in the order `practice show` prints them.
pub(super) const LISTS: [&str; 5] = ["regime", "duty", "event", "checklist", "protocol"];

/// One entry: its keys as written, and where they stand.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub id: String,
    pub line: usize,
    pub own: bool,
    pub keys: BTreeMap<String, (Value, usize)>,
    /// Spans of law or guidance that a local file replaced, with the basis and cite they had.
    pub over: BTreeMap<String, (Value, String, String)>,
    /// Where the keys of the stages stand, stage by stage.
    pub parts: Vec<BTreeMap<String, usize>>,
}

impl Entry {
    /// The line of a key in the `place`-th part of a list; 0 where it came from another file.
    pub(super) fn part(&self, place: usize, key: &str) -> Option<usize> {
        let part = self.parts.get(place)?;
        part.get(key).or_else(|| part.values().min()).copied()
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.keys.get(key).and_then(|(v, _)| v.as_str())
    }
}

/// A file's entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub header: BTreeMap<String, (Value, usize)>,
    pub lists: BTreeMap<&'static str, Vec<Entry>>,
    /// Ids a file laid on top has dropped: what it inherits may still name them.
    pub dropped: BTreeSet<String>,
}

impl Raw {
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.header.get(key).and_then(|(v, _)| v.as_str())
    }

    pub(super) fn list(&self, list: &str) -> &[Entry] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }
}

/// Reads the entries of a file; faults go to `problems`.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> Raw {
    let line_of = |offset: usize| text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1;
    let mut problem = |offset: usize, key: &str, message: String, hint: String| {
        problems.push(Problem { line: line_of(offset), key: key.to_owned(), message, hint });
    };
    let mut raw = Raw::default();
    let document = match DeTable::parse(text) {
        Ok(document) => document.into_inner(),
        Err(e) => {
            let at = e.span().map_or(0, |s| s.start);
            problem(at, "", format!("not TOML: {}", e.message()), "see toml.io for the notation".into());
            return raw;
        }
    };
    for (key, value) in document {
        let (name, start) = (key.get_ref().to_string(), key.span().start);
        match (name.as_str(), value.into_inner()) {
            ("practice", DeValue::Table(table)) => {
                for (k, v) in table {
                    raw.header.insert(k.get_ref().to_string(), (plain(v.get_ref()), line_of(k.span().start)));
                }
            }
            (list, DeValue::Array(items)) if LISTS.contains(&list) => {
                let list = LISTS.iter().find(|l| **l == list).copied().unwrap_or("duty");
                let entries = raw.lists.entry(list).or_default();
                for item in items {
                    let at = item.span().start;
                    let DeValue::Table(table) = item.into_inner() else {
                        problem(at, list, format!("{list} must be written as [[{list}]]"), String::new());
                        continue;
                    };
                    let keys: BTreeMap<_, _> = table
                        .iter()
                        .map(|(k, v)| {
                            (k.get_ref().to_string(), (plain(v.get_ref()), line_of(k.span().start)))
                        })
                        .collect();
                    let line = keys.values().map(|(_, l)| *l).min().unwrap_or(line_of(at));
                    let Some(id) = keys.get("id").and_then(|(v, _)| v.as_str()).map(str::to_owned) else {
                        problem(at, list, format!("a {list} without an id"), "add id = \"...\"".into());
                        continue;
                    };
                    if entries.iter().any(|e| e.id == id) {
                        problem(at, &format!("{list}.{id}"), "this id stands twice".into(), String::new());
                        continue;
                    }
                    let parts = match table.get("stage").map(|v| v.get_ref()) {
                        Some(DeValue::Array(stages)) => {
                            stages.iter().map(|s| key_lines(s, &line_of)).collect()
                        }
                        _ => Vec::new(),
                    };
                    entries.push(Entry { id, line, own: true, keys, over: BTreeMap::new(), parts });
                }
            }
            (other, _) => {
                let known = LISTS.iter().copied().chain(["practice"]);
                let hint = super::words::nearest(other, known).map(|n| format!("did you mean {n}?"));
                problem(start, other, format!("{other} is not part of a practice"), hint.unwrap_or_default());
            }
        }
    }
    raw
}

/// The line of every key of a table.
fn key_lines(table: &Spanned<DeValue<'_>>, line_of: &dyn Fn(usize) -> usize) -> BTreeMap<String, usize> {
    let DeValue::Table(table) = table.get_ref() else { return BTreeMap::new() };
    table.iter().map(|(k, _)| (k.get_ref().to_string(), line_of(k.span().start))).collect()
}

/// Lays `top` over `base`: same id merges key by key, lists replace, checklist items merge by id,
/// `drop = true` removes what is not law.
pub(super) fn overlay(base: Raw, top: Raw, problems: &mut Vec<Problem>) -> Raw {
    let mut merged = Raw::default();
    let binds = top.text("guidance").or(base.text("guidance")) != Some("advisory");
    merged.header = base.header;
    merged.dropped = base.dropped;
    for key in ["extends", "checked", "effective-from"] {
        merged.header.remove(key);
    }
    for (key, (value, line)) in top.header {
        let value = match (merged.header.remove(&key), value) {
            (Some((Value::Table(mut old), _)), Value::Table(new)) => {
                old.extend(new);
                Value::Table(old)
            }
            (_, value) => value,
        };
        merged.header.insert(key, (value, line));
    }
    for list in LISTS {
        let mut entries: Vec<Entry> = base.lists.get(list).cloned().unwrap_or_default();
        for entry in &mut entries {
            entry.own = false;
            entry.line = 0;
            entry.keys.values_mut().for_each(|(_, line)| *line = 0);
            entry.parts.clear();
        }
        for entry in top.lists.get(list).cloned().unwrap_or_default() {
            let dropped = entry.keys.get("drop").and_then(|(v, _)| v.as_bool()) == Some(true);
            let place = entries.iter().position(|e| e.id == entry.id);
            match (place.and_then(|p| entries.get_mut(p)), dropped) {
                (None, false) => entries.push(entry),
                (None, true) => problems.push(Problem {
                    line: entry.line,
                    key: format!("{list}.{}", entry.id),
                    message: "there is nothing of this id to drop".into(),
                    hint: String::new(),
                }),
                (Some(old), true) => {
                    let basis = old.text("basis").unwrap_or("local");
                    if firm(basis, binds) {
                        problems.push(kept(format!("{list}.{}", entry.id), entry.line, basis));
                    } else {
                        let id = old.id.clone();
                        entries.retain(|e| e.id != id);
                        merged.dropped.insert(id);
                    }
                }
                (Some(old), false) => {
                    let start = entry.line;
                    for (id, basis) in merge(old, entry, binds) {
                        problems.push(kept(format!("{list}.{}.{id}", old.id), start, &basis));
                    }
                }
            }
        }
        merged.lists.insert(list, entries);
    }
    merged
}

/// Keys whose replaced value still binds when it rested on law or guidance.
const LIMITS: [&str; 4] = ["due", "first", "second", "later"];

/// Whether what rests on `basis` cannot be dropped by a file laid on top.
fn firm(basis: &str, binds: bool) -> bool {
    basis == "law" || (basis == "guidance" && binds)
}

fn kept(key: String, line: usize, basis: &str) -> Problem {
    Problem {
        line,
        key,
        message: format!("rests on {basis} and cannot be dropped"),
        hint: "change its span, owner or words instead; an earlier date is always allowed".into(),
    }
}

/// Lays an entry over the one of its id; the parts it may not drop come back, each with its basis.
fn merge(old: &mut Entry, new: Entry, binds: bool) -> Vec<(String, String)> {
    let mut refused = Vec::new();
    let basis = old.text("basis").unwrap_or("local").to_owned();
    let cite = old.text("cite").unwrap_or_default().to_owned();
    old.own = true;
    old.line = new.line;
    old.parts = new.parts;
    for (key, (value, line)) in new.keys {
        let replaced = old.keys.remove(&key);
        if let Some((was, _)) = &replaced
            && LIMITS.contains(&key.as_str())
            && (basis == "law" || basis == "guidance")
            && *was != value
        {
            old.over.entry(key.clone()).or_insert((was.clone(), basis.clone(), cite.clone()));
        }
        let value = match (replaced, value) {
            (Some((Value::Array(items), _)), Value::Array(new)) if ["item", "variant"].contains(&&*key) => {
                refused.extend(firm_drops(&items, &new, &basis, binds));
                Value::Array(merge_items(items, new, &basis, &cite))
            }
            (_, value) => value,
        };
        old.keys.insert(key, (value, line));
    }
    refused
}

/// The items a new list drops although they rest on law or binding guidance.
fn firm_drops(items: &[Value], new: &[Value], basis: &str, binds: bool) -> Vec<(String, String)> {
    let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).map(str::to_owned);
    let dropped = new.iter().filter(|v| v.get("drop").and_then(Value::as_bool) == Some(true));
    dropped
        .filter_map(|v| items.iter().find(|i| text(i, "id").is_some() && text(i, "id") == text(v, "id")))
        .map(|i| (text(i, "id").unwrap_or_default(), text(i, "basis").unwrap_or_else(|| basis.to_owned())))
        .filter(|(_, basis)| firm(basis, binds))
        .collect()
}

fn merge_items(mut items: Vec<Value>, new: Vec<Value>, basis: &str, cite: &str) -> Vec<Value> {
    let id = |v: &Value| v.get("id").and_then(Value::as_str).map(str::to_owned);
    for item in new {
        let place = items.iter().position(|i| id(i).is_some() && id(i) == id(&item));
        let dropped = item.get("drop").and_then(Value::as_bool) == Some(true);
        match (place, item) {
            (Some(place), _) if dropped => {
                items.remove(place);
            }
            (Some(place), Value::Table(table)) => {
                if let Some(old) = items.get_mut(place).and_then(Value::as_table_mut) {
                    keep_limit(old, &table, basis, cite);
                    old.extend(table);
                }
            }
            (_, item) => items.push(item),
        }
    }
    items
}

/// A variant's span of law or guidance that is replaced still binds: kept beside the new one.
fn keep_limit(old: &mut toml::Table, new: &toml::Table, basis: &str, cite: &str) {
    let word =
        |key: &str, otherwise: &str| old.get(key).and_then(Value::as_str).unwrap_or(otherwise).to_owned();
    let (basis, cite) = (word("basis", basis), word("cite", cite));
    let replaced = old.get("due").filter(|was| new.get("due").is_some_and(|now| now != *was)).cloned();
    if let Some(due) =
        replaced.filter(|_| ["law", "guidance"].contains(&&*basis) && !old.contains_key("over"))
    {
        let over = [("due", due), ("basis", Value::String(basis)), ("cite", Value::String(cite))];
        old.insert("over".into(), Value::Table(over.map(|(k, v)| (k.to_owned(), v)).into_iter().collect()));
    }
}

/// A value without its places in the file.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(s) => Value::String(s.to_string()),
        DeValue::Integer(i) => i64::from_str_radix(&i.as_str().replace('_', ""), i.radix())
            .map_or_else(|_| Value::String(i.as_str().to_owned()), Value::Integer),
        DeValue::Float(f) => f.as_str().parse().map_or(Value::Float(f64::NAN), Value::Float),
        DeValue::Boolean(b) => Value::Boolean(*b),
        DeValue::Datetime(d) => Value::Datetime(*d),
        DeValue::Array(a) => Value::Array(a.iter().map(|v| plain(v.get_ref())).collect()),
        DeValue::Table(t) => {
            Value::Table(t.iter().map(|(k, v)| (k.get_ref().to_string(), plain(v.get_ref()))).collect())
        }
    }
}
