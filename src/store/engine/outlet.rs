//! Files handed to other programs: private, whole or not at all, and never in the place of a book or of what
//! lies beside one.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::platform::{folder_of, same_file, with_suffix, write_private};

/// What lies beside a book, by the end of its name; the first is the book itself.
const BESIDE: [&str; 11] = [
    "",
    "-wal",
    "-shm",
    "-journal",
    ".keys",
    ".keys.bak",
    ".lock",
    ".reserve",
    ".restoring",
    ".restoring.keys",
    ".restoring.go",
];
const BACKUPS: &str = ".backups";

/// Writes a file for other programs. `book` is the one that is open; `replace` was agreed to.
///
/// # Errors
/// Kind usage where the file belongs to a book, or exists and may not be replaced; kind data where it cannot
/// be written. What stood there stands there still.
pub(crate) fn hand_out(file: &Path, bytes: &[u8], book: Option<&Path>, replace: bool) -> Result<()> {
    let name = file.display();
    let place = real(file);
    if belongs_to_a_book(&place) || book.is_some_and(|book| is_linked(&place, book)) {
        return Err(Error::usage(format!(
            "{name} belongs to a book; nothing was written and the book is unchanged."
        ))
        .hint("Give another folder or name."));
    }
    if !replace && fs::metadata(&place).is_ok_and(|meta| meta.is_file()) {
        return Err(Error::usage(format!("{name} exists already; it was left as it is."))
            .hint("Give another name, or --force to replace it."));
    }
    write_private(&place, bytes).map_err(|e| {
        Error::data(format!("{name} could not be written ({e}); the book is unchanged."))
            .hint("Give another folder or name.")
    })
}

/// Refuses a place for a book or a copy of one where a book that is there would take it for its own: its journal, its
/// keys, what a restore laid ready.
pub(crate) fn refuse_beside(file: &Path) -> Result<()> {
    let place = real(file);
    if beside(&place).skip(1).any(|base| is_book(&base)) {
        return Err(Error::usage(format!(
            "{} is the name of something that belongs to a book; nothing was written.",
            file.display()
        ))
        .hint("Give another folder or name."));
    }
    Ok(())
}

/// Where a path leads: links followed, also where the file itself is still to be made.
fn real(file: &Path) -> PathBuf {
    if let Ok(place) = fs::canonicalize(file) {
        return place;
    }
    // A link to what is not there yet would make it.
    let file = fs::read_link(file).map_or_else(|_| file.to_owned(), |to| folder_of(file).join(to));
    match (fs::canonicalize(folder_of(&file)), file.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => file,
    }
}

/// Whether a place is that of a book, or of something kept beside or behind one: known by the key file.
fn belongs_to_a_book(place: &Path) -> bool {
    let mut behind = place.ancestors().skip(1).filter_map(|folder| {
        let base = folder.file_name()?.to_str()?.strip_suffix(BACKUPS)?;
        Some(folder.with_file_name(base))
    });
    beside(place).any(|base| is_book(&base)) || behind.any(|base| is_book(&base))
}

/// The books that a place would belong to by its name, itself as the first of them.
fn beside(place: &Path) -> impl Iterator<Item = PathBuf> {
    let name = place.file_name().and_then(|n| n.to_str());
    let of = move |name: &str, end: &str| name.strip_suffix(end).map(|base| place.with_file_name(base));
    name.into_iter().flat_map(move |name| BESIDE.iter().filter_map(move |end| of(name, end)))
}

/// Whether there is a book: known by its key file.
fn is_book(base: &Path) -> bool {
    [".keys", ".keys.bak"].iter().any(|end| fs::symlink_metadata(with_suffix(base, end)).is_ok())
}

/// Whether a place is another name of a file of this book.
fn is_linked(place: &Path, book: &Path) -> bool {
    let Ok(there) = fs::metadata(place) else { return false };
    let is = |file: PathBuf| fs::metadata(file).is_ok_and(|meta: Metadata| same_file(&there, &meta));
    let backups = fs::read_dir(with_suffix(book, BACKUPS)).into_iter().flatten().flatten().map(|e| e.path());
    BESIDE.iter().map(|end| with_suffix(book, end)).chain(backups).any(is)
}
