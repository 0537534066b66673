//! The days a review could go on, best first, each with its sentence; below, the chosen one: what it does to the
//! dates round the review where it has a day already, and what follows from it.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::{TextBox, Tone};
use crate::casework::acts::Subject;
use crate::model::ids::ChildId;
use crate::rules::advice::because;
use crate::rules::advice::days::Candidate;
use crate::rules::chain::{Chain, Fate, Link, Plan, beside};
use crate::rules::due::Status;
use crate::rules::practice::Practice;
use crate::rules::reason::Question;
use crate::rules::slot::Slot;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

/// Every day the next review of a child could go on, the cursor on `here` where it is one of them.
pub(crate) fn days(scene: Scene<'_>, child: ChildId, here: Option<NaiveDate>) -> Ask {
    let (slot, found) = match scene.desk.candidates(child) {
        Ok(found) => found,
        Err(error) => return Ask::Fail(error),
    };
    if found.is_empty() {
        return Ask::say("No day is left for this review: the child's time in care ends before it.");
    }
    let title = format!("Review {} of {}: {}", slot.sequence, scene.who(child), standing(&slot));
    let also: Vec<&str> = found.first().into_iter().flat_map(|c| &c.also).map(|a| a.says()).collect();
    let also = if also.is_empty() { String::new() } else { format!("You can also {}.", also.join(", or ")) };
    let days: Vec<Day> = found.into_iter().map(|c| Day::of(scene, c)).collect();
    let cursor =
        here.filter(|d| *d > scene.today()).and_then(|here| days.iter().position(|d| d.date() == here));
    let mut all =
        Days { child, title, also, days, cursor: cursor.unwrap_or(0), booked: slot.booked, moves: None };
    all.look(scene);
    Ask::open(all)
}

/// The form that books a review on a day.
pub(crate) fn booking(child: ChildId, day: Option<NaiveDate>) -> Ask {
    let day = day.map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default();
    Ask::Form(Fill::with("book", Subject::child(child), "date", day))
}

/// `limit Sat 5 Dec 2026, booked Tue 1 Dec 2026`.
fn standing(slot: &Slot) -> String {
    let what = if slot.complete_by.is_some() { "complete by" } else { "limit" };
    let last = slot.last_day();
    let limit = last.map_or_else(|| "no limit yet".to_owned(), |d| format!("{what} {}", words::full(d)));
    let booked = slot.booked.map(|d| format!(", booked {}", words::full(d))).unwrap_or_default();
    format!("{limit}{booked}")
}

/// A day with its reasons in words.
#[derive(Debug)]
pub(crate) struct Day {
    candidate: Candidate,
    /// Why it stands where it does.
    because: String,
    /// What speaks for and against it, question by question.
    reasons: Vec<(Question, char, String)>,
}

impl Day {
    fn of(scene: Scene<'_>, candidate: Candidate) -> Self {
        let name = |c: ChildId| scene.who(c);
        let because = because(&candidate.reasons, candidate.mark, &name);
        let reasons = candidate.reasons.iter().map(|r| (r.question(), r.sign(), r.words(&name))).collect();
        Self { candidate, because, reasons }
    }

    fn date(&self) -> NaiveDate {
        self.candidate.date
    }

    fn mark(&self) -> (char, Status) {
        match () {
            () if self.candidate.is_late() || !self.candidate.allowed() => ('▲', Status::Overdue),
            () if self.candidate.missed().next().is_some() => ('◆', Status::DueSoon),
            () => ('✓', Status::Done),
        }
    }

    /// What it implies for the review after it.
    fn implied(&self) -> String {
        match (self.candidate.midpoint, self.candidate.next_due) {
            (Some(midpoint), Some(next)) => {
                format!("Half-way {} · next review by {}", words::full(midpoint), words::full(next))
            }
            _ => String::new(),
        }
    }
}

/// The list, and where the cursor is.
#[derive(Debug)]
pub(crate) struct Days {
    child: ChildId,
    title: String,
    /// What can be done beside taking a day.
    also: String,
    days: Vec<Day>,
    cursor: usize,
    /// The day the review has already.
    booked: Option<NaiveDate>,
    /// What the chosen day does to the dates round a review that has one.
    moves: Option<Chain>,
}

impl Days {
    fn step(&mut self, by: isize, scene: Scene<'_>) -> Ask {
        let last = self.days.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.look(scene);
        Ask::Nothing
    }

    fn chosen(&self) -> Option<NaiveDate> {
        self.days.get(self.cursor).map(Day::date)
    }

    /// Books the chosen day; in its form where it is past the limit or not free, which asks for words.
    fn book(&self) -> Ask {
        let Some(day) = self.days.get(self.cursor) else { return Ask::Nothing };
        let form = booking(self.child, Some(day.date()));
        match form {
            Ask::Form(fill) if day.candidate.allowed() && !day.candidate.is_late() => {
                Ask::Do(fill.act, fill.subject, fill.first)
            }
            form => form,
        }
    }

    /// Works out what the chosen day would move.
    fn look(&mut self, scene: Scene<'_>) {
        let day = self.chosen().filter(|day| self.booked.is_some_and(|booked| booked != *day));
        self.moves = day.and_then(|day| scene.desk.chain(self.child, Plan::Move(day)).ok());
    }

