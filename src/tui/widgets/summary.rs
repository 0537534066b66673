//! What matters about a child, in a few lines: who, since when, what is next, what is owed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::board::Row;
use crate::model::instance::Instance;
use crate::model::role::Role;
use crate::rules::due::{Due, Status};
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

/// `Amara O. · 9 · section 20 · 100123`.
pub(crate) fn heading(scene: Scene<'_>, row: &Row) -> String {
    let child = &row.case.child;
    let mut parts = vec![scene.name(row)];
    parts.extend(child.age_on(scene.today()).map(|a| a.to_string()));
    parts.extend(row.legal().map(|code| crate::model::codes::legal_title(code).to_owned()));
    parts.push(child.number.clone());
    parts.join(" · ")
}

/// Since when looked after, in words.
pub(crate) fn care(scene: Scene<'_>, row: &Row) -> String {
    let today = scene.today();
    match row.case.periods.last() {
        Some(p) if row.looked_after(today) => {
            let weeks = (today - p.start).num_days() / 7;
            format!("Looked after since {} ({weeks} weeks)", words::full(p.start))
        }
        Some(p) => format!("Ceased to be looked after {}", p.end.map(words::full).unwrap_or_default()),
        None => "? Not recorded when care began: E adds it.".to_owned(),
    }
}

/// The next review, in words.
pub(crate) fn review(scene: Scene<'_>, row: &Row) -> String {
    let today = scene.today();
    let Some(slot) = row.next_review() else { return "No review is due.".to_owned() };
    let due = match (slot.last_day(), &slot.gap) {
        (Some(by), _) if slot.complete_by.is_some() => {
            format!("adjourned: complete by {}", words::day(by, today))
        }
        (Some(due), _) => format!("due {}", words::day(due, today)),
        (None, Some(gap)) => format!("? waiting for {gap}"),
        (None, None) => "? no limit".to_owned(),
    };
    let booked = match slot.booked {
        Some(day) if slot.last_day().is_some_and(|d| day > d) => {
            format!("booked {} ▲ past the limit", words::day(day, today))
        }
        Some(day) => format!("booked {}", words::day(day, today)),
        None => match slot.plan_by {
            Some(day) => format!("not booked, plan by {}", words::day(day, today)),
            None => "not booked".to_owned(),
        },
    };
    format!("Review {} {due} · {booked}", slot.sequence)
}

/// What a duty or a session is for, as people say it: `review 3`, `placement 2`, `Nov 2026`.
pub(crate) fn short_instance(instance: &Instance) -> String {
    let word = instance.to_string();
    match (instance, word.split_once(':')) {
        (Instance::Turn(_), Some((_, turn))) => turn.to_owned(),
        _ => word.replace(':', " "),
    }
}

/// A duty as one line: `▲ 2 wd late  Speak with the social worker  (SW)`.
pub(crate) fn due_line(scene: Scene<'_>, due: &Due, width: usize) -> Line<'static> {
    let theme = scene.theme;
    let owner = short_owner(scene, due, if width < 50 { 8 } else { 18 });
    let away = match due.done_on {
        Some(day) if !due.status.is_open() => words::brief(day, scene.today()),
        _ if due.due.is_none() || due.status == Status::NotAchievable => due.status.says().to_owned(),
        _ => words::due_distance(due),
    };
    let room = width.saturating_sub(17 + words::width(&owner));
    Line::from(vec![
        Span::styled(
            format!(" {} {}", due.status.mark(theme.ascii), words::fit(&away, 13)),
            theme.status(due.status),
        ),
        Span::raw(words::fit(&due.duty.title, room)),
        Span::styled(format!(" {owner}"), theme.dim()),
    ])
}

fn short_owner(scene: Scene<'_>, due: &Due, most: usize) -> String {
    if due.duty.owner == Role::Iro {
        return "(you)".to_owned();
    }
    let title = words::trim(scene.role(&due.duty.owner), most);
    if due.duty.watch { format!("(watch: {title})") } else { format!("({title})") }
}

/// Fills an area with the child's summary.
pub(crate) fn child(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect, from: u16) {
    let width = usize::from(area.width);
    let mut y = from;
    let wishes = row.wishes();
    let small = area.height < 7;
    if !small {
        draw::line(frame, area, y, Line::raw(format!(" {}", care(scene, row))));
        y += 1;
    }
    let tone = if row.next_review().is_some_and(|s| s.last_day().is_some_and(|d| d < scene.today())) {
        scene.theme.bad()
    } else {
        Style::new()
    };
    draw::line(frame, area, y, Line::styled(words::trim(&format!(" {}", review(scene, row)), width), tone));
    y += 1;
    let below = if small { 1 } else { 5 };
    let room = usize::from(area.bottom().saturating_sub(y)).saturating_sub(below);
    let owed = row.judged().own().filter(|d| d.due.is_some());
    let mut more = 0;
    for (place, due) in owed.enumerate() {
        if place < room.max(1) {
            draw::line(frame, area, y, due_line(scene, due, width));
            y += 1;
        } else {
            more += 1;
        }
    }
    if more > 0 && !small {
        draw::line(
            frame,
            area,
            y,
            Line::styled(format!("   and {more} more: Enter, then Tab"), scene.theme.dim()),
        );
        y += 1;
    }
    let behind: Vec<&str> = row
        .judged()
        .watched()
        .filter(|d| d.status == Status::Overdue)
        .map(|d| d.duty.title.as_str())
        .collect();
    if !small && !behind.is_empty() {
        let text = format!(" ▲ others' clocks: {}", behind.join(", "));
        let style = scene.theme.status(Status::DueSoon);
        draw::line(frame, area, y, Line::styled(words::trim(&text, width), style));
        y += 1;
    }
    if !small {
        for signal in row.signals(scene.today()).into_iter().take(2) {
            draw::line(
                frame,
                area,
                y,
                Line::styled(format!(" ● {}", signal.what), scene.theme.status(Status::DueSoon)),
            );
            y += 1;
        }
    }
    if let Some(note) = wishes {
        let first = words::said(note.text.lines().next().unwrap_or_default());
        let date = words::day(note.date, scene.today());
        let quote =
            format!(" “{}” – {date}", words::trim(first, width.saturating_sub(words::width(&date) + 7)));
        let y = y.min(area.bottom().saturating_sub(1));
        draw::line(frame, area, y, Line::styled(quote, scene.theme.quote()));
    }
}
