//! The text of a file from outside, which is no larger than it may be.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// The most bytes read of a file in UTF-16, which is held as a whole.
const UTF16_MAX: u64 = 512 * 1024 * 1024;
/// So many bytes of a heading tell UTF-16.
const HEAD: usize = 16;

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

/// Reads it, without a mark at its head; UTF-16, which some programs call Unicode text, as well as UTF-8.
///
/// # Errors
/// When there is none, it cannot be read, is larger than `largest` bytes, or is neither.
pub(crate) fn text_of(file: &Path, largest: u64) -> Result<String> {
    let name = file.display();
    let meta = std::fs::metadata(file).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Error::missing(format!("There is no file {name}; nothing was read.")),
        _ => Error::data(format!("{name} cannot be read ({e}); nothing was changed.")),
    })?;
    if !meta.is_file() || meta.len() > largest {
        let why = match meta.is_dir() {
            true => "is a folder: name the file in it",
            false if meta.is_file() => "is too large",
            false => "is no file",
        };
        return Err(Error::data(format!("{name} {why}; nothing was read.")));
    }
    let failed = |e| Error::data(format!("{name} cannot be read ({e}); nothing was changed."));
    let mut bytes = std::fs::read(file).map_err(failed)?;
    if let Some(little) = utf16(&bytes) {
        bytes = decoded(bytes.as_slice(), little).map_err(failed)?;
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::data(format!("{name} is not UTF-8 text; nothing was read.")).hint("Save it as UTF-8.")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether the beginning of a file is UTF-16, which spreadsheets call Unicode text; if so, the low byte first or not.
pub(super) fn utf16(sample: &[u8]) -> Option<bool> {
    let little = sample.starts_with(b"\xff\xfe");
    if little || sample.starts_with(b"\xfe\xff") {
        return Some(little);
    }
    // Without the mark at the head each letter of a heading has its other byte empty.
    let (pairs, _) = sample.get(..HEAD)?.as_chunks::<2>();
    let lone = |nul: usize| pairs.iter().all(|pair| pair.iter().position(|b| *b == 0) == Some(nul));
    lone(1).then_some(true).or_else(|| lone(0).then_some(false))
}

/// A file of UTF-16 as UTF-8, as much of it as is read.
pub(super) fn decoded(reader: impl Read, little: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(UTF16_MAX).read_to_end(&mut bytes)?;
    let (pairs, _) = bytes.as_chunks::<2>();
    let units =
        pairs.iter().map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Ok(text.into_bytes())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn unicode_text_is_read_and_a_folder_names_its_cure() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.ics");
        let marked = "\u{feff}BEGIN:VCALENDAR\r\n";
        std::fs::write(&file, marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).unwrap();
        assert_eq!(text_of(&file, 1_000).unwrap(), marked.trim_start_matches('\u{feff}'));
        assert!(text_of(dir.path(), 1_000).unwrap_err().message.contains("name the file in it"));
    }

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
