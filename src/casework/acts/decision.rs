//! A decision of a review: made, corrected, taken out.

use super::about::{About, Arg};
use super::book::roles;
use super::{Act, Choice, Choices, Field, Lead, Scene, Sheet, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::decision::Decision;

const FIELDS: &[Field] = &[
    Field::block("text", "What is to happen").help("What is to happen").need("What is to happen"),
    Field::choice("owner", "Who does it", Choices::Of(owners)).value("ROLE").help("Who is to do it"),
    Field::day("by", "By when").hint("20 mar, +10wd").help("By when"),
    Field::line("outcome", "So that")
        .hint("what it changes for the child")
        .help("What it is to change for the child"),
    Field::line("for-child", "To the child")
        .hint("the same in words for the child")
        .help("The decision in the child's words, for letters"),
    Field::line("person", "Name")
        .hint("of the person meant, if known")
        .value("NAME")
        .help("The person meant"),
];

/// A decision made before, by its id where one is given.
static ONE: About = About {
    args: &[about::WHO, Arg::maybe("decision", "Its id, as decisions shows it: corrects that one")],
    subject: |desk, given| Ok(Subject::row(Some(about::child(desk, given)?), given.row("decision")?)),
};

/// Nobody yet, or one of the roles; whom a decision names already stays to be chosen.
fn owners(scene: &Scene<'_>, subject: &Subject) -> Vec<Choice> {
    let mut all = vec![(String::new(), "nobody named yet".to_owned())];
    all.extend(roles(scene, subject));
    let known = found(scene, subject).and_then(|d| d.owner.clone());
    let unknown = known.filter(|owner| !all.iter().any(|(word, _)| word == owner));
    all.extend(unknown.map(|owner| (owner.clone(), owner)));
    all
}

/// The decision a subject is about.
fn found<'a>(scene: &Scene<'a>, subject: &Subject) -> Option<&'a Decision> {
    let id = subject.id().ok()?;
    scene.row(subject)?.case.decisions.iter().find(|d| d.id.0 == id)
}

/// The decision a subject is about, or that it is gone.
pub(super) fn the_one(desk: &Desk, subject: &Subject) -> Result<Decision> {
    found(&Scene::of(desk), subject).cloned().ok_or_else(gone)
}

pub(super) fn gone() -> Error {
    Error::missing("That decision is gone; nothing was changed.")
        .hint("casebook decisions shows what there is.")
}

pub(crate) static DECIDE: Act = Act {
    id: "decide",
    title: "Record a decision of a review",
    find: &["recommendation", "action", "agree"],
    command: "decision",
    lead: &[],
    about: &about::REVIEW,
    fields: FIELDS,
    settle: |sheet, scene| sheet.title = format!("A decision about {}", scene.who(&sheet.subject)),
    run: decide,
    then: Then::Nothing,
};

/// What was filled in, in the place of what is known.
fn decided(values: &Values, known: Decision) -> Decision {
    Decision {
        text: values.text("text"),
        owner: values.some("owner"),
        person: values.text("person"),
        by: values.day("by"),
        outcome: values.text("outcome"),
        for_child: values.text("for-child"),
        ..known
    }
}

fn decide(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (slot, review) = desk.held(child, subject.review())?;
    let decision = decided(values, Decision::of(review.id));
    desk.act(
        child,
        |who| format!("Record a decision of review {} of {who}", slot.sequence),
        |tx| {
            // Decisions are drafted on the day, before the review is recorded as held.
            let review = tx.put(child, &review)?;
            tx.insert(child, &Decision { review, ..decision }).map(|id| id.0)
        },
    )
}

pub(crate) static CORRECT: Act = Act {
    id: "correct-decision",
    title: "Correct a decision",
    find: &["edit", "wrong", "owner", "date"],
    command: "decision",
    lead: &[Lead::field("decision")],
    about: &ONE,
    fields: FIELDS,
    settle: settle_correct,
    run: correct,
    then: Then::Nothing,
};

fn settle_correct(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("A decision about {}", scene.who(&sheet.subject));
    let Some(known) = found(scene, &sheet.subject) else { return };
    sheet.propose("text", known.text.clone());
    sheet.propose("owner", known.owner.clone().unwrap_or_default());
    sheet.propose_day("by", known.by);
    sheet.propose("outcome", known.outcome.clone());
    sheet.propose("for-child", known.for_child.clone());
    sheet.propose("person", known.person.clone());
}

fn correct(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let decision = decided(values, the_one(desk, subject)?);
    desk.act(
        subject.one()?,
        |who| format!("Correct a decision about {who}"),
        |tx| tx.update(&decision).map(|()| decision.id.0),
    )
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-decision",
    title: "Take out a decision recorded by mistake",
    find: &["delete", "wrong child", "mistake"],
    command: "decision",
    lead: &[Lead::alone("remove", "The decision of that id was recorded by mistake: takes it out")],
    about: &ONE,
    fields: &[],
    settle: |sheet, scene| {
        sheet.title = format!("Take out a decision about {}", scene.who(&sheet.subject));
        if let Some(decision) = found(scene, &sheet.subject) {
            sheet.note(decision.text.clone());
        }
    },
    run: |desk, subject, _| {
        let id = the_one(desk, subject)?.id;
        desk.act(
            subject.one()?,
            |who| format!("Take out a decision about {who}"),
            |tx| tx.delete(id).map(|()| id.0),
        )
    },
    then: Then::Nothing,
};
