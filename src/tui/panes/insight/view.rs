//! Insight drawn: groups of bars, in two columns where there is room.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::state::Insight;
use crate::rules::measures::{Bar, Group, HIGH, LOW};
use crate::tui::theme::Theme;
use crate::tui::{draw, pointer, words};

/// From this width on, the bars stand in two columns.
const WIDE: u16 = 110;
/// The groups of the left column.
const LEFT: [Group; 12] = [
    Group::Reviews,
    Group::Children,
    Group::Heard,
    Group::Feedback,
    Group::Midpoints,
    Group::Visits,
    Group::Themes,
    Group::Stages,
    Group::Spent,
    Group::Cap,
    Group::Outcomes,
    Group::Effects,
];

/// One line: a heading, a bar by its place, or nothing.
enum Row {
    Head(Group),
    Bar(usize),
    Gap,
}

pub(crate) fn view(insight: &Insight, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let title = "Insight ── Enter shows the rows behind a bar";
    let inner = draw::boxed(frame, area, title, theme);
    if inner.width >= WIDE - 2 {
        let half = inner.width / 2;
        let left = Rect { width: half.saturating_sub(1), ..inner };
        let right = Rect { x: inner.x + half, width: inner.width - half, ..inner };
        column(insight, theme, frame, left, |g| LEFT.contains(&g));
        column(insight, theme, frame, right, |g| !LEFT.contains(&g));
    } else {
        column(insight, theme, frame, inner, |_| true);
    }
}

fn column(insight: &Insight, theme: Theme, frame: &mut Frame<'_>, area: Rect, shown: impl Fn(Group) -> bool) {
    let mut rows: Vec<Row> = Vec::new();
    let mut last = None;
    for (place, bar) in insight.bars.iter().enumerate().filter(|(_, b)| shown(b.group)) {
        if last != Some(bar.group) {
            if last.is_some() {
                rows.push(Row::Gap);
            }
            rows.push(Row::Head(bar.group));
            last = Some(bar.group);
        }
        rows.push(Row::Bar(place));
    }
    let at = rows.iter().position(|r| matches!(r, Row::Bar(p) if *p == insight.cursor)).unwrap_or(0);
    let height = usize::from(area.height);
    let top = words::top(at, rows.len(), height);
    for (row, y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
        match row {
            Row::Gap => {}
            Row::Head(group) => {
                draw::line(frame, area, y, Line::styled(format!(" {}", group.says()), theme.bold()));
            }
            Row::Bar(place) => {
                let Some(bar) = insight.bars.get(*place) else { continue };
                let same = insight.bars.iter().filter(|other| other.group == bar.group);
                let said = same.map(|other| words::width(&other.words)).max().unwrap_or(0);
                let (line, columns) = bar_line(bar, said, usize::from(area.width), theme);
                let before = line.spans.first().map_or(0, |s| words::width(&s.content));
                draw::row(frame, area, y, line, *place == insight.cursor, theme);
                let steps = place.cast_signed() - insight.cursor.cast_signed();
                if steps != 0 {
                    // The cursor may be in the other column.
                    pointer::steps(Rect { y, height: 1, ..area }, "down", "up", steps);
                }
                // A full block turned round would be a hole: the bar stays as it is.
                let x = area.x + u16::try_from(before).unwrap_or(0);
                let width = u16::try_from(columns).unwrap_or(0).min(area.right().saturating_sub(x));
                let bar = Rect { x, y, width, height: 1 };
                frame.buffer_mut().set_style(bar, Style::new().remove_modifier(Modifier::REVERSED));
            }
        }
    }
    let below = rows.len().saturating_sub(top + height);
    if below > 0 {
        draw::foot(frame, area, &format!(" {below} more lines: j "), theme);
    }
}

/// `  Oct–Dec 2026  ████████▊   93.3%  28 of 30`; the longest words of its group take `said`
/// columns. Beside the line the columns of its bar.
fn bar_line(bar: &Bar, said: usize, width: usize, theme: Theme) -> (Line<'static>, usize) {
    let long = matches!(bar.group, Group::Codes | Group::Feedback);
    let label = if long { width / 2 } else { 18 }.min(width / 2);
    let figure = if bar.share {
        bar.pct.map_or("–".to_owned(), |p| format!("{p:.1}%"))
    } else {
        bar.part.to_string()
    };
    let told = if bar.group == Group::Codes { String::new() } else { bar.words.clone() };
    let room = width.saturating_sub(label + 12);
    // Beside long words the bar gives way to its numbers.
    let usual = room.saturating_sub(29).max(12).min(room.saturating_sub(said + 1)).max(6);
    let columns = if bar.group == Group::Codes { room } else { usual };
    let columns = columns.clamp(4, 40).min(room);
    let drawn = words::fit(&draw::bar(bar.part, bar.of, columns), columns);
    let mut spans = vec![Span::raw(format!("  {} ", words::fit(&bar.label, label)))];
    spans.extend(scale(bar, drawn, theme));
    spans.push(Span::raw(format!(" {}", words::right(&figure, 6))));
    spans.push(Span::styled(
        format!("  {}", words::trim(&told, room.saturating_sub(columns + 1))),
        theme.dim(),
    ));
    (Line::from(spans), columns)
}

/// The bar; for the caseload with the recommended range marked on it.
fn scale(bar: &Bar, drawn: String, theme: Theme) -> Vec<Span<'static>> {
    if bar.group != Group::Caseload {
        return vec![Span::styled(drawn, theme.accent())];
    }
    let columns = drawn.chars().count();
    let edge = |n: usize| n * columns / bar.of.max(1);
    drawn
        .chars()
        .enumerate()
        .map(|(at, c)| {
            let range = at == edge(LOW) || at == edge(HIGH);
            match (range, c) {
                (true, ' ') => Span::styled("┊", theme.dim()),
                (true, _) => Span::styled("│", theme.accent()),
                (false, c) => Span::styled(c.to_string(), theme.accent()),
            }
        })
        .collect()
}
