//! Logging a contact: spoke to, saw, read, challenged.

use super::{Act, Choice, Choices, Field, Scene, Sheet, Subject, Then, Values, about, choices};
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::model::ids::NoteId;
use crate::model::record::{Note, NoteKind};
use crate::model::voice::Place;

pub(crate) static ACT: Act = Act {
    id: "contact",
    title: "Log a contact",
    find: &["phone", "call", "visit", "spoke", "saw", "email", "rang"],
    command: "contact",
    lead: &[],
    about: &about::CHILD,
    fields: &[
        Field::choice("kind", "What", Choices::Fixed(kinds))
            .letters(&[('s', "spoke"), ('v', "saw"), ('r', "read"), ('c', "challenged"), ('n', "note")])
            .help("What it was")
            .value("KIND")
            .said("What it was"),
        Field::line("with", "With").hint("who: what").help("With whom").value("WHO").leads_on(':'),
        Field::block("text", "Words").help("What was said, seen or read"),
        Field::choice("place", "Where", Choices::Fixed(places))
            .help("Where the child was seen; where they live, it does the visit owed")
            .value("PLACE")
            .hidden(),
        Field::day("date", "Date").help("The day of it").said("A date"),
    ],
    settle,
    run,
    then: Then::Paste,
};

fn kinds() -> Vec<Choice> {
    choices(&[
        ("spoke", "spoke to"),
        ("saw", "saw"),
        ("read", "read"),
        ("challenged", "challenged"),
        ("note", "note"),
    ])
}

fn places() -> Vec<Choice> {
    std::iter::once((String::new(), "not said".to_owned())).chain(choices(Place::CHOICES)).collect()
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let several = sheet.subject.children.len() > 1;
    sheet.title = if several {
        format!("One contact about {}", scene.who(&sheet.subject))
    } else {
        format!("A contact about {}", scene.who(&sheet.subject))
    };
    sheet.propose("date", "today");
    sheet.show("place", sheet.text("kind") == "saw" && !several);
    // What was typed without a colon is what was said.
    let words = if sheet.text("with").is_empty() { "Something to keep" } else { "" };
    sheet.need("text", words);
    sheet.note("s spoke to · v saw · r read · c challenged · n note. Kept as you type; Ctrl-s saves.");
    if several {
        let names: Vec<String> = sheet.subject.children.iter().map(|c| scene.name(*c)).collect();
        sheet.note(names.join(", "));
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let kind = NoteKind::from_word(&values.text("kind"))?;
    let (with, text) = match (values.text("with"), values.some("text")) {
        (with, Some(text)) => (with, text),
        (words, None) => (String::new(), words),
    };
    let note =
        Note { id: NoteId(0), kind, date: values.the_day("date")?, with, text, place: None, pasted: false };
    if subject.children.len() > 1 {
        return desk.add_note_to_several(&subject.children, note);
    }
    let child = subject.one()?;
    match values.word("place")? {
        Some(place) => desk.see(child, note, place),
        None => desk.add_note(Some(child), note),
    }
}
