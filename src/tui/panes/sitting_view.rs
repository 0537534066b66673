//! A session drawn: the question, why it is asked, and beside it what the IRO needs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::sitting::Sitting;
use super::{checklists, summary};
use crate::board::Row;
use crate::model::decision::Decision;
use crate::model::record::Subject;
use crate::rules::checklist::progress;
use crate::rules::due::Status;
use crate::rules::practice::{AnswerKind, Item};
use crate::tui::app::App;
use crate::tui::{draw, words};

/// Below so many lines the child's words stand under the question, before why it is asked.
const LOW: u16 = 14;
/// From so many lines on, decisions stand in full.
const HIGH: u16 = 20;

/// What a no may lead to, as a practice's questions name it, each with its key.
const WAYS: &[(&str, &str)] = &[
    ("escalate", "e escalate"),
    ("decision", "d decision"),
    ("note", "o note"),
    ("adjourn", "A adjourn"),
    ("change", "C early review"),
];

/// Who of the people is shown beside a question.
const WHO: &[&str] = &["social-worker", "team-manager", "carer", "parent", "guardian", "advocate"];

pub(crate) fn view(app: &App, sitting: &Sitting, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = app.row(sitting.child) else { return };
    if area.width >= 100 {
        let side = area.width * 2 / 5;
        let left = Rect { width: area.width - side, ..area };
        let below = question(app, sitting, row, frame, left);
        listed(app, sitting, frame, below);
        beside(app, row, frame, Rect { x: area.right() - side, width: side, ..area });
    } else {
        let below = question(app, sitting, row, frame, area);
        context(app, row, frame, below);
    }
}

/// The question at the top; gives the room left under it.
fn question(app: &App, sitting: &Sitting, row: &Row, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let board = &app.desk.board;
    let theme = app.theme;
    let title = format!("{} ── {}", app.name(row), checklists::title(board, &sitting.walk.list));
    let inner = draw::boxed(frame, area, &title, theme);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let all = sitting.asked(board);
    let done = progress(&all, sitting.session(board));
    let bar = draw::bar(done, all.len(), usize::from(inner.width).saturating_sub(24).min(40));
    let line = Line::from(vec![
        Span::raw(format!("{} of {} ", sitting.question + 1, all.len())),
        Span::styled(bar, theme.accent()),
        Span::styled(format!(" {done} answered"), theme.dim()),
    ]);
    draw::line(frame, inner, inner.y, line);
    let mut y = inner.y + 1;
    if let Some(about) = about(app, sitting, row) {
        let about = words::trim(&about, usize::from(inner.width));
        draw::line(frame, inner, y, Line::styled(about, theme.accent()));
        y += 1;
    }
    if let Some(item) = sitting.refused.and_then(|place| all.get(place)) {
        y = offers(app, item, frame, inner, y);
    }
    let Some(item) = all.get(sitting.question) else { return Rect { height: 0, ..inner } };
    let low = inner.height < LOW;
    y = draw::text(frame, inner, y + u16::from(!low), &item.ask, theme.bold());
    let stands = item.completes.as_deref().and_then(|d| board.practice.duty(d));
    let source = match stands {
        Some(duty) => format!("{} · yes ticks off: {}", item.cite, duty.title),
        None => item.cite.clone(),
    };
    let answer = match sitting.given(board, item) {
        Some(given) => {
            let style = if given.value == "no" { theme.status(Status::Overdue) } else { theme.good() };
            let day = words::day(given.date, app.today());
            let note = if given.note.is_empty() { String::new() } else { format!(": {}", given.note) };
            Some((format!("✓ {} ({day}){note}", given.value), style))
        }
        // On a low screen the footer has to do.
        None if low && item.answer == AnswerKind::YesNo => None,
        None => Some((keys(item).to_owned(), theme.accent())),
    };
    let answered = |frame: &mut Frame<'_>, y: u16| {
        answer.as_ref().map_or(y, |(text, style)| draw::text(frame, inner, y, text, *style))
    };
    if low {
        y = answered(frame, y);
        y = said(app, row, frame, inner, y, 2);
    }
    y = draw::text(frame, inner, y, &item.why, Style::new());
    y = draw::text(frame, inner, y, &source, theme.dim());
    if low {
        return Rect { height: 0, ..inner };
    }
    let y = (answered(frame, y) + 1).min(inner.bottom());
    Rect { y, height: inner.bottom() - y, ..inner }
}

