//! From the text of a practice, with what it stands on, to the practice and what is wrong with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use toml::Value;

use super::raw::{self, Raw};
use super::read::Reader;
use super::texts::SHIPPED;
use super::words::nearest;
use super::{Practice, Problem, Protocol, doubts};
use crate::error::{Error, Result};
use crate::rules::calendar::Calendar;

/// The text of the practice of an id, to stand on.
type Base<'b> = &'b dyn Fn(&str) -> Option<String>;

/// A practice that could be read, and what is wrong or doubtful in it all the same.
struct Reading {
    practice: Practice,
    raw: Raw,
    errors: Vec<Problem>,
    doubts: Vec<Problem>,
}

/// Reads a practice, its bases fetched by id, and refuses it on its first fault or error.
///
/// # Errors
/// Kind data, naming the first by line and key and how many more there are.
pub(crate) fn load(text: &str, base: Base<'_>) -> Result<Practice> {
    parse(text, base).map_err(|problems| refused(&problems))
}

/// Reads a practice that a book has been worked by: what was found wrong in such files since then does not close it.
///
/// # Errors
/// Kind data, where it cannot be read.
pub(crate) fn load_kept(text: &str, base: Base<'_>) -> Result<Practice> {
    read(text, base).map(|reading| reading.practice).map_err(|problems| refused(&problems))
}

fn refused(problems: &[Problem]) -> Error {
    let first = problems.first();
    let (line, key) = first.map_or((0, ""), |p| (p.line, p.key.as_str()));
    let message = first.map_or("", |p| p.message.as_str());
    let more = problems.len().saturating_sub(1);
    let more = if more > 0 { format!(" ({more} more)") } else { String::new() };
    let hint = first.map_or("", |p| p.hint.as_str());
    Error::data(format!("The practice cannot be used: line {line}, {key}: {message}{more}."))
        .hint(if hint.is_empty() { "Run: casebook practice check FILE".to_owned() } else { hint.to_owned() })
}

/// Reads a practice; all that is wrong with it otherwise.
///
/// # Errors
/// The faults and errors, in the order of their lines.
pub(crate) fn parse(text: &str, base: Base<'_>) -> std::result::Result<Practice, Vec<Problem>> {
    let reading = read(text, base)?;
    if reading.errors.is_empty() { Ok(reading.practice) } else { Err(reading.errors) }
}

/// What is wrong with a practice, and where nothing is, what is doubtful: each by the line of the file.
pub(crate) fn check(text: &str, base: Base<'_>, calendar: &Calendar) -> (Vec<Problem>, Vec<Problem>) {
    let reading = match read(text, base) {
        Ok(reading) if reading.errors.is_empty() => reading,
        Ok(reading) => return (reading.errors, Vec::new()),
        Err(faults) => return (faults, Vec::new()),
    };
    let found = doubts(&reading.practice, calendar).into_iter();
    let placed = found.map(|doubt| Problem { line: reading.raw.stands(&doubt.key), ..doubt });
    let mut all: Vec<Problem> = reading.doubts.into_iter().chain(placed).collect();
    all.sort_by_key(|doubt| doubt.line);
    (Vec::new(), all)
}

fn read(text: &str, base: Base<'_>) -> std::result::Result<Reading, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut texts = vec![text.to_owned()];
    let mut raw = raw::read(text, &mut problems);
    // Of a text that is no TOML nothing else can be said.
    if problems.iter().any(|p| p.message.starts_with(raw::NOT_TOML)) {
        return Err(problems);
    }
    if let Some((id, shipped)) = SHIPPED.iter().find(|(id, _)| raw.text("id") == Some(id))
        && *shipped != text
    {
        let message = format!("{id} is the id of a practice that comes with the program");
        let hint = format!("give it another id; to build on that one write extends = \"{id}\"");
        problems.push(Problem { line: raw.line("id"), key: "practice.id".into(), message, hint });
    }
    let alone = ground(&raw);
    let extends = raw.text("extends").map(str::to_owned);
    let mut next = extends.clone();
    let mut seen = BTreeSet::new();
    while let Some(id) = next.take() {
        let found = seen.insert(id.clone()).then(|| base(&id)).flatten();
        let Some(below) = found else {
            let near = nearest(&id, SHIPPED.iter().map(|(id, _)| *id));
            problems.push(Problem {
                line: raw.line("extends"),
                key: "practice.extends".into(),
                message: format!("there is no practice {id} to extend"),
                hint: near.map_or(BEGIN.to_owned(), |near| format!("did you mean {near}?")),
            });
            // What stands in it cannot be told from what is wrong without what it was laid over.
            return Err(problems);
        };
        let mut ignored = Vec::new();
        let under = raw::read(&below, &mut ignored);
        next = under.text("extends").map(str::to_owned);
        texts.push(below);
        raw = raw::overlay(under, raw, &mut problems);
    }
    let mut reader = Reader::new(&raw, problems);
    let mut practice = reader.practice(&raw);
    practice.extends = extends;
    practice.version = version(&texts);
    reader.cycles(&practice, &raw);
    let Reader { mut problems, mut errors, doubts, .. } = reader;
    if !problems.is_empty() {
        // Without what it was meant to stand on, the rest cannot be told from what is wrong.
        problems.append(&mut errors);
        problems.sort_by_key(|p| p.line);
        return Err(alone.map_or(problems, |alone| vec![alone]));
    }
    errors.extend(alone);
    errors.sort_by_key(|p| p.line);
    Ok(Reading { practice, raw, errors, doubts })
}

const BEGIN: &str = "extends = \"england\" is where most begin";

/// A file that stands on nothing and does not say that it means to.
fn ground(raw: &Raw) -> Option<Problem> {
    let says = raw.text("extends").is_some();
    let alone = raw.header.get("standalone").is_some_and(|(v, _)| *v == Value::Boolean(true));
    (!says && !alone).then(|| Problem {
        line: raw.line("id"),
        key: "practice.extends".into(),
        message: "is missing: law and guidance would not hold".into(),
        hint: format!("{BEGIN}; standalone = true for a file that holds them itself"),
    })
}

/// The protocols of a copy of a practice as a book keeps it (the text of [`Practice::as_json`]).
pub(crate) fn kept_protocols(text: &str) -> Vec<Arc<Protocol>> {
    let Some(raw) = super::show::kept(text) else { return Vec::new() };
    // It was read without a fault when it was kept.
    let mut reader = Reader::new(&raw, Vec::new());
    let source = raw.text("source").unwrap_or_default().to_owned();
    raw.list("protocol").iter().map(|e| Arc::new(reader.protocol(e, &source))).collect()
}

fn version(texts: &[String]) -> String {
    let mut hash = Sha256::new();
    texts.iter().for_each(|t| hash.update(t.as_bytes()));
    hash.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect()
}
