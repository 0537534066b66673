//! The form of an act: its sheet, the fields that show it, its draft kept at every key. It knows no act.

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::confirm::confirm;
use super::drafts::typed_words;
use super::form::field::{Field, Value};
use super::form::{Form, Step, view};
use crate::casework::acts::{Kind, Question, Scene as Acts, Sheet, Slot, Then, Values, act};
use crate::error::Error;
use crate::model::text;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;

/// An act being filled in on the screen.
#[derive(Debug)]
pub(crate) struct ActForm {
    pub(crate) sheet: Sheet,
    pub(crate) form: Form,
    /// What each field held when it was last laid out.
    seen: Vec<String>,
}

/// The letters of a yes and a no.
const YES_NO: &[(char, &str)] = &[('y', "yes"), ('n', "no")];

impl ActForm {
    /// Opens the form of an act; what was typed there before and not saved is taken up.
    pub(crate) fn open(scene: Scene<'_>, fill: Fill) -> Ask {
        let Some(act) = act(fill.act) else { return Ask::Nothing };
        let acts = acts(scene);
        let mut sheet = Sheet::new(act, fill.subject, &acts, false);
        for (key, words) in fill.first.into_iter().filter(|(_, words)| !words.is_empty()) {
            sheet.begin_with(key, words);
        }
        sheet.settle(&acts);
        if let Some(why) = sheet.refused {
            return Ask::Say(why);
        }
        let fields = sheet.slots.iter().map(field).collect();
        let mut layer =
            Self { seen: vec![String::new(); sheet.slots.len()], sheet, form: Form::new("", fields) };
        layer.lay();
        let at = if fill.at.is_empty() { layer.sheet.begin } else { fill.at };
        let begin = |f: &Field| f.shown && (at.is_empty() || f.key == at);
        layer.form.focus = layer.form.fields.iter().position(begin).unwrap_or(0);
        let Some(typed) = scene.desk.store.draft(&layer.draft_key()).ok().flatten() else {
            return Ask::open(layer);
        };
        layer.take_up(&typed, &acts);
        Ask::open(layer).then(Ask::say("Taken up where you left off; Ctrl-d discards it."))
    }

    fn draft_key(&self) -> String {
        self.sheet.act.draft_key(&self.sheet.subject)
    }

    /// What follows from a key.
    fn step(&mut self, step: Step, scene: Scene<'_>) -> Ask {
        let forget = Ask::Keep(self.draft_key(), None);
        match step {
            Step::Stay => Ask::Nothing,
            Step::Changed => {
                self.changed(&acts(scene));
                Ask::Keep(self.draft_key(), self.sheet.draft())
            }
            Step::Save => self.save(scene),
            Step::Close if !self.sheet.act.has_words() => Ask::Close.then(forget),
            Step::Close => match self.sheet.draft() {
                Some(typed) => Ask::Leave(self.draft_key(), typed),
                None => Ask::Close,
            },
            Step::Discard => {
                let gone = Ask::All(vec![Ask::Close, forget, Ask::say("Discarded; nothing was saved.")]);
                match self.sheet.draft() {
                    Some(typed) => {
                        confirm("Throw away what you typed?", typed_words(&typed), "yes, throw it away", gone)
                    }
                    None => gone,
                }
            }
        }
    }

    /// Does the act, or asks before it does; the form lies beneath the question until the act is done.
    fn save(&mut self, scene: Scene<'_>) -> Ask {
        let Some(values) = self.values(&acts(scene)) else { return Form::unsaved() };
        let (act, subject) = (self.sheet.act, self.sheet.subject.clone());
        let Then::Asked(question) = act.then else { return Ask::Save(act, subject, values) };
        match question(scene.desk, &values) {
            Ok(Question { title, note }) => {
                let done = Ask::Do(act.id, subject, self.sheet.words());
                let forget = Ask::Keep(self.draft_key(), None);
                confirm(title, note, "yes", Ask::All(vec![done, Ask::Close, forget]))
            }
            Err(error) => {
                self.fault(&error);
                Ask::Nothing
            }
        }
    }

