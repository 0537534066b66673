//! The entries of a practice file as written, with their lines, and one file laid over another.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Value};

use super::Problem;
use super::firm::{self, LIMITS, firm, narrowed, narrows};
use super::lines::Lines;
use super::parts::{Parts, placed};
use super::words;

/// Entry lists of a file: key in the file, in the order `practice show` prints them.
pub(super) const LISTS: [&str; 8] =
    ["regime", "duty", "event", "checklist", "protocol", "concern", "people-rule", "turning-point"];

/// How the fault of a text begins that is no TOML.
pub(super) const NOT_TOML: &str = "not TOML";

/// One entry: its keys as written, and where they stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub id: String,
    pub line: usize,
    pub own: bool,
    pub keys: BTreeMap<String, (Value, usize)>,
    /// Spans of law or guidance that a local file replaced, with the basis and cite they had.
    pub over: BTreeMap<String, (Value, String, String)>,
    /// Where the tables of its lists stand (`variant`, `item`, `stage`), list by list.
    pub lists: BTreeMap<String, Vec<Lines>>,
}

impl Entry {
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.keys.get(key).and_then(|(v, _)| v.as_str())
    }

    /// The tables of a list, each an entry with lines of its own.
    pub(super) fn tables(&self, list: &str) -> Vec<Entry> {
        let Some((Value::Array(items), _)) = self.keys.get(list) else { return Vec::new() };
        let tables = items.iter().enumerate().filter_map(|(place, item)| Some((place, item.as_table()?)));
        let entry = |(place, table): (usize, &toml::Table)| {
            let lines = self.lists.get(list).and_then(|all| all.get(place)).cloned().unwrap_or_default();
            let line = |key: &String| self.line_in(list, place, key);
            Entry {
                id: table.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
                line: self.line_in(list, place, ""),
                own: self.own,
                keys: table.iter().map(|(k, v)| (k.clone(), (v.clone(), line(k)))).collect(),
                lists: lines.lists,
                ..Entry::default()
            }
        };
        tables.map(entry).collect()
    }

    /// Whether the file on top wrote the `place`-th table of a list.
    pub(super) fn writes(&self, list: &str, place: usize) -> bool {
        self.lists.get(list).and_then(|all| all.get(place)).is_some_and(|lines| lines.start > 0)
    }

    /// Where a key of the `place`-th table of a list stands, or that table; the list itself where the
    /// table came from another file.
    pub(super) fn line_in(&self, list: &str, place: usize, key: &str) -> usize {
        let lines = self.lists.get(list).and_then(|all| all.get(place)).filter(|l| l.start > 0);
        let known = lines.map(|l| l.keys.get(key).copied().unwrap_or(l.start));
        known.or_else(|| self.keys.get(list).map(|(_, l)| *l)).unwrap_or(self.line)
    }
}

/// A file's entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub header: BTreeMap<String, (Value, usize)>,
    pub lists: BTreeMap<&'static str, Vec<Entry>>,
    /// Ids a file laid on top has dropped: what it inherits may still name them.
    pub dropped: BTreeSet<String>,
    /// Ids that stand in a file below, list by list.
    pub below: BTreeMap<&'static str, Vec<String>>,
    /// Where the keys of the tables of the head stand: `extra-roles.registrar`.
    pub posts: BTreeMap<String, usize>,
}

impl Raw {
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.header.get(key).and_then(|(v, _)| v.as_str())
    }

    pub(super) fn list(&self, list: &str) -> &[Entry] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// Where a key of the head stands, else its first line.
    pub(super) fn line(&self, key: &str) -> usize {
        let line = |key: &str| self.header.get(key).map(|(_, line)| *line).filter(|line| *line > 0);
        line(key).or_else(|| line("id")).unwrap_or(1)
    }

    /// Where what a key names stands (`duty.sw-consulted.due`, `protocol.ladder.desk.on`): the entry where the key is
    /// inherited, and the practice it is inherited from where the entry is.
    pub(super) fn stands(&self, key: &str) -> usize {
        let mut parts = key.split('.');
        let (list, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let entry = self.list(list).iter().find(|e| e.id == id);
        let line = entry.map(|e| {
            let part = |list: &str| {
                let place = e.tables(list).iter().position(|t| t.id == first)?;
                Some(e.line_in(list, place, second))
            };
            let parts = ["variant", "stage", "item"].iter().find_map(|list| part(list));
            e.keys.get(first).map(|(_, line)| *line).or(parts).filter(|line| *line > 0).unwrap_or(e.line)
        });
        line.filter(|line| *line > 0).unwrap_or_else(|| self.line("extends"))
    }
}

