//! The views of the caseload: choose one, keep what is shown as one, take one out.

use super::picker::{Item, Picker};
use crate::casework::acts::Subject;
use crate::casework::views as kept;
use crate::model::view::{Column, View};
use crate::tui::action::Scope;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;

/// Lists the views that are kept, then the one that shows everybody and the way to keep what is shown `now`.
pub(crate) fn views(scene: Scene<'_>, now: &View) -> Ask {
    let all = match kept(&scene.desk.store) {
        Ok(all) => all,
        Err(error) => return Ask::Fail(error),
    };
    let note = if all.is_empty() {
        "A view is a filter, an order and columns under a name. Set them, then save them here."
    } else {
        ""
    };
    let items = all.into_iter().map(|view| {
        let remove = Ask::Do("remove-view", Subject::whole(), vec![("name", view.name.clone())]);
        Item::new(view.name.clone(), view.says(), Ask::View(view)).beside(remove)
    });
    let everybody = Item::new("everybody", "as the settings say", Ask::View(View::default()));
    let first = vec![
        ("filter", now.filter.clone()),
        ("sort", now.sort.word().to_owned()),
        ("columns", Column::words(&now.columns)),
    ];
    let save = Ask::Form(Fill { first, ..Fill::act("view", Subject::whole()) });
    let save = Item::new("save what is shown now", now.says(), save).found_by(&["keep", "new view"]);
    let items = items.chain([everybody, save]).collect();
    Ask::open(Picker::new("Views of the caseload", items).note(note).keys_of(Scope::Views))
}
