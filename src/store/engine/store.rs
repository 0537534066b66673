//! An open book.

use std::ops::Deref;
use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::audit::{self, AuditKey};
use super::book::Book;
use super::hold::Hold;
use super::keyfile::DataKey;
use super::log::{self, Touched};
use super::{connect, fault};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;

/// An open book: the one connection to it. Dropping it closes and locks the book.
#[derive(Debug)]
pub struct Store {
    // In this order they are dropped: the connection before the hold on the file.
    pub(super) book: Book,
    pub(super) key: DataKey,
    pub(super) audit_key: AuditKey,
    /// Whether changes are logged for undo: from the first act on.
    logs: bool,
    touched: Touched,
    hold: Option<Hold>,
}

impl Deref for Store {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl Store {
    pub(crate) fn assemble(conn: Connection, key: DataKey, hold: Option<Hold>) -> Result<Self> {
        let audit_key = AuditKey::of(&key)?;
        let touched = Touched::Only { children: Vec::new(), rest: false };
        Ok(Self { book: Book::new(conn), key, audit_key, logs: false, touched, hold })
    }

    /// The book's file; `None` for a book in memory.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.hold.as_ref().map(|h| h.path.as_path())
    }

    /// What the last act, or taking one back, touched since the book was opened.
    pub(crate) fn touched(&self) -> &Touched {
        &self.touched
    }

    pub(super) fn keep_touched(&mut self, touched: Touched) {
        self.touched = touched;
    }

    /// Has every change logged from here on.
    pub(super) fn log_changes(&mut self) -> Result<()> {
        if !self.logs {
            log::install(self.conn())?;
            self.logs = true;
        }
        Ok(())
    }

    /// Closes the book and forgets its key.
    pub fn lock(self) {
        // Should it fail, the write-ahead log stays beside the book and is taken up at the next opening.
        let _ = connect::checkpoint(self.conn());
    }

    /// Notes in the audit log something that is no act: an export, a print, a child's page opened.
    /// `what` is a word or two, never a name.
    pub(crate) fn note_audit(&mut self, what: &str, child: Option<ChildId>, count: u64) -> Result<()> {
        self.watch_disk(self.append_audit(what, &audit::entity(child), &format!("count {count}")))
    }

    pub(super) fn append_audit(&self, what: &str, entity: &str, detail: &str) -> Result<()> {
        let tx = Transaction::new_unchecked(self.conn(), TransactionBehavior::Immediate)?;
        audit::append(self.conn(), &self.audit_key, what, entity, detail)?;
        fault::commit(tx.commit())
    }

    /// Passes a result on; on a full disk, gives the reserve back first and tidies up with it.
    pub(in crate::store) fn watch_disk<T>(&self, result: Result<T>) -> Result<T> {
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
