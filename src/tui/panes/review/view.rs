//! A review's page drawn: its dates, its lines group by group, and what is known of the line the cursor is on.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::{GROUPS, Point, ReviewPage, Shown, Spot};
use crate::board::views::feedback::told;
use crate::model::review::{Participation, Presence};
use crate::model::role::Role;
use crate::model::text::capital;
use crate::rules::booking::approval;
use crate::rules::checklist::answer;
use crate::rules::clash;
use crate::rules::due::Status;
use crate::tui::place::Tab;
use crate::tui::scene::Scene;
use crate::tui::widgets::{self, context, decision, summary};
use crate::tui::{draw, words};

pub(crate) fn view(page: ReviewPage, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Some(shown) = Shown::of(scene.board(), page) else { return };
    let area = widgets::page::page(scene, shown.row, Tab::Reviews, frame, area);
    let mut y = area.y;
    for (status, text) in heading(scene, &shown) {
        let style = status.map_or(scene.theme.bold(), |s| scene.theme.status(s));
        draw::line(frame, area, y, Line::styled(words::trim(&text, usize::from(area.width)), style));
        y += 1;
    }
    let wide = area.width >= 100;
    if !wide {
        let line = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        y = context::said(scene, shown.row, frame, line, y, 1);
    }
    let body = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let low = if wide || body.height < 12 { 0 } else { 6 };
    let list =
        Rect { width: if wide { body.width * 3 / 5 } else { body.width }, height: body.height - low, ..body };
    let beside = if wide {
        Rect { x: list.right() + 1, width: body.width - list.width - 1, ..body }
    } else {
        Rect { x: body.x + 1, y: list.bottom() + 1, width: body.width - 1, height: low.saturating_sub(1) }
    };
    let groups = shown.groups();
    lines(scene, &shown, &groups, page, frame, list);
    let spot = groups.iter().flatten().nth(page.cursor);
    let mut y = beside.y;
    if let Some(spot) = spot.filter(|_| beside.height > 0) {
        y = detail(scene, &shown, spot, frame, beside);
    }
    if wide {
        let y = y.saturating_add(1).min(beside.bottom());
        context::context(scene, shown.row, frame, Rect { y, height: beside.bottom() - y, ..beside });
    }
}

/// The review's own days, and what an adjournment asks.
fn heading(scene: Scene<'_>, shown: &Shown<'_>) -> Vec<(Option<Status>, String)> {
    let (slot, today) = (shown.slot, scene.today());
    let mut parts = vec![format!(" Review {}", slot.sequence)];
    parts.extend(slot.due.map(|d| format!("limit {}", words::full(d))));
    match (slot.held, slot.booked) {
        (Some(day), _) => parts.push(format!("held {}", words::full(day))),
        (None, Some(day)) => parts.push(format!("booked {}", words::full(day))),
        (None, None) => parts.push("not booked".to_owned()),
    }
    if !shown.is_current() {
        parts.push("earlier time in care, to read only".to_owned());
    }
    let mut lines = vec![(None, parts.join(" · "))];
    let review = shown.review;
    if let Some(late) = clash::late(slot) {
        lines.push((Some(Status::Overdue), format!(" ▲ booked {late}")));
    }
    if let Some(approved) = review.and_then(|r| approval(r, &scene.board().practice)) {
        lines.push((None, format!(" Approved by {approved}")));
    }
    if let (Some(false), days) = (slot.on_time(), slot.days_late(today)) {
        let why = review.and_then(|r| r.late_reason.clone()).unwrap_or_else(|| "no reason given yet".into());
        let late = format!(" ▲ held {} late: {why}", words::count(days as usize, "day", "days"));
        lines.push((Some(Status::Overdue), late));
    }
    if let Some((day, review)) = review.and_then(|r| Some((r.adjourned?, r))) {
        let why = review.adjourn_reason.as_deref().unwrap_or_default();
        let by = match (review.completed, slot.complete_by) {
            (Some(done), _) => format!("completed {}", words::full(done)),
            (None, Some(by)) => {
                let left = scene.board().calendar.working_days_between(today, by);
                format!("complete by {} ({})", words::full(by), words::distance(left))
            }
            (None, None) => "not completed".to_owned(),
        };
        lines.push((Some(Status::DueSoon), format!(" Adjourned {}: {why} · {by}", words::full(day))));
        let held_back = shown.board.ledger(shown.row);
        let held_back = held_back.iter().filter(|e| e.slot == Some(slot) && e.decision.is_open()).count();
        if review.completed.is_none() {
            let what = words::count(held_back, "decision", "decisions");
            let text =
                format!(" ◆ Until it is completed nothing proposed at it may be put into effect ({what}).");
            lines.push((Some(Status::DueSoon), text));
        }
    }
    lines.extend(shown.board.turning_before_next(shown.row, slot).into_iter().map(|t| {
        (
            Some(Status::DueSoon),
            format!(" ◆ Before the review after this one: {}, {}", words::full(t.date), t.what),
        )
    }));
    lines
}

