//! The board of escalations, drawn: columns of cards with two clocks each, the chosen one below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::child::ChildPage;
use super::child_view::list;
use super::escalations::Escalations;
use crate::board::{Concern, Row};
use crate::model::escalation::Effect;
use crate::model::ids::EscalationId;
use crate::rules::due::Status;
use crate::tui::app::App;
use crate::tui::{draw, words};

/// The narrowest a column can be.
const NARROW: u16 = 24;
/// Lines of a card, the space below it included.
const CARD: u16 = 5;

pub(crate) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let pane = &app.escalations;
    let low = if area.height >= 17 { (area.height / 3).min(12) } else { 0 };
    let upper = Rect { height: area.height - low, ..area };
    if pane.columns.is_empty() {
        let inner = draw::boxed(frame, area, "Escalations", app.theme);
        let text = if pane.filter.is_empty() {
            "No concern is recorded. e raises one, from a child, a late duty or a decision; + passes on good \
             practice, which counts as much."
                .to_owned()
        } else {
            format!("Nothing fits \"{}\". Esc drops the filter.", pane.filter)
        };
        draw::text(frame, inner, inner.y, &text, app.theme.dim());
        return;
    }
    columns(app, frame, upper);
    if low > 0 {
        let below = Rect { y: area.bottom() - low, height: low, ..area };
        detail(app, frame, below);
    }
}

/// As many columns as fit, the chosen one among them.
fn columns(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let pane = &app.escalations;
    let room = usize::from((area.width / NARROW).max(1));
    let all = pane.columns.len();
    let first = words::top(pane.column, all, room);
    let count = room.min(all);
    let width = area.width / u16::try_from(count).unwrap_or(1).max(1);
    for (place, column) in (first..all).take(count).enumerate() {
        let x = area.x + width * u16::try_from(place).unwrap_or(0);
        let last = place + 1 == count;
        let wide = if last { area.right() - x } else { width };
        let more = (first > 0 && place == 0, first + count < all && last);
        one_column(app, frame, Rect { x, width: wide, ..area }, column, more);
    }
}

/// A column: how many cards and how many of them late, its name whole, the cards.
fn one_column(app: &App, frame: &mut Frame<'_>, area: Rect, place: usize, more: (bool, bool)) {
    let pane: &Escalations = &app.escalations;
    let board = &app.desk.board;
    let Some(column) = pane.columns.get(place) else { return };
    let chosen = place == pane.column;
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
    let mut inner = draw::boxed(frame, area, &title, app.theme);
    if !fits {
        // A long name stands below, uncut.
        let below = draw::text(frame, inner, inner.y, &column.title, app.theme.bold());
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
        card(app, frame, Rect { y, height, ..inner }, concern, chosen && place == cursor);
    }
}

fn card(app: &App, frame: &mut Frame<'_>, area: Rect, concern: &Concern<'_>, on: bool) {
    let (status, clocks) = clocks(app, concern);
    let width = usize::from(area.width);
    let mark = status.mark(app.theme.ascii);
    let who = words::fit(&format!(" {mark} {}", app.about_whom(concern)), width);
    let line = Line::from(Span::styled(who, app.theme.bold().patch(app.theme.status(status))));
    draw::row(frame, area, area.y, line, on, app.theme);
    let mut lines = vec![words::trim(&format!("   {}", concern.title()), width)];
    lines.extend(clocks.into_iter().map(|c| words::trim(&format!("   {c}"), width)));
    for (text, y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
        draw::row(frame, area, y, Line::styled(text, Style::new()), on, app.theme);
    }
}

