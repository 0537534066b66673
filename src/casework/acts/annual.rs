//! A part of the annual report written by people.

use super::about::NOTHING;
use super::{Act, Choices, Field, Scene, Sheet, Shown, Subject, Then, Values, choices};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::annual::Chapter;
use crate::rules::measures::year_of;

pub(crate) static ACT: Act = Act {
    id: "annual-text",
    title: "Write a part of the annual report",
    find: &["annual report", "team", "resource risks", "good practice", "development", "year"],
    command: "annual-text",
    lead: &[],
    about: &NOTHING,
    fields: &[
        Field::choice("part", "Part", Choices::Fixed(|| choices(Chapter::CHOICES)))
            .value("PART")
            .help("Which part of the report")
            .only(Shown::Script)
            .said("Which part it is"),
        Field::number("year", "Year")
            .value("YEAR")
            .help("The year its twelve months to 31 March end in [default: the present one]")
            .only(Shown::Script),
        Field::block("text", "Text").help("The words, in Markdown; empty takes them out"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// What a form is about: a part of a year's report.
pub(crate) fn part_of(year: i32, chapter: Chapter) -> String {
    format!("{year} {}", chapter.word())
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let present = year_of(scene.today()).year();
    let (year, part) = match sheet.subject.word().split_once(' ') {
        Some((year, part)) => (year.to_owned(), part.to_owned()),
        None => (present.to_string(), String::new()),
    };
    sheet.propose("year", year);
    if !part.is_empty() {
        sheet.propose("part", part);
    }
    let (Ok(year), Ok(chapter)) = (sheet.text("year").parse(), Chapter::from_word(sheet.text("part"))) else {
        return;
    };
    sheet.title = format!("Annual report to 31 March {year}: {}", chapter.says());
    let kept = scene.desk.store.annual_texts(year).unwrap_or_default();
    sheet.propose("text", kept.get(&chapter).cloned().unwrap_or_default());
    sheet.note(format!("What to write: {}. No name or number of a child.", chapter.asks()));
    sheet.note("Kept as you type; Ctrl-s saves it into the report of that year.");
}

fn run(desk: &mut Desk, _: &Subject, values: &Values) -> Result<Outcome> {
    let chapter = values.word("part")?.ok_or_else(|| Error::usage("Which part it is was not said."))?;
    let present = year_of(desk.board.today).year();
    let year = values.number("year").map_or(present, |year| i32::try_from(year).unwrap_or(0));
    desk.write_annual(year, chapter, &values.text("text"))
}
