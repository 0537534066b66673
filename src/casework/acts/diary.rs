//! The IRO's own days: kept free, given back, taken from a calendar; the schools' holidays.

use std::path::Path;

use chrono::Weekday;

use super::about::NOTHING;
use super::{Act, Choice, Choices, Field, Subject, Then, Values, choices};
use crate::board::views::clash::ClashRow;
use crate::casework::diary::{span, weekday};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::exchange::ics::read_busy;
use crate::exchange::{read_school_holidays, text_of};
use crate::model::diary::Busy;
use crate::model::ids::BusyId;

/// The most bytes of a file.
const LARGEST: u64 = 32 * 1024 * 1024;
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

pub(crate) static KEEP_FREE: Act = Act {
    id: "keep-free",
    title: "Keep days free of reviews",
    find: &["leave", "holiday", "away", "training", "appointment", "busy"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[
        Field::day("date", "From").need("A date"),
        Field::day("to", "To").hint("the last day; empty for one day, or for ever"),
        Field::choice("every", "On", Choices::Fixed(weekdays)),
        Field::line("hours", "Hours").hint("10:00-11:30; empty for the whole day"),
        Field::line("what", "What").need("What keeps you"),
    ],
    settle: |sheet, _| {
        "Keep free of reviews".clone_into(&mut sheet.title);
        sheet.propose("date", "today");
        sheet.propose("what", "Leave");
    },
    run: |desk, _, values| {
        let every = values.some("every").and_then(|day| day.parse().ok());
        let (hours, what) = (values.text("hours"), values.text("what"));
        let busy = Busy::typed(values.the_day("date")?, values.day("to"), every, hours, what);
        let done = desk.add_busy(busy.clone())?;
        let over = booked_over(desk, &[busy]);
        Ok(done.beside(over))
    },
    then: Then::Told("Reviews are booked then"),
};

fn weekdays() -> Vec<Choice> {
    let every = |day: Weekday| (day.to_string(), format!("every {}", weekday(day)));
    std::iter::once((String::new(), "every day".to_owned())).chain(WEEK.map(every)).collect()
}

/// The reviews booked on days that are kept free, in words.
fn booked_over(desk: &Desk, busy: &[Busy]) -> Vec<String> {
    let board = &desk.board;
    board.booked_over(busy).iter().map(|c| format!("  ▲ {}", ClashRow::of(board, c).words())).collect()
}

pub(crate) static GIVE_BACK: Act = Act {
    id: "give-back",
    title: "Give back a day kept free",
    find: &["leave", "cancelled"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| desk.remove_busy(BusyId(subject.id()?)),
    then: Then::Nothing,
};

pub(crate) static TAKE: Act = Act {
    id: "take-calendar",
    title: "Take leave and appointments from a calendar file",
    find: &["ics", "outlook", "import", "calendar"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[
        Field::line("file", "File").hint("an .ics file of your own calendar").need("A file"),
        Field::choice(
            "gone",
            "What is no longer in it",
            Choices::Fixed(|| choices(&[("", "say so"), ("drop", "give its days back")])),
        ),
    ],
    settle: |sheet, _| "Take leave and appointments".clone_into(&mut sheet.title),
    run: take,
    then: Then::Told("Taken from the calendar"),
};

fn take(desk: &mut Desk, _: &Subject, values: &Values) -> Result<Outcome> {
    let file = values.text("file");
    let file = Path::new(&file);
    let mut intake = read_busy(&text_of(file, LARGEST)?, desk.board.today);
    let source = intake.named_after(file);
    let gone = desk.vanished(&intake, &source);
    let drop: &[Busy] = if values.some("gone").is_some() { &gone } else { &[] };
    if intake.busy.is_empty() && intake.called_off.is_empty() && drop.is_empty() {
        return Err(Error::data("The file holds no day of yours to come; nothing was changed.")
            .hint("Export your calendar as an .ics file and name that."));
    }
    let done = desk.take_busy(&intake.busy, &intake.called_off, drop)?;
    let entries = |all: &[Busy]| all.iter().map(|b| format!("  {}", entry(b))).collect();
    let remarks =
        |all: &[(String, String)]| all.iter().map(|(what, why)| format!("  {what}: {why}")).collect();
    let left = if drop.is_empty() { "No longer in this calendar" } else { "Given back" };
    let lists: [(String, Vec<String>); 5] = [
        (format!("Kept free, from {source}"), entries(&intake.busy)),
        ("Not read".to_owned(), remarks(&intake.not_read)),
        ("In doubt".to_owned(), remarks(&intake.doubts)),
        (left.to_owned(), entries(&gone)),
        ("Reviews booked then".to_owned(), booked_over(desk, &intake.busy)),
    ];
    let lists = lists.into_iter().filter(|(_, lines)| !lines.is_empty());
    let told =
        lists.flat_map(|(head, lines)| std::iter::once(format!("{head} ({})", lines.len())).chain(lines));
    let ours = (intake.own > 0).then(|| format!("Events of this program left out ({})", intake.own));
    Ok(done.beside(told.chain(ours)))
}

/// A day kept free, in words.
pub(crate) fn entry(busy: &Busy) -> String {
    format!("{}: {}", span(busy), busy.words())
}

pub(crate) static SCHOOL: Act = Act {
    id: "school-holidays",
    title: "Load school holidays from a file",
    find: &["term", "half term", "import"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[Field::line("file", "File")
        .hint("lines of FIRST,LAST,NAME; they replace those loaded")
        .need("A file")],
    settle: |sheet, _| "Load school holidays".clone_into(&mut sheet.title),
    run: |desk, _, values| {
        let days = read_school_holidays(&text_of(Path::new(&values.text("file")), LARGEST)?)?;
        desk.load_school_holidays(&days)
    },
    then: Then::Nothing,
};
