use std::collections::HashSet;

use super::*;
use chrono::NaiveDate;

use crate::model::Case;
use crate::model::care::Period;
use crate::model::child::Relation;
use crate::model::decision::Decision;
use crate::model::ids::ChildId;
use crate::model::record::Subject;
use crate::model::review::{Participation, Review};
use crate::rules::anchors::was_the_last;
use crate::rules::calendar::Calendar;
use crate::rules::practice::shipped;
use crate::rules::timetable::timetable;
use crate::store::Store;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn made(children: usize, seed: u64) -> Vec<Case> {
    cases(today(), children, seed, &shipped("luton").unwrap(), &Calendar::england_and_wales().unwrap())
}

fn holds(p: &Period, day: NaiveDate) -> bool {
    p.start <= day && p.end.is_none_or(|e| day <= e)
}

#[test]
fn the_same_seed_gives_the_same_caseload() {
    let one = made(CHILDREN, 7);
    assert_eq!(one.len(), 64);
    assert_eq!(one, made(CHILDREN, 7));
    assert_ne!(one, made(CHILDREN, 8));
    assert!(made(0, 7).is_empty());
    assert_eq!(made(3, 7).len(), 3);
    let numbers: HashSet<_> = one.iter().map(|c| c.child.number.clone()).collect();
    assert_eq!(numbers.len(), 64);
    assert!(numbers.iter().all(|n| n.len() == 6));
    let names: HashSet<_> = one.iter().map(|c| c.child.name()).collect();
    assert_eq!(names.len(), 64);
}

#[test]
fn histories_hold_together() {
    for seed in 1..6 {
        for case in made(128, seed) {
            let name = case.child.name();
            let dob = case.child.dob.unwrap();
            assert!(case.child.age_on(today()).unwrap() < 18, "{name}");
            assert!(case.periods.iter().all(|p| p.start >= dob && p.start <= today()), "{name}");
            let order = |a: NaiveDate, b: Option<NaiveDate>| b.is_none_or(|b| a <= b && b <= today());
            assert!(case.periods.iter().all(|p| order(p.start, p.end)), "{name}");
            assert!(case.legal.iter().all(|l| order(l.start, l.end)), "{name} {:?}", case.legal);
            assert!(case.placements.iter().all(|p| order(p.start, p.end)), "{name} {:?}", case.placements);
            assert!(case.placements.iter().all(|p| !p.carer.is_empty()), "{name}");
            assert!((1..12).contains(&case.notes.len()), "{name} {}", case.notes.len());
            assert!(case.notes.iter().all(|n| !n.text.is_empty() && n.date <= today()), "{name}");
            for review in &case.reviews {
                let day = review.day().unwrap();
                assert!(case.periods.iter().any(|p| holds(p, day)), "{name} {review:?}");
                assert!(review.booked_on.is_none_or(|d| d <= today()), "{name} {review:?}");
                if let Some(held) = review.held {
                    assert!(held <= today(), "{name} {review:?}");
                    let under_four = case.child.age_on(held).unwrap() < 4;
                    assert_eq!(review.participation == Some(Participation::Pn0), under_four);
                    let judged = review.judged.as_ref().unwrap();
                    assert_eq!(held > judged.legal_due, review.late_reason.is_some(), "{name}");
                }
            }
        }
    }
}

#[test]
fn kin_are_symmetrical_and_references_lead_somewhere() {
    let all = made(CHILDREN, 1);
    let by_id = |id: ChildId| &all[usize::try_from(id.0).unwrap() - 1];
    let (mut siblings, mut mothers) = (0, 0);
    for case in &all {
        for kin in &case.kin {
            let back = by_id(kin.other).kin.iter().find(|k| k.other == case.child.id).unwrap();
            match kin.relation {
                Relation::Sibling => siblings += 1,
                Relation::Parent => mothers += 1,
                Relation::Offspring => assert_eq!(case.child.mother, Some(true)),
            }
            assert_eq!(kin.relation == Relation::Parent, back.relation == Relation::Offspring);
        }
        for session in &case.sessions {
            assert!(case.reviews.iter().any(|r| Subject::Review(r.id) == session.subject));
        }
    }
    assert_eq!((siblings, mothers), (14, 1));
}

#[test]
fn the_caseload_shows_every_state() {
    let (practice, calendar) = (shipped("luton").unwrap(), Calendar::england_and_wales().unwrap());
    for seed in 1..9 {
        let all = made(CHILDREN, seed);
        let next = |c: &Case| {
            let slots = timetable(c, &practice, &calendar, today()).into_iter();
            slots.rev().find(|s| s.held.is_none() && !s.regime.separate)
        };
        let slots: Vec<_> = all.iter().filter_map(next).collect();
        // Each has a review to come, or had the last one before the 18th birthday.
        let had_the_last = |c: &&Case| {
            let held = c.reviews.iter().filter_map(Review::recorded).max();
            next(c).is_none() && held.is_some_and(|held| was_the_last(c, held))
        };
        assert_eq!(slots.len() + all.iter().filter(had_the_last).count(), 64);
        let overdue = slots.iter().filter(|s| s.due.unwrap() < today()).count();
        assert_eq!(overdue, 2, "seed {seed}");
        let booked = slots.iter().filter(|s| s.booked.is_some()).count();
        assert!((35..56).contains(&booked), "{booked}");
        let week = slots.iter().filter(|s| s.booked.is_some_and(|b| (b - today()).num_days() < 7)).count();
        assert!((2..14).contains(&week), "{week}");
        let adjourned = |r: &&Review| r.adjourned.is_some() && r.completion().is_none();
        assert_eq!(all.iter().flat_map(|c| &c.reviews).filter(adjourned).count(), 1);
        assert_eq!(all.iter().flat_map(|c| &c.escalations).count(), 7);
        let sessions = |id: &str| all.iter().flat_map(|c| &c.sessions).filter(|s| s.checklist == id).count();
        assert_eq!(sessions("pre-review"), 1, "seed {seed}");
        assert!(sessions("midpoint") > 2);
        assert_eq!(all.iter().filter(|c| c.child.uasc == Some(true)).count(), 5);
        let held: Vec<_> = all.iter().flat_map(|c| &c.reviews).filter(|r| r.held.is_some()).collect();
        let late = held.iter().filter(|r| r.late_reason.is_some()).count() * 100 / held.len();
        assert!((1..11).contains(&late), "{late} % of {}", held.len());
    }
}

