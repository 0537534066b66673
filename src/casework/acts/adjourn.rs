//! A review adjourned: recorded under the day it was booked for, to be completed within twenty working days.

use super::{Act, Field, Lead, Scene, Sheet, Subject, Then, Values, about};
use crate::board::Row;
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::model::review::Review;
use crate::rules::chain::{Fate, Link, Plan, beside};
use crate::rules::slot::Slot;
use crate::rules::working::{count, long};

pub(crate) static ACT: Act = Act {
    id: "adjourn",
    title: "Record a review as adjourned",
    find: &["postpone", "broken off", "unfinished"],
    command: "review",
    lead: &[Lead::field("adjourned")],
    about: &about::REVIEW,
    fields: &[
        Field::day("date", "Adjourned on").flag("adjourned").help("Adjourned on this day").need("A date"),
        Field::line("reason", "Why").help("Why it was moved, was late, or was adjourned").need("A reason"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// How many dates the form lists.
const SHOWN: usize = 6;

/// Tells what the adjournment keeps and what it moves, before and after.
fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("The review of {} was adjourned", scene.who(&sheet.subject));
    sheet.propose("date", "today");
    let (Some(child), Some(on), false) = (sheet.subject.of(), sheet.day("date", scene), sheet.script) else {
        return;
    };
    let chain = match scene.desk.chain(child, Plan::Adjourn { on, resume: None }) {
        Ok(chain) => chain,
        Err(error) => return sheet.refuse(&error.in_full()),
    };
    let practice = &scene.board().practice;
    sheet.note(format!("The review keeps its day, {}: the next limit counts from it.", long(chain.to)));
    sheet.note(beside("Before", "After", ""));
    sheet.note(chain.next_limit());
    let mine = scene.row(&sheet.subject).and_then(Row::next_review).map(Slot::instance);
    let moved = chain.links.iter().filter(|l| l.fate != Fate::Same);
    // This review's own first; its next one follows from the limit above.
    let (own, others): (Vec<&Link>, Vec<&Link>) = moved.partition(|l| mine.as_ref() == Some(&l.instance));
    own.iter().chain(&others).take(SHOWN).for_each(|link| sheet.note(link.line(practice)));
    let more = (own.len() + others.len()).saturating_sub(SHOWN);
    if more > 0 {
        sheet.note(format!("and {} further on", count(more, "date", "dates")));
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, date) = (subject.one()?, values.the_day("date")?);
    let (slot, review, scheduled) = desk.adjournable(child, subject.review())?;
    desk.not_ahead(date)?;
    let review = Review {
        scheduled: Some(scheduled),
        adjourned: Some(date),
        adjourn_reason: values.some("reason"),
        judged: None,
        ..review
    };
    desk.write_review(child, review, &format!("Adjourn review {} of", slot.sequence), Some(date))
}
