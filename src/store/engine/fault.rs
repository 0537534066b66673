//! What the engine and the file system say, as errors for a person. Nothing of a record and no SQL
//! ever goes in: rusqlite's own messages quote statements, so only the code is used. What the machine
//! could not do is told apart from bytes that were read and are wrong: only those are damage.

use std::io::{self, ErrorKind};
use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::{Error, Kind, Result};

/// What is said when the disk is full; the store frees its reserve on seeing it.
pub(crate) const DISK_FULL: &str =
    "The disk is full. Nothing of this was saved; what was saved before is safe.";

/// Something of the book is damaged: the message says what, the hint points to the backups.
pub(crate) fn damaged(message: impl Into<String>) -> Error {
    Error::new(Kind::Damaged, message).hint(
        "Nothing was changed. `casebook restore` brings back the newest whole backup; `casebook verify --salvage \
         FILE` brings out what can still be read.",
    )
}

/// A failure of the file system while doing `what` to `path`.
pub(crate) fn file(what: &str, path: &Path, error: &io::Error) -> Error {
    if is_full(error) {
        return full();
    }
    let failed = Error::machine(format!("Could not {what} {}: {}.", path.display(), error.kind()));
    failed.hint(match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "Look who may read and write it, or ask whoever looks after this machine; then try again."
        }
        _ => "Look at the disk, then try again.",
    })
}

/// Whether the disk, or the share of it that is ours, is full.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// Whether something may not be written to by us, or by anybody.
pub(crate) fn is_barred(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

fn full() -> Error {
    Error::machine(DISK_FULL).hint("Free some space, then do it again.")
}

/// The machine has no memory left for this.
pub(crate) fn no_memory() -> Error {
    Error::machine("There is not enough memory for this. Nothing was changed.")
        .hint("Close other programs, then try again.")
}

/// The disk could not be read or written under the book.
pub(crate) fn disk(code: i32) -> Error {
    Error::machine(format!("The disk failed under the book (code {code})."))
        .hint("Nothing half-done was kept. Check the disk, then try again.")
}

/// What a code of the engine that is no damage says of the machine; nothing where it is about something else.
pub(crate) fn of_machine(code: i32) -> Option<Error> {
    match code & 0xff {
        rusqlite::ffi::SQLITE_NOMEM => Some(no_memory()),
        rusqlite::ffi::SQLITE_IOERR if code == rusqlite::ffi::SQLITE_IOERR_NOMEM => Some(no_memory()),
        rusqlite::ffi::SQLITE_IOERR | rusqlite::ffi::SQLITE_CANTOPEN => Some(disk(code)),
        rusqlite::ffi::SQLITE_FULL => Some(full()),
        _ => None,
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::FromSqlConversionFailure(..) | E::IntegralValueOutOfRange(..) | E::InvalidColumnType(..) => {
                return damaged("The book holds a value that cannot be read.");
            }
            _ => {}
        }
        let Some(code) = error.sqlite_error() else {
            return Error::internal("The book's engine refused a request.");
        };
        if let Some(machine) = of_machine(code.extended_code) {
            return machine;
        }
        match code.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => damaged("The book's file is damaged."),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
                Error::machine("The book's file may not be written to. Nothing was saved.")
                    .hint("Look who may write to it, then open the book again.")
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                Error::new(Kind::Locked, "The book is in use by another program.")
            }
            ErrorCode::ConstraintViolation => Error::data("The book refused a value that breaks its rules."),
            ErrorCode::TooBig => Error::data("A text is too long for the book."),
            _ => Error::internal(format!("The book's engine failed (code {}).", code.extended_code)),
        }
    }
}

/// The result of a commit: when it fails, the save may or may not be there.
pub(crate) fn commit(result: rusqlite::Result<()>) -> Result<()> {
    result.map_err(|e| {
        let e = Error::from(e);
        if e.message == DISK_FULL {
            return e;
        }
        Error::new(e.kind, format!("The save could not be confirmed. {}", e.message))
            .hint("Close the book and open it again to see whether it is there.")
    })
}
