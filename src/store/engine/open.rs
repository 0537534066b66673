//! Making, opening and leaving books.

use std::fs;
use std::io::Read;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::cost::Cost;
use super::fault::{self, damaged};
use super::hold::Hold;
use super::keyfile::DataKey;
use super::platform::{self, with_suffix};
use super::store::Store;
use super::{backup, connect, hex, keyfile, migrate, place, verify};
use crate::error::{Error, Kind, Result};

/// Up to this size a book is looked through at every opening; above, only after an unclean end.
const QUICK_MAX: u64 = 64 * 1024 * 1024;

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
        make(path, passphrase, cost, &key, |file| {
            let conn = connect::fresh(file, &key)?;
            connect::brand(&conn)?;
            migrate::migrate(&conn, 0, migrate::STEPS)?;
            let store = Self::assemble(conn, key.clone(), None)?;
            store.append_audit("create", "book", "")
        })?;
        Self::open(path, passphrase)
    }

    /// Opens a book. Nothing is ever created here: a missing book stays missing.
    pub fn open(path: &Path, passphrase: &[u8]) -> Result<Self> {
        let store = Self::open_at(path, passphrase, migrate::STEPS)?;
        // A full or read-only disk must not keep anybody out of their book.
        let _ = store.append_audit("open", "book", "");
        Ok(store)
    }

    pub(crate) fn open_at(path: &Path, passphrase: &[u8], steps: &[&str]) -> Result<Self> {
        plain_file(path)?;
        place::refuse_shared(path)?;
        let hold = Hold::take(path)?;
        let size = not_plain(path)?;
        let key = keyfile::unlock(path, passphrase)?;
        let unclean = fs::metadata(with_suffix(path, "-wal")).is_ok_and(|m| m.len() > 0);
        let newest = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        let (conn, version) = connect::existing(path, &key, newest)?;
        connect::checkpoint(&conn)?;
        whole(path, &conn)?;
        if unclean || size <= QUICK_MAX {
            verify::quick(&conn)?;
        }
        if version < newest {
            let name = format!("-pre-v{newest}");
            backup::write(&conn, &key, path, &backup::default_place(path, &name)?)?;
            migrate::migrate(&conn, version, steps)?;
        }
        hold.fill_reserve();
        Self::assemble(conn, key, Some(hold))
    }

    /// An empty book in memory, for the demo: gone when dropped.
    pub fn memory() -> Result<Self> {
        let key = hex::random(32)?;
        let conn = connect::in_memory(&key)?;
        connect::brand(&conn)?;
        migrate::migrate(&conn, 0, migrate::STEPS)?;
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
        make(path, passphrase, cost, &self.key, |file| {
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

    /// Sets a new passphrase; the old one must be given. Copies made before keep the old one.
    pub fn change_passphrase(&mut self, old: &[u8], new: &[u8]) -> Result<()> {
        let Some(path) = self.path() else {
            return Err(Error::usage("A book in memory has no passphrase."));
        };
        keyfile::unlock(path, old)?;
        keyfile::write(path, &self.key, new, Cost::calibrated()?)?;
        keyfile::unlock(path, new)?;
        self.append_audit("passphrase", "book", "")
    }
}

/// Makes the files of a new book; whatever fails, none of them stays behind.
fn make(
    path: &Path,
    passphrase: &[u8],
    cost: Cost,
    key: &DataKey,
    fill: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    let folder = platform::folder_of(path);
    platform::create_folder(folder).map_err(|e| fault::file("make the folder", folder, &e))?;
    let keys = keyfile::path_of(path);
    for taken in [path, &keys] {
        if fs::symlink_metadata(taken).is_ok() {
            let message = format!("{} is there already. Nothing was changed.", taken.display());
            return Err(Error::data(message).hint("Give another name, or open that book."));
        }
    }
    let _hold = Hold::take(path)?;
    platform::private().create_new(true).open(path).map_err(|e| fault::file("make", path, &e))?;
    let made = fill(path).and_then(|()| keyfile::write(path, key, passphrase, cost));
    if made.is_err() {
        for suffix in ["", "-wal", "-journal", ".keys", ".keys.bak", ".keys.part"] {
            // What is not there need not be removed.
            let _ = fs::remove_file(with_suffix(path, suffix));
        }
    }
    made
}

/// Refuses what is missing, what is no plain file, and what has other names besides.
fn plain_file(path: &Path) -> Result<()> {
    let name = path.display();
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::missing(format!("There is no book at {name}. Nothing was created."))
                .hint("`casebook init` makes one; `casebook restore` brings back a backup."));
        }
        Err(e) => return Err(fault::file("look at", path, &e)),
    };
    if !meta.is_file() {
        return Err(Error::data(format!("{name} is not a plain file, so it is not opened.")));
    }
    if platform::names(&meta) > 1 {
        return Err(Error::data(format!("{name} has a second name (a hard link), so it is not opened."))
            .hint("Remove the other name: two ways into one book can damage it."));
    }
    Ok(())
}

/// Refuses what is too short or not encrypted, and gives the length.
fn not_plain(path: &Path) -> Result<u64> {
    let look = || {
        let mut start = Vec::new();
        let file = fs::File::open(path)?;
        let size = file.metadata()?.len();
        file.take(16).read_to_end(&mut start)?;
        Ok((size, start))
    };
    let (size, start) = look().map_err(|e: std::io::Error| fault::file("read", path, &e))?;
    if size < connect::PAGE {
        return Err(damaged(format!("{} is empty or cut off.", path.display())));
    }
    if start.starts_with(b"SQLite format 3\0") {
        return Err(Error::new(Kind::Damaged, format!("{} is not encrypted: not a book.", path.display())));
    }
    Ok(size)
}

/// Refuses a file that is shorter than it says.
fn whole(path: &Path, conn: &Connection) -> Result<()> {
    let pages = connect::number(conn, "PRAGMA page_count")?;
    let length = fs::metadata(path).map_err(|e| fault::file("look at", path, &e))?.len();
    if pages.unsigned_abs() * connect::PAGE == length {
        Ok(())
    } else {
        Err(damaged(format!("{} is cut off.", path.display())))
    }
}
