//! The days a review could go on: the list, best first, and what speaks for and against the one chosen.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::{TextBox, Tone};
use crate::casework::acts::Subject;
use crate::model::ids::ChildId;
use crate::rules::booking::Candidate;
use crate::rules::chain::{Chain, Fate, Plan, beside};
use crate::rules::due::Status;
use crate::rules::practice::Practice;
use crate::rules::reason::Reason;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::{draw, words};

/// Every day the next review of a child could go on, the cursor on `here` where it is one of them.
pub(crate) fn days(scene: Scene<'_>, child: ChildId, here: Option<NaiveDate>) -> Ask {
    let (slot, found) = match scene.desk.candidates(child) {
        Ok(found) => found,
        Err(error) => return Ask::Fail(error),
    };
    let limit =
        slot.last_day().map_or_else(|| "no limit yet".to_owned(), |d| format!("limit {}", words::full(d)));
    let booked = slot.booked.map(|d| format!(", booked {}", words::full(d))).unwrap_or_default();
    let title = format!("Review {} of {}: {limit}{booked}", slot.sequence, scene.who(child));
    let days: Vec<Day> = found.iter().map(|c| Day::of(scene, c)).collect();
    let cursor =
        here.filter(|d| *d > scene.today()).and_then(|here| days.iter().position(|d| d.date == here));
    Ask::open(Days { child, title, days, cursor: cursor.unwrap_or(0) })
}

/// A day with its reasons in words, heaviest first.
#[derive(Debug)]
pub(crate) struct Day {
    pub(crate) date: NaiveDate,
    pub(crate) reasons: Vec<(i32, String)>,
    pub(crate) implied: String,
    pub(crate) late: bool,
}

impl Day {
    fn of(scene: Scene<'_>, candidate: &Candidate) -> Self {
        let name = |c: ChildId| scene.who(c);
        let mut reasons: Vec<(i32, String)> =
            candidate.reasons.iter().map(|r| (r.weight(), r.words(&name))).collect();
        reasons.sort_by_key(|(weight, _)| std::cmp::Reverse(weight.abs()));
        let implied = match (candidate.midpoint, candidate.next_due) {
            (Some(midpoint), Some(next)) => {
                format!("Half-way {} · next review by {}", words::full(midpoint), words::full(next))
            }
            _ => String::new(),
        };
        let late = candidate.reasons.iter().any(|r| matches!(r, Reason::AfterLimit(_)));
        Self { date: candidate.date, reasons, implied, late }
    }
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
    fn step(&mut self, by: isize) {
        let last = self.days.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    fn chosen(&self) -> Option<NaiveDate> {
        self.days.get(self.cursor).map(|d| d.date)
    }

    /// Everything round the review before and after, were it on the chosen day.
    fn chain(&self, scene: Scene<'_>) -> Ask {
        let Some(day) = self.chosen() else { return Ask::Nothing };
        match scene.desk.chain(self.child, Plan::Move(day)) {
            Ok(chain) => Ask::open(chain_text(&scene.board().practice, &chain)),
            Err(error) => Ask::Fail(error),
        }
    }
}

impl Layer for Days {
    fn scope(&self) -> Scope {
        Scope::Days
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask {
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-10),
            Action::PageDown => self.step(10),
            Action::Enter => {
                let day = self.chosen().map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default();
                return Ask::Close.then(Ask::Form(Fill::with(
                    "book",
                    Subject::child(self.child),
                    "date",
                    day,
                )));
            }
            Action::Chain => return self.chain(scene),
            _ => return Ask::Close,
        }
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let theme = scene.theme;
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

fn chain_text(practice: &Practice, chain: &Chain) -> TextBox {
    let from = chain.from.map_or_else(|| "unbooked".to_owned(), words::full);
    let mut text = TextBox::new(format!("From {from} to {}", words::full(chain.to)));
    for line in chain.notes(practice) {
        text.push(Tone::Result, line);
    }
    text.push(Tone::Head, beside("Before", "After", ""));
    for link in chain.links.iter().filter(|l| l.fate != Fate::Same) {
        let pressing = matches!(link.fate, Fate::Late | Fate::Now | Fate::Impossible);
        let tone = if pressing { Tone::Key } else { Tone::Plain };
        text.push(tone, link.line(practice));
    }
    text.push(Tone::Head, chain.next_limit());
    text
}
