//! The triggers that write, beside every changed row, the SQL that takes the change back (SQLite's own undo
//! pattern) and whose row it is. They are temporary and made from the schema at the first act after an opening, so
//! that they always fit it and a book that is only read does without. From then on a write outside an act is
//! refused, for there is no act to log it under.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::connect::run;
use super::kept::AuditKey;
use super::ledger::{TABLES, columns, insert, tuple};
use super::{seal, trail};
use crate::error::Result;
use crate::model::ids::ChildId;

/// What of the book an act, or taking one back, touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Too much to name.
    Everything,
    /// Only so much.
    Only {
        /// The children, by id: every child that a changed row is shown with.
        children: Vec<ChildId>,
        /// Anything that is no child's: settings, the days of the diary, what is recorded of the service.
        rest: bool,
    },
}

impl Touched {
    /// Whether anything that is no child's may be touched.
    pub(crate) fn rest(&self) -> bool {
        matches!(self, Touched::Everything | Touched::Only { rest: true, .. })
    }
}

/// Makes the triggers of every table.
pub fn install(conn: &Connection, key: &AuditKey) -> Result<()> {
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Deferred)?;
    run(
        conn,
        "CREATE TEMP TABLE undo_state (act INTEGER NOT NULL, side TEXT NOT NULL, entry INTEGER NOT NULL) STRICT;
         CREATE TEMP TABLE undo_touched (child INTEGER) STRICT",
    )?;
    seal::install(conn, key)?;
    trail::install(conn)?;
    for table in TABLES {
        log_adds(conn, table, true)?;
        log_changes(conn, table)?;
        log_removes(conn, table, true)?;
    }
    Ok(tx.commit()?)
}

/// From here on changes are logged under `act` on `side`, and told in the audit's `entry`, until [`stop`].
pub fn start(conn: &Connection, act: i64, side: &str, entry: i64) -> Result<()> {
    stop(conn)?;
    conn.prepare_cached("DELETE FROM undo_touched")?.execute([])?;
    conn.prepare_cached("INSERT INTO undo_state (act, side, entry) VALUES (?1, ?2, ?3)")?
        .execute(params![act, side, entry])?;
    Ok(())
}

/// Ends the logging.
pub fn stop(conn: &Connection) -> Result<()> {
    conn.prepare_cached("DELETE FROM undo_state")?.execute([])?;
    Ok(())
}

/// What the changes since [`start`] touched.
pub fn touched(conn: &Connection) -> Result<Touched> {
    let mut query = conn.prepare_cached("SELECT DISTINCT child FROM undo_touched ORDER BY child")?;
    let found = query.query_map([], |r| r.get(0))?.collect::<Result<Vec<Option<i64>>, _>>()?;
    let children = found.iter().flatten().map(|id| ChildId(*id)).collect();
    Ok(Touched::Only { children, rest: found.contains(&None) })
}

/// Switches the logging of rows added to a table.
pub fn log_adds(conn: &Connection, table: &str, on: bool) -> Result<()> {
    if !on {
        return run(conn, &format!("DROP TRIGGER temp.add_{table}"));
    }
    let inverse = format!("'DELETE FROM {table} WHERE id=' || new.id");
    trigger(conn, table, "add", ("INSERT", table), (&inverse, "new", "NULL"), &whose(table, "new"))
}

/// Switches the logging of rows removed from a table.
pub fn log_removes(conn: &Connection, table: &str, on: bool) -> Result<()> {
    if !on {
        return run(conn, &format!("DROP TRIGGER temp.remove_{table}"));
    }
    let columns = columns(conn, table)?;
    let inverse = format!("'{}' || {}", insert(table, &columns), tuple("old.", &columns));
    let fields = trail::differing(&columns, "old.", None);
    trigger(conn, table, "remove", ("DELETE", table), (&inverse, "old", &fields), &whose(table, "old"))
}

fn log_changes(conn: &Connection, table: &str) -> Result<()> {
    let columns = columns(conn, table)?;
    let differs: Vec<String> = columns.iter().map(|c| format!("old.\"{c}\" IS NOT new.\"{c}\"")).collect();
    let sets: Vec<String> = columns.iter().map(|c| format!("\"{c}\"=' || quote(old.\"{c}\")")).collect();
    let inverse = format!("'UPDATE {table} SET {} || ' WHERE id=' || new.id", sets.join(" || ',"));
    let on = format!("{table} WHEN {}", differs.join(" OR "));
    let whose = format!("{} UNION {}", whose(table, "old"), whose(table, "new"));
    let fields = trail::differing(&columns, "old.", Some("new."));
    trigger(conn, table, "change", ("UPDATE", &on), (&inverse, "new", &fields), &whose)
}

fn trigger(
    conn: &Connection,
    table: &str,
    did: &str,
    (event, on): (&str, &str),
    (inverse, row, fields): (&str, &str, &str),
    whose: &str,
) -> Result<()> {
    run(
        conn,
        &format!(
            "CREATE TEMP TRIGGER {did}_{table} AFTER {event} ON {on} BEGIN
               INSERT INTO undo_step (act, side, tbl, did, sql) VALUES
                 ((SELECT act FROM undo_state), (SELECT side FROM undo_state), '{table}', '{did}', {inverse});
               INSERT INTO undo_touched {whose};
               INSERT INTO trail (entry, child, tbl, row, did, fields)
                 SELECT (SELECT entry FROM undo_state), w.child, '{table}', {row}.id, '{did}', {fields}
                 FROM (SELECT NULL AS child WHERE 0 UNION {whose}) AS w;
             END"
        ),
    )
}

/// SQL that selects the children a row (`old` or `new`) is shown with; NULL where it is no child's. Rows go with
/// their parent, so one whose parent is gone need not be found by it.
fn whose(table: &str, row: &str) -> String {
    let through = |parent: &str| format!("SELECT child FROM {parent} WHERE id = {row}.{parent}");
    let siblings =
        |concern: &str| format!("SELECT child FROM escalation_other WHERE escalation = {row}.{concern}");
    match table {
        "child" => format!("SELECT {row}.id"),
        "part" | "attendance" => through("review"),
        "feedback_answer" => through("feedback"),
        "decision_mark" => through("decision"),
        "answer" => through("session"),
        "kin" => format!("SELECT {row}.child UNION SELECT {row}.other"),
        "escalation" => format!("SELECT {row}.child UNION {}", siblings("id")),
        "escalation_move" => format!("{} UNION {}", through("escalation"), siblings("escalation")),
        "escalation_other" => {
            format!("SELECT {row}.child UNION {} UNION {}", through("escalation"), siblings("escalation"))
        }
        "setting" | "practice" | "holiday" | "busy" | "school_holiday" | "received" => {
            "SELECT NULL".to_owned()
        }
        _ => format!("SELECT {row}.child"),
    }
}
