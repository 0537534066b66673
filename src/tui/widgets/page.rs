//! The frame of a child's page: who it is about, and the tabs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::summary;
use crate::board::Row;
use crate::tui::draw;
use crate::tui::place::Tab;
use crate::tui::pointer;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Draws it round an area; gives the room under the tabs.
pub(crate) fn page(scene: Scene<'_>, row: &Row, open: Tab, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let inner = draw::boxed(frame, area, &summary::heading(scene, row, area.width).0, scene.theme);
    let tabs = tabs(open, usize::from(inner.width));
    let mut spans = Vec::new();
    let mut x = inner.x;
    for (tab, name) in tabs {
        let width = u16::try_from(words::width(&name)).unwrap_or(0).min(inner.right().saturating_sub(x));
        pointer::steps(Rect { x, width, height: 1, ..inner }, "tab", "backtab", tab.after(open));
        x += width;
        let style = if tab == open { scene.theme.cursor() } else { scene.theme.dim() };
        spans.push(Span::styled(name, style));
    }
    draw::line(frame, inner, inner.y, Line::from(spans));
    Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner }
}

/// The tabs in so many columns. On a narrow screen their names stand closer and the longest is shortened; where even so
/// there is no room for all, those left of the open one go first.
fn tabs(open: Tab, columns: usize) -> Vec<(Tab, String)> {
    let wide: usize = Tab::ALL.iter().map(|(_, name)| words::width(name) + 2).sum();
    let (gap, narrow) = if wide <= columns { (" ", false) } else { ("", true) };
    let names = Tab::ALL.map(|(tab, name)| match tab {
        Tab::Documents if narrow => (tab, "Docs"),
        _ => (tab, name),
    });
    let mut taken: usize = names.iter().map(|(_, name)| words::width(name) + gap.len() + 1).sum();
    let mut shown = names.as_slice();
    while let [(first, name), rest @ ..] = shown
        && taken > columns
        && *first != open
    {
        taken -= words::width(name) + 1;
        shown = rest;
    }
    // What is cut at the right is left out whole.
    while let [rest @ .., (last, name)] = shown
        && taken > columns
        && *last != open
    {
        taken -= words::width(name) + 1;
        shown = rest;
    }
    shown.iter().map(|(tab, name)| (*tab, format!("{gap}{name} "))).collect()
}
