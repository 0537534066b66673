//! Making books.

use std::fs;
use std::path::Path;

use rusqlite::backup::Backup;

use super::cost::Cost;
use super::hold::Hold;
use super::keyfile::{DataKey, KeyFile};
use super::store::Store;
use super::{connect, fault, hex, migrate, outlet, place, swap, verify};
use crate::error::{Error, Result};
use crate::platform::{self, with_suffix};

impl Store {
    /// Makes a new book and opens it. An existing file is never touched.
    pub fn create(path: &Path, passphrase: &[u8]) -> Result<Self> {
        Self::create_with(path, passphrase, Cost::calibrated()?)
    }

    /// As [`Store::create`] with a work factor of its own, for tests.
    #[doc(hidden)]
    pub fn create_with(path: &Path, passphrase: &[u8], cost: Cost) -> Result<Self> {
        place::refuse_shared(path)?;
        let key = hex::random(32)?;
        make(path, KeyFile::new(&key, passphrase, cost)?, |file| begun(file, &key).map(drop))?;
        Self::open(path, passphrase)
    }

    /// An empty book in memory, for the demo: gone when dropped.
    pub fn memory() -> Result<Self> {
        let key = hex::random(32)?;
        let conn = connect::in_memory(&key)?;
        connect::brand(&conn)?;
        migrate::migrate(&conn, 0, migrate::STEPS, &key)?;
        let store = Self::assemble(conn, key, None)?;
        store.append_audit("create", "book", "")?;
        Ok(store)
    }

    /// Writes this book, as it is, to a new file under a passphrase.
    pub fn save_as(&self, path: &Path, passphrase: &[u8]) -> Result<()> {
        self.save_with(path, passphrase, Cost::calibrated()?)
    }

    /// As [`Store::save_as`] with a work factor of its own, for tests.
    #[doc(hidden)]
    pub fn save_with(&self, path: &Path, passphrase: &[u8], cost: Cost) -> Result<()> {
        make(path, KeyFile::new(&self.key, passphrase, cost)?, |file| {
            let mut to = connect::keyed(file, &self.key)?;
            Backup::new(self.conn(), &mut to)?.step(-1)?;
            connect::run(&to, "PRAGMA journal_mode = DELETE")?;
            if verify::examine(&to, &self.audit_key, false)?.sound() {
                Ok(())
            } else {
                Err(Error::internal("The copy of the book did not pass its check."))
            }
        })
    }
}

/// Begins an empty book in a file that is there and empty.
pub(super) fn begun(file: &Path, key: &DataKey) -> Result<Store> {
    let conn = connect::fresh(file, key)?;
    connect::brand(&conn)?;
    migrate::migrate(&conn, 0, migrate::STEPS, key)?;
    let store = Store::assemble(conn, key.clone(), None)?;
    store.append_audit("create", "book", "")?;
    Ok(store)
}

/// Makes the files of a new book under names of ours and gives them theirs once they are whole; whatever fails,
/// none of them stays behind, and what a killed making left stands in nobody's way.
pub(super) fn make(path: &Path, keys: KeyFile, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    outlet::refuse_beside(path)?;
    let folder = platform::folder_of(path);
    platform::create_folder(folder).map_err(|e| fault::file("make the folder", folder, &e))?;
    let making = with_suffix(path, ".making");
    // While it is there and the book is not, the key file beside it was made for it.
    if fs::symlink_metadata(path).is_ok() || fs::symlink_metadata(&making).is_err() {
        for taken in ["", ".keys", ".keys.bak"].map(|end| with_suffix(path, end)) {
            if fs::symlink_metadata(&taken).is_ok() || swap::is_pending(path) {
                let message = format!("{} is there already. Nothing was changed.", taken.display());
                return Err(Error::usage(message).hint("Give another name, or open that book."));
            }
        }
    }
    let hold = Hold::take(path)?;
    if let Some(why) = hold.barred() {
        return Err(Error::machine(format!("{} could not be made: {why}.", path.display()))
            .hint("Nothing was made. Give another folder with --book."));
    }
    let sweep = || {
        for end in [".keys", ".keys.bak", ".keys.part", ".making-wal", ".making-journal", ".making"] {
            // What is not there need not be removed.
            let _ = fs::remove_file(with_suffix(path, end));
        }
    };
    sweep();
    let made = || {
        platform::private().create_new(true).open(&making).map_err(|e| fault::file("make", path, &e))?;
        fill(&making)?;
        keys.write(path)?;
        fs::rename(&making, path).map_err(|e| fault::file("make", path, &e))
    };
    made().inspect_err(|_| sweep())?;
    platform::sync_folder(path).map_err(|e| fault::file("make", path, &e))
}
