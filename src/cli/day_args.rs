//! The words of `casebook workdays`, `months` and `holiday`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Working days.
#[derive(Debug, Subcommand)]
pub(crate) enum Workdays {
    /// The N-th working day after DATE (before it when N is negative)
    Add(AddArgs),
    /// Working days after A up to and including B
    Between {
        /// From
        a: String,
        /// To
        b: String,
    },
}

/// Calendar months.
#[derive(Debug, Subcommand)]
pub(crate) enum Months {
    /// The same day N months on, clipped to the month's end
    Add(AddArgs),
}

/// A date and a count, or lines of them.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The day counting starts from
    #[arg(required_unless_present = "stdin", requires = "n", allow_hyphen_values = true)]
    pub(crate) date: Option<String>,
    /// How many
    #[arg(allow_negative_numbers = true)]
    pub(crate) n: Option<i32>,
    /// Read lines of `DATE N`, and print a date for each
    #[arg(long, conflicts_with_all = ["date", "n"])]
    pub(crate) stdin: bool,
}

/// Whether a change for the whole caseload is accepted.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Accept {
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
    /// Say which dates would move, and change nothing
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
}

/// Bank holidays.
#[derive(Debug, Subcommand)]
pub(crate) enum Holiday {
    /// Add a proclaimed day; says first which dates it moves
    Add {
        /// The day
        date: String,
        /// Its name
        name: String,
        #[command(flatten)]
        accept: Accept,
    },
    /// Remove a day that was added; says first which dates it moves
    Remove {
        /// The day
        date: String,
        #[command(flatten)]
        accept: Accept,
    },
    /// Load school holidays from a file with lines of FIRST,LAST,NAME; those there were go
    School {
        /// The file
        file: PathBuf,
    },
    /// Every bank holiday, and the school holidays loaded
    List,
}
