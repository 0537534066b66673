//! The forms of the IRO's own days: leave kept free, a calendar file taken in, school holidays loaded.

use std::path::Path;

use chrono::NaiveDate;

use super::app::App;
use super::ask::Ask;
use super::layers::diary::entry;
use super::layers::text::{TextBox, Tone};
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::save::Tried;
use super::words;
use crate::casework::diary::weekday;
use crate::error::Error;
use crate::exchange::ics::read_busy;
use crate::exchange::{read_school_holidays, text_of};
use crate::model::diary::Busy;
use crate::rules::calendar::Calendar;
use crate::rules::clash::Clash;

/// The most bytes of a file.
const LARGEST: u64 = 32 * 1024 * 1024;
/// How many of anything a box tells one by one.
const TOLD: usize = 12;

impl App {
    /// Asks for a day, or days, to keep free of reviews.
    pub(crate) fn keep_free_form(&mut self, day: NaiveDate) {
        let day = day.max(self.today());
        let mut every = vec![(String::new(), "every day".to_owned())];
        let weekdays = chrono::Weekday::Mon.num_days_from_monday()..7;
        every.extend(weekdays.filter_map(|n| {
            let day = chrono::Weekday::try_from(u8::try_from(n).ok()?).ok()?;
            Some((n.to_string(), format!("every {}", weekday(day))))
        }));
        let fields = vec![
            Field::line("date", "From", day.format("%-d %b %Y").to_string()),
            Field::line("to", "To", "").hint("the last day; empty for one day, or for ever"),
            Field::choice("every", "On", every, ""),
            Field::line("hours", "Hours", "").hint("10:00-11:30; empty for the whole day"),
            Field::line("what", "What", "Leave"),
        ];
        self.open(Form::new("Keep free of reviews", Purpose::KeepFree, fields), None);
    }

    pub(super) fn keep_free(&mut self, form: &mut Form, calendar: &Calendar) -> Tried {
        let today = self.today();
        let first = form.needed_date("date", today, calendar);
        let every = form.text("every").parse::<u8>().ok().and_then(|n| chrono::Weekday::try_from(n).ok());
        let last = form.date("to", today, calendar);
        let what = form.needed("what", "What keeps you");
        let (Some((first, what)), false) = (first.zip(what), form.has_faults()) else { return Ok(None) };
        let busy = Busy::typed(first, last, every, form.text("hours"), what);
        let outcome = self.desk.add_busy(busy.clone())?;
        let over = self.desk.board.booked_over(&[busy]);
        if !over.is_empty() {
            let mut text = TextBox::new("Reviews are booked then");
            self.tell_clashes(&over, &mut text);
            self.carry(Ask::open(text));
        }
        Ok(Some(outcome))
    }

    /// Asks for the calendar file to take leave and appointments from.
    pub(crate) fn take_calendar_form(&mut self) {
        let gone =
            [("", "say so"), ("drop", "give its days back")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let fields = vec![
            Field::line("file", "File", "").hint("an .ics file of your own calendar"),
            Field::choice("gone", "What is no longer in it", gone.to_vec(), ""),
        ];
        self.open(Form::new("Take leave and appointments", Purpose::TakeCalendar, fields), None);
    }

    pub(super) fn take_calendar(&mut self, form: &mut Form) -> Tried {
        let Some(file) = form.needed("file", "A file") else { return Ok(None) };
        let file = Path::new(&file);
        let mut intake = read_busy(&text_of(file, LARGEST)?, self.today());
        let source = intake.named_after(file);
        let gone = self.desk.vanished(&intake, &source);
        let drop: &[Busy] = if form.text("gone") == "drop" { &gone } else { &[] };
        if intake.busy.is_empty() && intake.called_off.is_empty() && drop.is_empty() {
            return Err(Error::data("The file holds no day of yours to come; nothing was changed.")
                .hint("Export your calendar as an .ics file and name that."));
        }
        let outcome = self.desk.take_busy(&intake.busy, &intake.called_off, drop)?;
        let mut text = TextBox::new(format!("Taken from {source}"));
        let busy: Vec<String> = intake.busy.iter().map(entry).collect();
        listed(&mut text, "Kept free", &busy);
        let told = |all: &[(String, String)]| -> Vec<String> {
            all.iter().map(|(what, why)| format!("{what}: {why}")).collect()
        };
        listed(&mut text, "Not read", &told(&intake.not_read));
        listed(&mut text, "In doubt", &told(&intake.doubts));
        let title = if drop.is_empty() { "No longer in this calendar" } else { "Given back" };
        listed(&mut text, title, &gone.iter().map(entry).collect::<Vec<_>>());
        self.tell_clashes(&self.desk.board.booked_over(&intake.busy), &mut text);
        if intake.own > 0 {
            let ours = words::count(intake.own, "event", "events");
            text.push(Tone::Dim, format!("{ours} of this program left out."));
        }
        self.carry(Ask::open(text));
        Ok(Some(outcome))
    }

    /// Asks for the file of school holidays.
    pub(crate) fn school_form(&mut self) {
        let fields =
            vec![Field::line("file", "File", "").hint("lines of FIRST,LAST,NAME; they replace those loaded")];
        self.open(Form::new("Load school holidays", Purpose::SchoolHolidays, fields), None);
    }

    pub(super) fn load_school(&mut self, form: &mut Form) -> Tried {
        let Some(file) = form.needed("file", "A file") else { return Ok(None) };
        let days = read_school_holidays(&text_of(Path::new(&file), LARGEST)?)?;
        self.desk.load_school_holidays(&days).map(Some)
    }

    fn tell_clashes(&self, over: &[Clash], text: &mut TextBox) {
        let name = |c: &Clash| self.row(c.child).map(|r| self.name(r)).unwrap_or_default();
        let line = |c: &Clash| {
            format!("▲ {}: review {} on {}: {}", name(c), c.sequence, words::full(c.date), c.why.join("; "))
        };
        listed(text, "Reviews booked then", &over.iter().map(line).collect::<Vec<_>>());
    }
}

/// A heading and its lines, the first of them where there are many.
fn listed(text: &mut TextBox, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    text.push(Tone::Head, format!("{title} ({})", lines.len()));
    lines.iter().take(TOLD).for_each(|line| text.push(Tone::Plain, format!("  {line}")));
    if lines.len() > TOLD {
        text.push(Tone::Dim, format!("  and {} more", lines.len() - TOLD));
    }
}
