//! Reviews held, each within the limit the rules find for it or a little late, and the next one.

use std::collections::BTreeMap;
use std::iter::successors;

use chrono::{NaiveDate, NaiveTime};

use super::cast::{Kind, Next, Sketch, after, before};
use super::names::word;
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::child::Source;
use crate::model::review::{Judged, Participation, Review};
use crate::rules::booking::is_christmas;
use crate::rules::timetable::{judgement, timetable};

/// More reviews than a childhood holds.
const MOST: usize = 60;
/// Days ahead in which no review's limit falls but those the cast asks for.
const QUIET: i64 = 16;

/// What the rules say of the review that comes next.
struct Due {
    limit: NaiveDate,
    opened: NaiveDate,
    first: bool,
    judged: Option<Judged>,
}

/// Fills in the reviews; gives the limit of the next one, where there is one.
pub(crate) fn reviews(
    case: &mut Case,
    sketch: &Sketch,
    world: &World<'_>,
    rng: &mut Rng,
) -> Option<NaiveDate> {
    for place in 0..case.periods.len() {
        let Some((start, end)) = case.periods.get(place).map(|p| (p.start, p.end)) else { continue };
        let mut day = start;
        for _ in 0..MOST {
            let Some(due) = due(case, place, day, world) else { break };
            let held = held_day(&due, day, world, rng);
            let stop = match sketch.next.limit() {
                Some(limit) => before(world.today, 7 - limit.min(0)),
                // This week's reviews are the sketches' own.
                None if due.first => before(world.today, 1),
                None => after(world.today, QUIET),
            };
            let open = due.limit > stop;
            let lately = world.calendar.working_day_on_or_before(before(world.today, rng.range(2, 24)));
            let held = if held < world.today { held } else { lately };
            if end.is_some_and(|e| held >= e) {
                break;
            }
            if open || held <= day {
                let limit = due.limit;
                next(case, sketch, &due, world, rng);
                return Some(limit);
            }
            case.reviews.push(held_review(sketch, &due, held, world, rng));
            day = held;
        }
    }
    None
}

/// The review of a period that follows the last one held on a day. An order or a placement before its
/// limit may put it on another clock, so it is asked again as of the limit found.
fn due(case: &Case, period: usize, day: NaiveDate, world: &World<'_>) -> Option<Due> {
    let as_of = |day: NaiveDate| {
        let slots = timetable(case, world.practice, world.calendar, day);
        slots.into_iter().rfind(|s| s.period == period && s.held.is_none() && !s.regime.separate)
    };
    let mut slot = as_of(day)?;
    for _ in 0..3 {
        let Some(later) = slot.due.filter(|limit| *limit > day).and_then(&as_of) else { break };
        slot = later;
    }
    let judged = judgement(&slot, world.calendar);
    Some(Due { limit: slot.due?, opened: slot.opened, first: slot.sequence == 1, judged })
}

/// A working day at or shortly before the limit; now and then one after it.
fn held_day(due: &Due, last: NaiveDate, world: &World<'_>, rng: &mut Rng) -> NaiveDate {
    let late = world.working_days_after(due.limit, i32::try_from(rng.range(1, 6)).unwrap_or(1));
    if rng.chance(5) && late < world.today {
        return late;
    }
    let early = rng.range(0, if due.first { 6 } else { 16 });
    let day = ordinary(before(due.limit, early), world);
    if day > last { day } else { due.limit }
}

fn booking(due: &Due, day: NaiveDate, world: &World<'_>, rng: &mut Rng) -> Review {
    let made = before(day, if due.first { 12 } else { rng.range(30, 150) }).max(due.opened);
    Review {
        scheduled: Some(day),
        booked: Some(day),
        booked_on: Some(world.calendar.working_day_on_or_before(made).min(world.today).max(due.opened)),
        at: NaiveTime::from_hms_opt(rng.pick(&[9, 10, 11, 13, 14, 15, 16]), rng.pick(&[0, 0, 15, 30]), 0),
        minutes: Some(rng.pick(&[45, 60, 60, 60, 75, 90])),
        venue: word(rng, "venue").to_owned(),
        ..Review::new(Source::Hand)
    }
}

