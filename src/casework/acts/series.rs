//! A review held as a series of meetings, and the day the whole of it was completed.

use chrono::NaiveDate;

use super::{Act, Field, Lead, Scene, Sheet, Subject, Then, Values, about};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::rules::meeting::complete_by;
use crate::rules::working::{count, long};

pub(crate) static PART: Act = Act {
    id: "part",
    title: "Add a further meeting to a review",
    find: &["series", "second meeting", "continue"],
    command: "review",
    lead: &[Lead::field("part")],
    about: &about::REVIEW,
    fields: &[Field::day("date", "On")
        .flag("part")
        .help("Goes on with a further meeting on this day; the first stays the recorded date")
        .need("A date")],
    settle: |sheet, _| {
        sheet.title = "A further meeting of the series".to_owned();
        sheet.propose("date", "today");
        sheet.note("The first meeting stays the recorded date; the review ends with the last one.");
    },
    run: add,
    then: Then::Nothing,
};

fn add(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (slot, review) = desk.held(child, subject.review())?;
    let date = values.the_day("date")?;
    let first = slot.held.or(slot.booked).ok_or_else(|| {
        Error::data("The first meeting of the series has no date yet; nothing was recorded.")
            .hint("Book it, or record it as held, first.")
    })?;
    if date <= first {
        return Err(Error::data(format!(
            "{} is not after the first meeting, {}; nothing was recorded.",
            long(date),
            long(first)
        ))
        .hint("The first meeting is the review's recorded date; further ones follow it."));
    }
    desk.act(
        child,
        |who| format!("Add the meeting of {} to review {} of {who}", long(date), slot.sequence),
        |tx| {
            let id = tx.put(child, &review)?;
            tx.add_part(id, date)?;
            Ok(id.0)
        },
    )
}

pub(crate) static REMOVE_PART: Act = Act {
    id: "remove-part",
    title: "Take a further meeting out of a review",
    find: &["series", "meeting", "mistake"],
    command: "review",
    lead: &[Lead::field("remove-part")],
    about: &about::REVIEW,
    fields: &[Field::day("date", "The meeting of")
        .flag("remove-part")
        .help("Takes the further meeting of this day out again")
        .need("A date")],
    settle: settle_remove,
    run: remove,
    then: Then::Nothing,
};

fn settle_remove(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = "A further meeting that was not held".to_owned();
    let Some(child) = sheet.subject.of() else { return };
    let Ok((_, review)) = scene.desk.held(child, sheet.subject.review()) else { return };
    sheet.propose_day("date", review.parts.last().copied());
    let days: Vec<String> = review.parts.iter().map(|d: &NaiveDate| long(*d)).collect();
    sheet.note(format!("Recorded: {}.", days.join(", ")));
}

fn remove(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (slot, review) = desk.held(child, subject.review())?;
    let date = values.the_day("date")?;
    if !review.parts.contains(&date) {
        return Err(Error::missing(format!(
            "Review {} has no further meeting on {}; nothing was changed.",
            slot.sequence,
            long(date)
        )));
    }
    desk.act(
        child,
        |who| format!("Take the meeting of {} out of review {} of {who}", long(date), slot.sequence),
        |tx| tx.remove_part(review.id, date).map(|_| review.id.0),
    )
}

pub(crate) static COMPLETED: Act = Act {
    id: "completed",
    title: "Record that the whole review was completed",
    find: &["finished", "last meeting", "adjourned"],
    command: "review",
    lead: &[Lead::field("completed")],
    about: &about::REVIEW,
    fields: &[Field::day("date", "On")
        .flag("completed")
        .help("The whole review was completed")
        .need("A date")],
    settle: |sheet, _| {
        sheet.title = "The whole review is completed".to_owned();
        sheet.propose("date", "today");
        sheet.note("The last meeting of it.");
    },
    run: complete,
    then: Then::Nothing,
};

fn complete(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (_, review) = desk.held(child, subject.review())?;
    let date = values.the_day("date")?;
    let by = complete_by(&review, &desk.board.practice, &desk.board.calendar).filter(|by| date > *by);
    let late = by.filter(|_| review.completed.is_none()).map(|by| {
        let days = usize::try_from((date - by).num_days()).unwrap_or_default();
        format!(", {} after it had to be, {}", count(days, "day", "days"), long(by))
    });
    let late = late.unwrap_or_default();
    desk.after(child, subject.review(), date, "Complete", &late, |r| r.completed = Some(date))
}