/// How a card stands, and its two clocks: this stage's, and the whole's.
fn clocks(app: &App, concern: &Concern<'_>) -> (Status, [String; 2]) {
    let board = &app.desk.board;
    let e = concern.escalation;
    let away = |day| words::short(board.calendar.working_days_between(board.today, day));
    let wd = |day| match away(day).trim_start_matches('-') {
        // A day of this weekend: past, and no working day ago.
        "today" if day < board.today => "late".to_owned(),
        n if day < board.today => format!("{n} late"),
        n => n.to_owned(),
    };
    if let Some(day) = e.closed {
        let promised = e.look_on.filter(|_| e.is_promised());
        let status = match promised {
            Some(look) if look < board.today => Status::Overdue,
            Some(look) if look == board.today => Status::DueToday,
            Some(_) => Status::Upcoming,
            None => Status::Done,
        };
        let second = promised.map(|d| format!("look {}", words::day(d, board.today)));
        let second = second.or(e.outcome.clone()).unwrap_or_default();
        return (status, [format!("closed {}", words::day(day, board.today)), second]);
    }
    let open = board.calendar.working_days_between(e.raised, board.today).unwrap_or(0);
    let first = concern.due();
    let status = match first {
        _ if concern.is_late(board.today) => Status::Overdue,
        Some(day) if day == board.today => Status::DueToday,
        Some(_) => Status::DueSoon,
        None => Status::Upcoming,
    };
    let raise = concern.track.as_ref().and_then(|t| t.open()).is_some_and(|v| v.raised.is_none());
    let what = if raise { "raise: " } else { "" };
    let clock = first.map_or_else(|| "no day set".into(), |d| format!("{what}{}", wd(d)));
    let stage = format!("{clock} · open {open} wd");
    let total = concern.total_by().map_or_else(String::new, |d| format!("in all {}", wd(d)));
    (status, [stage, total])
}

/// The concerns of one child, the latest first, as its page lists them.
pub(super) fn of_child(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let len = row.case.escalations.len();
    let none = "No concern about this child. e raises one, + passes on good practice.";
    list(app, page, len, none, frame, area, &|place, width| {
        let concern = app.desk.board.judged(Some(row), row.case.escalations.iter().rev().nth(place)?);
        let (status, [stage, total]) = clocks(app, &concern);
        let mark = status.mark(app.theme.ascii);
        let raised = words::day(concern.escalation.raised, app.today());
        let end = concern.escalation.effect.as_ref().unwrap_or(&concern.escalation.text);
        let at = if concern.escalation.is_open() { concern.stage_title() } else { "" };
        let parts = [raised.as_str(), concern.title(), at, &stage, &total, end];
        let said: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let text = format!(" {mark} {}", said.join(" · "));
        Some(Line::styled(words::trim(&text.replace('\n', " "), width), app.theme.status(status)))
    });
}

/// The chosen card: its words, its last move, what is proposed.
fn detail(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let id: Option<EscalationId> = app.escalations.id();
    let board = &app.desk.board;
    let Some(concern) = id.and_then(|id| board.concern(id)) else {
        draw::boxed(frame, area, "", app.theme);
        return;
    };
    let e = concern.escalation;
    let protocol = concern.protocol.map_or(e.protocol.as_str(), |p| p.title.as_str());
    let title = format!("{} · raised {} · {protocol}", app.about_whom(&concern), words::full(e.raised));
    let inner = draw::boxed(frame, area, title.trim_end_matches(" · "), app.theme);
    let next = board.next_moves(&concern);
    let proposed = next.iter().filter(|n| n.proposed).chain(next.iter().filter(|n| !n.proposed)).take(2);
    let proposed: Vec<String> =
        proposed.map(|n| format!("{} {}: {}", if n.proposed { "●" } else { "·" }, n.title, n.why)).collect();
    let rows = u16::try_from(proposed.len()).unwrap_or(0);
    let body = Rect { height: inner.height.saturating_sub(rows), ..inner };
    let mut y = draw::text(frame, body, body.y, &e.text, Style::new());
    if let Some(m) = e.moves.last() {
        let text = format!("Last: {} {}", words::day(m.date, board.today), concern.entry(e.moves.len() - 1));
        y = draw::text(frame, body, y, &text, app.theme.dim());
    }
    if let Some(effect) = &e.effect {
        let mark = match e.became() {
            Effect::Promised => "Promised",
            Effect::Nothing => "– Nothing changed",
            _ => "✓ What changed",
        };
        draw::text(frame, body, y, &format!("{mark}: {effect}"), app.theme.good());
    }
    let width = usize::from(inner.width);
    for (text, y) in proposed.iter().zip(inner.bottom().saturating_sub(rows)..inner.bottom()) {
        draw::line(frame, inner, y, Line::styled(words::trim(text, width), app.theme.accent()));
    }
}
