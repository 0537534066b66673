//! What differs between Linux, macOS and Windows: file modes, hard links, what makes a rename durable, the data
//! folder, how two paths compare, and what a signal does to the screen. `unix.rs` and `windows.rs` hold the two
//! halves of it; nothing else in the program asks which system it runs on.

#[cfg(unix)]
mod unix;
#[cfg(not(unix))]
mod windows;

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(unix)]
use unix as system;
#[cfg(not(unix))]
use windows as system;

/// Options for a file that only its owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    system::for_owner(&mut options);
    options
}

/// A new file of ours; what stood there, a link too, makes way.
pub(crate) fn fresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    private().create_new(true).open(path)
}

/// Writes a file that only its owner may read, whole or not at all; what is no plain file, such as a pipe, is
/// written to as it is. What a killed write left beside it (`FILE.part`) goes.
pub(crate) fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
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
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    system::folder_for_owner(&mut builder);
    builder.create(path)
}

/// How many names a file has; 1 where the system does not say.
pub(crate) fn names(meta: &fs::Metadata) -> u64 {
    system::names(meta)
}

/// Whether two names lead to one file; false where the system does not say.
pub(crate) fn same_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    system::same_file(one, other)
}

/// Makes a rename or a new name in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    system::sync_folder(folder_of(path))
}

/// Where programs keep what belongs to the person at this machine; none without a home folder.
pub(crate) fn data_folder() -> Option<PathBuf> {
    system::data_folder()
}

/// A folder as people type it: `~` is the home folder.
pub(crate) fn typed_folder(folder: &str) -> PathBuf {
    let rest = folder.strip_prefix("~/").or_else(|| folder.strip_prefix("~\\").filter(|_| cfg!(windows)));
    match (rest, etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(folder),
    }
}

/// A signal to end gives the screen back and the program leaves at once; one to stop leaves it `without` the screen,
/// names and all, for as long as what that is handed takes.
pub(crate) fn watch_signals(give_back: fn(), without: fn(&dyn Fn())) -> io::Result<()> {
    system::watch_signals(give_back, without)
}

/// What is typed at the terminal.
pub(crate) trait Keyboard {
    /// What came within so long, none where nothing did; no bytes where the terminal has another size.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn wait(&self, at_most: Duration) -> io::Result<Option<Vec<u8>>>;
}

/// The keyboard as bytes; none where the system hands out keys instead.
pub(crate) fn keyboard() -> io::Result<Option<&'static dyn Keyboard>> {
    system::keyboard()
}

/// Stops the program as a shell's Ctrl-Z does, where there is such a thing.
pub(crate) fn stop() {
    system::stop();
}

/// A path in the one form in which it compares with others. Windows tells a folder it has looked up as `\\?\C:\Users`
/// and in its own case, and a variable names it as `C:\users`.
pub(crate) fn comparable(path: &Path) -> PathBuf {
    if cfg!(windows) { PathBuf::from(plain(&path.to_string_lossy())) } else { path.to_owned() }
}

/// A Windows path without its `\\?\`, in small letters, with backslashes.
fn plain(path: &str) -> String {
    let path = path.to_lowercase().replace('/', "\\");
    match (path.strip_prefix(r"\\?\unc\"), path.strip_prefix(r"\\?\")) {
        (Some(share), _) => format!(r"\\{share}"),
        (None, Some(rest)) => rest.to_owned(),
        (None, None) => path,
    }
}

/// The folder a file lies in; the current one for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A path with `suffix` after its whole name: `a.casebook` and `.keys` give `a.casebook.keys`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_windows_path_compares_however_it_is_told() {
        for told in [r"C:\Users\Ann\OneDrive", r"\\?\C:\Users\Ann\OneDrive", "c:/users/ann/onedrive"] {
            assert_eq!(plain(told), r"c:\users\ann\onedrive", "{told}");
        }
        for told in [r"\\council\home\ann", r"\\?\UNC\Council\home\ann", "//council/home/ann"] {
            assert_eq!(plain(told), r"\\council\home\ann", "{told}");
        }
        assert_eq!(plain(r"C:\Users\Ann\OneDrives"), r"c:\users\ann\onedrives");
    }

    #[test]
    fn a_folder_below_home_may_begin_with_a_tilde() {
        assert_eq!(typed_folder("~/returns"), etcetera::home_dir().unwrap().join("returns"));
        assert_eq!(typed_folder("a/~/b"), PathBuf::from("a/~/b"));
    }
}
