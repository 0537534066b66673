//! Copying what a brother or sister's record has, and reading what was copied.

use super::about::CHILD;
use super::kin::{offer, other};
use super::{Act, Choice, Choices, Field, Lead, Part as Piece, Scene, Sheet, Then, choices};
use crate::casework::{Part, notes_to_copy};
use crate::model::child::Relation;
use crate::model::ids::{ChildId, CopiedId, NoteId};

const FROM: Field = Field::child("other", "From")
    .flag("from")
    .help("The brother or sister to copy from")
    .said("The brother or sister");

/// Offers the brothers and sisters of a child.
fn offer_siblings(sheet: &mut Sheet, scene: &Scene<'_>) {
    let kin = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.kin);
    offer(sheet, scene, kin.iter().filter(|k| k.relation == Relation::Sibling).map(|k| k.other));
}

pub(crate) static COPY: Act = Act {
    id: "copy",
    title: "Copy what a brother or sister's record has",
    find: &["sibling", "people", "language", "same"],
    command: "copy",
    lead: &[Lead::field("from")],
    about: &CHILD,
    fields: &[
        FROM,
        Field::several("what", "What", Choices::Fixed(pieces)).help("What to copy [default: all of it]"),
    ],
    settle: offer_siblings,
    run: |desk, subject, values| {
        let what = values.text("what");
        let wanted = |part: &Part| what.is_empty() || what.split_whitespace().any(|word| word == part.word());
        let parts = Part::ALL.iter().copied().filter(wanted).collect();
        desk.copy_from(subject.one()?, other(values)?, &parts)
    },
    then: Then::Nothing,
};

fn pieces() -> Vec<Choice> {
    std::iter::once((String::new(), "all of it".to_owned())).chain(choices(Part::CHOICES)).collect()
}

pub(crate) static NOTES: Act = Act {
    id: "copy-notes",
    title: "Copy notes about a brother or sister",
    find: &["sibling", "note", "same"],
    command: "copy",
    lead: &[Lead::field("note")],
    about: &CHILD,
    fields: &[
        FROM,
        Field::several("notes", "Note", Choices::Settled)
            .flag("note")
            .value("NOTE")
            .help(
                "Copy this note about the brother or sister instead, by the number casebook notes gives; repeat \
                 it for more",
            )
            .need("A note"),
    ],
    settle: |sheet, scene| {
        offer_siblings(sheet, scene);
        sheet.offer("notes", notes(sheet, scene), "");
    },
    run: |desk, subject, values| {
        let notes: Vec<NoteId> = values.rows("notes").into_iter().map(NoteId).collect();
        desk.copy_notes(subject.one()?, other(values)?, &notes)
    },
    then: Then::Nothing,
};

/// The notes about the brother or sister chosen that the child has not, latest first.
fn notes(sheet: &Sheet, scene: &Scene<'_>) -> Vec<Choice> {
    let from = sheet.text("other").parse().ok().and_then(|id| scene.board().row(ChildId(id)));
    let Some((row, from)) = scene.row(&sheet.subject).zip(from) else { return Vec::new() };
    let words = |n: &crate::model::record::Note| {
        format!("{}: {}", n.date.format("%-d %b %Y"), n.text.lines().next().unwrap_or_default())
    };
    let mut all: Vec<Choice> =
        notes_to_copy(&row.case, &from.case).map(|n| (n.id.to_string(), words(n))).collect();
    all.reverse();
    all
}

pub(crate) static READ: Act = Act {
    id: "read-copied",
    title: "What was copied has been read and is right",
    find: &["sibling", "copied", "check"],
    command: "copy",
    lead: &[Lead::alone("read", "What was copied has been read here and is right")],
    about: &CHILD,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| {
        let only = match subject.part {
            Piece::Row(id) => Some(CopiedId(id)),
            _ => None,
        };
        desk.read_copied(subject.one()?, only)
    },
    then: Then::Nothing,
};
