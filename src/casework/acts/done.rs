//! A duty ticked off, for one child or for several; the tick taken back; why it was late.

use super::{Act, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::model::instance::Instance;
use crate::model::record::Done;
use crate::rules::due::{Due, Status};
use crate::rules::working::long;
use crate::store::Tx;

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
            let dues = &scene.board().row(*child)?.whole().dues;
            let one = |d: &&Due| d.duty.id == id && (several || Some(&d.instance) == instance.as_ref());
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
    let (id, instance) = of_duty(subject)?;
    let (date, note) = (values.the_day("date")?, values.text("note"));
    if subject.children.len() > 1 {
        return desk.tick_several(&subject.children, id, date, &note);
    }
    desk.tick(subject.of(), id, instance, date, &note)
}

/// The duty a subject is about, and what it is for.
pub(super) fn of_duty(subject: &Subject) -> Result<(&str, Option<&Instance>)> {
    let Part::Duty { id, instance } = &subject.part else {
        return Err(Error::usage("Which duty is meant was not said; nothing was recorded."));
    };
    Ok((id, instance.as_ref()))
}

/// The duty a subject is about, and the latest tick or waiver of it.
fn last(desk: &Desk, subject: &Subject) -> Result<(Due, Done)> {
    let (id, instance) = of_duty(subject)?;
    desk.last_tick(subject.of(), id, instance)
}

pub(crate) static UNTICK: Act = Act {
    id: "untick",
    title: "Take back that a duty was done or waived",
    find: &["undo", "not done", "mistake"],
    command: "done",
    lead: &[Lead::alone("undo", "It is not done after all: its latest tick or waiver is taken back")],
    about: &about::DUTY,
    fields: &[],
    settle: |sheet, scene| {
        let (due, done) = match last(scene.desk, &sheet.subject) {
            Ok(found) => found,
            Err(error) => return sheet.refuse(&error.message),
        };
        sheet.title = format!("Not done after all: {}", due.duty.title);
        let was = if done.waived { "Waived" } else { "Done" };
        sheet.note(format!("{was} on {}. {}", long(done.date), done.note).trim_end().to_owned());
    },
    run: untick,
    then: Then::Nothing,
};

fn untick(desk: &mut Desk, subject: &Subject, _: &Values) -> Result<Outcome> {
    let (due, done) = last(desk, subject)?;
    let what = format!("Take back \"{}\"", due.duty.title);
    let write = |tx: &Tx<'_>| tx.delete(done.id).map(|()| done.id.0);
    match subject.of() {
        Some(child) => desk.act(child, |who| format!("{what} of {who}"), write),
        None => desk.act_of_service(what, write),
    }
}

pub(crate) static WHY_LATE: Act = Act {
    id: "why-done-late",
    title: "Say why a duty was done late",
    find: &["reason", "delay", "overdue"],
    command: "done",
    lead: &[Lead::field("late-reason")],
    about: &about::DUTY,
    fields: &[
        Field::line("reason", "Why late")
            .flag("late-reason")
            .help("Why it was late; alone, for a duty done before")
            .need("Why it is late"),
        // Known to whoever opens the form: what recurs is owed again by then.
        Field::day("due", "It was due").only(Shown::Form).hidden(),
    ],
    settle: settle_late,
    run: say_why,
    then: Then::Nothing,
};

fn settle_late(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Ok((_, done)) = late_one(scene.desk, &sheet.subject) else { return };
    let duty = scene.board().practice.duty(&done.duty);
    sheet.title = format!("Late: {}", duty.map_or(done.duty.as_str(), |d| d.title.as_str()));
    let due = sheet.day("due", scene).map(|day| format!("▲ It was due {}. ", long(day)));
    let told = format!("{}It is done; Esc leaves its reason owed.", due.unwrap_or_default());
    sheet.warn(Status::Overdue, told);
}

/// The tick that is late: by its row, or the latest of a duty.
fn late_one(desk: &Desk, subject: &Subject) -> Result<(ChildId, Done)> {
    let child = subject.one()?;
    let Part::Row(id) = subject.part else {
        let (due, done) = last(desk, subject)?;
        // The day of what recurs is that of its next turn.
        let late = due.turn.is_some() || due.late_on(done.date).is_some();
        return if late && !done.waived {
            Ok((child, done))
        } else {
            Err(Error::data(format!("\"{}\" was not done late; nothing was changed.", due.duty.title)))
        };
    };
    let found = desk.row(child)?.case.done.iter().find(|d| d.id.0 == id).cloned();
    let gone = || Error::missing("It is not ticked off any more; nothing was changed.");
    Ok((child, found.ok_or_else(gone)?))
}

fn say_why(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, done) = late_one(desk, subject)?;
    let title = desk.board.practice.duty(&done.duty).map_or(done.duty.clone(), |d| d.title.clone());
    let done = Done { note: values.text("reason"), ..done };
    desk.act(
        child,
        |who| format!("Why \"{title}\" of {who} was late"),
        |tx| tx.update(&done).map(|()| done.id.0),
    )
}
