//! What the engine and the file system say, as errors for a person. Nothing of a record and no SQL
//! ever goes in: rusqlite's own messages quote statements, so only the code is used.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::{Error, Kind, Result};

/// What is said when the disk is full; the store frees its reserve on seeing it.
pub const DISK_FULL: &str = "The disk is full. Nothing of this was saved; what was saved before is safe.";

/// Something of the book is damaged: the message says what, the hint points to the backups.
pub fn damaged(message: impl Into<String>) -> Error {
    Error::new(Kind::Damaged, message).hint("Nothing was changed. `casebook restore` brings back a backup.")
}

/// A failure of the file system while doing `what` to `path`.
pub fn file(what: &str, path: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::StorageFull {
        return Error::new(Kind::Internal, DISK_FULL);
    }
    Error::new(Kind::Internal, format!("Could not {what} {}: {}.", path.display(), error.kind()))
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
        match code.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => damaged("The book's file is damaged."),
            ErrorCode::DiskFull => Error::internal(DISK_FULL).hint("Free some space, then do it again."),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
                Error::internal("The book's file may not be written to. Nothing was saved.")
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                Error::new(Kind::Locked, "The book is in use by another program.")
            }
            ErrorCode::ConstraintViolation => Error::data("The book refused a value that breaks its rules."),
            ErrorCode::TooBig => Error::data("A text is too long for the book."),
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => {
                let what = format!("The disk failed under the book (code {}).", code.extended_code);
                Error::internal(what).hint("Nothing half-done was kept. Check the disk, then try again.")
            }
            _ => Error::internal(format!("The book's engine failed (code {}).", code.extended_code)),
        }
    }
}

/// The result of a commit: when it fails, the save may or may not be there.
pub fn commit(result: rusqlite::Result<()>) -> Result<()> {
    result.map_err(|e| {
        let e = Error::from(e);
        if e.message == DISK_FULL {
            return e;
        }
        Error::new(e.kind, format!("The save could not be confirmed. {}", e.message))
            .hint("Close the book and open it again to see whether it is there.")
    })
}
