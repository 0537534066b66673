//! Checklists drawn: one queue under the other, and the child of the cursor beside them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::checklists::{Queued, title};
use super::{sitting_view, summary};
use crate::rules::checklist::progress;
use crate::rules::due::Status;
use crate::rules::sessions::{Walk, asked};
use crate::tui::app::App;
use crate::tui::{draw, words};

pub(crate) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    if let Some(sitting) = &app.checklists.open {
        sitting_view::view(app, sitting, frame, area);
        return;
    }
    let side = if area.width >= 100 { area.width * 2 / 5 } else { 0 };
    queues(app, frame, Rect { width: area.width - side, ..area });
    if side > 0 {
        let spot = Rect { x: area.right() - side, width: side, ..area };
        match app.checklists.child().and_then(|id| app.row(id)) {
            Some(row) => sitting_view::beside(app, row, frame, spot),
            None => {
                draw::boxed(frame, spot, "", app.theme);
            }
        }
    }
}

/// A line of the queues: the name of a checklist, or a session.
enum Drawn<'a> {
    Head(&'a str),
    Task(usize, &'a Queued),
}

fn queues(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let queue = &app.checklists.queue;
    let heading = format!("Checklists ── {} to hold", words::count(queue.len(), "session", "sessions"));
    let inner = draw::boxed(frame, area, &heading, app.theme);
    if queue.is_empty() {
        let text = " ✓ Nothing to prepare, hold or follow up now. o goes through any checklist with a child.";
        draw::text(frame, inner, inner.y, text, app.theme.dim());
    }
    let mut lines: Vec<Drawn<'_>> = Vec::new();
    let mut on = 0;
    for (place, queued) in queue.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|p| queue.get(p));
        if before.is_none_or(|b| b.task.list != queued.task.list) {
            lines.push(Drawn::Head(&queued.task.list));
        }
        if place == app.checklists.cursor {
            on = lines.len();
        }
        lines.push(Drawn::Task(place, queued));
    }
    let top = words::top(on, lines.len(), usize::from(inner.height));
    for (line, y) in lines.iter().skip(top).zip(inner.y..inner.bottom()) {
        match line {
            Drawn::Head(list) => head(app, list, frame, inner, y),
            Drawn::Task(place, queued) => {
                let line = task(app, queued, usize::from(inner.width));
                draw::row(frame, inner, y, line, *place == app.checklists.cursor, app.theme);
            }
        }
    }
}

fn head(app: &App, list: &str, frame: &mut Frame<'_>, area: Rect, y: u16) {
    let of = || app.checklists.queue.iter().filter(|q| q.task.list == list);
    let late = of().filter(|q| q.task.status == Status::Overdue).count();
    let late = if late > 0 { format!(", {late} late") } else { String::new() };
    let text = format!(" {} · {}{late}", title(&app.desk.board, list), of().count());
    draw::line(frame, area, y, Line::styled(words::trim(&text, usize::from(area.width)), app.theme.key()));
}

fn task(app: &App, queued: &Queued, width: usize) -> Line<'static> {
    let Some(row) = app.row(queued.child) else { return Line::default() };
    let board = &app.desk.board;
    let task = &queued.task;
    let walk = Walk { list: task.list.clone(), subject: task.subject };
    let all = asked(&walk, &row.case, &row.judged, &board.practice, board.today);
    let begun = match (walk.session(&row.case), walk.last(&row.case)) {
        (Some(session), _) => format!("{} of {}", progress(&all, Some(session)), all.len()),
        (None, Some(_)) => "ended".to_owned(),
        (None, None) => "not begun".to_owned(),
    };
    let away = match task.due {
        None if task.session.is_some() => "begun".to_owned(),
        None => "now".to_owned(),
        Some(day) if day < board.today && task.status == Status::DueToday => "since".to_owned(),
        Some(_) if task.status == Status::Unknown => "done?".to_owned(),
        Some(_) if task.days == 0 && task.status == Status::Overdue => "late".to_owned(),
        Some(_) => words::distance(Some(task.days)),
    };
    let day = task.due.map(|due| words::day(due, board.today)).unwrap_or_default();
    let about = task.subject.and_then(|s| app.about_in_short(row, s));
    let what = about.unwrap_or_else(|| summary::short_instance(&task.instance));
    // Beside the panel a name is worth more than the day, which the panel has too.
    let dated = if width >= 70 { 12 } else { 0 };
    let name = width.saturating_sub(36 + dated).clamp(8, 30);
    Line::from(vec![
        Span::styled(format!("  {} ", task.status.mark(app.theme.ascii)), app.theme.status(task.status)),
        Span::styled(words::fit(&app.name(row), name), app.theme.bold()),
        Span::raw(format!(" {} ", words::fit(&what, 10))),
        Span::styled(words::right(&away, 10), app.theme.status(task.status)),
        Span::raw(format!(" {}", words::fit(&day, dated))),
        Span::styled(begun, app.theme.dim()),
    ])
}
