//! Those with a part in a case: somebody joins, a correction, the IRO changes.

use super::about::{About, Arg, CHILD, WHO, child};
use super::book::roles;
use super::fact::{TAKE_OUT, correcting, gone, taken_out};
use super::{Act, Choices, Field, Part, Scene, Sheet, Subject, Then, Values};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::{Person, Source};
use crate::model::ids::PersonId;
use crate::model::role::Role;
use crate::rules::due::Status;

const ROLE: Field = Field::choice("role", "Role", Choices::Settled)
    .value("ROLE")
    .help("Their role (social-worker, carer, parent ...)");
const NAME: Field = Field::line("name", "Name").value("NAME").help("Their name");
const DETAIL: Field = Field::line("detail", "Reach")
    .hint("phone, mail, what to know")
    .value("DETAIL")
    .help("How to reach them");
const FROM: Field = Field::day("start", "From").help("First day in the role");
const TO: Field = Field::day("end", "To").hint("empty: still in the role").help("Last day in the role");

pub(crate) static JOIN: Act = Act {
    id: "person",
    title: "Somebody joins the case",
    find: &["social worker", "carer", "parent", "guardian", "advocate", "new", "person"],
    command: "person",
    lead: &[],
    about: &CHILD,
    fields: &[ROLE.said("Their role"), NAME.said("A name"), DETAIL, FROM, TO],
    settle: |sheet, scene| {
        sheet.title = format!("{}: somebody joins the case", scene.who(&sheet.subject));
        sheet.offer("role", roles(scene, &sheet.subject), "");
        sheet.propose("role", "");
        sheet.propose_today("start", scene);
        if !sheet.text("role").is_empty() {
            doubts_of_the_iro(sheet, scene);
        }
    },
    run: |desk, subject, values| {
        let (id, source) = (PersonId(0), Source::Hand);
        desk.save_person(subject.one()?, described(id, source, values))
    },
    then: Then::Moved,
};

/// A person as the fields describe them.
fn described(id: PersonId, source: Source, values: &Values) -> Person {
    Person {
        id,
        role: values.text("role"),
        name: values.text("name"),
        detail: values.text("detail"),
        start: values.day("start"),
        end: values.day("end"),
        source,
    }
}

pub(crate) static CORRECT: Act = Act {
    id: "correct-person",
    title: "Correct somebody with a part in the case",
    find: &["person", "social worker", "carer", "phone", "leaves", "wrong"],
    command: "person",
    lead: &[],
    about: &About {
        args: &[
            WHO,
            Arg::flag("role", "ROLE", ROLE.help),
            Arg::flag("name", "NAME", "Their name; somebody of it in that role already is corrected"),
        ],
        subject: |desk, given| {
            let child = child(desk, given)?;
            let (role, name) = (given.text("role").trim(), given.text("name").trim().to_lowercase());
            let same = |p: &&Person| {
                let known = [p.role.as_str(), desk.board.practice.role(&p.role)];
                p.name.to_lowercase() == name && known.iter().any(|k| k.eq_ignore_ascii_case(role))
            };
            let found = desk.case(child)?.people.iter().rfind(same).map(|p| p.id.0);
            found.map(|id| Subject::row(Some(child), id)).ok_or_else(|| {
                Error::missing("Nobody of that name has that role in the case; nothing was changed.")
                    .hint("Give --role and --name as casebook show has them.")
            })
        },
    },
    fields: &[
        ROLE.flag("new-role").help("The role they have instead").need("Their role"),
        NAME.flag("new-name").help("The name they have instead").need("A name"),
        DETAIL,
        FROM,
        TO,
        TAKE_OUT,
    ],
    settle,
    run,
    then: Then::Moved,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    correcting(sheet, scene, "a person");
    let all = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.people);
    let Some(known) = known(all, &sheet.subject) else { return };
    sheet.offer("role", roles(scene, &sheet.subject), &known.role);
    sheet.propose("name", known.name.clone());
    sheet.propose("detail", known.detail.clone());
    sheet.propose_day("start", known.start);
    sheet.propose_day("end", known.end);
}

fn known<'p>(all: &'p [Person], subject: &Subject) -> Option<&'p Person> {
    all.iter().find(|p| subject.part == Part::Row(p.id.0))
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    if taken_out(values) {
        return desk.remove_person(child, PersonId(subject.id()?));
    }
    let known = known(&desk.case(child)?.people, subject).cloned().ok_or_else(gone)?;
    desk.save_person(child, described(known.id, known.source, values))
}

pub(crate) static ALLOCATE: Act = Act {
    id: "allocate",
    title: "The IRO changes",
    find: &["allocate", "hand over", "reallocate", "cover"],
    command: "allocated",
    lead: &[],
    about: &CHILD,
    fields: &[
        Field::line("name", "IRO")
            .flag("iro")
            .value("NAME")
            .hint("who takes over")
            .help("The IRO's name")
            .said("The IRO's name"),
        Field::day("start", "From").flag("date").help("The day of allocation").said("A date"),
    ],
    settle: |sheet, scene| {
        sheet.title = format!("{}: the IRO changes", scene.who(&sheet.subject));
        let (mine, theirs) = (scene.board().iro.as_str(), scene.row(&sheet.subject).and_then(|r| r.iro()));
        sheet.propose("name", if theirs == Some(mine) { "" } else { mine });
        sheet.propose_today("start", scene);
        doubts_of_the_iro(sheet, scene);
    },
    run: |desk, subject, values| {
        let child = subject.one()?;
        let done = desk.allocate(child, &values.text("name"), values.the_day("start")?)?;
        let found = desk.board.row(child).map(|r| desk.board.findings(r)).unwrap_or_default();
        Ok(done.beside(found.iter().map(|f| f.line())))
    },
    then: Then::Moved,
};

/// Says what speaks against an IRO before it is saved; it stops nobody.
fn doubts_of_the_iro(sheet: &mut Sheet, scene: &Scene<'_>) {
    let role = sheet.text("role");
    let iro = role.is_empty() || role == Role::Iro;
    let name = sheet.text("name").trim().to_owned();
    let Some(row) = scene.row(&sheet.subject).filter(|_| iro && !name.is_empty()) else { return };
    let start = sheet.day("start", scene).unwrap_or(scene.today());
    for found in scene.board().allocation(row, &name, start) {
        sheet.warn(Status::DueSoon, format!("◆ {}. {} ({})", found.what, found.todo, found.cite));
    }
}
