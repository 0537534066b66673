//! Checklists drawn: the queue, the question, and what the IRO needs beside it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::checklists::{Sitting, asked, session};
use super::summary;
use crate::rules::checklist::{answer, progress};
use crate::rules::due::Status;
use crate::rules::practice::AnswerKind;
use crate::tui::app::App;
use crate::tui::{draw, words};

pub(crate) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let Some(sitting) = app.checklists.open else {
        let wide = area.width >= 100;
        let side = if wide { area.width * 2 / 5 } else { 0 };
        queue(app, frame, Rect { width: area.width - side, ..area });
        if wide {
            beside(app, app.checklists.child(), frame, Rect { x: area.right() - side, width: side, ..area });
        }
        return;
    };
    let side = if area.width >= 100 { area.width * 2 / 5 } else { 0 };
    ask(app, sitting, frame, Rect { width: area.width - side, ..area });
    if side > 0 {
        beside(app, Some(sitting.child), frame, Rect { x: area.right() - side, width: side, ..area });
    }
}

fn queue(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let board = &app.desk.board;
    let tasks = &app.checklists.queue;
    let title = format!("Checklists ── {} to hold", words::count(tasks.len(), "session", "sessions"));
    let inner = draw::boxed(frame, area, &title, app.theme);
    if tasks.is_empty() {
        let text = " Nothing to prepare: no review within 25 working days, no mid-point within 10.";
        draw::text(frame, inner, inner.y, text, app.theme.dim());
    }
    let width = usize::from(inner.width);
    let top = words::top(app.checklists.cursor, tasks.len(), usize::from(inner.height));
    for ((place, task), y) in tasks.iter().enumerate().skip(top).zip(inner.y..inner.bottom()) {
        let Some(row) = app.row(task.child) else { continue };
        let list = board.practice.checklist(task.list);
        let title = list.map_or(task.list, |l| l.title.as_str());
        let status = match task.days {
            d if d < 0 => Status::Overdue,
            0 => Status::DueToday,
            d if d <= board.practice.soon => Status::DueSoon,
            _ => Status::Upcoming,
        };
        let begun = match task.session.and_then(|id| session(board, task.child, id)) {
            Some(s) => format!("{} answered", s.answers.len()),
            None => "not begun".to_owned(),
        };
        let name = (width / 3).clamp(10, 26);
        let rest = width.saturating_sub(name + 29);
        let line = Line::from(vec![
            Span::styled(format!(" {} ", status.mark(app.theme.ascii)), app.theme.status(status)),
            Span::styled(words::fit(&app.name(row), name), app.theme.bold()),
            Span::raw(format!(" {} ", words::fit(title, rest))),
            Span::styled(words::right(&words::distance(Some(task.days)), 10), app.theme.status(status)),
            Span::styled(format!(" {}", words::fit(&begun, 12)), app.theme.dim()),
        ]);
        draw::row(frame, inner, y, line, place == app.checklists.cursor, app.theme);
    }
}

fn ask(app: &App, sitting: Sitting, frame: &mut Frame<'_>, area: Rect) {
    let board = &app.desk.board;
    let theme = app.theme;
    let all = asked(board, &sitting);
    let found = app.row(sitting.child).zip(session(board, sitting.child, sitting.session));
    let Some((row, held)) = found else { return };
    let list = board.practice.checklist(&held.checklist);
    let title = format!("{} ── {}", app.name(row), list.map_or("", |l| l.title.as_str()));
    let inner = draw::boxed(frame, area, &title, theme);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let width = usize::from(inner.width);
    let done = progress(&all, Some(held));
    let bar = draw::bar(done, all.len(), width.saturating_sub(20).min(40));
    let line = Line::from(vec![
        Span::raw(format!("{} of {} ", sitting.question + 1, all.len())),
        Span::styled(bar, theme.accent()),
        Span::styled(format!(" {done} answered"), theme.dim()),
    ]);
    draw::line(frame, inner, inner.y, line);
    let Some(item) = all.get(sitting.question) else { return };
    let mut y = draw::text(frame, inner, inner.y + 2, &item.ask, theme.bold());
    y = draw::text(frame, inner, y, &item.why, Style::new());
    y = draw::text(frame, inner, y, &item.cite, theme.dim()) + 1;
    let keys = match item.answer {
        AnswerKind::YesNo => "y yes · p partly · n no · x not applicable · o with a note",
        AnswerKind::Text => "o types the answer · x not applicable",
        AnswerKind::Date => "o types the date · x not applicable",
        AnswerKind::Choice => "o chooses · x not applicable",
    };
    y = draw::text(frame, inner, y, keys, theme.accent());
    if let Some(given) = answer(held, &item.id) {
        let style = if given.value == "no" { theme.status(Status::Overdue) } else { theme.good() };
        y = draw::text(
            frame,
            inner,
            y + 1,
            &format!("✓ {} ({})", given.value, words::day(given.date, app.today())),
            style,
        );
        if !given.note.is_empty() {
            y = draw::text(frame, inner, y, &given.note, Style::new());
        }
    }
    if let Some(duty) = item.completes.as_deref().and_then(|d| board.practice.duty(d)) {
        y = draw::text(frame, inner, y, &format!("Yes ticks off: {}", duty.title), theme.dim());
    }
    y += 1;
    let rows = usize::from(inner.bottom().saturating_sub(y));
    let top = words::top(sitting.question, all.len(), rows);
    for ((place, item), y) in all.iter().enumerate().skip(top).zip(y..inner.bottom()) {
        let given = answer(held, &item.id).map_or("·", |a| a.value.as_str());
        let line = format!("{} {}", words::fit(given, 7), words::trim(&item.ask, width.saturating_sub(8)));
        let style = if place == sitting.question { theme.bold() } else { theme.dim() };
        draw::line(frame, inner, y, Line::styled(line, style));
    }
}

fn beside(app: &App, child: Option<crate::model::ids::ChildId>, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = child.and_then(|id| app.row(id)) else {
        draw::boxed(frame, area, "", app.theme);
        return;
    };
    let inner = draw::boxed(frame, area, &summary::heading(app, row), app.theme);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut y = inner.y;
    if let Some(note) = row.wishes() {
        let text = format!("“{}” – {}", words::said(&note.text), words::day(note.date, app.today()));
        y = draw::text(frame, inner, y, &text, app.theme.quote()) + 1;
    }
    let last = row.judged.slots.iter().rfind(|s| s.held.is_some());
    let text = match last.and_then(|s| Some((s, s.held?))) {
        Some((slot, day)) => {
            let part = slot.review.and_then(|r| row.case.reviews.get(r)).and_then(|r| r.participation);
            let part = part.map(|p| format!("; {}", p.meaning())).unwrap_or_default();
            format!("Last review: {} on {}{part}", slot.sequence, words::full(day))
        }
        None => "No review has been held yet.".to_owned(),
    };
    y = draw::text(frame, inner, y, &text, Style::new());
    let seen = row.last_seen().map_or("not recorded".to_owned(), words::full);
    y = draw::text(frame, inner, y, &format!("Last seen by you: {seen}"), Style::new());
    y = draw::text(frame, inner, y, &summary::review(app, row), Style::new()) + 1;
    for due in row.judged.owed().filter(|d| d.due.is_some()) {
        draw::line(frame, inner, y, summary::due_line(app, due, usize::from(inner.width)));
        y = y.saturating_add(1);
    }
}
