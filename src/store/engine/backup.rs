//! Backups: a checked, encrypted copy that takes its name only when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::audit;
use super::away::{Away, copy};
use super::kept::AuditKey;
use super::keyfile::{self, DataKey, Slot};
use super::shelf::{self, Why};
use super::store::Store;
use super::{connect, fault, hold::Hold, outlet, verify};
use crate::error::{Error, Kind, Result};
use crate::platform::{self, with_suffix};

/// The setting that names a second folder for backups.
const SECOND: &str = "backup-folder";

/// A backup there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Copied {
    pub(crate) file: PathBuf,
    /// When it was made, UTC.
    pub(crate) made: NaiveDateTime,
    pub(crate) why: Why,
    /// Whether it opens with the passphrase and every check of it passes.
    pub(crate) whole: bool,
}

impl Store {
    /// Writes a checked copy of the book with its key file beside it, and gives its path. Without a
    /// place (a file, or a folder) it goes to `FILE.backups`, where older ones are thinned out. The
    /// copy opens with the passphrase the book has now.
    pub fn backup(&mut self, to: Option<&Path>) -> Result<PathBuf> {
        let Some(to) = to else { return self.shelve(Why::Hand, None) };
        let place = if to.is_dir() { shelf::free(to, "")? } else { to.to_owned() };
        outlet::refuse_beside(&place)?;
        let book = self.file()?.to_owned();
        let written = write(self.conn(), &self.key, &book, &place);
        self.watch_disk(written)?;
        if self.writable().is_ok() {
            self.watch_disk(self.append_audit("backup", "book", Why::Hand.word()))?;
        }
        Ok(place)
    }

    /// Makes the backup that goes before something large; a book in memory has none.
    pub(crate) fn back_up_before(&mut self, why: Why) -> Result<()> {
        if self.path().is_none() {
            return Ok(());
        }
        self.writable()?;
        self.shelve(why, None).map(drop).map_err(|e| {
            let message = format!("Nothing was done, for the backup before it was not made. {}", e.message);
            Error::new(e.kind, message).hint(e.hint)
        })
    }

    /// Makes the backup of this day of use, where there is none yet. What fails is told and keeps nobody out.
    pub(crate) fn back_up_day(&mut self, day: NaiveDate) {
        let Some(book) = self.path().filter(|_| self.writable().is_ok()) else { return };
        let there = shelf::all(&shelf::folder_of(book));
        if there.is_ok_and(|all| all.iter().any(|kept| kept.why == Why::Day && kept.day == day)) {
            return;
        }
        if let Err(e) = self.shelve(Why::Day, Some(day)) {
            self.tell(format!("Today's backup was not made. {} {}", e.message, e.hint));
        }
    }

    /// Makes the backup of leaving the book, where anything was recorded since it was opened.
    pub(crate) fn back_up_quit(&mut self) {
        if self.path().is_none() || !self.is_changed() || self.writable().is_err() {
            return;
        }
        if let Err(e) = self.shelve(Why::Quit, None) {
            self.tell(format!("The backup at quitting was not made. {} {}", e.message, e.hint));
        }
    }

    fn file(&self) -> Result<&Path> {
        self.path().ok_or_else(|| Error::usage("A book in memory has no backups."))
    }

    /// Makes a backup in the book's own folder and, where one is set, in a second.
    fn shelve(&mut self, why: Why, day: Option<NaiveDate>) -> Result<PathBuf> {
        let book = self.file()?.to_owned();
        let place = shelf::place(&book, why, day)?;
        let written = write(self.conn(), &self.key, &book, &place);
        self.watch_disk(written)?;
        shelf::thin_out(&place)?;
        if self.writable().is_ok() {
            self.watch_disk(self.append_audit("backup", "book", why.word()))?;
        }
        if let Some(second) = self.setting(SECOND)?.filter(|folder| !folder.is_empty())
            && let Err(e) = carry(&book, &place, Path::new(&second))
        {
            self.tell(format!(
                "The backup was not copied to {second}. {} The one beside the book is whole.",
                e.message
            ));
        }
        Ok(place)
    }

    /// Every backup of the book at `path`, the latest first, each opened and looked through. The book itself may be
    /// damaged or gone.
    pub(crate) fn backups(path: &Path, passphrase: &[u8]) -> Result<Vec<Copied>> {
        let found = shelf::all(&shelf::folder_of(path))?;
        let mut hold = Hold::take(path)?;
        hold.may_guess()?;
        let own = keyfile::unlock(path, Slot::PASSPHRASE, passphrase);
        let own = match hold.guessed(own) {
            Ok((key, _)) => Some(key),
            Err(e) if e.kind == Kind::Damaged => None,
            Err(e) => return Err(e),
        };
        let looked = found.into_iter().map(|kept| {
            let whole = match look_through(&kept.file, own.as_ref(), passphrase) {
                Ok(whole) => whole,
                Err(e) if e.kind == Kind::Machine => return Err(e),
                Err(_) => false,
            };
            Ok(Copied { file: kept.file, made: kept.made, why: kept.why, whole })
        });
        looked.collect()
    }
}

