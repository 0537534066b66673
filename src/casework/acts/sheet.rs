//! What an act is, and an act being filled in, on the screen or from a script.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::about::About;
use super::field::{Choice, Choices, Field, Kind};
use super::given::Lead;
use super::scene::Scene;
use super::slot::{Slot, choices, time};
use super::subject::Subject;
use super::values::Values;
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::rules::due::Status;

/// Something an IRO does.
pub(crate) struct Act {
    /// Its name in drafts, in tests and in the table of keys.
    pub(crate) id: &'static str,
    /// What it does, as the palette and the help say it.
    pub(crate) title: &'static str,
    /// Everyday words it is found by.
    pub(crate) find: &'static [&'static str],
    /// The command of `record` that does it; empty where scripts have another way.
    pub(crate) command: &'static str,
    /// Of several acts behind one command the first is meant whose flag is given; one without is always meant.
    pub(crate) lead: &'static [Lead],
    pub(crate) about: &'static About,
    pub(crate) fields: &'static [Field],
    /// Shows, offers and proposes by what was filled in so far.
    pub(crate) settle: fn(&mut Sheet, &Scene<'_>),
    pub(crate) run: fn(&mut Desk, &Subject, &Values) -> Result<Outcome>,
    pub(crate) then: Then,
}

impl std::fmt::Debug for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl Act {
    /// Whether it holds words worth keeping as a draft when its form is closed.
    pub(crate) fn has_words(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.kind, Kind::Block))
    }

    /// The draft that what is typed for a subject is kept under.
    pub(crate) fn draft_key(&self, subject: &Subject) -> String {
        serde_json::to_string(&(self.id, subject)).unwrap_or_else(|_| self.id.to_owned())
    }
}

/// How the screen goes on with an act that was filled in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Then {
    Nothing,
    /// It asks first, for the act touches every child.
    Asked(fn(&Desk, &Values) -> Result<Question>),
    /// The note it wrote, ready to be pasted.
    Paste,
    /// The dates it moved, if any.
    Moved,
    /// The child it made.
    Child,
    /// The next question of the session.
    Answered,
    /// The case note of the session it ended, and the next one of the queue.
    Ended,
    /// What should be known beside it, under this title.
    Told(&'static str),
}

/// What is asked before an act is done.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) title: String,
    /// What it would do.
    pub(crate) note: String,
}

/// An act being filled in.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) act: &'static Act,
    pub(crate) subject: Subject,
    pub(crate) title: String,
    pub(crate) slots: Vec<Slot>,
    /// What helps to fill it in, and what to look out for.
    pub(crate) notes: Vec<(Option<Status>, String)>,
    /// The field to begin in.
    pub(crate) begin: &'static str,
    /// Why the act cannot be done now.
    pub(crate) refused: Option<String>,
    /// From a script: what it gives is never hidden.
    pub(crate) script: bool,
}

