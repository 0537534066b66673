//! The legal status of a child: a new one, a correction.

use super::about::{About, CHILD, WHO};
use super::fact::{BEGAN, TAKE_OUT, correcting, gone, meant, taken_out};
use super::{Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values};
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::model::care::Legal;
use crate::model::codes;
use crate::model::ids::LegalId;

const CODE: Field = Field::open("code", "Legal status", Choices::Fixed(statuses))
    .value("CODE")
    .help("Code of the return (C2 ...)");
const FROM: Field = Field::day("start", "From").help("First day");
const TO: Field = Field::day("end", "To").hint("empty: it still holds").help("Last day");

/// Every legal status of the return.
pub(super) fn statuses() -> Vec<Choice> {
    codes::LEGAL.iter().map(|(code, _, title)| ((*code).to_owned(), format!("{code} {title}"))).collect()
}

pub(crate) static START: Act = Act {
    id: "status",
    title: "The legal status changes",
    find: &["order", "section 20", "interim", "care order", "remand", "court"],
    command: "legal",
    lead: &[],
    about: &CHILD,
    fields: &[CODE.said("A legal status"), FROM.said("A date"), TO.only(Shown::Script)],
    settle: |sheet, scene| {
        sheet.title = format!("{}: the legal status changes", scene.who(&sheet.subject));
        sheet.propose("code", "");
        sheet.propose_today("start", scene);
    },
    run: |desk, subject, values| {
        let (child, code, start) = (subject.one()?, values.text("code"), values.the_day("start")?);
        match values.day("end") {
            None => desk.start_legal(child, &code, start),
            end => desk.save_legal(child, Legal { end, ..Legal::at(code, start) }),
        }
    },
    then: Then::Moved,
};

pub(crate) static CORRECT: Act = Act {
    id: "correct-status",
    title: "Correct a legal status",
    find: &["order", "wrong", "date"],
    command: "legal",
    lead: &[Lead::field(BEGAN.name), Lead::field(TAKE_OUT.key)],
    about: &About {
        args: &[WHO, BEGAN],
        subject: |desk, given| {
            meant(desk, given, "legal status", |case| case.legal.iter().map(|l| (l.id.0, l.start)).collect())
        },
    },
    fields: &[CODE.need("A legal status"), FROM.need("A date"), TO, TAKE_OUT],
    settle,
    run,
    then: Then::Moved,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    correcting(sheet, scene, "a legal status");
    let all = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.legal);
    let Some(known) = known(all, &sheet.subject) else { return };
    sheet.propose("code", known.code.clone());
    sheet.propose_day("start", Some(known.start));
    sheet.propose_day("end", known.end);
}

fn known<'l>(all: &'l [Legal], subject: &Subject) -> Option<&'l Legal> {
    all.iter().find(|l| subject.part == Part::Row(l.id.0))
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    if taken_out(values) {
        return desk.remove_legal(child, LegalId(subject.id()?));
    }
    let known = known(&desk.case(child)?.legal, subject).cloned().ok_or_else(gone)?;
    let (code, start, end) = (values.text("code"), values.the_day("start")?, values.day("end"));
    desk.save_legal(child, Legal { code, start, end, ..known })
}
