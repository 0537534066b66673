//! The tables of the book whose rows are facts, and their rows as text.

use rusqlite::Connection;

use crate::error::Result;

/// The tables whose rows are facts: logged for undo, a parent before its children.
pub const TABLES: &[&str] = &[
    "child",
    "said",
    "doubt",
    "period",
    "legal",
    "placement",
    "person",
    "review",
    "part",
    "attendance",
    "feedback",
    "feedback_answer",
    "decision",
    "decision_mark",
    "done",
    "note",
    "heard",
    "ask",
    "copied",
    "change",
    "escalation",
    "escalation_move",
    "escalation_other",
    "session",
    "answer",
    "document",
    "kin",
    "setting",
    "practice",
    "holiday",
    "booking",
    "busy",
    "school_holiday",
    "handed",
    "received",
];

/// The columns of a table, in order.
pub fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let mut query = conn.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names = query.query_map([table], |r| r.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// The head of an INSERT of whole rows, up to its values.
pub fn insert(table: &str, columns: &[String]) -> String {
    format!("INSERT INTO {table} (\"{}\") VALUES ", columns.join("\",\""))
}

/// An SQL expression that gives a row's values as the text of an SQL tuple.
pub fn tuple(row: &str, columns: &[String]) -> String {
    let values: Vec<String> = columns.iter().map(|c| format!("quote({row}\"{c}\")")).collect();
    format!("'(' || {} || ')'", values.join(" || ',' || "))
}
