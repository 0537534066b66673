//! What an entry of the audit log changed, record by record and field by field, from what to what.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use crate::error::Result;

/// Gives the triggers the function that tells which fields of a row differ.
pub fn install(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    Ok(conn.create_scalar_function("trail_fields", -1, flags, fields)?)
}

/// SQL for the fields that differ between two rows, `now` being empty for a row that goes.
pub fn differing(columns: &[String], was: &str, now: Option<&str>) -> String {
    let told: Vec<&String> = columns.iter().filter(|c| *c != "id").collect();
    let names: Vec<&str> = told.iter().map(|c| c.as_str()).collect();
    let pairs = told.iter().map(|c| match now {
        Some(now) => format!("{was}\"{c}\", {now}\"{c}\""),
        None => format!("{was}\"{c}\", NULL"),
    });
    format!("trail_fields('{}', {})", names.join(","), pairs.collect::<Vec<_>>().join(", "))
}

fn fields(cx: &Context<'_>) -> rusqlite::Result<String> {
    let mut told = Map::new();
    for (n, name) in cx.get_raw(0).as_str()?.split(',').enumerate() {
        let (was, now) = (cx.get_raw(1 + 2 * n), cx.get_raw(2 + 2 * n));
        if was != now {
            told.insert(name.to_owned(), Value::Array(vec![json(was), json(now)]));
        }
    }
    Ok(Value::Object(told).to_string())
}

fn json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(n) => n.into(),
        ValueRef::Text(_) => value.as_str().unwrap_or_default().into(),
        _ => Value::Null,
    }
}

/// Says what an entry was in words, to each child it touched; `None` where it touched no child.
pub fn label(conn: &Connection, entry: i64, act: i64, child: Option<i64>, label: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO trail (entry, child, tbl, row, did, fields) VALUES (?1, ?2, 'act', ?3, 'label', ?4)",
    )?
    .execute(params![entry, child, act, label])?;
    Ok(())
}

/// Where an entry took a child away, keeps of what went with it only that it went: its words are in the undo, as
/// long as there is one, and need not stand here for good.
pub fn spare(conn: &Connection, entry: i64) -> Result<()> {
    conn.prepare_cached(
        "UPDATE trail SET fields = NULL WHERE entry = ?1 AND did = 'remove' AND child IN
           (SELECT row FROM trail WHERE entry = ?1 AND tbl = 'child' AND did = 'remove')",
    )?
    .execute([entry])?;
    Ok(())
}

/// What a table holds, in words.
pub fn words(table: &str) -> &str {
    match table {
        "child" => "a child's details",
        "said" => "what a return said",
        "doubt" => "a doubt about a return",
        "period" => "a period of care",
        "legal" => "a legal status",
        "placement" => "a placement",
        "person" => "a person of the child's",
        "review" => "a review",
        "part" => "a day of a review",
        "attendance" => "who took part in a review",
        "feedback" => "a feedback form",
        "feedback_answer" => "an answer of a feedback form",
        "decision" => "a decision",
        "decision_mark" => "what was said of a decision",
        "done" => "a duty ticked off",
        "note" => "a note or contact",
        "heard" => "how a child was heard",
        "ask" => "what a child asked for",
        "copied" => "what was copied from a sibling",
        "change" => "a change",
        "escalation" => "a concern",
        "escalation_move" => "a move of a concern",
        "escalation_other" => "a child of a shared concern",
        "session" => "a checklist",
        "answer" => "an answer of a checklist",
        "kin" => "a relation between children",
        "setting" => "a setting",
        "practice" => "a practice",
        "holiday" => "a bank holiday",
        "booking" => "a day a review was booked for",
        "busy" => "a day kept free",
        "school_holiday" => "a school holiday",
        "handed" => "a handing over",
        "received" => "a bundle received",
        "trail" => "what the audit log tells of changes",
        other => other,
    }
}