/// What a session is about, where it is one of several things that may be open.
fn about(app: &App, sitting: &Sitting, row: &Row) -> Option<String> {
    let subject = sitting.walk.subject?;
    let short = app.about_in_short(row, subject)?;
    let said = match subject {
        Subject::Change(id) => row.case.changes.iter().find(|c| c.id == id).map(|c| (c.date, &c.text)),
        Subject::Escalation(id) => {
            row.case.escalations.iter().find(|e| e.id == id).map(|e| (e.raised, &e.text))
        }
        _ => None,
    };
    let (day, text) = said?;
    let text = text.lines().next().unwrap_or_default();
    Some(format!("About: {short}, {}. {text}", words::day(day, app.today())))
}

fn keys(item: &Item) -> &'static str {
    match item.answer {
        AnswerKind::YesNo => "y yes · p partly · n no · x not applicable · o with a note or a day",
        AnswerKind::Text => "y writes the answer · x not applicable",
        AnswerKind::Date => "y gives the date · x not applicable",
        AnswerKind::Choice => "y chooses · x not applicable",
    }
}

/// What the no just given offers, each on its key.
fn offers(app: &App, item: &Item, frame: &mut Frame<'_>, area: Rect, y: u16) -> u16 {
    let named = |(word, _): &&(&str, &str)| item.on_no.iter().any(|on_no| on_no == word);
    let (own, rest): (Vec<_>, Vec<_>) = WAYS.iter().partition(named);
    let own = own.iter().map(|(_, says)| (*says).to_owned());
    let rest = rest.iter().enumerate().map(|(place, (_, says))| match place {
        0 => format!("also {says}"),
        _ => (*says).to_owned(),
    });
    let ways: Vec<String> = own.chain(rest).collect();
    let no = words::trim(&format!("No: {}", item.ask), usize::from(area.width));
    let mut y = draw::text(frame, area, y, &no, app.theme.dim());
    let style = app.theme.status(Status::DueSoon);
    for (place, line) in
        words::rows(&ways, " · ", usize::from(area.width).saturating_sub(2)).iter().enumerate()
    {
        let mark = if place == 0 { "▸" } else { " " };
        draw::line(frame, area, y, Line::styled(format!("{mark} {line}"), style));
        y = y.saturating_add(1);
    }
    y
}

/// Every question with its answer.
fn listed(app: &App, sitting: &Sitting, frame: &mut Frame<'_>, area: Rect) {
    let board = &app.desk.board;
    let all = sitting.asked(board);
    let width = usize::from(area.width);
    let top = words::top(sitting.question, all.len(), usize::from(area.height));
    for ((place, item), y) in all.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
        let given = sitting.given(board, item).map_or("·", |a| a.value.as_str());
        let line = format!("{} {}", words::fit(given, 7), words::trim(&item.ask, width.saturating_sub(8)));
        let on = place == sitting.question;
        let style = if on { app.theme.bold() } else { app.theme.dim() };
        draw::line(frame, area, y, Line::styled(line, style));
    }
}

/// A box with what the IRO needs about a child.
pub(crate) fn beside(app: &App, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let inner = draw::boxed(frame, area, &summary::heading(app, row), app.theme);
    context(app, row, frame, Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner });
}

/// What the child said last, in so many lines at most; gives the line after it.
pub(crate) fn said(app: &App, row: &Row, frame: &mut Frame<'_>, area: Rect, from: u16, most: usize) -> u16 {
    let Some(note) = row.wishes() else {
        return draw::text(frame, area, from, "? The child's words are not recorded yet.", app.theme.dim());
    };
    let text = format!("“{}” – {}", words::said(&note.text), words::day(note.date, app.today()));
    let width = usize::from(area.width);
    let mut parts = words::wrap(&text, width);
    if parts.len() > most {
        parts.truncate(most);
        if let Some(last) = parts.last_mut() {
            *last = words::trim(&format!("{last} …"), width);
        }
    }
    let mut y = from;
    for part in parts {
        draw::line(frame, area, y, Line::styled(part, app.theme.quote()));
        y = y.saturating_add(1);
    }
    y
}

