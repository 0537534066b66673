//! The invented children: each a history, then families, numbers and what was done.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::cast::{self, Kind, Sketch, before};
use super::number::Numbers;
use super::rng::Rng;
use super::world::{Owed, World};
use super::{care, contacts, decisions, escalations, feedback, people, records, reviews, tick};
use crate::model::Case;
use crate::model::child::{Kin, Relation};
use crate::model::ids::ChildId;
use crate::model::role::Role;
use crate::rules::calendar::Calendar;
use crate::rules::due::Status;
use crate::rules::duties::{REVIEW, assess};
use crate::rules::practice::Practice;

/// How many children a demo has unless told otherwise.
pub(crate) const CHILDREN: usize = 64;

/// How often what is owed is asked for again, at most.
const TURNS: usize = 12;

/// An invented caseload as of `today`, its duties ticked off as a diligent service would have. See [`cases_owing`].
pub(crate) fn cases(
    today: NaiveDate,
    children: usize,
    seed: u64,
    practice: &Practice,
    calendar: &Calendar,
) -> Vec<Case> {
    cases_owing(today, children, seed, practice, calendar, &|case| {
        owed(case, today, seed, practice, calendar)
    })
}

/// The duties of a case that have a day and wait to be done.
fn owed(case: &Case, today: NaiveDate, seed: u64, practice: &Practice, calendar: &Calendar) -> Vec<Owed> {
    let judged = assess(case, practice, calendar, today);
    let open = judged.0.dues.into_iter().filter(|d| d.duty.id != REVIEW && d.done_on.is_none());
    let open = open.filter(|d| !matches!(d.status, Status::NotApplicable | Status::Waived));
    open.filter_map(|d| {
        let day = d.due.or_else(|| tick::lately(&d, today, seed));
        Some((d.duty.id.clone(), d.subject?, d.turn, day?))
    })
    .collect()
}

/// The same caseload after the IRO was away: nothing of the IRO's last days is done and nothing ahead of its
/// day, so that tests find every kind of duty late, due and to come.
#[cfg(test)]
pub(crate) fn behind(
    today: NaiveDate,
    children: usize,
    seed: u64,
    practice: &Practice,
    calendar: &Calendar,
) -> Vec<Case> {
    let away = cast::before(today, 12);
    cases_owing(today, children, seed, practice, calendar, &|case| {
        let mut all = owed(case, today, seed, practice, calendar);
        all.retain(|(duty, _, _, day)| {
            *day < away || (*day < today && practice.duty(duty).is_none_or(|d| d.owner != Role::Iro))
        });
        all
    })
}

/// An invented caseload as of `today`: histories that fit the practice's limits, row numbers from 1 for
/// each table, references among them consistent. `owed` lists the duties of a case that have a due day;
/// most of those past are ticked off. It is asked twice, since ticking one duty dates those chained to it.
pub(crate) fn cases_owing(
    today: NaiveDate,
    children: usize,
    seed: u64,
    practice: &Practice,
    calendar: &Calendar,
    owed: &dyn Fn(&Case) -> Vec<Owed>,
) -> Vec<Case> {
    let world = World { today, seed, practice, calendar };
    let sketches = cast::cast(today, children, seed);
    let mut all: Vec<Case> = sketches.iter().map(|s| story(*s, &world)).collect();
    reviews::spread(&mut all, 1 + children / 40, &world);
    let mut taken = HashSet::new();
    for (case, sketch) in all.iter_mut().zip(&sketches) {
        people::rename(&mut case.child, sketch, &world, &mut taken);
    }
    let mut numbers = Numbers::default();
    let mut step = Rng::of(seed, "numbers", 0);
    let mut number = 104_000;
    for (id, case) in (1..).zip(&mut all) {
        number += step.range(1, 11);
        case.child.id = ChildId(id);
        case.child.number = format!("{number:06}");
        numbers.facts(case);
    }
    relate(&mut all, &sketches);
    for (case, sketch) in all.iter_mut().zip(&sketches) {
        decisions::decisions(case, &world, &mut Rng::of(seed, "decisions", sketch.part));
        // One duty done gives the next in its chain a day: again until nothing more is ticked.
        for _ in 0..TURNS {
            let before = case.done.len();
            tick::tick_off(case, sketch, &owed(case), &world);
            if case.done.len() == before {
                break;
            }
        }
        case.done.sort_by_key(|d| d.date);
        records::sessions(case, sketch, &world, &mut Rng::of(seed, "sessions", sketch.part));
        feedback::feedback(case, &world, &mut Rng::of(seed, "feedback", sketch.part));
        contacts::contacts(case, sketch, &world, &mut Rng::of(seed, "contacts", sketch.part));
        numbers.records(case);
    }
    all
}

/// The history of one child. Where the next review is to stand on a certain day, the time in care is
/// moved so that its limit falls there.
fn story(mut sketch: Sketch, world: &World<'_>) -> Case {
    let (mut case, mut limit) = history(&sketch, world);
    // Months and weekends differ in length, so the first move may miss by some days.
    for close in [3, 3, 3, 5, 5, 5, 5] {
        let (Some(wanted), Some(found)) = (sketch.next.limit(), limit) else { break };
        let off = (found - world.today).num_days() - wanted;
        if off.abs() < close {
            break;
        }
        sketch.since = before(sketch.since, off);
        (case, limit) = history(&sketch, world);
    }
    let rng = &mut Rng::of(world.seed, "records", sketch.part);
    people::people(&mut case, &sketch, world, rng);
    records::changes(&mut case, &sketch, world, rng);
    escalations::escalations(&mut case, &sketch, world, rng);
    case
}

/// Care and reviews of one child, and the limit of the next review.
fn history(sketch: &Sketch, world: &World<'_>) -> (Case, Option<NaiveDate>) {
    let rng = &mut Rng::of(world.seed, "history", sketch.part);
    let mut case = Case::new(people::child(sketch, String::new(), world, rng));
    care::care(&mut case, sketch, world, rng);
    let limit = reviews::reviews(&mut case, sketch, world, &mut Rng::of(world.seed, "reviews", sketch.part));
    case.reviews.sort_by_key(|r| (r.day().is_none(), r.day()));
    (case, limit)
}

/// Ties families together: brothers and sisters; a mother and her baby, whose parent she is by name.
fn relate(all: &mut [Case], sketches: &[Sketch]) {
    let seen: Vec<(usize, Kind, ChildId, String)> =
        all.iter().zip(sketches).map(|(c, s)| (s.family, s.kind, c.child.id, c.child.name())).collect();
    let mut families: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, (family, ..)) in seen.iter().enumerate() {
        families.entry(*family).or_default().push(place);
    }
    for (case, sketch) in all.iter_mut().zip(sketches) {
        let others = families.get(&sketch.family).into_iter().flatten().filter_map(|p| seen.get(*p));
        for (_, kind, other, name) in others.filter(|(_, _, id, _)| *id != case.child.id) {
            let relation = match kind {
                Kind::Mother => Relation::Parent,
                Kind::Infant => Relation::Offspring,
                _ => Relation::Sibling,
            };
            if relation == Relation::Parent {
                let parent = case.people.iter_mut().find(|p| p.role == Role::Parent);
                parent.into_iter().for_each(|p| p.name.clone_from(name));
            }
            case.kin.push(Kin { other: *other, relation });
        }
    }
}
