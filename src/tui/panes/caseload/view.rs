//! The caseload drawn: only the rows in sight are made.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::Caseload;
use crate::board::Row;
use crate::rules::due::{Due, Status};
use crate::tui::scene::Scene;
use crate::tui::widgets::summary;
use crate::tui::{draw, words};

/// Widths of the columns, by the room there is; 0 leaves one out.
struct Columns {
    name: usize,
    age: usize,
    legal: usize,
    review: usize,
    away: usize,
    step: usize,
    left: usize,
    dots: usize,
}

impl Columns {
    /// `longest` is the widest name in the list: what names do not need goes to the next step.
    fn of(width: usize, longest: usize) -> Self {
        let legal = if width >= 68 { 6 } else { 0 };
        let dots = if width >= 64 { 3 } else { 0 };
        let (age, review, away, left) = (3, 11, 8, 9);
        let gaps = 9 + if legal > 0 { 2 } else { 0 } + if dots > 0 { 1 } else { 0 };
        let rest = width.saturating_sub(age + legal + review + away + left + dots + gaps);
        let name = (rest * 9 / 20).clamp(10, 28).min(rest.max(8)).min(longest.max(8));
        let step = rest.saturating_sub(name);
        Self { name, age, legal, review, away, step: if step < 5 { 0 } else { step }, left, dots }
    }
}

pub(crate) fn view(cases: &Caseload, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let strip = area.width < 110;
    let (list, side) = if strip {
        let tall = if area.height >= 16 { 6 } else { 0 };
        let (a, b) = (
            Rect { height: area.height - tall, ..area },
            Rect { y: area.bottom() - tall, height: tall, ..area },
        );
        (a, b)
    } else {
        let side = (area.width / 3).min(64);
        (Rect { width: area.width - side, ..area }, Rect { x: area.right() - side, width: side, ..area })
    };
    list_view(cases, scene, frame, list);
    if side.height > 2 {
        beside(cases, scene, frame, side);
    }
}

