//! Changes for a child: which of them happened, and which of them is answered.

use super::picker::{Item, Picker};
use crate::casework::acts::{Part, Subject};
use crate::model::change::{Change, Class};
use crate::model::ids::ChildId;
use crate::tui::about::Under;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;

/// Asks what happened: those that must bring a review forward first. `words` begin the form.
pub(crate) fn events(scene: Scene<'_>, child: ChildId, words: &str) -> Ask {
    let mut events: Vec<_> = scene.board().practice.events.iter().collect();
    events.sort_by_key(|e| e.class);
    let items = events.into_iter().map(|e| {
        let about = Subject::child(child).with(Part::Word(e.id.clone()));
        let fill = Fill::with("change", about, "text", words);
        Item::new(e.title.clone(), e.class.says(), Ask::Form(fill))
    });
    let picker = Picker::new("What happened?", items.collect());
    Ask::open(picker.note("Type a few letters to narrow the list."))
}

/// Answers the change the cursor is on, else the child's oldest one not answered.
pub(crate) fn respond(scene: Scene<'_>, child: ChildId, under: &Under) -> Ask {
    let under = if let Under::Change(id) = under { Some(*id) } else { None };
    let open = || {
        let wants = |c: &&Change| c.response.is_none() && scene.desk.class_of(c) != Class::Inform;
        scene.row(child)?.case.changes.iter().find(wants).map(|c| c.id)
    };
    match under.or_else(open) {
        Some(change) => Ask::Form(Fill::respond(child, change)),
        None => Ask::say("Every change has been answered. C records a new one."),
    }
}
