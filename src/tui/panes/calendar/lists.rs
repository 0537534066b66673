//! The calendar as lists: a day, a week, the agenda.

use chrono::{NaiveDate, Weekday};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::state::{Calendar, Filter};
use crate::rules::agenda::{Item, Kind};
use crate::rules::calendar::DayOff;
use crate::rules::diary::monday;
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

pub(super) fn day(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let mut title = words::full(calendar.day);
    if let Some(DayOff::Holiday(name)) = scene.board().calendar.day_off(calendar.day) {
        title.push_str(&format!(" · {name}"));
    } else if let Some(days) = scene.board().calendar.working_days_between(scene.today(), calendar.day) {
        title.push_str(&format!(" · {}", words::distance(Some(days)).replace(" late", " ago")));
    }
    let inner = draw::boxed(frame, area, &title, scene.theme);
    let items = calendar.items();
    if items.is_empty() {
        draw::line(frame, inner, inner.y, Line::styled(" Nothing falls on this day.", scene.theme.dim()));
    }
    let top = words::top(calendar.cursor, items.len(), usize::from(inner.height));
    for ((place, item), y) in items.iter().enumerate().skip(top).zip(inner.y..inner.bottom()) {
        let line = item_line(calendar, scene, item, usize::from(inner.width));
        draw::row(frame, inner, y, line, place == calendar.cursor, scene.theme);
    }
}

/// What the filter leaves, for a title.
pub(super) fn filtered(calendar: &Calendar, scene: Scene<'_>) -> String {
    match &calendar.filter {
        Filter::All => String::new(),
        Filter::Owner(role) => format!(" · owed by {}", scene.role(role)),
        Filter::Kind(kind) => format!(" · {}", kind.word()),
        Filter::Child(child) => {
            scene.row(*child).map(|r| format!(" · {}", scene.name(r))).unwrap_or_default()
        }
    }
}

/// Seven days one under another, each with its load and its items.
pub(super) fn week(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let start = monday(calendar.day);
    let items = calendar.items();
    let reviews = items.iter().filter(|i| i.kind == Kind::Review).count();
    let title = format!(
        "Week of {} ── {} · {}{}",
        words::full(start),
        words::count(reviews, "review", "reviews"),
        words::count(items.iter().filter(|i| !i.kind.is_day()).count(), "item", "items"),
        filtered(calendar, scene)
    );
    let inner = draw::boxed(frame, area, &title, scene.theme);
    let load = |date| {
        let (reviews, limits, dues) = calendar.load(date);
        reviews + limits + dues
    };
    let most = start.iter_days().take(7).map(load).max().unwrap_or(0);
    let mut lines: Vec<Result<usize, NaiveDate>> = Vec::new();
    let mut place = 0;
    for date in start.iter_days().take(7) {
        lines.push(Err(date));
        let here = items.iter().filter(|i| i.date == date).count();
        lines.extend((place..place + here).map(Ok));
        place += here;
    }
    let at = lines.iter().position(|l| *l == Ok(calendar.cursor)).unwrap_or(0);
    let top = words::top(at, lines.len(), usize::from(inner.height));
    for (line, y) in lines.iter().skip(top).zip(inner.y..inner.bottom()) {
        match line {
            Err(date) => draw::line(frame, inner, y, day_head(calendar, scene, *date, most)),
            Ok(place) => {
                let Some(item) = items.get(*place) else { continue };
                let line = item_line(calendar, scene, item, usize::from(inner.width));
                draw::row(frame, inner, y, line, *place == calendar.cursor, scene.theme);
            }
        }
    }
}