/// The groups under their headings, as much as fits round the cursor.
fn lines(
    scene: Scene<'_>,
    shown: &Shown<'_>,
    groups: &[Vec<Spot>; 8],
    page: ReviewPage,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let width = usize::from(area.width);
    let mut all: Vec<(Option<usize>, Line<'static>)> = Vec::new();
    let mut place = 0;
    for (name, group) in GROUPS.iter().zip(groups) {
        if group.is_empty() && !matches!(*name, "Decided now" | "Agenda") {
            continue;
        }
        all.push((None, Line::styled(format!(" {name}"), scene.theme.key())));
        if group.is_empty() {
            let none = match *name {
                "Agenda" => "This practice lists no agenda (checklist review-agenda).",
                _ => "None yet: a adds one.",
            };
            all.push((None, Line::styled(format!("   {none}"), scene.theme.dim())));
        }
        for spot in group {
            all.push((Some(place), line(scene, shown, spot, width)));
            place += 1;
        }
    }
    let at = all.iter().position(|(p, _)| *p == Some(page.cursor)).unwrap_or(0);
    let top = words::top(at, all.len(), usize::from(area.height));
    for ((place, line), y) in all.into_iter().skip(top).zip(area.y..area.bottom()) {
        match place {
            Some(place) => draw::row(frame, area, y, line, place == page.cursor, scene.theme),
            None => draw::line(frame, area, y, line),
        }
    }
}

fn line(scene: Scene<'_>, shown: &Shown<'_>, spot: &Spot, width: usize) -> Line<'static> {
    let marked = |status: Status, word: &str, text: &str| {
        let head = format!(" {} {} ", status.mark(scene.theme.ascii), words::fit(word, 10));
        let rest = words::trim(text, width.saturating_sub(words::width(&head)));
        Line::from(vec![Span::styled(head, scene.theme.status(status)), Span::raw(rest)])
    };
    match spot {
        Spot::Duty(key) => shown.due(key).map_or_else(Line::default, |d| summary::due_line(scene, d, width)),
        Spot::Earlier(id) | Spot::Decision(id) => {
            let ledger = shown.board.ledger(shown.row);
            let entry = ledger.iter().find(|e| e.decision.id == *id);
            entry.map_or_else(Line::default, |e| decision::line(scene, e, width))
        }
        Spot::Matter(id) => {
            let matters = shown.matters();
            let ask = matters.iter().find(|i| i.id == *id).map_or("", |i| i.ask.as_str());
            let given = shown.noted().and_then(|s| answer(s, id));
            let (status, word) = match given.map(|a| a.value.as_str()) {
                Some("yes") => (Status::Done, "yes"),
                Some("partly") => (Status::DueSoon, "partly"),
                Some("no") => (Status::DueSoon, "no"),
                Some(_) => (Status::NotApplicable, "n/a"),
                None => (Status::Upcoming, ""),
            };
            let noted = if given.is_some_and(|a| !a.note.is_empty()) { "✎ " } else { "" };
            marked(status, word, &format!("{noted}{ask}"))
        }
        Spot::Person(role, name) => {
            let people = shown.people();
            let known = people.iter().find(|(r, n, _)| r == role && n == name).and_then(|(.., a)| *a);
            // How the child took part says it too; nobody is asked twice.
            let said = || shown.review.filter(|_| *role == Role::Child)?.participation?.presence();
            let presence = known.map(|a| a.presence).or_else(said);
            let status = match presence {
                Some(Presence::Attended | Presence::SentViews) => Status::Done,
                Some(_) => Status::NotApplicable,
                None => Status::Upcoming,
            };
            let name = if scene.hidden { "(hidden)" } else { name.as_str() };
            let role = scene.role(role);
            let note = known.map(|a| a.note.replace('\n', " ")).unwrap_or_default();
            let text = format!("{} {} {note}", words::fit(role, 18), words::fit(name, 20));
            let word = presence.map_or("", Presence::says);
            let head = format!(" {} {} ", status.mark(scene.theme.ascii), words::fit(word, 13));
            let rest = words::trim(&text, width.saturating_sub(words::width(&head)));
            Line::from(vec![Span::styled(head, scene.theme.status(status)), Span::raw(rest)])
        }
        Spot::No(form, question) => {
            let Some((form, answer)) = shown.no(*form, *question) else { return Line::default() };
            let (status, word) = match answer.waits() {
                true => (Status::DueSoon, "to answer"),
                false => (Status::Done, "answered"),
            };
            marked(status, word, &format!("{}: {}", form.by, question))
        }
        Spot::Point(point) => {
            let (label, said) = point_line(scene, shown, *point);
            let status = if said.is_some() { Status::Done } else { Status::Upcoming };
            let said = said.unwrap_or_default().replace('\n', " ");
            let text = format!("{} {said}", words::fit(label, 24));
            let head = format!(" {} ", status.mark(scene.theme.ascii));
            let rest = words::trim(&text, width.saturating_sub(3));
            Line::from(vec![Span::styled(head, scene.theme.status(status)), Span::raw(rest)])
        }
    }
}

