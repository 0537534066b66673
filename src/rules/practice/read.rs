//! From the entries of a file to a practice, naming every fault by line and key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use toml::Value;

use super::raw::{self, Entry, LISTS, Raw};
use super::words::{ANCHORS, ON_NO, RECORDS, ROLES, Scope, nearest};
use super::{
    AnswerKind, Basis, Checklist, Class, Direction, Duty, Event, Every, Item, Limit, Practice, Problem,
    Regime, Rule, Span, Unit,
};
use crate::error::{Error, Result};
use crate::rules::condition::Condition;

/// Reads a practice, its bases fetched by id, and refuses it on its first faults.
///
/// # Errors
/// Kind data, naming the first fault by line and key and how many more there are.
pub fn load(text: &str, base: &dyn Fn(&str) -> Option<String>) -> Result<Practice> {
    parse(text, base).map_err(|problems| {
        let first = problems.first();
        let (line, key) = first.map_or((0, ""), |p| (p.line, p.key.as_str()));
        let message = first.map_or("", |p| p.message.as_str());
        let more = problems.len().saturating_sub(1);
        let more = if more > 0 { format!(" ({more} more)") } else { String::new() };
        let hint = first.map_or("", |p| p.hint.as_str());
        Error::data(format!("The practice cannot be used: line {line}, {key}: {message}{more}.")).hint(
            if hint.is_empty() { "Run: casebook practice check FILE".to_owned() } else { hint.to_owned() },
        )
    })
}

/// Reads a practice; every fault of it otherwise.
///
/// # Errors
/// The faults, in the order of their lines.
pub fn parse(text: &str, base: &dyn Fn(&str) -> Option<String>) -> Result<Practice, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut texts = vec![text.to_owned()];
    let mut raw = raw::read(text, &mut problems);
    let extends = raw.text("extends").map(str::to_owned);
    let mut next = extends.clone();
    let mut seen = BTreeSet::new();
    while let Some(id) = next.take() {
        let found = seen.insert(id.clone()).then(|| base(&id)).flatten();
        let Some(below) = found else {
            problems.push(Problem {
                line: raw.header.get("extends").map_or(0, |(_, l)| *l),
                key: "practice.extends".into(),
                message: format!("there is no practice {id} to extend"),
                hint: "extends = \"england\" is where most begin".into(),
            });
            break;
        };
        let mut ignored = Vec::new();
        let under = raw::read(&below, &mut ignored);
        next = under.text("extends").map(str::to_owned);
        texts.push(below);
        raw = raw::overlay(under, raw, &mut problems);
    }
    let mut reader = Reader { names: Names::of(&raw), problems };
    let mut practice = reader.practice(&raw);
    practice.extends = extends;
    practice.version = version(&texts);
    reader.cycles(&practice);
    let mut problems = reader.problems;
    if problems.is_empty() {
        return Ok(practice);
    }
    problems.sort_by_key(|p| p.line);
    Err(problems)
}

fn version(texts: &[String]) -> String {
    let mut hash = Sha256::new();
    texts.iter().for_each(|t| hash.update(t.as_bytes()));
    hash.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// Ids that other entries may name.
struct Names {
    roles: BTreeMap<String, String>,
    duties: BTreeSet<String>,
    events: BTreeSet<String>,
}

impl Names {
    fn of(raw: &Raw) -> Self {
        let mut roles: BTreeMap<String, String> =
            ROLES.iter().map(|(r, t)| ((*r).to_owned(), (*t).to_owned())).collect();
        for key in ["extra-roles", "role-names"] {
            if let Some((Value::Table(table), _)) = raw.header.get(key) {
                roles.extend(table.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))));
            }
        }
        let ids = |list| raw.list(list).iter().map(|e| e.id.clone()).collect();
        Self { roles, duties: ids("duty"), events: ids("event") }
    }

    fn is_anchor(&self, word: &str) -> bool {
        ANCHORS.contains(&word)
            || self.duties.contains(word)
            || self.events.contains(word)
            || word.strip_prefix("birthday-").is_some_and(|n| n.parse::<u32>().is_ok())
    }
}

