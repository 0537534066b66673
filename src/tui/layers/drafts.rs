//! What was typed and not saved: a list of it, and the way back to each.

use super::picker::{Item, Picker};
use crate::casework::Desk;
use crate::casework::acts::of_draft;
use crate::model::ids::ChildId;
use crate::store::Draft;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::modals::form::typed_words;
use crate::tui::scene::Scene;
use crate::tui::words;

/// What marks the draft of a form that is dropped when the form is closed.
pub(crate) const CRASH: &str = "form:";

/// What the first word of a draft's key says it is.
const KINDS: &[(&str, &str)] = &[
    ("attend", "who took part"),
    ("decision", "a decision"),
    ("matter", "a matter of the agenda"),
    ("meeting", "how the review went"),
];

/// A draft's kind, and the child it is about, from its key.
pub(crate) fn about(key: &str) -> (&'static str, Option<ChildId>) {
    if let Some((act, subject)) = of_draft(key) {
        return (act.title, subject.of());
    }
    let (kind, rest) = key.split_once(':').unwrap_or((key, ""));
    let known = KINDS.iter().find(|(word, _)| *word == kind);
    let id = rest.split(':').next().and_then(|id| id.parse().ok()).map(ChildId);
    (known.map_or("a form", |(_, says)| says), id.filter(|_| known.is_some()))
}

/// The drafts a person left: forms that come back by themselves are not among them.
pub(crate) fn left(desk: &Desk) -> Vec<Draft> {
    let all = desk.store.drafts().unwrap_or_default();
    let kept = |key: &str| match of_draft(key) {
        Some((act, _)) => act.has_words(),
        None => !key.starts_with(CRASH),
    };
    all.into_iter().filter(|d| kept(&d.key)).collect()
}

/// Lists what was typed and not saved.
pub(crate) fn drafts(scene: Scene<'_>) -> Ask {
    let item = |draft: Draft| {
        let (kind, child) = about(&draft.key);
        let who = child.map(|c| scene.who(c)).unwrap_or_default();
        let label = format!("{} {} {}", words::fit(&who, 18), words::fit(kind, 22), typed_words(&draft.text));
        Item::new(label, "", Ask::Form(Fill::Draft(draft.key)))
    };
    let items: Vec<Item> = left(scene.desk).into_iter().map(item).collect();
    if items.is_empty() {
        return Ask::say("Nothing typed was left unsaved.");
    }
    let title = format!("{} not saved yet", words::count(items.len(), "draft", "drafts"));
    Ask::open(Picker::new(title, items))
}
