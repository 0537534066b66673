//! The forms of the calendar: a file of what is chosen in it, or of all of it; a day to go to.

use std::path::Path;

use super::app::App;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::panes::calendar::{Filter, Look};
use super::words;
use crate::casework::Selection;
use crate::store::hand_out;

/// What is said where a file exists already.
const AGAIN: &str = "Ctrl-s again replaces it; another name leaves it.";

impl App {
    /// Asks where to write the calendar file.
    pub(crate) fn export_form(&mut self) {
        let names = [("", "initials and numbers"), ("names", "names")];
        let names = names.map(|(word, title)| (word.to_owned(), title.to_owned())).to_vec();
        let fields = vec![
            Field::line("file", "File", "casebook.ics"),
            Field::choice("names", "Children by", names, ""),
        ];
        let title = match self.calendar.marked.len() {
            0 => "Write the calendar to a file".to_owned(),
            n => format!("Write {} to a calendar file", words::count(n, "chosen item", "chosen items")),
        };
        let mut form = Form::new(title, Purpose::Export, fields);
        let what = match (self.calendar.marked.is_empty(), &self.calendar.filter) {
            (false, _) => "What is chosen with Space. ",
            (true, Filter::Owner(_)) => "What this owner owes. ",
            (true, Filter::Child(_)) => "Everything of this child. ",
            (true, _) => "Everything of every child and of the service. ",
        };
        form.notes.push((None, format!("{what}The file is readable by anybody who has it.")));
        self.open(form, None);
    }

    /// Writes the calendar file.
    pub(crate) fn write_calendar(&mut self, mut form: Box<Form>) {
        // Where it was said that the file exists already, saving again agrees to replace it.
        let replace = form.error.contains(AGAIN);
        form.clear_faults();
        let Some(file) = form.needed("file", "A file") else {
            return self.modals.push(Modal::Form(form));
        };
        let mut selection = Selection {
            only: self.calendar.marked.iter().cloned().collect(),
            full_names: form.text("names") == "names",
            ..Selection::default()
        };
        match &self.calendar.filter {
            _ if !selection.only.is_empty() => {}
            Filter::Owner(role) => selection.owner = Some(role.clone()),
            Filter::Child(child) => selection.children = vec![*child],
            Filter::All | Filter::Kind(_) => {}
        }
        let book = self.options.book.clone();
        let written = self.desk.calendar_file(&selection, |text| {
            hand_out(Path::new(&file), text.as_bytes(), book.as_deref(), replace)
        });
        match written {
            Ok(feed) => {
                self.calendar.marked.clear();
                let events = words::count(feed.events, "event", "events");
                self.say(format!(
                    "{file}: {events}, {} new or changed, {} cancelled.",
                    feed.changed, feed.cancelled
                ));
            }
            Err(error) => {
                form.error = match Path::new(&file).is_file() && error.hint.contains("--force") {
                    true => format!("{} {AGAIN}", error.message),
                    false => format!("{} {}", error.message, error.hint).trim().to_owned(),
                };
                self.modals.push(Modal::Form(form));
            }
        }
    }

    /// Asks for a day to go to.
    pub(crate) fn jump_form(&mut self) {
        let field = Field::line("date", "Day", "").hint("22 nov, mon, +20wd, -3m, 2027-01-04");
        let form = Form::new("Go to a day", Purpose::Jump, vec![field]);
        self.modals.push(Modal::Form(Box::new(form)));
    }

    /// Goes to the day that was typed.
    pub(crate) fn jump(&mut self, mut form: Box<Form>) {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        match form.needed_date("date", today, &calendar) {
            Some(date) => {
                if matches!(self.calendar.look, Look::Agenda | Look::Plan) {
                    self.calendar.look = Look::Month;
                }
                self.calendar.go(Some(date));
                self.settle();
                self.say(words::full(date));
            }
            None => self.modals.push(Modal::Form(form)),
        }
    }
}
