//! The forms, each opened with what it begins with.

use super::App;
use crate::casework::acts::{Part, Subject};
use crate::tui::fill::Fill;
use crate::tui::layers::drafts::CRASH;
use crate::tui::modals::Modal;
use crate::tui::modals::form::{Form, Step};

impl App {
    pub(crate) fn fill(&mut self, fill: Fill) {
        let depth = self.modals.len();
        self.open_form(fill.clone());
        if let Some(Modal::Form(form)) = self.modals.get_mut(depth) {
            form.fill = Some(fill);
        }
    }

    /// Goes on after a key of the form on top.
    pub(super) fn form_step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Changed => self.form_changed(),
            Step::Save => self.save_form(),
            Step::Close => {
                let Some(Modal::Form(form)) = self.modals.pop() else { return };
                if form.draft.as_deref().is_some_and(|key| key.starts_with(CRASH)) {
                    self.drop_draft(&form);
                } else if form.draft.is_some() && form.typed().is_some() {
                    self.say("Kept as a draft: open the same form again to go on, Ctrl-d there discards it.");
                }
            }
            Step::Discard => {
                if let Some(Modal::Form(form)) = self.modals.pop() {
                    self.drop_draft(&form);
                    self.say("Discarded; nothing was saved.");
                }
            }
        }
    }

    pub(crate) fn drop_draft(&mut self, form: &Form) {
        if let Some(Err(error)) = form.draft.as_deref().map(|key| self.desk.store.remove_draft(key)) {
            self.fail(&error);
        }
    }

    fn open_form(&mut self, fill: Fill) {
        match fill {
            Fill::Act(id, subject, first) => self.open_act(id, subject, &first),
            Fill::Book(child, day) => self.book_form(child, day),
            Fill::Hold(child) => self.hold_form(child),
            Fill::Adjourn(child, words) => {
                self.adjourn_form(child);
                self.prefill("reason", &words);
            }
            Fill::Tick(child, key) => {
                self.open_act("done", Subject::duty(child, &key.duty, Some(key.instance)), &[])
            }
            Fill::TickSeveral(children, duty) => {
                let part = Part::Duty { id: duty, instance: None };
                self.open_act("done", Subject::several(children).with(part), &[]);
            }
            Fill::WhyLate(child, done, title, note) => self.late_reason_form(child, done, &title, note),
            Fill::Fact(child, fact) => self.fact_form(child, fact),
            Fill::Contact(child) => self.open_act("contact", Subject::child(child), &[]),
            Fill::ContactSeveral(children) => self.open_act("contact", Subject::several(children), &[]),
            Fill::Note(child) => self.open_act("note", Subject::child(child), &[]),
            Fill::Decide(child, review, words) => {
                self.decide_form(child, review);
                self.prefill("text", &words);
            }
            Fill::CorrectDecision(child, id) => self.correct_form(child, id),
            Fill::MarkDecision(child, id, mark) => self.mark_form(child, id, mark),
            Fill::Matter(child, review, item) => self.matter_form(child, review, &item),
            Fill::Guest(child, review, who) => self.person_form(child, review, who),
            Fill::Meeting(child, review, field) => self.meeting_form(child, review, field),
            Fill::ReviewDay(child, review, what) => self.day_form(child, review, what),
            Fill::Export => self.export_form(),
            Fill::Jump => self.jump_form(),
            Fill::Draft(key) => self.take_up_draft(&key),
        }
    }
}
