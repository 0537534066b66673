//! What touches every child of the caseload: a bank holiday, another practice.

use super::about::NOTHING;
use super::{Act, Choice, Choices, Field, Question, Scene, Subject, Then};
use crate::casework::Moved;
use crate::model::ids::ChildId;
use crate::rules::working::long;

pub(crate) static HOLIDAY: Act = Act {
    id: "holiday",
    title: "Add a proclaimed bank holiday",
    find: &["bank holiday", "jubilee", "funeral", "coronation"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[
        Field::day("date", "Date").need("A date"),
        Field::line("name", "Name").hint("as it was proclaimed").need("The name"),
    ],
    settle: |sheet, _| {
        "A further bank holiday".clone_into(&mut sheet.title);
        sheet.propose("date", "today");
    },
    run: |desk, _, values| desk.add_holiday(values.the_day("date")?, &values.text("name")),
    then: Then::Asked(|desk, values| {
        let (date, name) = (values.the_day("date")?, values.text("name"));
        let note = would_move(&desk.preview_holiday(date, &name)?);
        Ok(Question { title: format!("{name} on {}?", long(date)), note })
    }),
};

pub(crate) static NO_HOLIDAY: Act = Act {
    id: "no-holiday",
    title: "Take out a bank holiday that was added",
    find: &["bank holiday", "wrong"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[Field::day("date", "Date").need("A date")],
    settle: |sheet, _| "No bank holiday after all".clone_into(&mut sheet.title),
    run: |desk, _, values| desk.remove_holiday(values.the_day("date")?),
    then: Then::Asked(|desk, values| {
        let date = values.the_day("date")?;
        let note = would_move(&desk.preview_no_holiday(date)?);
        Ok(Question { title: format!("No bank holiday on {}?", long(date)), note })
    }),
};

pub(crate) static PRACTICE: Act = Act {
    id: "practice",
    title: "Work by another practice",
    find: &["authority", "procedure", "rules", "law"],
    command: "",
    lead: &[],
    about: &NOTHING,
    fields: &[
        Field::choice("practice", "Practice", Choices::Of(practices)).need("A practice"),
        Field::day("from", "From"),
    ],
    settle: |sheet, scene| {
        "Work by another practice".clone_into(&mut sheet.title);
        sheet.hint("from", "today; what only it asks for is owed from that day");
        sheet.propose("practice", scene.board().practice.id.clone());
    },
    run: |desk, _, values| desk.use_practice(&values.text("practice"), values.day("from")),
    then: Then::Asked(|desk, values| {
        let id = values.text("practice");
        let note = would_move(&desk.preview_practice(&id, values.day("from"))?);
        Ok(Question { title: format!("Work by {id}?"), note })
    }),
};

fn practices(scene: &Scene<'_>, _: &Subject) -> Vec<Choice> {
    scene.desk.practices().unwrap_or_default()
}

/// How many dates a change would move, and for how many children.
pub(crate) fn would_move(moved: &[(ChildId, Moved)]) -> String {
    let mut children: Vec<ChildId> = moved.iter().map(|(child, _)| *child).collect();
    children.dedup();
    let dates = if moved.len() == 1 { "open date" } else { "open dates" };
    let who = if children.len() == 1 { "child" } else { "children" };
    format!(
        "{} {dates} would move for {} {who}. Reviews already held keep the limit they were judged by.",
        moved.len(),
        children.len()
    )
}
