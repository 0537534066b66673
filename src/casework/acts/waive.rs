//! A duty waived, with the reason.

use super::done::of_duty;
use super::{Act, Field, Scene, Sheet, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::rules::due::Status;
use crate::rules::practice::Basis;

pub(crate) static ACT: Act = Act {
    id: "waive",
    title: "Waive a duty, with the reason",
    find: &["not needed", "does not apply", "skip", "exempt"],
    command: "waived",
    lead: &[],
    about: &about::DUTY,
    fields: &[
        Field::line("reason", "Why").help("Why it is not done").need("The reason"),
        Field::day("date", "Waived on").help("The day of it [default: today]").need("A date"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// What a waiver of a duty of law is, and what it is not.
const BY_LAW: &str = "The law asks for it: a waiver does not lift that, it records why it was not done.";

/// Whether the duty meant is one of law.
fn is_by_law(desk: &Desk, subject: &Subject) -> bool {
    of_duty(subject)
        .and_then(|(id, instance)| desk.which(subject.of(), id, instance))
        .is_ok_and(|due| due.basis == Basis::Law)
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    if let Ok((id, _)) = of_duty(&sheet.subject) {
        let title = scene.board().practice.duty(id).map_or(id, |d| d.title.as_str());
        sheet.title = format!("Waive: {title}");
    }
    sheet.propose("date", "today");
    if is_by_law(scene.desk, &sheet.subject) {
        sheet.warn(Status::DueSoon, format!("◆ {BY_LAW}"));
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let by_law = is_by_law(desk, subject);
    let (id, instance) = of_duty(subject)?;
    let done =
        desk.settle_duty(subject.of(), id, instance, values.the_day("date")?, &values.text("reason"), true)?;
    Ok(done.beside(by_law.then(|| BY_LAW.to_owned())))
}
