//! The child's voice: words heard and how, and what came of something asked for.

use super::{Act, Choice, Choices, Field, Part, Scene, Sheet, Shown, Subject, Then, Values, about, choices};
use crate::casework::{Desk, Outcome, Voice};
use crate::error::Result;
use crate::model::ids::AskId;
use crate::model::voice::How;
use crate::rules::working::long;

pub(crate) static VOICE: Act = Act {
    id: "voice",
    title: "Record what a child said",
    find: &["wishes", "feelings", "views", "words", "child said", "advocate"],
    command: "voice",
    lead: &[],
    about: &about::CHILD,
    fields: &[
        Field::block("words", "Their words")
            .flag("text")
            .help("The child's words, or what was seen of a child who does not speak")
            .said("What the child said"),
        Field::choice("how", "Heard", Choices::Fixed(hows)).help("How it was heard").value("HOW"),
        Field::yes_no("alone", "Alone").help("Whether the child was alone with the listener"),
        Field::line("why", "Why not").flag("why-not-alone").help("Why not").hidden(),
        Field::line("asked", "Asked for")
            .hint("what the child wants to happen, if anything")
            .help("What the child asked for"),
        Field::yes_no("advocate", "Advocate").help("Whether an advocate was offered"),
        Field::yes_no("rights", "Rights").help("Whether the child's rights were explained"),
        Field::yes_no("shared", "May others read it").only(Shown::Form).hidden(),
        Field::flag_only("share", "Others than the child may read what was said alone: the child agreed"),
        Field::line("by", "Heard by").help("Who heard it [default: you]").value("WHO"),
        Field::day("date", "Date").help("The day [default: today]").need("A date"),
    ],
    settle,
    run,
    then: Then::Paste,
};

fn hows() -> Vec<Choice> {
    choices(How::CHOICES)
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("What {} said", scene.who(&sheet.subject));
    sheet.propose("how", How::Met.word());
    sheet.propose("by", scene.board().iro.clone());
    sheet.propose("date", "today");
    let apart = sheet.text("alone") == "no";
    sheet.show("why", apart);
    sheet.show("shared", sheet.text("alone") == "yes" && !sheet.script);
    sheet.need("why", if apart && !sheet.script { "The reason" } else { "" });
    sheet.note("Alone with you? Advocate offered? Rights explained? y or n. Kept as you type; Ctrl-s saves.");
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let voice = Voice {
        words: values.text("words"),
        date: values.the_day("date")?,
        by: values.text("by"),
        how: values.word("how")?.unwrap_or(How::Met),
        alone: values.yes("alone"),
        why_not: values.text("why"),
        advocate: values.yes("advocate"),
        rights: values.yes("rights"),
        shared: values.yes("share").or(values.yes("shared")) == Some(true),
        asked: values.text("asked"),
    };
    desk.hear(subject.one()?, voice)
}

pub(crate) static CAME_OF: Act = Act {
    id: "came-of",
    title: "Record what came of a wish",
    find: &["asked for", "wish", "outcome", "promise kept"],
    command: "outcome",
    lead: &[],
    about: &about::ASK,
    fields: &[
        Field::block("outcome", "Outcome").flag("text").help("What came of it").said("What came of it"),
        Field::day("date", "On").help("The day [default: today]").need("A date"),
    ],
    settle: settle_came_of,
    run: run_came_of,
    then: Then::Nothing,
};

fn settle_came_of(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = "What came of it".to_owned();
    sheet.propose("date", "today");
    let asks = scene.row(&sheet.subject).map(|r| r.case.asks.as_slice()).unwrap_or_default();
    if let Some(ask) = asks.iter().find(|a| sheet.subject.part == Part::Row(a.id.0)) {
        sheet.propose("outcome", ask.outcome.clone());
        sheet.note(format!("Asked for on {}: {}", long(ask.date), ask.text));
    }
}

fn run_came_of(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let id = AskId(subject.id()?);
    desk.came_of(subject.one()?, id, values.the_day("date")?, &values.text("outcome"))
}
