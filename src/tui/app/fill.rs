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

    /// Puts the focus of the form just opened on a field.
    fn begin_in(&mut self, field: &str) {
        if let Some(Modal::Act(layer)) = self.modals.last_mut() {
            layer.form.focus = layer.form.fields.iter().position(|f| f.key == field).unwrap_or(0);
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
                self.open_act("adjourn", Subject::child(child), &[("reason", words)]);
            }
            Fill::Tick(child, key) => {
                self.open_act("done", Subject::duty(child, &key.duty, Some(key.instance)), &[])
            }
            Fill::TickSeveral(children, duty) => {
                let part = Part::Duty { id: duty, instance: None };
                self.open_act("done", Subject::several(children).with(part), &[]);
            }
            Fill::WhyLate(child, done, due) => {
                let due = due.map(|d| d.to_string()).unwrap_or_default();
                self.open_act("why-done-late", Subject::row(Some(child), done.0), &[("due", due)]);
            }
            Fill::Contact(child) => self.open_act("contact", Subject::child(child), &[]),
            Fill::ContactSeveral(children) => self.open_act("contact", Subject::several(children), &[]),
            Fill::Note(child) => self.open_act("note", Subject::child(child), &[]),
            Fill::Decide(child, review, words) => {
                self.open_act("decide", Subject::of_review(child, review), &[("text", words)]);
            }
            Fill::CorrectDecision(child, id) => {
                self.open_act("correct-decision", Subject::row(Some(child), id.0), &[]);
            }
            Fill::MarkDecision(child, id, mark) => {
                let mark = mark.word().to_owned();
                self.open_act("decided", Subject::row(Some(child), id.0), &[("mark", mark)]);
            }
            Fill::Matter(child, review, item) => {
                self.open_act("matter", Subject::child(child).with(Part::Matter { review, item }), &[]);
            }
            Fill::Guest(child, review, who) => {
                let of = Subject::of_review(child, Some(review));
                let guest = |(role, name)| of.clone().with(Part::Guest { review, role, name });
                self.open_act("attend", who.map_or_else(|| of.clone(), guest), &[]);
            }
            Fill::Meeting(child, review, field) => {
                self.open_act("meeting", Subject::of_review(child, Some(review)), &[]);
                self.begin_in(field);
            }
            Fill::ReviewDay(child, review, what) => {
                self.open_act(what.act(), Subject::of_review(child, Some(review)), &[]);
            }
            Fill::Export => self.export_form(),
            Fill::Jump => self.jump_form(),
        }
    }
}