impl Sheet {
    /// An act about something, with what is known filled in. For a script only what it says counts as
    /// said, and nothing it says is hidden.
    pub(crate) fn new(act: &'static Act, subject: Subject, scene: &Scene<'_>, script: bool) -> Self {
        let slot = |field: &'static Field| {
            let choices = match field.kind {
                Kind::Choice(of) | Kind::Open(of) | Kind::Several(of) => match of {
                    Choices::Fixed(all) => all(),
                    Choices::Of(all) => all(scene, &subject),
                    Choices::Settled => Vec::new(),
                },
                Kind::YesNo => choices(&[("", "not known"), ("yes", "yes"), ("no", "no")]),
                Kind::Flag => choices(&[("", "no"), ("yes", "yes")]),
                _ => Vec::new(),
            };
            let first = choices.first().map(|(word, _)| word.clone()).unwrap_or_default();
            Slot {
                field,
                label: field.label,
                hint: field.hint,
                text: first.clone(),
                proposed: first,
                typed: false,
                first: None,
                shown: !field.hidden,
                need: field.need,
                choices,
                fault: String::new(),
            }
        };
        let slots = act.fields.iter().map(slot).collect();
        let title = format!("{}: {}", act.title, scene.who(&subject));
        let mut sheet =
            Self { act, subject, title, slots, notes: Vec::new(), begin: "", refused: None, script };
        sheet.settle(scene);
        sheet
    }

    /// Brings what is shown, offered and proposed up to date with what was filled in.
    pub(crate) fn settle(&mut self, scene: &Scene<'_>) {
        self.notes.clear();
        self.refused = None;
        (self.act.settle)(self, scene);
    }

    fn slot(&self, key: &str) -> Option<&Slot> {
        self.slots.iter().find(|s| s.field.key == key)
    }

    fn slot_mut(&mut self, key: &str) -> Option<&mut Slot> {
        self.slots.iter_mut().find(|s| s.field.key == key)
    }

    /// What a field holds, as typed or chosen.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.slot(key).map_or("", |s| s.text.as_str())
    }

    /// The day a field holds, if it is one.
    pub(crate) fn day(&self, key: &str, scene: &Scene<'_>) -> Option<NaiveDate> {
        scene.day(self.text(key)).ok()
    }

    /// The time a field holds, if it is one.
    pub(crate) fn time(&self, key: &str) -> Option<NaiveTime> {
        time(self.text(key).trim())
    }

    pub(crate) fn is_shown(&self, key: &str) -> bool {
        self.slot(key).is_some_and(|s| s.shown)
    }

    /// What a field holds as long as nobody fills it in.
    pub(crate) fn propose(&mut self, key: &str, words: impl Into<String>) {
        if let Some(slot) = self.slot_mut(key) {
            slot.proposed = words.into();
            if !slot.typed {
                slot.text.clone_from(&slot.proposed);
            }
        }
    }

    /// As [`Sheet::propose`], for a day that is known.
    pub(crate) fn propose_day(&mut self, key: &str, day: Option<NaiveDate>) {
        self.propose(key, day.map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default());
    }

    /// Proposes today in a form; a script says the day itself.
    pub(crate) fn propose_today(&mut self, key: &str, scene: &Scene<'_>) {
        self.propose_day(key, Some(scene.today()).filter(|_| !self.script));
    }

    /// As [`Sheet::propose`], for a yes or a no that is known.
    pub(crate) fn propose_yes(&mut self, key: &str, yes: Option<bool>) {
        self.propose(key, yes.map_or("", |yes| if yes { "yes" } else { "no" }));
    }

    /// Fills a field in, as a person or a script does.
    pub(crate) fn fill(&mut self, key: &str, words: impl Into<String>) {
        if let Some(slot) = self.slot_mut(key) {
            slot.text = words.into();
            slot.typed = true;
        }
    }

    /// Fills a field in with the words it is opened with: by themselves they are no draft.
    pub(crate) fn begin_with(&mut self, key: &str, words: impl Into<String>) {
        self.fill(key, words);
        if let Some(slot) = self.slot_mut(key) {
            slot.first = Some(slot.text.clone());
        }
    }

    /// The words it was opened with, by field.
    pub(crate) fn first_words(&self) -> Vec<(&'static str, String)> {
        self.slots.iter().filter_map(|s| Some((s.field.key, s.first.clone()?))).collect()
    }

    /// Shows or hides a field. What a script said is not hidden: it is the act's to judge.
    pub(crate) fn show(&mut self, key: &str, shown: bool) {
        let script = self.script;
        if let Some(slot) = self.slot_mut(key) {
            slot.shown = shown || (script && slot.typed);
        }
    }

    /// Says whether a field may be left empty: `what` is what would be missing, nothing where it may.
    pub(crate) fn need(&mut self, key: &str, what: &'static str) {
        if let Some(slot) = self.slot_mut(key) {
            slot.need = what;
        }
    }

    pub(crate) fn label(&mut self, key: &str, label: &'static str) {
        if let Some(slot) = self.slot_mut(key) {
            slot.label = label;
        }
    }

    /// Says beside a field that is empty what it is to hold.
    pub(crate) fn hint(&mut self, key: &str, hint: &'static str) {
        if let Some(slot) = self.slot_mut(key) {
            slot.hint = hint;
        }
    }

    /// Offers choices in a field, the first of them or `on` chosen; one with none is hidden.
    pub(crate) fn offer(&mut self, key: &str, all: Vec<Choice>, on: &str) {
        self.show(key, !all.is_empty());
        let script = self.script;
        let Some(slot) = self.slot_mut(key) else { return };
        let known = |word: &str| all.iter().any(|(w, _)| w == word);
        let first = all.first().map(|(word, _)| word.clone()).unwrap_or_default();
        slot.proposed = if known(on) { on.to_owned() } else { first };
        if !slot.typed || (!script && !known(&slot.text)) {
            slot.text.clone_from(&slot.proposed);
        }
        slot.choices = all;
    }

    /// Says why the act cannot be done now; its form is not opened then.
    pub(crate) fn refuse(&mut self, why: &str) {
        self.refused = Some(why.to_owned());
    }

    pub(crate) fn note(&mut self, words: impl Into<String>) {
        self.notes.push((None, words.into()));
    }

    /// A note that stands out: of something late, or of something to look at twice.
    pub(crate) fn warn(&mut self, status: Status, words: impl Into<String>) {
        self.notes.push((Some(status), words.into()));
    }

    /// What stands in the fields of its form.
    pub(crate) fn words(&self) -> Vec<(&'static str, String)> {
        self.slots.iter().filter(|s| s.in_form()).map(|s| (s.field.key, s.text.clone())).collect()
    }

    /// What was typed so far and not saved, by field, with the words it was opened with.
    pub(crate) fn draft(&self) -> Option<String> {
        let filled = || self.slots.iter().filter(|s| s.typed && s.text != s.proposed);
        let touched = filled().any(|s| s.first.as_ref() != Some(&s.text));
        let typed: BTreeMap<&str, &str> = filled().map(|s| (s.field.key, s.text.as_str())).collect();
        touched.then(|| serde_json::to_string(&typed).unwrap_or_default())
    }

    /// Takes up a draft.
    pub(crate) fn take_up(&mut self, draft: &str, scene: &Scene<'_>) {
        let typed: BTreeMap<String, String> = serde_json::from_str(draft).unwrap_or_default();
        for (key, words) in typed {
            self.fill(&key, words);
        }
        self.settle(scene);
    }

    /// The values, where every field can be read; otherwise each fault stands in its slot.
    pub(crate) fn values(&mut self, scene: &Scene<'_>) -> Option<Values> {
        let mut values = Values::default();
        let mut whole = true;
        for slot in &mut self.slots {
            slot.fault.clear();
            match slot.read(scene) {
                Ok(Some(value)) => values.put(slot.field.key, value),
                Ok(None) => {}
                Err(error) => {
                    slot.fault = error.in_full();
                    whole = false;
                }
            }
        }
        whole.then_some(values)
    }

    /// The values a script gave, or the first thing wrong with them.
    pub(crate) fn script_values(&self, scene: &Scene<'_>) -> Result<Values> {
        match self.slots.iter().find(|s| s.shown && !s.typed && s.field.said) {
            Some(unsaid) => Err(unsaid.missing()),
            None => self.read(scene),
        }
    }

    /// The values as they stand, or the first thing wrong with them.
    pub(crate) fn read(&self, scene: &Scene<'_>) -> Result<Values> {
        let mut values = Values::default();
        for slot in &self.slots {
            if let Some(value) = slot.read(scene)? {
                values.put(slot.field.key, value);
            }
        }
        Ok(values)
    }
}

/// The settling of an act whose form needs none.
pub(super) fn as_it_is(_: &mut Sheet, _: &Scene<'_>) {}
