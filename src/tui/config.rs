//! How the screen is shown, and what is shown on it.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::theme::Theme;

/// How the screen is shown, and what is shown on it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Plain marks and frames.
    pub ascii: bool,
    /// No colour.
    pub no_colour: bool,
    /// The day the screen stays on; `None`: that of the clock, midnight after midnight.
    pub day: Option<NaiveDate>,
    /// Invented children in memory.
    pub demo: bool,
    /// The book's file; needed to unlock it again.
    pub book: Option<PathBuf>,
}

impl Options {
    pub(crate) fn theme(&self) -> Theme {
        Theme { colour: !self.no_colour, ascii: self.ascii }
    }

    /// As the terminal asks: no colour where `NO_COLOR` is set, plain marks where it is a dumb one.
    pub(crate) fn of_terminal() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        Self { no_colour: set("NO_COLOR"), ..Self::default() }
    }
}
