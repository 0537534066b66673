//! Trips: who has not been seen where they live, and who else is near on the same day.

use super::app::App;
use super::modals::Modal;
use super::modals::picker::{Item, Pick, Picker};
use super::words;
use crate::model::ids::ChildId;
use crate::rules::visits::{area, district};

impl App {
    /// Children not seen where they live this year, the longest ago first; one leads to who is near.
    pub(crate) fn visits(&mut self) {
        let board = &self.desk.board;
        let items: Vec<Item> = board
            .unvisited()
            .into_iter()
            .map(|(row, seen)| {
                let place = area(&row.case, board.today).unwrap_or("area not recorded");
                let near = match board.near(row).len() {
                    0 => String::new(),
                    n => format!(", {n} near"),
                };
                Item {
                    label: format!("{} {place}{near}", words::fit(&self.name(row), 22)),
                    hint: seen.map_or("no visit recorded".to_owned(), |d| format!("seen {}", words::full(d))),
                    pick: Pick::Near(row.id()),
                }
            })
            .collect();
        if items.is_empty() {
            self.say("Every child has been seen where they live within the year.");
            return;
        }
        let title =
            format!("{} not seen where they live this year", words::count(items.len(), "child", "children"));
        self.modals.push(Modal::Picker(Picker::new(title, items)));
    }

    /// Who else lives near a child, and what a visit there could do.
    pub(crate) fn near(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let board = &self.desk.board;
        let Some(place) = area(&row.case, board.today) else {
            self.say("The area of the child's placement is not recorded: E records it.");
            return;
        };
        let found = board.near(row);
        let items = found.iter().map(|near| Item {
            label: words::fit(&self.name(near.row), 22).to_string(),
            hint: if near.reasons.is_empty() { "nothing due".to_owned() } else { near.reasons.join("; ") },
            pick: Pick::Child(near.row.id()),
        });
        let own = Item {
            label: format!("{} (open)", self.name(row)),
            hint: place.to_owned(),
            pick: Pick::Child(child),
        };
        let title = format!("{} near {} ({})", found.len(), self.name(row), district(place));
        let items: Vec<Item> = items.chain(std::iter::once(own)).collect();
        self.modals.push(Modal::Picker(Picker::new(title, items)));
    }
}
