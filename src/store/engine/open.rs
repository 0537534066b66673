//! Opening books.

use std::fs;
use std::io::Read;
use std::path::Path;

use rusqlite::Connection;

use super::away::Away;
use super::fault::{self, damaged};
use super::hold::Hold;
use super::keyfile::{self, DataKey, Slot};
use super::store::Store;
use super::{backup, connect, migrate, place, swap, verify};
use crate::error::{Error, Kind, Result};
use crate::platform::{self, with_suffix};

/// So many wrong passphrases are more than a slip.
const GUESSES: u32 = 3;

impl Store {
    /// Opens a book. Nothing is ever created here: a missing book stays missing.
    pub fn open(path: &Path, passphrase: &[u8]) -> Result<Self> {
        let store = Self::open_at(path, passphrase, migrate::STEPS)?;
        // A full or read-only disk must not keep anybody out of their book.
        let _ = store.append_audit("open", "book", "");
        Ok(store)
    }

    pub(crate) fn open_at(path: &Path, passphrase: &[u8], steps: &[&str]) -> Result<Self> {
        let mut opening = Opening::begin(path)?;
        let (key, wrong) = opening.unlock(Slot::PASSPHRASE, passphrase)?;
        opening.finish(key, wrong, steps)
    }

    /// Whether there is a book at `path`, or one that an interrupted restore is about to put there.
    pub fn is_at(path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok() || swap::is_pending(path)
    }
}

/// A book held, and not yet unlocked.
pub(super) struct Opening {
    hold: Hold,
    told: Vec<String>,
}

impl Opening {
    /// Takes hold of the book, once what was interrupted has been completed.
    pub(super) fn begin(path: &Path) -> Result<Self> {
        let mut told = Vec::new();
        if !swap::is_pending(path) {
            plain_file(path)?;
        }
        place::refuse_shared(path)?;
        let hold = Hold::take(path)?;
        if swap::finish(path)? {
            told.push("A restore that was interrupted has now been completed.".to_owned());
        }
        plain_file(path)?;
        not_plain(path)?;
        Ok(Self { hold, told })
    }

    /// The data key, from the slot that the secret is for, and how many wrong ones were tried before.
    pub(super) fn unlock(&mut self, slot: &str, secret: &[u8]) -> Result<(DataKey, u32)> {
        self.hold.may_guess()?;
        let key = keyfile::unlock(&self.hold.path, slot, secret);
        self.hold.guessed(key)
    }

    pub(super) fn finish(self, key: DataKey, wrong: u32, steps: &[&str]) -> Result<Store> {
        let Self { mut hold, mut told } = self;
        let path = hold.path.clone();
        hold.look()?;
        if hold.journal_gone() {
            told.push(format!(
                "The book was not closed the last time, and its journal ({}-wal) is gone: what was recorded just \
                 before may be missing. `casebook backup list` shows the copies there are.",
                path.display()
            ));
        }
        if wrong >= GUESSES {
            told.push(format!("{wrong} wrong passphrases were tried since the book was last opened."));
        }
        let newest = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        if let Some(why) = hold.barred() {
            told.push(format!("The book is open for reading only: {why}. Nothing can be saved in it."));
            let away = Away::of(&path)?;
            let (conn, version) = verify::twice(&path, || {
                let (conn, version) = connect::existing(&away.file, &key, newest)?;
                verify::quick(&conn).map(|()| (conn, version))
            })?;
            if version < newest {
                migrate::migrate(&conn, version, steps, &key)?;
            }
            connect::run(&conn, "PRAGMA query_only = ON")?;
            away.vanish();
            let mut store = Store::assemble(conn, key, Some(hold))?;
            told.into_iter().for_each(|told| store.tell(told));
            return Ok(store);
        }
        let unclean = fs::metadata(with_suffix(&path, "-wal")).is_ok_and(|m| m.len() > 0);
        let conn = verify::twice(&path, || {
            let (conn, version) = connect::existing(&path, &key, newest)?;
            if settled(&hold, &conn)? {
                whole(&path, &conn)?;
            }
            // A damaged byte is found when its page is read; the whole file is looked through after an unclean end.
            if unclean || !hold.was_closed() {
                verify::quick(&conn)?;
            }
            if version < newest {
                backup::before_migration(&conn, &key, &path, newest)?;
                migrate::migrate(&conn, version, steps, &key)?;
            }
            Ok(conn)
        })?;
        hold.mark(true);
        hold.fill_reserve();
        let mut store = Store::assemble(conn, key, Some(hold))?;
        told.into_iter().for_each(|told| store.tell(told));
        if wrong > 0 {
            let _ = store.append_audit("wrong-passphrase", "book", &format!("count {wrong}"));
        }
        Ok(store)
    }
}

/// Moves the journal into the file, where the machine lets it be; a full disk is given the reserve for it. Whether
/// it did: reading goes on without.
fn settled(hold: &Hold, conn: &Connection) -> Result<bool> {
    let mut done = connect::checkpoint(conn);
    if done.as_ref().is_err_and(|e| e.message == fault::DISK_FULL) {
        hold.free_reserve();
        done = connect::checkpoint(conn);
    }
    match done {
        Ok(()) => Ok(true),
        Err(e) if e.kind == Kind::Machine => Ok(false),
        Err(e) => Err(e),
    }
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

/// Refuses what is too short or not encrypted.
fn not_plain(path: &Path) -> Result<()> {
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
    Ok(())
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