/// What is asked, and what is recorded of it.
fn point_line(scene: Scene<'_>, shown: &Shown<'_>, point: Point) -> (&'static str, Option<String>) {
    let review = shown.review;
    let day = |d: Option<chrono::NaiveDate>| d.map(words::full);
    let text = |t: Option<&String>| t.filter(|t| !t.is_empty()).cloned();
    match point {
        Point::Held => ("Held", day(shown.slot.held)),
        Point::Late => ("Why it was late", text(review.and_then(|r| r.late_reason.as_ref()))),
        Point::Participation => {
            let part = review.and_then(|r| r.participation);
            ("How the child took part", part.map(|p: Participation| format!("{} ({})", p.says(), p.word())))
        }
        Point::Led => ("Who led the meeting", text(review.map(|r| &r.led_by))),
        Point::NotFollowed => ("Views not followed", text(review.map(|r| &r.not_followed))),
        Point::Parts => {
            let parts = review.map(|r| r.parts.iter().map(|d| words::full(*d)).collect::<Vec<_>>());
            let parts = parts.filter(|p| !p.is_empty()).map(|p| format!("and on {}", p.join(", ")));
            ("Further meetings", parts)
        }
        Point::Adjourned => ("Adjourned", day(review.and_then(|r| r.adjourned))),
        Point::Completed => ("Completed", day(review.and_then(|r| r.completion()))),
        Point::Sent => ("Decisions sent", day(review.and_then(|r| r.decisions_sent))),
        Point::Received => ("Decisions received", day(review.and_then(|r| r.decisions_received))),
        Point::Feedback => {
            let forms = shown.forms().map(|f| format!("{} {}", f.by, told(f))).collect::<Vec<_>>();
            ("Feedback", Some(forms.join(" · ")).filter(|f| !f.is_empty()))
        }
        Point::Next => ("Next review", next(scene, shown).map(|(_, text)| text)),
    }
}

