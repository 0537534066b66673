//! A child's whole record as one readable document, for who asks to see what is held about them: everything that is
//! recorded, third persons masked.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::mask::Mask;
use super::page::{Page, escaped};
use super::reader::{Guarded, Reader};
use super::redact::Redaction;
use crate::board::{Board, Row};
use crate::error::{Error, Result};
use crate::model::codes::{ENDS, PLACES, PROVIDERS, legal_title, title};
use crate::model::role::Role;
use crate::model::text::capital;
use crate::rules::working::long;

/// The kinds of record, by the name a case has them under.
const SECTIONS: &[(&str, &str)] = &[
    ("periods", "Time in care"),
    ("legal", "Legal status"),
    ("placements", "Homes"),
    ("people", "People with a part"),
    ("reviews", "Reviews"),
    ("bookings", "Days reviews were booked for"),
    ("decisions", "Decisions"),
    ("feedback", "Feedback on reviews"),
    ("notes", "Notes and contacts"),
    ("heard", "How the child was heard"),
    ("asks", "What the child asked for"),
    ("changes", "What happened"),
    ("done", "Duties done"),
    ("escalations", "Concerns raised with the authority"),
    ("sessions", "Checklists"),
    ("copied", "Copied from a brother or sister"),
];

/// Fields that say nothing to a reader: numbers of rows.
const SILENT: &[&str] = &["id", "note", "review", "other", "others", "row", "subject", "decision"];
/// Marks of the program that say nothing of the child.
const INNER: &[&str] = &["calendar", "practice", "pasted"];

/// Fields whose words are the program's or the practice's, never a person's.
const OURS: &[&str] =
    &["concern", "duty", "how", "kind", "mark", "place", "question", "regime", "role", "stage"];

/// Roles whose holders act in private: not named to others.
const PRIVATE: [Role; 3] = [Role::Parent, Role::Carer, Role::IndependentVisitor];

/// Everything recorded of a child; `names` leaves third persons as they stand.
///
/// # Errors
/// When the record cannot be put in words.
pub(crate) fn record(board: &Board, row: &Row, names: bool) -> Result<Page> {
    let chosen = [Guarded::Concern, Guarded::SaidAlone, Guarded::Address, Guarded::Carer];
    let redaction = Redaction::new(board, row, Reader::Professional, &chosen);
    let private = row.case.people.iter().filter(|p| PRIVATE.iter().any(|role| p.role == *role));
    let carers = row.case.placements.iter().map(|p| p.carer.as_str());
    let own = [row.case.child.forename.clone(), row.case.child.surname.clone()];
    let third = Mask::of_names(private.map(|p| p.name.as_str()).chain(carers), &own);
    let clean = |text: &str| if names { text.to_owned() } else { third.apply(&redaction.words(text)) };
    let case = serde_json::to_value(&row.case).map_err(Error::internal)?;
    let title = format!("Everything recorded about {}", row.case.child.name());
    let mut text = format!("# {}\n\n", escaped(&title));
    let day = long(board.today);
    let _ =
        writeln!(text, "As the IRO's book has it on {day}. The authority's own record is kept elsewhere.\n");
    if !names {
        text.push_str("Names of other people in private life, and how to reach anybody, are left out.\n\n");
    }
    text.push_str("## The child\n\n");
    if let Some(fields) = case.get("child").and_then(Value::as_object) {
        for (name, value) in fields {
            if let Some(said) = said(name, value, &|t| t.to_owned()) {
                let _ = writeln!(text, "- {}: {}", label(name), escaped(&said));
            }
        }
    }
    if let Some(handed) = &row.case.handed {
        let _ = writeln!(text, "- {}", escaped(&capital(&handed.words())));
    }
    for (key, head) in SECTIONS {
        let rows = case.get(*key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let _ = write!(text, "\n## {head}\n\n");
        if rows.is_empty() {
            text.push_str("Nothing is recorded.\n");
        }
        for fields in rows.iter().filter_map(Value::as_object) {
            let _ = writeln!(text, "- {}", escaped(&line(fields, &clean)));
        }
    }
    Ok(Page { title, author: board.iro.clone(), text, wide: false, charts: Vec::new() })
}

/// A row as one line: its day first, then what else it says.
fn line(fields: &Map<String, Value>, clean: &dyn Fn(&str) -> String) -> String {
    let first = ["date", "start", "held", "raised", "started", "day"];
    let first = first.into_iter().find(|name| fields.get(*name).is_some_and(Value::is_string));
    let head = first.and_then(|name| said(name, fields.get(name)?, clean));
    let rest = fields
        .iter()
        .filter(|(name, _)| Some(name.as_str()) != first)
        .filter_map(|(name, value)| Some(format!("{}: {}", label(name), said(name, value, clean)?)));
    head.into_iter().chain(rest).collect::<Vec<_>>().join("; ")
}

/// A value in words; nothing where it says nothing.
fn said(name: &str, value: &Value, clean: &dyn Fn(&str) -> String) -> Option<String> {
    if INNER.contains(&name) || (SILENT.contains(&name) && !value.is_string()) {
        return None;
    }
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(n) => Some(n.to_string()),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(match (name, text.parse()) {
            (_, Ok(day)) => long(day),
            ("code", _) => coded(text),
            ("end_reason", _) => title(ENDS, text).to_owned(),
            ("provider", _) => title(PROVIDERS, text).to_owned(),
            (name, _) if OURS.contains(&name) => text.replace('-', " "),
            _ => clean(text),
        }),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().filter_map(|one| said("", one, clean)).collect();
            (!all.is_empty()).then(|| all.join(" / "))
        }
        Value::Object(fields) => Some(line(fields, clean)).filter(|line| !line.is_empty()),
    }
}

/// A code of a legal status or a home in words.
fn coded(code: &str) -> String {
    let legal = legal_title(code);
    let words = if legal == code { title(PLACES, code) } else { legal };
    if words == code { code.to_owned() } else { format!("{words} ({code})") }
}

/// The name of a field, for people.
fn label(name: &str) -> String {
    match name {
        "dob" => "Born".to_owned(),
        "uasc" => "Unaccompanied asylum-seeking".to_owned(),
        "judged" => "Judged".to_owned(),
        name => capital(&name.replace('_', " ")),
    }
}
