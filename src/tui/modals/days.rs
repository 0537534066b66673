//! The days a review could go on: the list, best first, and what speaks for and against the one chosen.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::model::ids::ChildId;
use crate::rules::due::Status;
use crate::tui::draw;
use crate::tui::theme::Theme;
use crate::tui::words;

/// A day with its reasons in words, heaviest first.
#[derive(Debug)]
pub(crate) struct Day {
    pub(crate) date: NaiveDate,
    pub(crate) reasons: Vec<(i32, String)>,
    pub(crate) implied: String,
    pub(crate) late: bool,
}

/// The list, and where the cursor is.
#[derive(Debug)]
pub(crate) struct Days {
    pub(crate) child: ChildId,
    pub(crate) title: String,
    pub(crate) days: Vec<Day>,
    pub(crate) cursor: usize,
}

impl Days {
    pub(crate) fn step(&mut self, by: isize) {
        let last = self.days.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    pub(crate) fn chosen(&self) -> Option<NaiveDate> {
        self.days.get(self.cursor).map(|d| d.date)
    }

    pub(crate) fn view(&self, frame: &mut Frame<'_>, theme: Theme) {
        let area = draw::modal(frame, theme, &self.title, 104, frame.area().height);
        let side = (area.width / 3).clamp(29, 32).min(area.width);
        let wide = area.width >= 56;
        let list = if wide { Rect { width: side, ..area } } else { Rect { height: area.height / 2, ..area } };
        let detail = if wide {
            Rect { x: area.x + side + 1, width: area.width.saturating_sub(side + 1), ..area }
        } else {
            Rect { y: area.y + list.height, height: area.height - list.height, ..area }
        };
        let top = words::top(self.cursor, self.days.len(), usize::from(list.height));
        for ((place, day), y) in self.days.iter().enumerate().skip(top).zip(list.y..list.bottom()) {
            let against = day.reasons.iter().filter(|(w, _)| *w > 0).count();
            let (mark, status) = match against {
                _ if day.late => ('▲', Status::Overdue),
                0 => ('✓', Status::Done),
                _ => ('○', Status::Upcoming),
            };
            let line = Line::from(vec![
                Span::styled(format!(" {mark} "), theme.status(status)),
                Span::raw(words::fit(&words::full(day.date), 15)),
                Span::styled(
                    if against > 0 { format!(" {against} against") } else { String::new() },
                    theme.dim(),
                ),
            ]);
            draw::row(frame, list, y, line, place == self.cursor, theme);
        }
        if let Some(day) = self.days.get(self.cursor) {
            one(day, frame, detail, theme);
        }
    }
}

fn one(day: &Day, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    draw::line(frame, area, area.y, Line::styled(words::full(day.date), theme.bold()));
    let mut y = area.y + 1;
    for (weight, reason) in &day.reasons {
        let (sign, style) = match weight {
            w if *w < 0 => ("+", theme.good()),
            0 => (" ", ratatui::style::Style::new()),
            _ => ("-", theme.status(Status::DueSoon)),
        };
        for (n, part) in
            words::wrap(reason, usize::from(area.width).saturating_sub(3)).into_iter().enumerate()
        {
            let sign = if n == 0 { sign } else { " " };
            draw::line(frame, area, y, Line::styled(format!("{sign} {part}"), style));
            y = y.saturating_add(1);
        }
    }
    draw::text(frame, area, y.saturating_add(1), &day.implied, theme.dim());
}
