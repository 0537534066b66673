//! Recording that a review was held, and why it was late.

use super::book::review_day;
use super::care::NUMBER;
use super::{Act, Choice, Choices, Field, Lead, Scene, Sheet, Subject, Then, Values, about};
use crate::board::Row;
use crate::casework::{Desk, Holding, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::model::review::{Participation, Presence, Review};
use crate::rules::due::Status;
use crate::rules::slot::Slot;
use crate::rules::working::{count, long};

pub(crate) static ACT: Act = Act {
    id: "hold",
    title: "Record a review as held",
    find: &["held", "chaired", "took place", "participation"],
    command: "review",
    lead: &[Lead::field("held")],
    about: &about::REVIEW,
    fields: &[
        Field::day("date", "Held on").flag("held").help("Held on this day").need("A date"),
        Field::open("part", "How they took part", Choices::Of(parts))
            .flag("participation")
            .value("PN")
            .help("How the child took part (PN0 to PN7)"),
        NUMBER.hint("empty: not known"),
        Field::line("late", "Why it was late")
            .flag("late-reason")
            .help("Why it was late; alone, for a review held before")
            .hidden(),
        Field::line("reason", "Reason")
            .help("Why it was moved, was late, or was adjourned")
            .only(super::Shown::Script),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// How the child may have taken part in the next review; what does not fit the age is left out.
fn parts(scene: &Scene<'_>, subject: &Subject) -> Vec<Choice> {
    let day =
        scene.row(subject).and_then(|r| r.next_review()).and_then(|s| s.booked).unwrap_or(scene.today());
    let review = scene.row(subject).and_then(|r| r.case.reviews.get(r.next_review().and_then(|s| s.review)?));
    let presence = review.and_then(Review::child_came);
    scene.row(subject).map(|row| took_part(row, day, presence)).unwrap_or_default()
}

/// How a child may have taken part in a review of a day; what does not fit the age, or how the attendance has
/// the child, is left out.
pub(crate) fn took_part(row: &Row, day: chrono::NaiveDate, came: Option<Presence>) -> Vec<Choice> {
    let age = row.case.child.age_on(day);
    let fits =
        |p: &Participation| age.is_none_or(|age| p.fits(age)) && came.is_none_or(|came| p.agrees_with(came));
    let all = Participation::ALL.iter().filter(|code| fits(code));
    let said = all.map(|code| (code.word().to_owned(), format!("{code} ({})", code.word())));
    std::iter::once((String::new(), "not known yet".to_owned())).chain(said).collect()
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(row) = scene.row(&sheet.subject) else { return };
    let Some(slot) = row.next_review() else {
        return sheet.refuse("No review is to come for this child.");
    };
    let today = scene.today();
    sheet.title = format!("{} of {} was held", slot.name(), scene.who(&sheet.subject));
    sheet.show(NUMBER.key, !slot.numbered);
    let review = slot.review.and_then(|r| row.case.reviews.get(r));
    if !sheet.script {
        sheet.propose_day("date", slot.booked.filter(|d| *d <= today).or(Some(today)));
        let why = review.filter(|r| r.approved_by.is_some()).and_then(|r| r.move_reason.clone());
        sheet.propose("late", why.unwrap_or_default());
    }
    let late =
        sheet.day("date", scene).zip(slot.complete_by.or(slot.due)).is_some_and(|(day, due)| day > due);
    sheet.show("late", late);
    sheet.need("late", if late && !sheet.script { "Why it was late" } else { "" });
    review_day(sheet, scene);
    if late {
        sheet.warn(Status::Overdue, "▲ After the limit: say why it was late.");
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let participation = values.some("part").map(|code| Participation::from_code(&code)).transpose()?;
    let late_reason = values.some("late").or(values.some("reason"));
    let child = subject.one()?;
    let number = values.number(NUMBER.key);
    let holding = Holding { date: values.the_day("date")?, participation, late_reason, number };
    let done = desk.hold(child, subject.review(), holding)?;
    let silent = silent(desk, child, subject.review());
    Ok(done.beside(silent))
}

/// Asks for the reason of a review just held late for which nobody has said one.
fn silent(desk: &Desk, child: ChildId, sequence: Option<u32>) -> Option<String> {
    let (slot, review) = desk.held(child, sequence).ok()?;
    let said = review.late_reason.is_some_and(|r| !r.trim().is_empty());
    let days = usize::try_from(slot.days_late(desk.board.today)).ok().filter(|_| !said && late(&slot))?;
    let number = &desk.board.row(child)?.case.child.number;
    Some(format!(
        "Review {n} was {} past its limit: why it was late must be said.\n  \
         casebook record review {number} --review {n} --late-reason TEXT",
        count(days, "day", "days"),
        n = slot.sequence,
    ))
}

pub(crate) static WHY_LATE: Act = Act {
    id: "why-late",
    title: "Say why a review was late",
    find: &["reason", "delay", "overdue"],
    command: "review",
    lead: &[Lead::field("late-reason")],
    about: &about::REVIEW,
    fields: &[Field::line("reason", "Why it was late")
        .flag("late-reason")
        .help("Why it was late; alone, for a review held before")
        .need("Why it was late")],
    settle: settle_why,
    run: say_why,
    then: Then::Nothing,
};

fn late(slot: &Slot) -> bool {
    slot.on_time() == Some(false)
}

/// The review held late that is meant.
fn late_one(desk: &Desk, subject: &Subject) -> Result<(Slot, Review)> {
    desk.pick(subject.one()?, subject.review(), late, "held late")
}

fn settle_why(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Ok((slot, review)) = late_one(scene.desk, &sheet.subject) else { return };
    sheet.title = format!("Review {} of {} was late", slot.sequence, scene.who(&sheet.subject));
    sheet.propose("reason", review.late_reason.unwrap_or_default());
    if let Some((limit, held)) = slot.limit().zip(slot.held) {
        sheet.note(format!("Limit {} · held {}", long(limit), long(held)));
    }
}

fn say_why(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (slot, review) = late_one(desk, subject)?;
    if !late(&slot) {
        return Err(Error::data(format!("Review {} was not late; nothing was changed.", slot.sequence)));
    }
    let review = Review { late_reason: values.some("reason"), ..review };
    desk.write_review(subject.one()?, review, &format!("Why it was late: review {} of", slot.sequence), None)
}
