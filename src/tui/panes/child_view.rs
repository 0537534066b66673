//! A child's page drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::child::{ChildPage, Tab, duties};
use super::{escalations_view, ledger, review_view, summary, timeline, voice};
use crate::board::Row;
use crate::model::child::{NOTE, PERSON, Relation};
use crate::model::codes::legal_title;
use crate::rules::due::Status;
use crate::rules::timetable::Slot;
use crate::tui::app::App;
use crate::tui::{draw, words};

pub(crate) fn view(app: &App, page: &ChildPage, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = app.row(page.id) else { return };
    let inner = draw::boxed(frame, area, &summary::heading(app, row), app.theme);
    let mut tabs = Vec::new();
    for (tab, name) in Tab::ALL {
        let style = if tab == page.tab { app.theme.cursor() } else { app.theme.dim() };
        tabs.push(Span::styled(format!(" {name} "), style));
    }
    draw::line(frame, inner, inner.y, Line::from(tabs));
    let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    if let Some(review) = page.review {
        review_view::view(
            app,
            page.id,
            review,
            frame,
            Rect { y: inner.y + 1, height: inner.height - 1, ..inner },
        );
        return;
    }
    match page.tab {
        Tab::Overview => overview(app, page, row, frame, body),
        Tab::Duties => {
            let all = duties(row);
            let lines = |place: usize, width| all.get(place).map(|d| summary::due_line(app, d, width));
            list(app, page, all.len(), "Nothing is owed and nothing was done.", frame, body, &lines);
        }
        Tab::Reviews => reviews(app, page, row, frame, body),
        Tab::Decisions => ledger::view(app, page, row, frame, body),
        Tab::Escalations => escalations_view::of_child(app, page, row, frame, body),
        Tab::Changes => changes(app, page, row, frame, body),
        Tab::Voice => voice::view(app, page, row, frame, body),
        Tab::Notes => notes(app, page, row, frame, body),
        Tab::People => people(app, page, row, frame, body),
    }
}

pub(super) type Lines<'a> = dyn Fn(usize, usize) -> Option<Line<'static>> + 'a;

pub(super) fn list(
    app: &App,
    page: &ChildPage,
    len: usize,
    none: &str,
    frame: &mut Frame<'_>,
    area: Rect,
    lines: &Lines<'_>,
) {
    if len == 0 {
        draw::line(frame, area, area.y, Line::styled(format!(" {none}"), app.theme.dim()));
    }
    let cursor = page.cursor.min(len.saturating_sub(1));
    let top = words::top(cursor, len, usize::from(area.height));
    for (place, y) in (top..len).zip(area.y..area.bottom()) {
        if let Some(line) = lines(place, usize::from(area.width)) {
            draw::row(frame, area, y, line, place == cursor, app.theme);
        }
    }
}

fn overview(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let mut y = area.y;
    for text in [summary::care(app, row), summary::review(app, row)] {
        draw::line(frame, area, y, Line::raw(words::trim(&format!(" {text}"), width)));
        y += 1;
    }
    if area.height > 12 {
        y = timeline::view(app, row, frame, Rect { y: y + 1, height: area.height.saturating_sub(3), ..area });
    }
    for signal in row.signals(app.today()) {
        draw::line(
            frame,
            area,
            y,
            Line::styled(format!(" ● {}", signal.what), app.theme.status(Status::DueSoon)),
        );
        y += 1;
    }
    if let Some(next) = app.desk.board.turning_points(row).first().filter(|_| area.height > 16) {
        let text = format!(" ○ {}: {}", words::day(next.date, app.today()), next.what);
        draw::line(frame, area, y, Line::styled(words::trim(&text, width), app.theme.dim()));
        y += 1;
    }
    if let Some(note) = row.wishes() {
        let text = format!("“{}” – {}", words::said(&note.text), words::day(note.date, app.today()));
        let spot = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        for part in words::wrap(&text, usize::from(spot.width)).into_iter().take(3) {
            draw::line(frame, spot, y, Line::styled(part, app.theme.quote()));
            y += 1;
        }
    }
    y += 1;
    let owed: Vec<_> = row.judged.own().filter(|d| d.due.is_some()).collect();
    let lines = |place: usize, width| owed.get(place).map(|d| summary::due_line(app, d, width));
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    list(app, page, owed.len(), "✓ Nothing is owed.", frame, rest, &lines);
}

fn changes(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let changes = &row.case.changes;
    let line = |place: usize, width: usize| {
        let change = changes.iter().rev().nth(place)?;
        let (status, answer) = crate::tui::changes::standing(app, change);
        let told = words::fit(&words::day(change.date, app.today()), 16);
        let room = width.saturating_sub(21);
        let title = words::fit(&app.event_title(change), room / 2);
        Some(Line::from(vec![
            Span::styled(format!(" {} {told} ", status.mark(app.theme.ascii)), app.theme.status(status)),
            Span::raw(title),
            Span::styled(format!(" {}", words::trim(&answer, room - room / 2)), app.theme.status(status)),
        ]))
    };
    list(app, page, changes.len(), "No change is recorded: C records one.", frame, area, &line);
}

