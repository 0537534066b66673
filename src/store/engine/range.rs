//! Rows added in bulk are undone by range, not by row: their ids only ever grow. Taking a range back
//! packs its rows into a few long INSERTs, so that it can be done again.

use rusqlite::{Connection, params};

use super::connect::run;
use super::kept::AuditKey;
use super::ledger::{self, TABLES};
use super::{log, seal};
use crate::error::Result;

/// Length of one packed INSERT, about.
const PACK: i64 = 500_000;

/// The ids a bulk act began with. It is recorded twice, as the last and as the first step of taking the
/// act back: first so that new rows make way for old ones, last so that a row both added and removed in
/// the act stays away.
#[derive(Debug)]
pub(crate) struct Ranges {
    act: i64,
    lows: Vec<(&'static str, i64)>,
    early: Vec<i64>,
}

impl Ranges {
    /// Notes where every table stands, and stops the logging and sealing of added rows.
    pub(crate) fn open(conn: &Connection, act: i64) -> Result<Self> {
        let mut ranges = Self { act, lows: Vec::new(), early: Vec::new() };
        for table in TABLES {
            let low = last_id(conn, table)?;
            ranges.lows.push((*table, low));
            add(conn, act, "undo", table, low, low)?;
            ranges.early.push(conn.last_insert_rowid());
            log::log_adds(conn, table, false)?;
            seal::spare_above(conn, table, low)?;
        }
        Ok(ranges)
    }

    /// Records and seals what was added, and logs added rows again.
    pub(crate) fn close(self, conn: &Connection, key: &AuditKey) -> Result<()> {
        for ((table, low), step) in self.lows.iter().zip(&self.early) {
            log::log_adds(conn, table, true)?;
            seal::seal_above(conn, key, table, *low)?;
            let high = last_id(conn, table)?;
            if high == *low {
                conn.execute("DELETE FROM undo_step WHERE id = ?1", [step])?;
            } else {
                conn.execute("UPDATE undo_step SET hi = ?2 WHERE id = ?1", [*step, high])?;
                add(conn, self.act, "undo", table, *low, high)?;
            }
        }
        Ok(())
    }
}

/// Takes the rows of `table` with `low < id <= high` away, packing them for the other side.
pub(crate) fn remove(
    conn: &Connection,
    act: i64,
    side: &str,
    table: &str,
    low: i64,
    high: i64,
) -> Result<()> {
    let columns = ledger::columns(conn, table)?;
    let sql = format!(
        "INSERT INTO undo_step (act, side, tbl, did, lo, hi, sql)
         SELECT ?1, ?2, '{table}', 'remove-range', min(id) - 1, max(id), '{}' || group_concat(v, ',')
         FROM (SELECT id, v, sum(length(v)) OVER (ORDER BY id) / {PACK} AS pack
               FROM (SELECT id, {} AS v FROM {table} WHERE id > ?3 AND id <= ?4))
         GROUP BY pack ORDER BY pack",
        ledger::insert(table, &columns),
        ledger::tuple("", &columns),
    );
    conn.execute(&sql, params![act, side, low, high])?;
    log::log_removes(conn, table, false)?;
    conn.execute(&format!("DELETE FROM {table} WHERE id > ?1 AND id <= ?2"), [low, high])?;
    log::log_removes(conn, table, true)
}

/// Puts packed rows back.
pub(crate) fn restore(
    conn: &Connection,
    act: i64,
    side: &str,
    table: &str,
    ids: (i64, i64),
    sql: &str,
) -> Result<()> {
    add(conn, act, side, table, ids.0, ids.1)?;
    log::log_adds(conn, table, false)?;
    run(conn, sql)?;
    log::log_adds(conn, table, true)
}

fn add(conn: &Connection, act: i64, side: &str, table: &str, low: i64, high: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO undo_step (act, side, tbl, did, lo, hi) VALUES (?1, ?2, ?3, 'add-range', ?4, ?5)",
    )?
    .execute(params![act, side, table, low, high])?;
    Ok(())
}

/// The highest id a table ever gave out.
fn last_id(conn: &Connection, table: &str) -> Result<i64> {
    let mut query =
        conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?1")?;
    Ok(query.query_row([table], |r| r.get(0))?)
}
