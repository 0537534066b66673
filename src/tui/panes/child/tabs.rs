//! The tabs of a child's page that are plain lists: reviews, changes, concerns, notes, people.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::ChildPage;
use crate::board::Row;
use crate::board::views::paper::PaperRow;
use crate::model::child::{CopyOf, Relation};
use crate::model::codes::legal_title;
use crate::model::record::Note;
use crate::rules::due::Status;
use crate::rules::slot::Slot;
use crate::tui::scene::Scene;
use crate::tui::widgets::change;
use crate::tui::widgets::concern::clocks;
use crate::tui::widgets::list::list;
use crate::tui::{draw, words};

pub(super) fn changes(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let changes = &row.case.changes;
    let line = |place: usize, width: usize| {
        let change = changes.iter().rev().nth(place)?;
        let (status, answer) = change::standing(scene, change);
        let told = words::fit(&words::day(change.date, scene.today()), 16);
        let room = width.saturating_sub(21);
        let title = words::fit(&change::title(scene, change), room / 2);
        Some(Line::from(vec![
            Span::styled(format!(" {} {told} ", status.mark(scene.theme.ascii)), scene.theme.status(status)),
            Span::raw(title),
            Span::styled(format!(" {}", words::trim(&answer, room - room / 2)), scene.theme.status(status)),
        ]))
    };
    list(
        frame,
        area,
        scene.theme,
        (page.cursor, changes.len()),
        "No change is recorded: C records one.",
        &line,
    );
}

pub(super) fn reviews(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let today = scene.today();
    let slots = &row.judged().slots;
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
            (None, None) if slot.lapsed.is_some() => "not held".to_owned(),
            (None, None) => "not booked".to_owned(),
        };
        let due = slot
            .due
            .map_or_else(|| slot.gap.clone().unwrap_or_default(), |d| format!("limit {}", words::full(d)));
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let part = review.and_then(|r| r.participation).map(|p| p.says()).unwrap_or_default();
        let words_of = format!(" {} {:<9}", status.mark(scene.theme.ascii), status.says());
        let rest = format!(
            " {:<9} {}  {}  {}  {part}",
            slot.name(),
            words::fit(&what, 23),
            words::fit(&due, 21),
            words::fit(&slot.regime.title, 19)
        );
        let rest = words::trim(&rest, width.saturating_sub(13));
        Some(Line::from(vec![Span::styled(words_of, scene.theme.status(status)), Span::raw(rest)]))
    };
    list(frame, area, scene.theme, (page.cursor, slots.len()), "No review is recorded.", &line);
}

/// A note in a line: its day, its kind, whom it was with, its first words.
pub(super) fn note_line(scene: Scene<'_>, row: &Row, note: &Note, width: usize) -> Line<'static> {
    let head = format!(" {} {} ", words::fit(&words::full(note.date), 15), words::fit(note.kind.word(), 10));
    let first = note.text.lines().next().unwrap_or_default();
    let met = note.met();
    let with = if met.is_empty() { met } else { format!("{met}: ") };
    let copied = row.case.copied_mark(CopyOf::Note, note.id.0);
    let copied = copied.map_or("", |_| "◇ copied, not read here: ");
    let rest = words::trim(&format!("{copied}{with}{first}"), width.saturating_sub(words::width(&head) + 1));
    Line::from(vec![Span::styled(head, scene.theme.dim()), Span::raw(rest)])
}

pub(super) fn notes(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let notes = &row.case.notes;
    let low = (area.height / 2).min(area.height);
    let (upper, lower) = (
        Rect { height: area.height - low, ..area },
        Rect { y: area.bottom() - low, height: low, x: area.x + 1, width: area.width.saturating_sub(2) },
    );
    let at = |place: usize| notes.iter().rev().nth(place);
    let line = |place: usize, width: usize| Some(note_line(scene, row, at(place)?, width));
    list(
        frame,
        upper,
        scene.theme,
        (page.cursor, notes.len()),
        "No note yet: c logs a contact, w writes a note.",
        &line,
    );
    if let Some(note) = at(page.cursor) {
        let mut y = lower.y + 1;
        for part in words::wrap(&note.text, usize::from(lower.width)) {
            draw::line(frame, lower, y, Line::styled(part, Style::new()));
            y = y.saturating_add(1);
        }
    }
}

pub(super) fn documents(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let papers = &row.case.papers;
    let line = |place: usize, width: usize| {
        let row = PaperRow::of(row, papers.iter().rev().nth(place)?);
        let day = words::fit(&words::full(row.date), 16);
        let by = if scene.hidden { String::new() } else { format!(" by {}", row.by) };
        let text = format!("{}{by}", row.told());
        Some(Line::from(vec![
            Span::styled(format!(" {day}"), scene.theme.dim()),
            Span::raw(words::trim(&text, width.saturating_sub(18))),
        ]))
    };
    let none = "No document was written yet: L writes one.";
    list(frame, area, scene.theme, (page.cursor, papers.len()), none, &line);
}

pub(super) fn people(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let people = &row.case.people;
    let kin = &row.case.kin;
    let mut y = area.y;
    if let Some(code) = row.legal() {
        draw::line(frame, area, y, Line::styled(format!(" {code} {}", legal_title(code)), scene.theme.dim()));
        y += 1;
    }
    for field in row.case.copied.iter().filter(|c| c.row.is_none()) {
        let from = scene.row(field.source).map(|r| scene.name(r)).unwrap_or_default();
        let text = format!(" ◇ {} was copied from {from} and not read here: Enter", field.what);
        draw::line(frame, area, y, Line::styled(text, scene.theme.status(Status::DueSoon)));
        y += 1;
    }
    let line = |place: usize, width: usize| {
        let text = match people.iter().rev().nth(place) {
            Some(p) => {
                let until = p.end.map(|e| format!(" until {}", words::full(e))).unwrap_or_default();
                let since = p.start.map(|s| format!("since {}", words::full(s))).unwrap_or_default();
                let name = if scene.hidden { "(hidden)" } else { p.name.as_str() };
                let role = words::fit(scene.role(&p.role), 24);
                let unread = row.case.copied_mark(CopyOf::Person, p.id.0).is_some();
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
                let name = scene.row(kin.other).map(|r| scene.name(r)).unwrap_or_default();
                format!(" {} {name}, on this caseload", words::fit(what, 24))
            }
        };
        Some(Line::raw(words::trim(&text, width)))
    };
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let none = "Nobody is recorded: E says who the IRO is.";
    list(frame, rest, scene.theme, (page.cursor, people.len() + kin.len()), none, &line);
}

/// The concerns of one child, the latest first, as its page lists them.
pub(super) fn concerns(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let len = row.case.escalations.len();
    let none = "No concern about this child. e raises one, + passes on good practice.";
    list(frame, area, scene.theme, (page.cursor, len), none, &|place, width| {
        let concern = scene.board().judged(Some(row), row.case.escalations.iter().rev().nth(place)?);
        let (status, [stage, total]) = clocks(scene, &concern);
        let mark = status.mark(scene.theme.ascii);
        let raised = words::day(concern.escalation.raised, scene.today());
        let end = concern.escalation.effect.as_ref().unwrap_or(&concern.escalation.text);
        let at = if concern.escalation.is_open() { concern.stage_title() } else { "" };
        let parts = [raised.as_str(), concern.title(), at, &stage, &total, end];
        let said: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let text = format!(" {mark} {}", said.join(" · "));
        Some(Line::styled(words::trim(&text.replace('\n', " "), width), scene.theme.status(status)))
    });
}