struct Reader {
    names: Names,
    problems: Vec<Problem>,
}

const HEADER: &[&str] = &[
    "id",
    "title",
    "extends",
    "source",
    "checked",
    "effective-from",
    "guidance",
    "role-names",
    "extra-roles",
    "margin-working-days",
    "due-soon-working-days",
];
const REGIME: &[&str] = &[
    "id", "title", "when", "unless", "first", "second", "later", "basis", "cite", "replaces", "separate",
    "drop", "help", "from", "until",
];
const DUTY: &[&str] = &[
    "id",
    "title",
    "owner",
    "scope",
    "due",
    "opens",
    "unless-done",
    "done-by",
    "if-silent",
    "records",
    "basis",
    "cite",
    "help",
    "when",
    "unless",
    "from",
    "until",
    "drop",
];
const EVENT: &[&str] = &["id", "title", "class", "ends", "basis", "cite", "help", "drop"];
const CHECKLIST: &[&str] = &["id", "title", "scope", "item", "basis", "cite", "help", "drop"];
const ITEM: &[&str] = &[
    "id",
    "ask",
    "why",
    "answer",
    "choices",
    "when",
    "unless",
    "completes",
    "on-no",
    "basis",
    "cite",
    "drop",
];
const BASES: [(Basis, &str); 4] =
    [(Basis::Law, "law"), (Basis::Guidance, "guidance"), (Basis::Local, "local"), (Basis::House, "house")];

