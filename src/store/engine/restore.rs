//! Bringing a backup back in place of the book.

use std::fs;
use std::path::{Path, PathBuf};

use super::audit::AuditKey;
use super::hold::Hold;
use super::platform::{self, with_suffix};
use super::store::Store;
use super::{backup, connect, fault, keyfile, migrate, verify};
use crate::error::{Error, Kind, Result};

/// The files that make up a book, by what follows its name.
const PARTS: [&str; 5] = ["", "-wal", "-journal", ".keys", ".keys.bak"];

impl Store {
    /// Checks the backup `from` and puts it in the place of the book at `path`. What was there, damaged
    /// or not, is set aside whole, its write-ahead log with it: left behind, that log would be taken up
    /// by the restored book. Gives the place of what was set aside.
    pub fn restore(path: &Path, from: &Path, passphrase: &[u8]) -> Result<Option<PathBuf>> {
        if !from.is_file() {
            return Err(Error::missing(format!(
                "There is no backup at {}. Nothing was changed.",
                from.display()
            )));
        }
        let folder = platform::folder_of(path);
        platform::create_folder(folder).map_err(|e| fault::file("make the folder", folder, &e))?;
        let _hold = Hold::take(path)?;
        let fresh = with_suffix(path, ".restoring");
        let ready = copy(from, &fresh).and_then(|()| check(&fresh, passphrase));
        let swapped = ready.and_then(|()| {
            let aside = set_aside(path)?;
            move_parts(&fresh, path)?;
            Ok(aside)
        });
        if swapped.is_err() {
            for part in PARTS {
                // What is not there need not be removed.
                let _ = fs::remove_file(with_suffix(&fresh, part));
            }
        }
        swapped
    }
}

/// Copies a backup and its key file to names of ours, for their owner only.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for (source, target) in [(from.to_owned(), to.to_owned()), (keyfile::path_of(from), keyfile::path_of(to))]
    {
        let copied = fs::File::open(&source).and_then(|mut file| {
            let mut copy = platform::private().create(true).truncate(true).open(&target)?;
            std::io::copy(&mut file, &mut copy)?;
            copy.sync_all()
        });
        match copied {
            Ok(()) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(fault::damaged(format!("The backup lacks its key file {}.", source.display())));
            }
            Err(e) => return Err(fault::file("copy", &source, &e)),
        }
    }
    Ok(())
}

/// Opens the copy and looks at all of it.
fn check(fresh: &Path, passphrase: &[u8]) -> Result<()> {
    let key = keyfile::unlock(fresh, passphrase)?;
    let newest = i64::try_from(migrate::STEPS.len()).unwrap_or(i64::MAX);
    let (conn, _) = connect::existing(fresh, &key, newest)?;
    let verdict = verify::examine(&conn, &AuditKey::of(&key)?, true)?;
    match verdict.problems.first() {
        None => Ok(()),
        Some(problem) => {
            let message = format!("The backup is damaged, and the book was left as it is. {problem}");
            Err(Error::new(Kind::Damaged, message).hint("Try an earlier backup."))
        }
    }
}

fn set_aside(path: &Path) -> Result<Option<PathBuf>> {
    // Even without its book a log or a key file must not meet the restored one.
    if !PARTS.iter().any(|part| with_suffix(path, part).exists()) {
        return Ok(None);
    }
    let aside = backup::default_place(path, "-before-restore")?;
    move_parts(path, &aside)?;
    Ok(Some(aside))
}

/// Renames every part of a book that there is: the log before the book, so that no book ever meets
/// another one's log.
fn move_parts(from: &Path, to: &Path) -> Result<()> {
    for part in PARTS.iter().rev() {
        let (old, new) = (with_suffix(from, part), with_suffix(to, part));
        if old.exists() {
            fs::rename(&old, &new).map_err(|e| fault::file("move", &old, &e))?;
        }
    }
    platform::sync_folder(to).map_err(|e| fault::file("write", to, &e))
}
