//! The forms, filled in from what is known.

use super::app::App;
use super::layers::drafts::CRASH;
use super::modals::Modal;
use super::modals::form::Form;
use crate::casework::acts::Subject;
use crate::model::ids::ChildId;

impl App {
    /// Puts a form on the stack; what was typed in it and not saved is taken up. A form with a key of its
    /// own keeps that when it is closed, the others only where the program stops.
    pub(crate) fn open(&mut self, mut form: Form, draft: Option<String>) {
        let key = draft.unwrap_or_else(|| format!("{CRASH}{:?}", form.purpose));
        let typed = self.desk.store.draft(&key).ok().flatten();
        form.draft = Some(key);
        self.modals.push(Modal::Form(Box::new(form)));
        if let (Some(Modal::Form(form)), Some(typed)) = (self.modals.last_mut(), typed) {
            form.take_up(&typed);
            self.say("Taken up where you left off; Ctrl-d discards it.");
        }
    }

    pub(crate) fn book_form(&mut self, child: ChildId, day: Option<chrono::NaiveDate>) {
        if self.row(child).and_then(|r| r.next_review()).is_none() {
            return self
                .say("No review is to come: the child is not looked after, or care has no start yet (E).");
        }
        let day = day.filter(|d| *d >= self.today()).map(|d| d.format("%-d %b %Y").to_string());
        self.open_act("book", Subject::child(child), &[("date", day.unwrap_or_default())]);
    }

    pub(crate) fn hold_form(&mut self, child: ChildId) {
        if self.row(child).and_then(|r| r.next_review()).is_none() {
            return self.say("No review is to come for this child.");
        }
        self.open_act("hold", Subject::child(child), &[]);
    }

    /// A key changed the form: its draft is kept.
    pub(crate) fn form_changed(&mut self) {
        let Some(Modal::Form(form)) = self.modals.last() else { return };
        let Some(key) = form.draft.clone() else { return };
        let typed = form.typed();
        self.keep(&key, typed.as_deref());
    }
}
