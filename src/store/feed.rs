//! What calendar files were told about each thing: outside acts and undo, for what left the book cannot be
//! taken back, and a number once given must never be given again.

use rusqlite::params;

use super::Store;
use super::book::Book;
use crate::error::Result;

/// What a calendar file was last told about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its name, the same for ever.
    pub uid: String,
    /// How often it changed since it was first told.
    pub sequence: u32,
    /// When it last changed, UTC (RFC 3339).
    pub modified: String,
    /// It fell away.
    pub cancelled: bool,
    /// The event, as JSON.
    pub body: String,
}

impl Book {
    /// Everything calendar files were told, by name.
    pub fn told(&self) -> Result<Vec<Told>> {
        let sql = "SELECT uid, sequence, modified, cancelled, body FROM feed ORDER BY uid";
        self.all(sql, [], |row| {
            Ok(Told {
                uid: row.get(0)?,
                sequence: row.get(1)?,
                modified: row.get(2)?,
                cancelled: row.get(3)?,
                body: row.get(4)?,
            })
        })
    }
}

impl Store {
    /// Keeps what a calendar file is about to be told, all or nothing.
    pub fn put_told(&mut self, told: &[Told]) -> Result<()> {
        let kept = self.keep_told(told);
        self.watch_disk(kept)
    }

    fn keep_told(&self, told: &[Told]) -> Result<()> {
        let tx = rusqlite::Transaction::new_unchecked(self.conn(), rusqlite::TransactionBehavior::Immediate)?;
        let sql = "INSERT INTO feed (uid, sequence, modified, cancelled, body) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (uid) DO UPDATE SET sequence = ?2, modified = ?3, cancelled = ?4, body = ?5";
        for t in told {
            let row = params![t.uid, t.sequence, t.modified, t.cancelled, t.body];
            self.conn().prepare_cached(sql)?.execute(row)?;
        }
        super::fault::commit(tx.commit())
    }
}
