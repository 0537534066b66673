//! A list with a cursor, its lines made only where they are seen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::action::Action;
use crate::tui::theme::Theme;
use crate::tui::{draw, words};

/// The lines of a list by their place and the room there is.
pub(crate) type Lines<'a> = dyn Fn(usize, usize) -> Option<Line<'static>> + 'a;

/// Draws as many of `len` lines as fit round the cursor; `none` is said where there is none.
pub(crate) fn list(
    frame: &mut Frame<'_>,
    area: Rect,
    theme: Theme,
    (cursor, len): (usize, usize),
    none: &str,
    lines: &Lines<'_>,
) {
    if len == 0 {
        draw::line(frame, area, area.y, Line::styled(format!(" {none}"), theme.dim()));
    }
    let cursor = cursor.min(len.saturating_sub(1));
    let top = words::top(cursor, len, usize::from(area.height));
    for (place, y) in (top..len).zip(area.y..area.bottom()) {
        if let Some(line) = lines(place, usize::from(area.width)) {
            draw::row(frame, area, y, line, place == cursor, theme);
        }
    }
}

/// Moves a cursor within a list.
pub(crate) fn step(cursor: &mut usize, by: isize, len: usize) {
    *cursor = cursor.saturating_add_signed(by).min(len.saturating_sub(1));
}

/// How far a moving action goes in a list.
pub(crate) fn stride(action: Action) -> Option<isize> {
    Some(match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -10,
        Action::PageDown => 10,
        Action::First => isize::MIN / 2,
        Action::Last => isize::MAX / 2,
        _ => return None,
    })
}
