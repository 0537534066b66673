//! The forms of what is recorded or corrected about a child.

use super::app::App;
use super::fact::Fact;
use super::fact_fields::{fields, new_child};
use super::modals::Modal;
use super::modals::form::{Form, Purpose};
use crate::casework::dates;
use crate::model::ids::ChildId;
use crate::model::role::Role;
use crate::rules::due::Status;

impl App {
    /// The form of a fact.
    pub(crate) fn fact_form(&mut self, child: ChildId, fact: Fact) {
        let Some(row) = self.row(child) else { return };
        let who = self.name(row);
        let Some(fields) = fields(self, row, fact) else { return };
        let title = match fact {
            Fact::Period(_) | Fact::Legal(_) | Fact::Placement(_) | Fact::Person(_) => {
                format!("Correct {} of {who}", fact.words())
            }
            _ => format!("{who}: {}", fact.words()),
        };
        self.open(Form::new(title, Purpose::Fact(child, fact), fields), None);
    }

    /// Says in the form what speaks against an IRO before it is saved; it stops nobody.
    pub(crate) fn settle_fact(&mut self, child: ChildId, fact: Fact) {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let board = &self.desk.board;
        let Some((row, Modal::Form(form))) = board.row(child).zip(self.modals.last_mut()) else { return };
        let iro = fact == Fact::Iro || fact == Fact::NewPerson && form.text("role") == Role::Iro;
        form.notes.clear();
        let (name, start) = (form.text("name"), dates::parse(&form.text("start"), today, &calendar));
        if !iro || name.is_empty() {
            return;
        }
        for found in board.allocation(row, &name, start.unwrap_or(today)) {
            let note = format!("◆ {}. {} ({})", found.what, found.todo, found.cite);
            form.notes.push((Some(Status::DueSoon), note));
        }
    }

    /// The form of a new child.
    pub(crate) fn new_child_form(&mut self) {
        self.open(Form::new("A new child", Purpose::NewChild, new_child(self)), None);
    }
}
