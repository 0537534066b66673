//! What was typed and not saved: a list of it, and the way back to each.

use std::collections::BTreeMap;

use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::casework::Desk;
use crate::casework::acts::{of_draft, renewed};
use crate::store::Draft;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::place::{Place, Which};
use crate::tui::scene::Scene;
use crate::tui::words;

/// What an earlier version put before the draft of a form that had no words to go on with.
const CRASH: &str = "form:";

/// The drafts a person left: forms that come back by themselves are not among them.
pub(crate) fn left(desk: &Desk) -> Vec<Draft> {
    let kept = |key: &str| match of_draft(key) {
        Some((act, _)) => act.has_words(),
        None => !key.starts_with(CRASH),
    };
    desk.store.drafts().unwrap_or_default().into_iter().filter(|d| kept(&d.key)).collect()
}

/// The longest of what a draft holds, as one line.
pub(crate) fn typed_words(typed: &str) -> String {
    let all: BTreeMap<String, String> = serde_json::from_str(typed).unwrap_or_default();
    let longest = all.into_values().max_by_key(String::len);
    longest.unwrap_or_else(|| typed.to_owned()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lists what was typed and not saved.
pub(crate) fn drafts(scene: Scene<'_>) -> Ask {
    let items: Vec<Item> = left(scene.desk).into_iter().map(|draft| item(scene, &draft)).collect();
    if items.is_empty() {
        return Ask::say("Nothing typed was left unsaved.");
    }
    let title = format!("{} not saved yet", words::count(items.len(), "draft", "drafts"));
    Ask::open(Picker::new(title, items))
}

/// A draft and the way back to it: to its form, or to its words where that form is no more.
fn item(scene: Scene<'_>, draft: &Draft) -> Item {
    if let Some(which) = Which::of_draft(&draft.key) {
        let (who, title) = (scene.who(which.child), which.document.says());
        let first = draft.text.lines().find(|l| !l.is_empty()).unwrap_or_default();
        let label = format!("{} {} {first}", words::fit(&who, 18), words::fit(title, 22));
        return Item::new(label, "", Ask::Go(Place::Document(which)));
    }
    let old = of_draft(&draft.key).is_none();
    let key = if old { renewed(&draft.key) } else { Some(draft.key.clone()) };
    let (title, who, ask) = match key.and_then(|key| Some((of_draft(&key)?, key))) {
        Some(((act, subject), key)) => {
            let who = subject.of().map(|child| scene.who(child)).unwrap_or_default();
            let form = Ask::Form(Fill::act(act.id, subject));
            let ask = match scene.desk.store.draft(&key) {
                _ if !old => form,
                Ok(None) => {
                    let kept = Ask::Keep(key, Some(draft.text.clone()));
                    Ask::All(vec![kept, Ask::Keep(draft.key.clone(), None), form])
                }
                // Both stay where something newer was typed meanwhile.
                _ => read(&draft.text),
            };
            (act.title, who, ask)
        }
        None => ("a form", String::new(), read(&draft.text)),
    };
    let label = format!("{} {} {}", words::fit(&who, 18), words::fit(title, 22), typed_words(&draft.text));
    Item::new(label, "", ask)
}

/// Shows what was typed in a form that is no more, so that it can be read and copied out.
fn read(typed: &str) -> Ask {
    let fields: BTreeMap<String, String> = serde_json::from_str(typed).unwrap_or_default();
    let words = match fields.is_empty() {
        true => typed.to_owned(),
        false => fields.into_values().collect::<Vec<_>>().join("\n"),
    };
    let mut text = TextBox::new("Typed in an earlier version, and not saved");
    words.lines().for_each(|line| text.push(Tone::Plain, line));
    text.push(Tone::Dim, "It is copied where the terminal can, and stays in this list.");
    Ask::open(text).then(Ask::Copy(words))
}
