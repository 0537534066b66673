//! The options that every command takes.

use std::path::PathBuf;

use clap::Args;

/// Options every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// The book [env: CASEBOOK_BOOK; default: caseload.casebook in the platform's data folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) book: Option<PathBuf>,
    /// A file whose first line is the passphrase [env: CASEBOOK_PASSPHRASE_FILE; default: ask]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Act as on that day; it moves only today
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) on: Option<String>,
    /// The practice to judge by, for this run (init: from now on)
    #[arg(long, global = true, value_name = "ID|FILE")]
    pub(crate) practice: Option<String>,
    /// Print JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No colour on the screen (also NO_COLOR)
    #[arg(long, global = true, alias = "no-color")]
    pub(crate) no_colour: bool,
    /// Marks and lines in plain ASCII
    #[arg(long, global = true)]
    pub(crate) ascii: bool,
    /// The screen as plain lines for a screen reader, the line of the cursor first
    #[arg(long, global = true)]
    pub(crate) linear: bool,
}

impl Global {
    /// Fills what was not given from the environment; a variable that is empty counts as not set.
    pub(crate) fn or_environment(mut self) -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        self.book = self.book.or_else(|| set("CASEBOOK_BOOK"));
        self.passphrase_file = self.passphrase_file.or_else(|| set("CASEBOOK_PASSPHRASE_FILE"));
        self
    }
}
