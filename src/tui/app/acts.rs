//! Acts on the screen: a form opened, its draft kept at every key, the act done and what follows it.

use super::App;
use crate::casework::Outcome;
use crate::casework::acts::{Act, Scene as About, Subject, Then, act, of_draft};
use crate::error::Error;
use crate::model::ids::ChildId;
use crate::tui::late::Before;
use crate::tui::modals::Modal;
use crate::tui::modals::act_form::ActForm;
use crate::tui::modals::form::Step;

impl App {
    /// Opens the form of an act, with first words by field; what was typed there before and not saved is
    /// taken up.
    pub(crate) fn open_act(&mut self, id: &str, subject: Subject, first: &[(&str, String)]) {
        let Some(act) = act(id) else { return };
        let scene = About { desk: &self.desk, hidden: self.hidden };
        let mut layer = ActForm::new(act, subject, first, &scene);
        let (key, _) = layer.draft();
        if let Some(typed) = self.desk.store.draft(&key).ok().flatten() {
            layer.take_up(&typed, &scene);
            self.say("Taken up where you left off; Ctrl-d discards it.");
        }
        self.modals.push(Modal::Act(Box::new(layer)));
    }

    /// Opens the form a draft was typed in; whether it is one of an act.
    pub(crate) fn open_draft(&mut self, key: &str) -> bool {
        let Some((act, subject)) = of_draft(key) else { return false };
        self.open_act(act.id, subject, &[]);
        true
    }

    pub(crate) fn act_step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Changed => {
                let Some(Modal::Act(layer)) = self.modals.last_mut() else { return };
                layer.changed(&About { desk: &self.desk, hidden: self.hidden });
                let (key, typed) = layer.draft();
                let kept = match typed {
                    Some(typed) => self.desk.store.put_draft(&key, &typed),
                    None => self.desk.store.remove_draft(&key).map(|_| ()),
                };
                if let Err(error) = kept {
                    self.fail(&error);
                }
            }
            Step::Save => self.save_act(),
            Step::Close => {
                let Some(Modal::Act(layer)) = self.modals.pop() else { return };
                if !layer.sheet.act.has_words() {
                    self.forget_draft(&layer);
                } else if layer.sheet.draft().is_some() {
                    self.say("Kept as a draft: open the same form again to go on, Ctrl-d there discards it.");
                }
            }
            Step::Discard => {
                let Some(Modal::Act(layer)) = self.modals.pop() else { return };
                self.forget_draft(&layer);
                self.say("Discarded; nothing was saved.");
            }
        }
    }

    fn forget_draft(&mut self, layer: &ActForm) {
        if let Err(error) = self.desk.store.remove_draft(&layer.draft().0) {
            self.fail(&error);
        }
    }

    fn save_act(&mut self) {
        let Some(Modal::Act(mut layer)) = self.modals.pop() else { return };
        let values = layer.values(&About { desk: &self.desk, hidden: self.hidden });
        let Some(values) = values else { return self.modals.push(Modal::Act(layer)) };
        let (act, subject) = (layer.sheet.act, layer.sheet.subject.clone());
        let before = subject.of().map(|child| Before::of(self.scene(), child));
        match (act.run)(&mut self.desk, &subject, &values) {
            Ok(outcome) => {
                self.forget_draft(&layer);
                self.tell(&outcome);
                self.acted(act, &subject, &outcome);
                self.ask_why_late(before);
            }
            Err(error) => {
                self.refresh();
                layer.form.error = in_full(&error);
                self.modals.push(Modal::Act(layer));
            }
        }
    }

    /// What the screen shows once an act is done.
    fn acted(&mut self, act: &Act, subject: &Subject, outcome: &Outcome) {
        if subject.children.len() > 1 {
            self.unmark();
        }
        match (act.then, subject.of()) {
            (Then::Paste, Some(child)) => self.show_note(child, outcome),
            (Then::Moved, _) => self.show_moved(outcome),
            (Then::Child, _) => self.caseload.select(ChildId(outcome.id), &self.desk.board),
            (Then::Nothing | Then::Paste, _) => {}
        }
    }
}

fn in_full(error: &Error) -> String {
    format!("{} {}", error.message, error.hint).trim().to_owned()
}
