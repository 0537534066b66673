//! Purging: a child's record taken out for good, with what could bring it back. One transaction, so that whenever it is
//! interrupted the child is whole or gone; then the file is made anew, so that no free page has it either.

use std::collections::BTreeMap;

use rusqlite::limits::Limit;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::act::tally;
use super::book::Tx;
use super::log::{self, Touched};
use super::store::Store;
use super::{audit, connect, fault, hex, keyfile, shelf};
use crate::clock;
use crate::error::Result;
use crate::model::ids::ChildId;

/// What a purge took out of the book: no name is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Purged {
    /// Row number the child had in this book.
    pub(crate) row: i64,
    /// Records taken out, by table.
    pub(crate) rows: BTreeMap<String, u64>,
    /// SHA-256 of everything that was taken out.
    pub(crate) digest: String,
    /// The entry of the audit log that tells of it.
    pub(crate) entry: i64,
}

impl Store {
    /// Takes a child out for good: every record, what the log tells of their words, the drafts of these keys, what
    /// calendars were told. The list of what can be undone or done again goes with it, whole.
    pub(crate) fn purge(&mut self, child: ChildId, number: &str, drafts: &[String]) -> Result<Purged> {
        let done = self.take_out(child, number, drafts);
        let purged = self.watch_disk(done)?;
        self.keep_touched(Touched::Everything);
        Ok(purged)
    }

    fn take_out(&mut self, child: ChildId, number: &str, drafts: &[String]) -> Result<Purged> {
        self.writable()?;
        self.log_changes()?;
        let conn = self.conn();
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        conn.execute(
            "INSERT INTO act (at, on_date, label) VALUES (?1, '', 'purge')",
            params![clock::now_utc()],
        )?;
        let act = conn.last_insert_rowid();
        let entry = audit::begin(conn)?;
        let seq = entry.seq;
        log::start(conn, act, "undo", seq)?;
        Tx::new(self).delete(child)?;
        log::stop(conn)?;
        let (rows, digest) = removed(conn, act)?;
        let counts = tally(conn, act, "undo")?;
        let counts = counts.split_once("; ").map_or("", |(_, counts)| counts);
        // What was noted to take it back goes as it came.
        connect::run(conn, "DELETE FROM act")?;
        conn.execute("DELETE FROM trail WHERE child = ?1", [child.0])?;
        conn.execute("DELETE FROM feed WHERE json_extract(body, '$.child') = ?1", [number])?;
        for key in drafts {
            conn.execute("DELETE FROM draft WHERE key = ?1", [key])?;
        }
        let detail = format!("{counts}; sha256 {digest}");
        entry.end(conn, &self.audit_key, "purge", &audit::entity(Some(child)), &detail)?;
        fault::commit(tx.commit())?;
        Ok(Purged { row: child.0, rows, digest, entry: seq })
    }

    /// Makes the file anew without its free pages, and empties the journal.
    pub(crate) fn compact(&mut self) -> Result<()> {
        let conn = self.conn();
        let vacuum = || {
            // Making a file anew takes a second one, which is kept in memory.
            conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
            connect::run(conn, "VACUUM")
        };
        let done = vacuum();
        conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        self.watch_disk(done)?;
        connect::checkpoint(self.conn())
    }

    /// Removes every backup beside the book but the newest; how many.
    pub(crate) fn drop_older_backups(&self) -> Result<usize> {
        let Some(book) = self.path() else { return Ok(0) };
        let all = shelf::all(&shelf::folder_of(book))?;
        let mut gone = 0;
        for kept in all.iter().skip(1) {
            std::fs::remove_file(&kept.file).map_err(|e| fault::file("remove", &kept.file, &e))?;
            // A key file without its backup opens nothing.
            let _ = std::fs::remove_file(keyfile::path_of(&kept.file));
            gone += 1;
        }
        Ok(gone)
    }
}

/// The rows an act took out, by table, and the digest of all they said.
fn removed(conn: &Connection, act: i64) -> Result<(BTreeMap<String, u64>, String)> {
    let mut query =
        conn.prepare("SELECT tbl, did, coalesce(sql, '') FROM undo_step WHERE act = ?1 ORDER BY id")?;
    let mut found = query.query([act])?;
    let (mut rows, mut digest) = (BTreeMap::new(), Sha256::new());
    while let Some(row) = found.next()? {
        let (table, did, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        digest.update(sql);
        digest.update([0]);
        if did == "remove" {
            *rows.entry(table).or_default() += 1;
        }
    }
    Ok((rows, hex::encode(&digest.finalize()).to_string()))
}
