//! What the IRO needs beside a list of questions: the child's words first, then the rest.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::summary;
use crate::board::Row;
use crate::model::decision::Decision;
use crate::model::role::Role;
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

/// From so many lines on, decisions stand in full.
const HIGH: u16 = 20;

/// Who of the people is shown beside a question.
const WHO: [Role; 6] =
    [Role::SocialWorker, Role::TeamManager, Role::Carer, Role::Parent, Role::Guardian, Role::Advocate];

/// A box with what the IRO needs about a child.
pub(crate) fn beside(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let inner = draw::boxed(frame, area, &summary::heading(scene, row, area.width).0, scene.theme);
    context(scene, row, frame, Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner });
}

/// What the child said last, in so many lines at most; gives the line after it.
pub(crate) fn said(
    scene: Scene<'_>,
    row: &Row,
    frame: &mut Frame<'_>,
    area: Rect,
    from: u16,
    most: usize,
) -> u16 {
    let Some(note) = row.wishes() else {
        return draw::text(frame, area, from, "? The child's words are not recorded yet.", scene.theme.dim());
    };
    let text = format!("“{}” – {}", words::said(&note.text), words::day(note.date, scene.today()));
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
        draw::line(frame, area, y, Line::styled(part, scene.theme.quote()));
        y = y.saturating_add(1);
    }
    y
}

/// The child's words first, then the last review, the dates of the plan, the people, what is owed.
pub(crate) fn context(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let today = scene.today();
    let mut y = said(scene, row, frame, area, area.y, 5);
    for ask in row.case.asks.iter().filter(|a| a.outcome_on.is_none()).take(3) {
        let text = format!("◆ Asked for: {} ({})", ask.text, words::brief(ask.date, today));
        let text = words::trim(&text, usize::from(area.width));
        draw::line(frame, area, y, Line::styled(text, scene.theme.status(Status::DueSoon)));
        y = y.saturating_add(1);
    }
    let last = row.judged().reviews().rfind(|s| s.held.is_some());
    let text = match last.and_then(|s| Some((s, s.held?))) {
        Some((slot, day)) => {
            let part = slot.review.and_then(|r| row.case.reviews.get(r)).and_then(|r| r.participation);
            let part = part.map(|p| format!("; {}", p.says())).unwrap_or_default();
            let number = slot.number().map_or_else(String::new, |n| format!("{n} "));
            format!("Last review: {number}on {}{part}", words::full(day))
        }
        None => "No review has been held yet.".to_owned(),
    };
    y = draw::text(frame, area, y, &text, Style::new());
    y = decisions(scene, row, frame, area, y);
    y = draw::text(frame, area, y, &summary::review(scene, row), Style::new());
    let seen = row.last_seen().map_or("not recorded".to_owned(), words::full);
    y = draw::text(frame, area, y, &format!("Last seen by you: {seen}"), Style::new());
    let people: Vec<String> = WHO
        .iter()
        .filter_map(|role| {
            let name = row.person(role.word())?;
            let name = if scene.hidden { "(hidden)" } else { name };
            Some(format!("{}: {name}", scene.role(role.word())))
        })
        .collect();
    if !people.is_empty() {
        y = draw::text(frame, area, y, &people.join(" · "), scene.theme.dim());
    }
    for due in row.judged().mine() {
        draw::line(frame, area, y, summary::due_line(scene, due, usize::from(area.width)));
        y = y.saturating_add(1);
    }
    for text in summary::folded(scene, row) {
        y = draw::text(frame, area, y, &text, scene.theme.dim());
    }
}

/// The decisions not yet carried out, and where each stands; on a high screen those settled last too.
fn decisions(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect, from: u16) -> u16 {
    let today = scene.today();
    let mut y = from;
    let ledger = scene.board().ledger(row);
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
        let text = format!(
            "{} {}",
            status.mark(scene.theme.ascii),
            decision.text.lines().next().unwrap_or_default()
        );
        // Where there is no room for all of the words, the date and where it stands are kept.
        let text = if high {
            text
        } else {
            words::trim(&text, usize::from(area.width).saturating_sub(words::width(&tail)))
        };
        y = draw::text(frame, area, y, &format!("{text}{tail}"), scene.theme.status(status));
    }
    if open.len() > 4 {
        let more = format!("  and {} more decisions open", open.len() - 4);
        draw::line(frame, area, y, Line::styled(more, scene.theme.dim()));
        y = y.saturating_add(1);
    }
    y
}
