//! Bringing a backup back in place of the book.

use std::path::{Path, PathBuf};

use super::away::copy;
use super::hold::Hold;
use super::kept::AuditKey;
use super::keyfile::{self, DataKey, KeyFile, Slot};
use super::shelf::{self, Why};
use super::store::Store;
use super::{connect, fault, migrate, place, swap, verify};
use crate::error::{Error, Kind, Result};
use crate::platform::{self, with_suffix};

impl Store {
    /// Checks the backup `from` and puts it in the place of the book at `path`. What was there is set aside
    /// whole, its journal with it: a sound book as one more backup, any other apart from them. Gives the place of
    /// what was set aside. Whenever this is interrupted, either book stands or the next start completes it.
    pub fn restore(path: &Path, from: &Path, passphrase: &[u8]) -> Result<Option<PathBuf>> {
        if !from.is_file() {
            return Err(Error::missing(format!(
                "There is no backup at {}. Nothing was changed.",
                from.display()
            )));
        }
        place::refuse_shared(path)?;
        let folder = platform::folder_of(path);
        platform::create_folder(folder).map_err(|e| fault::file("make the folder", folder, &e))?;
        let mut hold = Hold::take(path)?;
        swap::finish(path)?;
        if let Some(why) = hold.barred() {
            return Err(Error::machine(format!("The book cannot be replaced: {why}."))
                .hint("Nothing was changed. Look who may write to it, or free some space."));
        }
        hold.may_guess()?;
        let own = own_keys(path, passphrase);
        let ready = stage(path, from, passphrase, own.as_ref());
        let aside = ready.and_then(|()| {
            let sound = own.as_ref().is_some_and(|(_, key)| is_sound(path, key));
            let aside =
                if sound { shelf::place(path, Why::Restore, None) } else { shelf::place_aside(path) }?;
            swap::begin(path, &aside).map(|()| aside)
        });
        let aside = match hold.guessed(aside) {
            Ok((aside, _)) => aside,
            Err(e) if swap::is_pending(path) => return Err(halfway(&e)),
            Err(e) => {
                swap::clear(path);
                return Err(e);
            }
        };
        swap::finish(path).map_err(|e| halfway(&e))?;
        hold.mark(false);
        Ok(Some(aside).filter(|aside| aside.exists()))
    }
}

fn halfway(error: &Error) -> Error {
    Error::machine(format!("The restore is not finished. {}", error.message))
        .hint("Nothing is lost: it is completed when the book is opened next.")
}

/// The key file of the book and its data key, where the passphrase opens it.
pub(super) fn own_keys(path: &Path, passphrase: &[u8]) -> Option<(KeyFile, DataKey)> {
    let keys = KeyFile::of(path).ok()?;
    let key = keys.open(Slot::PASSPHRASE, passphrase).ok()?;
    Some((keys, key))
}

/// Lays the backup ready, checked, under the keys the book has now where they fit it, else under its own.
fn stage(path: &Path, from: &Path, passphrase: &[u8], own: Option<&(KeyFile, DataKey)>) -> Result<()> {
    swap::clear(path);
    let fresh = swap::staged(path);
    for end in ["", "-wal"] {
        let journal = with_suffix(from, end);
        if end.is_empty() || journal.is_file() {
            copy(&journal, &with_suffix(&fresh, end))?;
        }
    }
    if let Some((keys, key)) = own {
        match verify::twice(&fresh, || check(&fresh, key)) {
            Ok(()) => return keys.write(&fresh),
            // It is another book's, or was made before the key was changed.
            Err(e) if e.kind == Kind::Damaged => {}
            Err(e) => return Err(e),
        }
    }
    let source = keyfile::path_of(from);
    if !source.exists() {
        return Err(fault::damaged(format!("The backup lacks its key file {}.", source.display())));
    }
    let keys = keyfile::read(&source)?;
    let key = keys.open(Slot::PASSPHRASE, passphrase)?;
    verify::twice(&fresh, || check(&fresh, &key))?;
    keys.write(&fresh)
}

/// Opens the copy, looks at all of it and leaves it in one file, with the restore in its log.
fn check(fresh: &Path, key: &DataKey) -> Result<()> {
    let newest = i64::try_from(migrate::STEPS.len()).unwrap_or(i64::MAX);
    let (conn, version) = connect::existing(fresh, key, newest).map_err(of_backup)?;
    let audit = AuditKey::of(&conn, key)?;
    let verdict = verify::examine(&conn, &audit, true).map_err(of_backup)?;
    if let Some(problem) = verdict.problems.first() {
        return Err(of_backup(fault::damaged(problem)));
    }
    if version < newest {
        migrate::migrate(&conn, version, migrate::STEPS, key).map_err(of_backup)?;
    }
    super::audit::append(&conn, &audit, "restore", "book", "")?;
    connect::run(&conn, "PRAGMA journal_mode = DELETE")?;
    drop(conn);
    let synced = std::fs::File::open(fresh).and_then(|file| file.sync_all());
    synced.map_err(|e| fault::file("write", fresh, &e))
}

fn of_backup(error: Error) -> Error {
    if error.kind != Kind::Damaged {
        return error;
    }
    let message = format!("The backup is damaged, and the book was left as it is. {}", error.message);
    Error::new(Kind::Damaged, message).hint("Try another backup: casebook backup list shows them.")
}

/// Whether the book that is there passes every check; its journal is in its file then.
fn is_sound(path: &Path, key: &DataKey) -> bool {
    let look = || {
        let (conn, _) = connect::existing(path, key, i64::MAX)?;
        Ok::<_, Error>(verify::examine(&conn, &AuditKey::of(&conn, key)?, true)?.sound())
    };
    look().unwrap_or(false)
}
