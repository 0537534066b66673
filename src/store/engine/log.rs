//! The triggers that write, beside every changed row, the SQL that takes the change back: SQLite's own
//! undo pattern. They are temporary and made anew from the schema at each opening, so that they always
//! fit it. A write outside an act is refused, for there is no act to log it under.

use rusqlite::{Connection, params};

use super::connect::run;
use super::migrate::TABLES;
use crate::error::Result;

/// Makes the triggers of every table.
pub fn install(conn: &Connection) -> Result<()> {
    run(conn, "CREATE TEMP TABLE undo_state (act INTEGER NOT NULL, side TEXT NOT NULL) STRICT")?;
    for table in TABLES {
        log_adds(conn, table, true)?;
        log_changes(conn, table)?;
        log_removes(conn, table, true)?;
    }
    Ok(())
}

/// From here on changes are logged under `act` on `side`, until [`stop`].
pub fn start(conn: &Connection, act: i64, side: &str) -> Result<()> {
    stop(conn)?;
    conn.prepare_cached("INSERT INTO undo_state (act, side) VALUES (?1, ?2)")?.execute(params![act, side])?;
    Ok(())
}

/// Ends the logging.
pub fn stop(conn: &Connection) -> Result<()> {
    conn.prepare_cached("DELETE FROM undo_state")?.execute([])?;
    Ok(())
}

/// Switches the logging of rows added to a table.
pub fn log_adds(conn: &Connection, table: &str, on: bool) -> Result<()> {
    if !on {
        return run(conn, &format!("DROP TRIGGER temp.add_{table}"));
    }
    let inverse = format!("'DELETE FROM {table} WHERE id=' || new.id");
    trigger(conn, table, "add", "INSERT", "", &inverse)
}

/// Switches the logging of rows removed from a table.
pub fn log_removes(conn: &Connection, table: &str, on: bool) -> Result<()> {
    if !on {
        return run(conn, &format!("DROP TRIGGER temp.remove_{table}"));
    }
    let columns = columns(conn, table)?;
    let inverse = format!("'{}' || {}", insert(table, &columns), tuple("old.", &columns));
    trigger(conn, table, "remove", "DELETE", "", &inverse)
}

fn log_changes(conn: &Connection, table: &str) -> Result<()> {
    let columns = columns(conn, table)?;
    let differs: Vec<String> = columns.iter().map(|c| format!("old.\"{c}\" IS NOT new.\"{c}\"")).collect();
    let sets: Vec<String> = columns.iter().map(|c| format!("\"{c}\"=' || quote(old.\"{c}\")")).collect();
    let inverse = format!("'UPDATE {table} SET {} || ' WHERE id=' || new.id", sets.join(" || ',"));
    trigger(conn, table, "change", "UPDATE", &format!("WHEN {}", differs.join(" OR ")), &inverse)
}

fn trigger(conn: &Connection, table: &str, did: &str, on: &str, when: &str, inverse: &str) -> Result<()> {
    run(
        conn,
        &format!(
            "CREATE TEMP TRIGGER {did}_{table} AFTER {on} ON {table} {when} BEGIN
               INSERT INTO undo_step (act, side, tbl, did, sql) VALUES
                 ((SELECT act FROM undo_state), (SELECT side FROM undo_state), '{table}', '{did}', {inverse});
             END"
        ),
    )
}

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
