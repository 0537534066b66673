//! A view of the caseload saved under a name, and taken out again.

use super::about::NOTHING;
use super::{Act, Choices, Field, Lead, Then, choices};
use crate::model::view::{Column, Sort, View};

const NAME: Field = Field::line("name", "Name")
    .value("NAME")
    .hint("what you will choose it by")
    .help("The view's name")
    .said("A name");

pub(crate) static REMOVE: Act = Act {
    id: "remove-view",
    title: "Take out a view of the caseload",
    find: &["view", "filter", "columns"],
    command: "view",
    lead: &[Lead::alone("remove", "Take the view of this name out")],
    about: &NOTHING,
    fields: &[NAME],
    settle: |sheet, _| "Take out a view".clone_into(&mut sheet.title),
    run: |desk, _, values| desk.remove_view(&values.text("name")),
    then: Then::Nothing,
};

pub(crate) static KEEP: Act = Act {
    id: "view",
    title: "Save a view of the caseload",
    find: &["view", "filter", "columns", "sort", "layout"],
    command: "view",
    lead: &[],
    about: &NOTHING,
    fields: &[
        NAME,
        Field::line("filter", "Only")
            .value("TEXT")
            .hint("everybody; or late, s20, part of a name ...")
            .help("Which children, as list --filter understands it [default: everybody]"),
        Field::choice("sort", "Sorted by", Choices::Fixed(|| choices(Sort::CHOICES)))
            .help("In which order [default: next-step]"),
        Field::line("columns", "Columns").value("WORDS").hint("those of the settings").help(
            "number, age, legal, since, review, step, seen, worker, late, signals, in the order you like",
        ),
    ],
    settle: |sheet, _| "Save a view of the caseload".clone_into(&mut sheet.title),
    run: |desk, _, values| {
        desk.keep_view(&View {
            name: values.text("name"),
            filter: values.text("filter"),
            sort: values.word("sort")?.unwrap_or_default(),
            columns: Column::several(&values.text("columns"))?,
        })
    },
    then: Then::Nothing,
};
