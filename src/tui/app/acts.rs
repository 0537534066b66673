//! Acts on the screen: a form opened, its draft kept at every key, the act done and what follows it.

use super::App;
use crate::casework::Outcome;
use crate::casework::acts::{Question, Scene as About, Subject, Then, act, perform};
use crate::error::Error;
use crate::model::ids::{ChildId, NoteId};
use crate::tui::ask::Ask;
use crate::tui::late::Before;
use crate::tui::layers::confirm::confirm;
use crate::tui::layers::text::{TextBox, Tone};
use crate::tui::modals::Modal;
use crate::tui::modals::act_form::ActForm;
use crate::tui::modals::form::Step;
use crate::tui::panes::sitting::Sitting;
use crate::tui::place::Place;

impl App {
    /// Opens the form of an act, with first words by field; what was typed there before and not saved is
    /// taken up.
    pub(crate) fn open_act(&mut self, id: &str, subject: Subject, first: &[(&'static str, String)]) {
        let Some(act) = act(id) else { return };
        let scene = About { desk: &self.desk, hidden: self.hidden };
        let mut layer = ActForm::new(act, subject, first, &scene);
        if let Some(why) = layer.sheet.refused.take() {
            return self.say(why);
        }
        let (key, _) = layer.draft();
        if let Some(typed) = self.desk.store.draft(&key).ok().flatten() {
            layer.take_up(&typed, &scene);
            self.say("Taken up where you left off; Ctrl-d discards it.");
        }
        self.modals.push(Modal::Act(Box::new(layer)));
    }

    pub(crate) fn act_step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Changed => {
                let Some(Modal::Act(layer)) = self.modals.last_mut() else { return };
                layer.changed(&About { desk: &self.desk, hidden: self.hidden });
                let (key, typed) = layer.draft();
                self.keep(&key, typed.as_deref());
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

    /// Does an act at once, with words by field; whether it went well.
    pub(crate) fn do_act(&mut self, id: &str, subject: Subject, words: &[(&str, String)]) -> bool {
        let before = subject.of().map(|child| Before::of(self.scene(), child));
        let done = perform(&mut self.desk, id, subject.clone(), words);
        let well = self.after(&done);
        if let Ok(outcome) = done {
            self.acted(id, &subject, &outcome);
            self.ask_why_late(before);
        }
        well
    }

    /// Keeps what is typed until it is saved; whether that went well.
    pub(crate) fn keep(&mut self, key: &str, typed: Option<&str>) -> bool {
        let kept = match typed {
            Some(typed) => self.desk.store.put_draft(key, typed),
            None => self.desk.store.remove_draft(key).map(|_| ()),
        };
        if let Err(error) = &kept {
            self.fail(error);
        }
        kept.is_ok()
    }

    fn forget_draft(&mut self, layer: &ActForm) {
        self.keep(&layer.draft().0, None);
    }

    fn save_act(&mut self) {
        let Some(Modal::Act(mut layer)) = self.modals.pop() else { return };
        let values = layer.values(&About { desk: &self.desk, hidden: self.hidden });
        let Some(values) = values else { return self.modals.push(Modal::Act(layer)) };
        let (act, subject) = (layer.sheet.act, layer.sheet.subject.clone());
        if let Then::Asked(question) = act.then {
            return self.ask_first(layer, question(&self.desk, &values));
        }
        let before = subject.of().map(|child| Before::of(self.scene(), child));
        match (act.run)(&mut self.desk, &subject, &values) {
            Ok(outcome) => {
                self.forget_draft(&layer);
                self.tell(&outcome);
                self.acted(act.id, &subject, &outcome);
                self.ask_why_late(before);
            }
            Err(error) => {
                self.refresh();
                layer.form.error = in_full(&error);
                self.modals.push(Modal::Act(layer));
            }
        }
    }

    /// Asks before the act of a form is done; the form lies beneath, and is done with once the act is.
    fn ask_first(&mut self, mut layer: Box<ActForm>, question: Result<Question, Error>) {
        let ask = match question {
            Ok(Question { title, note }) => {
                let sheet = &layer.sheet;
                let act = Ask::Carry(sheet.act.id, sheet.subject.clone(), sheet.words());
                confirm(title, note, "yes", act.then(Ask::Close))
            }
            Err(error) => {
                layer.form.error = in_full(&error);
                Ask::Nothing
            }
        };
        self.modals.push(Modal::Act(layer));
        self.carry(ask);
    }

    /// Goes on from the question that was answered in its form, where its session is open.
    fn answered_in_full(&mut self, subject: &Subject, outcome: &Outcome) {
        let same = |s: &Sitting| subject.walk().is_some_and(|w| w.list == s.walk.list);
        let Some(mut sitting) = self.sitting.clone().filter(same) else { return };
        let place = sitting.asked(&self.desk.board).iter().position(|i| i.id == subject.word());
        sitting.question = place.unwrap_or(sitting.question);
        self.answered(outcome, sitting);
    }

    /// What the screen shows once an act is done.
    fn acted(&mut self, id: &str, subject: &Subject, outcome: &Outcome) {
        if subject.children.len() > 1 {
            self.unmark();
        }
        match (act(id).map_or(Then::Nothing, |act| act.then), subject.of()) {
            (Then::Paste, Some(child)) => {
                self.carry(Ask::Go(Place::Note(child, NoteId(outcome.id), false)));
            }
            (Then::Moved, _) => self.show_moved(outcome),
            (Then::Child, _) => self.caseload.select(ChildId(outcome.id), &self.desk.board),
            (Then::Answered, _) => self.answered_in_full(subject, outcome),
            (Then::Ended, Some(child)) => {
                if let Some(walk) = subject.walk() {
                    self.ended(child, &walk, NoteId(outcome.id));
                }
            }
            (Then::Told(title), _) => self.show_told(title, outcome),
            (Then::Nothing | Then::Paste | Then::Ended | Then::Asked(_), _) => {}
        }
    }

    /// Shows which dates an act moved, where it moved any.
    pub(crate) fn show_moved(&mut self, outcome: &Outcome) {
        if outcome.moved.is_empty() {
            return;
        }
        let mut text = TextBox::new("What moved");
        if !self.hidden {
            text.push(Tone::Head, outcome.label.clone());
            text.push(Tone::Plain, "");
        }
        for moved in &outcome.moved {
            text.push(Tone::Plain, moved.line());
        }
        text.push(Tone::Plain, "");
        text.push(Tone::Dim, "Esc closes this, u then takes all of it back.");
        self.carry(Ask::open(text));
    }

    /// Shows what should be known beside an act, children by their initials while names are hidden; what
    /// begins with a blank stands under a heading.
    fn show_told(&mut self, title: &str, outcome: &Outcome) {
        if outcome.told.is_empty() {
            return;
        }
        let mut text = TextBox::new(title);
        for told in &outcome.told {
            let hidden = self.desk.board.children().iter().filter(|_| self.hidden);
            let line = hidden.fold(told.clone(), |line, row| {
                line.replace(&row.case.child.name(), &row.case.child.initials())
            });
            text.push(if line.starts_with(' ') { Tone::Plain } else { Tone::Head }, line);
        }
        self.carry(Ask::open(text));
    }
}

fn in_full(error: &Error) -> String {
    format!("{} {}", error.message, error.hint).trim().to_owned()
}
