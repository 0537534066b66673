//! Escalations: a board by stage, then what follows the stages, late first; a card opens to its log.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::about::{About, Under};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::layers::concern::act_on;
use crate::tui::layers::picker::{Item, Picker};
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::{step, stride};

pub(crate) use state::Escalations;

impl Screen for Escalations {
    fn scope(&self) -> Scope {
        Scope::Escalations
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        if let Some(by) = stride(action) {
            let len = self.cards().len();
            step(&mut self.row, by, len);
            self.arrange(scene.board());
            return Some(Ask::Nothing);
        }
        match action {
            Action::Left | Action::Right => {
                self.sideways(action == Action::Right);
                self.arrange(scene.board());
            }
            Action::Filter => return Some(filters()),
            Action::Close => self.filter(String::new(), scene),
            Action::Open | Action::Moves | Action::Message | Action::CloseConcern => {
                return Some(self.act_on_card(action, scene));
            }
            _ => return None,
        }
        Some(Ask::Nothing)
    }

    fn filter(&mut self, words: String, scene: Scene<'_>) {
        self.filter = words;
        self.arrange(scene.board());
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        self.arrange(scene.board());
        true
    }

    fn about(&self, _: Scene<'_>) -> About {
        About::child(self.child()).on(self.id().map(Under::Concern))
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, scene, frame, area);
    }
}

impl Escalations {
    fn act_on_card(&self, action: Action, scene: Scene<'_>) -> Ask {
        let Some(id) = self.id() else {
            return Ask::say("No concern is recorded: e raises one, + passes on good practice.");
        };
        match action {
            Action::Open => Ask::Go(Place::Card(id)),
            action => act_on(scene, id, action),
        }
    }
}

/// Asks which concerns to show.
fn filters() -> Ask {
    let item = |(word, what): &(&str, &str)| Item::new(*word, *what, Ask::Filter((*word).to_owned()));
    let all = Item::new("all", "drop the filter", Ask::Filter(String::new()));
    let items = std::iter::once(all).chain(state::FILTERS.iter().map(item)).collect();
    Ask::open(Picker::new("Show which concerns? Type a name, a kind, any words", items).free())
}
