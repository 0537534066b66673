//! Something that happened to a child: recorded, corrected, taken out, and answered.

use super::{Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::ids::ChangeId;
use crate::model::record::Subject as Of;
use crate::model::text;
use crate::rules::checklist::own_words;
use crate::rules::sessions::{Walk, asked};
use crate::rules::working::long;

pub(crate) static CHANGE: Act = Act {
    id: "change",
    title: "Record a change for a child",
    find: &["happened", "event", "missing", "excluded", "died", "disruption", "significant"],
    command: "change",
    lead: &[Lead::field("kind")],
    about: &about::EVENT,
    fields: &[
        Field::open("kind", "Kind", Choices::Of(events))
            .value("EVENT")
            .help("The event's id")
            .only(Shown::Script),
        Field::day("date", "Told on").help("The day you were told").said("A date"),
        Field::block("text", "What happened").help("What happened"),
        EFFECTIVE,
    ],
    settle,
    run,
    then: Then::Nothing,
};

const EFFECTIVE: Field = Field::day("effective", "Takes effect")
    .hint("empty: not known, or at once")
    .help("The day it takes effect, where that is known");

fn events(scene: &Scene<'_>, _: &Subject) -> Vec<Choice> {
    scene.board().practice.events.iter().map(|e| (e.id.clone(), e.title.clone())).collect()
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("A change for {}", scene.who(&sheet.subject));
    if !sheet.script {
        sheet.propose("kind", sheet.subject.word().to_owned());
    }
    sheet.propose("date", "today");
    if let Some(known) = scene.board().practice.event(sheet.subject.word()) {
        sheet.note(format!("{}: {}. {}", known.title, known.class.says(), known.cite));
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let kind = values.some("kind").unwrap_or_else(|| subject.word().to_owned());
    desk.record_change(
        subject.one()?,
        &kind,
        (values.the_day("date")?, values.day("effective")),
        &values.text("text"),
    )
}

pub(crate) static CORRECT: Act = Act {
    id: "correct-change",
    title: "Correct a change",
    find: &["change", "edit", "wrong"],
    command: "change",
    lead: &[Lead::field("correct")],
    about: &about::EVENT,
    fields: &[
        Field::line("correct", "Change")
            .value("ID")
            .help("Correct this change instead, by the id show gives")
            .only(Shown::Script),
        Field::day("date", "Told on").help("The day you were told").need("A date"),
        Field::block("text", "What happened").help("What happened"),
        EFFECTIVE,
    ],
    settle: settle_correct,
    run: run_correct,
    then: Then::Nothing,
};

fn found<'a>(scene: &Scene<'a>, subject: &Subject) -> Option<&'a Change> {
    let id = match &subject.part {
        Part::Row(id) => *id,
        _ => match subject.walk()?.subject? {
            Of::Change(id) => id.0,
            _ => return None,
        },
    };
    scene.row(subject)?.case.changes.iter().find(|c| c.id.0 == id)
}

fn settle_correct(sheet: &mut Sheet, scene: &Scene<'_>) {
    if let Some(change) = found(scene, &sheet.subject) {
        sheet.title = format!("Correct: {}", title(scene, change));
        sheet.propose_day("date", Some(change.date));
        sheet.propose_day("effective", change.effective);
        sheet.propose("text", change.text.clone());
    }
}

fn run_correct(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, date) = (subject.one()?, values.the_day("date")?);
    let known = found(&Scene::of(desk), subject).cloned();
    let known = known.ok_or_else(|| Error::missing("That change is gone; nothing was corrected."))?;
    let change =
        Change { date, effective: values.day("effective"), text: text::block(&values.text("text")), ..known };
    let title = title(&Scene::of(desk), &change);
    desk.act(
        child,
        |who| format!("Correct \"{title}\" of {who}"),
        |tx| tx.update(&change).map(|()| change.id.0),
    )
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-change",
    title: "Take out a change recorded by mistake",
    find: &["delete", "remove", "wrong"],
    command: "change",
    lead: &[Lead::field("remove")],
    about: &about::EVENT,
    fields: &[Field::line("remove", "Change")
        .value("ID")
        .help("Take this change out, by the id show gives")
        .only(Shown::Script)],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| desk.remove_change(subject.one()?, ChangeId(subject.id()?)),
    then: Then::Nothing,
};

/// The event's title, or its id where this practice does not know it.
pub(crate) fn title(scene: &Scene<'_>, change: &Change) -> String {
    scene.board().practice.event(&change.event).map_or(change.event.clone(), |e| e.title.clone())
}

pub(crate) const FORWARD: &str = "brought-forward";
pub(crate) const NOT_NEEDED: &str = "not-needed";

