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
                over: BTreeMap::new(),
                lists: lines.lists,
            }
        };
        tables.map(entry).collect()
    }

    /// Where a key of the `place`-th table of a list stands, or that table; the list itself where the
    /// table came from another file.
    pub(super) fn line_in(&self, list: &str, place: usize, key: &str) -> usize {
        let lines = self.lists.get(list).and_then(|all| all.get(place)).filter(|l| l.start > 0);
        let known = lines.map(|l| l.keys.get(key).copied().unwrap_or(l.start));
        known.or_else(|| self.keys.get(list).map(|(_, l)| *l)).unwrap_or(self.line)
    }
}

/// Where a table and its keys stand, and the tables of its lists; all 0 where another file wrote it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    start: usize,
    keys: BTreeMap<String, usize>,
    lists: BTreeMap<String, Vec<Lines>>,
}

impl Lines {
    fn of(value: &Spanned<DeValue<'_>>, line_of: &dyn Fn(usize) -> usize) -> Self {
        let DeValue::Table(table) = value.get_ref() else { return Self::default() };
        let keys: BTreeMap<_, _> =
            table.iter().map(|(k, _)| (k.get_ref().to_string(), line_of(k.span().start))).collect();
        let start = keys.values().min().copied().unwrap_or_else(|| line_of(value.span().start));
        Self { start, keys, lists: Self::of_lists(table, line_of) }
    }

    fn of_lists(table: &DeTable<'_>, line_of: &dyn Fn(usize) -> usize) -> BTreeMap<String, Vec<Self>> {
        let is_table = |v: &Spanned<DeValue<'_>>| matches!(v.get_ref(), DeValue::Table(_));
        let lists = table.iter().filter_map(|(key, value)| match value.get_ref() {
            DeValue::Array(items) if items.iter().any(is_table) => {
                Some((key.get_ref().to_string(), items.iter().map(|i| Self::of(i, line_of)).collect()))
            }
            _ => None,
        });
        lists.collect()
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
                    let lists = Lines::of_lists(&table, &line_of);
                    entries.push(Entry { id, line, own: true, keys, over: BTreeMap::new(), lists });
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
    if new.keys.contains_key("basis") {
        keep_ground(old, &basis, &cite);
    }
    old.own = true;
    old.line = new.line;
    let mut lists = new.lists;
    for (key, (value, line)) in new.keys {
        let replaced = old.keys.remove(&key);
        if let Some((was, _)) = &replaced
            && LIMITS.contains(&key.as_str())
            && (basis == "law" || basis == "guidance")
            && *was != value
        {
            old.over.entry(key.clone()).or_insert((was.clone(), basis.clone(), cite.clone()));
        }
        let (was, now) = (old.lists.remove(&key), lists.remove(&key));
        let (value, lines) = match (replaced, value) {
            (Some((Value::Array(items), _)), Value::Array(new)) if ["item", "variant"].contains(&&*key) => {
                refused.extend(firm_drops(&items, &new, &basis, binds));
                let (items, new) = (placed(items, was), placed(new, now));
                let (items, lines) = merge_items(items, new, &basis, &cite).into_iter().unzip();
                (Value::Array(items), Some(lines))
            }
            (_, value) => (value, now),
        };
        old.lists.extend(lines.map(|lines| (key.clone(), lines)));
        old.keys.insert(key, (value, line));
    }
    refused
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

/// The items of a list, each with where it stands.
fn placed(items: Vec<Value>, lines: Option<Vec<Lines>>) -> Vec<(Value, Lines)> {
    let lines = lines.unwrap_or_default().into_iter();
    items.into_iter().zip(lines.chain(std::iter::repeat(Lines::default()))).collect()
}

fn merge_items(
    mut items: Vec<(Value, Lines)>,
    new: Vec<(Value, Lines)>,
    basis: &str,
    cite: &str,
) -> Vec<(Value, Lines)> {
    let id = |v: &Value| v.get("id").and_then(Value::as_str).map(str::to_owned);
    for (item, lines) in new {
        let place = items.iter().position(|(i, _)| id(i).is_some() && id(i) == id(&item));
        let dropped = item.get("drop").and_then(Value::as_bool) == Some(true);
        match (place, item) {
            (Some(place), _) if dropped => {
                items.remove(place);
            }
            (Some(place), Value::Table(table)) => {
                if let Some((Value::Table(old), stands)) = items.get_mut(place) {
                    keep_limit(old, &table, basis, cite);
                    old.extend(table);
                    *stands = lines;
                }
            }
            (_, item) => items.push((item, lines)),
        }
    }
    items
}

/// A variant's span of law or guidance that is replaced still binds: kept beside the new one.
fn keep_limit(old: &mut toml::Table, new: &toml::Table, basis: &str, cite: &str) {
    let word =
        |key: &str, otherwise: &str| old.get(key).and_then(Value::as_str).unwrap_or(otherwise).to_owned();
    let (basis, cite) = (word("basis", basis), word("cite", cite));
    let replaced = old.get("due").filter(|_| new.contains_key("due") || new.contains_key("basis")).cloned();
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
