//! The caseload drawn: only the rows in sight are made.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::columns::{Columns, cell};
use super::state::{Caseload, Number};
use crate::board::Row;
use crate::model::view::{Column, Sort};
use crate::rules::due::Due;
use crate::tui::scene::Scene;
use crate::tui::widgets::{next, summary};
use crate::tui::{draw, words};

pub(crate) fn view(cases: &Caseload, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let strip = area.width < 110;
    let (list, side) = if strip {
        if area.height >= 16 { draw::stacked(area, 6) } else { (area, Rect::ZERO) }
    } else {
        draw::beside(area, (area.width * 3 / 10).clamp(36, 64))
    };
    list_view(cases, scene, frame, list);
    if side.height > 2 {
        beside(cases, scene, frame, side);
    }
}

fn title(cases: &Caseload, scene: Scene<'_>) -> String {
    let numbers: Vec<String> = Number::ALL
        .iter()
        .map(|n| (n.of(scene.board()), n.says()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, says)| format!("{count} {says}"))
        .collect();
    let mut title = words::count(cases.shown.len(), "child", "children");
    match (cases.filter.as_str(), numbers.is_empty()) {
        ("", true) => title.push_str(" ── nothing is late"),
        ("", false) => title.push_str(&format!(" ── {}", numbers.join(" · "))),
        (filter, _) => {
            title.push_str(&format!(" ── only {}", Number::named(filter).map_or(filter, |n| n.says())))
        }
    }
    if cases.sort != Sort::default() {
        title.push_str(&format!(" · by {}", cases.sort));
    }
    if !cases.marked.is_empty() {
        title.push_str(&format!(" · {} marked", cases.marked.len()));
    }
    title
}

fn list_view(cases: &Caseload, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let inner = draw::boxed(frame, area, &title(cases, scene), scene.theme);
    let mut inner = inner;
    if cases.finding || !cases.find.text().is_empty() {
        let (text, at) = cases.find.shown(usize::from(inner.width).saturating_sub(9), false);
        let line = Line::from(vec![Span::styled(" / ", scene.theme.key()), Span::raw(text)]);
        draw::line(frame, inner, inner.y, line);
        if cases.finding {
            frame.set_cursor_position((inner.x + 3 + u16::try_from(at).unwrap_or(0), inner.y));
        }
        inner = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    }
    // The first two hundred say it well enough, and cost nothing in a book of thousands.
    let rows = cases.shown.iter().take(200).filter_map(|i| scene.board().children().get(*i));
    let longest = rows.map(|r| words::width(&scene.name(r))).max().unwrap_or(0);
    let columns = Columns::of(cases.columns(&scene.options.columns), usize::from(inner.width), longest);
    draw::line(frame, inner, inner.y, Line::styled(columns.head(), scene.theme.dim()));
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let mut rows = rows;
    if cases.shown.is_empty() {
        let text = if scene.board().children().is_empty() {
            "No child is recorded yet. I reads your statutory return, n adds a child by hand."
        } else {
            "No child fits. Esc shows all of them again."
        };
        let inside = Rect { x: rows.x + 2, width: rows.width.saturating_sub(3), ..rows };
        let y = draw::text(frame, inside, rows.y + 1, text, Style::new());
        rows = Rect { y: (y + 1).min(rows.bottom()), height: rows.bottom().saturating_sub(y + 1), ..rows };
    }
    // The lines that head a group count as lines of the list.
    let heads = heads(cases, scene);
    let above = |place: usize| heads.iter().filter(|(at, _)| *at <= place).count();
    let height = usize::from(rows.height);
    let top = words::top(cases.cursor + above(cases.cursor), cases.len() + heads.len(), height);
    let lines = (0..cases.len()).flat_map(|place| {
        let head = heads.iter().find(|(at, _)| *at == place).map(|(_, text)| Err(text));
        head.into_iter().chain([Ok(place)])
    });
    for (line, y) in lines.skip(top).zip(rows.y..rows.bottom()) {
        let place = match line {
            Ok(place) => place,
            Err(head) => {
                draw::line(frame, rows, y, Line::styled(format!(" {head}"), scene.theme.bold()));
                continue;
            }
        };
        let on = place == cases.cursor;
        if let Some(row) = cases.row(scene.board(), place) {
            draw::row(frame, rows, y, child_line(cases, scene, row, &columns), on, scene.theme);
        } else if let Some(due) = cases.service_due(scene.board(), place) {
            draw::row(frame, rows, y, service_line(scene, due, usize::from(rows.width)), on, scene.theme);
        }
    }
}

