//! Which return is to be read into the book.

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::form::field::Field;
use super::form::{Form, Step, view};
use crate::tui::action::Scope;
use crate::tui::ask::{Ask, Layer};
use crate::tui::scene::Scene;

#[derive(Debug)]
struct Import(Form);

/// Asks for the folder of a return, and reads it.
pub(crate) fn import() -> Ask {
    let folder = Field::line("folder", "Folder", "").hint("of SSDA903 files, or an Annex A workbook");
    let mut form = Form::new("Read a statutory return", vec![folder]);
    let note = "The SSDA903 files of one year or of several, told apart by their columns. What you typed stays as it is; \
                one u takes the whole import back.";
    form.notes.push((None, note.to_owned()));
    Ask::open(Import(form))
}

impl Layer for Import {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn press(&mut self, key: KeyEvent, _: Scene<'_>) -> Ask {
        match self.0.key(key) {
            Step::Stay | Step::Changed => return Ask::Nothing,
            Step::Close | Step::Discard => return Ask::Close,
            Step::Save => self.0.clear_faults(),
        }
        match self.0.needed("folder", "A folder") {
            Some(folder) => Ask::Close.then(Ask::Import(folder)),
            None => Ask::Nothing,
        }
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.0.paste(text);
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.0, frame, scene.theme);
    }
}
