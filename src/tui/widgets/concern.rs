//! A concern: whom it is about, how it stands, its two clocks.

use crate::board::Concern;
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Whom a concern is about, initials while names are hidden.
pub(crate) fn about_whom(scene: Scene<'_>, concern: &Concern<'_>) -> String {
    let who = concern.row.map_or_else(|| "The service".to_owned(), |r| scene.name(r));
    match concern.escalation.others.len() {
        0 => who,
        n => format!("{who} +{n}"),
    }
}

/// How a card stands, and its two clocks: this stage's, and the whole's.
pub(crate) fn clocks(scene: Scene<'_>, concern: &Concern<'_>) -> (Status, [String; 2]) {
    let board = scene.board();
    let e = concern.escalation;
    let away = |day| words::short(board.calendar.working_days_between(board.today, day));
    let wd = |day| match away(day).trim_start_matches('-') {
        // A day of this weekend: past, and no working day ago.
        "today" if day < board.today => "late".to_owned(),
        n if day < board.today => format!("{n} late"),
        n => n.to_owned(),
    };
    if let Some(day) = e.closed {
        let promised = e.look_on.filter(|_| e.is_promised());
        let status = match promised {
            Some(look) if look < board.today => Status::Overdue,
            Some(look) if look == board.today => Status::DueToday,
            Some(_) => Status::Upcoming,
            None => Status::Done,
        };
        let second = promised.map(|d| format!("look {}", words::day(d, board.today)));
        let second = second.or(e.outcome.map(|o| o.to_string())).unwrap_or_default();
        return (status, [format!("closed {}", words::day(day, board.today)), second]);
    }
    let open = board.calendar.working_days_between(e.raised, board.today).unwrap_or(0);
    let first = concern.due();
    let status = match first {
        _ if concern.is_late(board.today) => Status::Overdue,
        Some(day) if day == board.today => Status::DueToday,
        Some(_) => Status::DueSoon,
        None => Status::Upcoming,
    };
    let raise = concern.track.as_ref().and_then(|t| t.open()).is_some_and(|v| v.raised.is_none());
    let what = if raise { "raise" } else { "reply" };
    let stage = first.map_or_else(|| "no day set".into(), |d| format!("{what} {}", wd(d)));
    let whole = |by| board.calendar.working_days_between(e.raised, by);
    let of = concern.total_by().and_then(whole).map_or_else(String::new, |n| format!(" of {n}"));
    (status, [stage, format!("day {open}{of}")])
}