fn reviews(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let today = app.today();
    let slots = &row.judged.slots;
    let line = |place: usize, width: usize| {
        let slot: &Slot = slots.iter().rev().nth(place)?;
        let status = match (slot.held, slot.on_time()) {
            (Some(_), Some(false)) => Status::DoneLate,
            (Some(_), _) => Status::Done,
            (None, _) if slot.days_late(today) > 0 => Status::Overdue,
            (None, _) if slot.due.is_none() => Status::Unknown,
            _ => Status::Upcoming,
        };
        let what = match (slot.held, slot.booked) {
            (Some(day), _) => format!("held {}", words::full(day)),
            (None, Some(day)) => format!("booked {}", words::full(day)),
            (None, None) => "not booked".to_owned(),
        };
        let due = slot
            .due
            .map_or_else(|| slot.gap.clone().unwrap_or_default(), |d| format!("limit {}", words::full(d)));
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let part = review.and_then(|r| r.participation).map(|p| p.says()).unwrap_or_default();
        let words_of = format!(" {} {:<9}", status.mark(app.theme.ascii), status.says());
        let rest = format!(
            " {:<9} {}  {}  {}  {part}",
            slot.name(),
            words::fit(&what, 23),
            words::fit(&due, 22),
            words::fit(&slot.regime.title, 18)
        );
        let rest = words::trim(&rest, width.saturating_sub(13));
        Some(Line::from(vec![Span::styled(words_of, app.theme.status(status)), Span::raw(rest)]))
    };
    list(app, page, slots.len(), "No review is recorded.", frame, area, &line);
}

fn notes(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let notes = &row.case.notes;
    let low = (area.height / 2).min(area.height);
    let (upper, lower) = (
        Rect { height: area.height - low, ..area },
        Rect { y: area.bottom() - low, height: low, x: area.x + 1, width: area.width.saturating_sub(2) },
    );
    let at = |place: usize| notes.iter().rev().nth(place);
    let line = |place: usize, width: usize| {
        let note = at(place)?;
        let head =
            format!(" {} {} ", words::fit(&words::full(note.date), 15), words::fit(note.kind.word(), 10));
        let first = note.text.lines().next().unwrap_or_default();
        let with = if note.with.is_empty() { String::new() } else { format!("{}: ", note.with) };
        let copied = row.case.copied_mark(NOTE, note.id.0);
        let copied = copied.map_or("", |_| "◇ copied, not read here: ");
        let rest =
            words::trim(&format!("{copied}{with}{first}"), width.saturating_sub(words::width(&head) + 1));
        Some(Line::from(vec![Span::styled(head, app.theme.dim()), Span::raw(rest)]))
    };
    list(app, page, notes.len(), "No note yet: c logs a contact, w writes a note.", frame, upper, &line);
    if let Some(note) = at(page.cursor) {
        let mut y = lower.y + 1;
        for part in words::wrap(&note.text, usize::from(lower.width)) {
            draw::line(frame, lower, y, Line::styled(part, Style::new()));
            y = y.saturating_add(1);
        }
    }
}

fn people(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let people = &row.case.people;
    let kin = &row.case.kin;
    let mut y = area.y;
    if let Some(code) = row.legal() {
        draw::line(frame, area, y, Line::styled(format!(" {code} {}", legal_title(code)), app.theme.dim()));
        y += 1;
    }
    for field in row.case.copied.iter().filter(|c| c.row.is_none()) {
        let from = app.row(field.source).map(|r| app.name(r)).unwrap_or_default();
        let text = format!(" ◇ {} was copied from {from} and not read here: Enter", field.what);
        draw::line(frame, area, y, Line::styled(text, app.theme.status(Status::DueSoon)));
        y += 1;
    }
    let line = |place: usize, width: usize| {
        let text = match people.iter().rev().nth(place) {
            Some(p) => {
                let until = p.end.map(|e| format!(" until {}", words::full(e))).unwrap_or_default();
                let since = p.start.map(|s| format!("since {}", words::full(s))).unwrap_or_default();
                let name = if app.hidden { "(hidden)" } else { p.name.as_str() };
                let role = words::fit(app.desk.board.practice.role(&p.role), 24);
                let unread = row.case.copied_mark(PERSON, p.id.0).is_some();
                let since = if unread { format!("◇ copied, not read here {since}") } else { since };
                format!(" {role} {} {since}{until} {}", words::fit(name, 24), p.detail)
            }
            None => {
                let kin = kin.get(place.checked_sub(people.len())?)?;
                let what = match kin.relation {
                    Relation::Sibling => "Brother or sister",
                    Relation::Parent => "Parent",
                    Relation::Offspring => "Son or daughter",
                };
                let name = app.row(kin.other).map(|r| app.name(r)).unwrap_or_default();
                format!(" {} {name}, on this caseload", words::fit(what, 24))
            }
        };
        Some(Line::raw(words::trim(&text, width)))
    };
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    list(
        app,
        page,
        people.len() + kin.len(),
        "Nobody is recorded: E says who the IRO is.",
        frame,
        rest,
        &line,
    );
}
