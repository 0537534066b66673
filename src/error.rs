//! What a person is told when something fails, and the exit code a script sees.

use std::fmt;

use crate::model::words::UnknownWord;

/// The kind of a failure; it picks the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The words of the command were off (exit 2).
    Usage,
    /// What was given cannot be taken: a bad date, a malformed file (exit 3).
    Data,
    /// Another process holds the book, or the passphrase is wrong (exit 4).
    Locked,
    /// The book's file or its key file is damaged (exit 5).
    Damaged,
    /// The book was written by a newer version of the program (exit 6).
    Newer,
    /// A child, duty, file or practice that was named does not exist (exit 7).
    Missing,
    /// The machine is at fault and trying again may help: a full disk, no permission, a read error, no memory
    /// (exit 3).
    Machine,
    /// A fault of ours (exit 70).
    Internal,
}

impl Kind {
    /// The process exit code of this kind of failure.
    pub(crate) const fn exit_code(self) -> u8 {
        match self {
            Kind::Usage => 2,
            Kind::Data | Kind::Machine => 3,
            Kind::Locked => 4,
            Kind::Damaged => 5,
            Kind::Newer => 6,
            Kind::Missing => 7,
            Kind::Internal => 70,
        }
    }
}

/// A failure in words: what failed and what is unchanged (`message`), and what to do next (`hint`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Error {
    /// Picks the exit code.
    pub kind: Kind,
    /// What failed, and what is unchanged.
    pub message: String,
    /// What to press or type next; empty when there is nothing to add.
    pub hint: String,
}

/// The result of anything in this crate that can fail.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of `kind` with its message.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: String::new() }
    }

    /// Wrong words on the command line.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Something given that cannot be taken.
    pub(crate) fn data(message: impl Into<String>) -> Self {
        Self::new(Kind::Data, message)
    }

    /// A named thing that does not exist.
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self::new(Kind::Missing, message)
    }

    /// The machine failed us; the message says that, and never that something is damaged.
    pub(crate) fn machine(message: impl Into<String>) -> Self {
        Self::new(Kind::Machine, message)
    }

    /// A fault of ours; what the machine said goes through unchanged.
    pub(crate) fn internal(message: impl fmt::Display) -> Self {
        Self::new(Kind::Internal, message.to_string())
    }

    /// The same error with what to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What failed and what to do next, in one line.
    pub(crate) fn in_full(&self) -> String {
        format!("{} {}", self.message, self.hint).trim().to_owned()
    }
}

impl From<UnknownWord> for Error {
    fn from(unknown: UnknownWord) -> Self {
        Self::data(unknown.to_string()).hint(unknown.hint())
    }
}
