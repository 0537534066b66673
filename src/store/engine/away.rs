//! A copy of a book in a folder that vanishes: to read one that may not be written to, or must not be touched.
//! The copy is as encrypted as the book.

use std::fs;
use std::path::{Path, PathBuf};

use super::{fault, hex};
use crate::error::Result;
use crate::platform::{self, with_suffix};

/// A copy of a book and its journal; gone when dropped.
#[derive(Debug)]
pub(crate) struct Away {
    folder: PathBuf,
    /// The copy.
    pub file: PathBuf,
}

impl Away {
    /// Copies the book at `path` with the journal beside it.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let away = Self::new()?;
        for end in ["", "-wal"] {
            let (from, to) = (with_suffix(path, end), with_suffix(&away.file, end));
            if end.is_empty() || from.exists() {
                copy(&from, &to)?;
            }
        }
        Ok(away)
    }

    /// A file of these bytes.
    pub(crate) fn holding(bytes: &[u8]) -> Result<Self> {
        let away = Self::new()?;
        platform::write_private(&away.file, bytes).map_err(|e| fault::file("write", &away.file, &e))?;
        Ok(away)
    }

    fn new() -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("casebook-{}", hex::encode(&hex::random(12)?).as_str()));
        platform::create_folder(&folder).map_err(|e| fault::file("make the folder", &folder, &e))?;
        Ok(Self { file: folder.join("copy.casebook"), folder })
    }

    /// Where the system can, takes the names of the copy away while it is open, so that nothing stays behind
    /// even if the program is killed.
    pub(crate) fn vanish(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.vanish();
    }
}

/// Copies a file to a name of ours, for its owner only, and on to the disk.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    let read = |e| fault::file("read", from, &e);
    let write = |e| fault::file("write", to, &e);
    let mut source = fs::File::open(from).map_err(read)?;
    let mut target = platform::fresh(to).map_err(write)?;
    std::io::copy(&mut source, &mut target).map_err(|e| fault::file("copy", from, &e))?;
    target.sync_all().map_err(write)
}