#[test]
fn what_was_owed_is_mostly_done() {
    let (practice, calendar) = (shipped("luton").unwrap(), Calendar::england_and_wales().unwrap());
    let owed = |case: &Case| -> Vec<Owed> {
        let held = case.reviews.iter().filter_map(|r| Some((r.id, r.held?)));
        held.map(|(id, day)| ("record-written".into(), Subject::Review(id), None, cast::after(day, 21)))
            .collect()
    };
    let all = cases_owing(today(), 400, 1, &practice, &calendar, &owed);
    let past = |c: &Case| owed(c).into_iter().filter(|o| o.3 < today()).collect::<Vec<_>>();
    let kept = |c: &Case| past(c).iter().filter(|o| c.done.iter().any(|d| d.subject == o.1)).count();
    let (past, done) = all.iter().fold((0, 0), |(p, d), c| (p + past(c).len(), d + kept(c)));
    assert!(done * 100 / past >= 96, "{done} of {past}");
    assert!(done < past);
    assert!(all.iter().flat_map(|c| &c.done).all(|d| d.date <= today()));
}

#[test]
fn a_book_holds_what_was_made() {
    let practice = shipped("luton").unwrap();
    let calendar = Calendar::england_and_wales().unwrap();
    let owed = |case: &Case| -> Vec<Owed> {
        let period = |p: &Period| ("care-plan".into(), Subject::Period(p.id), None, p.start);
        case.periods.iter().map(period).collect()
    };
    let all = cases_owing(today(), CHILDREN, 3, &practice, &calendar, &owed);
    let mut store = Store::memory().unwrap();
    fill(&mut store, &all, &practice.id, today()).unwrap();
    let back = store.cases().unwrap();
    assert_eq!(back.len(), 64);
    for (made, read) in all.iter().zip(&back) {
        assert_eq!(made.child.name(), read.child.name());
        let size = |c: &Case| {
            [
                c.periods.len(),
                c.legal.len(),
                c.placements.len(),
                c.people.len(),
                c.reviews.len(),
                c.done.len(),
            ]
        };
        assert_eq!(size(made), size(read));
        let rest =
            |c: &Case| [c.notes.len(), c.changes.len(), c.sessions.len(), c.kin.len(), c.escalations.len()];
        assert_eq!(rest(made), rest(read));
        let decided = |c: &Case| -> Vec<_> {
            let held = |d: &Decision| c.reviews.iter().find(|r| r.id == d.review).and_then(|r| r.held);
            c.decisions.iter().map(|d| (held(d), d.text.clone(), d.marks.clone())).collect()
        };
        assert_eq!(decided(made), decided(read));
        for done in &read.done {
            assert!(read.periods.iter().any(|p| Subject::Period(p.id) == done.subject));
        }
    }
    assert_eq!(store.setting("practice").unwrap().as_deref(), Some("luton"));
    assert_eq!(store.setting("iro").unwrap().as_deref(), Some(IRO));
    assert_eq!(store.setting("started").unwrap().as_deref(), Some("2026-05-22"));
    store.undo(None).unwrap().unwrap();
    assert_eq!(store.child_numbers().unwrap(), []);
}

/// How a demo reads: `cargo test demo::tests::shown -- --ignored --nocapture`.
#[test]
#[ignore = "prints"]
fn shown() {
    let (practice, calendar) = (shipped("luton").unwrap(), Calendar::england_and_wales().unwrap());
    for case in made(CHILDREN, 1) {
        let slot = timetable(&case, &practice, &calendar, today()).into_iter().rfind(|s| s.held.is_none());
        let legal: Vec<_> = case.legal.iter().map(|l| l.code.as_str()).collect();
        let homes: Vec<_> =
            case.placements.iter().map(|p| format!("{} {} {}", p.code, p.carer, p.area)).collect();
        let (due, booked) = slot.map_or((None, None), |s| (s.due, s.booked));
        println!(
            "{} {:34} {:>2} {} in {} | {legal:?} | {homes:?} | held {} due {due:?} booked {booked:?} | {}",
            case.child.number,
            case.child.name(),
            case.child.age_on(today()).unwrap(),
            case.child.ethnicity.as_deref().unwrap_or("?"),
            case.periods.last().unwrap().start,
            case.reviews.iter().filter(|r| r.held.is_some()).count(),
            case.notes.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(" / "),
        );
    }
}
