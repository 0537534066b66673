//! Escalations: every concern recorded, those open first, the oldest on top.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::board::Board;
use crate::model::ids::{ChildId, EscalationId};
use crate::model::record::Escalation;
use crate::rules::due::Status;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::modals::text::{TextBox, Tone};
use crate::tui::{draw, words};

/// The list and its cursor.
#[derive(Debug, Default)]
pub(crate) struct Escalations {
    pub(crate) shown: Vec<(ChildId, EscalationId)>,
    pub(crate) cursor: usize,
}

impl Escalations {
    pub(crate) fn settle(&mut self, board: &Board) {
        let mut all: Vec<(bool, NaiveDate, ChildId, EscalationId)> = board
            .rows
            .iter()
            .flat_map(|r| r.case.escalations.iter().map(|e| (e.closed.is_some(), e.raised, r.id(), e.id)))
            .collect();
        all.sort();
        self.shown = all.into_iter().map(|(.., child, id)| (child, id)).collect();
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
    }

    pub(crate) fn child(&self) -> Option<ChildId> {
        self.shown.get(self.cursor).map(|(child, _)| *child)
    }
}

impl App {
    /// The concern the cursor is on.
    pub(crate) fn concern(&self) -> Option<(ChildId, &Escalation)> {
        let (child, id) = *self.escalations.shown.get(self.escalations.cursor)?;
        self.concern_of(child, id).map(|e| (child, e))
    }

    fn concern_of(&self, child: ChildId, id: EscalationId) -> Option<&Escalation> {
        self.row(child)?.case.escalations.iter().find(|e| e.id == id)
    }

    fn open_for(&self, e: &Escalation) -> String {
        let until = e.closed.unwrap_or(self.today());
        let days = self.desk.board.calendar.working_days_between(e.raised, until);
        days.map_or(String::new(), |d| format!("{d} wd"))
    }

    pub(crate) fn act_on_escalations(&mut self, action: Action) {
        if let Some(by) = super::stride(action) {
            let len = self.escalations.shown.len();
            super::step(&mut self.escalations.cursor, by, len);
            return;
        }
        let Some((child, concern)) = self.concern() else {
            self.say("No concern is recorded: e raises one.");
            return;
        };
        match action {
            Action::Open => {
                let name = self.row(child).map(|r| self.name(r)).unwrap_or_default();
                let mut text = TextBox::new(format!("{name} · {}", concern.concern));
                let open = self.open_for(concern);
                text.push(Tone::Head, format!("{}, {} protocol", concern.stage, concern.protocol));
                text.push(Tone::Plain, format!("Raised {}, {open} so far.", words::full(concern.raised)));
                text.push(Tone::Plain, "");
                text.push(Tone::Plain, concern.text.clone());
                if let Some(day) = concern.closed {
                    text.push(Tone::Plain, "");
                    text.push(Tone::Result, format!("Closed {}.", words::full(day)));
                    text.push(Tone::Plain, concern.effect.clone().unwrap_or_default());
                }
                self.show(text);
            }
            Action::CloseConcern if concern.closed.is_some() => self.say("That concern is closed already."),
            Action::CloseConcern => {
                let id = concern.id;
                self.close_form(child, id);
            }
            _ => {}
        }
    }
}

pub(crate) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let all = &app.escalations.shown;
    let board = &app.desk.board;
    let open: usize = board.rows.iter().map(|r| r.open_escalations()).sum();
    let title = format!("Escalations ── {open} open · {} closed", all.len().saturating_sub(open));
    let low = if area.height >= 14 { area.height / 3 } else { 0 };
    let inner = draw::boxed(frame, Rect { height: area.height - low, ..area }, &title, app.theme);
    let width = usize::from(inner.width);
    let name_width = (width / 4).clamp(8, 24);
    let rest = width.saturating_sub(name_width + 40);
    if all.is_empty() {
        let text = " No concern is recorded. e raises one; good practice is worth a note too: w.";
        draw::text(frame, inner, inner.y, text, app.theme.dim());
    } else {
        let head = format!(
            "   {} {} {} {}  {}",
            words::fit("Child", name_width),
            words::fit("Stage", 12),
            words::fit("Concern", 12),
            words::right("Open", 7),
            words::fit("Text", rest)
        );
        draw::line(frame, inner, inner.y, Line::styled(head, app.theme.dim()));
    }
    let top = words::top(app.escalations.cursor, all.len(), usize::from(inner.height).saturating_sub(1));
    for ((place, (child, id)), y) in all.iter().enumerate().skip(top).zip(inner.y + 1..inner.bottom()) {
        let Some((row, e)) = app.row(*child).zip(app.concern_of(*child, *id)) else { continue };
        let status = if e.closed.is_some() { Status::Done } else { Status::DueSoon };
        let first = e.text.lines().next().unwrap_or_default();
        let line = Line::from(vec![
            Span::styled(format!(" {} ", status.mark(app.theme.ascii)), app.theme.status(status)),
            Span::styled(words::fit(&app.name(row), name_width), app.theme.bold()),
            Span::raw(format!(" {} {}", words::fit(&e.stage, 12), words::fit(&e.concern, 12))),
            Span::styled(format!(" {}", words::right(&app.open_for(e), 7)), app.theme.status(status)),
            Span::raw(format!("  {}", words::fit(first, rest))),
        ]);
        draw::row(frame, inner, y, line, place == app.escalations.cursor, app.theme);
    }
    if low > 0 {
        let below = Rect { y: area.bottom() - low, height: low, ..area };
        let title = app.concern().map_or(String::new(), |(_, e)| format!("Raised {}", words::full(e.raised)));
        let inner = draw::boxed(frame, below, &title, app.theme);
        if let Some((_, e)) = app.concern() {
            let y = draw::text(frame, inner, inner.y, &e.text, Style::new());
            if let Some(effect) = &e.effect {
                draw::text(frame, inner, y, &format!("✓ What changed: {effect}"), app.theme.good());
            }
        }
    }
}
