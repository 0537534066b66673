//! Insight: the measures as bars over time, each opening the rows behind it.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::rules::measures::Bar;
use crate::tui::about::About;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::layers::picker::{Item, Picker};
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::{step, stride};
use crate::tui::words;

pub(crate) use state::Insight;

impl Screen for Insight {
    fn scope(&self) -> Scope {
        Scope::Insight
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        if let Some(by) = stride(action) {
            step(&mut self.cursor, by, self.bars.len());
            return Some(Ask::Nothing);
        }
        match action {
            Action::NextTab => self.cursor = self.group(true),
            Action::PreviousTab => self.cursor = self.group(false),
            Action::Open => return self.bar().map(|bar| behind(scene, bar)),
            _ => return None,
        }
        Some(Ask::Nothing)
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        self.count(scene.board());
        true
    }

    fn about(&self, _: Scene<'_>) -> About {
        About::default()
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, scene.theme, frame, area);
    }
}

/// What a bar was counted from.
fn behind(scene: Scene<'_>, bar: &Bar) -> Ask {
    if bar.rows.is_empty() {
        return Ask::say("Nothing lies behind this bar.");
    }
    let items = bar.rows.iter().map(|row| {
        let who = row.child.and_then(|id| scene.row(id)).map(|r| scene.name(r));
        let mark = if row.against { "▲ " } else { "  " };
        let ask = match (row.concern, row.child) {
            (Some(concern), _) => Ask::Go(Place::Card(concern)),
            (None, Some(child)) => Ask::Go(Place::child(child)),
            (None, None) => Ask::Nothing,
        };
        Item::new(format!("{mark}{}", who.unwrap_or_else(|| "Service".to_owned())), row.what.clone(), ask)
    });
    let opens = if bar.rows.iter().any(|r| r.concern.is_some()) { "its log" } else { "the child" };
    let rows = words::count(bar.rows.len(), "row", "rows");
    let note = format!("{}: {rows}. Enter opens {opens}.", bar.group.says());
    Ask::open(Picker::new(format!("{} · {}", bar.label, bar.words), items.collect()).note(note))
}
