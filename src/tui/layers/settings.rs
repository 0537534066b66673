//! The settings, in one form: what documents say of the service, how the book is kept, how the screen looks.

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::form::field::Field;
use super::form::{Form, Step, view};
use crate::casework::settings::{Kept, Known};
use crate::error::Error;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::scene::Scene;

#[derive(Debug)]
struct Settings {
    form: Form,
    /// What stood there when it was opened.
    before: Vec<String>,
}

/// Shows every setting with its value.
pub(crate) fn settings(scene: Scene<'_>) -> Ask {
    let field = |setting: &Known| {
        let value = match setting.kept() {
            Kept::Book => scene.desk.store.setting(setting.word()).ok().flatten().unwrap_or_default(),
            Kept::File => scene.options.value(*setting),
        };
        match setting.choices() {
            [] => Field::line(setting.word(), setting.label(), value).hint(setting.says()),
            choices => {
                let choices = choices.iter().map(|(word, says)| ((*word).into(), (*says).into())).collect();
                Field::choice(setting.word(), setting.label(), choices, &value)
            }
        }
    };
    let fields: Vec<Field> = Known::ALL.iter().map(field).collect();
    let before = fields.iter().map(Field::text).collect();
    let mut form = Form::new("Settings", fields);
    let told = "What is empty shows what it is for. p on any screen works by another practice.";
    form.notes.push((None, told.to_owned()));
    Ask::open(Settings { form, before })
}

impl Layer for Settings {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn is_idle(&self, action: Action) -> bool {
        self.form.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, _: Scene<'_>) -> Ask {
        match self.form.key(key) {
            Step::Stay | Step::Changed => return Ask::Nothing,
            Step::Close | Step::Discard => {
                return Ask::Close.then(Ask::say("The settings are as they were."));
            }
            Step::Save => {}
        }
        self.form.clear_faults();
        let now = self.form.fields.iter().map(Field::text);
        let settings = Known::ALL.iter().zip(&self.before).zip(now);
        let changed: Vec<(Known, String)> = settings
            .filter(|((_, before), now)| *before != now)
            .map(|((known, _), now)| (*known, now))
            .collect();
        for (setting, value) in &changed {
            if let Some(wrong) = setting.fault(value) {
                self.form.fault(setting.word(), format!("{wrong}."));
            }
        }
        match changed.as_slice() {
            _ if self.form.has_faults() => Form::unsaved(),
            [] => Ask::Close.then(Ask::say("The settings are as they were.")),
            _ => Ask::Settings(changed),
        }
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.form.paste(text);
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
