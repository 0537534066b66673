//! The forms, filled in from what is known.

use super::app::App;
use super::layers::drafts::CRASH;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use crate::casework::acts::Subject;
use crate::model::ids::ChildId;

pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

impl App {
    pub(crate) fn who(&self, child: ChildId) -> String {
        self.row(child).map(|r| self.name(r)).unwrap_or_default()
    }

    /// Puts a form on the stack; what was typed in it and not saved is taken up. A form with a key of its
    /// own keeps that when it is closed, the others only where the program stops.
    pub(crate) fn open(&mut self, mut form: Form, draft: Option<String>) {
        let key = draft.unwrap_or_else(|| format!("{CRASH}{:?}", form.purpose));
        let typed = self.desk.store.draft(&key).ok().flatten();
        form.draft = Some(key);
        self.modals.push(Modal::Form(Box::new(form)));
        // What the form settles by itself is how it opens, and no word of the person's.
        self.settle_form();
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.stands_open();
            if let Some(typed) = typed {
                form.take_up(&typed);
                self.say("Taken up where you left off; Ctrl-d discards it.");
                self.settle_form();
            }
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

    pub(crate) fn adjourn_form(&mut self, child: ChildId) {
        let plan = crate::rules::chain::Plan::Adjourn { on: self.today(), resume: None };
        if let Err(error) = self.desk.chain(child, plan) {
            return self.fail(&error);
        }
        let fields = vec![Field::line("date", "Adjourned on", "today"), Field::line("reason", "Why", "")];
        let form = Form::new(
            format!("The review of {} was adjourned", self.who(child)),
            Purpose::Adjourn(child),
            fields,
        );
        self.open(form, None);
    }

    /// Brings what a form shows about its own contents up to date.
    pub(crate) fn settle_form(&mut self) {
        let Some(Modal::Form(form)) = self.modals.last() else { return };
        if let Purpose::Adjourn(child) = form.purpose {
            self.settle_adjourn(child);
        }
    }

    /// A key changed the form: its draft is kept, its notes are brought up to date.
    pub(crate) fn form_changed(&mut self) {
        self.settle_form();
        let Some(Modal::Form(form)) = self.modals.last() else { return };
        let Some(key) = form.draft.clone() else { return };
        let kept = match form.typed() {
            Some(typed) => self.desk.store.put_draft(&key, &typed),
            None => self.desk.store.remove_draft(&key).map(|_| ()),
        };
        if let Err(error) = kept {
            self.fail(&error);
        }
    }
}
