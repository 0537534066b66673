//! Writing a note.

use super::{Act, Choice, Choices, Field, Scene, Sheet, Shown, Subject, Then, Values, about, choices};
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::model::ids::NoteId;
use crate::model::record::{Note, NoteKind};

pub(crate) static ACT: Act = Act {
    id: "note",
    title: "Write a note",
    find: &["write", "record", "case note", "remember"],
    command: "note",
    lead: &[],
    about: &about::CHILD_OR_SERVICE,
    fields: &[
        Field::block("text", "Text").help("The words").need("Something to keep"),
        Field::choice("kind", "Kind", Choices::Fixed(kinds))
            .help("What it is")
            .value("KIND")
            .only(Shown::Script),
        Field::day("date", "Date").help("The day it is about [default: today]").need("A date"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

fn kinds() -> Vec<Choice> {
    choices(&[("note", "a note"), ("wishes", "wishes and feelings")])
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("A note about {}", scene.who(&sheet.subject));
    sheet.propose("date", "today");
    sheet.note("Kept as you type. Ctrl-s saves.");
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let kind = NoteKind::from_word(&values.text("kind"))?;
    let (date, text) = (values.the_day("date")?, values.text("text"));
    desk.add_note(subject.of(), Note { id: NoteId(0), kind, date, with: String::new(), text, pasted: false })
}
