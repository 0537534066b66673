//! Taking acts back and doing them again, one whole act at a time, in any order that what was done since allows.

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::log::{self, Touched};
use super::stands::{Records, stands};
use super::store::Store;
use super::{act, audit, connect, fault, range};
use crate::error::{Error, Kind, Result};
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

/// What taking an act back would mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) act: DoneAct,
    /// How many records it wrote.
    pub(crate) records: u64,
}

/// So many records are more than a slip: it is asked first.
const LARGE: u64 = 50;

impl Turn {
    /// Why to ask first, where there is a reason: it is large, or of another day than `today` (UTC).
    pub(crate) fn doubt(&self, today: &str) -> Option<String> {
        let large = (self.records >= LARGE).then(|| format!("It wrote {} records.", self.records));
        let old = (!self.act.at.starts_with(today)).then(|| {
            let day = self.act.at.get(..10).unwrap_or_default();
            format!("It was done on {day}.")
        });
        let why: Vec<String> = large.into_iter().chain(old).collect();
        (!why.is_empty()).then(|| why.join(" "))
    }
}

/// Which way an act is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Again,
}

impl Way {
    /// The side whose steps are run, and the one that is logged meanwhile.
    fn sides(self) -> (&'static str, &'static str) {
        match self {
            Way::Back => ("undo", "redo"),
            Way::Again => ("redo", "undo"),
        }
    }

    /// The act whose turn it is.
    fn next(self) -> &'static str {
        match self {
            Way::Back => "WHERE undone = 0 ORDER BY turned DESC, id DESC LIMIT 1",
            Way::Again => "WHERE undone = 1 ORDER BY turned DESC, id LIMIT 1",
        }
    }
}

const ACT: &str = "SELECT id, label, child, at, undone, turned FROM act";

impl Store {
    /// Takes an act back: the latest where none is named; `None` when there is none.
    ///
    /// # Errors
    /// Kind data where something done since stands on it, which is named, and where it is taken back already; kind
    /// missing where there is no such act.
    pub fn undo(&mut self, act: Option<ActId>) -> Result<Option<DoneAct>> {
        let done = self.turn(act, Way::Back);
        self.watch_disk(done)
    }

    /// Does an act that was taken back again: the one taken back last where none is named; `None` when there is none.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&mut self, act: Option<ActId>) -> Result<Option<DoneAct>> {
        let done = self.turn(act, Way::Again);
        self.watch_disk(done)
    }

    /// What taking an act back would mean, the latest where none is named.
    pub(crate) fn to_undo(&self, act: Option<ActId>) -> Result<Option<Turn>> {
        let Some((act, turned)) = find(self.conn(), act, Way::Back)? else { return Ok(None) };
        let records = Records::of(self.conn(), act.id.0, turned)?;
        records.are_free(self.conn())?;
        Ok(Some(Turn { records: records.count(), act }))
    }

    /// Makes what was done so far the ground that undo cannot take away: a book just begun.
    pub fn forget_acts(&mut self) -> Result<()> {
        connect::run(self.conn(), "DELETE FROM act")
    }

    /// The latest `n` acts, latest first, those taken back among them.
    pub fn history(&self, n: usize) -> Result<Vec<DoneAct>> {
        let mut query = self.conn().prepare_cached(&format!("{ACT} ORDER BY id DESC LIMIT ?1"))?;
        let acts = query.query_map([i64::try_from(n).unwrap_or(i64::MAX)], |r| Ok(read(r)?.0))?;
        Ok(acts.collect::<Result<_, _>>()?)
    }

    /// Runs the steps of one side of an act, which logs those of the other side.
    fn turn(&mut self, which: Option<ActId>, way: Way) -> Result<Option<DoneAct>> {
        self.writable()?;
        self.log_changes()?;
        let conn = self.conn();
        let (side, other) = way.sides();
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        let Some((mut done, turned)) = find(conn, which, way)? else { return Ok(None) };
        done.undone = way == Way::Back;
        let records = Records::of(conn, done.id.0, turned)?;
        records.are_free(conn)?;
        // Rows may come back before those they refer to; all is checked at the end.
        connect::run(conn, "PRAGMA defer_foreign_keys = ON")?;
        let detail = act::tally(conn, done.id.0, side)?;
        let entry = audit::begin(conn)?;
        log::start(conn, done.id.0, other, entry.seq)?;
        let mut bulk = false;
        for id in step_ids(conn, done.id.0, side)? {
            bulk |= step(conn, done.id.0, other, id).map_err(in_the_way)?;
        }
        log::stop(conn)?;
        let seq = entry.seq;
        records.took_no_other(conn, seq)?;
        let touched = if bulk { Touched::Everything } else { log::touched(conn)? };
        conn.prepare_cached("UPDATE act SET undone = ?2, turned = ?3 WHERE id = ?1")?.execute(params![
            done.id.0,
            done.undone,
            seq
        ])?;
        act::tell(conn, seq, done.id.0, &done.label, &touched)?;
        entry.end(conn, &self.audit_key, side, &audit::entity(done.child), &detail)?;
        match tx.commit() {
            // What it brings back belongs to something that is gone.
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                return Err(in_the_way(e.into()));
            }
            done => fault::commit(done)?,
        }
        self.keep_touched(touched);
        Ok(Some(done))
    }
}

/// The act to turn: the one named, which must be there and not turned already, else the one whose turn it is. Of
/// acts that an older version did, only that one: what stands on the others is not known.
fn find(conn: &Connection, which: Option<ActId>, way: Way) -> Result<Option<(DoneAct, i64)>> {
    let first = conn.prepare_cached(&format!("{ACT} {}", way.next()))?.query_row([], read).optional()?;
    let Some(id) = which.filter(|id| first.as_ref().is_none_or(|(act, _)| act.id != *id)) else {
        return Ok(first);
    };
    let found = conn.prepare_cached(&format!("{ACT} WHERE id = ?1"))?.query_row([id.0], read).optional()?;
    let Some((act, turned)) = found else {
        return Err(Error::missing(format!(
            "There is no act {} to take back or do again; nothing was changed.",
            id.0
        ))
        .hint("casebook undo --list shows what there is."));
    };
    if act.undone == (way == Way::Back) {
        let says = if act.undone { "is taken back already" } else { "stands already" };
        return Err(Error::data(format!("Act {} {says}; nothing was changed.", id.0)));
    }
    match first.filter(|_| turned == 0) {
        Some((other, _)) => Err(stands(other.id, &other.label)),
        None => Ok(Some((act, turned))),
    }
}

/// What the book does not take back because something else is in its place, or what it belongs to is gone.
fn in_the_way(error: Error) -> Error {
    if error.kind != Kind::Data {
        return error;
    }
    Error::data("Nothing was changed: what this act wrote no longer fits the book as it is now.").hint(
        "Something it belongs to has gone since, or something like it was recorded. Take that back first.",
    )
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

fn read(row: &Row<'_>) -> rusqlite::Result<(DoneAct, i64)> {
    let act = DoneAct {
        id: ActId(row.get(0)?),
        label: row.get(1)?,
        child: row.get::<_, Option<i64>>(2)?.map(ChildId),
        at: row.get(3)?,
        undone: row.get(4)?,
    };
    Ok((act, row.get(5)?))
}