/// Reads the entries of a file; faults go to `problems`.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> Raw {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |offset: usize| breaks.partition_point(|at| *at < offset) + 1;
    let mut problem = |offset: usize, key: &str, message: String, hint: String| {
        problems.push(Problem { line: line_of(offset), key: key.to_owned(), message, hint });
    };
    let mut raw = Raw::default();
    let document = match DeTable::parse(text) {
        Ok(document) => document.into_inner(),
        Err(e) => {
            let at = e.span().map_or(0, |s| s.start);
            problem(at, "", format!("{NOT_TOML}: {}", e.message()), "see toml.io for the notation".into());
            return raw;
        }
    };
    for (key, value) in document {
        let (name, start) = (key.get_ref().to_string(), key.span().start);
        match (name.as_str(), value.into_inner()) {
            ("practice", DeValue::Table(table)) => {
                for (k, v) in table {
                    if let DeValue::Table(posts) = v.get_ref() {
                        let stands = |p: &Spanned<_>| format!("{}.{}", k.get_ref(), p.get_ref());
                        raw.posts.extend(posts.keys().map(|p| (stands(p), line_of(p.span().start))));
                    }
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
                    let lists = Lines::of_lists(&table, &line_of);
                    entries.push(Entry { id, line, own: true, keys, lists, ..Entry::default() });
                }
            }
            (list, DeValue::Table(parts)) if LISTS.contains(&list) => {
                let part = parts.iter().find(|(_, v)| matches!(v.get_ref(), DeValue::Array(_)));
                let (message, hint) = match part {
                    Some((part, _)) => (
                        format!("[[{list}.{}]] stands before any [[{list}]]", part.get_ref()),
                        format!("write [[{list}]] with its id first: what follows belongs to it"),
                    ),
                    None => (format!("{list} must be written as [[{list}]]"), "in two brackets".to_owned()),
                };
                problem(start, list, message, hint);
            }
            (other, _) => {
                let hint = words::hint(other, LISTS.iter().copied().chain(["practice"]));
                problem(start, other, format!("{other} is not part of a practice"), hint);
            }
        }
    }
    raw
}

/// Lays `top` over `base`: same id merges key by key, lists replace, checklist items merge by id,
/// `drop = true` removes what is not law.
pub(super) fn overlay(base: Raw, top: Raw, problems: &mut Vec<Problem>) -> Raw {
    let mut merged = Raw::default();
    let binds = top.text("guidance").or(base.text("guidance")) != Some("advisory");
    merged.header = base.header;
    merged.dropped = base.dropped;
    merged.posts = top.posts;
    for key in ["extends", "standalone", "checked", "effective-from"] {
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
        let below: Vec<String> = entries.iter().map(|e| e.id.clone()).collect();
        for entry in &mut entries {
            entry.own = false;
            entry.line = 0;
            entry.keys.values_mut().for_each(|(_, line)| *line = 0);
            entry.lists.values_mut().flatten().for_each(|lines| *lines = Lines::default());
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
                    hint: words::hint(&entry.id, below.iter().map(String::as_str)),
                }),
                (Some(old), true) => {
                    let basis = old.text("basis").unwrap_or("local");
                    if firm(basis, binds) {
                        problems.push(firm::dropped(format!("{list}.{}", entry.id), entry.line, basis));
                    } else {
                        let id = old.id.clone();
                        entries.retain(|e| e.id != id);
                        merged.dropped.insert(id);
                    }
                }
                (Some(old), false) => problems.extend(merge(list, old, entry, binds)),
            }
        }
        merged.lists.insert(list, entries);
        merged.below.insert(list, below);
    }
    merged
}

/// Lays an entry over the one of its id; what it may not take from that one comes back as faults.
fn merge(list: &str, old: &mut Entry, new: Entry, binds: bool) -> Vec<Problem> {
    let mut faults = Vec::new();
    let basis = old.text("basis").unwrap_or("local").to_owned();
    let cite = old.text("cite").unwrap_or_default().to_owned();
    let limit = old.over.get("due").cloned();
    let limit = limit.or_else(|| Some((old.keys.get("due")?.0.clone(), basis.clone(), cite.clone())));
    if new.keys.contains_key("basis") {
        keep_ground(old, &basis, &cite);
    }
    old.own = true;
    old.line = new.line;
    let mut lists = new.lists;
    for (key, (value, line)) in new.keys {
        let replaced = old.keys.remove(&key);
        let was = replaced.as_ref().map(|(was, _)| was);
        if firm(&basis, binds) && narrows(list, &key, was, &value) {
            faults.push(narrowed(format!("{list}.{}.{key}", old.id), line, &basis));
        }
        if let Some(was) = was.filter(|was| **was != value && LIMITS.contains(&key.as_str()))
            && (basis == "law" || basis == "guidance")
        {
            old.over.entry(key.clone()).or_insert((was.clone(), basis.clone(), cite.clone()));
        }
        let (was, now) = (old.lists.remove(&key), lists.remove(&key));
        let (value, lines) = match (replaced, value) {
            (replaced, Value::Array(new)) if ["item", "variant"].contains(&&*key) => {
                let items = replaced.and_then(|(was, _)| was.as_array().cloned()).unwrap_or_default();
                let parts = Parts { list: &key, basis: &basis, cite: &cite, limit: limit.as_ref(), binds };
                let (items, new) = (placed(items, was), placed(new, now));
                faults.extend(parts.refused(&items, &new, &format!("{list}.{}", old.id), line));
                let (items, lines) = parts.merge(items, new).into_iter().unzip();
                (Value::Array(items), Some(lines))
            }
            (_, value) => (value, now),
        };
        old.lists.extend(lines.map(|lines| (key.clone(), lines)));
        old.keys.insert(key, (value, line));
    }
    faults
}

/// An entry that gets another basis: its days and its parts still rest on what they rested on.
fn keep_ground(old: &mut Entry, basis: &str, cite: &str) {
    if basis == "law" || basis == "guidance" {
        for key in LIMITS {
            let Some((span, _)) = old.keys.get(key) else { continue };
            let kept = (span.clone(), basis.to_owned(), cite.to_owned());
            old.over.entry(key.to_owned()).or_insert(kept);
        }
    }
    let parts = ["item", "variant"].map(|list| old.keys.remove(list).map(|part| (list, part)));
    for (list, (mut value, line)) in parts.into_iter().flatten() {
        for part in value.as_array_mut().into_iter().flatten().filter_map(Value::as_table_mut) {
            for (key, said) in [("basis", basis), ("cite", cite)] {
                part.entry(key).or_insert_with(|| Value::String(said.to_owned()));
            }
        }
        old.keys.insert(list.to_owned(), (value, line));
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
