//! The words of `bundle`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Subcommand;

/// Children's whole records in one encrypted file.
#[derive(Debug, Subcommand)]
pub(crate) enum BundleCommand {
    /// Write children's whole records to one encrypted file, and mark them as handed over
    Export {
        /// The file to write
        file: PathBuf,
        /// Numbers or names
        #[arg(value_name = "CHILD", required_unless_present = "all")]
        children: Vec<String>,
        /// Every child of the book
        #[arg(long, conflicts_with = "children")]
        all: bool,
        /// The IRO they go to
        #[arg(long, value_name = "NAME", default_value = "")]
        to: String,
        /// A file whose first line is the bundle's own passphrase, told to who receives it by another way [default: ask]
        #[arg(long, value_name = "FILE")]
        to_passphrase_file: Option<PathBuf>,
        /// Replace a file that exists already
        #[arg(long)]
        force: bool,
    },
    /// Receive children from a bundle, once; what would differ from the book is shown first
    Import {
        /// The bundle
        file: PathBuf,
        /// A file whose first line is the bundle's passphrase [default: ask]
        #[arg(long, value_name = "FILE")]
        passphrase_of_bundle_file: Option<PathBuf>,
        /// Show what would be taken, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Where the two differ, keep what the book has
        #[arg(long)]
        keep_mine: bool,
        /// Do it without asking
        #[arg(long)]
        yes: bool,
    },
    /// Read the bundles of several IROs as one book: on the screen, or with a reading command after --
    Service {
        /// The bundles
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// A file whose first line is the passphrase: one for all bundles, or one for each in their order [default: ask]
        #[arg(long, value_name = "FILE")]
        passphrase_of_bundle_file: Vec<PathBuf>,
        /// A reading command: list, due, reviews, measures ... [default: the screen, else list]
        #[arg(last = true, value_name = "COMMAND")]
        command: Vec<OsString>,
    },
}
