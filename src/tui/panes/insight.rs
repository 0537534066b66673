//! Insight: how timely, how heard, how loaded. Counted from the board, nothing kept.

use chrono::{Days, Months, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::board::Board;
use crate::model::review::Participation;
use crate::rules::timetable::Slot;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::{draw, words};

/// What the pane shows, counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) reviews: (usize, usize),
    pub(crate) children: (usize, usize),
    pub(crate) part: [usize; 8],
    pub(crate) unknown_part: usize,
    pub(crate) cared: usize,
    pub(crate) weeks: Vec<(NaiveDate, usize, usize)>,
}

/// Counts the last twelve months and the next eight weeks.
pub(crate) fn count(board: &Board) -> Counts {
    let today = board.today;
    let from = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let mut counts = Counts::default();
    let monday = today.week(chrono::Weekday::Mon).first_day();
    counts.weeks = monday.iter_weeks().take(8).map(|d| (d, 0, 0)).collect();
    for row in &board.rows {
        counts.cared += usize::from(row.looked_after(today));
        let held = |s: &&Slot| s.held.is_some_and(|d| d > from && d <= today);
        let judged: Vec<bool> = row.judged.reviews().filter(held).filter_map(Slot::on_time).collect();
        counts.reviews.0 += judged.iter().filter(|on| **on).count();
        counts.reviews.1 += judged.len();
        counts.children.0 += usize::from(!judged.is_empty() && judged.iter().all(|on| *on));
        counts.children.1 += usize::from(!judged.is_empty());
        for slot in row.judged.reviews().filter(held) {
            let review = slot.review.and_then(|r| row.case.reviews.get(r));
            match review.and_then(|r| r.participation) {
                Some(p) => {
                    let place = Participation::ALL.iter().position(|(q, ..)| *q == p).unwrap_or(0);
                    if let Some(n) = counts.part.get_mut(place) {
                        *n += 1;
                    }
                }
                None => counts.unknown_part += 1,
            }
        }
        let Some(slot) = row.next_review() else { continue };
        let Some(day) = slot.booked.or(slot.due) else { continue };
        for week in &mut counts.weeks {
            if day >= week.0 && day < week.0.checked_add_days(Days::new(7)).unwrap_or(week.0) {
                if slot.booked.is_some() { week.1 += 1 } else { week.2 += 1 }
            }
        }
    }
    counts
}

impl App {
    pub(crate) fn act_on_insight(&mut self, action: Action) {
        if let Some(by) = super::stride(action) {
            super::step(&mut self.insight, by, 30);
        }
    }
}

pub(crate) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let counts = count(&app.desk.board);
    let inner =
        draw::boxed(frame, area, "Insight ── the last twelve months, the next eight weeks", app.theme);
    let width = usize::from(inner.width);
    let columns = width.saturating_sub(56).clamp(8, 50);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let theme = app.theme;
    let head = |text: &str| Line::styled(format!(" {text}"), theme.bold());
    let share = |label: &str, (on, of): (usize, usize), columns: usize| {
        let percent = (on * 100).checked_div(of).map_or("–".to_owned(), |p| format!("{p}%"));
        Line::from(vec![
            Span::raw(format!("  {} ", words::fit(label, 38))),
            Span::styled(words::fit(&draw::bar(on, of, columns), columns), theme.accent()),
            Span::raw(format!(" {percent:>4}")),
            Span::styled(format!("  {on} of {of}"), theme.dim()),
        ])
    };
    lines.push(head("Reviews on time"));
    lines.push(share("reviews held within their limit", counts.reviews, columns));
    lines.push(share("children whose every review was", counts.children, columns));
    lines.push(Line::default());
    lines.push(head("How children took part"));
    let most = counts.part.iter().copied().max().unwrap_or(0);
    let all: usize = counts.part.iter().sum();
    for ((_, code, meaning), n) in Participation::ALL.iter().zip(counts.part) {
        lines.push(Line::from(vec![
            Span::raw(format!("  {} ", words::fit(&format!("{code} {meaning}"), 38))),
            Span::styled(words::fit(&draw::bar(n, most, columns), columns), theme.accent()),
            Span::raw(format!(" {n:>4}")),
        ]));
    }
    let heard = all - counts.part.first().copied().unwrap_or(0);
    let took = heard - counts.part.last().copied().unwrap_or(0);
    lines.push(share("views reached the review (PN1 to PN6)", (took, heard), columns));
    if counts.unknown_part > 0 {
        lines.push(Line::raw(format!(
            "  ? {} with no record of how",
            words::count(counts.unknown_part, "review", "reviews")
        )));
    }
    lines.push(Line::default());
    lines.push(head("Caseload"));
    let word = match counts.cared {
        n if n > 70 => "▲ above what the IRO Handbook recommends",
        n if n < 50 => "○ below the recommended range",
        _ => "✓ within the recommended range",
    };
    lines.push(Line::from(vec![
        Span::raw(format!(
            "  {} ",
            words::fit(&words::count(counts.cared, "child looked after", "children looked after"), 38)
        )),
        Span::styled(words::fit(&draw::bar(counts.cared, 100, columns), columns), theme.accent()),
        Span::raw(format!("  50–70 · {word}")),
    ]));
    lines.push(Line::default());
    lines.push(head("Reviews of the next eight weeks (█ booked, ▒ not booked yet, by their limit)"));
    let most = counts.weeks.iter().map(|(_, a, b)| a + b).max().unwrap_or(0).max(1);
    for (day, booked, free) in &counts.weeks {
        let part = |n: usize| n * columns / most;
        lines.push(Line::from(vec![
            Span::raw(format!(
                "  {} ",
                words::fit(&format!("week of {}", words::day(*day, app.today())), 38)
            )),
            Span::styled("█".repeat(part(*booked)), theme.good()),
            Span::styled("▒".repeat(part(*free)), theme.dim()),
            Span::styled(format!(" {booked} booked, {free} to book"), Style::new()),
        ]));
    }
    let rows = usize::from(inner.height);
    let top = app.insight.min(lines.len().saturating_sub(rows));
    let total = lines.len();
    for (line, y) in lines.into_iter().skip(top).zip(inner.y..inner.bottom()) {
        draw::line(frame, inner, y, line);
    }
    if top + rows < total {
        draw::foot(frame, inner, &format!(" {} more lines: j ", total - top - rows), theme);
    }
}
