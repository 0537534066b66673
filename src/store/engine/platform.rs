//! What differs by platform: file modes, hard links, and making a rename durable.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Options for a file that only its owner may read; on Windows the user's own folder guards it.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// A new file of ours; what stood there, a link too, makes way.
pub fn fresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    private().create_new(true).open(path)
}

/// Writes a file that only its owner may read, whole or not at all; what is no plain file, such as a pipe, is
/// written to as it is. What a killed write left beside it (`FILE.part`) goes.
pub fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(file).is_ok_and(|meta| !meta.is_file()) {
        return fs::write(file, bytes);
    }
    let place = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut part = place.clone().into_os_string();
    part.push(".part");
    let part = Path::new(&part);
    let written = fresh(part).and_then(|mut open| {
        open.write_all(bytes)?;
        open.sync_all()?;
        fs::rename(part, &place)
    });
    if written.is_err() {
        let _ = fs::remove_file(part);
    }
    written
}

/// Makes a folder, and those above it, that only its owner may enter.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// How many names a file has; 1 where the platform does not say.
pub fn names(meta: &fs::Metadata) -> u64 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        meta.nlink()
    }
    #[cfg(not(unix))]
    {
        let _ = meta;
        1
    }
}

/// Whether two names lead to one file; false where the platform does not say.
pub(super) fn same_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

/// Makes a rename or a new name in the folder of `path` durable. Windows does so by itself and
/// cannot open folders as files.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = folder_of(path);
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The folder a file lies in; the current one for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A path with `suffix` after its whole name: `a.casebook` and `.keys` give `a.casebook.keys`.
pub(in crate::store) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
