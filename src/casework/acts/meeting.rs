//! How a review went: how the child took part, who led, whose views were not followed.

use super::{Act, Choice, Choices, Field, Scene, Sheet, Subject, Then, Values, about, took_part};
use crate::casework::{Desk, Outcome, changed, fits_attendance};
use crate::error::Result;
use crate::model::ids::ChildId;
use crate::model::review::{Participation, Review};
use crate::rules::slot::Slot;

pub(crate) static ACT: Act = Act {
    id: "meeting",
    title: "Say how a review went",
    find: &["participation", "chaired", "led", "views", "minutes"],
    command: "meeting",
    lead: &[],
    about: &about::REVIEW,
    fields: &[
        Field::open("part", "The child", Choices::Of(parts))
            .flag("participation")
            .value("PN")
            .help("How the child took part (PN0 to PN7)"),
        Field::line("led", "Who led")
            .flag("led-by")
            .value("NAME")
            .hint("the IRO unless you say")
            .help("Who led the meeting"),
        Field::block("views", "Views not followed")
            .flag("not-followed")
            .help("Views that were not followed, and why"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// The review a subject is about: of its number, else the last held.
fn found(scene: &Scene<'_>, subject: &Subject) -> Option<(ChildId, Slot, Review)> {
    let child = subject.of()?;
    let (slot, review) = scene.desk.held(child, subject.review()).ok()?;
    Some((child, slot, review))
}

fn parts(scene: &Scene<'_>, subject: &Subject) -> Vec<Choice> {
    let Some((_, slot, review)) = found(scene, subject) else { return Vec::new() };
    let day = slot.held.or(slot.booked).unwrap_or(scene.today());
    scene.row(subject).map(|row| took_part(row, day, review.child_came())).unwrap_or_default()
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some((_, slot, review)) = found(scene, &sheet.subject) else { return };
    sheet.title = format!("How review {} went", slot.sequence);
    sheet.propose("part", review.participation.map_or("", Participation::word));
    sheet.propose("led", review.led_by);
    sheet.propose("views", review.not_followed);
    sheet.note("Whose views were not followed, on what, and why.");
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (slot, before) = desk.held(child, subject.review())?;
    let participation = values.some("part").map(|code| Participation::from_code(&code)).transpose()?;
    if let (Some(code), Some(day)) = (participation, slot.held.or(slot.booked))
        && before.participation != participation
    {
        desk.fits_age(child, code, day)?;
        fits_attendance(&before, code)?;
    }
    let (led_by, not_followed) = (values.text("led"), values.text("views"));
    let review = Review { participation, led_by, not_followed, ..before.clone() };
    changed(&before, &review)?;
    desk.write_review(child, review, &format!("Say how review {} went for", slot.sequence), None)
}