/// What heads a group of the list, and before which line it stands: children whose care has ended, and the
/// duties of the service.
fn heads(cases: &Caseload, scene: Scene<'_>) -> Vec<(usize, String)> {
    let is_closed = |place: &usize| cases.row(scene.board(), *place).is_some_and(|r| r.advice().closed);
    let closed = (0..cases.shown.len()).rev().take_while(is_closed).last();
    let mut heads = Vec::new();
    heads.extend(closed.map(|at| {
        (at, format!("Care has ended ── {}", words::count(cases.shown.len() - at, "child", "children")))
    }));
    if cases.service > 0 {
        heads.push((
            cases.shown.len(),
            format!("Service ── {}", words::count(cases.service, "duty", "duties")),
        ));
    }
    heads
}

/// The child's name; where it does not fit, the forename and an initial.
fn name(scene: Scene<'_>, row: &Row, room: usize) -> String {
    let (full, child) = (scene.name(row), &row.case.child);
    match child.surname.chars().next() {
        Some(initial) if words::width(&full) > room && !child.forename.is_empty() && !scene.hidden => {
            format!("{} {initial}.", child.forename)
        }
        _ => full,
    }
}

fn child_line(cases: &Caseload, scene: Scene<'_>, row: &Row, c: &Columns) -> Line<'static> {
    let theme = scene.theme;
    let marked = cases.marked.contains(&row.id());
    let status = next::status(scene, row);
    let mut spans = vec![
        Span::raw(if marked { "•" } else { " " }),
        Span::styled(format!("{} ", status.mark(theme.ascii)), theme.status(status)),
        Span::styled(words::fit(&name(scene, row, c.name), c.name), theme.bold()),
    ];
    let mut before = Style::new();
    for (column, wide) in &c.others {
        let (text, style) = cell(scene, row, *column, *wide);
        // The gap before the dots is theirs, any other that of the column before it.
        let gap = if *column == Column::Signals { style } else { before };
        spans.extend([Span::styled(" ", gap), Span::styled(text, style)]);
        before = style;
    }
    Line::from(spans)
}

fn service_line(scene: Scene<'_>, due: &Due, width: usize) -> Line<'static> {
    let theme = scene.theme;
    let title = words::fit(&due.duty.title, width.saturating_sub(29));
    let date = due.due.map(|d| words::brief(d, scene.today())).unwrap_or_default();
    Line::from(vec![
        Span::styled(format!(" {} ", due.status.mark(theme.ascii)), theme.status(due.status)),
        Span::raw(title),
        Span::styled(
            format!(" {} {}", words::fit(&date, 12), words::right(&words::due_distance(due), 11)),
            theme.status(due.status),
        ),
    ])
}

/// What matters about the line the cursor is on.
fn beside(cases: &Caseload, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let board = scene.board();
    if let Some(row) = cases.row(board, cases.cursor) {
        let (title, left_out) = summary::heading(scene, row, area.width);
        let inner = draw::boxed(frame, area, &title, scene.theme);
        summary::child(scene, row, frame, inner, &left_out);
    } else if let Some(due) = cases.service_due(board, cases.cursor) {
        let inner = draw::boxed(frame, area, &due.duty.title, scene.theme);
        let y = draw::text(frame, inner, inner.y, &due.duty.help, Style::new());
        let done = board.service_done.iter().rfind(|d| d.duty == due.duty.id);
        let last = done.map_or("never".to_owned(), |d| words::full(d.date));
        draw::text(
            frame,
            inner,
            y,
            &format!("Last done {last}. d ticks it off. {}", due.duty.cite),
            scene.theme.dim(),
        );
    } else {
        draw::boxed(frame, area, "", scene.theme);
    }
}
