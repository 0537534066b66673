//! From the entries of a file to a practice, naming every fault by line and key.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::Value;

use super::names::Names;
use super::raw::{Entry, Raw};
use super::words::{hint, is_kebab, kebab, nearest};
use super::{Basis, Practice, Problem};
use crate::model::words::UnknownWord;
use crate::rules::condition::Condition;

/// What reads the entries of a file, and what it found on the way.
pub(super) struct Reader {
    pub(super) names: Names,
    /// Faults: what cannot be read.
    pub(super) problems: Vec<Problem>,
    /// What can be read and is wrong: a day that never comes. A practice that a book already has is worked by with it.
    pub(super) errors: Vec<Problem>,
    /// What can be used and is likely not meant.
    pub(super) doubts: Vec<Problem>,
}

const HEADER: &[&str] = &[
    "id",
    "title",
    "extends",
    "standalone",
    "source",
    "checked",
    "effective-from",
    "guidance",
    "role-names",
    "extra-roles",
    "margin-working-days",
    "due-soon-working-days",
    "late-review-approved-by",
    "letter-age",
    "keep-days",
];

impl Reader {
    pub(super) fn new(raw: &Raw, problems: Vec<Problem>) -> Self {
        Self { names: Names::of(raw), problems, errors: Vec::new(), doubts: Vec::new() }
    }

    pub(super) fn error(
        &mut self,
        line: usize,
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.errors.push(Problem { line, key: key.to_owned(), message: message.into(), hint: hint.into() });
    }

    pub(super) fn doubt(
        &mut self,
        line: usize,
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.doubts.push(Problem { line, key: key.to_owned(), message: message.into(), hint: hint.into() });
    }

    pub(super) fn fault(
        &mut self,
        line: usize,
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.push(Problem { line, key: key.to_owned(), message: message.into(), hint: hint.into() });
    }

