//! How a command ended that did not fail.

use crate::error::Kind;

/// An exit code of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code(pub(super) u8);

impl Code {
    /// Done.
    pub(crate) const DONE: Code = Code(0);
    /// Done as far as it went: some of what was given was bad.
    pub(crate) const BAD_DATA: Code = Code(Kind::Data.exit_code());
    /// The book is damaged.
    pub(crate) const DAMAGED: Code = Code(Kind::Damaged.exit_code());
}
