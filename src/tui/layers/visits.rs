//! Trips: who has not been seen where they live, and who else is near on the same day.

use super::picker::{Item, Picker};
use crate::model::ids::ChildId;
use crate::rules::visits::{area, district};
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Children not seen where they live this year, the longest ago first; one leads to who is near.
pub(crate) fn visits(scene: Scene<'_>) -> Ask {
    let board = scene.board();
    let districts = board.districts();
    let item = |(row, seen): (&crate::board::Row, Option<chrono::NaiveDate>)| {
        let place = area(&row.case, board.today).unwrap_or("area not recorded");
        let near = match districts.others(row).count() {
            0 => String::new(),
            n => format!(", {n} near"),
        };
        let label = format!("{} {place}{near}", words::fit(&scene.name(row), 22));
        let hint = seen.map_or("no visit recorded".to_owned(), |d| format!("seen {}", words::full(d)));
        Item::new(label, hint, Ask::Act(Action::Near, Some(row.id())))
    };
    let items: Vec<Item> = board.unvisited().into_iter().map(item).collect();
    if items.is_empty() {
        return Ask::say("Every child has been seen where they live within the year.");
    }
    let title =
        format!("{} not seen where they live this year", words::count(items.len(), "child", "children"));
    Ask::open(Picker::new(title, items))
}

/// Who else lives near a child, and what a visit there could do.
pub(crate) fn near(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let Some(place) = area(&row.case, scene.today()) else {
        return Ask::say("The area of the child's placement is not recorded: E records it.");
    };
    let found = scene.board().near(row);
    let title = format!("{} near {} ({})", found.len(), scene.name(row), district(place));
    let items = found.iter().map(|near| {
        let hint = if near.reasons.is_empty() { "nothing due".to_owned() } else { near.reasons.join("; ") };
        Item::new(words::fit(&scene.name(near.row), 22), hint, Ask::Go(Place::child(near.row.id())))
    });
    let own = Item::new(format!("{} (open)", scene.name(row)), place, Ask::Go(Place::child(child)));
    Ask::open(Picker::new(title, items.chain(std::iter::once(own)).collect()))
}
