//! A question of a checklist answered, an answer taken back, a session ended or taken out.

use super::{Act, Choice, Choices, Field, Part, Scene, Sheet, Shown, Subject, Then, Values, about, choices};
use crate::board::Row;
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::record::{Answer, Reply};
use crate::rules::checklist::answer as given;
use crate::rules::practice::{AnswerKind, Item};
use crate::rules::sessions::{Walk, asked, tasks};

/// What is missing where a note has no answer yet.
pub(crate) const ANSWER_NEEDED: &str = "An answer (y, p, n or x)";
/// The letters of the answers, as on the screen.
pub(crate) const REPLY_LETTERS: &[(char, &str)] = &[('y', "yes"), ('p', "partly"), ('n', "no"), ('x', "n/a")];

pub(crate) static ANSWER: Act = Act {
    id: "answer",
    title: "Answer a question of a checklist",
    find: &["checklist", "question"],
    command: "answer",
    lead: &[],
    about: &about::QUESTION,
    fields: &[
        Field::choice("choice", "Answer", Choices::Settled).only(Shown::Form).hidden(),
        Field::block("words", "Answer").only(Shown::Form).hidden(),
        Field::day("day", "Answer").hint("22 nov").only(Shown::Form).hidden(),
        Field::block("note", "Note").help("The note beside the answer"),
        Field::choice("answer", "Answer", Choices::Fixed(replies))
            .letters(REPLY_LETTERS)
            .only(Shown::Form)
            .hidden(),
        Field::line("given", "Answer")
            .flag("answer")
            .value("y|p|n|x|TEXT")
            .help("Yes, partly, no, not applicable; words or a date where the question asks for them")
            .only(Shown::Script),
        Field::day("date", "Day").help("The day of it [default: today]").need("A date"),
    ],
    settle,
    run,
    then: Then::Answered,
};

/// How a question may be answered.
pub(crate) fn replies() -> Vec<Choice> {
    choices(&[&[("", "not answered yet")], Reply::CHOICES].concat())
}

/// The question a subject is about, where its list still asks it.
fn question<'a>(scene: &Scene<'a>, subject: &Subject) -> Option<(&'a Row, Walk, &'a Item)> {
    let (row, mut walk) = (scene.row(subject)?, subject.walk()?);
    let board = scene.board();
    if walk.subject.is_none() {
        // The review had no row yet when the draft was begun; it may have one by now.
        let queued = tasks(&row.case, row.judged(), &board.practice, board.today);
        walk.subject = queued.into_iter().find(|t| t.list == walk.list).and_then(|t| t.subject);
    }
    let all = asked(&walk, &row.case, row.judged(), &board.practice, board.today);
    let item = all.into_iter().find(|i| i.id == subject.word())?;
    Some((row, walk, item))
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.propose("date", "today");
    let Some((row, walk, item)) = question(scene, &sheet.subject) else { return };
    let known = walk.session(&row.case).and_then(|s| given(s, &item.id));
    let value = known.map(|a| a.value.clone()).unwrap_or_default();
    sheet.title = match item.answer {
        AnswerKind::YesNo => "A note with the answer".to_owned(),
        _ => "Answer".to_owned(),
    };
    if let Some(known) = known {
        sheet.propose_day("date", Some(known.date));
        sheet.propose("note", known.note.clone());
    }
    let key = match item.answer {
        AnswerKind::YesNo => "answer",
        AnswerKind::Choice => "choice",
        AnswerKind::Text => "words",
        AnswerKind::Date => "day",
    };
    if item.answer == AnswerKind::Choice {
        sheet.offer("choice", item.choices.iter().map(|c| (c.clone(), c.clone())).collect(), &value);
    } else {
        sheet.propose(key, value);
    }
    for one in ["answer", "choice", "words", "day"] {
        sheet.show(one, one == key && !sheet.script && sheet.text("given").is_empty());
    }
    sheet.need(key, ANSWER_NEEDED);
    sheet.show("note", item.answer != AnswerKind::Text);
    sheet.note(item.ask.clone());
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let scene = Scene::of(desk);
    let Some((_, walk, item)) = question(&scene, subject) else {
        return Err(Error::missing("That question is not asked any more; nothing was saved."));
    };
    let value = match (values.some("given"), item.answer) {
        (Some(words), AnswerKind::YesNo) => reply(&words)?,
        (Some(words), _) if words == Reply::NotApplicable.word() => words,
        (Some(words), AnswerKind::Date) => scene.day(&words)?.to_string(),
        (Some(words), _) => words,
        (None, AnswerKind::Date) => values.the_day("day")?.to_string(),
        (None, _) => {
            ["answer", "choice", "words"].iter().find_map(|key| values.some(key)).unwrap_or_default()
        }
    };
    if value.is_empty() {
        return Err(Error::usage(format!("{ANSWER_NEEDED} is needed; nothing was saved.")));
    }
    let answer =
        Answer { item: item.id.clone(), value, note: values.text("note"), date: values.the_day("date")? };
    desk.answer(subject.one()?, &walk, answer)
}

/// The stored word of an answer, from the word or its letter.
fn reply(given: &str) -> Result<String> {
    let given = given.trim().to_lowercase();
    let by_letter =
        REPLY_LETTERS.iter().find(|(letter, _)| given == letter.to_string()).map(|(_, word)| *word);
    let by_word = Reply::from_word(&given).ok().map(Reply::word);
    by_letter.or(by_word).map(str::to_owned).ok_or_else(|| {
        Error::usage(format!("{given:?} is no answer to this question; nothing was saved."))
            .hint("Answer y (yes), p (partly), n (no) or x (not applicable).")
    })
}

pub(crate) static TAKE_BACK: Act = Act {
    id: "take-back-answer",
    title: "Take back an answer",
    find: &["checklist", "wrong answer"],
    command: "take-back-answer",
    lead: &[],
    about: &about::QUESTION,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| {
        let walk = subject.walk().ok_or_else(not_there)?;
        desk.take_back_answer(subject.one()?, &walk, subject.word())
    },
    then: Then::Nothing,
};

fn not_there() -> Error {
    Error::missing("That session is not in the book any more; nothing was changed.")
}

/// Ends a session: the word of its subject is the outcome.
pub(crate) static END: Act = Act {
    id: "end-session",
    title: "End a checklist with its outcome",
    find: &["finish", "checklist", "outcome"],
    command: "outcome-of",
    lead: &[],
    about: &about::ENDING,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| {
        let walk = subject.walk().ok_or_else(not_there)?;
        desk.end_session(subject.one()?, &walk, subject.word().parse()?)
    },
    then: Then::Ended,
};

/// Takes a session out that was begun by mistake, with its answers.
pub(crate) static REMOVE: Act = Act {
    id: "remove-session",
    title: "Take out a session begun by mistake",
    find: &["checklist", "delete", "remove"],
    command: "remove-session",
    lead: &[],
    about: &about::SESSION,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| {
        let Part::Session { .. } = subject.part else { return Err(not_there()) };
        let walk = subject.walk().ok_or_else(not_there)?;
        desk.remove_session(subject.one()?, &walk)
    },
    then: Then::Nothing,
};
