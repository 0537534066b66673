//! Putting another book in the place of one, so that whenever it is interrupted either book stands or the next
//! start completes it. What is to come lies ready and whole beside the book (`FILE.restoring`); then a note that
//! names the place for the old book says go. From there on every step is a rename that can be done again.

use std::fs;
use std::path::{Path, PathBuf};

use super::fault;
use crate::error::Result;
use crate::platform::{self, with_suffix};

/// The journals: they belong to the old book alone, and go before it, so that no book ever meets another's.
const JOURNALS: [&str; 2] = ["-wal", "-journal"];
/// What is exchanged, by what follows the name.
const PARTS: [&str; 3] = [".keys.bak", ".keys", ""];

/// Where the book to come lies ready.
pub(crate) fn staged(path: &Path) -> PathBuf {
    with_suffix(path, ".restoring")
}

fn note(path: &Path) -> PathBuf {
    with_suffix(path, ".restoring.go")
}

/// Whether an exchange was begun and not ended.
pub(crate) fn is_pending(path: &Path) -> bool {
    fs::symlink_metadata(note(path)).is_ok()
}

/// Says go: what lies ready takes the place of the book, which moves to `aside`, a name in the folder of its
/// backups. Everything of what lies ready must be on the disk.
pub(crate) fn begin(path: &Path, aside: &Path) -> Result<()> {
    let name = aside.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let part = with_suffix(&note(path), ".part");
    let write = || {
        let mut file = platform::fresh(&part)?;
        std::io::Write::write_all(&mut file, name.as_bytes())?;
        file.sync_all()?;
        platform::sync_folder(path)?;
        fs::rename(&part, note(path))?;
        platform::sync_folder(path)
    };
    write().map_err(|e| fault::file("write", &note(path), &e))
}

/// Completes an exchange that was begun; whether there was one. Only called by who holds the book.
pub(crate) fn finish(path: &Path) -> Result<bool> {
    if !is_pending(path) {
        return Ok(false);
    }
    let name = fs::read_to_string(note(path)).map_err(|e| fault::file("read", &note(path), &e))?;
    let aside = super::shelf::folder_of(path).join(name);
    let rename = |from: &Path, to: &Path| {
        let there = fs::symlink_metadata(from).is_ok();
        if there { fs::rename(from, to).map_err(|e| fault::file("move", from, &e)) } else { Ok(()) }
    };
    for end in JOURNALS {
        rename(&with_suffix(path, end), &with_suffix(&aside, end))?;
    }
    for end in PARTS {
        let (new, place) = (with_suffix(&staged(path), end), with_suffix(path, end));
        // Where it is gone, it has taken its place already.
        if fs::symlink_metadata(&new).is_ok() {
            rename(&place, &with_suffix(&aside, end))?;
            rename(&new, &place)?;
        }
    }
    let ended = || {
        if platform::folder_of(&aside).is_dir() {
            platform::sync_folder(&aside)?;
        }
        platform::sync_folder(path)?;
        fs::remove_file(note(path))?;
        platform::sync_folder(path)
    };
    ended().map_err(|e| fault::file("write", path, &e))?;
    Ok(true)
}

/// Removes what lies ready and was not said go to.
pub(crate) fn clear(path: &Path) {
    for end in JOURNALS.iter().chain(&PARTS) {
        // What is not there need not be removed.
        let _ = fs::remove_file(with_suffix(&staged(path), end));
    }
}
