//! A fault found in a practice file.

use serde::Serialize;

/// A fault of a practice file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Problem {
    /// Line of the file; 0 where no line is to blame.
    pub line: usize,
    /// The key, with its entry (`duty.sw-consulted.due`).
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// The nearest valid word, or what to write.
    pub hint: String,
}
