//! A Monday-first month drawn, and the day that is selected in it.

use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::lists::{day, filtered};
use super::state::Calendar;
use crate::rules::calendar::{DayOff, add_months};
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::{draw, pointer, words};

/// Columns of a week's load beside the month.
const WEEK: u16 = 10;
/// What fills the bar of a day and of a week at least: in a fuller month its fullest does.
const FULL_DAY: usize = 8;
const FULL_WEEK: usize = 40;

pub(crate) fn view(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let (month_area, day_area) = if area.width >= 100 {
        draw::beside(area, area.width * 2 / 5)
    } else {
        let tall = (area.height * 3 / 5).clamp(9, 16).min(area.height);
        draw::stacked(area, area.height - tall + 1)
    };
    month(calendar, scene, frame, month_area);
    day(calendar, scene, frame, day_area);
}

fn month(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Some(first) = calendar.day.with_day(1) else { return };
    let after = add_months(first, 1).unwrap_or(first);
    let mut title = format!("{}{}", calendar.day.format("%B %Y"), filtered(calendar, scene));
    for date in first.iter_days().take_while(|d| *d < after) {
        if let Some(DayOff::Holiday(name)) = scene.board().calendar.day_off(date) {
            title.push_str(&format!(" · {} {name}", date.day()));
        }
    }
    let title = words::trim(&title, usize::from(area.width.saturating_sub(4)));
    let inner = draw::boxed(frame, area, &title, scene.theme);
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
            Line::styled(format!(" {name}"), scene.theme.dim()),
        );
    }
    let days = start.iter_days().take(usize::from(weeks) * 7).map(|d| calendar.load(d));
    let full_day = days.map(|(r, l, d)| r + l + d).max().unwrap_or(0).max(FULL_DAY);
    let shown = start.iter_weeks().take(usize::from(weeks));
    let full_week = shown.map(|w| of_week(calendar, w).1).max().unwrap_or(0).max(FULL_WEEK);
    let weekly = inner.x + wide * 7;
    let side =
        |y: u16, height: u16| Rect { x: weekly, y, width: inner.right().saturating_sub(weekly), height };
    if load > 0 {
        draw::line(frame, side(inner.y, 1), inner.y, Line::styled("  Week", scene.theme.dim()));
    }
    for (week, from) in start.iter_weeks().take(usize::from(weeks)).enumerate() {
        let y = inner.y + 1 + tall * u16::try_from(week).unwrap_or(0);
        if load > 0 && y < inner.bottom() {
            one_week(calendar, scene, (from, full_week), frame, side(y, tall.min(inner.bottom() - y)));
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
                one_day(calendar, scene, (date, full_day), frame, cell);
                pointer::keys(cell, way_to(calendar.day, date));
            }
        }
    }
}

/// The keys that lead from a day to another.
fn way_to(from: NaiveDate, to: NaiveDate) -> pointer::Keys {
    let days = (to - from).num_days();
    let (weeks, rest) = (days.unsigned_abs() / 7, days.unsigned_abs() % 7);
    let (week, day) = if days < 0 { ("up", "left") } else { ("down", "right") };
    let times = |n: u64| usize::try_from(n).unwrap_or(0);
    vec![(week, times(weeks)), (day, times(rest))]
}

fn one_day(
    calendar: &Calendar,
    scene: Scene<'_>,
    (date, full): (NaiveDate, usize),
    frame: &mut Frame<'_>,
    cell: Rect,
) {
    let board = scene.board();
    let (booked, limits, dues) = calendar.load(date);
    let theme = scene.theme;
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
    if date == calendar.day {
        frame.buffer_mut().set_style(Rect { height: 1, ..cell }, theme.cursor());
    }
}

/// Reviews booked in a week, and all that falls in it.
fn of_week(calendar: &Calendar, from: NaiveDate) -> (usize, usize) {
    let days = from.iter_days().take(7).map(|d| calendar.load(d));
    days.fold((0, 0), |(r, all), (booked, limits, dues)| (r + booked, all + booked + limits + dues))
}

/// The load of a week: its reviews, and all that falls in it as a bar and a number.
fn one_week(
    calendar: &Calendar,
    scene: Scene<'_>,
    (from, full): (NaiveDate, usize),
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let (reviews, all) = of_week(calendar, from);
    if all == 0 {
        return;
    }
    let theme = scene.theme;
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
