//! A matter of a review's agenda: whether it was covered, and what was said.

use super::about::{About, Arg};
use super::answer::{ANSWER_NEEDED, REPLY_LETTERS, replies};
use super::{Act, Choices, Field, Part, Scene, Sheet, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::record::{Answer, Subject as Of};
use crate::rules::checklist::{answer, questions};
use crate::rules::meeting::{AGENDA, notes};
use crate::rules::sessions::Walk;

pub(crate) static ACT: Act = Act {
    id: "matter",
    title: "Note a matter of a review's agenda",
    find: &["agenda", "covered", "discussed"],
    command: "matter",
    lead: &[],
    about: &About {
        args: &[
            about::WHO,
            Arg::place("matter", "Its id, as review shows it"),
            Arg::flag("review", "N", "Which review of the period [default: the last held]"),
        ],
        subject: |desk, given| {
            let child = about::child(desk, given)?;
            let review = desk.held(child, given.number("review")?)?.0.sequence;
            Ok(Subject::child(child).with(Part::Matter { review, item: given.text("matter").to_owned() }))
        },
    },
    fields: &[
        Field::block("note", "Note").help("What was said"),
        Field::choice("answer", "Answer", Choices::Fixed(replies))
            .letters(REPLY_LETTERS)
            .value("ANSWER")
            .help("Whether it was covered [default: yes]")
            .need(ANSWER_NEEDED),
    ],
    settle,
    run,
    then: Then::Nothing,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Part::Matter { review: n, item } = sheet.subject.part.clone() else { return };
    sheet.title = format!("Review {n}: a matter of the agenda");
    if sheet.script {
        sheet.propose("answer", "yes");
    }
    let (Some(child), Some(row)) = (sheet.subject.of(), scene.row(&sheet.subject)) else { return };
    let Ok((slot, review)) = scene.desk.held(child, Some(n)) else { return };
    if let Some(known) = notes(&row.case, &review).and_then(|s| answer(s, &item)) {
        sheet.propose("note", known.note.clone());
        sheet.propose("answer", known.value.clone());
    }
    let practice = &scene.board().practice;
    let Some(agenda) = practice.checklist(AGENDA) else { return };
    let asked = questions(agenda, &row.case, practice, Some(&slot), scene.today());
    if let Some(matter) = asked.into_iter().find(|i| i.id == item) {
        sheet.note(matter.ask.clone());
        sheet.note(matter.why.clone());
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let Part::Matter { review, item } = &subject.part else {
        return Err(Error::usage("Which matter is meant was not said; nothing was recorded."));
    };
    let child = subject.one()?;
    let (_, review) = desk.held(child, Some(*review))?;
    let about = (review.id.0 != 0).then_some(Of::Review(review.id));
    let (value, note) = (values.text("answer"), values.text("note"));
    let answer = Answer { item: item.clone(), value, note, date: desk.board.today };
    desk.answer(child, &Walk { list: AGENDA.to_owned(), subject: about }, answer)
}
