//! Brothers, sisters, parents and children on the same caseload, and why two of them have two IROs.

use super::about::CHILD;
use super::{Act, Choice, Choices, Field, Lead, Scene, Sheet, Subject, Then, Values, choices};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Relation;
use crate::model::ids::ChildId;

const OTHER: Field =
    Field::child("other", "Of the caseload").flag("of").help("The other child").said("The other child");

/// What the child is to the other one, in words.
pub(crate) fn kin_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Sibling => "brother or sister of",
        Relation::Parent => "has as parent",
        Relation::Offspring => "is the parent of",
    }
}

pub(crate) static LINK: Act = Act {
    id: "link",
    title: "A sibling, parent or child is on the caseload",
    find: &["brother", "sister", "family", "related", "relative"],
    command: "sibling",
    lead: &[],
    about: &CHILD,
    fields: &[
        Field::choice(
            "relation",
            "Is",
            Choices::Fixed(|| {
                choices(&Relation::ALL.iter().map(|r| (r.word(), kin_words(*r))).collect::<Vec<_>>())
            }),
        )
        .help("What the other one is to the child [default: sibling]"),
        Field::flag_only("parent", "The other one is this child's parent"),
        OTHER,
    ],
    settle: |sheet, scene| {
        sheet.title = format!("{}: a sibling, parent or child is on the caseload", scene.who(&sheet.subject));
        let all = scene.board().by_number();
        offer(sheet, scene, all.into_iter().map(|r| r.id()));
    },
    run: |desk, subject, values| {
        let relation = match values.yes("parent") {
            Some(true) => Relation::Parent,
            _ => values.word("relation")?.unwrap_or(Relation::Sibling),
        };
        desk.link(subject.one()?, other(values)?, relation)
    },
    then: Then::Moved,
};

pub(crate) static UNLINK: Act = Act {
    id: "unlink",
    title: "Two children are not related after all",
    find: &["brother", "sister", "family", "wrong"],
    command: "sibling",
    lead: &[Lead::alone("remove", "They are not related after all")],
    about: &CHILD,
    fields: &[OTHER],
    settle: |sheet, scene| {
        let kin = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.kin);
        offer(sheet, scene, kin.iter().map(|k| k.other));
    },
    run: |desk, subject, values| desk.unlink(subject.one()?, other(values)?),
    then: Then::Nothing,
};

/// Offers other children, by name.
pub(super) fn offer(sheet: &mut Sheet, scene: &Scene<'_>, all: impl Iterator<Item = ChildId>) {
    let own = sheet.subject.of();
    let label = |id: ChildId| {
        let number = scene.board().row(id).map_or("", |r| r.case.child.number.as_str());
        (id.to_string(), format!("{} ({number})", scene.name(id)))
    };
    let mut all: Vec<Choice> = all.filter(|id| Some(*id) != own).map(label).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    sheet.offer("other", all, "");
}

/// The other child.
pub(super) fn other(values: &Values) -> Result<ChildId> {
    let other = values.children("other").first().copied();
    other.ok_or_else(|| Error::data("There is no other child to choose; nothing was changed."))
}

pub(crate) static TWO_IROS: Act = Act {
    id: "two-iros",
    title: "Say why brothers and sisters have two IROs",
    find: &["sibling", "reason", "same iro", "one iro"],
    command: "reason",
    lead: &[],
    about: &CHILD,
    fields: &[Field::block("text", "Why").help("Why").said("Why they have two IROs")],
    settle: |sheet, scene| {
        sheet.title = format!("{}: another IRO than a brother or sister", scene.who(&sheet.subject));
    },
    run: two_iros,
    then: Then::Nothing,
};

fn two_iros(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    desk.two_iros(subject.one()?, &values.text("text"))
}