/// The next review's date, with what it keeps of the limit.
fn next(scene: Scene<'_>, shown: &Shown<'_>) -> Option<(Status, String)> {
    let slot = shown.next()?;
    let day = slot.held.or(slot.booked)?;
    let (Some(due), calendar) = (slot.due, &scene.board().calendar) else {
        return Some((Status::Done, words::full(day)));
    };
    if day > due {
        return Some((
            Status::Overdue,
            format!("{} ▲ after the limit, {}", words::full(day), words::full(due)),
        ));
    }
    let spare = calendar.working_days_between(day, due).unwrap_or(0);
    let within = slot.plan_by.is_none_or(|plan| day <= plan);
    let (status, word) = if within { (Status::Done, "") } else { (Status::DueSoon, "◆ margin not kept, ") };
    Some((status, format!("{} · {word}{spare} wd before the limit", words::full(day))))
}

/// What is known of the line the cursor is on; gives the row after it.
fn detail(scene: Scene<'_>, shown: &Shown<'_>, spot: &Spot, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let theme = scene.theme;
    match spot {
        Spot::Duty(key) => {
            let Some(due) = shown.due(key) else { return area.y };
            let mut y = draw::text(frame, area, area.y, &due.duty.title, theme.bold());
            let owner = scene.role(&due.duty.owner);
            let when = due.due.map_or_else(|| "as soon as possible".to_owned(), words::full);
            y = draw::text(frame, area, y, &format!("{owner}: {when}, {}", due.status.says()), Style::new());
            if !due.reason.is_empty() {
                y = draw::text(frame, area, y, &due.reason, theme.status(due.status));
            }
            y = draw::text(frame, area, y, &due.duty.help, Style::new());
            draw::text(frame, area, y, &due.duty.cite, theme.dim())
        }
        Spot::Earlier(id) | Spot::Decision(id) => {
            let ledger = shown.board.ledger(shown.row);
            let entry = ledger.iter().find(|e| e.decision.id == *id);
            entry.map_or(area.y, |entry| decision::detail(scene, entry, frame, area))
        }
        Spot::Matter(id) => {
            let matters = shown.matters();
            let Some(item) = matters.iter().find(|i| i.id == *id) else { return area.y };
            let mut y = draw::text(frame, area, area.y, &item.ask, theme.bold());
            if let Some(note) = shown.noted().and_then(|s| answer(s, id)).filter(|a| !a.note.is_empty()) {
                y = draw::text(frame, area, y, &note.note, theme.accent());
            }
            y = draw::text(frame, area, y, &item.why, Style::new());
            draw::text(frame, area, y, &item.cite, theme.dim())
        }
        Spot::Person(role, name) => {
            let people = shown.people();
            let known = people.iter().find(|(r, n, _)| r == role && n == name).and_then(|(.., a)| *a);
            let text = match known {
                Some(a) => format!("{}. {}", a.presence.says(), a.note),
                None => "y attended · p sent views · n did not come · x was not asked, because …".to_owned(),
            };
            draw::text(frame, area, area.y, &text, Style::new())
        }
        Spot::No(form, question) => {
            let Some((form, answer)) = shown.no(*form, *question) else { return area.y };
            let head = format!("{}, {}: {question}? No.", form.by, words::full(form.date));
            let mut y = draw::text(frame, area, area.y, &capital(&head), theme.bold());
            if !scene.hidden {
                y = draw::text(frame, area, y, &answer.words, theme.accent());
            }
            let reply = match answer.replied {
                Some(day) => format!("Answered {}: {}", words::full(day), answer.reply),
                None => "Enter records what you did or said about it.".to_owned(),
            };
            draw::text(frame, area, y, &reply, Style::new())
        }
        Spot::Point(Point::Next) => {
            if let Some((status, text)) = next(scene, shown) {
                draw::text(frame, area, area.y, &text, theme.status(status))
            } else {
                let text = "Agree the next date before everybody leaves, with a margin inside the limit: Enter books it.";
                draw::text(frame, area, area.y, text, Style::new())
            }
        }
        Spot::Point(point) => {
            let (label, said) = point_line(scene, shown, *point);
            let y = draw::text(frame, area, area.y, label, theme.bold());
            draw::text(frame, area, y, &said.unwrap_or_else(|| "Enter records it.".to_owned()), Style::new())
        }
    }
}
