//! A child of the caseload: added, corrected, taken out of the book.

use super::about::{About, Arg};
use super::care::{self, arrival, propose_arrival};
use super::{Act, Choices, Field, Given, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, choices};
use crate::board::Row;
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Child;
use crate::model::ids::ChildId;

const NUMBER: Field =
    Field::line("number", "Number").need("The authority's number for the child").only(Shown::Form);
const FORENAME: Field = Field::line("forename", "Forename").value("FORENAME").help("Given name");
const SURNAME: Field = Field::line("surname", "Surname").value("SURNAME").help("Family name");
const BORN: Field = Field::day("dob", "Born").hint("3 may 2014").help("Date of birth");
const LANGUAGE: Field = Field::line("language", "First language")
    .hint("English, Urdu, Welsh ... empty: not known")
    .value("LANGUAGE")
    .help("First language");
const SEX: Field = Field::choice(
    "sex",
    "Sex",
    Choices::Fixed(|| choices(&[("", "not known"), ("F", "female"), ("M", "male"), ("U", "other")])),
)
.value("SEX")
.help("As the return has it");
const DISABLED: Field = Field::yes_no("disabled", "Disabled");
const ALONE: Field =
    Field::yes_no("unaccompanied", "Unaccompanied").help("An unaccompanied child seeking asylum");
const PROCEEDINGS: Field =
    Field::yes_no("proceedings", "In proceedings").flag("in-proceedings").help("In care proceedings now");

const WHICH: &[Arg] = &[Arg::place("number", "The authority's number")];

/// The child of exactly the number that was given.
fn numbered(desk: &Desk, given: &Given) -> Option<ChildId> {
    desk.board.children().iter().find(|r| r.case.child.number == given.text("number")).map(Row::id)
}

fn unknown(given: &Given, what: &str) -> Error {
    Error::missing(format!("There is no child {:?} in this book; nothing was {what}.", given.text("number")))
}

pub(crate) static NEW: Act = Act {
    id: "new-child",
    title: "Add a child",
    find: &["new", "child", "case", "allocated", "begin", "add a child"],
    command: "child",
    lead: &[],
    about: &About {
        args: WHICH,
        subject: |_, given| Ok(Subject::whole().with(Part::Word(given.text("number").to_owned()))),
    },
    fields: &[
        NUMBER,
        FORENAME,
        SURNAME,
        BORN,
        LANGUAGE,
        SEX.only(Shown::Script),
        DISABLED.only(Shown::Script),
        ALONE.only(Shown::Script),
        PROCEEDINGS.only(Shown::Script),
        care::STARTED.hint("14 jan 2026; empty: not in care").only(Shown::Form),
        care::LEGAL.only(Shown::Form),
        care::PLACE.only(Shown::Form),
        care::NOTIFIED.only(Shown::Form),
        care::IRO.only(Shown::Form),
        care::LAST.only(Shown::Form),
        care::NUMBER.only(Shown::Form),
    ],
    settle: |sheet, scene| {
        "A new child".clone_into(&mut sheet.title);
        sheet.propose("number", sheet.subject.word().to_owned());
        if sheet.script {
            sheet.need("number", "");
        }
        propose_arrival(sheet, scene);
    },
    run: |desk, _, values| desk.add_child(described(Child::new(""), values), arrival(values)),
    then: Then::Child,
};

pub(crate) static DETAILS: Act = Act {
    id: "details",
    title: "Correct a child's details",
    find: &["number", "name", "birthday", "language", "sex", "disabled", "asylum", "proceedings"],
    command: "child",
    lead: &[],
    about: &About {
        args: WHICH,
        subject: |desk, given| {
            numbered(desk, given).map(Subject::child).ok_or_else(|| unknown(given, "changed"))
        },
    },
    fields: &[NUMBER, FORENAME, SURNAME, BORN, LANGUAGE, SEX, DISABLED, ALONE, PROCEEDINGS],
    settle,
    run,
    then: Then::Moved,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(child) = scene.row(&sheet.subject).map(|r| &r.case.child) else { return };
    sheet.title = format!("{}: details", scene.who(&sheet.subject));
    sheet.propose("number", child.number.clone());
    sheet.propose("forename", child.forename.clone());
    sheet.propose("surname", child.surname.clone());
    sheet.propose_day("dob", child.dob);
    sheet.propose("language", child.language.clone().unwrap_or_default());
    sheet.propose("sex", child.sex.clone().unwrap_or_default());
    sheet.propose_yes("disabled", child.disabled);
    sheet.propose_yes("unaccompanied", child.uasc);
    sheet.propose_yes("proceedings", child.in_proceedings);
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let known = desk.case(subject.one()?)?.child;
    desk.save_child(described(known, values))
}

/// A child as the fields describe it.
fn described(known: Child, values: &Values) -> Child {
    Child {
        number: values.text("number"),
        forename: values.text("forename"),
        surname: values.text("surname"),
        dob: values.day("dob"),
        language: values.some("language"),
        sex: values.some("sex"),
        disabled: values.yes("disabled"),
        uasc: values.yes("unaccompanied"),
        in_proceedings: values.yes("proceedings"),
        ..known
    }
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-child",
    title: "Remove a child from the book",
    find: &["delete", "wrong", "mistake"],
    command: "child",
    lead: &[Lead::alone("remove", "Remove the child and everything recorded about them")],
    about: &About {
        args: WHICH,
        subject: |desk, given| {
            numbered(desk, given).map(Subject::child).ok_or_else(|| {
                unknown(given, "removed").hint("Removing takes the authority's number exactly.")
            })
        },
    },
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| desk.remove_child(subject.one()?),
    then: Then::Nothing,
};
