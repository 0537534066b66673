//! Which child an act is about, where the cursor is on none.

use super::picker::{Item, Picker};
use crate::rules::practice::protocol::GOOD_PRACTICE;
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::fill::{Fill, Prefill};
use crate::tui::scene::Scene;

pub(crate) fn ask(scene: Scene<'_>, action: Action) -> Ask {
    let item = |row: &crate::board::Row| {
        Item::new(scene.name(row), row.case.child.number.clone(), Ask::Act(action, Some(row.id())))
    };
    let mut items: Vec<Item> = scene.board().rows().map(item).collect();
    let service = match action {
        Action::Raise => Some(""),
        Action::Praise => Some(GOOD_PRACTICE),
        _ => None,
    };
    items.extend(service.map(|concern| {
        let prefill = Prefill { concern: concern.to_owned(), ..Prefill::default() };
        Item::new("the service as a whole", "", Ask::Form(Fill::raise(prefill)))
    }));
    if items.is_empty() {
        return Ask::say("There is no child in this book yet: n adds one.");
    }
    Ask::open(Picker::new("About which child?", items))
}