/// The child's words first, then the last review, the dates of the plan, the people, what is owed.
pub(crate) fn context(app: &App, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let today = app.today();
    let mut y = said(app, row, frame, area, area.y, 5);
    for ask in row.case.asks.iter().filter(|a| a.outcome_on.is_none()).take(3) {
        let text = format!("◆ Asked for: {} ({})", ask.text, words::brief(ask.date, today));
        let text = words::trim(&text, usize::from(area.width));
        draw::line(frame, area, y, Line::styled(text, app.theme.status(Status::DueSoon)));
        y = y.saturating_add(1);
    }
    let last = row.judged.reviews().rfind(|s| s.held.is_some());
    let text = match last.and_then(|s| Some((s, s.held?))) {
        Some((slot, day)) => {
            let part = slot.review.and_then(|r| row.case.reviews.get(r)).and_then(|r| r.participation);
            let part = part.map(|p| format!("; {}", p.says())).unwrap_or_default();
            format!("Last review: {} on {}{part}", slot.sequence, words::full(day))
        }
        None => "No review has been held yet.".to_owned(),
    };
    y = draw::text(frame, area, y, &text, Style::new());
    y = decisions(app, row, frame, area, y);
    y = draw::text(frame, area, y, &summary::review(app, row), Style::new());
    let seen = row.last_seen().map_or("not recorded".to_owned(), words::full);
    y = draw::text(frame, area, y, &format!("Last seen by you: {seen}"), Style::new());
    let people: Vec<String> = WHO
        .iter()
        .filter_map(|role| {
            let name = row.person(role)?;
            let name = if app.hidden { "(hidden)" } else { name };
            Some(format!("{}: {name}", app.desk.board.practice.role(role)))
        })
        .collect();
    if !people.is_empty() {
        y = draw::text(frame, area, y, &people.join(" · "), app.theme.dim());
    }
    for due in row.judged.own().filter(|d| d.due.is_some()) {
        draw::line(frame, area, y, summary::due_line(app, due, usize::from(area.width)));
        y = y.saturating_add(1);
    }
}

/// The decisions not yet carried out, and where each stands; on a high screen those settled last too.
fn decisions(app: &App, row: &Row, frame: &mut Frame<'_>, area: Rect, from: u16) -> u16 {
    let today = app.today();
    let mut y = from;
    let ledger = app.desk.board.ledger(row);
    let (open, settled): (Vec<_>, Vec<_>) =
        ledger.iter().map(|e| e.decision).partition(|d: &&Decision| d.is_open());
    let high = area.height >= HIGH;
    let settled = settled.iter().rev().take(if high { 2 } else { 0 });
    for decision in open.iter().take(4).chain(settled) {
        let late = decision.is_open() && decision.by.is_some_and(|by| by < today);
        let status = match (late, decision.is_open()) {
            (true, _) => Status::Overdue,
            (false, true) => Status::Upcoming,
            (false, false) => Status::Done,
        };
        let by = decision.by.map(|d| format!("by {}, ", words::day(d, today))).unwrap_or_default();
        let tail = format!(" ({by}{})", decision.progress().word());
        let text =
            format!("{} {}", status.mark(app.theme.ascii), decision.text.lines().next().unwrap_or_default());
        // Where there is no room for all of the words, the date and where it stands are kept.
        let text = if high {
            text
        } else {
            words::trim(&text, usize::from(area.width).saturating_sub(words::width(&tail)))
        };
        y = draw::text(frame, area, y, &format!("{text}{tail}"), app.theme.status(status));
    }
    if open.len() > 4 {
        let more = format!("  and {} more decisions open", open.len() - 4);
        draw::line(frame, area, y, Line::styled(more, app.theme.dim()));
        y = y.saturating_add(1);
    }
    y
}
