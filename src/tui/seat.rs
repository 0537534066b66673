//! Where a person was when the screen locked, so that unlocking brings them back to it. What was typed
//! is in the book by then, a draft at every key.

use super::action::Pane;
use super::app::App;
use super::modals::Modal;
use super::modals::form::Purpose;
use super::panes::sitting::Sitting;
use crate::model::ids::ChildId;

/// Where the person was when the screen locked: ids only, the words are in the book.
#[derive(Debug, Default)]
pub(crate) struct Seat {
    pane: Pane,
    hidden: bool,
    subject: Option<ChildId>,
    page: Option<ChildId>,
    sitting: Option<Sitting>,
    form: Option<(Purpose, usize)>,
}

impl App {
    /// Where the person is, for coming back to after a lock.
    pub(crate) fn seat(&self) -> Seat {
        let form = self.modals.iter().rev().find_map(|modal| match modal {
            Modal::Form(form) => Some((form.purpose.clone(), form.focus)),
            _ => None,
        });
        Seat {
            pane: self.pane,
            hidden: self.hidden,
            subject: self.subject(),
            page: self.child.as_ref().map(|page| page.id),
            sitting: self.checklists.open.clone(),
            form,
        }
    }

    /// Goes back to where the person was.
    pub(crate) fn come_back(&mut self, seat: Seat) {
        if let Some(child) = seat.subject.filter(|_| seat.page.is_none() && seat.pane == Pane::Caseload) {
            self.caseload.select(child, &self.desk.board);
        }
        if let Some(page) = seat.page {
            self.open_child(page);
        }
        self.pane = seat.pane;
        self.hidden = seat.hidden;
        self.checklists.open = seat.sitting;
        self.refresh();
        if let Some((form, focus)) = seat.form {
            self.reopen(form);
            if let Some(Modal::Form(form)) = self.modals.last_mut() {
                form.focus = focus.min(form.fields.len().saturating_sub(1));
            }
        }
    }

    fn reopen(&mut self, form: Purpose) {
        match form {
            Purpose::Book(child) => self.book_form(child, None),
            Purpose::Hold(child) => self.hold_form(child),
            Purpose::Adjourn(child) => self.adjourn_form(child),
            Purpose::Tick { child, duty, instance } => self.tick_form(child, &duty, &instance),
            Purpose::NewChild => self.new_child_form(),
            Purpose::Fact(child, fact) => self.fact_form(child, fact),
            Purpose::Contact(child) => self.contact_form(child),
            Purpose::Note(child) => self.note_form(child),
            Purpose::Raise(prefill) => self.raise_with(*prefill),
            Purpose::Move(id, word) => self.move_form(id, &word),
            Purpose::CloseConcern(id) => self.close_form(id),
            Purpose::EffectSeen(id) => self.effect_form(id),
            Purpose::Message(id) => self.message_form(id),
            Purpose::Answer(sitting, _) => self.answer_form(&sitting, sitting.about()),
            _ => self.say("A form was open: what you typed is kept and comes back when you open it again."),
        }
    }
}
