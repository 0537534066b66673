//! The calendar drawn: a Monday-first month, a week, or the agenda.

use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::calendar::{Filter, Look};
use super::plan_view;
use crate::rules::agenda::{Item, Kind};
use crate::rules::calendar::{DayOff, add_months};
use crate::rules::diary::monday;
use crate::rules::due::Status;
use crate::tui::app::App;
use crate::tui::{draw, words};

/// Columns of a week's load beside the month.
const WEEK: u16 = 10;
/// What fills the bar of a day and of a week at least: in a fuller month its fullest does.
const FULL_DAY: usize = 8;
const FULL_WEEK: usize = 40;

pub(crate) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    match app.calendar.look {
        Look::Agenda => return agenda(app, frame, area),
        Look::Week => return week(app, frame, area),
        Look::Plan => return plan_view::view(app, frame, area),
        Look::Month => {}
    }
    let (month_area, day_area) = if area.width >= 100 {
        let side = area.width * 2 / 5;
        (Rect { width: area.width - side, ..area }, Rect { x: area.right() - side, width: side, ..area })
    } else {
        let tall = (area.height * 3 / 5).clamp(9, 16).min(area.height);
        (Rect { height: tall, ..area }, Rect { y: area.y + tall, height: area.height - tall, ..area })
    };
    month(app, frame, month_area);
    day(app, frame, day_area);
}

fn month(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let calendar = &app.calendar;
    let Some(first) = calendar.day.with_day(1) else { return };
    let after = add_months(first, 1).unwrap_or(first);
    let mut title = format!("{}{}", calendar.day.format("%B %Y"), filtered(app));
    for date in first.iter_days().take_while(|d| *d < after) {
        if let Some(DayOff::Holiday(name)) = app.desk.board.calendar.day_off(date) {
            title.push_str(&format!(" · {} {name}", date.day()));
        }
    }
    let title = words::trim(&title, usize::from(area.width.saturating_sub(4)));
    let inner = draw::boxed(frame, area, &title, app.theme);
    let start = first - chrono::Days::new(u64::from(first.weekday().num_days_from_monday()));
    let weeks = u16::try_from(((after - start).num_days() + 6) / 7).unwrap_or(6);
    // The last column is the week's load.
    let load = if inner.width >= 56 { WEEK } else { 0 };
    let wide = ((inner.width - load) / 7).max(4);
    let tall = (inner.height.saturating_sub(1) / weeks.max(1)).max(1);
    for (i, name) in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().enumerate() {
        let x = inner.x + wide * u16::try_from(i).unwrap_or(0);
        draw::line(
            frame,
            Rect { x, width: wide.min(inner.right().saturating_sub(x)), ..inner },
            inner.y,
            Line::styled(format!(" {name}"), app.theme.dim()),
        );
    }
    let days = start.iter_days().take(usize::from(weeks) * 7).map(|d| app.calendar.load(d));
    let full_day = days.map(|(r, l, d)| r + l + d).max().unwrap_or(0).max(FULL_DAY);
    let shown = start.iter_weeks().take(usize::from(weeks));
    let full_week = shown.map(|w| of_week(app, w).1).max().unwrap_or(0).max(FULL_WEEK);
    let weekly = inner.x + wide * 7;
    let side =
        |y: u16, height: u16| Rect { x: weekly, y, width: inner.right().saturating_sub(weekly), height };
    if load > 0 {
        draw::line(frame, side(inner.y, 1), inner.y, Line::styled("  Week", app.theme.dim()));
    }
    for (week, from) in start.iter_weeks().take(usize::from(weeks)).enumerate() {
        let y = inner.y + 1 + tall * u16::try_from(week).unwrap_or(0);
        if load > 0 && y < inner.bottom() {
            one_week(app, (from, full_week), frame, side(y, tall.min(inner.bottom() - y)));
        }
        for (place, date) in from.iter_days().take(7).enumerate() {
            let x = inner.x + wide * u16::try_from(place).unwrap_or(0);
            let y = inner.y + 1 + tall * u16::try_from(week).unwrap_or(0);
            if y >= inner.bottom() || x >= inner.right() {
                continue;
            }
            let cell =
                Rect { x, y, width: wide.min(inner.right() - x), height: tall.min(inner.bottom() - y) };
            if date.month() == first.month() {
                one_day(app, (date, full_day), frame, cell);
            }
        }
    }
}

