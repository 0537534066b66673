//! Where a calendar file is to be written, and whose names stand in it.

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::form::field::Field;
use super::form::{Form, Step, view};
use crate::casework::Selection;
use crate::error::Error;
use crate::model::role::Role;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::scene::Scene;
use crate::tui::words;

#[derive(Debug)]
struct Export {
    form: Form,
    selection: Selection,
}

/// Asks where to write the calendar file of what is selected.
pub(crate) fn export(selection: Selection) -> Ask {
    let names = [("", "initials and numbers"), ("names", "names")];
    let names = names.map(|(word, title)| (word.to_owned(), title.to_owned())).to_vec();
    let whole = selection == Selection::default();
    let whose = [(Role::Iro.word(), "yours: your reviews and what you owe"), ("", "everybody's, all of it")];
    let whose = whose.map(|(word, title)| (word.to_owned(), title.to_owned())).to_vec();
    let mut fields =
        vec![Field::line("file", "File", "casebook.ics"), Field::choice("names", "Children by", names, "")];
    if whole {
        fields.insert(1, Field::choice("whose", "Whose", whose, Role::Iro.word()));
    }
    let title = match selection.only.len() {
        0 => "Write the calendar to a file".to_owned(),
        n => format!("Write {} to a calendar file", words::count(n, "chosen item", "chosen items")),
    };
    let mut form = Form::new(title, fields);
    let what = match &selection {
        s if !s.only.is_empty() => "What is chosen with Space. ",
        s if s.owner.is_some() => "What this owner owes. ",
        s if !s.children.is_empty() => "Everything of this child. ",
        _ => "",
    };
    let where_to =
        "A name alone goes into the folder the program was started in; where it went is told in full.";
    form.notes.push((None, format!("{what}{where_to} The file is readable by anybody who has it.")));
    Ask::open(Export { form, selection })
}

impl Layer for Export {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn is_idle(&self, action: Action) -> bool {
        self.form.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, _: Scene<'_>) -> Ask {
        match self.form.key(key) {
            Step::Stay | Step::Changed => return Ask::Nothing,
            Step::Close | Step::Discard => return Ask::Close,
            Step::Save => {}
        }
        let replace = self.form.replaces();
        self.form.clear_faults();
        let Some(file) = self.form.needed("file", "A file") else { return Form::unsaved() };
        let full_names = self.form.text("names") == "names";
        let mut selection = Selection { full_names, ..self.selection.clone() };
        selection.owner = selection.owner.or(self.form.some("whose"));
        Ask::Export { file, selection, replace }
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.form.paste(text);
        Ask::Nothing
    }

    fn fault(&mut self, error: &Error) -> bool {
        self.form.unwritten(error);
        true
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.form, frame, scene.theme);
    }
}
