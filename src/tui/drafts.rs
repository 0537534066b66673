//! What was typed and not saved: a list of it, and the way back to each.

use super::app::App;
use super::ask::Ask;
use super::fill::Fill;
use super::layers::checklists::sit_down;
use super::layers::picker::{Item, Picker};
use super::modals::form::typed_words;
use super::panes::sitting::Sitting;
use super::scene::Scene;
use super::words;
use crate::casework::acts::of_draft;
use crate::casework::{AGENDA, Desk};
use crate::model::ids::ChildId;
use crate::model::record::Subject;
use crate::rules::sessions::Walk;
use crate::store::Draft;

/// What the first word of a draft's key says it is.
const KINDS: &[(&str, &str)] = &[
    ("answer", "an answer"),
    ("attend", "who took part"),
    ("change", "a change"),
    ("concern", "a concern"),
    ("decision", "a decision"),
    ("matter", "a matter of the agenda"),
    ("meeting", "how the review went"),
];

/// A draft's kind, and the child it is about, from its key.
fn about(key: &str) -> (&'static str, Option<ChildId>) {
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
        None => !key.starts_with(super::forms::CRASH),
    };
    all.into_iter().filter(|d| kept(&d.key)).collect()
}

/// Lists what was typed and not saved.
pub(crate) fn list(scene: Scene<'_>) -> Ask {
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

impl App {
    /// Opens the form a draft belongs to, or says where it is.
    pub(crate) fn take_up_draft(&mut self, key: &str) {
        if self.open_draft(key) {
            return;
        }
        let (kind, Some(child)) = about(key) else {
            return self.say("Open the form it was typed in again: it comes back there.");
        };
        let parts: Vec<&str> = key.split(':').collect();
        match parts.as_slice() {
            ["decision", _] => self.decide_form(child, None),
            ["matter", _, sequence, item] => {
                self.matter_form(child, sequence.parse().unwrap_or_default(), item);
            }
            ["answer", _, list, subject, item] => self.draft_of_answer(child, list, subject, item),
            _ => {
                self.open_child(child);
                self.say(format!("It is {kind}: open that form again and it comes back."));
            }
        }
    }

    /// Opens the question a draft answers; its session is the child's last of that list.
    fn draft_of_answer(&mut self, child: ChildId, list: &str, subject: &str, item: &str) {
        let named = |s: Subject| {
            let (kind, id) = s.parts();
            format!("{kind}{}", id.map(|id| id.to_string()).unwrap_or_default())
        };
        let sessions = self.row(child).map(|row| row.case.sessions.as_slice()).unwrap_or_default();
        let found = sessions.iter().map(|s| s.subject).find(|s| named(*s) == subject);
        let walk = Walk { list: list.to_owned(), subject: found };
        let agenda = walk.list == AGENDA;
        self.carry(sit_down(self.scene(), child, walk.clone()));
        let sitting = Sitting { child, walk, question: 0, refused: None };
        let place = sitting.asked(&self.desk.board).iter().position(|i| i.id == item);
        if let Some(question) = place.filter(|_| !agenda) {
            self.answer_form(&sitting, question);
        }
    }
}
