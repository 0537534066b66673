//! An act of the user: data, the steps that take it back, and an audit row, in one transaction.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::audit::{self, entity};
use super::book::Tx;
use super::fault;
use super::log::{self, Touched};
use super::range::Ranges;
use super::store::Store;
use super::trail;
use crate::clock;
use crate::error::Result;
use crate::model::ids::{ActId, ChildId};

/// How many acts can be taken back.
pub const DEPTH: i64 = 200;

/// What the user is doing, as told by `undo --list`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// In words; may name the child.
    pub label: String,
    /// The child it is about, where it is about one.
    pub child: Option<ChildId>,
    /// The day it is done on.
    pub on: NaiveDate,
}

impl Act {
    /// An act about one child.
    pub fn about(child: ChildId, label: impl Into<String>, on: NaiveDate) -> Self {
        Self { label: label.into(), child: Some(child), on }
    }

    /// An act about no child in particular.
    pub fn general(label: impl Into<String>, on: NaiveDate) -> Self {
        Self { label: label.into(), child: None, on }
    }
}

impl Store {
    /// Does an act: everything `f` writes is kept together with its undo and audit, or nothing is.
    /// Acts undone before can still be done again, as long as nothing stands in their way.
    pub fn act<T>(&mut self, act: &Act, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<(ActId, T)> {
        let done = self.run_act(act, false, f);
        self.watch_disk(done)
    }

    /// As [`Store::act`], for very many new rows: they are undone by range, not one by one.
    pub fn bulk_act<T>(&mut self, act: &Act, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<(ActId, T)> {
        let done = self.run_act(act, true, f);
        self.watch_disk(done)
    }

    fn run_act<T>(
        &mut self,
        act: &Act,
        bulk: bool,
        f: impl FnOnce(&Tx<'_>) -> Result<T>,
    ) -> Result<(ActId, T)> {
        self.writable()?;
        self.log_changes()?;
        let conn = self.conn();
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        let entry = audit::begin(conn)?;
        let label = act.label.replace('\0', "");
        conn.prepare_cached(
            "INSERT INTO act (at, on_date, label, child, turned) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            clock::now_utc(),
            act.on.to_string(),
            label,
            act.child.map(|c| c.0),
            entry.seq
        ])?;
        let id = conn.last_insert_rowid();
        log::start(conn, id, "undo", entry.seq)?;
        let ranges = if bulk { Some(Ranges::open(conn, id)?) } else { None };
        let value = f(&Tx::new(self))?;
        if let Some(ranges) = ranges {
            ranges.close(conn, &self.audit_key)?;
        }
        log::stop(conn)?;
        let touched = if bulk { Touched::Everything } else { log::touched(conn)? };
        tell(conn, entry.seq, id, &label, &touched)?;
        let detail = tally(conn, id, "undo")?;
        entry.end(conn, &self.audit_key, "act", &entity(act.child), &detail)?;
        prune(conn)?;
        fault::commit(tx.commit())?;
        self.keep_touched(touched);
        Ok((ActId(id), value))
    }
}

/// Says in the trail what was done, to every child it touched.
pub fn tell(conn: &Connection, entry: i64, act: i64, label: &str, touched: &Touched) -> Result<()> {
    trail::spare(conn, entry)?;
    match touched {
        Touched::Only { children, .. } if !children.is_empty() => {
            children.iter().try_for_each(|child| trail::label(conn, entry, act, Some(child.0), label))
        }
        _ => trail::label(conn, entry, act, None, label),
    }
}

/// The counts of an act's steps by table, for the audit log.
pub fn tally(conn: &Connection, act: i64, side: &str) -> Result<String> {
    let mut query = conn.prepare_cached(
        "SELECT tbl, did, sum(coalesce(hi - lo, 1)) FROM undo_step WHERE act = ?1 AND side = ?2
         GROUP BY tbl, did ORDER BY tbl, did",
    )?;
    let rows = query.query_map(params![act, side], |r| {
        let (table, did, n): (String, String, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
        // A range is recorded at both ends of its act.
        let n = if did == "add-range" { n / 2 } else { n };
        Ok(format!("{table} {did} {n}"))
    })?;
    let rows: Vec<String> = rows.collect::<Result<_, _>>()?;
    Ok(format!("act {act}; {}", rows.join(", ")))
}

/// Forgets what lies deeper than [`DEPTH`].
fn prune(conn: &Connection) -> Result<()> {
    let mut query = conn.prepare_cached("SELECT id FROM act ORDER BY id DESC LIMIT 1 OFFSET ?1")?;
    let last: Option<i64> = query.query_row([DEPTH], |r| r.get(0)).optional()?;
    if let Some(id) = last {
        conn.prepare_cached("DELETE FROM act WHERE id <= ?1")?.execute([id])?;
    }
    Ok(())
}
