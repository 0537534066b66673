//! Checklists drawn: one queue under the other, and the child of the cursor beside them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::state::{Checklists, Queued};
use crate::rules::checklist::progress;
use crate::rules::due::Status;
use crate::rules::sessions::asked;
use crate::tui::scene::Scene;
use crate::tui::widgets::about::about_in_short;
use crate::tui::widgets::context::beside;
use crate::tui::widgets::summary;
use crate::tui::{draw, words};

pub(crate) fn view(pane: &Checklists, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let (list, spot) =
        if area.width >= 100 { draw::beside(area, area.width * 2 / 5) } else { (area, Rect::ZERO) };
    queues(pane, scene, frame, list);
    if spot.width > 0 {
        match pane.child().and_then(|id| scene.row(id)) {
            Some(row) => beside(scene, row, frame, spot),
            None => {
                draw::boxed(frame, spot, "", scene.theme);
            }
        }
    }
}

/// A line of the queues: the name of a checklist, or a session.
enum Drawn<'a> {
    Head(&'a str),
    Task(usize, &'a Queued),
}

fn queues(pane: &Checklists, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let queue = &pane.queue;
    let heading = format!("Checklists ── {} to hold", words::count(queue.len(), "session", "sessions"));
    let inner = draw::boxed(frame, area, &heading, scene.theme);
    if queue.is_empty() {
        let text = " ✓ Nothing to prepare, hold or follow up now. o goes through any checklist with a child.";
        draw::text(frame, inner, inner.y, text, scene.theme.dim());
    }
    let mut lines: Vec<Drawn<'_>> = Vec::new();
    let mut on = 0;
    for (place, queued) in queue.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|p| queue.get(p));
        if before.is_none_or(|b| b.task.list != queued.task.list) {
            lines.push(Drawn::Head(&queued.task.list));
        }
        if place == pane.cursor {
            on = lines.len();
        }
        lines.push(Drawn::Task(place, queued));
    }
    let top = words::top(on, lines.len(), usize::from(inner.height));
    for (line, y) in lines.iter().skip(top).zip(inner.y..inner.bottom()) {
        match line {
            Drawn::Head(list) => head(pane, scene, list, frame, inner, y),
            Drawn::Task(place, queued) => {
                let line = task(scene, queued, usize::from(inner.width));
                draw::row(frame, inner, y, line, *place == pane.cursor, scene.theme);
            }
        }
    }
}

fn head(pane: &Checklists, scene: Scene<'_>, list: &str, frame: &mut Frame<'_>, area: Rect, y: u16) {
    let of = || pane.queue.iter().filter(|q| q.task.list == list);
    let late = of().filter(|q| q.task.status == Status::Overdue).count();
    let late = if late > 0 { format!(", {late} late") } else { String::new() };
    let text = format!(" {} · {}{late}", scene.checklist(list), of().count());
    draw::line(frame, area, y, Line::styled(words::trim(&text, usize::from(area.width)), scene.theme.key()));
}

fn task(scene: Scene<'_>, queued: &Queued, width: usize) -> Line<'static> {
    let Some(row) = scene.row(queued.child) else { return Line::default() };
    let board = scene.board();
    let task = &queued.task;
    let walk = queued.walk();
    let all = asked(&walk, &row.case, row.judged(), &board.practice, board.today);
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
    let about = task.subject.and_then(|s| about_in_short(scene, row, s));
    let what = about.unwrap_or_else(|| summary::short_instance(&task.instance));
    // Beside the panel a name is worth more than the day, which the panel has too.
    let dated = if width >= 70 { 12 } else { 0 };
    let name = width.saturating_sub(36 + dated).clamp(8, 30);
    Line::from(vec![
        Span::styled(format!("  {} ", task.status.mark(scene.theme.ascii)), scene.theme.status(task.status)),
        Span::styled(words::fit(&scene.name(row), name), scene.theme.bold()),
        Span::raw(format!(" {} ", words::fit(&what, 10))),
        Span::styled(words::right(&away, 10), scene.theme.status(task.status)),
        Span::raw(format!(" {}", words::fit(&day, dated))),
        Span::styled(begun, scene.theme.dim()),
    ])
}
