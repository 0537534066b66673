//! The one door to the screen.

use std::path::{Path, PathBuf};

use crate::casework::Desk;
use crate::error::{Error, Result};

/// How the screen is to look.
#[derive(Debug, Clone, Default)]
#[expect(dead_code, reason = "the screen reads them")]
pub(crate) struct Options {
    /// Marks and lines in plain ASCII.
    pub(crate) ascii: bool,
    /// No colour.
    pub(crate) no_colour: bool,
    /// The caseload is invented.
    pub(crate) demo: bool,
    /// The book shown.
    pub(crate) book: Option<PathBuf>,
}

/// Shows a book until the user leaves it.
pub(crate) fn run(_desk: Desk, options: Options) -> Result<()> {
    Err(absent(&format!("{options:?}")))
}

/// Asks for the passphrase; `None` where the user left.
pub(crate) fn unlock(book: &Path) -> Result<Option<Desk>> {
    Err(absent(&book.display().to_string()))
}

/// The short set-up; `None` where the user left.
pub(crate) fn first_run(book: &Path) -> Result<Option<Desk>> {
    Err(absent(&book.display().to_string()))
}

/// Every key: where it works, the key, what it does.
pub(crate) fn keys() -> Vec<(String, String, String)> {
    Vec::new()
}

fn absent(what: &str) -> Error {
    Error::internal(format!("This build has no screen ({what})."))
        .hint("Every figure is on the command line too: casebook --help")
}
