//! Another passphrase for the book.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use zeroize::Zeroizing;

use super::form::field::Field;
use super::form::{Form, Step, view};
use super::offer::{Offer, judge};
use crate::error::Error;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::safe::Safe;
use crate::tui::scene::Scene;

#[derive(Debug)]
struct Change {
    form: Form,
    offer: Offer,
}

/// Asks for the passphrase that opens the book and for the one that shall.
pub(crate) fn change(scene: Scene<'_>) -> Ask {
    if scene.desk.store.path().is_none() {
        return Ask::say("A book that is only in memory has no passphrase.");
    }
    let fields = vec![
        Field::secret("old", "Passphrase now"),
        Field::secret("pass", "New passphrase").hint("15 characters or more"),
        Field::secret("again", "Once more"),
    ];
    let mut form = Form::new("Another passphrase for this book", fields);
    let note = "The recovery code, if there is one, stays. Nobody can open the book without one of the two.";
    form.notes.push((None, note.to_owned()));
    match Offer::under(&mut form) {
        Ok(offer) => Ask::open(Change { form, offer }),
        Err(error) => Ask::Fail(error),
    }
}

impl Layer for Change {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn is_idle(&self, action: Action) -> bool {
        self.form.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, _: Scene<'_>) -> Ask {
        match self.form.key(key) {
            Step::Stay => return Ask::Nothing,
            Step::Changed => {
                self.offer.settle(&mut self.form);
                return Ask::Nothing;
            }
            Step::Close | Step::Discard => return Ask::Close,
            Step::Save => self.form.clear_faults(),
        }
        let old = self.form.needed("old", "The passphrase that opens the book now");
        judge(&mut self.form);
        match old.filter(|_| !self.form.has_faults()) {
            Some(old) => {
                let new = Zeroizing::new(self.form.text("pass"));
                Ask::Safe(Safe::Passphrase { old: Zeroizing::new(old), new })
            }
            None => Form::unsaved(),
        }
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.form.paste(text);
        self.offer.settle(&mut self.form);
        Ask::Nothing
    }

    fn fault(&mut self, error: &Error) -> bool {
        self.form.error = error.in_full();
        true
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.form, frame, scene.theme);
    }
}