impl Reader {
    fn fault(&mut self, line: usize, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem { line, key: key.to_owned(), message: message.into(), hint: hint.into() });
    }

    /// A word of a fixed list; otherwise a fault with the nearest one.
    fn unknown<'a>(&mut self, line: usize, key: &str, word: &str, known: impl IntoIterator<Item = &'a str>) {
        let hint = nearest(word, known).map(|n| format!("did you mean {n}?")).unwrap_or_default();
        self.fault(line, key, format!("\"{word}\" is not a word known here"), hint);
    }

    fn known_keys(&mut self, keys: &BTreeMap<String, (Value, usize)>, known: &[&str], at: &str) {
        for (key, (_, line)) in keys {
            if !known.contains(&key.as_str()) {
                let hint = nearest(key, known.iter().copied()).map(|n| format!("did you mean {n}?"));
                self.fault(
                    *line,
                    &format!("{at}.{key}"),
                    "this key is not known here",
                    hint.unwrap_or_default(),
                );
            }
        }
    }

    fn practice(&mut self, raw: &Raw) -> Practice {
        self.known_keys(&raw.header, HEADER, "practice");
        for key in ["id", "title"] {
            if raw.text(key).is_none() {
                self.fault(
                    1,
                    &format!("practice.{key}"),
                    "is missing",
                    format!("add {key} = \"...\" under [practice]"),
                );
            }
        }
        if let Some((Value::String(word), line)) = raw.header.get("guidance")
            && word != "binding"
            && word != "advisory"
        {
            self.unknown(*line, "practice.guidance", word, ["binding", "advisory"]);
        }
        let source = raw.text("source").unwrap_or_default().to_owned();
        let number = |key: &str, otherwise: i64| {
            let given = raw.header.get(key).and_then(|(v, _)| v.as_integer()).unwrap_or(otherwise);
            i32::try_from(given.clamp(0, 60)).unwrap_or(0)
        };
        Practice {
            id: raw.text("id").unwrap_or_default().to_owned(),
            title: raw.text("title").unwrap_or_default().to_owned(),
            extends: None,
            checked: raw.header.get("checked").and_then(|(v, _)| date(v)),
            effective_from: raw.header.get("effective-from").and_then(|(v, _)| date(v)),
            guidance_binds: raw.text("guidance") != Some("advisory"),
            margin: number("margin-working-days", 0),
            soon: number("due-soon-working-days", 10),
            roles: self.names.roles.clone(),
            regimes: raw.list("regime").iter().map(|e| Arc::new(self.regime(e, &source))).collect(),
            duties: raw.list("duty").iter().map(|e| Arc::new(self.duty(e, &source))).collect(),
            events: raw.list("event").iter().map(|e| self.event(e, &source)).collect(),
            checklists: raw.list("checklist").iter().map(|e| self.checklist(e, &source)).collect(),
            version: String::new(),
            shown: shown(raw, &source),
            source,
        }
    }

    fn regime(&mut self, e: &Entry, source: &str) -> Regime {
        let at = format!("regime.{}", e.id);
        self.known_keys(&e.keys, REGIME, &at);
        let basis = self.basis(e, &at, Basis::Law);
        let cite = self.cite(e, &at, source);
        let [first, second, later] = ["first", "second", "later"].map(|key| {
            self.rule(e, key, &at, basis, &cite).unwrap_or_else(|| {
                self.fault(
                    e.line,
                    &format!("{at}.{key}"),
                    "is missing",
                    "a regime needs first, second and later",
                );
                Rule {
                    own: Limit { span: Span::On("looked-after".into()), basis, cite: cite.clone() },
                    over: None,
                }
            })
        });
        let title = e.text("title").unwrap_or("Hold the review").to_owned();
        let duty = Duty {
            id: "review".into(),
            title: "Hold the review".into(),
            owner: "iro".into(),
            scope: Scope::Review,
            due: None,
            opens: None,
            unless_done: None,
            done_by: None,
            if_silent: None,
            records: "tick".into(),
            basis,
            cite: cite.clone(),
            help: e.text("help").unwrap_or_default().to_owned(),
            when: Vec::new(),
            unless: Vec::new(),
            from: None,
            until: None,
            own: e.own,
        };
        Regime {
            id: e.id.clone(),
            title,
            when: self.conditions(e, "when", &at),
            unless: self.conditions(e, "unless", &at),
            first,
            second,
            later,
            replaces: self.texts(e, "replaces", &at),
            separate: e.keys.get("separate").and_then(|(v, _)| v.as_bool()).unwrap_or(false),
            duty: Arc::new(duty),
        }
    }

    fn duty(&mut self, e: &Entry, source: &str) -> Duty {
        let at = format!("duty.{}", e.id);
        self.known_keys(&e.keys, DUTY, &at);
        if ANCHORS.contains(&e.id.as_str()) || e.id == "review" || self.names.events.contains(&e.id) {
            self.fault(e.line, &at, "this id already means a day to count from", "give the duty another id");
        }
        let basis = self.basis(e, &at, Basis::Local);
        let cite = self.cite(e, &at, source);
        let owner = e.text("owner").unwrap_or_default().to_owned();
        if !self.names.roles.contains_key(&owner) {
            let known: Vec<String> = self.names.roles.keys().cloned().collect();
            self.unknown(line(e, "owner"), &format!("{at}.owner"), &owner, known.iter().map(String::as_str));
        }
        let word = e.text("scope").unwrap_or_default();
        let scope = Scope::from_word(word).unwrap_or_else(|| {
            self.unknown(line(e, "scope"), &format!("{at}.scope"), word, Scope::ALL.iter().map(|(_, w)| *w));
            Scope::Child
        });
        let records = e.text("records").unwrap_or("tick").to_owned();
        if !RECORDS.contains(&records.as_str()) {
            self.unknown(line(e, "records"), &format!("{at}.records"), &records, RECORDS.iter().copied());
        }
        let opens = e.keys.get("opens").and_then(|(v, l)| self.span(v, *l, &format!("{at}.opens")));
        let unless_done = self.named_duty(e, "unless-done", &at);
        let done_by = e.text("done-by").map(str::to_owned);
        if let Some(word) = done_by.as_deref().filter(|w| !ANCHORS.contains(w)) {
            self.unknown(line(e, "done-by"), &format!("{at}.done-by"), word, ANCHORS.iter().copied());
        }
        let title = e.text("title").unwrap_or_default().to_owned();
        if title.is_empty() {
            self.fault(
                e.line,
                &format!("{at}.title"),
                "is missing",
                "a few words, as a person would say them",
            );
        }
        Duty {
            id: e.id.clone(),
            title,
            owner,
            scope,
            due: self.rule(e, "due", &at, basis, &cite),
            opens,
            unless_done,
            done_by,
            if_silent: e.text("if-silent").map(str::to_owned),
            records,
            basis,
            cite,
            help: e.text("help").unwrap_or_default().to_owned(),
            when: self.conditions(e, "when", &at),
            unless: self.conditions(e, "unless", &at),
            from: e.keys.get("from").and_then(|(v, _)| date(v)),
            until: e.keys.get("until").and_then(|(v, _)| date(v)),
            own: e.own,
        }
    }

    fn event(&mut self, e: &Entry, source: &str) -> Event {
        let at = format!("event.{}", e.id);
        self.known_keys(&e.keys, EVENT, &at);
        let class = match e.text("class").unwrap_or_default() {
            "must" => Class::Must,
            "consider" => Class::Consider,
            "inform" => Class::Inform,
            other => {
                self.unknown(line(e, "class"), &format!("{at}.class"), other, ["must", "consider", "inform"]);
                Class::Inform
            }
        };
        let ends = e.text("ends").map(str::to_owned);
        if let Some(word) = ends.clone().filter(|w| !self.names.events.contains(w)) {
            let known: Vec<String> = self.names.events.iter().cloned().collect();
            self.unknown(line(e, "ends"), &format!("{at}.ends"), &word, known.iter().map(String::as_str));
        }
        let title = e.text("title").unwrap_or(&e.id).to_owned();
        Event { id: e.id.clone(), title, class, ends, cite: self.cite(e, &at, source) }
    }

    fn checklist(&mut self, e: &Entry, source: &str) -> Checklist {
        let at = format!("checklist.{}", e.id);
        self.known_keys(&e.keys, CHECKLIST, &at);
        let word = e.text("scope").unwrap_or_default();
        let scope = Scope::from_word(word).unwrap_or_else(|| {
            self.unknown(line(e, "scope"), &format!("{at}.scope"), word, Scope::ALL.iter().map(|(_, w)| *w));
            Scope::Review
        });
        let cite = e.text("cite").unwrap_or(source).to_owned();
        let items: Vec<Value> = match e.keys.get("item") {
            Some((Value::Array(items), _)) => items.clone(),
            _ => Vec::new(),
        };
        let items = items.into_iter().filter_map(|v| {
            let Value::Table(table) = v else { return None };
            let start = line(e, "item");
            let keys: BTreeMap<_, _> = table.into_iter().map(|(k, v)| (k, (v, start))).collect();
            let id = keys.get("id").and_then(|(v, _)| v.as_str()).unwrap_or_default().to_owned();
            let item = Entry { id, line: start, own: e.own, keys, over: BTreeMap::new() };
            Some(self.item(&item, &at, &cite))
        });
        let items = items.collect();
        Checklist { id: e.id.clone(), title: e.text("title").unwrap_or(&e.id).to_owned(), scope, items }
    }

    fn item(&mut self, e: &Entry, list: &str, source: &str) -> Item {
        let at = format!("{list}.{}", e.id);
        self.known_keys(&e.keys, ITEM, &at);
        if e.id.is_empty() || e.text("ask").is_none() {
            self.fault(e.line, &at, "a question needs an id and ask", "add id = \"...\" and ask = \"...\"");
        }
        let answer = match e.text("answer").unwrap_or("yes-no") {
            "yes-no" => AnswerKind::YesNo,
            "text" => AnswerKind::Text,
            "date" => AnswerKind::Date,
            "choice" => AnswerKind::Choice,
            other => {
                self.unknown(e.line, &format!("{at}.answer"), other, ["yes-no", "text", "date", "choice"]);
                AnswerKind::YesNo
            }
        };
        let on_no = self.texts(e, "on-no", &at);
        for word in &on_no {
            if !ON_NO.contains(&word.as_str()) {
                self.unknown(e.line, &format!("{at}.on-no"), word, ON_NO.iter().copied());
            }
        }
        Item {
            id: e.id.clone(),
            ask: e.text("ask").unwrap_or_default().to_owned(),
            why: e.text("why").unwrap_or_default().to_owned(),
            answer,
            choices: self.texts(e, "choices", &at),
            completes: self.named_duty(e, "completes", &at),
            on_no,
            when: self.conditions(e, "when", &at),
            unless: self.conditions(e, "unless", &at),
            cite: e.text("cite").unwrap_or(source).to_owned(),
        }
    }

    fn named_duty(&mut self, e: &Entry, key: &str, at: &str) -> Option<String> {
        let word = e.text(key)?.to_owned();
        if !self.names.duties.contains(&word) {
            // An inherited entry may name a duty that this file dropped.
            if line(e, key) == 0 {
                return None;
            }
            let known: Vec<String> = self.names.duties.iter().cloned().collect();
            self.unknown(line(e, key), &format!("{at}.{key}"), &word, known.iter().map(String::as_str));
        }
        Some(word)
    }

    fn basis(&mut self, e: &Entry, at: &str, otherwise: Basis) -> Basis {
        let Some(word) = e.text("basis") else { return otherwise };
        BASES.iter().find(|(_, w)| *w == word).map_or_else(
            || {
                let word = word.to_owned();
                self.unknown(line(e, "basis"), &format!("{at}.basis"), &word, BASES.iter().map(|(_, w)| *w));
                otherwise
            },
            |(b, _)| *b,
        )
    }

    fn cite(&mut self, e: &Entry, at: &str, source: &str) -> String {
        let cite = e.text("cite").unwrap_or(source).to_owned();
        if cite.is_empty() {
            self.fault(e.line, &format!("{at}.cite"), "has no source", "add cite = \"document, heading\"");
        }
        cite
    }

    fn texts(&mut self, e: &Entry, key: &str, at: &str) -> Vec<String> {
        match e.keys.get(key) {
            None => Vec::new(),
            Some((Value::Array(items), _)) if items.iter().all(Value::is_str) => {
                items.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
            }
            Some((_, line)) => {
                self.fault(
                    *line,
                    &format!("{at}.{key}"),
                    "must be a list of words",
                    "write [\"...\", \"...\"]",
                );
                Vec::new()
            }
        }
    }

    fn conditions(&mut self, e: &Entry, key: &str, at: &str) -> Vec<Condition> {
        let words = self.texts(e, key, at);
        words
            .iter()
            .filter_map(|word| match Condition::parse(word) {
                Ok(Condition::Open(event)) if !self.names.events.contains(&event) => {
                    let known: Vec<String> = self.names.events.iter().cloned().collect();
                    self.unknown(
                        line(e, key),
                        &format!("{at}.{key}"),
                        &event,
                        known.iter().map(String::as_str),
                    );
                    None
                }
                Ok(condition) => Some(condition),
                Err(hint) => {
                    self.fault(
                        line(e, key),
                        &format!("{at}.{key}"),
                        format!("there is no condition \"{word}\""),
                        hint,
                    );
                    None
                }
            })
            .collect()
    }

    fn rule(&mut self, e: &Entry, key: &str, at: &str, basis: Basis, cite: &str) -> Option<Rule> {
        let (value, line) = e.keys.get(key)?;
        let span = self.span(value, *line, &format!("{at}.{key}"))?;
        let over = e.over.get(key).and_then(|(value, basis, cite)| {
            let basis = if basis == "law" { Basis::Law } else { Basis::Guidance };
            Some(Limit { span: self.span(value, 0, &format!("{at}.{key}"))?, basis, cite: cite.clone() })
        });
        // A local file that only changes the days of a legal duty does not become law by it.
        let basis = if over.is_some() && e.own { Basis::Local.max(basis) } else { basis };
        Some(Rule { own: Limit { span, basis, cite: cite.to_owned() }, over })
    }

    fn span(&mut self, value: &Value, line: usize, at: &str) -> Option<Span> {
        let Value::Table(table) = value else {
            self.fault(line, at, "is not a span", "write { working-days = 5, after = \"looked-after\" }");
            return None;
        };
        let known = [
            "working-days",
            "days",
            "weeks",
            "months",
            "after",
            "before",
            "on",
            "midway",
            "earliest",
            "every",
            "from",
            "rolling",
            "at",
        ];
        for key in table.keys() {
            if !known.contains(&key.as_str()) {
                let hint = nearest(key, known).map(|n| format!("did you mean {n}?")).unwrap_or_default();
                self.fault(line, &format!("{at}.{key}"), "is not part of a span", hint);
                return None;
            }
        }
        let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
        let span = if let Some(anchor) = text("on") {
            Span::On(anchor)
        } else if let Some(Value::Array(ends)) = table.get("midway") {
            let ends: Vec<String> = ends.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect();
            let [a, b] = <[String; 2]>::try_from(ends).ok().or_else(|| {
                self.fault(
                    line,
                    at,
                    "midway needs two days",
                    "write midway = [\"review-held\", \"next-review\"]",
                );
                None
            })?;
            Span::Midway(a, b)
        } else if let Some(Value::Array(spans)) = table.get("earliest") {
            Span::Earliest(spans.iter().filter_map(|v| self.span(v, line, at)).collect())
        } else if let Some(every) = table.get("every") {
            let every = self.every(every, line, at)?;
            let rolling = table.get("rolling").and_then(Value::as_bool).unwrap_or(false);
            Span::Every { every, from: text("from"), rolling, at_end: text("at").as_deref() == Some("end") }
        } else {
            self.offset(table, line, at)?
        };
        let wrong = span.anchors().into_iter().find(|a| !self.names.is_anchor(a)).map(str::to_owned);
        if let Some(word) = wrong {
            let names = &self.names;
            let known =
                ANCHORS.iter().copied().chain(names.duties.iter().chain(&names.events).map(String::as_str));
            let hint = nearest(&word, known).map(|n| format!("did you mean {n}?")).unwrap_or_default();
            self.fault(line, at, format!("there is no day called \"{word}\" to count from"), hint);
            return None;
        }
        Some(span)
    }

    fn offset(&mut self, table: &toml::Table, line: usize, at: &str) -> Option<Span> {
        let unit = Unit::ALL.iter().find(|(_, key)| table.contains_key(*key));
        let way = [("after", Direction::After), ("before", Direction::Before)];
        let way = way.iter().find_map(|(key, d)| Some((*d, table.get(*key)?.as_str()?.to_owned())));
        let (Some((unit, key)), Some((direction, anchor))) = (unit, way) else {
            self.fault(line, at, "is not a span", "write { working-days = 5, after = \"looked-after\" }");
            return None;
        };
        let count = table.get(*key).and_then(Value::as_integer).filter(|n| (0..=4000).contains(n));
        let Some(count) = count.and_then(|n| i32::try_from(n).ok()) else {
            self.fault(line, &format!("{at}.{key}"), "must be a whole number from 0 to 4000", "");
            return None;
        };
        Some(Span::Offset { count, unit: *unit, direction, anchor })
    }

    fn every(&mut self, value: &Value, line: usize, at: &str) -> Option<Every> {
        let count = |key: &str| {
            let n = value.get(key)?.as_integer().filter(|n| (1..=600).contains(n))?;
            i32::try_from(n).ok()
        };
        let every = match value.as_str() {
            Some("working-day") => Some(Every::WorkingDay),
            Some("month") => Some(Every::Month),
            Some("term") => Some(Every::Term),
            Some("year") => Some(Every::Year),
            Some(_) => None,
            None => count("weeks").map(Every::Weeks).or_else(|| count("months").map(Every::Months)),
        };
        if every.is_none() {
            let hint = "one of \"working-day\", \"month\", \"term\", \"year\", { weeks = N }, { months = N }";
            self.fault(line, &format!("{at}.every"), "is not a turn", hint);
        }
        every
    }

    /// A duty whose due day depends on itself could never be dated.
    fn cycles(&mut self, practice: &Practice) {
        for duty in &practice.duties {
            let mut path = vec![duty.id.as_str()];
            if leads_to(practice, duty, &duty.id, &mut path, 0) {
                self.fault(
                    0,
                    &format!("duty.{}.due", duty.id),
                    "its due day depends on itself",
                    path.join(" → "),
                );
            }
        }
    }
}

