//! What every pane is to the app: it takes keys, is drawn, and says what its cursor is on.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::about::About;
use super::action::{Action, Scope};
use super::ask::Ask;
use super::scene::Scene;

/// A pane, or what is open over one.
pub(crate) trait Screen {
    /// Which keys it has.
    fn scope(&self) -> Scope;

    /// Takes a key that the table of keys knows; none where it means here what it means everywhere.
    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask>;

    /// Whether an action would change nothing as things stand; the footer leaves its key out then.
    fn is_idle(&self, _: Action, _: Scene<'_>) -> bool {
        false
    }

    /// Takes any other key.
    fn key(&mut self, _: KeyEvent, _: Scene<'_>) {}

    /// Shows only what fits these words.
    fn filter(&mut self, _: String, _: Scene<'_>) {}

    /// What was marked has been dealt with.
    fn unmark(&mut self) {}

    /// Takes up what an act changed; whether there is still something to show.
    fn settle(&mut self, scene: Scene<'_>) -> bool;

    fn about(&self, scene: Scene<'_>) -> About;

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect);
}