/// Whether a backup opens, by the book's key or its own key file, and every check of it passes.
fn look_through(file: &Path, own: Option<&DataKey>, passphrase: &[u8]) -> Result<bool> {
    let away = Away::of(file)?;
    let sound = |key: &DataKey| {
        let (conn, _) = connect::existing(&away.file, key, i64::MAX)?;
        match verify::examine(&conn, &AuditKey::of(&conn, key)?, true)?.sound() {
            true => Ok(true),
            false => Err(fault::damaged("The backup is damaged.")),
        }
    };
    let sound = |key: &DataKey| verify::twice(&away.file, || sound(key));
    // Without its key file a backup is no help once the book is gone.
    let keys = keyfile::KeyFile::of(file)?;
    match own.map(sound) {
        Some(Ok(sound)) => Ok(sound),
        Some(Err(e)) if e.kind == Kind::Machine => Err(e),
        _ => sound(&keys.open(Slot::PASSPHRASE, passphrase)?),
    }
}

/// Makes the copy of a book that is about to be brought to another version.
pub fn before_migration(conn: &Connection, key: &DataKey, book: &Path, version: i64) -> Result<()> {
    write(conn, key, book, &shelf::place_before(book, version)?)
}

/// Copies a finished backup to a second folder, and thins that out as well.
fn carry(book: &Path, place: &Path, second: &Path) -> Result<()> {
    let named = |path: &Path| path.file_name().map(PathBuf::from).unwrap_or_default();
    if !second.is_dir() {
        return Err(Error::machine("That folder is not there now."));
    }
    let folder = second.join(named(&shelf::folder_of(book)));
    platform::create_folder(&folder).map_err(|e| fault::file("make the folder", &folder, &e))?;
    let to = folder.join(named(place));
    for (from, to) in [(keyfile::path_of(place), keyfile::path_of(&to)), (place.to_owned(), to.clone())] {
        let part = with_suffix(&to, ".part");
        copy(&from, &part)?;
        let read = |file: &Path| fs::read(file).map_err(|e| fault::file("read", file, &e));
        if read(&part)? != read(&from)? {
            return Err(Error::machine("What was written there reads back differently."));
        }
        let named = fs::rename(&part, &to).and_then(|()| platform::sync_folder(&to));
        named.map_err(|e| fault::file("write", &to, &e))?;
    }
    shelf::thin_out(&to)
}

/// Copies the database of `conn` to `place`, checks it, and sets the key file of `book` beside it.
pub fn write(conn: &Connection, key: &DataKey, book: &Path, place: &Path) -> Result<()> {
    let keys = keyfile::path_of(place);
    for taken in [place, &keys] {
        if fs::symlink_metadata(taken).is_ok() {
            let message = format!("{} is there already. Nothing was changed.", taken.display());
            return Err(Error::usage(message).hint("Give another name."));
        }
    }
    let part = with_suffix(place, ".part");
    let key_part = with_suffix(&keys, ".part");
    let made = fill(conn, key, &part).and_then(|()| {
        copy(&keyfile::path_of(book), &key_part)?;
        // The key file first: a backup under its name always has its key.
        let publish = fs::rename(&key_part, &keys).and_then(|()| fs::rename(&part, place));
        publish
            .and_then(|()| platform::sync_folder(place))
            .map_err(|e| fault::file("write the backup", place, &e))
    });
    if made.is_err() {
        for left in [&part, &with_suffix(&part, "-wal"), &with_suffix(&part, "-journal"), &key_part] {
            // What is not there need not be removed.
            let _ = fs::remove_file(left);
        }
        if fs::symlink_metadata(place).is_err() {
            let _ = fs::remove_file(&keys);
        }
    }
    made
}

/// Fills and checks a copy that has no name yet.
fn fill(conn: &Connection, key: &DataKey, part: &Path) -> Result<()> {
    let file = platform::fresh(part).map_err(|e| fault::file("write the backup", part, &e))?;
    let mut copy = connect::keyed(part, key)?;
    Backup::new(conn, &mut copy)?.step(-1)?;
    // The copy has taken over the write-ahead mode; alone in its file it needs none.
    connect::run(&copy, "PRAGMA journal_mode = DELETE")?;
    drop(copy);
    file.sync_all().map_err(|e| fault::file("write the backup", part, &e))?;
    // Opened anew: what is looked through is what was written.
    let head = verify::twice(part, || {
        let copy = connect::keyed(part, key)?;
        let verdict = verify::examine(&copy, &AuditKey::of(&copy, key)?, true)?;
        match verdict.problems.first() {
            Some(problem) => Err(fault::damaged(format!("No backup was made: its check failed. {problem}"))),
            None => audit::head(&copy),
        }
    })?;
    if head != audit::head(conn)? {
        return Err(Error::internal("No backup was made: the copy differs from the book."));
    }
    Ok(())
}