fn title(cases: &Caseload, scene: Scene<'_>) -> String {
    let board = scene.board();
    let of = |i: &usize| board.children().get(*i);
    let late: usize = cases.shown.iter().filter_map(of).map(Row::late).sum();
    let soon: usize = cases.shown.iter().filter_map(of).map(Row::soon).sum();
    let mut title = format!(
        "Caseload ── {} · {late} late · {soon} due in {} wd · by {}",
        words::count(cases.shown.len(), "child", "children"),
        board.practice.soon,
        cases.sort.word()
    );
    if !cases.filter.is_empty() {
        title.push_str(&format!(" · only {}", cases.filter));
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
    let columns = Columns::of(usize::from(inner.width), longest);
    draw::line(frame, inner, inner.y, Line::styled(head(&columns), scene.theme.dim()));
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let mut rows = rows;
    if cases.shown.is_empty() {
        let text = if scene.board().children().is_empty() {
            "No child is recorded yet. Press n to add one, or leave with q and run\ncasebook import ssda903 FOLDER to read your statutory return."
        } else {
            "No child fits. Esc shows all of them again."
        };
        let inside = Rect { x: rows.x + 2, width: rows.width.saturating_sub(3), ..rows };
        let y = draw::text(frame, inside, rows.y + 1, text, Style::new());
        rows = Rect { y: (y + 1).min(rows.bottom()), height: rows.bottom().saturating_sub(y + 1), ..rows };
    }
    // The line that heads the service group counts as a line of the list.
    let gap = usize::from(cases.service > 0);
    let line_of = |place: usize| if place >= cases.shown.len() { place + gap } else { place };
    let height = usize::from(rows.height);
    let top = words::top(line_of(cases.cursor), cases.len() + gap, height);
    for (line, y) in (top..cases.len() + gap).zip(rows.y..rows.bottom()) {
        if gap == 1 && line == cases.shown.len() {
            let head = format!(" Service ── {}", words::count(cases.service, "duty", "duties"));
            draw::line(frame, rows, y, Line::styled(head, scene.theme.bold()));
            continue;
        }
        let place = if line > cases.shown.len() { line - gap } else { line };
        let on = place == cases.cursor;
        if let Some(row) = cases.row(scene.board(), place) {
            draw::row(frame, rows, y, child_line(cases, scene, row, &columns), on, scene.theme);
        } else if let Some(due) = cases.service_due(scene.board(), place) {
            draw::row(frame, rows, y, service_line(scene, due, usize::from(rows.width)), on, scene.theme);
        }
    }
}

fn head(c: &Columns) -> String {
    let mut line = format!("   {} {}", words::fit("Child", c.name), words::right("Age", c.age));
    if c.legal > 0 {
        line.push_str(&format!("  {}", words::fit("Legal", c.legal)));
    }
    line.push_str(&format!(" {}", words::fit("Next review", c.review + c.away + 1)));
    line.push_str(&format!("  {}", words::fit("Next step", c.step + c.left)));
    line
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
    let (board, theme) = (scene.board(), scene.theme);
    let today = board.today;
    let status = row.step().map_or(Status::Upcoming, |d| d.status);
    let status = if row.late() > 0 { Status::Overdue } else { status };
    let marked = cases.marked.contains(&row.id());
    let age = row.case.child.age_on(today).map_or("–".to_owned(), |a| a.to_string());
    let mut spans = vec![
        Span::raw(if marked { "•" } else { " " }),
        Span::styled(format!("{} ", status.mark(theme.ascii)), theme.status(status)),
        Span::styled(words::fit(&name(scene, row, c.name), c.name), theme.bold()),
        Span::raw(format!(" {}", words::right(&age, c.age))),
    ];
    if c.legal > 0 {
        spans.push(Span::raw(format!("  {}", words::fit(row.legal_short(), c.legal))));
    }
    let (date, away, review) = match row.next_review().and_then(|s| Some((s, s.due?))) {
        Some((slot, due)) => {
            let days = board.calendar.working_days_between(today, due);
            let late = due < today && slot.held.is_none();
            let style = if late { Status::Overdue } else { Status::Upcoming };
            let mark = if late { Status::Overdue.mark(theme.ascii) } else { ' ' };
            let away = format!("{} {mark}", words::short(days));
            (words::brief(due, today), away, style)
        }
        None if row.looked_after(today) => ("? unknown".to_owned(), String::new(), Status::Unknown),
        None if row.case.periods.is_empty() => ("? no start".to_owned(), String::new(), Status::Unknown),
        None => ("– ceased".to_owned(), String::new(), Status::NotApplicable),
    };
    spans.push(Span::styled(
        format!(" {} {}", words::fit(&date, c.review), words::right(&away, c.away)),
        theme.status(review),
    ));
    if let Some(step) = row.step() {
        if c.step > 0 {
            spans.push(Span::raw(format!("  {}", words::fit(&step.duty.title, c.step))));
        }
        let mark = step.status.mark(theme.ascii);
        let about = if step.projected { "≈" } else { "" };
        let left = words::right(&format!("{about}{}", words::short(step.days)), c.left - 2);
        let pad = if c.step > 0 { "" } else { "  " };
        spans.push(Span::styled(format!("{pad}{left} {mark}"), theme.status(step.status)));
    } else {
        spans.push(Span::raw(" ".repeat(c.step + c.left + 2)));
    }
    if c.dots > 0 {
        let signals = row.signals(today).len().min(3);
        let dots: String = (0..3)
            .map(|i| {
                if signals == 0 {
                    ' '
                } else if i < signals {
                    '●'
                } else {
                    '○'
                }
            })
            .collect();
        spans.push(Span::styled(format!(" {dots}"), theme.status(Status::DueSoon)));
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
        let inner = draw::boxed(frame, area, &summary::heading(scene, row), scene.theme);
        summary::child(scene, row, frame, inner, inner.y);
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