fn day_head(calendar: &Calendar, scene: Scene<'_>, date: NaiveDate, most: usize) -> Line<'static> {
    let (reviews, limits, dues) = calendar.load(date);
    let bar = draw::bar(reviews + limits + dues, most, 12);
    let off = match scene.board().calendar.day_off(date) {
        Some(DayOff::Holiday(name)) => format!(" · {name}"),
        _ => String::new(),
    };
    let today = if date == scene.today() { " · today" } else { "" };
    Line::from(vec![
        Span::styled(format!("{}{off}{today} ", words::day(date, scene.today())), scene.theme.bold()),
        Span::styled(bar, scene.theme.accent()),
    ])
}

fn item_line(calendar: &Calendar, scene: Scene<'_>, item: &Item, width: usize) -> Line<'static> {
    let theme = scene.theme;
    let status = item.status.unwrap_or(Status::Upcoming);
    let (mark, style) = match item.kind {
        Kind::Review => ('R', theme.good()),
        Kind::Holiday | Kind::SchoolHoliday => ('H', theme.status(Status::Unknown)),
        Kind::Busy => ('B', theme.dim()),
        Kind::ReviewLimit => ('L', theme.status(status)),
        _ => (status.mark(theme.ascii), theme.status(status)),
    };
    let name = match item.child.and_then(|id| scene.row(id)) {
        Some(row) => scene.name(row),
        None if item.kind.is_day() => String::new(),
        None => "Service".to_owned(),
    };
    let at = item.at.map(|t| t.format("%H:%M ").to_string()).unwrap_or_default();
    let away = |day| scene.board().busy.iter().any(|b| b.whole() && b.holds(day));
    let clash = if item.kind == Kind::Review && away(item.date) { "▲ you are away: " } else { "" };
    let what = format!("{clash}{at}{} {}", item.title, item.venue);
    let columns = (width / 3).clamp(8, 24);
    let chosen = if calendar.marked.contains(&item.key()) { '>' } else { ' ' };
    Line::from(vec![
        Span::styled(format!("{chosen}{mark} "), style),
        Span::styled(words::fit(&name, columns), theme.bold()),
        Span::raw(format!(" {}", words::trim(what.trim_end(), width.saturating_sub(columns + 5)))),
    ])
}

pub(super) fn agenda(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let items = calendar.items();
    let today = scene.today();
    let title = format!(
        "Agenda ── {} late · {} in the next four weeks{}",
        calendar.late.len(),
        items.len() - calendar.late.len(),
        filtered(calendar, scene)
    );
    let inner = draw::boxed(frame, area, &title, scene.theme);
    let sunday = today.week(Weekday::Mon).last_day();
    let group = |place: usize, day: NaiveDate| match day {
        _ if place < calendar.late.len() => "Late",
        d if d == today => "Today",
        d if d <= sunday => "This week",
        _ => "The next four weeks",
    };
    // Every line of the agenda: a heading or an entry's place.
    let mut lines: Vec<Result<usize, &str>> = Vec::new();
    let mut last = "";
    for (place, item) in items.iter().enumerate() {
        let name = group(place, item.date);
        if name != last {
            lines.push(Err(name));
            last = name;
        }
        lines.push(Ok(place));
    }
    if items.is_empty() {
        draw::line(
            frame,
            inner,
            inner.y,
            Line::styled(" Nothing is owed in the next four weeks.", scene.theme.dim()),
        );
    }
    let at = lines.iter().position(|l| *l == Ok(calendar.cursor)).unwrap_or(0);
    let top = words::top(at, lines.len(), usize::from(inner.height));
    for (line, y) in lines.iter().skip(top).zip(inner.y..inner.bottom()) {
        match line {
            Err(name) => draw::line(frame, inner, y, Line::styled(format!(" {name}"), scene.theme.bold())),
            Ok(place) => {
                let Some(item) = items.get(*place) else { continue };
                let mut line = item_line(calendar, scene, item, usize::from(inner.width).saturating_sub(17));
                line.spans.insert(
                    0,
                    Span::styled(
                        words::fit(&format!("  {}", words::day(item.date, today)), 17),
                        scene.theme.dim(),
                    ),
                );
                draw::row(frame, inner, y, line, *place == calendar.cursor, scene.theme);
            }
        }
    }
}
