//! The book on disk: one encrypted SQLite file, its key file, its lock and its backups. Every write is an
//! [`Act`]: kept whole with the steps that take it back and an audit row, or not at all.

mod act;
mod audit;
mod backup;
mod book;
mod care;
mod cases;
mod change;
mod child;
mod connect;
mod cost;
mod decision;
mod diary;
mod draft;
mod escalation;
mod fault;
mod feed;
mod hex;
mod hold;
mod keyfile;
mod kin;
mod log;
mod migrate;
mod open;
mod passphrase;
mod place;
mod platform;
mod range;
mod record;
mod restore;
mod review;
mod session;
mod settings;
mod thin;
mod undo;
mod verify;
mod voice;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Transaction, TransactionBehavior};

pub use act::Act;
pub use book::{Book, Tx};
pub use cost::Cost;
pub use draft::Draft;
pub use feed::Told;
pub use passphrase::passphrase_problem;
pub use platform::write_private;
pub use settings::PracticeCopy;
pub use undo::DoneAct;
pub use verify::Verdict;

use audit::AuditKey;
use hold::Hold;
use keyfile::DataKey;

use crate::error::{Error, Result};
use crate::model::ids::ChildId;

/// An open book: the one connection to it. Dropping it closes and locks the book.
#[derive(Debug)]
pub struct Store {
    // In this order they are dropped: the connection before the hold on the file.
    book: Book,
    key: DataKey,
    audit_key: AuditKey,
    hold: Option<Hold>,
}

impl Deref for Store {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl Store {
    /// The book's file; `None` for a book in memory.
    pub fn path(&self) -> Option<&Path> {
        self.hold.as_ref().map(|h| h.path.as_path())
    }

    /// Closes the book and forgets its key.
    pub fn lock(self) {
        // Should it fail, the write-ahead log stays beside the book and is taken up at the next opening.
        let _ = connect::checkpoint(self.conn());
    }

    /// Notes in the audit log something that is no act: an export, a print, a child's page opened.
    /// `what` is a word or two, never a name.
    pub fn note_audit(&mut self, what: &str, child: Option<ChildId>, count: u64) -> Result<()> {
        let noted = self.append_audit(what, &act::entity(child), &format!("count {count}"));
        self.watch_disk(noted)
    }

    fn append_audit(&self, what: &str, entity: &str, detail: &str) -> Result<()> {
        let tx = Transaction::new_unchecked(self.conn(), TransactionBehavior::Immediate)?;
        audit::append(self.conn(), &self.audit_key, what, entity, detail)?;
        fault::commit(tx.commit())
    }

    /// Passes a result on; on a full disk, gives the reserve back first and tidies up with it.
    fn watch_disk<T>(&self, result: Result<T>) -> Result<T> {
        if let (Err(Error { message, .. }), Some(hold)) = (&result, &self.hold)
            && message == fault::DISK_FULL
        {
            hold.free_reserve();
            // The error at hand is the one to tell.
            let _ = connect::checkpoint(self.conn());
        }
        result
    }
}

/// A path with `suffix` after its whole name: `a.casebook` and `.keys` give `a.casebook.keys`.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
