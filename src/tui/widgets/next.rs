//! The next step and the next review of a child, as a line of the caseload has them.

use chrono::Datelike;

use crate::board::Row;
use crate::rules::advice::Kind;
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Where the next step stands: the mark of the child's line.
pub(crate) fn status(scene: Scene<'_>, row: &Row) -> Status {
    let advice = row.advice();
    let next = &advice.next;
    let gone = next.due.is_some_and(|day| day < scene.today());
    match next.kind {
        Kind::Hold => Status::Overdue,
        Kind::Nothing => Status::Upcoming,
        _ if gone => Status::Overdue,
        _ if next.days == Some(0) => Status::DueToday,
        _ => Status::DueSoon,
    }
}

/// The next step in so many columns: cut, it keeps how far off it is; what the column of the review says
/// already is left out first.
pub(crate) fn step(row: &Row, columns: usize) -> String {
    let next = &row.advice().next;
    let text = next.text.as_str();
    if words::width(text) <= columns {
        return text.to_owned();
    }
    match next.kind {
        Kind::Hold if text.starts_with("Hold") => "Hold the review".to_owned(),
        Kind::Hold if text.starts_with("Review") => "Hold it sooner?".to_owned(),
        Kind::ReviewBefore if text.starts_with("A review") => "Review first: by when?".to_owned(),
        Kind::Book => {
            let text = text.trim_end_matches(" left");
            let short = text.replacen("Book the review", "Book it", 1);
            words::trim_middle(if words::width(text) <= columns { text } else { &short }, columns)
        }
        Kind::Complete => "Complete the review".to_owned(),
        Kind::Concern => words::trim_middle(text.trim_start_matches("Concern: "), columns),
        // The weekday goes before the year does.
        Kind::Nothing => text
            .splitn(4, ' ')
            .enumerate()
            .filter(|(at, _)| *at != 2)
            .map(|(_, part)| part)
            .collect::<Vec<_>>()
            .join(" "),
        Kind::Chase => words::trim_middle(text, columns),
        _ => match (&next.short, text.rsplit_once(" · ")) {
            // The day before which it is asked for now stands in the column beside.
            (Some(short), Some((_, far))) => beside(short, far.split(',').next().unwrap_or(far), columns),
            _ => words::trim_middle(text, columns),
        },
    }
}

/// A duty's few words, and how far off it is; the distance is kept whole.
fn beside(short: &str, far: &str, columns: usize) -> String {
    let text = format!("{short} · {far}");
    if words::width(&text) <= columns {
        return text;
    }
    let room = columns.saturating_sub(words::width(far) + 1);
    format!("{} {far}", words::fit(short, room))
}

/// The next review: the day booked, else that there is none and its limit. Where there is no room what tells it from
/// its neighbours stays.
pub(crate) fn review(scene: Scene<'_>, row: &Row, columns: usize) -> (String, Status) {
    let (text, status) = in_full(scene, row, columns);
    if words::width(&text) <= columns {
        return (text, status);
    }
    let short = match text.split_once(" · ") {
        // Booked too late.
        Some((day, late)) if late.ends_with(" late") => format!("{day} · late"),
        // It has no day: how far past its limit it is, or by when it has to be.
        Some((_, rest)) => rest.to_owned(),
        None => text.replacen("complete ", "", 1),
    };
    (short, status)
}

fn in_full(scene: Scene<'_>, row: &Row, columns: usize) -> (String, Status) {
    let today = scene.today();
    let Some(slot) = row.next_review() else {
        let text = if row.case.periods.is_empty() { "? no start of care" } else { "–" };
        return (text.to_owned(), Status::NotApplicable);
    };
    let away = |day| scene.board().calendar.working_days_between(today, day);
    let day = |date| words::day(date, today);
    match (slot.booked, slot.last_day()) {
        (Some(booked), _) if slot.booked_days_late() > 0 => {
            let late = words::days(slot.booked_days_late());
            (format!("{} · {late} late", day(booked)), Status::Overdue)
        }
        (Some(booked), _) => {
            let right = words::short(away(booked));
            let room = columns.saturating_sub(words::width(&right));
            let booked = day(booked);
            let both = words::width(&booked) < room;
            let text = if both { format!("{}{right}", words::fit(&booked, room)) } else { booked };
            (text, Status::Upcoming)
        }
        (None, Some(limit)) if limit < today => {
            (format!("no day · {} past limit", words::short(away(limit))), Status::Overdue)
        }
        (None, Some(by)) if slot.complete_by.is_some() => {
            (format!("complete by {}", day(by)), Status::DueSoon)
        }
        (None, Some(limit)) if limit.year() != today.year() => {
            (format!("no day · by {}", words::brief(limit, today)), Status::Upcoming)
        }
        (None, Some(limit)) => (format!("no day · limit {}", day(limit)), Status::Upcoming),
        (None, None) => ("? no limit".to_owned(), Status::Unknown),
    }
}
