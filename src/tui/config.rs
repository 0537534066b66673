//! How the screen is shown, and what is shown on it.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::own_keys::OwnKeys;
use super::theme::Theme;
use crate::casework::settings::Look;

/// How the screen is shown, and what is shown on it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Plain marks and frames.
    pub ascii: bool,
    /// No colour, whatever the look.
    pub no_colour: bool,
    pub look: Look,
    /// Plain lines, for a screen reader.
    pub linear: bool,
    /// Keys of one's own.
    pub keys: OwnKeys,
    /// The file of looks, which the settings write; none in the demo.
    pub looks: Option<PathBuf>,
    /// The day the screen stays on; `None`: that of the clock, midnight after midnight.
    pub day: Option<NaiveDate>,
    /// Invented children in memory.
    pub demo: bool,
    /// The tour begins at once.
    pub tour: bool,
    /// The book's file; needed to unlock it again.
    pub book: Option<PathBuf>,
}

impl Options {
    pub(crate) fn theme(&self) -> Theme {
        Theme {
            colour: !self.no_colour && self.look != Look::None,
            ascii: self.ascii,
            look: self.look,
            linear: self.linear,
        }
    }

    /// As the terminal asks: no colour where `NO_COLOR` is set, plain marks and no colour where it is a dumb one,
    /// plain marks where its language is written in ASCII.
    pub(crate) fn of_terminal() -> Self {
        let told = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let dumb = told("TERM").is_some_and(|term| term == "dumb");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(told);
        Self {
            ascii: dumb || locale.is_some_and(|locale| is_ascii(&locale)),
            no_colour: dumb || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            ..Self::default()
        }
    }
}

/// Whether a locale knows only the letters of ASCII.
fn is_ascii(locale: &str) -> bool {
    matches!(locale, "C" | "POSIX") || locale.to_ascii_lowercase().ends_with(".us-ascii")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_locale_gets_plain_marks() {
        assert!(["C", "POSIX", "en_GB.US-ASCII"].into_iter().all(is_ascii));
        assert!(!["C.UTF-8", "en_GB.UTF-8", "cy_GB"].into_iter().any(is_ascii));
    }
}
