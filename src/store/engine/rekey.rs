//! Exchanging the data key. A copy of the book under the new key is made beside it, looked through, and takes the
//! book's place as a restored backup does: whenever this is interrupted the old book stands or the new one, whole.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::backup::Backup;

use super::audit;
use super::kept::AuditKey;
use super::keyfile::{self, DataKey, KeyFile, Slot};

use super::shelf::{self, Why};
use super::store::Store;
use super::{connect, fault, hex, kept, swap, verify};
use crate::error::{Error, Kind, Result};
use crate::platform::{self, with_suffix};

/// What became of a book whose key was exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rekeyed {
    /// The first backup under the new key.
    pub(crate) backup: PathBuf,
    /// Backups beside the book that are still there under the old key, the book as it was among them.
    pub(crate) old: Vec<PathBuf>,
    /// Whether there is a recovery code, which opens the book as before.
    pub(crate) recovery: bool,
}

impl Store {
    /// Gives the book another data key; the passphrase and the recovery code stay. Where `forget` is said every backup
    /// beside the book that the old key opens is removed once one under the new key is made and looked through.
    pub(crate) fn rekey(self, passphrase: &[u8], forget: bool) -> Result<(Self, Rekeyed)> {
        self.writable()?;
        let path =
            self.path().ok_or_else(|| Error::usage("A book in memory has no key to exchange."))?.to_owned();
        if keyfile::unlock(&path, Slot::PASSPHRASE, passphrase)? != self.key {
            return Err(Error::internal("The key file is not that of the open book; nothing was changed."));
        }
        let keys = KeyFile::of(&path)?;
        let recovery = kept::get(self.conn(), kept::RECOVERY)?
            .filter(|stretched| keys.is_opened_by(Slot::RECOVERY, stretched, &self.key));
        if keys.has(Slot::RECOVERY) && recovery.is_none() {
            return Err(Error::data(
                "The recovery code of this book was made by an older version; nothing was changed.",
            )
            .hint("Make a new one first, casebook recovery new: it then stays valid through the exchange."));
        }
        let key = hex::random(32)?;
        let new = keys.exchanged(&key, passphrase, recovery.as_ref())?;
        let ready = self.watch_disk(self.lay_ready(&path, &key, &new)).inspect_err(|_| swap::clear(&path));
        let aside = ready.and_then(|()| shelf::place(&path, Why::Rekey, None))?;
        // What the journal holds is in the file: the old book is moved away whole.
        connect::checkpoint(self.conn()).inspect_err(|_| swap::clear(&path))?;
        let hold = self.close();
        let moved = swap::begin(&path, &aside).and_then(|()| swap::finish(&path));
        drop(hold);
        moved.map_err(|e| {
            Error::machine(format!("The exchange of the key is not finished. {}", e.message))
                .hint("Nothing is lost: it is completed when the book is opened next.")
        })?;
        let mut store = Self::open(&path, passphrase)?;
        let backup = store.backup(None)?;
        let mut old: Vec<PathBuf> = shelf::all(&shelf::folder_of(&path))?
            .into_iter()
            .map(|kept| kept.file)
            .filter(|file| *file != backup)
            .filter(|file| keyfile::read(&keyfile::path_of(file)).is_ok_and(|k| !k.is_of_one_book(&new)))
            .collect();
        if forget {
            old.retain(|file| {
                let gone = fs::remove_file(file).and_then(|()| fs::remove_file(keyfile::path_of(file)));
                // The copies that are not backups by name go with them.
                let _ = fs::remove_file(with_suffix(&keyfile::path_of(file), ".bak"));
                gone.is_err()
            });
            platform::sync_folder(&backup).map_err(|e| fault::file("write", &backup, &e))?;
        }
        Ok((store, Rekeyed { backup, old, recovery: recovery.is_some() }))
    }

    /// Lays a copy of the book under the new key ready beside it, with its key file.
    fn lay_ready(&self, path: &Path, key: &DataKey, keys: &KeyFile) -> Result<()> {
        swap::clear(path);
        let fresh = swap::staged(path);
        let file = platform::fresh(&fresh).map_err(|e| fault::file("make", &fresh, &e))?;
        let mut copy = connect::keyed(&fresh, &self.key)?;
        Backup::new(self.conn(), &mut copy)?.step(-1)?;
        connect::run(&copy, "PRAGMA journal_mode = DELETE")?;
        connect::rekeyed(&copy, key)?;
        drop(copy);
        self.look_through(&fresh, key).map_err(|e| match e.kind {
            // What was whole a moment ago: the disk did not take it as it was written.
            Kind::Damaged => connect::not_written(),
            _ => e,
        })?;
        file.sync_all().map_err(|e| fault::file("write", &fresh, &e))?;
        keys.write(&fresh)
    }

    /// Opens the copy that lies ready with its new key, notes the exchange in it and checks all of it.
    fn look_through(&self, fresh: &Path, key: &DataKey) -> Result<()> {
        let (copy, _) = connect::existing(fresh, key, i64::MAX)?;
        self.audit_key.keep(&copy)?;
        let audit = AuditKey::of(&copy, key)?;
        audit::append(&copy, &audit, "rekey", "book", "")?;
        let verdict = verify::examine(&copy, &audit, true)?;
        if let Some(problem) = verdict.problems.first() {
            return Err(fault::damaged(problem));
        }
        connect::run(&copy, "PRAGMA journal_mode = DELETE")
    }
}
