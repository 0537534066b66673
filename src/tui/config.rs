//! How the screen is shown, and what is shown on it.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::own_keys::OwnKeys;
use super::theme::Theme;
use crate::casework::settings::{Known, Look};
use crate::model::view::Column;

/// How the screen is shown, and what is shown on it.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// Plain marks and frames.
    pub ascii: bool,
    /// No colour, whatever the look.
    pub no_colour: bool,
    /// A terminal that knows no mouse, whatever the settings.
    pub no_mouse: bool,
    pub look: Look,
    /// Plain lines, for a screen reader.
    pub linear: bool,
    /// The mouse is heard, where the terminal has one.
    pub mouse: bool,
    /// The columns of the caseload.
    pub columns: Vec<Column>,
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

impl Default for Options {
    fn default() -> Self {
        Self {
            ascii: false,
            no_colour: false,
            no_mouse: false,
            look: Look::default(),
            linear: false,
            mouse: true,
            columns: Column::USUAL.to_vec(),
            keys: OwnKeys::default(),
            looks: None,
            day: None,
            demo: false,
            tour: false,
            book: None,
        }
    }
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

    /// Whether the mouse is heard. Plain lines are read, not pointed at.
    pub(crate) fn hears_mouse(&self) -> bool {
        self.mouse && !self.linear && !self.no_mouse
    }

    /// The value of a setting of the screen, as it is now.
    pub(crate) fn value(&self, setting: Known) -> String {
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        match setting {
            Known::Theme => self.look.word().to_owned(),
            Known::Linear => yes(self.linear),
            Known::Mouse => yes(self.mouse),
            Known::Columns if self.columns == Column::USUAL => String::new(),
            Known::Columns => Column::words(&self.columns),
            _ => String::new(),
        }
    }

    /// Gives a setting of the screen its value; one that will not do changes nothing, none is the usual one.
    pub(crate) fn set(&mut self, setting: Known, value: &str) {
        match setting {
            Known::Theme => self.look = Look::from_word(value).unwrap_or(self.look),
            Known::Linear => self.linear = value == "yes",
            Known::Mouse => self.mouse = value != "no",
            Known::Columns => {
                let chosen = Column::several(value).ok().filter(|columns| !columns.is_empty());
                self.columns = chosen.unwrap_or_else(|| Column::USUAL.to_vec());
            }
            _ => {}
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
            no_mouse: dumb,
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

    #[test]
    fn a_setting_of_the_screen_comes_back_as_it_was_given() {
        let mut options = Options::default();
        for (setting, value) in [
            (Known::Theme, "light"),
            (Known::Linear, "yes"),
            (Known::Mouse, "no"),
            (Known::Columns, "legal, step"),
        ] {
            assert_ne!(options.value(setting), value);
            options.set(setting, value);
            assert_eq!(options.value(setting), value);
        }
        assert!(!options.hears_mouse());
        options.set(Known::Columns, "");
        assert_eq!(options.columns, Column::USUAL);
        let says = Known::Columns.says();
        assert!(Column::ALL.iter().all(|column| says.split(' ').any(|word| word == column.word())), "{says}");
    }
}
