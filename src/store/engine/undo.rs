//! Taking acts back and doing them again, one whole act at a time.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::log::{self, Touched};
use super::store::Store;
use super::{act, audit, connect, fault, range};
use crate::error::Result;
use crate::model::ids::{ActId, ChildId};

/// An act as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneAct {
    /// Its number.
    pub id: ActId,
    /// What it was, in words.
    pub label: String,
    /// The child it was about.
    pub child: Option<ChildId>,
    /// When it was done, UTC.
    pub at: String,
    /// Whether it is taken back now.
    pub undone: bool,
}

const ACT: &str = "SELECT id, label, child, at, undone FROM act";

impl Store {
    /// Takes the latest act back; `None` when there is none.
    pub fn undo(&mut self) -> Result<Option<DoneAct>> {
        let done = self.turn("WHERE undone = 0 ORDER BY id DESC LIMIT 1", "undo", "redo");
        self.watch_disk(done)
    }

    /// Does the act last taken back again; `None` when there is none.
    pub fn redo(&mut self) -> Result<Option<DoneAct>> {
        let done = self.turn("WHERE undone = 1 ORDER BY id LIMIT 1", "redo", "undo");
        self.watch_disk(done)
    }

    /// Makes what was done so far the ground that undo cannot take away: a book just begun.
    pub fn forget_acts(&mut self) -> Result<()> {
        connect::run(self.conn(), "DELETE FROM act")
    }

    /// The latest `n` acts, latest first, those taken back among them.
    pub fn history(&self, n: usize) -> Result<Vec<DoneAct>> {
        let mut query = self.conn().prepare_cached(&format!("{ACT} ORDER BY id DESC LIMIT ?1"))?;
        let acts = query.query_map([i64::try_from(n).unwrap_or(i64::MAX)], read)?;
        Ok(acts.collect::<Result<_, _>>()?)
    }

    /// Runs the steps of one side of an act, which logs those of the other side.
    fn turn(&mut self, which: &str, side: &str, other: &str) -> Result<Option<DoneAct>> {
        self.writable()?;
        self.log_changes()?;
        let conn = self.conn();
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        let found = conn.prepare_cached(&format!("{ACT} {which}"))?.query_row([], read).optional()?;
        let Some(mut done) = found else { return Ok(None) };
        done.undone = side == "undo";
        // Rows may come back before those they refer to; all is checked at the end.
        connect::run(conn, "PRAGMA defer_foreign_keys = ON")?;
        let detail = act::tally(conn, done.id.0, side)?;
        let entry = audit::begin(conn)?;
        log::start(conn, done.id.0, other, entry.seq)?;
        let mut bulk = false;
        for id in step_ids(conn, done.id.0, side)? {
            bulk |= step(conn, done.id.0, other, id)?;
        }
        log::stop(conn)?;
        let touched = if bulk { Touched::Everything } else { log::touched(conn)? };
        conn.prepare_cached("UPDATE act SET undone = ?2 WHERE id = ?1")?
            .execute(params![done.id.0, done.undone])?;
        act::tell(conn, entry.seq, done.id.0, &done.label, &touched)?;
        entry.end(conn, &self.audit_key, side, &audit::entity(done.child), &detail)?;
        fault::commit(tx.commit())?;
        self.keep_touched(touched);
        Ok(Some(done))
    }
}

fn step_ids(conn: &Connection, act: i64, side: &str) -> Result<Vec<i64>> {
    let mut query =
        conn.prepare_cached("SELECT id FROM undo_step WHERE act = ?1 AND side = ?2 ORDER BY id DESC")?;
    let ids = query.query_map(params![act, side], |r| r.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Runs one step and removes it; whether it was about a range of rows.
fn step(conn: &Connection, act: i64, other: &str, id: i64) -> Result<bool> {
    type Step = (String, Option<i64>, Option<i64>, Option<String>);
    let mut query = conn.prepare_cached("SELECT tbl, lo, hi, sql FROM undo_step WHERE id = ?1")?;
    let (table, low, high, sql): Step =
        query.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    // A cached query that stays open would keep the triggers from being changed.
    drop(query);
    match (low, high, sql) {
        (Some(low), Some(high), None) => range::remove(conn, act, other, &table, low, high)?,
        (Some(low), Some(high), Some(sql)) => range::restore(conn, act, other, &table, (low, high), &sql)?,
        (_, _, Some(sql)) => connect::run(conn, &sql)?,
        _ => return Err(fault::damaged("A step of the undo list cannot be read.")),
    }
    conn.prepare_cached("DELETE FROM undo_step WHERE id = ?1")?.execute([id])?;
    Ok(low.is_some())
}

fn read(row: &Row<'_>) -> rusqlite::Result<DoneAct> {
    Ok(DoneAct {
        id: ActId(row.get(0)?),
        label: row.get(1)?,
        child: row.get::<_, Option<i64>>(2)?.map(ChildId),
        at: row.get(3)?,
        undone: row.get(4)?,
    })
}