fn one_day(app: &App, (date, full): (NaiveDate, usize), frame: &mut Frame<'_>, cell: Rect) {
    let board = &app.desk.board;
    let (booked, limits, dues) = app.calendar.load(date);
    let theme = app.theme;
    let off = board.calendar.day_off(date);
    let mut style = match off {
        Some(DayOff::Holiday(_)) => theme.status(Status::Unknown),
        Some(DayOff::Weekend) => theme.dim(),
        None => Style::new(),
    };
    if date == board.today {
        style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    }
    let sign = match off {
        Some(DayOff::Holiday(_)) => "H",
        _ if date == board.today => "●",
        _ => " ",
    };
    let roomy = cell.height >= 2 && cell.width >= 8;
    let mut spans = vec![Span::styled(format!("{sign}{:>2}", date.day()), style)];
    let late = date < board.today;
    let tone = |status| theme.status(if late { Status::Overdue } else { status });
    if !roomy {
        let count = booked + limits + dues;
        if count > 0 && cell.width >= 6 {
            let told = format!("{}{count}", draw::shade(count, full, theme));
            // No figure is cut: in the narrowest cells it stands close to the day.
            let gap = if 4 + words::width(&told) <= usize::from(cell.width) { " " } else { "" };
            spans.push(Span::styled(format!("{gap}{told}"), tone(Status::DueSoon)));
        } else if count > 0 {
            spans.push(Span::styled("·", tone(Status::DueSoon)));
        }
    }
    draw::line(frame, cell, cell.y, Line::from(spans));
    if roomy {
        let width = usize::from(cell.width).saturating_sub(2);
        let total = booked + limits + dues;
        let bar = draw::bar(total, full, width.saturating_sub(3));
        let text = if total == 0 { String::new() } else { format!(" {bar} {total}") };
        draw::line(frame, cell, cell.y + 1, Line::styled(text, tone(Status::Upcoming).patch(theme.accent())));
        if cell.height >= 3 && (booked > 0 || limits > 0) {
            let mut parts = Vec::new();
            if booked > 0 {
                parts.push(Span::styled(format!(" R{booked}"), theme.good()));
            }
            if limits > 0 {
                parts.push(Span::styled(format!(" ◆{limits}"), tone(Status::DueSoon)));
            }
            draw::line(frame, cell, cell.y + 2, Line::from(parts));
        }
    }
    if date == app.calendar.day {
        frame.buffer_mut().set_style(Rect { height: 1, ..cell }, theme.cursor());
    }
}

/// Reviews booked in a week, and all that falls in it.
fn of_week(app: &App, from: NaiveDate) -> (usize, usize) {
    let days = from.iter_days().take(7).map(|d| app.calendar.load(d));
    days.fold((0, 0), |(r, all), (booked, limits, dues)| (r + booked, all + booked + limits + dues))
}

/// The load of a week: its reviews, and all that falls in it as a bar and a number.
fn one_week(app: &App, (from, full): (NaiveDate, usize), frame: &mut Frame<'_>, area: Rect) {
    let (reviews, all) = of_week(app, from);
    if all == 0 {
        return;
    }
    let theme = app.theme;
    let told = format!(" R{reviews} ");
    if area.height < 2 {
        let line = format!("{told}{}{all}", draw::shade(all, full, theme));
        draw::line(frame, area, area.y, Line::styled(line, theme.dim()));
        return;
    }
    draw::line(frame, area, area.y, Line::styled(format!("{told}· {all}"), theme.dim()));
    let columns = usize::from(area.width).saturating_sub(2);
    let bar = draw::bar(all, full, columns);
    draw::line(frame, area, area.y + 1, Line::styled(format!(" {bar}"), theme.accent()));
}

fn day(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let calendar = &app.calendar;
    let mut title = words::full(calendar.day);
    if let Some(DayOff::Holiday(name)) = app.desk.board.calendar.day_off(calendar.day) {
        title.push_str(&format!(" · {name}"));
    } else if let Some(days) = app.desk.board.calendar.working_days_between(app.today(), calendar.day) {
        title.push_str(&format!(" · {}", words::distance(Some(days)).replace(" late", " ago")));
    }
    let inner = draw::boxed(frame, area, &title, app.theme);
    let items = calendar.items();
    if items.is_empty() {
        draw::line(frame, inner, inner.y, Line::styled(" Nothing falls on this day.", app.theme.dim()));
    }
    let top = words::top(calendar.cursor, items.len(), usize::from(inner.height));
    for ((place, item), y) in items.iter().enumerate().skip(top).zip(inner.y..inner.bottom()) {
        let line = item_line(app, item, usize::from(inner.width));
        draw::row(frame, inner, y, line, place == calendar.cursor, app.theme);
    }
}

