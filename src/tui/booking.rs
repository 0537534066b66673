//! Booking and moving on the screen: the days there are, what a day moves, whom to tell.

use chrono::NaiveDate;

use super::app::App;
use super::modals::Modal;
use super::modals::days::{Day, Days};
use super::modals::text::{TextBox, Tone};
use super::words;
use crate::board::Row;
use crate::casework::dates;
use crate::documents::chase::{Told, chase};
use crate::model::ids::ChildId;
use crate::rules::booking::Candidate;
use crate::rules::chain::{Chain, Fate, Link, Plan};
use crate::rules::reason::Reason;
use crate::rules::timetable::Slot;

/// How many dates an adjournment's form lists.
const SHOWN: usize = 6;

impl App {
    /// Shows every day the next review of a child could go on.
    pub(crate) fn booking_days(&mut self, child: ChildId) {
        let (slot, found) = match self.desk.candidates(child) {
            Ok(found) => found,
            Err(error) => return self.fail(&error),
        };
        let limit =
            slot.due.map_or_else(|| "no limit yet".to_owned(), |d| format!("limit {}", words::full(d)));
        let who = self.row(child).map(|r| self.name(r)).unwrap_or_default();
        let booked = slot.booked.map(|d| format!(", booked {}", words::full(d))).unwrap_or_default();
        let days: Vec<Day> = found.iter().map(|c| self.day_of(c)).collect();
        // In the calendar the day that is selected there is at hand.
        let here = (self.pane == super::action::Pane::Calendar && self.calendar.day > self.today())
            .then(|| days.iter().position(|d| d.date == self.calendar.day))
            .flatten();
        let title = format!("Review {} of {who}: {limit}{booked}", slot.sequence);
        self.modals.push(Modal::Days(Days { child, title, days, cursor: here.unwrap_or(0) }));
    }

    fn day_of(&self, candidate: &Candidate) -> Day {
        let name = |c: ChildId| self.row(c).map(|r| self.name(r)).unwrap_or_default();
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
        Day { date: candidate.date, reasons, implied, late }
    }

    /// Takes the chosen day into the booking form.
    pub(crate) fn take_day(&mut self) {
        if let Some(Modal::Days(days)) = self.modals.pop() {
            self.book_form(days.child, days.chosen());
        }
    }

    /// Shows everything round the review before and after, were it on the chosen day.
    pub(crate) fn show_chain(&mut self) {
        let Some(Modal::Days(days)) = self.modals.last() else { return };
        let (child, Some(day)) = (days.child, days.chosen()) else { return };
        match self.desk.chain(child, Plan::Move(day)) {
            Ok(chain) => {
                let text = self.chain_text(&chain);
                self.show(text);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn chain_text(&self, chain: &Chain) -> TextBox {
        let from = chain.from.map_or_else(|| "unbooked".to_owned(), words::full);
        let mut text = TextBox::new(format!("From {from} to {}", words::full(chain.to)));
        for line in self.chain_notes(chain) {
            text.push(Tone::Result, line);
        }
        text.push(Tone::Head, side("Before", "After", ""));
        for link in chain.links.iter().filter(|l| l.fate != Fate::Same) {
            let tone =
                if matches!(link.fate, Fate::Late | Fate::Impossible) { Tone::Key } else { Tone::Plain };
            text.push(tone, self.link_line(link));
        }
        let (before, after) = chain.next_due;
        text.push(Tone::Head, side(&day(before), &day(after), "Limit of the next review"));
        text
    }

    /// One duty of a chain: its day before, its day after, what became of it.
    fn link_line(&self, link: &Link) -> String {
        let mark = match link.fate {
            Fate::Late => "▲ late: ",
            Fate::Impossible => "– no longer possible: ",
            Fate::Gone => "no longer owed: ",
            Fate::New => "new: ",
            Fate::Moved | Fate::Same => "",
        };
        let who = self.desk.board.practice.role(&link.owner);
        side(&day(link.before), &day(link.after), &format!("{mark}{} ({who})", link.title))
    }

    /// Brings the adjournment's form up to date: what it keeps and what it moves, before and after.
    pub(super) fn settle_adjourn(&mut self, child: ChildId) {
        let board = &self.desk.board;
        let Some(Modal::Form(form)) = self.modals.last() else { return };
        let typed = dates::parse(&form.text("date"), board.today, &board.calendar).ok();
        let own = board.row(child).and_then(Row::next_review).map(Slot::instance);
        let mut notes = Vec::new();
        if let Some(Ok(chain)) = typed.map(|on| self.desk.chain(child, Plan::Adjourn { on, resume: None })) {
            notes.push(format!(
                "The review keeps its day, {}: the next limit counts from it.",
                words::full(chain.to)
            ));
            notes.push(side("Before", "After", ""));
            let (before, after) = chain.next_due;
            notes.push(side(&day(before), &day(after), "Limit of the next review"));
            let moved = chain.links.iter().filter(|l| l.fate != Fate::Same);
            // This review's own first; its next one follows from the limit above.
            let (own, others): (Vec<&Link>, Vec<&Link>) =
                moved.partition(|l| own.as_ref() == Some(&l.instance));
            let shown = own.iter().chain(&others).take(SHOWN);
            notes.extend(shown.map(|link| self.link_line(link)));
            let more = (own.len() + others.len()).saturating_sub(SHOWN);
            if more > 0 {
                notes.push(format!("and {} further on", words::count(more, "date", "dates")));
            }
        }
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.notes = notes.into_iter().map(|note| (None, note)).collect();
        }
    }

    /// Who has to agree to the day, what it makes late or impossible, whom to tell.
    pub(crate) fn chain_notes(&self, chain: &Chain) -> Vec<String> {
        let practice = &self.desk.board.practice;
        let with = |fate: Fate| chain.links.iter().filter(|l| l.fate == fate).count();
        let mut notes = Vec::new();
        notes.push(match (chain.outside, &practice.late_approver) {
            (0, _) => "Within the limit: you alone agree to the day.".to_owned(),
            (_, Some(role)) => {
                format!("Only the {} may approve it, in advance; it stays late.", practice.role(role))
            }
            (_, None) => "It needs an approval in advance; it stays late.".to_owned(),
        });
        notes.extend(chain.doubt.clone());
        notes.push(format!(
            "{} moved · {} late at once · {} no longer possible",
            words::count(with(Fate::Moved), "date", "dates"),
            with(Fate::Late),
            with(Fate::Impossible)
        ));
        let tell: Vec<&str> = chain.tell.iter().map(|r| practice.role(r)).collect();
        notes.push(format!("Tell: {}.", tell.join(", ")));
        notes
    }

    /// What others owe, person by person, ready to be copied.
    pub(crate) fn show_chase(&mut self) {
        let told: Vec<Told> = chase(&self.desk.board, None, &|row| self.name(row));
        let mut text = TextBox::new("Whose move is it");
        if told.is_empty() {
            text.push(Tone::Plain, "Nobody else owes anything late or due soon.");
        }
        for one in told {
            for (n, line) in one.text.lines().enumerate() {
                text.push(if n == 0 { Tone::Head } else { Tone::Plain }, line.to_owned());
            }
            text.push(Tone::Plain, "");
        }
        self.show(text);
    }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "-".to_owned(), words::full)
}

/// Two days side by side, and what falls on them.
fn side(before: &str, after: &str, what: &str) -> String {
    // Wrapping closes up plain spaces.
    let column = |text: &str| words::fit(text, 15).replace(' ', "\u{a0}");
    format!("{} {} {what}", column(before), column(after))
}
