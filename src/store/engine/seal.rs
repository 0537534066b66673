//! The seal of every record: for each table a sum over its rows, keyed, so that nobody without the key of the log
//! can find the sum of other rows. Triggers keep the sums with every write of ours; the digest of all of them stands
//! in the last entry of the audit log. What is written by anything else makes rows and sums differ.

use hmac::{Hmac, Mac};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::connect::{self, run};
use super::kept::{AuditKey, has_seals};
use super::ledger::{self, TABLES};
use crate::error::{Error, Result};

/// Length of a sum.
const SUM: usize = 32;

type Sum = [u8; SUM];

/// The tables whose rows are sealed: every fact, and what the log tells of each change.
fn sealed() -> impl Iterator<Item = &'static str> {
    TABLES.iter().copied().chain(["trail"])
}

fn has(conn: &Connection, table: &str) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?.exists([table])
}

/// Keeps the sums from here on: makes the triggers, which the next opening makes anew from the schema as it is then.
pub fn install(conn: &Connection, key: &AuditKey) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    let hmac = key.for_rows()?;
    conn.create_scalar_function("seal_mix", 3, flags, move |cx| {
        let mut sum: Sum = cx.get(0)?;
        let (table, row) = (cx.get_raw(1).as_str()?, cx.get_raw(2).as_str()?);
        mix(&mut sum, &hmac, table, row);
        Ok(sum.to_vec())
    })?;
    sealed().try_for_each(|table| watch(conn, table, None))
}

/// Makes the triggers of a table. During a bulk act the rows added above an id are left out: [`seal_above`] takes
/// them in at its end, as they are then. A trigger for each would cost half the act.
fn watch(conn: &Connection, table: &str, above: Option<i64>) -> Result<()> {
    let columns = ledger::columns(conn, table)?;
    let mixed =
        |sum: &str, row: &str| format!("seal_mix({sum}, '{table}', {})", ledger::tuple(row, &columns));
    let (added, removed) = (mixed("sum", "new."), mixed("sum", "old."));
    let changed = mixed(&removed, "new.");
    let when = above.map_or_else(String::new, |id| format!(" WHEN old.id <= {id}"));
    let added = above.is_none().then_some(("INSERT", added));
    for (event, sum) in added.into_iter().chain([("DELETE", removed), ("UPDATE", changed)]) {
        run(
            conn,
            &format!(
                "CREATE TEMP TRIGGER seal_{event}_{table} AFTER {event} ON {table}{when} BEGIN
                   UPDATE seal SET sum = {sum} WHERE tbl = '{table}';
                 END"
            ),
        )?;
    }
    Ok(())
}

/// From here on rows of a table above an id are not sealed.
pub fn spare_above(conn: &Connection, table: &str, id: i64) -> Result<()> {
    let gone = ["INSERT", "DELETE", "UPDATE"].map(|event| format!("DROP TRIGGER temp.seal_{event}_{table}"));
    run(conn, &gone.join(";"))?;
    watch(conn, table, Some(id))
}

/// Seals the rows of a table above an id, and every row from here on.
pub fn seal_above(conn: &Connection, key: &AuditKey, table: &str, id: i64) -> Result<()> {
    let gone = ["DELETE", "UPDATE"].map(|event| format!("DROP TRIGGER temp.seal_{event}_{table}"));
    run(conn, &gone.join(";"))?;
    let kept: Option<Vec<u8>> =
        conn.query_row("SELECT sum FROM seal WHERE tbl = ?1", [table], |r| r.get(0)).optional()?;
    if let Some(mut kept) = kept {
        let added = sum_of(conn, key, table, id)?;
        kept.iter_mut().zip(added).for_each(|(byte, with)| *byte ^= with);
        conn.execute("UPDATE seal SET sum = ?2 WHERE tbl = ?1", params![table, kept])?;
    }
    watch(conn, table, None)
}

/// Takes the row into a sum, or out of one that it is in.
fn mix(sum: &mut Sum, hmac: &Hmac<Sha256>, table: &str, row: &str) {
    let mut mac = hmac.clone();
    mac.update(table.as_bytes());
    mac.update(&[0]);
    mac.update(row.as_bytes());
    for (byte, with) in sum.iter_mut().zip(mac.finalize().into_bytes()) {
        *byte ^= with;
    }
}

/// Seals every record as it is now.
pub fn take(conn: &Connection, key: &AuditKey) -> Result<()> {
    run(conn, "DELETE FROM seal")?;
    for table in sealed() {
        let sum = sum_of(conn, key, table, 0)?;
        conn.execute("INSERT INTO seal (tbl, sum) VALUES (?1, ?2)", params![table, sum])?;
    }
    Ok(())
}

/// The sum over the rows above an id.
fn sum_of(conn: &Connection, key: &AuditKey, table: &str, above: i64) -> Result<Sum> {
    let hmac = key.for_rows()?;
    let columns = ledger::columns(conn, table)?;
    let mut sum = [0; SUM];
    let mut query =
        conn.prepare(&format!("SELECT {} FROM {table} WHERE id > ?1", ledger::tuple("", &columns)))?;
    let mut rows = query.query([above])?;
    while let Some(row) = rows.next()? {
        let text = row.get_ref(0)?.as_str().map_err(|_| Error::internal("A record could not be read."))?;
        mix(&mut sum, &hmac, table, text);
    }
    Ok(sum)
}

/// The digest of all the sums; nothing in a book of a version that has none.
pub fn digest(conn: &Connection) -> Result<Option<Vec<u8>>> {
    if !has_seals(conn)? {
        return Ok(None);
    }
    let mut digest = Sha256::new();
    let mut query = conn.prepare_cached("SELECT tbl, sum FROM seal ORDER BY tbl")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (table, sum): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        digest.update((table.len() as u64).to_be_bytes());
        digest.update(table);
        digest.update((sum.len() as u64).to_be_bytes());
        digest.update(sum);
    }
    Ok(Some(digest.finalize().to_vec()))
}

/// The tables whose rows are not those that were sealed.
pub fn broken(conn: &Connection, key: &AuditKey) -> Result<Vec<&'static str>> {
    let mut broken = Vec::new();
    for table in sealed() {
        // A book about to be brought to a newer version has not every table.
        if !has(conn, table)? {
            continue;
        }
        let kept: Option<Vec<u8>> =
            conn.query_row("SELECT sum FROM seal WHERE tbl = ?1", [table], |r| r.get(0)).optional()?;
        let none = connect::number(conn, &format!("SELECT count(*) FROM {table}"))? == 0;
        let holds = match kept {
            Some(sum) => sum == sum_of(conn, key, table, 0)?,
            None => none,
        };
        if !holds {
            broken.push(table);
        }
    }
    Ok(broken)
}