    /// Everything round the review before and after, were it on the chosen day.
    fn chain(&self, scene: Scene<'_>) -> Ask {
        let Some(day) = self.chosen() else { return Ask::Nothing };
        match scene.desk.chain(self.child, Plan::Move(day)) {
            Ok(chain) => Ask::open(chain_text(&scene.board().practice, &chain)),
            Err(error) => Ask::Fail(error),
        }
    }

    /// The four questions, and what the chosen day answers.
    fn explain(&self) -> Ask {
        let Some(day) = self.days.get(self.cursor) else { return Ask::Nothing };
        let mut text = TextBox::new(format!("Why {}", words::full(day.date())));
        text.push(Tone::Result, day.because.clone());
        questions(&day.reasons, &mut text);
        text.push(Tone::Plain, "");
        for line in [day.implied(), self.also.clone()].into_iter().filter(|line| !line.is_empty()) {
            text.push(Tone::Dim, line);
        }
        Ask::open(text)
    }
}

/// The four questions in their order, each with what a day's reasons answer.
pub(crate) fn questions(reasons: &[(Question, char, String)], text: &mut TextBox) {
    for (number, question) in (1..).zip(Question::ALL) {
        text.push(Tone::Head, format!("{number}. {}", question.says()));
        let mut answers = reasons.iter().filter(|(of, ..)| of == question).peekable();
        if answers.peek().is_none() {
            text.push(Tone::Plain, format!("  {}", nothing_against(*question)));
        }
        answers.for_each(|(_, sign, words)| text.push(Tone::Plain, format!("{sign} {words}")));
    }
}

/// What a question has for an answer where no reason speaks.
fn nothing_against(question: Question) -> &'static str {
    match question {
        Question::Allowed => "yes: a working day on which you are free",
        Question::Lawful => "no limit is known yet",
        Question::Prepared => "nothing is left to prepare",
        Question::Practical => "nothing speaks for or against it",
    }
}

impl Layer for Days {
    fn scope(&self) -> Scope {
        Scope::Days
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask {
        match action {
            Action::Up => self.step(-1, scene),
            Action::Down => self.step(1, scene),
            Action::PageUp => self.step(-10, scene),
            Action::PageDown => self.step(10, scene),
            Action::Enter => Ask::Close.then(booking(self.child, self.chosen())),
            Action::Mark => Ask::Close.then(self.book()),
            Action::Chain => self.chain(scene),
            Action::Why => self.explain(),
            _ => Ask::Close,
        }
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let area = draw::modal(frame, scene.theme, &self.title, 104, frame.area().height);
        let rows = u16::try_from(self.days.len()).unwrap_or(u16::MAX);
        let list = Rect { height: rows.min(area.height / 2), ..area };
        self.list(frame, list, scene);
        let below = list.bottom().saturating_add(1);
        self.detail(frame, Rect { y: below, height: area.bottom().saturating_sub(below), ..area }, scene);
    }
}

impl Days {
    fn list(&self, frame: &mut Frame<'_>, area: Rect, scene: Scene<'_>) {
        let theme = scene.theme;
        let top = words::top(self.cursor, self.days.len(), usize::from(area.height));
        for ((place, day), y) in self.days.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
            let (mark, status) = day.mark();
            let now = if self.booked == Some(day.date()) { "booked now: " } else { "" };
            let line = Line::from(vec![
                Span::styled(format!(" {mark} "), theme.status(status)),
                Span::styled(words::fit(&words::brief(day.date(), scene.today()), 12), theme.bold()),
                Span::styled(now, theme.accent()),
                Span::raw(words::trim(
                    &day.because,
                    usize::from(area.width).saturating_sub(15 + words::width(now)),
                )),
            ]);
            draw::row(frame, area, y, line, place == self.cursor, theme);
        }
    }

    /// The chosen day: its sentence in full, what it moves, what it implies.
    fn detail(&self, frame: &mut Frame<'_>, area: Rect, scene: Scene<'_>) {
        let (theme, Some(day)) = (scene.theme, self.days.get(self.cursor)) else { return };
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let mut y = draw::text(frame, area, area.y, &day.because, theme.bold());
        if let Some(chain) = &self.moves {
            draw::line(frame, area, y, Line::styled(beside("Before", "After", ""), theme.dim()));
            let room = usize::from(area.bottom().saturating_sub(y).saturating_sub(3));
            y = y.saturating_add(1);
            let moved: Vec<&Link> = chain.links.iter().filter(|l| l.fate != Fate::Same).collect();
            for link in moved.iter().take(room) {
                let grave = matches!(link.fate, Fate::Late | Fate::Impossible);
                let status = if grave { Status::DueSoon } else { Status::Upcoming };
                let line = link.line(&scene.board().practice);
                draw::line(frame, area, y, Line::styled(line, theme.status(status)));
                y = y.saturating_add(1);
            }
            let more = moved.len().saturating_sub(room);
            if more > 0 {
                let more = format!("and {} further on: m shows all", words::count(more, "date", "dates"));
                y = draw::text(frame, area, y, &more, theme.dim());
            }
        } else {
            for (_, sign, reason) in day.reasons.iter().filter(|(question, ..)| *question != Question::Lawful)
            {
                y = draw::text(frame, area, y, &format!("{sign} {reason}"), ratatui::style::Style::new());
            }
        }
        for line in [day.implied(), self.also.clone()].into_iter().filter(|line| !line.is_empty()) {
            y = draw::text(frame, area, y, &line, theme.dim());
        }
    }
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