fn leads_to<'p>(
    practice: &'p Practice,
    from: &'p Duty,
    to: &str,
    path: &mut Vec<&'p str>,
    depth: usize,
) -> bool {
    let Some(rule) = from.due.as_ref().filter(|_| depth < 40) else { return false };
    for anchor in rule.own.span.anchors() {
        let Some(duty) = practice.duty(anchor) else { continue };
        path.push(&duty.id);
        if duty.id == to || leads_to(practice, duty, to, path, depth + 1) {
            return true;
        }
        path.pop();
    }
    false
}

fn line(e: &Entry, key: &str) -> usize {
    e.keys.get(key).map_or(e.line, |(_, l)| *l)
}

fn date(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Datetime(d) => d
            .date
            .and_then(|d| NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))),
        Value::String(s) => s.parse().ok(),
        _ => None,
    }
}

/// The merged entries for `practice show`: keys and spans as in the file.
fn shown(raw: &Raw, source: &str) -> Json {
    let header: serde_json::Map<_, _> =
        raw.header.iter().map(|(k, (v, _))| (k.clone(), as_json(v))).collect();
    let mut all = serde_json::Map::from_iter([("practice".to_owned(), Json::Object(header))]);
    for list in LISTS {
        let entries = raw.list(list).iter().map(|e| {
            let mut shown: serde_json::Map<_, _> =
                e.keys.iter().map(|(k, (v, _))| (k.clone(), as_json(v))).collect();
            for (from, to) in [("item", "items"), ("stage", "stages")] {
                if let Some(value) = shown.remove(from) {
                    shown.insert(to.to_owned(), value);
                }
            }
            for key in ["due", "when"].iter().filter(|_| list == "duty") {
                shown.entry(*key).or_insert(if *key == "when" { json!([]) } else { Json::Null });
            }
            shown.entry("cite").or_insert(json!(source));
            shown.insert("own".into(), json!(e.own));
            Json::Object(shown)
        });
        let name = if list == "duty" { "duties".to_owned() } else { format!("{list}s") };
        all.insert(name, entries.collect());
    }
    Json::Object(all)
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::String(s) => json!(s),
        Value::Integer(i) => json!(i),
        Value::Float(f) => json!(f),
        Value::Boolean(b) => json!(b),
        Value::Datetime(d) => json!(d.to_string()),
        Value::Array(a) => a.iter().map(as_json).collect(),
        Value::Table(t) => Json::Object(t.iter().map(|(k, v)| (k.clone(), as_json(v))).collect()),
    }
}
