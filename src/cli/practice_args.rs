//! The words of `casebook practice`.

use std::path::PathBuf;

use clap::Subcommand;

use super::day_args::Accept;

/// Practices.
#[derive(Debug, Subcommand)]
pub(crate) enum PracticeCommand {
    /// The practices that come with the program
    List,
    /// What a practice says: its duties in the order of the work, with their sources
    Show {
        /// Its id, or a file
        id: String,
        /// Only duties with these words: of the duty, who does it, its day, its source
        #[arg(long, value_name = "WORDS")]
        find: Option<String>,
    },
    /// What is wrong, and what is doubtful, in a practice file
    Check {
        /// The file
        file: PathBuf,
    },
    /// In what two practices differ
    Compare {
        /// One: its id, or a file
        a: String,
        /// The other
        b: String,
        /// As a Markdown table
        #[arg(long)]
        markdown: bool,
    },
    /// The conditions a practice may name
    Conditions,
    /// Copy a practice file into the book; says first which dates it moves
    Add {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        accept: Accept,
    },
    /// Judge by this practice from now on; says first which dates it moves
    Use {
        /// Its id
        id: String,
        /// The day the book takes it up: what only this practice asks for and fell due before is not late [default: today]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
        #[command(flatten)]
        accept: Accept,
    },
}
