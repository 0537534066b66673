//! A template filled with facts: Markdown in which a fact stands as data, whatever is written in it.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior};

use super::facts::Facts;
use super::markdown::GAP;
use super::reader::Reader;
use crate::error::{Error, Result};
use crate::model::text::capital;

/// The longest a template may run, in its own steps: a loop without end stops there.
const STEPS: u64 = 2_000_000;

/// A template to fill.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template<'t> {
    /// Its name in messages: `letter`, or a file.
    pub(crate) name: &'t str,
    pub(crate) text: &'t str,
}

impl Template<'_> {
    /// The text, filled.
    ///
    /// # Errors
    /// Kind data where the template names what is not a fact, prints a fact that is missing, or is not well
    /// formed: with its line, and the nearest name there is.
    pub(crate) fn fill(&self, facts: &Facts) -> Result<String> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
        env.set_formatter(put);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        env.set_syntax(syntax.map_err(|e| self.fault(&e))?);
        env.set_fuel(Some(STEPS));
        env.add_filter("day", day);
        env.add_filter("weekday", weekday);
        env.add_filter("clock", clock);
        env.add_filter("gap", gap);
        env.add_filter("sentence", sentence);
        let known = Value::from(Serde(facts));
        let template = env.template_from_named_str(self.name, self.text).map_err(|e| self.fault(&e))?;
        let names = names(&known);
        let mut asked: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        asked.sort();
        if let Some(unknown) = asked.iter().find(|a| !self.is_known(a, &known, &names)) {
            return Err(self.unknown(unknown, &names));
        }
        template.render(&known).map_err(|e| self.fault(&e)).map(|text| tidy(&text))
    }

    /// Whether it may use a name: a fact, something beneath one that this document has not, or a name it set.
    fn is_known(&self, name: &str, facts: &Value, names: &BTreeSet<String>) -> bool {
        let root = name.split('.').next().unwrap_or(name);
        let absent = || names.contains(root) && facts.get_attr(root).is_ok_and(|v| v.is_none());
        names.contains(name) || self.text.contains(&format!("set {root} ")) || absent()
    }

    fn unknown(&self, name: &str, names: &BTreeSet<String>) -> Error {
        let line = self.text.lines().position(|l| l.contains(name)).map_or(1, |n| n + 1);
        let near = names
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
        let error = Error::data(format!(
            "The template {} names {name:?} in line {line}, which is no fact; nothing was written.",
            self.name
        ));
        match near {
            Some(near) => error.hint(format!("The nearest is {near:?}.")),
            None => error,
        }
    }

    fn fault(&self, e: &minijinja::Error) -> Error {
        let line = e.line().map_or_else(String::new, |n| format!(" in line {n}"));
        let what = match (e.kind(), e.detail()) {
            (ErrorKind::UndefinedError, _) => "names what is no fact".to_owned(),
            (_, Some(detail)) => format!("is not right: {detail}"),
            (kind, None) => format!("is not right: {kind}"),
        };
        Error::data(format!("The template {}{line} {what}; nothing was written.", self.name))
            .hint("docs/guide/documents.md lists every fact a template may name.")
    }
}

/// Every name a template may use, with those beneath it; rows of a list are not among them.
fn names(facts: &Value) -> BTreeSet<String> {
    fn walk(at: &str, value: &Value, names: &mut BTreeSet<String>) {
        if value.kind() != ValueKind::Map {
            return;
        }
        for key in value.try_iter().into_iter().flatten() {
            let name = if at.is_empty() { key.to_string() } else { format!("{at}.{key}") };
            if let Ok(inner) = value.get_item(&key) {
                walk(&name, &inner, names);
            }
            names.insert(name);
        }
    }
    let mut all = BTreeSet::from(["loop".to_owned()]);
    walk("", facts, &mut all);
    all
}

/// Writes a value: a missing one is a fault of the template, words are escaped.
fn put(
    out: &mut Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> std::result::Result<(), minijinja::Error> {
    if value.is_none() || value.is_undefined() {
        return Err(minijinja::Error::new(
            ErrorKind::InvalidOperation,
            "a fact that can be missing is printed; ask `if` it is there, or give `| gap(\"what to fill in\")`",
        ));
    }
    let text = match value.as_str() {
        Some(text) if !value.is_safe() => escaped(text),
        Some(text) => text.to_owned(),
        None => value.to_string(),
    };
    out.write_str(&text).map_err(minijinja::Error::from)
}

/// Words that mean nothing to Markdown but themselves, on one line.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    let one = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    for (n, c) in one.chars().enumerate() {
        let first = n == 0 && matches!(c, '-' | '+' | '=' | '>');
        if first || matches!(c, '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '#' | '[' | ']' | '~' | '&') {
            safe.push('\\');
        }
        safe.push(c);
    }
    // `1. ` at the beginning would be a list.
    let digits = safe.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && safe.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") ")) {
        safe.insert(digits, '\\');
    }
    safe
}

fn date(value: &Value) -> std::result::Result<NaiveDate, minijinja::Error> {
    let text = value.as_str().unwrap_or_default();
    text.parse().map_err(|_| {
        minijinja::Error::new(
            ErrorKind::InvalidOperation,
            format!("{value} is no date; ask `if` it is there"),
        )
    })
}

/// `9 March`, with the year where it is not this one; a record for professionals always has it.
fn day(state: &State<'_, '_>, value: Value) -> std::result::Result<String, minijinja::Error> {
    let day = date(&value)?;
    let is = |reader: Reader| state.lookup("reader").is_some_and(|r| r.as_str() == Some(reader.word()));
    let this = state.lookup("today").and_then(|t| date(&t).ok()).map(|t| t.year());
    let short = this == Some(day.year()) && !is(Reader::Professional);
    Ok(day.format(if short { "%-d %B" } else { "%-d %B %Y" }).to_string())
}

/// `1 pm`, `10:30 am`, as a child says it.
fn clock(text: String) -> String {
    let Ok(time) = NaiveTime::parse_from_str(&text, "%H:%M") else { return text };
    time.format(if time.minute() == 0 { "%-I %P" } else { "%-I:%M %P" }).to_string()
}

/// `Tuesday 9 March`, likewise.
fn weekday(state: &State<'_, '_>, value: Value) -> std::result::Result<String, minijinja::Error> {
    let name = date(&value)?.format("%A").to_string();
    Ok(format!("{name} {}", day(state, value)?))
}

/// The fact, or a place to fill in what it is.
fn gap(value: Value, what: String) -> Value {
    let there = !value.is_none() && !value.is_undefined() && value.as_str() != Some("");
    if there { value } else { Value::from_safe_string(format!("{GAP} {} {GAP}", escaped(&what))) }
}

/// Words that begin with a capital and end with a stop.
fn sentence(text: String) -> String {
    let text = capital(text.trim());
    if text.is_empty() || text.ends_with(['.', '!', '?', '"', '”']) { text } else { text + "." }
}

/// At most one blank line between blocks.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|l| l.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}
