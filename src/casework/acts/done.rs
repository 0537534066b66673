//! Ticking off a duty: one, or the same one for several children.

use super::{Act, Field, Part, Scene, Sheet, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome, Which};
use crate::error::{Error, Result};
use crate::rules::due::Status;
use crate::rules::working::long;

pub(crate) static ACT: Act = Act {
    id: "done",
    title: "Mark a duty as done",
    find: &["tick", "complete", "finished", "did"],
    command: "done",
    lead: &[],
    about: &about::DUTY,
    fields: &[
        Field::day("date", "Done on").help("The day it was done").said("A date"),
        Field::line("note", "Note").help("What to note with it"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Part::Duty { id, instance } = sheet.subject.part.clone() else { return };
    let title = scene.board().practice.duty(&id).map_or(id.clone(), |d| d.title.clone());
    let several = sheet.subject.children.len() > 1;
    sheet.title =
        if several { format!("{title}: {}", scene.who(&sheet.subject)) } else { format!("Done: {title}") };
    sheet.propose("date", "today");
    let day = sheet.day("date", scene).unwrap_or(scene.today());
    let late: Vec<_> = sheet
        .subject
        .children
        .iter()
        .filter_map(|child| {
            let dues = &scene.board().row(*child)?.judged().dues;
            let one = |d: &&crate::rules::due::Due| {
                d.duty.id == id && (several || Some(&d.instance) == instance.as_ref())
            };
            dues.iter().filter(|d| !several || d.status.is_open()).find(one)?.late_on(day)
        })
        .collect();
    let Some(due) = late.first() else {
        sheet.label("note", "Note");
        sheet.hint("note", "if you like");
        return sheet.need("note", "");
    };
    sheet.label("note", "Why late");
    sheet.hint("note", if several { "one reason for all who are late" } else { "" });
    sheet.need("note", if sheet.script { "" } else { "Why it is late" });
    sheet.begin = "note";
    let told = if several {
        let names: Vec<String> = sheet.subject.children.iter().map(|c| scene.name(*c)).collect();
        format!("▲ Late for {}. {}", late.len(), names.join(", "))
    } else {
        format!("▲ It was due {}.", long(*due))
    };
    sheet.warn(Status::Overdue, told);
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let Part::Duty { id, instance } = &subject.part else {
        return Err(Error::usage("Which duty was done is not said; nothing was recorded."));
    };
    let (date, note) = (values.the_day("date")?, values.text("note"));
    if subject.children.len() > 1 {
        return desk.tick_several(&subject.children, id, date, &note);
    }
    let which = Which { review: None, instance: instance.clone() };
    desk.tick(subject.of(), id, &which, date, &note)
}
