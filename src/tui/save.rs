//! Saving a form: what was typed becomes an act, or a fault under its field.

use super::app::App;
use super::ask::Ask;
use super::modals::Modal;
use super::modals::form::{Form, Purpose};
use crate::casework::Outcome;
use crate::error::Error;
use crate::model::ids::{ChildId, NoteId};

/// An act, or none because of faults told under their fields.
pub(crate) type Tried = Result<Option<Outcome>, Error>;

impl App {
    pub(crate) fn save_form(&mut self) {
        let Some(Modal::Form(mut form)) = self.modals.pop() else { return };
        if form.purpose == Purpose::Export {
            return self.write_calendar(form);
        }
        form.clear_faults();
        if form.purpose == Purpose::Jump {
            return self.jump(form);
        }
        // What saving asks back lies over the form.
        let place = self.modals.len();
        let tried = self.try_save(&mut form);
        match tried {
            Ok(Some(outcome)) => {
                self.drop_draft(&form);
                self.tell(&outcome);
                if matches!(form.purpose, Purpose::Fact(..)) {
                    self.show_moved(&outcome);
                }
            }
            Ok(None) => self.modals.insert(place, Modal::Form(form)),
            Err(error) => {
                self.refresh();
                form.error = format!("{} {}", error.message, error.hint).trim().to_owned();
                self.modals.push(Modal::Form(form));
            }
        }
    }

    pub(crate) fn show_note(&mut self, child: ChildId, outcome: &Outcome) {
        self.carry(Ask::Go(super::place::Place::Note(child, NoteId(outcome.id), false)));
    }

    fn try_save(&mut self, form: &mut Form) -> Tried {
        let today = self.today();
        let calendar = std::sync::Arc::clone(&self.desk.board.calendar);
        let day = |form: &mut Form, key: &str| form.needed_date(key, today, &calendar);
        let done = match form.purpose.clone() {
            Purpose::Adjourn(child) => {
                let (date, reason) = (day(form, "date"), form.needed("reason", "A reason"));
                let Some((date, reason)) = date.zip(reason) else { return Ok(None) };
                self.desk.adjourn(child, None, date, &reason)
            }
            Purpose::Fact(child, fact) => return self.save_fact(form, child, fact),
            Purpose::Decide(..) | Purpose::CorrectDecision(..) | Purpose::MarkDecision(..) => {
                return self.save_decision(form);
            }
            Purpose::Matter(..) | Purpose::Attend(..) | Purpose::Meeting(..) | Purpose::ReviewDay(..) => {
                return self.save_review(form);
            }
            Purpose::WhyLate(child, done) => {
                let Some(reason) = form.needed("reason", "Why it is late") else { return Ok(None) };
                self.desk.explain_done(child, done, &reason)
            }
            Purpose::Act | Purpose::Export | Purpose::Jump | Purpose::SetUp | Purpose::Unlock => {
                return Ok(None);
            }
        };
        done.map(Some)
    }
}
