//! The text of a file from outside, which is no larger than it may be.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::error::{Error, Result};

/// Why what was named could not be read, with the way out; nothing was written.
pub(super) fn unread(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::missing(format!("there is no {name}; nothing was written")),
        io::ErrorKind::PermissionDenied => {
            Error::data(format!("you have no permission to read {name}; nothing was written"))
                .hint("copy it into a folder of your own, or ask whose it is")
        }
        _ => Error::data(format!("{name} could not be read ({error}); nothing was written"))
            .hint("try again; if it lies on a network drive or a stick, copy it to this machine first"),
    }
}

/// Opens a plain file to read it. A pipe or a device is not waited for.
///
/// # Errors
/// When it cannot be opened, or is none.
pub(crate) fn open_plain(file: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(file)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file"));
    }
    File::open(file)
}

/// Reads it.
///
/// # Errors
/// When there is none, it cannot be read, is larger than `largest` bytes, or is no UTF-8.
pub(crate) fn text_of(file: &Path, largest: u64) -> Result<String> {
    let name = file.display();
    let meta = std::fs::metadata(file).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Error::missing(format!("There is no file {name}; nothing was read.")),
        _ => Error::data(format!("{name} cannot be read ({e}); nothing was changed.")),
    })?;
    if !meta.is_file() || meta.len() > largest {
        let why = if meta.is_file() { "is too large" } else { "is no file" };
        return Err(Error::data(format!("{name} {why}; nothing was read.")));
    }
    let bytes = std::fs::read(file)
        .map_err(|e| Error::data(format!("{name} cannot be read ({e}); nothing was changed.")))?;
    String::from_utf8(bytes).map_err(|_| {
        Error::data(format!("{name} is not UTF-8 text; nothing was read.")).hint("Save it as UTF-8.")
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_refused_at_once_and_a_file_is_opened() {
        let dir = tempfile::tempdir().unwrap();
        let (pipe, plain) = (dir.path().join("pipe"), dir.path().join("plain"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::fs::write(&plain, "x").unwrap();
        assert_eq!(open_plain(&pipe).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        open_plain(&plain).unwrap();
        assert_eq!(open_plain(&dir.path().join("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