/// What the filter leaves, for a title.
fn filtered(app: &App) -> String {
    match &app.calendar.filter {
        Filter::All => String::new(),
        Filter::Owner(role) => format!(" · owed by {}", app.desk.board.practice.role(role)),
        Filter::Kind(kind) => format!(" · {}", kind.word()),
        Filter::Child(child) => app.row(*child).map(|r| format!(" · {}", app.name(r))).unwrap_or_default(),
    }
}

/// Seven days one under another, each with its load and its items.
fn week(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let calendar = &app.calendar;
    let start = monday(calendar.day);
    let items = calendar.items();
    let reviews = items.iter().filter(|i| i.kind == Kind::Review).count();
    let title = format!(
        "Week of {} ── {} · {}{}",
        words::full(start),
        words::count(reviews, "review", "reviews"),
        words::count(items.iter().filter(|i| !i.kind.is_day()).count(), "item", "items"),
        filtered(app)
    );
    let inner = draw::boxed(frame, area, &title, app.theme);
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
            Err(date) => draw::line(frame, inner, y, day_head(app, *date, most)),
            Ok(place) => {
                let Some(item) = items.get(*place) else { continue };
                let line = item_line(app, item, usize::from(inner.width));
                draw::row(frame, inner, y, line, *place == calendar.cursor, app.theme);
            }
        }
    }
}

fn day_head(app: &App, date: NaiveDate, most: usize) -> Line<'static> {
    let (reviews, limits, dues) = app.calendar.load(date);
    let bar = draw::bar(reviews + limits + dues, most, 12);
    let off = match app.desk.board.calendar.day_off(date) {
        Some(DayOff::Holiday(name)) => format!(" · {name}"),
        _ => String::new(),
    };
    let today = if date == app.today() { " · today" } else { "" };
    Line::from(vec![
        Span::styled(format!("{}{off}{today} ", words::day(date, app.today())), app.theme.bold()),
        Span::styled(bar, app.theme.accent()),
    ])
}

fn item_line(app: &App, item: &Item, width: usize) -> Line<'static> {
    let theme = app.theme;
    let status = item.status.unwrap_or(Status::Upcoming);
    let (mark, style) = match item.kind {
        Kind::Review => ('R', theme.good()),
        Kind::Holiday | Kind::SchoolHoliday => ('H', theme.status(Status::Unknown)),
        Kind::Busy => ('B', theme.dim()),
        Kind::ReviewLimit => ('L', theme.status(status)),
        _ => (status.mark(theme.ascii), theme.status(status)),
    };
    let name = match item.child.and_then(|id| app.row(id)) {
        Some(row) => app.name(row),
        None if item.kind.is_day() => String::new(),
        None => "Service".to_owned(),
    };
    let at = item.at.map(|t| t.format("%H:%M ").to_string()).unwrap_or_default();
    let away = |day| app.desk.board.busy.iter().any(|b| b.whole() && b.holds(day));
    let clash = if item.kind == Kind::Review && away(item.date) { "▲ you are away: " } else { "" };
    let what = format!("{clash}{at}{} {}", item.title, item.venue);
    let columns = (width / 3).clamp(8, 24);
    let chosen = if app.calendar.marked.contains(&item.key()) { '>' } else { ' ' };
    Line::from(vec![
        Span::styled(format!("{chosen}{mark} "), style),
        Span::styled(words::fit(&name, columns), theme.bold()),
        Span::raw(format!(" {}", words::trim(what.trim_end(), width.saturating_sub(columns + 5)))),
    ])
}

fn agenda(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let calendar = &app.calendar;
    let items = calendar.items();
    let today = app.today();
    let title = format!(
        "Agenda ── {} late · {} in the next four weeks{}",
        calendar.late.len(),
        items.len() - calendar.late.len(),
        filtered(app)
    );
    let inner = draw::boxed(frame, area, &title, app.theme);
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
            Line::styled(" Nothing is owed in the next four weeks.", app.theme.dim()),
        );
    }
    let at = lines.iter().position(|l| *l == Ok(calendar.cursor)).unwrap_or(0);
    let top = words::top(at, lines.len(), usize::from(inner.height));
    for (line, y) in lines.iter().skip(top).zip(inner.y..inner.bottom()) {
        match line {
            Err(name) => draw::line(frame, inner, y, Line::styled(format!(" {name}"), app.theme.bold())),
            Ok(place) => {
                let Some(item) = items.get(*place) else { continue };
                let mut line = item_line(app, item, usize::from(inner.width).saturating_sub(17));
                line.spans.insert(
                    0,
                    Span::styled(
                        words::fit(&format!("  {}", words::day(item.date, today)), 17),
                        app.theme.dim(),
                    ),
                );
                draw::row(frame, inner, y, line, *place == calendar.cursor, app.theme);
            }
        }
    }
}
