//! Writing a note.

use super::{Act, Choice, Choices, Field, Part, Scene, Sheet, Shown, Subject, Then, Values, about, choices};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::NoteId;
use crate::model::record::{Note, NoteKind};

pub(crate) static NOTE: Act = Act {
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
    desk.add_note(
        subject.of(),
        Note { id: NoteId(0), kind, date, with: String::new(), text, place: None, pasted: false },
    )
}

pub(crate) static CORRECT: Act = Act {
    id: "correct-note",
    title: "Correct a note",
    find: &["edit", "wrong", "spelling"],
    command: "correct-note",
    lead: &[],
    about: &about::NOTE,
    fields: &[
        Field::block("text", "Text").help("The words").need("Something to keep"),
        Field::line("with", "With").help("With whom").value("WHO"),
        Field::day("date", "Date").help("The day it is about").need("A date"),
    ],
    settle: settle_correct,
    run: run_correct,
    then: Then::Nothing,
};

fn known<'a>(scene: &Scene<'a>, subject: &Subject) -> Option<&'a Note> {
    let notes = scene.row(subject).map(|r| r.case.notes.as_slice())?;
    notes.iter().find(|n| subject.part == Part::Row(n.id.0))
}

fn settle_correct(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("Correct a note about {}", scene.who(&sheet.subject));
    if let Some(note) = known(scene, &sheet.subject) {
        sheet.propose("text", note.text.clone());
        sheet.propose("with", note.with.clone());
        sheet.propose_day("date", Some(note.date));
        if note.pasted {
            sheet.note("It was pasted into the council's system already: correct it there too.");
        }
    }
}

fn run_correct(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let note = known(&Scene::of(desk), subject).cloned();
    let note = note.ok_or_else(|| Error::missing("That note is gone; nothing was changed."))?;
    let (date, with, text) = (values.the_day("date")?, values.text("with"), values.text("text"));
    desk.edit_note(subject.one()?, Note { date, with, text, ..note })
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-note",
    title: "Take out a note written by mistake",
    find: &["delete", "remove", "wrong child"],
    command: "remove-note",
    lead: &[],
    about: &about::NOTE,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| desk.remove_note(subject.one()?, NoteId(subject.id()?)),
    then: Then::Nothing,
};

pub(crate) static PASTED: Act = Act {
    id: "pasted",
    title: "Mark a note as pasted into the council's system",
    find: &["paste", "copied", "case note"],
    command: "pasted",
    lead: &[],
    about: &about::NOTE,
    fields: &[Field::flag_only("undo", "It is not pasted after all")],
    settle: super::sheet::as_it_is,
    run: |desk, subject, values| {
        desk.mark_pasted(subject.one()?, NoteId(subject.id()?), values.yes("undo") != Some(true))
    },
    then: Then::Nothing,
};