fn held_review(sketch: &Sketch, due: &Due, held: NaiveDate, world: &World<'_>, rng: &mut Rng) -> Review {
    let sent = world.working_days_after(held, rng.pick(&[2, 3, 4, 5, 5]));
    let received = world.working_days_after(sent, rng.pick(&[0, 0, 1]));
    let known = |day: NaiveDate| (day <= world.today).then_some(day);
    let late = due.judged.as_ref().is_some_and(|j| held > j.legal_due);
    Review {
        held: Some(held),
        completed: Some(held),
        decisions_sent: known(sent),
        decisions_received: known(received),
        participation: Some(participation(sketch.dob, held, rng)),
        late_reason: late.then(|| word(rng, "late").to_owned()),
        judged: due.judged.clone(),
        ..booking(due, held, world, rng)
    }
}

fn participation(dob: NaiveDate, day: NaiveDate, rng: &mut Rng) -> Participation {
    let codes: &[&str] = match day.years_since(dob).unwrap_or(0) {
        0..4 => &["PN0"],
        4..9 => &["PN3", "PN1", "PN6", "PN6", "PN6", "PN4"],
        9..13 => &["PN1", "PN1", "PN6", "PN6", "PN2", "PN5"],
        _ => &["PN1", "PN1", "PN1", "PN1", "PN6", "PN6", "PN2", "PN7"],
    };
    Participation::from_code(rng.pick(codes)).unwrap_or(Participation::Pn7)
}

/// The working day on or before a day on which people meet: none from Christmas Eve to New Year's Day.
fn ordinary(day: NaiveDate, world: &World<'_>) -> NaiveDate {
    let day = world.calendar.working_day_on_or_before(day);
    if is_christmas(day) { ordinary(before(day, 1), world) } else { day }
}

/// Spreads the reviews booked for the weeks to come: nobody chairs more than `a_day` where an earlier day is free.
pub(super) fn spread(all: &mut [Case], a_day: usize, world: &World<'_>) {
    let near = world.working_days_after(world.today, 4);
    let to_come = |r: &Review| r.held.is_none() && r.adjourned.is_none() && r.booked > Some(near);
    let mut reviews: Vec<&mut Review> =
        all.iter_mut().flat_map(|case| &mut case.reviews).filter(|r| to_come(r)).collect();
    reviews.sort_by_key(|r| r.booked);
    let mut taken: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for review in reviews {
        let Some(booked) = review.booked else { continue };
        let earlier = successors(Some(booked), |day| Some(ordinary(before(*day, 1), world)));
        let free = |day: &NaiveDate| taken.get(day).is_none_or(|reviews| *reviews < a_day);
        let day = earlier.take_while(|day| *day > near).find(free).unwrap_or(booked);
        *taken.entry(day).or_default() += 1;
        review.booked = Some(day);
        review.scheduled = review.scheduled.map(|_| day);
    }
}

/// The review to come, as the sketch has it.
fn next(case: &mut Case, sketch: &Sketch, due: &Due, world: &World<'_>, rng: &mut Rng) {
    let soonest = world.working_days_after(world.today, 0);
    let near = world.working_days_after(world.today, 4);
    let eighteen = case.child.birthday(18).map_or(due.limit, |day| before(day, 14));
    let last = due.limit.min(eighteen.max(soonest));
    let early = if due.first { rng.range(0, 4) } else { rng.range(2, 14) };
    let planned = ordinary(before(last, early), world).max(soonest);
    let review = match sketch.next {
        Next::Overdue | Next::ToBook => None,
        Next::BookedLate => Some(booking(due, near, world, rng)),
        Next::Soon => {
            let day = ordinary(due.limit, world).max(soonest);
            Some(booking(due, day, world, rng))
        }
        Next::Adjourned => {
            let day =
                world.calendar.working_day_on_or_before(due.limit).min(world.today).max(after(due.opened, 1));
            let begun = booking(due, day, world, rng);
            Some(Review {
                booked: Some(world.working_days_after(day, 9).max(near)),
                adjourned: Some(day),
                adjourn_reason: Some(word(rng, "adjourn").to_owned()),
                judged: due.judged.clone(),
                ..begun
            })
        }
        Next::Free | Next::HalfwayLate | Next::RecordLate => {
            let likely = match (planned - world.today).num_days() {
                ..60 => 100,
                60..120 => 70,
                _ => 45,
            };
            let new = sketch.kind == Kind::New && sketch.since > before(world.today, 7);
            let may = !new && planned <= last && planned > due.opened;
            (may && rng.chance(likely)).then(|| booking(due, planned, world, rng))
        }
    };
    case.reviews.extend(review);
}
