//! Checklists: the queues of sessions to hold.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::about::About;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::layers::checklists::sit_down;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::{step, stride};

pub(crate) use state::Checklists;
#[cfg(test)]
pub(crate) use state::Queued;

impl Screen for Checklists {
    fn scope(&self) -> Scope {
        Scope::Queue
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        if let Some(by) = stride(action) {
            let len = self.queue.len();
            step(&mut self.cursor, by, len);
            return Some(Ask::Nothing);
        }
        match action {
            Action::Open => return self.at().map(|q| sit_down(scene, q.child, q.walk())),
            Action::NextTab => self.turn(true),
            Action::PreviousTab => self.turn(false),
            _ => return None,
        }
        Some(Ask::Nothing)
    }

    fn is_idle(&self, action: Action, _: Scene<'_>) -> bool {
        matches!(action, Action::Open | Action::NextTab) && self.queue.is_empty()
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        self.fill(scene.board());
        true
    }

    fn about(&self, _: Scene<'_>) -> About {
        About::child(self.child())
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, scene, frame, area);
    }
}