    /// A word of a fixed list; otherwise a fault with the nearest one.
    pub(super) fn unknown<'a>(
        &mut self,
        line: usize,
        key: &str,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        self.fault(line, key, format!("\"{word}\" is not a word known here"), hint(word, known));
    }

    pub(super) fn known_keys(&mut self, keys: &BTreeMap<String, (Value, usize)>, known: &[&str], at: &str) {
        for (key, (_, line)) in keys {
            if !known.contains(&key.as_str()) {
                let hint = hint(key, known.iter().copied());
                self.fault(*line, &format!("{at}.{key}"), "this key is not known here", hint);
            }
        }
    }

    pub(super) fn practice(&mut self, raw: &Raw) -> Practice {
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
        if let Some((Value::String(id), line)) = raw.header.get("id")
            && !is_kebab(id)
        {
            let hint = format!("write id = \"{}\"", kebab(id));
            self.fault(*line, "practice.id", "must be small letters, digits and single hyphens", hint);
        }
        for key in ["checked", "effective-from"] {
            if let Some((value, line)) = raw.header.get(key)
                && date(value).is_none()
            {
                let hint = format!("write {key} = 2026-11-24");
                self.fault(*line, &format!("practice.{key}"), "is not a date", hint);
            }
        }
        self.numbers(raw);
        self.posts(raw);
        if let Some((Value::String(word), line)) = raw.header.get("guidance")
            && word != "binding"
            && word != "advisory"
        {
            self.unknown(*line, "practice.guidance", word, ["binding", "advisory"]);
        }
        if let Some((Value::String(role), line)) = raw.header.get("late-review-approved-by")
            && !self.names.roles.contains_key(role)
        {
            let known: Vec<String> = self.names.roles.keys().cloned().collect();
            let at = "practice.late-review-approved-by";
            self.unknown(*line, at, role, known.iter().map(String::as_str));
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
            adopted: None,
            effective_from: raw.header.get("effective-from").and_then(|(v, _)| date(v)),
            guidance_binds: raw.text("guidance") != Some("advisory"),
            margin: number("margin-working-days", 0),
            soon: number("due-soon-working-days", 10),
            letter_age: u32::try_from(number("letter-age", 5)).unwrap_or(5),
            keep_days: raw
                .header
                .get("keep-days")
                .and_then(|(v, _)| u64::try_from(v.as_integer()?).ok())
                .map_or(90, |days| days.min(3650)),
            late_approver: raw.text("late-review-approved-by").map(str::to_owned),
            roles: self.names.roles.clone(),
            regimes: raw.list("regime").iter().map(|e| Arc::new(self.regime(e, &source))).collect(),
            duties: self.entries(raw, "duty").iter().map(|e| Arc::new(self.duty(e, &source))).collect(),
            events: self.entries(raw, "event").iter().map(|e| self.event(e, &source)).collect(),
            checklists: self.entries(raw, "checklist").iter().map(|e| self.checklist(e, &source)).collect(),
            protocols: self
                .entries(raw, "protocol")
                .iter()
                .map(|e| Arc::new(self.protocol(e, &source)))
                .collect(),
            concerns: raw.list("concern").iter().map(|e| self.concern(e, raw)).collect(),
            people: raw.list("people-rule").iter().filter_map(|e| self.people_rule(e, &source)).collect(),
            turning: self
                .entries(raw, "turning-point")
                .iter()
                .map(|e| self.turning_point(e, &source))
                .collect(),
            version: String::new(),
            shown: super::show::shown(raw, &source).to_string(),
            source,
        }
    }

    /// A role that serves in this practice; otherwise a fault with the nearest one.
    pub(super) fn role(&mut self, e: &Entry, key: &str, word: &str, at: &str) {
        if !self.names.roles.contains_key(word) {
            let known: Vec<String> = self.names.roles.keys().cloned().collect();
            self.unknown(line(e, key), &format!("{at}.{key}"), word, known.iter().map(String::as_str));
        }
    }

    pub(super) fn named_duty(&mut self, e: &Entry, key: &str, at: &str) -> Option<String> {
        let word = e.text(key)?.to_owned();
        if !self.names.duties.contains_key(&word) {
            if self.names.dropped.contains(&word) {
                return None;
            }
            let near = nearest(&word, self.names.duties.keys().map(String::as_str));
            let list = || "the id of a duty; casebook practice show england lists them".to_owned();
            let hint = near.map_or_else(list, |near| format!("did you mean {near}?"));
            let message = format!("there is no duty \"{word}\"");
            self.fault(line(e, key), &format!("{at}.{key}"), message, hint);
        }
        Some(word)
    }

    pub(super) fn basis(&mut self, e: &Entry, at: &str, otherwise: Basis) -> Basis {
        self.word(e, "basis", at, otherwise.word()).unwrap_or(otherwise)
    }

    /// What an entry rests on; one that does not say is local, and that is doubtful.
    pub(super) fn ground(&mut self, e: &Entry, at: &str) -> Basis {
        self.says_ground(e, at);
        self.basis(e, at, Basis::Local)
    }

    fn says_ground(&mut self, e: &Entry, at: &str) {
        if e.own && !e.keys.contains_key("basis") {
            let hint = "write basis = \"local\" for your procedure, \"house\" for what nobody asks for";
            self.doubt(e.line, &format!("{at}.basis"), "does not say what it rests on: taken as local", hint);
        }
    }

    /// The ground of an entry that nothing is dated by: a word that is none is wrong, and hinders nothing.
    pub(super) fn stated_ground(&mut self, e: &Entry, at: &str) {
        if let Some(word) = e.text("basis")
            && let Err(unknown) = Basis::from_word(word)
        {
            let message = format!("\"{word}\" is not a word known here");
            self.error(line(e, "basis"), &format!("{at}.basis"), message, hint(word, unknown.known()));
        }
    }

    /// The same of an event, which ought to say it.
    pub(super) fn ground_of_event(&mut self, e: &Entry, at: &str) {
        self.says_ground(e, at);
        self.stated_ground(e, at);
    }

    /// The word of a closed set under a key, `otherwise` where the key is not there; a fault where it is none.
    pub(super) fn word<T>(&mut self, e: &Entry, key: &str, at: &str, otherwise: &str) -> Option<T>
    where
        T: FromStr<Err = UnknownWord>,
    {
        let word = e.text(key).unwrap_or(otherwise);
        let fault =
            |unknown: UnknownWord| self.unknown(line(e, key), &format!("{at}.{key}"), word, unknown.known());
        word.parse().map_err(fault).ok()
    }

    pub(super) fn cite(&mut self, e: &Entry, at: &str, source: &str) -> String {
        let cite = e.text("cite").unwrap_or(source).to_owned();
        if cite.is_empty() {
            self.fault(e.line, &format!("{at}.cite"), "has no source", "add cite = \"document, heading\"");
        }
        cite
    }

    /// Whether an entry bears a mark; a fault where it is neither true nor false.
    pub(super) fn mark(&mut self, e: &Entry, key: &str, at: &str) -> bool {
        let Some((value, line)) = e.keys.get(key) else { return false };
        if value.as_bool().is_none() {
            self.fault(*line, &format!("{at}.{key}"), "is true or false", format!("write {key} = true"));
        }
        value.as_bool() == Some(true)
    }

    pub(super) fn texts(&mut self, e: &Entry, key: &str, at: &str) -> Vec<String> {
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

    /// The words of a closed set in a list; a fault for each that is none.
    pub(super) fn words<T>(&mut self, e: &Entry, key: &str, at: &str) -> Vec<T>
    where
        T: FromStr<Err = UnknownWord>,
    {
        let mut found = Vec::new();
        for word in self.texts(e, key, at) {
            match word.parse::<T>() {
                Ok(one) => found.push(one),
                Err(unknown) => self.unknown(line(e, key), &format!("{at}.{key}"), &word, unknown.known()),
            }
        }
        found
    }

    pub(super) fn conditions(&mut self, e: &Entry, key: &str, at: &str) -> Vec<Condition> {
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
}

pub(super) fn line(e: &Entry, key: &str) -> usize {
    e.keys.get(key).map(|(_, l)| *l).filter(|l| *l > 0).unwrap_or(e.line)
}

pub(super) fn date(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Datetime(d) => d
            .date
            .and_then(|d| NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))),
        Value::String(s) => s.parse().ok(),
        _ => None,
    }
}
