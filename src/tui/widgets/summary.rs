//! What matters about a child, in a few lines: who, since when, what is next, what is owed.

use chrono::{Months, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::board::Row;
use crate::model::child::Handed;
use crate::model::instance::Instance;
use crate::model::role::Role;
use crate::rules::advice::Others;
use crate::rules::drift::Signal;
use crate::rules::due::{Due, Status};
use crate::tui::scene::Scene;
use crate::tui::widgets::next;
use crate::tui::{draw, words};

/// `Amara O. · 9 · section 20 · 100123`, and where there is no room for all of it what is left out.
pub(crate) fn heading(scene: Scene<'_>, row: &Row, columns: u16) -> (String, String) {
    let child = &row.case.child;
    let mut parts = vec![scene.name(row)];
    parts.extend(child.age_on(scene.today()).map(|a| a.to_string()));
    parts.extend(row.legal().map(|code| crate::model::codes::legal_title(code).to_owned()));
    parts.push(child.number.clone());
    parts.extend(row.case.handed.as_ref().map(Handed::words));
    // A box takes four columns round its title.
    let room = usize::from(columns).saturating_sub(4);
    let fits = |kept: &usize| words::width(&parts.split_at(*kept).0.join(" · ")) <= room;
    let kept = (1..=parts.len()).rev().find(fits).unwrap_or(1);
    let (title, rest) = parts.split_at(kept);
    (title.join(" · "), rest.join(" · "))
}

/// Since when in care, in words.
pub(crate) fn care(scene: Scene<'_>, row: &Row) -> String {
    let today = scene.today();
    match row.case.periods.last() {
        Some(p) if row.looked_after(today) => {
            let full = |day: NaiveDate| day.format("%-d %b %Y").to_string();
            let since = if p.start_known { "since" } else { "since before" };
            format!("In care {since} {} ({})", full(p.start), length(p.start, today))
        }
        Some(p) if !p.end_known => {
            format!("Care ended on a day not known, {} or later", p.end.map(words::full).unwrap_or_default())
        }
        Some(p) => format!("Care ended {}", p.end.map(words::full).unwrap_or_default()),
        None => "? Not recorded when care began: E adds it.".to_owned(),
    }
}

/// How long, in years and months; in weeks for the first half year.
fn length(from: NaiveDate, to: NaiveDate) -> String {
    let weeks = (to - from).num_days() / 7;
    let months =
        (1..).take_while(|n| from.checked_add_months(Months::new(*n)).is_some_and(|d| d <= to)).count();
    match (months / 12, months % 12) {
        _ if months < 6 => words::count(usize::try_from(weeks).unwrap_or(0), "week", "weeks"),
        (0, m) => format!("{m}\u{a0}m"),
        (y, 0) => format!("{y}\u{a0}y"),
        (y, m) => format!("{y}\u{a0}y\u{a0}{m}\u{a0}m"),
    }
}

/// What waits for the review to have a day, and what others owe, folded: a line each where there is any.
pub(crate) fn folded(scene: Scene<'_>, row: &Row) -> Vec<String> {
    let advice = row.advice();
    let waits = words::count(advice.waiting, "step waits for a day", "steps wait for a day");
    let one = |o: &Others| {
        let late = if o.late > 0 { format!(" ({} late)", o.late) } else { String::new() };
        format!("{} {}{late}", scene.role(&o.owner), o.open)
    };
    let others: Vec<String> = advice.others.iter().map(one).collect();
    let others = (!others.is_empty()).then(|| others.join(" · "));
    (advice.waiting > 0).then_some(waits).into_iter().chain(others).collect()
}

/// How many doubts about returns wait for an answer.
pub(crate) fn doubts(row: &Row) -> Option<String> {
    let open = row.case.open_doubts().count();
    let told = words::count(open, "doubt about a return waits for you", "doubts about returns wait for you");
    (open > 0).then(|| format!("? {told}: !"))
}

/// The next step as lines: its mark and its words.
pub(crate) fn next_lines(scene: Scene<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let status = next::status(scene, row);
    let mark = status.mark(scene.theme.ascii);
    marked(mark, &row.advice().next.text, width, scene.theme.status(status))
}

/// A text with a mark before it, broken to the width; its later lines stand under its first word.
fn marked(mark: char, text: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let parts = words::wrap(text, width.saturating_sub(3)).into_iter();
    let before = std::iter::once(mark).chain(std::iter::repeat(' '));
    parts.zip(before).map(|(part, before)| Line::styled(format!(" {before} {part}"), style)).collect()
}

/// The next review, in words.
pub(crate) fn review(scene: Scene<'_>, row: &Row) -> String {
    let today = scene.today();
    let Some(slot) = row.next_review() else { return "No review is due.".to_owned() };
    let due = match (slot.last_day(), &slot.gap) {
        (Some(by), _) if slot.complete_by.is_some() => {
            format!("adjourned: complete by {}", words::day(by, today))
        }
        (Some(due), _) => format!("· limit {}", words::day(due, today)),
        (None, Some(gap)) => format!("? waiting for {gap}"),
        (None, None) => "? no limit".to_owned(),
    };
    let booked = match slot.booked {
        Some(day) if slot.last_day().is_some_and(|d| day > d) => {
            format!("booked {} ▲ past the limit", words::day(day, today))
        }
        Some(day) => format!("booked {}", words::day(day, today)),
        None => match slot.plan_by.filter(|day| *day >= today) {
            Some(day) => format!("not booked, plan by {}", words::day(day, today)),
            None => "not booked".to_owned(),
        },
    };
    format!("{} {due} · {booked}", slot.name())
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

/// Fills an area with the child's summary: what to do first, then where things stand, the child's words last.
/// `left_out` is what its heading had no room for.
pub(crate) fn child(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect, left_out: &str) {
    let (width, theme) = (usize::from(area.width), scene.theme);
    let small = area.height < 7;
    let plain = |text: &str, style: Style| -> Vec<Line<'static>> {
        let parts = if small {
            vec![words::trim(text, width.saturating_sub(1))]
        } else {
            words::wrap(text, width.saturating_sub(2))
        };
        parts.into_iter().map(|part| Line::styled(format!(" {part}"), style)).collect()
    };
    let mut lines = next_lines(scene, row, width);
    if !small && !left_out.is_empty() {
        lines.extend(plain(left_out, Style::new()));
    }
    if !small {
        lines.extend(plain(&care(scene, row), Style::new()));
    }
    let late = row.advice().past_limit;
    lines.extend(plain(&review(scene, row), if late { theme.bad() } else { Style::new() }));
    let folded = folded(scene, row);
    let words_of: u16 = if small { 1 } else { 3 };
    let room = usize::from(area.height.saturating_sub(words_of));
    let step = row.advice().next.duty.as_ref();
    let mine = row.judged().mine().filter(|d| step.is_none_or(|key| !d.is(key)));
    let near = mine.filter(|d| d.status != Status::Upcoming);
    let left = room.saturating_sub(lines.len() + if small { 0 } else { folded.len() + 2 });
    lines.extend(near.take(left).map(|due| due_line(scene, due, width)));
    if !small {
        lines.extend(doubts(row).into_iter().flat_map(|text| plain(&text, theme.status(Status::DueSoon))));
        lines.extend(folded.iter().flat_map(|text| plain(text, theme.dim())));
        let signals = row.signals(scene.today());
        let stands = |s: &Signal| marked('●', &s.what, width, theme.status(Status::DueSoon));
        lines.extend(signals.iter().take(2).flat_map(stands));
    }
    let mut y = area.y;
    for line in lines.into_iter().take(room.max(2)) {
        draw::line(frame, area, y, line);
        y += 1;
    }
    if let Some(note) = row.wishes() {
        let said = words::said(note.text.lines().next().unwrap_or_default());
        let text = format!("“{said}” – {}", words::day(note.date, scene.today()));
        let most = usize::from(area.bottom().saturating_sub(y)).max(1);
        let inside = width.saturating_sub(2);
        let parts = if most == 1 { vec![words::trim(&text, inside)] } else { words::wrap(&text, inside) };
        let from = y.min(area.bottom().saturating_sub(1));
        for (part, y) in parts.into_iter().zip(from..area.bottom()) {
            draw::line(frame, area, y, Line::styled(format!(" {part}"), theme.quote()));
        }
    }
}
