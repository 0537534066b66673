//! Who did what, as the audit log tells it: one row for each field that was changed, one for what changed none.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::model::ids::{ActId, ChildId};
use crate::rules::working::count;
use crate::store::{Changed, Entry};

/// A field changed, a record added or removed, a record looked at, something handed out, the book opened.
#[derive(Debug, Serialize)]
pub(crate) struct AuditRow {
    /// The number of the entry in the log.
    pub(crate) entry: i64,
    /// When, UTC.
    pub(crate) at: String,
    /// The IRO whose book it was.
    pub(crate) who: String,
    pub(crate) child: Option<String>,
    /// A sentence.
    pub(crate) what: String,
    /// The act, as undo knows it.
    pub(crate) act: Option<ActId>,
    pub(crate) action: String,
    /// The record and the field that were changed.
    pub(crate) record: Option<String>,
    pub(crate) row: Option<i64>,
    pub(crate) field: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

/// An entry in a sentence, and what it changed in some more; with the child's id, for whoever hides names.
#[derive(Debug)]
pub(crate) struct AuditLine {
    /// When, UTC, for people.
    pub(crate) at: String,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) changes: Vec<String>,
}

/// The entries as rows for scripts, latest first.
pub(crate) fn rows(board: &Board, entries: &[Entry]) -> Vec<AuditRow> {
    let numbers: HashMap<ChildId, &str> =
        board.children().iter().map(|r| (r.id(), r.case.child.number.as_str())).collect();
    let mut rows = Vec::new();
    for entry in entries {
        let number = |child: Option<ChildId>| child.and_then(|c| numbers.get(&c)).map(|n| (*n).to_owned());
        let row = |change: Option<&Changed>| AuditRow {
            entry: entry.number,
            at: entry.at.clone(),
            who: entry.who.clone(),
            child: number(change.and_then(|c| c.child).or(entry.child)),
            what: sentence(board, entry),
            act: entry.act,
            action: change.map_or_else(|| entry.action.clone(), |c| c.did.clone()),
            record: change.map(|c| c.table.clone()),
            row: change.map(|c| c.row),
            field: None,
            from: None,
            to: None,
        };
        if entry.changes.is_empty() {
            rows.push(row(None));
        }
        for change in &entry.changes {
            if change.fields.is_empty() {
                rows.push(row(Some(change)));
            }
            rows.extend(change.fields.iter().map(|(name, was, now)| AuditRow {
                field: Some(name.clone()),
                from: text(was),
                to: text(now),
                ..row(Some(change))
            }));
        }
    }
    rows
}

/// The entries in sentences, latest first.
pub(crate) fn lines(board: &Board, entries: &[Entry]) -> Vec<AuditLine> {
    let line = |entry: &Entry| AuditLine {
        at: moment(&entry.at),
        who: entry.who.clone(),
        what: sentence(board, entry),
        changes: entry.changes.iter().flat_map(changes).collect(),
    };
    entries.iter().map(line).collect()
}

/// `Fri 27 Nov 2026 08:40`, of a moment as the log has it.
pub(crate) fn moment(at: &str) -> String {
    let read = NaiveDateTime::parse_from_str(at.trim_end_matches('Z'), "%Y-%m-%dT%H:%M:%S%.f");
    read.map_or_else(|_| at.to_owned(), |at| at.format("%a %-d %b %Y %H:%M").to_string())
}

/// What an entry tells, as a sentence without who and when.
fn sentence(board: &Board, entry: &Entry) -> String {
    let of = |child: Option<ChildId>| match child.map(|c| board.row(c)) {
        Some(Some(row)) => format!(" of {}", row.case.child.name()),
        Some(None) => " of a child no longer in the book".to_owned(),
        None => String::new(),
    };
    let label = || match (&entry.label, entry.act) {
        (Some(label), _) => label.clone(),
        (None, Some(act)) => format!("act {}{}", act.0, of(entry.child)),
        (None, None) => "an act".to_owned(),
    };
    match entry.action.as_str() {
        "act" => label(),
        "undo" => format!("Taken back: {}", label()),
        "redo" => format!("Done again: {}", label()),
        "create" => "The book was made".to_owned(),
        "open" => "The book was opened".to_owned(),
        "view" => format!("The record{} was looked at", of(entry.child)),
        "backup" => "A backup was made".to_owned(),
        "restore" => "A backup was put in the book's place".to_owned(),
        "salvage" => "What could be read of a damaged book was brought here".to_owned(),
        "version" => format!("The book was brought to a new version ({})", entry.detail),
        "rekey" => "The key of the book was exchanged".to_owned(),
        "passphrase" => "The passphrase was changed".to_owned(),
        "passphrase-recovered" => "A new passphrase was set by the recovery code".to_owned(),
        "recovery-code" => "A recovery code was made".to_owned(),
        "wrong-passphrase" => {
            let n = entry.detail.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0);
            format!(
                "{} before the book was opened",
                count(n, "wrong passphrase was tried", "wrong passphrases were tried")
            )
        }
        what => format!("Handed out: {what}{}", of(entry.child)),
    }
}

/// What was done to one record, a line for each field.
fn changes(change: &Changed) -> Vec<String> {
    let what = change.says();
    let value = |v: &serde_json::Value| match text(v) {
        Some(text) if text.chars().count() > 120 => {
            format!("\"{} …\"", text.chars().take(120).collect::<String>().replace('\n', " "))
        }
        Some(text) => format!("\"{}\"", text.replace('\n', " ")),
        None => "nothing".to_owned(),
    };
    match change.did.as_str() {
        "add" => vec![format!("{what} added (record {})", change.row)],
        "remove" if change.fields.is_empty() => vec![format!("{what} removed (record {})", change.row)],
        "remove" => {
            let was: Vec<String> = change
                .fields
                .iter()
                .filter(|(name, was, _)| text(was).is_some_and(|t| !t.is_empty()) && name != "child")
                .map(|(name, was, _)| format!("{} {}", field(name), value(was)))
                .collect();
            vec![format!("{what} removed (record {}): {}", change.row, was.join(", "))]
        }
        _ => {
            let told = change.fields.iter().map(|(name, was, now)| {
                format!(
                    "{what} (record {}): {} from {} to {}",
                    change.row,
                    field(name),
                    value(was),
                    value(now)
                )
            });
            told.collect()
        }
    }
}

/// A column, in words.
fn field(name: &str) -> String {
    match name {
        "dob" => "date of birth".to_owned(),
        "uasc" => "unaccompanied asylum-seeking child".to_owned(),
        "whom" => "with whom".to_owned(),
        "at" => "time".to_owned(),
        "pasted" => "pasted into the council's system".to_owned(),
        name => name.replace('_', " "),
    }
}

fn text(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
