//! What calendar files were told about each thing: outside acts and undo, for what left the book cannot be
//! taken back, and a number once given must never be given again.

use rusqlite::{Transaction, TransactionBehavior};

use crate::error::Result;
use crate::store::engine::book::Book;
use crate::store::engine::fault;
use crate::store::engine::store::Store;

/// What a calendar file was last told about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Its name, the same for ever.
    pub(crate) uid: String,
    /// How often it changed since it was first told.
    pub(crate) sequence: u32,
    /// When it last changed, UTC (RFC 3339).
    pub(crate) modified: String,
    /// It fell away.
    pub(crate) cancelled: bool,
    /// The event, as JSON.
    pub(crate) body: String,
}

table! {
    Told in feed, one for each uid {
        uid,
        sequence,
        modified,
        cancelled,
        body,
    }
}

impl Book {
    /// Everything calendar files were told, by name.
    pub(crate) fn told(&self) -> Result<Vec<Told>> {
        self.list("ORDER BY uid", [])
    }
}

impl Store {
    /// Keeps what a calendar file is about to be told, all or nothing.
    pub(crate) fn put_told(&mut self, told: &[Told]) -> Result<()> {
        self.watch_disk(self.keep_told(told))
    }

    fn keep_told(&self, told: &[Told]) -> Result<()> {
        let tx = Transaction::new_unchecked(self.conn(), TransactionBehavior::Immediate)?;
        told.iter().try_for_each(|one| self.add(&(), one))?;
        fault::commit(tx.commit())
    }
}
