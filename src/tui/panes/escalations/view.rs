//! The board of escalations, drawn: columns of cards with two clocks each, the chosen one below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::Escalations;
use crate::board::Concern;
use crate::model::escalation::Effect;
use crate::model::ids::EscalationId;
use crate::tui::scene::Scene;
use crate::tui::widgets::concern::{about_whom, clocks};
use crate::tui::{draw, pointer, words};

/// The narrowest a column can be.
const NARROW: u16 = 24;
/// Lines of a card, the space below it included.
const CARD: u16 = 5;

pub(crate) fn view(pane: &Escalations, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let low = if area.height >= 17 { (area.height / 3).min(12) } else { 0 };
    let (upper, below) = if low > 0 { draw::stacked(area, low) } else { (area, Rect::ZERO) };
    if pane.columns.is_empty() {
        let inner = draw::boxed(frame, area, "Escalations", scene.theme);
        let text = if pane.filter.is_empty() {
            "No concern is recorded. e raises one, from a child, a late duty or a decision; + passes on good \
             practice, which counts as much."
                .to_owned()
        } else {
            format!("Nothing fits \"{}\". Esc drops the filter.", pane.filter)
        };
        draw::text(frame, inner, inner.y, &text, scene.theme.dim());
        return;
    }
    columns(pane, scene, frame, upper);
    if low > 0 {
        detail(pane.id(), scene, frame, below);
    }
}

/// As many columns as fit, the chosen one among them.
fn columns(pane: &Escalations, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let room = usize::from((area.width / NARROW).max(1));
    let all = pane.columns.len();
    let first = words::top(pane.column, all, room);
    let count = room.min(all);
    // Each shares a border with the one before it.
    let width = (area.width - 1) / u16::try_from(count).unwrap_or(1).max(1);
    for (place, column) in (first..all).take(count).enumerate() {
        let x = area.x + width * u16::try_from(place).unwrap_or(0);
        let last = place + 1 == count;
        let wide = if last { area.right() - x } else { width + 1 };
        let more = (first > 0 && place == 0, first + count < all && last);
        one_column(pane, scene, frame, Rect { x, width: wide, ..area }, column, more);
    }
}

/// A column: how many cards and how many of them late, its name whole, the cards.
fn one_column(
    pane: &Escalations,
    scene: Scene<'_>,
    frame: &mut Frame<'_>,
    area: Rect,
    at: usize,
    more: (bool, bool),
) {
    let board = scene.board();
    let Some(column) = pane.columns.get(at) else { return };
    let chosen = at == pane.column;
    let concerns: Vec<Concern<'_>> = column.cards.iter().filter_map(|id| board.concern(*id)).collect();
    let late = concerns.iter().filter(|c| c.is_late(board.today)).count();
    let late = if late > 0 { format!(" · {late} late") } else { String::new() };
    let (left, right) = (if more.0 { "‹ " } else { "" }, if more.1 { " ›" } else { "" });
    let filter = if chosen && !pane.filter.is_empty() {
        format!(" · {} ({} hidden)", pane.filter, pane.hidden)
    } else {
        String::new()
    };
    let counts = format!("{}{late}{filter}{right}", column.cards.len());
    let whole = format!("{left}{} {counts}", column.title);
    let fits = words::width(&whole) + 4 <= usize::from(area.width);
    let title = if fits { whole } else { format!("{left}{counts}") };
    let mut inner = draw::boxed(frame, area, &title, scene.theme);
    if !fits {
        // A long name stands below, uncut.
        let named = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
        let below = draw::text(frame, named, inner.y, &column.title, scene.theme.bold());
        let taken = below.saturating_sub(inner.y).min(inner.height);
        inner = Rect { y: inner.y + taken, height: inner.height - taken, ..inner };
    }
    let fits = usize::from((inner.height + 1) / CARD).max(1);
    let cursor = if chosen { pane.row } else { 0 };
    let top = words::top(cursor, concerns.len(), fits);
    for ((place, concern), slot) in concerns.iter().enumerate().skip(top).zip(0u16..) {
        let y = inner.y + slot * CARD;
        if y >= inner.bottom() {
            break;
        }
        let height = (CARD - 1).min(inner.bottom() - y);
        let area = Rect { y, height, ..inner };
        card(scene, frame, area, concern, chosen && place == cursor);
        pointer::keys(area, way_to(pane, at, place));
    }
}

/// The keys that lead to a card, or open it where the cursor is on it.
fn way_to(pane: &Escalations, column: usize, row: usize) -> pointer::Keys {
    let sideways = if column < pane.column { "left" } else { "right" };
    match column.abs_diff(pane.column) {
        0 if row == pane.row => vec![("enter", 1)],
        0 if row < pane.row => vec![("up", pane.row - row)],
        0 => vec![("down", row - pane.row)],
        columns => vec![(sideways, columns), ("home", 1), ("down", row)],
    }
}

fn card(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect, concern: &Concern<'_>, on: bool) {
    let (status, clocks) = clocks(scene, concern);
    let width = usize::from(area.width);
    let mark = status.mark(scene.theme.ascii);
    let who = words::fit(&format!(" {mark} {}", about_whom(scene, concern)), width);
    let line = Line::from(Span::styled(who, scene.theme.bold().patch(scene.theme.status(status))));
    draw::row(frame, area, area.y, line, on, scene.theme);
    let mut lines = vec![words::trim(&format!("   {}", concern.title()), width)];
    lines.extend(clocks.into_iter().map(|c| words::trim(&format!("   {c}"), width)));
    for (text, y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
        draw::row(frame, area, y, Line::styled(text, Style::new()), on, scene.theme);
    }
}

/// The chosen card: its words, its last move, what is proposed.
fn detail(id: Option<EscalationId>, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let board = scene.board();
    let Some(concern) = id.and_then(|id| board.concern(id)) else {
        draw::boxed(frame, area, "", scene.theme);
        return;
    };
    let e = concern.escalation;
    let protocol = concern.protocol.map_or(e.protocol.as_str(), |p| p.title.as_str());
    let title = format!("{} · raised {} · {protocol}", about_whom(scene, &concern), words::full(e.raised));
    let inner = draw::boxed(frame, area, title.trim_end_matches(" · "), scene.theme);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let next = board.next_moves(&concern);
    let proposed = next.iter().filter(|n| n.proposed).chain(next.iter().filter(|n| !n.proposed)).take(2);
    let proposed: Vec<String> =
        proposed.map(|n| format!("{} {}: {}", if n.proposed { "●" } else { "·" }, n.title, n.why)).collect();
    let rows = u16::try_from(proposed.len()).unwrap_or(0);
    let body = Rect { height: inner.height.saturating_sub(rows), ..inner };
    let mut y = draw::text(frame, body, body.y, &e.text, Style::new());
    if let Some(m) = e.moves.last() {
        let text = format!("Last: {} {}", words::day(m.date, board.today), concern.entry(e.moves.len() - 1));
        y = draw::text(frame, body, y, &text, scene.theme.dim());
    }
    if let Some(effect) = &e.effect {
        let mark = match e.became() {
            Effect::Promised => "Promised",
            Effect::Nothing => "– Nothing changed",
            _ => "✓ What changed",
        };
        draw::text(frame, body, y, &format!("{mark}: {effect}"), scene.theme.good());
    }
    let width = usize::from(inner.width);
    for (text, y) in proposed.iter().zip(inner.bottom().saturating_sub(rows)..inner.bottom()) {
        draw::line(frame, inner, y, Line::styled(words::trim(text, width), scene.theme.accent()));
    }
}
