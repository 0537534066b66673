//! A review held on a clock of its own, and one done without a meeting.

use super::{Act, Choice, Choices, Field, Lead, Scene, Sheet, Shown, Subject, Then, Values, about, choices};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::child::Source;
use crate::model::review::Review;
use crate::rules::condition::Condition;
use crate::rules::judge::{Judge, Truth, applies};
use crate::rules::working::long;

pub(crate) static HELD: Act = Act {
    id: "separate",
    title: "Record a review on a clock of its own as held",
    find: &["secure", "criteria", "panel"],
    command: "review",
    lead: &[Lead::field("clock")],
    about: &about::CHILD,
    fields: &[
        Field::choice("clock", "Review", Choices::Of(clocks))
            .value("CLOCK")
            .help("A review on a clock of its own (secure-criteria)")
            .need("Which clock it is on"),
        Field::day("date", "Held on").flag("held").help("Held on this day").need("A date"),
        Field::line("chair", "Chaired by")
            .hint("not the child's own IRO")
            .value("NAME")
            .help("Who chaired it")
            .need("Who chaired the review"),
    ],
    settle,
    run,
    then: Then::Moved,
};

fn clocks(scene: &Scene<'_>, _: &Subject) -> Vec<Choice> {
    let separate = scene.board().practice.regimes.iter().filter(|r| r.separate);
    separate.map(|r| (r.id.clone(), r.title.clone())).collect()
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("{}: a review on a clock of its own was held", scene.who(&sheet.subject));
    if sheet.script {
        return;
    }
    let last = scene.row(&sheet.subject).and_then(|r| r.judged().slots.iter().rev().find_map(|s| s.clock()));
    if let Some(clock) = last {
        sheet.propose("clock", clock);
    }
    sheet.propose("date", "today");
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, date) = (subject.one()?, values.the_day("date")?);
    let (clock, chair) = (values.text("clock"), values.text("chair"));
    let practice = std::sync::Arc::clone(&desk.board.practice);
    let regime = practice
        .regimes
        .iter()
        .find(|r| r.separate && r.id == clock)
        .ok_or_else(|| Error::missing("That clock is none of this practice; nothing was recorded."))?;
    let case = desk.case(child)?;
    desk.not_ahead(date)?;
    let barred = case.people.iter().filter(|p| regime.chair_not.contains(&p.role));
    let same = |name: &str| name.trim().to_lowercase() == chair.to_lowercase();
    let then = |p: &&crate::model::child::Person| {
        same(&p.name) && p.start.is_none_or(|s| s <= date) && p.end.is_none_or(|e| date <= e)
    };
    if let Some(person) = barred.into_iter().find(then) {
        return Err(Error::data(format!(
            "{} is the child's {}, who may not chair a {}; nothing was recorded.",
            person.name,
            practice.role(&person.role),
            regime.title.to_lowercase()
        ))
        .hint("Somebody independent of the case chairs it."));
    }
    let was = case.reviews.iter().any(|r| r.clock.as_deref() == Some(&clock) && r.held == Some(date));
    if was || truth(desk, &case, &regime.when, date) == Truth::No {
        let why = if was { "was recorded already" } else { "does not arise for the child" };
        return Err(Error::data(format!(
            "A {} on {} {why}; nothing was recorded.",
            regime.title.to_lowercase(),
            long(date)
        )));
    }
    let review =
        Review { clock: Some(clock), chair: Some(chair), held: Some(date), ..Review::new(Source::Hand) };
    desk.act(
        child,
        |who| format!("{} of {who} held on {}", regime.title, long(date)),
        |tx| tx.insert(child, &review).map(|id| id.0),
    )
}

/// Where a review may be done without a meeting.
const SETTLED: &str = "long-term-foster-over-a-year";

pub(crate) static NO_MEETING: Act = Act {
    id: "without-meeting",
    title: "Record that a review was done without a meeting",
    find: &["no meeting", "long-term foster", "settled"],
    command: "review",
    lead: &[Lead::alone(
        "without-meeting",
        "It was done without a meeting, as may be in a settled long-term placement",
    )],
    about: &about::REVIEW,
    fields: &[Field::choice("review", "Review", Choices::Of(held)).only(Shown::Form)],
    settle: |sheet, scene| {
        sheet.title = format!("{}: a review was done without a meeting", scene.who(&sheet.subject));
        sheet.show("review", !sheet.script && sheet.subject.review().is_none());
    },
    run: no_meeting,
    then: Then::Moved,
};

/// The reviews held in the latest period of care, the last one first.
fn held(scene: &Scene<'_>, subject: &Subject) -> Vec<Choice> {
    let Some(row) = scene.row(subject) else { return choices(&[]) };
    let latest = row.case.periods.len().checked_sub(1);
    let own = row.judged().reviews().rev().filter(|s| Some(s.period) == latest);
    let said = |n: u32, day| (n.to_string(), format!("review {n}, {}", long(day)));
    own.filter_map(|s| Some(said(s.sequence, s.held?))).collect()
}

fn no_meeting(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let chosen = values.some("review").and_then(|n| n.parse().ok());
    let (slot, review) = desk.held(child, subject.review().or(chosen))?;
    let case = desk.case(child)?;
    let day = slot.held.unwrap_or(desk.board.today);
    let settled = Condition::parse(SETTLED).ok();
    if settled.is_none_or(|c| truth(desk, &case, &[c], day) != Truth::Yes) {
        return Err(Error::data(format!(
            "On {} the child had not been in one long-term foster placement for over a year; nothing was \
             recorded.",
            long(day)
        ))
        .hint(
            "Only then may a review be done without a meeting; code U1 or U4 says a placement is long term.",
        ));
    }
    let review = Review { without_meeting: true, ..review };
    desk.write_review(child, review, &format!("No meeting for review {} of", slot.sequence), None)
}

fn truth(desk: &Desk, case: &Case, when: &[Condition], on: chrono::NaiveDate) -> Truth {
    let period = case.periods.iter().rfind(|p| p.holds(on));
    applies(when, &[], &Judge { case, practice: &desk.board.practice, on, period, slot: None, change: None })
}
