//! The words of the commands that keep the book safe.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Copies of the book, its check, and what opens it.
#[derive(Debug, Subcommand)]
pub(crate) enum Safe {
    /// Check the whole book
    Verify {
        /// Bring what can still be read of a damaged book into a new one
        #[arg(long, value_name = "FILE")]
        salvage: Option<PathBuf>,
    },
    /// Write a checked, encrypted copy of the book
    #[command(args_conflicts_with_subcommands = true)]
    Backup {
        #[command(subcommand)]
        list: Option<BackupCommand>,
        /// A file or a folder [default: FILE.backups]
        to: Option<PathBuf>,
    },
    /// Check a backup and put it in the book's place; the book is set aside whole
    Restore {
        /// The backup [default: the newest whole one]
        from: Option<PathBuf>,
        /// Do it without asking
        #[arg(long)]
        yes: bool,
    },
    /// Exchange the key that encrypts the book; passphrase and recovery code stay
    Rekey {
        /// Remove the backups beside the book that the old key opens
        #[arg(long)]
        forget_backups: bool,
    },
    /// Change the passphrase
    Passphrase(NewPassphrase),
    /// A second way in, for when the passphrase is lost
    #[command(subcommand)]
    Recovery(Recovery),
}

/// Other things to do about backups.
#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// The backups there are, and whether each is whole
    List,
}

/// What to do about the recovery code.
#[derive(Debug, Subcommand)]
pub(crate) enum Recovery {
    /// Make a recovery code; one made before opens the book no more
    New,
    /// Open the book by its code and set a new passphrase
    Use {
        /// A file whose first line is the code [default: ask]
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        #[command(flatten)]
        new: NewPassphrase,
    },
}

/// The passphrase to set.
#[derive(Debug, Args)]
pub(crate) struct NewPassphrase {
    /// A file whose first line is the new passphrase [default: ask]
    #[arg(long, value_name = "FILE")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
}
