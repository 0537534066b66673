//! The answer to a doubt about what returns say of a child.

use super::about::DOUBT;
use super::{Act, Choice, Choices, Field, Scene, Subject, Then, Values};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::doubt::{Answer, Doubt};
use crate::model::ids::DoubtId;

pub(crate) static ANSWER: Act = Act {
    id: "answer-doubt",
    title: "Answer a doubt about a return",
    find: &["doubt", "return", "import", "wrong", "differs", "903"],
    command: "doubt",
    lead: &[],
    about: &DOUBT,
    fields: &[Field::choice("answer", "Answer", Choices::Of(answers))
        .flag("answer")
        .help("take: the return's value comes into the book; keep: the book's stays; right: it is as assumed")
        .said("An answer")],
    settle: |sheet, scene| {
        let words = of(scene, &sheet.subject).map(|d| d.why.clone());
        if let Some(words) = words {
            sheet.note(words);
        }
    },
    run,
    then: Then::Moved,
};

fn of<'s>(scene: &Scene<'s>, subject: &Subject) -> Option<&'s Doubt> {
    let id = subject.id().ok()?;
    scene.row(subject)?.case.doubts.iter().find(|d| d.id.0 == id)
}

fn answers(scene: &Scene<'_>, subject: &Subject) -> Vec<Choice> {
    let may = of(scene, subject).map_or(Answer::ALL, Doubt::answers);
    may.iter().map(|a| (a.word().to_owned(), a.says().to_owned())).collect()
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let answer =
        values.word("answer")?.ok_or_else(|| Error::usage("An answer is needed; nothing was changed."))?;
    desk.answer_doubt(subject.one()?, DoubtId(subject.id()?), answer)
}
