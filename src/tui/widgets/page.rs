//! The frame of a child's page: who it is about, and the tabs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::summary;
use crate::board::Row;
use crate::tui::draw;
use crate::tui::place::Tab;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Draws it round an area; gives the room under the tabs.
pub(crate) fn page(scene: Scene<'_>, row: &Row, open: Tab, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let inner = draw::boxed(frame, area, &summary::heading(scene, row, area.width).0, scene.theme);
    let wide: usize = Tab::ALL.iter().map(|(_, name)| words::width(name) + 2).sum();
    // On a narrow screen the names stand closer, so that none is cut.
    let gap = if wide > usize::from(inner.width) { "" } else { " " };
    let tabs = Tab::ALL.map(|(tab, name)| {
        let style = if tab == open { scene.theme.cursor() } else { scene.theme.dim() };
        Span::styled(format!("{gap}{name} "), style)
    });
    draw::line(frame, inner, inner.y, Line::from(tabs.to_vec()));
    Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner }
}
