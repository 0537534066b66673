//! The form of an act: its sheet, and the fields that show it. It knows no act.

use super::field::{Field, Value};
use super::form::{Form, Purpose, Step};
use crate::casework::acts::{Act, Kind, Scene, Sheet, Slot, Subject, Values};
use crate::model::text;

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
    /// The form of an act about something; `first` are words to begin with, by field.
    pub(crate) fn new(
        act: &'static Act,
        subject: Subject,
        first: &[(&'static str, String)],
        scene: &Scene<'_>,
    ) -> Self {
        let mut sheet = Sheet::new(act, subject, scene, false);
        for (key, words) in first.iter().filter(|(_, words)| !words.is_empty()) {
            sheet.begin_with(key, words.clone());
        }
        sheet.settle(scene);
        let fields = sheet.slots.iter().map(field).collect();
        let form = Form::new("", Purpose::Act, fields);
        let mut layer = Self { seen: vec![String::new(); sheet.slots.len()], sheet, form };
        layer.lay();
        let begin = |f: &Field| f.shown && (layer.sheet.begin.is_empty() || f.key == layer.sheet.begin);
        let shown = layer.form.fields.iter().position(begin);
        layer.form.focus = shown.unwrap_or(0);
        layer
    }

    /// Takes up a draft.
    pub(crate) fn take_up(&mut self, draft: &str, scene: &Scene<'_>) {
        self.sheet.take_up(draft, scene);
        self.lay();
    }

    /// Brings the form up to date with what a key changed in it.
    pub(crate) fn changed(&mut self, scene: &Scene<'_>) {
        self.take();
        self.sheet.settle(scene);
        self.lay();
    }

    /// The values, or none with each fault under its field.
    pub(crate) fn values(&mut self, scene: &Scene<'_>) -> Option<Values> {
        self.take();
        self.form.error.clear();
        let values = self.sheet.values(scene);
        self.lay();
        if let Some(place) = self.form.fields.iter().position(|f| !f.error.is_empty()) {
            self.form.focus = place;
        }
        values
    }

    pub(crate) fn paste(&mut self, text: &str) -> Step {
        self.form.paste(text)
    }

    /// The draft to keep of it.
    pub(crate) fn draft(&self) -> (String, Option<String>) {
        (self.sheet.act.draft_key(&self.sheet.subject), self.sheet.draft())
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
                Value::Choice(all, _) => *all != slot.choices || field.text() != slot.text,
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