/// An answer to a change; where the subject is a session about it, it ends that too.
pub(crate) static RESPOND: Act = Act {
    id: "respond",
    title: "Answer a change",
    find: &["early review", "bring forward", "not needed", "answer"],
    command: "response",
    lead: &[],
    about: &about::CHANGE,
    fields: &[
        Field::choice("answer", "Answer", Choices::Settled).only(Shown::Form),
        Field::day("to", "Forward to")
            .flag(FORWARD)
            .hint("+10wd, 3 dec ...: books the review")
            .help("The review comes forward to this day and is booked for it"),
        Field::line("exception", "Exception")
            .hint("how it applies here")
            .help("Where a review must come forward: how the exception its source makes applies"),
        Field::block("reason", "Because")
            .flag(NOT_NEEDED)
            .value("REASON")
            .help("No earlier review is needed, because"),
        Field::day("date", "Answered on").help("The day of the answer [default: today]").need("A date"),
    ],
    settle: settle_respond,
    run: run_respond,
    then: Then::Ended,
};

fn settle_respond(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some((row, change)) = scene.row(&sheet.subject).zip(found(scene, &sheet.subject)) else { return };
    let class = scene.desk.class_of(change);
    if class == Class::Inform {
        return sheet.refuse("That change is for you to know; it asks for no answer.");
    }
    sheet.title = format!("Answer a change for {}", scene.who(&sheet.subject));
    sheet.propose("date", "today");
    let exception = scene.desk.exception(change).map(str::to_owned);
    let must = class == Class::Must;
    let mut answers = vec![(FORWARD.to_owned(), "the review is brought forward".to_owned())];
    if !must || exception.is_some() {
        answers.push((NOT_NEEDED.to_owned(), "not needed, because ...".to_owned()));
    }
    // Where the session about the change says already which it is, that is proposed.
    let on = match sheet.subject.word() {
        "early-review" => FORWARD,
        "no-early-review" => NOT_NEEDED,
        _ if must => FORWARD,
        _ => NOT_NEEDED,
    };
    sheet.offer("answer", answers, on);
    let known = change.response.as_ref().map(|r| &r.answered);
    if !sheet.script {
        sheet.propose_day("to", change.forward_to());
        let (reason, named) = match known {
            Some(Answered::NotNeeded { reason, exception }) => (reason.clone(), exception.clone()),
            _ => (weighed(scene, &sheet.subject, change.id), None),
        };
        sheet.propose("reason", reason);
        sheet.propose("exception", named.unwrap_or_default());
        let forward = sheet.text("answer") == FORWARD;
        sheet.show("to", forward);
        sheet.need("to", if forward { "A date" } else { "" });
        sheet.show("reason", !forward);
        sheet.need("reason", if forward { "" } else { "Why no earlier review is needed" });
        sheet.show("exception", !forward && must);
        sheet.begin = if forward { "to" } else { "answer" };
    }
    sheet.note(format!("{}: {}.", title(scene, change), class.says()));
    if let Some(allowed) = exception.filter(|_| must) {
        sheet.note(format!("The one exception: {allowed}"));
    }
    if let Some(day) = change.effective {
        sheet.note(format!("It takes effect on {}.", long(day)));
    }
    if let Some(due) = row.next_review().and_then(|s| s.booked.or(s.last_day())) {
        sheet.note(format!("The next review is booked or due by {}.", long(due)));
    }
    if sheet.subject.walk().is_some() {
        sheet.note("Saving answers the change, ends the checklist and writes its note.");
    }
}

/// What was written so far in the session that weighs a change.
fn weighed(scene: &Scene<'_>, subject: &Subject, change: ChangeId) -> String {
    let Some(row) = scene.row(subject) else { return String::new() };
    let about = Of::Change(change);
    let Some(session) = row.case.sessions.iter().rfind(|s| s.subject == about) else { return String::new() };
    let walk = Walk { list: session.checklist.clone(), subject: Some(about) };
    let board = scene.board();
    own_words(&asked(&walk, &row.case, row.judged(), &board.practice, board.today), session)
}

fn run_respond(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, date) = (subject.one()?, values.the_day("date")?);
    let answered = match (values.day("to"), values.some("reason")) {
        (Some(day), None) => Answered::BroughtForward(day),
        (None, Some(reason)) => Answered::NotNeeded { reason, exception: values.some("exception") },
        (Some(_), Some(_)) => {
            let what = "A review is either brought forward or not needed earlier; nothing was recorded.";
            return Err(Error::usage(what).hint("Give --brought-forward DATE or --not-needed REASON."));
        }
        (None, None) => {
            return Err(Error::usage("The answer is not given; nothing was recorded.")
                .hint("Give --brought-forward DATE or --not-needed REASON."));
        }
    };
    let response = Response { date, answered };
    match subject.walk() {
        Some(walk) => desk.end_with_answer(child, &walk, subject.word().parse()?, response),
        None => desk.respond(child, ChangeId(subject.id()?), response),
    }
}
