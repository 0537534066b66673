//! A session drawn: the question, why it is asked, and beside it what the IRO needs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::Sitting;
use crate::board::Row;
use crate::model::record::{Reply, Subject};
use crate::rules::checklist::progress;
use crate::rules::due::Status;
use crate::rules::practice::{AnswerKind, Item, OnNo};
use crate::tui::scene::Scene;
use crate::tui::widgets::about::about_in_short;
use crate::tui::widgets::context::{beside, context, said};
use crate::tui::{draw, pointer, words};

/// Below so many lines the child's words stand under the question, before why it is asked.
const LOW: u16 = 14;
/// What a no may lead to, as a practice's questions name it, each with its key.
const WAYS: &[(OnNo, &str)] = &[
    (OnNo::Escalate, "e escalate"),
    (OnNo::Decision, "d decision"),
    (OnNo::Note, "o note"),
    (OnNo::Adjourn, "A adjourn"),
    (OnNo::Change, "C early review"),
];

pub(crate) fn view(sitting: &Sitting, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = scene.row(sitting.child) else { return };
    if area.width >= 100 {
        let (left, right) = draw::beside(area, area.width * 2 / 5);
        let below = question(scene, sitting, row, frame, left);
        listed(scene, sitting, frame, below);
        beside(scene, row, frame, right);
    } else {
        let below = question(scene, sitting, row, frame, area);
        context(scene, row, frame, below);
    }
}

/// The question at the top; gives the room left under it.
fn question(scene: Scene<'_>, sitting: &Sitting, row: &Row, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let board = scene.board();
    let theme = scene.theme;
    let title = format!("{} ── {}", scene.name(row), scene.checklist(&sitting.walk.list));
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
    if let Some(about) = about(scene, sitting, row) {
        let about = words::trim(&about, usize::from(inner.width));
        draw::line(frame, inner, y, Line::styled(about, theme.accent()));
        y += 1;
    }
    if let Some(item) = sitting.refused.and_then(|place| all.get(place)) {
        y = offers(scene, item, frame, inner, y);
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
            let style = if given.is(Reply::No) { theme.status(Status::Overdue) } else { theme.good() };
            let day = words::day(given.date, scene.today());
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
        y = said(scene, row, frame, inner, y, 2);
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
fn about(scene: Scene<'_>, sitting: &Sitting, row: &Row) -> Option<String> {
    let subject = sitting.walk.subject?;
    let short = about_in_short(scene, row, subject)?;
    let said = match subject {
        Subject::Change(id) => row.case.changes.iter().find(|c| c.id == id).map(|c| (c.date, &c.text)),
        Subject::Escalation(id) => {
            row.case.escalations.iter().find(|e| e.id == id).map(|e| (e.raised, &e.text))
        }
        _ => None,
    };
    let (day, text) = said?;
    let text = text.lines().next().unwrap_or_default();
    Some(format!("About: {short}, {}. {text}", words::day(day, scene.today())))
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
fn offers(scene: Scene<'_>, item: &Item, frame: &mut Frame<'_>, area: Rect, y: u16) -> u16 {
    let named = |(way, _): &&(OnNo, &str)| item.on_no.contains(way);
    let (own, rest): (Vec<_>, Vec<_>) = WAYS.iter().partition(named);
    let own = own.iter().map(|(_, says)| (*says).to_owned());
    let rest = rest.iter().enumerate().map(|(place, (_, says))| match place {
        0 => format!("also {says}"),
        _ => (*says).to_owned(),
    });
    let ways: Vec<String> = own.chain(rest).collect();
    let no = words::trim(&format!("No: {}", item.ask), usize::from(area.width));
    let mut y = draw::text(frame, area, y, &no, scene.theme.dim());
    let style = scene.theme.status(Status::DueSoon);
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
fn listed(scene: Scene<'_>, sitting: &Sitting, frame: &mut Frame<'_>, area: Rect) {
    let board = scene.board();
    let all = sitting.asked(board);
    let width = usize::from(area.width);
    let top = words::top(sitting.question, all.len(), usize::from(area.height));
    for ((place, item), y) in all.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
        let given = sitting.given(board, item).map_or("·", |a| a.value.as_str());
        let line = format!("{} {}", words::fit(given, 7), words::trim(&item.ask, width.saturating_sub(8)));
        let on = place == sitting.question;
        let style = if on { scene.theme.bold() } else { scene.theme.dim() };
        draw::line(frame, area, y, Line::styled(line, style));
        let steps = place.cast_signed() - sitting.question.cast_signed();
        pointer::steps(Rect { y, height: 1, ..area }, "down", "up", steps);
    }
}
