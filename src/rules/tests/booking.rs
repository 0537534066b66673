use std::collections::BTreeSet;

use super::*;
use crate::model::diary::{Busy, SchoolHoliday};
use crate::model::ids::BusyId;
use crate::model::instance::Instance;
use crate::rules::booking::{Ask, Candidate, candidates, run_up};
use crate::rules::chain::{Chain, Fate, Plan, chain};
use crate::rules::diary::Diary;
use crate::rules::due::Status;
use crate::rules::duties::assess;
use crate::rules::practice::Span;
use crate::rules::reason::Reason;

fn luton() -> Practice {
    shipped("luton").unwrap()
}

fn ask<T>(case: &Case, practice: &Practice, diary: &Diary, today: &str, f: impl FnOnce(&Ask<'_>) -> T) -> T {
    let (calendar, today) = (calendar(), d(today));
    let judged = assess(case, practice, &calendar, today);
    let slot = judged.next_review().unwrap();
    let steps = run_up(&judged, slot);
    f(&Ask { case, slot, run_up: &steps, practice, calendar: &calendar, diary, today })
}

fn moved(case: &Case, practice: &Practice, today: &str, plan: Plan) -> Chain {
    let judged = judge(case, practice, today);
    chain(case, judged.next_review().unwrap(), plan, practice, &calendar(), d(today))
}

/// A child whose third review is next.
fn third_review() -> Case {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    case
}

#[test]
fn every_day_to_the_limit_is_offered_and_the_best_keeps_limit_and_run_up() {
    let case = third_review();
    let all = ask(&case, &luton(), &Diary::default(), "2025-06-02", candidates);
    let days: BTreeSet<NaiveDate> = all.iter().map(|c| c.date).collect();
    assert_eq!(days.len(), all.len());
    assert_eq!((days.first(), days.last()), (Some(&d("2025-06-02")), Some(&d("2025-11-02"))));
    assert_eq!(days.len(), 154, "no day is left out");
    let best = &all[0];
    // The limit is Sunday 2 November: five working days before Friday 31 October.
    assert_eq!(best.date, d("2025-10-24"));
    assert!(best.reasons.iter().any(|r| matches!(r, Reason::RunUp { lost, .. } if lost.is_empty())));
    assert_eq!(best.next_due, Some(d("2026-04-24")));
    assert_eq!(best.midpoint, Some(d("2026-01-23")));
    assert!(all.windows(2).all(|w| w[0].rank <= w[1].rank));
    assert!(all.iter().all(|c| c.rank == c.reasons.iter().map(Reason::weight).sum::<i32>()));
}

#[test]
fn a_taken_day_a_full_day_and_a_shut_school_come_after_a_free_one() {
    let case = third_review();
    let rank = |diary: &Diary, day: &str| {
        let all = ask(&case, &luton(), diary, "2025-06-02", candidates);
        all.into_iter().find(|c| c.date == d(day)).unwrap()
    };
    let free = rank(&Diary::default(), "2025-10-22").rank;
    let taken = |hours: &str| Busy {
        id: BusyId(1),
        first: d("2025-10-22"),
        last: d("2025-10-22"),
        weekday: None,
        hours: hours.into(),
        what: "Leave".into(),
        uid: String::new(),
        source: String::new(),
    };
    let diary = |busy: &[Busy]| Diary { busy: busy.to_vec(), ..Diary::default() };
    let part = rank(&diary(&[taken("10:00-11:00")]), "2025-10-22").rank;
    let whole = rank(&diary(&[taken("10:00-11:00"), taken("")]), "2025-10-22").rank;
    assert!(free < part && part < whole, "{free} {part} {whole}");
    let school = SchoolHoliday { first: d("2025-10-20"), last: d("2025-10-24"), name: "Half term".into() };
    let shut = rank(&Diary { school: vec![school], ..Diary::default() }, "2025-10-22");
    assert!(free < shut.rank && shut.reasons.contains(&Reason::SchoolHoliday("Half term".into())));
    let mut ranks = vec![free];
    let mut diary = Diary::default();
    for other in 2..6 {
        diary.put(d("2025-10-22"), ChildId(other), String::new());
        ranks.push(rank(&diary, "2025-10-22").rank);
    }
    assert!(ranks.windows(2).all(|w| w[0] < w[1]), "{ranks:?}");
}

#[test]
fn past_the_limit_days_are_still_offered_and_say_so() {
    let case = third_review();
    let all: Vec<Candidate> = ask(&case, &luton(), &Diary::default(), "2025-11-10", candidates);
    assert!(!all.is_empty());
    assert!(all.iter().all(|c| c.reasons.iter().any(|r| matches!(r, Reason::AfterLimit(n) if *n >= 8))));
}

/// What a day is said to lose is what the engine would call late or not achievable after booking it. A step
/// chained to one that is lost goes with it there; here it is lost only when its own day has gone.
#[test]
fn the_run_up_lost_is_what_the_engine_says() {
    let (case, practice, calendar) = (third_review(), luton(), calendar());
    for today in ["2025-08-04", "2025-10-01", "2025-10-20"] {
        let all = ask(&case, &practice, &Diary::default(), today, candidates);
        for candidate in all.iter().filter(|c| calendar.day_off(c.date).is_none()).step_by(3) {
            let mut booked_case = case.clone();
            booked(&mut booked_case, &candidate.date.to_string(), today);
            let judged = assess(&booked_case, &practice, &calendar, d(today));
            let gone = judged.dues.iter().filter(|x| x.instance == Instance::Review(3)).filter(|x| {
                matches!(x.status, Status::NotAchievable | Status::Now | Status::Overdue)
                    && x.duty.due.as_ref().is_some_and(|r| r.own.span.counts_back())
            });
            let gone: BTreeSet<&str> = gone.map(|x| x.duty.title.as_str()).collect();
            let lost = candidate.reasons.iter().find_map(|r| match r {
                Reason::RunUp { lost, .. } => Some(lost.iter().map(|l| l.title.as_str()).collect()),
                _ => None,
            });
            let lost: BTreeSet<&str> = lost.unwrap();
            let chained = |title: &&&str| {
                let duty = practice.duties.iter().find(|x| x.title == **title).unwrap();
                matches!(duty.due.as_ref().unwrap().own.span, Span::Earliest(_))
            };
            assert!(lost.is_subset(&gone), "{} seen on {today}: {lost:?}", candidate.date);
            let only_chained = gone.difference(&lost).all(|t| chained(&t));
            assert!(only_chained, "{} seen on {today}: {gone:?}", candidate.date);
        }
    }
}

/// T17, T18 and T19 as a chain: every day before and after the review, although it is not held yet.
#[test]
fn the_chain_of_a_move_is_as_worked_by_hand() {
    let cases: [(&str, &[(&str, &str)]); 3] = [
        (
            "2026-02-12",
            &[
                ("attendance-sheet-sent", "2026-01-08"),
                ("review-reminder", "2026-01-15"),
                ("sw-consulted", "2026-01-22"),
                ("consultation-papers", "2026-01-29"),
                ("sw-report", "2026-02-09"),
                ("attendance-sheet-handed", "2026-02-16"),
                ("decisions-issued", "2026-02-19"),
                ("care-plan-updated", "2026-02-26"),
                ("record-written", "2026-03-05"),
                ("record-distributed", "2026-03-12"),
            ],
        ),
        (
            "2026-04-16",
            &[
                ("review-reminder", "2026-03-17"),
                ("sw-consulted", "2026-03-24"),
                ("consultation-papers", "2026-03-31"),
                ("sw-report", "2026-04-13"),
                ("record-distributed", "2026-05-15"),
            ],
        ),
        (
            "2026-12-18",
            &[
                ("decisions-issued", "2026-12-29"),
                ("care-plan-updated", "2027-01-06"),
                ("record-written", "2027-01-13"),
                ("record-distributed", "2027-01-20"),
            ],
        ),
    ];
    for (review, expected) in cases {
        let mut case = third_review();
        booked(&mut case, "2025-10-24", "2025-05-02");
        let chain = moved(&case, &luton(), "2025-06-02", Plan::Move(d(review)));
        for (duty, day) in expected {
            let link =
                chain.links.iter().find(|l| l.duty == *duty && l.instance == Instance::Review(3)).unwrap();
            assert_eq!(link.after, Some(d(day)), "{duty} of {review}");
            assert_eq!(link.fate, Fate::Moved, "{duty} of {review}");
        }
        assert!(chain.outside > 0 && chain.tell.iter().any(|r| r == "child"));
    }
}

/// T20: the long run-up of a first review is never late: what is essential is done at once.
#[test]
fn a_first_reviews_chain_says_what_is_to_be_done_at_once() {
    for review in ["2026-01-15", "2026-01-08"] {
        let case = came_in("2025-12-15");
        let chain = moved(&case, &england(), "2025-12-16", Plan::Move(d(review)));
        let fate = |duty: &str| chain.links.iter().find(|l| l.duty == duty).unwrap().fate;
        assert_eq!(fate("invitees-discussed"), Fate::Now, "{review}");
        assert!(chain.links.iter().all(|l| l.fate != Fate::Late), "{review}");
        assert_eq!((chain.limit, chain.outside), (Some(d("2026-01-15")), 0));
    }
}

/// T21: adjourned, the review keeps its date; twenty working days run from it, and so does the next limit.
#[test]
fn an_adjourned_review_keeps_its_date_and_its_next_limit() {
    let mut case = came_in("2025-12-15");
    booked(&mut case, "2026-01-15", "2025-12-16");
    let plan = Plan::Adjourn { on: d("2026-01-15"), resume: Some(d("2026-02-10")) };
    let chain = moved(&case, &england(), "2026-01-15", plan);
    let complete = chain.links.iter().find(|l| l.duty == "adjourned-review-completed").unwrap();
    assert_eq!((complete.after, complete.fate), (Some(d("2026-02-12")), Fate::New));
    assert_eq!((chain.to, chain.next_due.1), (d("2026-01-15"), Some(d("2026-04-15"))));
}
