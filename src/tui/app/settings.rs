//! What the settings change: the book's as an act, the screen's in its file and at once.

use super::App;
use crate::casework::looks;
use crate::casework::settings::{Kept, Known, change};
use crate::error::Result;

impl App {
    /// Gives settings their values; whether that went well.
    pub(super) fn set(&mut self, values: &[(Known, String)]) -> bool {
        match self.set_all(values) {
            Ok(told) => {
                self.layers.pop();
                self.refresh();
                self.say(told);
                true
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn set_all(&mut self, values: &[(Known, String)]) -> Result<String> {
        let of = |kept: Kept| values.iter().filter(move |(setting, _)| setting.kept() == kept);
        for (setting, value) in of(Kept::File) {
            if let Some(file) = &self.options.looks {
                looks::write(file, *setting, value)?;
            }
            self.options.set(*setting, value);
        }
        self.theme = self.options.theme();
        let book: Vec<(Known, &str)> = of(Kept::Book).map(|(s, value)| (*s, value.as_str())).collect();
        let undo = match book.as_slice() {
            [] if self.options.looks.is_none() => " for this run",
            [] => "",
            book => {
                change(&mut self.desk.store, book, self.desk.board.today)?;
                " · u undoes"
            }
        };
        let names: Vec<&str> = values.iter().map(|(setting, _)| setting.label()).collect();
        Ok(format!("Saved: {}{undo}", names.join(", ")))
    }
}
