//! Backups: a checked, encrypted copy that takes its name only when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::audit::{self, AuditKey};
use super::keyfile::{self, DataKey};
use super::platform::{self, with_suffix};
use super::store::Store;
use super::{connect, fault, thin, verify};
use crate::clock;
use crate::error::{Error, Result};

impl Store {
    /// Writes a checked copy of the book with its key file beside it, and gives its path. Without a
    /// place (a file, or a folder) it goes to `FILE.backups`, where older ones are thinned out. The
    /// copy opens with the passphrase the book has now.
    pub fn backup(&self, to: Option<&Path>) -> Result<PathBuf> {
        let Some(book) = self.path() else {
            return Err(Error::usage("A book in memory has no backups."));
        };
        let place = match to {
            Some(folder) if folder.is_dir() => free_name(folder, "")?,
            Some(file) => file.to_owned(),
            None => default_place(book, "")?,
        };
        let written = write(self.conn(), &self.key, book, &place);
        self.watch_disk(written)?;
        if to.is_none() {
            thin_out(&place)?;
        }
        self.watch_disk(self.append_audit("backup", "book", ""))?;
        Ok(place)
    }
}

/// A free name for a backup made now in the book's own folder of backups, which is made if need be.
pub fn default_place(book: &Path, suffix: &str) -> Result<PathBuf> {
    let folder = with_suffix(book, ".backups");
    platform::create_folder(&folder).map_err(|e| fault::file("make the folder", &folder, &e))?;
    free_name(&folder, suffix)
}

/// A name of this second, or of the next one that is free.
fn free_name(folder: &Path, suffix: &str) -> Result<PathBuf> {
    let now = clock::now_utc_naive();
    let names = (0..1000).map(|s| now + chrono::TimeDelta::seconds(s)).map(|at| {
        let stamp = at.format(thin::STAMP);
        folder.join(format!("{stamp}{suffix}.casebook"))
    });
    let free = names.into_iter().find(|n| !n.exists());
    free.ok_or_else(|| Error::internal("No name is free for the backup."))
}

/// Copies the database of `conn` to `place`, checks it, and sets the key file of `book` beside it.
pub fn write(conn: &Connection, key: &DataKey, book: &Path, place: &Path) -> Result<()> {
    let keys = keyfile::path_of(place);
    for taken in [place, &keys] {
        if taken.exists() {
            let message = format!("{} is there already. Nothing was changed.", taken.display());
            return Err(Error::data(message).hint("Give another name."));
        }
    }
    let part = with_suffix(place, ".part");
    let made = fill(conn, key, &part).and_then(|()| {
        let publish = || {
            let key_part = with_suffix(&keys, ".part");
            let text = fs::read(keyfile::path_of(book))?;
            let file = platform::private().create(true).truncate(true).open(&key_part)?;
            std::io::Write::write_all(&mut &file, &text)?;
            file.sync_all()?;
            // The key file first: a backup under its name always has its key.
            fs::rename(&key_part, &keys)?;
            fs::rename(&part, place)?;
            platform::sync_folder(place)
        };
        publish().map_err(|e| fault::file("write the backup", place, &e))
    });
    if made.is_err() {
        for left in ["", "-wal", "-journal"] {
            // What is not there need not be removed.
            let _ = fs::remove_file(with_suffix(&part, left));
        }
    }
    made
}

/// Fills and checks a copy that has no name yet.
fn fill(conn: &Connection, key: &DataKey, part: &Path) -> Result<()> {
    let made = platform::private().create(true).truncate(true).open(part);
    let file = made.map_err(|e| fault::file("write the backup", part, &e))?;
    let mut copy = connect::keyed(part, key)?;
    Backup::new(conn, &mut copy)?.step(-1)?;
    // The copy has taken over the write-ahead mode; alone in its file it needs none.
    connect::run(&copy, "PRAGMA journal_mode = DELETE")?;
    let verdict = verify::examine(&copy, &AuditKey::of(key)?, true)?;
    let same = audit::head(&copy)? == audit::head(conn)?;
    drop(copy);
    if let Some(problem) = verdict.problems.first() {
        return Err(fault::damaged(format!("No backup was made: its check failed. {problem}")));
    }
    if !same {
        return Err(Error::internal("No backup was made: the copy differs from the book."));
    }
    file.sync_all().map_err(|e| fault::file("write the backup", part, &e))
}

/// Removes the backups beside `newest` that need not be kept. Only called once `newest` has passed
/// its check, and never removes it.
fn thin_out(newest: &Path) -> Result<()> {
    let folder = platform::folder_of(newest);
    let entries = fs::read_dir(folder).map_err(|e| fault::file("read", folder, &e))?;
    let mut found: Vec<(NaiveDateTime, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|e| Some((thin::made_at(e.file_name().to_str()?)?, e.path())))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    let dates: Vec<_> = found.iter().map(|(at, _)| *at).collect();
    for ((_, path), keep) in found.iter().zip(thin::kept(&dates, clock::now_utc_naive())) {
        if !keep && path != newest {
            // One that cannot be removed now is tried again the next time.
            let _ = fs::remove_file(path).and_then(|()| fs::remove_file(keyfile::path_of(path)));
        }
    }
    Ok(())
}
