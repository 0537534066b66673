//! Which duties are shown as done: the IRO's own but for what the cast leaves open, others' nearly all.

use chrono::NaiveDate;

use super::cast::{Next, Sketch, before};
use super::rng::{Rng, hash};
use super::world::{Owed, World};
use crate::model::Case;
use crate::model::change::{Answered, Response};
use crate::model::ids::DoneId;
use crate::model::record::{Done, Subject};
use crate::model::role::Role;
use crate::rules::due::Due;
use crate::rules::practice::{DutyKind, Every, Span};

/// The duty of writing up a review.
const RECORD: &str = "record-written";
/// In how many cases of a hundred others left something undone.
const SLIPPED: i64 = 10;

/// Ticks off what was owed before today, and most of what is owed within a week. Left open of the IRO's own
/// is what the cast says, of others' a quarter of the last weeks' in the cases that slipped. What was left
/// undone once stays so however often this is called.
pub(crate) fn tick_off(case: &mut Case, sketch: &Sketch, owed: &[Owed], world: &World<'_>) {
    let own = hash(&case.child.number) ^ world.seed;
    let slipped = Rng::of(own, "slipped", 0).chance(SLIPPED);
    let week = world.working_days_after(world.today, 6);
    for (duty, subject, turn, due) in owed {
        let known = |d: &Done| d.duty == *duty && d.subject == *subject && d.turn == *turn;
        if case.done.iter().any(known) {
            continue;
        }
        let about = format!("{duty} {subject:?} {:?}", turn.map(|t| t.to_string()));
        let mut rng = Rng::of(own, &about, 0);
        let mine = world.practice.duty(duty).is_none_or(|d| d.owner == Role::Iro);
        let likely = match (*due < world.today, mine) {
            _ if left_open(sketch, duty, *due, world) => 0,
            (true, true) => 100,
            (true, false) if slipped && *due > before(world.today, 45) => 75,
            (true, false) => 100,
            (false, _) if *due > week => 0,
            (false, true) => 94,
            (false, false) => 60,
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

/// Whether the cast leaves a duty of the IRO's own open: one look half-way, one record of a review.
fn left_open(sketch: &Sketch, duty: &str, due: NaiveDate, world: &World<'_>) -> bool {
    let Some(known) = world.practice.duty(duty).filter(|_| due > before(world.today, 30)) else {
        return false;
    };
    match sketch.next {
        Next::HalfwayLate => known.kind == Some(DutyKind::MidPoint),
        Next::RecordLate => duty == RECORD,
        _ => false,
    }
}

/// When somebody else's recurring duty that nobody dated was last done: within its own interval, so
/// that the next one is to come; one in twelve stays unknown.
pub(crate) fn lately(due: &Due, today: NaiveDate, seed: u64) -> Option<NaiveDate> {
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
