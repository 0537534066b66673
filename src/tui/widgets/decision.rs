//! A decision of a review: in a line, in full, in words for the concern raised about it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::model::decision::{Mark, Progress};
use crate::model::ids::{ChildId, DecisionId};
use crate::rules::decisions::{Entry, considering};
use crate::rules::due::Status;
use crate::tui::action::Reply;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

/// A decision and what became of it, for the concern raised about it.
pub(crate) fn in_words(scene: Scene<'_>, child: ChildId, id: DecisionId) -> Option<String> {
    let board = scene.board();
    let ledger = board.ledger(scene.row(child)?);
    let entry = ledger.iter().find(|e| e.decision.id == id)?;
    let d = entry.decision;
    let at = entry.slot.map_or_else(String::new, |s| format!("Review {}", s.sequence));
    let on = entry.made().map(|m| format!(" on {}", words::full(m))).unwrap_or_default();
    let owner = d.owner.as_deref().map_or("nobody named", |o| board.practice.role(o));
    let by = d.by.map_or_else(|| "no date set".to_owned(), |b| format!("by {}", words::full(b)));
    let mut text = format!("{at}{on} decided: {}\n({owner}, {by}.)", d.text);
    text.push_str(&format!("\nIt is {}{}.", d.progress(), carried(entry)));
    let notes = d.marks.iter().filter(|m| !m.note.is_empty());
    text.extend(notes.map(|m| format!("\n{}: {}", words::full(m.date), m.note)));
    Some(text)
}

/// How far a decision was carried out, as one key says it.
pub(crate) fn mark_of(reply: Reply) -> Mark {
    match reply {
        Reply::Yes => Mark::Done,
        Reply::Partly => Mark::Partly,
        Reply::No | Reply::NotApplicable => Mark::NotDone,
    }
}

fn carried(entry: &Entry<'_>) -> String {
    match entry.carried {
        0 => String::new(),
        n => format!(", carried {}", words::count(n, "review", "reviews")),
    }
}

/// The mark and word of a decision, in the language the whole screen has for states.
fn status(scene: Scene<'_>, entry: &Entry<'_>) -> (Status, &'static str) {
    let late = entry.is_late(scene.today());
    match entry.decision.progress() {
        Progress::Done => (Status::Done, "done"),
        Progress::Dropped => (Status::Waived, "dropped"),
        _ if late => (Status::Overdue, "late"),
        Progress::Partly => (Status::DueSoon, "partly"),
        Progress::NotDone => (Status::DueSoon, "not done"),
        Progress::Open => (Status::Upcoming, "open"),
    }
}

/// One decision as one line.
pub(crate) fn line(scene: Scene<'_>, entry: &Entry<'_>, width: usize) -> Line<'static> {
    let d = entry.decision;
    let (status, word) = status(scene, entry);
    let head = format!(" {} {} ", status.mark(scene.theme.ascii), words::fit(word, 8));
    let review = entry.slot.map_or_else(String::new, |s| format!("R{}", s.sequence));
    let by = d.by.map_or_else(|| "no date".to_owned(), |b| words::day(b, scene.today()));
    let owner = d.owner.as_deref().map_or("no owner", |o| scene.role(o));
    let doubt = if entry.doubts.is_empty() || !d.is_open() { ' ' } else { '?' };
    let first = d.text.lines().next().unwrap_or_default();
    let (dated, owned) = if width < 90 { (11, 8) } else { (15, 20) };
    let rest = format!("{review:<4}{} {} {doubt} {first}", words::fit(&by, dated), words::fit(owner, owned));
    let tail = carried(entry).trim_start_matches(", ").to_owned();
    let room = width.saturating_sub(words::width(&head) + words::width(&tail) + 2);
    Line::from(vec![
        Span::styled(head, scene.theme.status(status)),
        Span::raw(words::fit(&rest, room)),
        Span::styled(format!(" {tail}"), scene.theme.status(Status::DueSoon)),
    ])
}

/// What is known of one decision, from a row on; gives the row after it.
pub(crate) fn detail(scene: Scene<'_>, entry: &Entry<'_>, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let practice = &scene.board().practice;
    let who = considering(practice).map_or("the manager", |d| practice.role(&d.owner));
    let d = entry.decision;
    let mut y = draw::text(frame, area, area.y, &d.text, scene.theme.bold());
    if !d.outcome.is_empty() {
        y = draw::text(frame, area, y, &format!("So that: {}", d.outcome), Style::new());
    }
    let mut facts = Vec::new();
    facts.extend(entry.made().map(|m| format!("decided {}", words::full(m))));
    facts.extend(entry.age(scene.today()).map(|n| format!("{n} days old")));
    facts.push(entry.agreement.words(who));
    if !d.person.is_empty() && !scene.hidden {
        facts.push(d.person.clone());
    }
    y = draw::text(frame, area, y, &facts.join(" · "), scene.theme.dim());
    // An answer without a note is told above already.
    for marked in d.marks.iter().filter(|m| !m.mark.is_answer() || !m.note.is_empty()) {
        let note = if marked.note.is_empty() { String::new() } else { format!(": {}", marked.note) };
        let text = format!("{} {}{note}", words::full(marked.date), marked.mark);
        y = draw::text(frame, area, y, &text, Style::new());
    }
    for doubt in entry.doubts.iter().filter(|_| d.is_open()) {
        let text = format!("? {}", doubt.words());
        y = draw::text(frame, area, y, &text, scene.theme.status(Status::DueSoon));
    }
    y
}
