//! Which duties are shown as done: nearly all that were due, save in a few cases that slipped.

use chrono::NaiveDate;

use super::cast::{after, before};
use super::rng::{Rng, hash};
use super::world::{Owed, World};
use crate::model::Case;
use crate::model::change::{Answered, Response};
use crate::model::ids::DoneId;
use crate::model::record::{Done, Subject};
use crate::rules::due::Due;
use crate::rules::practice::{Every, Span};

/// In how many cases of a hundred something was left undone.
const SLIPPED: i64 = 12;

/// Ticks off what was owed: all that was due before today, save three in ten of the last weeks' duties
/// in the cases that slipped, and two in five of those due today or in the three days after. What was
/// left undone once stays so however often this is called.
pub fn tick_off(case: &mut Case, owed: &[Owed], world: &World<'_>) {
    let own = hash(&case.child.number) ^ world.seed;
    let slipped = Rng::of(own, "slipped", 0).chance(SLIPPED);
    for (duty, subject, turn, due) in owed {
        let known = |d: &Done| d.duty == *duty && d.subject == *subject && d.turn == *turn;
        if case.done.iter().any(known) {
            continue;
        }
        let about = format!("{duty} {subject:?} {:?}", turn.map(|t| t.to_string()));
        let mut rng = Rng::of(own, &about, 0);
        let recent = *due > before(world.today, 45);
        let likely = match (*due < world.today, slipped) {
            (true, true) if recent => 70,
            (true, _) => 100,
            (false, _) if *due <= after(world.today, 3) => 40,
            (false, _) => 0,
        };
        if rng.chance(likely) {
            let early = before(*due, rng.pick(&[0, 0, 0, 1, 1, 2]));
            let day = world.calendar.working_day_on_or_before(early.min(world.today));
            let date = first_day(case, *subject).filter(|d| d <= due).map_or(day, |d| day.max(d));
            let date = date.min(world.today);
            if let (Subject::Change(id), true) = (subject, answers(world, duty)) {
                let reason = "The plan still fits; the next review looks at it again.".to_owned();
                let answered = Answered::NotNeeded { reason, exception: None };
                let change = case.changes.iter_mut().find(|c| c.id == *id);
                change
                    .into_iter()
                    .for_each(|c| c.response = Some(Response { date, answered: answered.clone() }));
                continue;
            }
            let (duty, turn) = (duty.clone(), *turn);
            let done = Done {
                id: DoneId(0),
                duty,
                subject: *subject,
                turn,
                date,
                note: String::new(),
                waived: false,
            };
            case.done.push(done);
        }
    }
}

/// Whether a duty is done by answering the change it is about.
fn answers(world: &World<'_>, duty: &str) -> bool {
    world.practice.duty(duty).is_some_and(|d| d.answers_change())
}

/// When somebody else's recurring duty that nobody dated was last done: within its own interval, so
/// that the next one is to come; one in twelve stays unknown.
pub fn lately(due: &Due, today: NaiveDate, seed: u64) -> Option<NaiveDate> {
    let Some(Span::Every { every, .. }) = due.duty.due.as_ref().map(|r| &r.own.span) else { return None };
    let days = match every {
        Every::WorkingDay => 1,
        Every::Weeks(n) => i64::from(*n) * 7,
        Every::Month => 30,
        Every::Months(n) => i64::from(*n) * 30,
        Every::Term => 100,
        Every::Year => 365,
    };
    let mut rng = Rng::of(seed, &format!("{} {:?}", due.duty.id, due.subject), 1);
    (!rng.chance(8)).then(|| before(today, rng.range(days / 10, days * 98 / 100)))
}

/// The day before which nothing could be done for a subject that is due on or after it.
fn first_day(case: &Case, subject: Subject) -> Option<NaiveDate> {
    match subject {
        Subject::Period(id) => case.periods.iter().find(|p| p.id == id).map(|p| p.start),
        Subject::Placement(id) => case.placements.iter().find(|p| p.id == id).map(|p| p.start),
        Subject::Review(id) => case.reviews.iter().find(|r| r.id == id)?.recorded(),
        Subject::Change(id) => case.changes.iter().find(|c| c.id == id).map(|c| c.date),
        Subject::Escalation(id) => case.escalations.iter().find(|e| e.id == id).map(|e| e.raised),
        Subject::Child | Subject::Service => None,
    }
}
