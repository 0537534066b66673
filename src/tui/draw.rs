//! Small strokes every pane draws with.

use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};
use ratatui::{Frame, Terminal};

use super::theme::Theme;
use super::{pointer, words};

/// One line of text at a row of an area.
pub(crate) fn line(frame: &mut Frame<'_>, area: Rect, y: u16, text: Line<'_>) {
    if y >= area.y && y < area.bottom() && area.width > 0 {
        frame.buffer_mut().set_line(area.x, y, &text, area.width);
    }
}

/// One row of a list, reversed where the cursor is on it.
pub(crate) fn row(frame: &mut Frame<'_>, area: Rect, y: u16, text: Line<'_>, on: bool, theme: Theme) {
    if y < area.y || y >= area.bottom() {
        return;
    }
    line(frame, area, y, text);
    let row = Rect { y, height: 1, ..area };
    pointer::line(row, on);
    if on {
        frame.buffer_mut().set_style(row, theme.cursor());
    }
}

/// An area in two side by side, the right one so wide; their boxes share the border between them.
pub(crate) fn beside(area: Rect, side: u16) -> (Rect, Rect) {
    let x = area.right().saturating_sub(side);
    (Rect { width: (x + 1).saturating_sub(area.x).min(area.width), ..area }, Rect { x, width: side, ..area })
}

/// An area in two one over the other, the lower one so high; their boxes share the border between them.
pub(crate) fn stacked(area: Rect, low: u16) -> (Rect, Rect) {
    let y = area.bottom().saturating_sub(low);
    (
        Rect { height: (y + 1).saturating_sub(area.y).min(area.height), ..area },
        Rect { y, height: low, ..area },
    )
}

/// A box with a title; gives the room inside. A border it shares with a box drawn before is one line.
pub(crate) fn boxed(frame: &mut Frame<'_>, area: Rect, title: &str, theme: Theme) -> Rect {
    let room = usize::from(area.width).saturating_sub(4);
    let named = Line::from(vec![Span::styled(format!(" {} ", words::trim(title, room)), theme.bold())]);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .merge_borders(MergeStrategy::Fuzzy)
        .border_style(theme.dim())
        .title(if title.is_empty() { Line::default() } else { named });
    let inner = block.inner(area);
    block.render(area, frame.buffer_mut());
    inner
}

/// A box over everything, in the middle, no larger than the screen; gives the room inside.
pub(crate) fn modal(frame: &mut Frame<'_>, theme: Theme, title: &str, width: u16, height: u16) -> Rect {
    let screen = frame.area();
    let width = width.min(screen.width.saturating_sub(2));
    let height = height.max(3).min(screen.height.saturating_sub(2));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 3,
        width,
        height,
    };
    Clear.render(area, frame.buffer_mut());
    frame.buffer_mut().set_style(area, theme.base());
    boxed(frame, area, title, theme)
}

/// Words on the lower edge of the box around an area.
pub(crate) fn foot(frame: &mut Frame<'_>, inner: Rect, text: &str, theme: Theme) {
    let y = inner.bottom();
    if y < frame.area().bottom() {
        let text = words::trim(text, usize::from(inner.width));
        frame.buffer_mut().set_string(inner.x, y, text, theme.dim());
    }
}

/// Text broken to the width of an area, from a row on; gives the row after it.
pub(crate) fn text(frame: &mut Frame<'_>, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let mut y = y;
    for part in words::wrap(text, usize::from(area.width)) {
        line(frame, area, y, Line::styled(part, style));
        y = y.saturating_add(1);
    }
    y
}

/// A bar of `value` out of `most` in `columns`, by eighths of a column.
pub(crate) fn bar(value: usize, most: usize, columns: usize) -> String {
    let eighths = (value * columns * 8).checked_div(most.max(1)).unwrap_or(0).min(columns * 8);
    let part = " ▏▎▍▌▋▊▉".chars().nth(eighths % 8).filter(|_| !eighths.is_multiple_of(8));
    "█".repeat(eighths / 8).chars().chain(part).collect()
}

/// How much of `most` a value is, in one sign.
pub(crate) fn shade(value: usize, most: usize, theme: Theme) -> char {
    let signs = if theme.ascii { ".:-=+*#@" } else { "▁▂▃▄▅▆▇█" };
    let place = (value * 8).checked_div(most.max(1)).unwrap_or(0).clamp(1, 8);
    signs.chars().nth(place - 1).unwrap_or(' ')
}

/// What is drawn where nobody sees it, and where it wants the cursor.
pub(crate) fn unseen(
    (width, height): (u16, u16),
    draw: impl FnOnce(&mut Frame<'_>),
) -> Option<(Buffer, Option<Position>)> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).ok()?;
    terminal.draw(draw).ok()?;
    // Nothing is ever typed in the first cell.
    let at = terminal.backend_mut().get_cursor_position().ok().filter(|at| (at.x, at.y) != (0, 0));
    Some((terminal.backend().buffer().clone(), at))
}
