//! A form: fields, and which one has the focus.

mod choice;
pub(crate) mod field;
pub(crate) mod view;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};

use crate::casework::dates;
use crate::error::Error;
use crate::platform::typed_folder;
use crate::rules::calendar::Calendar;
use crate::rules::due::Status;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::keymap;
use field::Field;

/// What a key made of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Stay,
    Changed,
    Save,
    Close,
    Discard,
}

/// What is said where a file exists already.
const AGAIN: &str = "Ctrl-s again replaces it; another name leaves it.";

/// A form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) title: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) focus: usize,
    /// What helps to fill it in, and what to look out for.
    pub(crate) notes: Vec<(Option<Status>, String)>,
    /// What failed on saving.
    pub(crate) error: String,
    /// The file that was found to be there already; saving again under this name replaces it.
    there: Option<String>,
}

impl Form {
    pub(crate) fn new(title: impl Into<String>, fields: Vec<Field>) -> Self {
        Self { title: title.into(), fields, focus: 0, notes: Vec::new(), error: String::new(), there: None }
    }

    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.field(key).map(Field::text).unwrap_or_default()
    }

    /// The text, or none where it is empty.
    pub(crate) fn some(&self, key: &str) -> Option<String> {
        Some(self.text(key)).filter(|t| !t.is_empty())
    }

    /// Notes a fault under its field; the focus goes to the first one.
    pub(crate) fn fault(&mut self, key: &str, error: impl Into<String>) {
        if let Some(place) = self.fields.iter().position(|f| f.key == key) {
            if self.fields.iter().all(|f| f.error.is_empty()) {
                self.focus = place;
            }
            if let Some(field) = self.fields.get_mut(place) {
                field.error = error.into();
            }
        }
    }

    pub(crate) fn clear_faults(&mut self) {
        self.error.clear();
        self.fields.iter_mut().for_each(|f| f.error.clear());
    }

    /// Tells that the file of the field `file` was not written.
    pub(crate) fn unwritten(&mut self, error: &Error) {
        let file = self.text("file");
        let exists = typed_folder(&file).is_file() && error.hint.contains("--force");
        self.error = if exists { format!("{} {AGAIN}", error.message) } else { error.in_full() };
        self.there = exists.then_some(file);
    }

    /// Whether that was told of this very file, so that saving again agrees to replace it.
    pub(crate) fn replaces(&self) -> bool {
        self.there.as_deref().is_some_and(|there| there == self.text("file"))
    }

    pub(crate) fn has_faults(&self) -> bool {
        self.fields.iter().any(|f| !f.error.is_empty())
    }

    /// What is said where saving finds a fault.
    pub(crate) fn unsaved() -> Ask {
        Ask::say("Not saved yet: put right what is marked.")
    }

    /// A date as typed, which the form cannot do without; a fault is told under the field.
    pub(crate) fn needed_date(
        &mut self,
        key: &str,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Option<NaiveDate> {
        let typed = self.text(key);
        if typed.is_empty() {
            self.fault(key, "A date is needed: 22 nov, mon, today, +5wd.");
            return None;
        }
        let date = dates::parse(&typed, today, calendar);
        date.map_err(|error| self.fault(key, error.in_full())).ok()
    }

    /// The same for words.
    pub(crate) fn needed(&mut self, key: &str, what: &str) -> Option<String> {
        let text = self.some(key);
        if text.is_none() {
            self.fault(key, format!("{what} is needed."));
        }
        text
    }

    fn turn(&mut self, forward: bool) {
        let count = self.fields.len();
        self.fields.get_mut(self.focus).into_iter().for_each(Field::left);
        for _ in 0..count {
            self.focus = if forward {
                (self.focus + 1) % count.max(1)
            } else {
                self.focus.checked_sub(1).unwrap_or(count.saturating_sub(1))
            };
            if self.fields.get(self.focus).is_some_and(|f| f.shown) {
                return;
            }
        }
    }

    /// How many fields that are shown lie between the focus and another; fewer than none where it stands before.
    fn steps_to(&self, place: usize) -> isize {
        let shown = |from: usize, to: usize| {
            let between = self.fields.iter().skip(from).take(to.saturating_sub(from));
            between.filter(|f| f.shown).count().cast_signed()
        };
        shown(self.focus, place) - shown(place, self.focus)
    }

    /// Whether an action would change nothing: there is no other field to go to.
    pub(crate) fn is_idle(&self, action: Action) -> bool {
        action == Action::Next && self.fields.iter().filter(|f| f.shown).count() < 2
    }

    fn on_last(&self) -> bool {
        self.fields.iter().rposition(|f| f.shown) == Some(self.focus)
    }

    /// Whether the focus is in a block of words.
    pub(crate) fn in_block(&self) -> bool {
        self.fields.get(self.focus).is_some_and(Field::is_block)
    }

    pub(crate) fn key(&mut self, key: KeyEvent) -> Step {
        let moves = matches!(key.code, KeyCode::Up | KeyCode::Down);
        let many = self.fields.get(self.focus).is_some_and(|f| f.many().is_some());
        let inside = (many && moves) || (self.in_block() && (moves || key.code == KeyCode::Enter));
        match keymap::action(Scope::Form, key).filter(|_| !inside) {
            Some(Action::Close) => Step::Close,
            Some(Action::Discard) => Step::Discard,
            Some(Action::Save) => Step::Save,
            Some(Action::Enter) if self.on_last() => Step::Save,
            Some(Action::Enter | Action::Next) => {
                self.turn(true);
                Step::Stay
            }
            Some(Action::Previous) => {
                self.turn(false);
                Step::Stay
            }
            _ => {
                let Some(field) = self.fields.get_mut(self.focus) else { return Step::Stay };
                if field.passes_on(key) {
                    self.turn(true);
                    Step::Changed
                } else if field.key(key) {
                    field.error.clear();
                    Step::Changed
                } else {
                    Step::Stay
                }
            }
        }
    }

    pub(crate) fn paste(&mut self, text: &str) -> Step {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.paste(text);
        }
        Step::Changed
    }
}
