//! An open book.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::audit;
use super::book::Book;
use super::hold::Hold;
use super::kept::AuditKey;
use super::keyfile::DataKey;
use super::log::{self, Touched};
use super::{connect, fault};
use crate::error::{Error, Kind, Result};
use crate::model::ids::ChildId;

/// An open book: the one connection to it. Dropping it closes and locks the book.
#[derive(Debug)]
pub(crate) struct Store {
    // In this order they are dropped: the connection before the hold on the file.
    pub(super) book: Book,
    pub(super) key: DataKey,
    pub(super) audit_key: AuditKey,
    /// Whether changes are logged for undo: from the first act on.
    logs: bool,
    touched: Touched,
    /// When the journal was last moved into the file.
    rested: Instant,
    /// Whether anything was recorded since the book was opened.
    changed: bool,
    told: Vec<String>,
    /// Why nothing may be recorded, where the book is but a reading.
    reading: Option<&'static str>,
    /// The children whose records were looked at since the book was opened.
    seen: RefCell<BTreeSet<ChildId>>,
    hold: Option<Hold>,
}

/// A journal older than this is moved into the file after the next change.
const REST: Duration = Duration::from_secs(60);

impl Drop for Store {
    /// Closes the book. Should it fail, the journal stays beside the book with the mark that says so, and is taken
    /// up at the next opening.
    fn drop(&mut self) {
        self.settle();
    }
}

impl Store {
    /// Moves the journal into the file and notes that the book was closed.
    fn settle(&mut self) {
        let Some(hold) = self.hold.as_mut().filter(|hold| hold.barred().is_none()) else { return };
        let conn = self.book.conn();
        match connect::checkpoint(conn) {
            Ok(()) => hold.mark(false),
            // The engine would try once more and take the journal away, and the mark would say that one is missing.
            Err(_) => drop(conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)),
        }
    }
}

impl Deref for Store {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl Store {
    pub(crate) fn assemble(conn: Connection, key: DataKey, hold: Option<Hold>) -> Result<Self> {
        let audit_key = AuditKey::of(&conn, &key)?;
        let touched = Touched::Only { children: Vec::new(), rest: false };
        let (book, rested) = (Book::new(conn), Instant::now());
        Ok(Self {
            book,
            key,
            audit_key,
            logs: false,
            touched,
            rested,
            changed: false,
            told: Vec::new(),
            reading: None,
            seen: RefCell::default(),
            hold,
        })
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
        self.note_change();
    }

    /// Notes that something was recorded, and moves a journal that has grown old into the file.
    pub(in crate::store) fn note_change(&mut self) {
        self.changed = true;
        if self.rested.elapsed() >= REST {
            self.rest();
        }
    }

    /// Moves the journal into the file: afterwards nothing is lost with it. Where that fails it stays as it is.
    pub(crate) fn rest(&mut self) {
        self.rested = Instant::now();
        if self.path().is_some() && self.writable().is_ok() {
            let _ = connect::checkpoint(self.conn());
        }
    }

    /// Whether anything was recorded since the book was opened.
    pub(crate) fn is_changed(&self) -> bool {
        self.changed
    }

    /// What a person should know of this opening, said once.
    pub(crate) fn remarks(&mut self) -> Vec<String> {
        std::mem::take(&mut self.told)
    }

    /// Has something told with the next that is told.
    pub(crate) fn tell(&mut self, told: impl Into<String>) {
        self.told.push(told.into());
    }

    /// Refuses to write to a book that is open for reading only.
    pub(in crate::store) fn writable(&self) -> Result<()> {
        if let Some(why) = self.reading {
            return Err(Error::usage(format!("Nothing can be recorded in this book: {why}."))
                .hint("Each IRO records in their own book."));
        }
        match self.hold.as_ref().and_then(Hold::barred) {
            None => Ok(()),
            Some(why) => {
                Err(Error::machine(format!("The book is open for reading only: {why}. Nothing was saved."))
                    .hint("Look who may write to it, or free some space; then open the book again."))
            }
        }
    }

    /// Has the book refuse every change from here on.
    pub(crate) fn close_to_writing(&mut self, why: &'static str) {
        self.reading = Some(why);
    }

    /// Has every change logged from here on.
    pub(super) fn log_changes(&mut self) -> Result<()> {
        if !self.logs {
            log::install(self.conn(), &self.audit_key)?;
            self.logs = true;
        }
        Ok(())
    }

    /// Closes the book and goes on holding its file.
    pub(super) fn close(mut self) -> Option<Hold> {
        self.settle();
        self.hold.take()
    }

    /// Closes the book and forgets its key.
    #[cfg(test)]
    pub(crate) fn lock(self) {}

    /// Notes in the audit log what left the book: an export, a print. `what` is a word or two, never a name. A book
    /// that can only be read takes no note of it.
    pub(crate) fn note_audit(&mut self, what: &str, child: Option<ChildId>, count: u64) -> Result<()> {
        if self.writable().is_err() {
            return Ok(());
        }
        self.watch_disk(self.append_audit(what, &audit::entity(child), &format!("count {count}")))
    }

    /// Notes in the audit log, once while the book is open, that a child's record was looked at. Reading never waits
    /// for the disk nor fails for it: what a power cut takes of this is only the note.
    pub(crate) fn note_view(&self, child: ChildId) {
        if !self.seen.borrow_mut().insert(child) || self.writable().is_err() {
            return;
        }
        let _ = connect::run(self.conn(), "PRAGMA synchronous = NORMAL")
            .and_then(|()| self.append_audit("view", &audit::entity(Some(child)), ""));
        let _ = connect::run(self.conn(), "PRAGMA synchronous = FULL");
    }

    pub(super) fn append_audit(&self, what: &str, entity: &str, detail: &str) -> Result<()> {
        self.writable()?;
        let tx = Transaction::new_unchecked(self.conn(), TransactionBehavior::Immediate)?;
        audit::append(self.conn(), &self.audit_key, what, entity, detail)?;
        fault::commit(tx.commit())
    }

    /// Passes a result on; on a full disk, gives the reserve back first and tidies up with it. What came out as damage
    /// is looked at a second time: a disk that failed for a moment is told as that.
    pub(in crate::store) fn watch_disk<T>(&self, result: Result<T>) -> Result<T> {
        if let (Err(Error { message, .. }), Some(hold)) = (&result, &self.hold)
            && message == fault::DISK_FULL
        {
            hold.free_reserve();
            // The error at hand is the one to tell.
            let _ = connect::checkpoint(self.conn());
        }
        result.map_err(|e| self.looked_at_again(e))
    }

    fn looked_at_again(&self, told: Error) -> Error {
        if told.kind != Kind::Damaged {
            return told;
        }
        match self.verify() {
            Ok(verdict) if verdict.sound() => fault::disk(rusqlite::ffi::SQLITE_IOERR_READ),
            Err(other) => other,
            Ok(_) => told,
        }
    }

    /// What is said where an act is kept and reading the book again failed: nobody is to do it a second time.
    pub(crate) fn but_kept(&self, told: Error) -> Error {
        let told = self.looked_at_again(told);
        Error::new(
            told.kind,
            format!("What you did is kept, but the book could not be read again. {}", told.message),
        )
        .hint("Do not do it a second time: close the book and open it again, and it is there.")
    }
}
