//! A recovery code for the book.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use zeroize::Zeroizing;

use super::form::field::Field;
use super::form::{Form, Step, view};
use crate::error::Error;
use crate::store::Store;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::safe::Safe;
use crate::tui::scene::Scene;

#[derive(Debug)]
struct Make(Form);

/// Asks for the passphrase; the code is shown then, once.
pub(crate) fn make(scene: Scene<'_>) -> Ask {
    let Some(path) = scene.desk.store.path() else {
        return Ask::say("A book that is only in memory has no recovery code.");
    };
    let mut form = Form::new("A recovery code", vec![Field::secret("pass", "Passphrase")]);
    form.notes
        .push((None, "The code opens this book where its passphrase is lost. It is shown once.".to_owned()));
    if Store::has_recovery(path) {
        form.notes.push((None, "The code made before opens it no more then.".to_owned()));
    }
    Ask::open(Make(form))
}

impl Layer for Make {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn is_idle(&self, action: Action) -> bool {
        self.0.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, _: Scene<'_>) -> Ask {
        match self.0.key(key) {
            Step::Stay | Step::Changed => return Ask::Nothing,
            Step::Close | Step::Discard => return Ask::Close,
            Step::Save => self.0.clear_faults(),
        }
        match self.0.needed("pass", "The passphrase of this book") {
            Some(pass) => Ask::Safe(Safe::Recovery { pass: Zeroizing::new(pass) }),
            None => Form::unsaved(),
        }
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.0.paste(text);
        Ask::Nothing
    }

    fn fault(&mut self, error: &Error) -> bool {
        self.0.error = error.in_full();
        true
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.0, frame, scene.theme);
    }
}
