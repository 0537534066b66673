//! A timeline of care, legal status, placements and reviews, drawn to scale.

use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::board::Row;
use crate::model::codes::{PLACES, legal_short, title};
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

const LABEL: usize = 13;

/// Days to columns.
struct Scale {
    from: NaiveDate,
    days: i64,
    columns: usize,
}

impl Scale {
    fn column(&self, day: NaiveDate) -> usize {
        let days = usize::try_from((day - self.from).num_days().clamp(0, self.days)).unwrap_or(0);
        let all = usize::try_from(self.days).unwrap_or(1).max(1);
        (days * self.columns.saturating_sub(1)) / all
    }
}

/// Draws it; gives the row after it.
pub(crate) fn view(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let today = scene.today();
    let Some(period) = row.case.periods.last() else { return area.y };
    let next = row.next_review().and_then(|s| s.last_day().max(s.booked));
    let until = next.unwrap_or(today).max(today).max(period.end.unwrap_or(today));
    let from = period.start;
    let columns = usize::from(area.width).saturating_sub(LABEL + 2);
    let scale = Scale { from, days: (until - from).num_days().max(1), columns };
    let mut y = area.y;
    let mut put = |label: &str, spans: Vec<Span<'static>>| {
        let mut all = vec![Span::styled(format!(" {} ", words::fit(label, LABEL - 1)), scene.theme.dim())];
        all.extend(spans);
        draw::line(frame, area, y, Line::from(all));
        y += 1;
    };
    put("", vec![Span::styled(years(&scale, until), scene.theme.dim())]);
    let legal = row.case.legal.iter().map(|l| (l.start, l.end, legal_short(&l.code).to_owned()));
    put("Legal", spell(&scale, legal, until, scene.theme.accent(), Style::new()));
    let homes = row.case.placements.iter().map(|p| (p.start, p.end, title(PLACES, &p.code).to_owned()));
    put("Home", spell(&scale, homes, until, scene.theme.good(), Style::new()));
    let mut marks: Vec<(usize, char, Style)> = vec![(scale.column(today), '┊', scene.theme.dim())];
    for slot in &row.judged().slots {
        let status = match (slot.held, slot.on_time()) {
            (Some(_), Some(false)) => Status::DoneLate,
            (Some(_), _) => Status::Done,
            _ if slot.days_late(today) > 0 => Status::Overdue,
            _ => Status::Upcoming,
        };
        if let Some(day) = slot.held.or(slot.booked).or(slot.due).filter(|d| *d >= from) {
            marks.push((scale.column(day), status.mark(scene.theme.ascii), scene.theme.status(status)));
        }
    }
    put("Reviews", dots(marks, columns));
    let seen = row.case.sightings().filter(|n| n.date >= from);
    let seen = seen.map(|n| (scale.column(n.date), '●', scene.theme.accent()));
    let raised = row.case.escalations.iter().filter(|e| e.raised >= from);
    let raised = raised.map(|e| (scale.column(e.raised), '▲', scene.theme.bad()));
    put("Seen, raised", dots(seen.chain(raised).collect(), columns));
    y
}

/// The years, each at its first of January, and today.
fn years(scale: &Scale, until: NaiveDate) -> String {
    let mut line = vec![' '; scale.columns];
    for year in scale.from.year()..=until.year() {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(scale.from).max(scale.from);
        let at = scale.column(first);
        let room =
            at + 5 <= scale.columns && line.iter().skip(at.saturating_sub(1)).take(5).all(|c| *c == ' ');
        if room {
            for (cell, c) in line.iter_mut().skip(at).zip(year.to_string().chars()) {
                *cell = c;
            }
        }
    }
    line.into_iter().collect()
}

fn spell(
    scale: &Scale,
    spells: impl Iterator<Item = (NaiveDate, Option<NaiveDate>, String)>,
    until: NaiveDate,
    one: Style,
    other: Style,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for (place, (start, end, name)) in
        spells.filter(|(_, e, _)| e.is_none_or(|e| e >= scale.from)).enumerate()
    {
        let first = scale.column(start.max(scale.from)).max(at);
        let last = scale.column(end.unwrap_or(until)).max(first);
        spans.push(Span::raw(" ".repeat(first - at)));
        let room = (last - first).max(usize::from(last == first));
        let label = words::trim(&format!("├{name}"), room);
        let fill = "─".repeat(room.saturating_sub(words::width(&label)));
        spans.push(Span::styled(format!("{label}{fill}"), if place % 2 == 0 { one } else { other }));
        at = first + room;
    }
    spans
}

fn dots(mut marks: Vec<(usize, char, Style)>, columns: usize) -> Vec<Span<'static>> {
    marks.sort_by_key(|(at, ..)| *at);
    let mut spans = Vec::new();
    let mut at = 0;
    for (place, mark, style) in marks.into_iter().filter(|(p, ..)| *p < columns) {
        if place < at {
            continue;
        }
        spans.push(Span::raw(" ".repeat(place - at)));
        spans.push(Span::styled(mark.to_string(), style));
        at = place + 1;
    }
    spans
}