    /// Takes up a draft.
    fn take_up(&mut self, draft: &str, scene: &Acts<'_>) {
        self.sheet.take_up(draft, scene);
        self.lay();
    }

    /// Brings the form up to date with what a key changed in it.
    fn changed(&mut self, scene: &Acts<'_>) {
        self.take();
        self.sheet.settle(scene);
        self.lay();
    }

    /// The values, or none with each fault under its field.
    fn values(&mut self, scene: &Acts<'_>) -> Option<Values> {
        self.take();
        self.form.error.clear();
        let values = self.sheet.values(scene);
        self.lay();
        if let Some(place) = self.form.fields.iter().position(|f| !f.error.is_empty()) {
            self.form.focus = place;
        }
        values
    }

    /// Takes what was typed into the sheet.
    fn take(&mut self) {
        for ((slot, field), seen) in self.sheet.slots.iter_mut().zip(&self.form.fields).zip(&self.seen) {
            let text = field.text();
            if text != *seen {
                slot.text = text;
                slot.typed = true;
                slot.fault.clear();
            }
        }
    }

    /// Lays the sheet out in the fields.
    fn lay(&mut self) {
        self.form.title.clone_from(&self.sheet.title);
        self.form.notes.clone_from(&self.sheet.notes);
        let mut revealed = None;
        let slots = self.sheet.slots.iter().zip(&mut self.form.fields).zip(&mut self.seen);
        for (place, ((slot, field), seen)) in slots.enumerate() {
            let shown = slot.in_form();
            if shown && !field.shown {
                revealed = revealed.or(Some(place));
            }
            (field.shown, field.label, field.hint) = (shown, slot.label, slot.hint);
            field.error.clone_from(&slot.fault);
            let stale = match &field.value {
                Value::Choice(choice) => choice.all != slot.choices || field.text() != slot.text,
                // What is typed stays as it stands on the screen, blank lines at its end too.
                Value::Block(_) => field.text() != text::block(&slot.text),
                Value::Line(..) => field.text() != text::line(&slot.text),
            };
            if stale {
                field.value = self::field(slot).value;
            }
            *seen = field.text();
        }
        // A letter that chooses goes on to the next field, which one just shown was not yet.
        if let Some(place) = revealed.filter(|place| self.form.focus > *place) {
            self.form.focus = place;
        }
    }
}

impl Layer for ActForm {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn footer(&self) -> Scope {
        if self.form.in_block() { Scope::Words } else { Scope::Form }
    }

    fn is_idle(&self, action: Action) -> bool {
        self.form.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, scene: Scene<'_>) -> Ask {
        let step = self.form.key(key);
        self.step(step, scene)
    }

    fn paste(&mut self, text: &str, scene: Scene<'_>) -> Ask {
        let step = self.form.paste(text);
        self.step(step, scene)
    }

    fn fault(&mut self, error: &Error) -> bool {
        self.form.error = error.in_full();
        true
    }

    fn again(&self) -> Option<Fill> {
        let at = self.form.fields.get(self.form.focus).map_or("", |f| f.key);
        let first = self.sheet.first_words();
        Some(Fill { act: self.sheet.act.id, subject: self.sheet.subject.clone(), first, at })
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.form, frame, scene.theme);
    }
}

/// What an act may look at.
fn acts(scene: Scene<'_>) -> Acts<'_> {
    Acts { desk: scene.desk, hidden: scene.hidden }
}

/// The field of a slot, as it stands.
fn field(slot: &Slot) -> Field {
    let (key, label) = (slot.field.key, slot.label);
    let chooses = !slot.choices.is_empty() || matches!(slot.field.kind, Kind::Choice(_));
    let mut field = match slot.field.kind {
        Kind::Block => Field::block(key, label, &slot.text),
        _ if chooses => Field::choice(key, label, slot.choices.clone(), &slot.text),
        _ => Field::line(key, label, slot.text.clone()),
    };
    field.hint = slot.hint;
    field.letters = if matches!(slot.field.kind, Kind::YesNo) { YES_NO } else { slot.field.letters };
    field.leads_on = slot.field.leads_on;
    field.shown = slot.in_form();
    field
}
