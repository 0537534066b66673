//! A review that stands adjourned, and one that a change brought forward, in every practice.

use super::*;
use crate::model::change::{Answered, Change, Response};
use crate::model::ids::ChangeId;
use crate::rules::due::Status;
use crate::rules::duties::explain;
use crate::rules::practice::SHIPPED;

/// Care from 15 December 2025, the first review booked for its limit and adjourned that day.
fn adjourned() -> Case {
    let mut case = came_in("2025-12-15");
    booked(&mut case, "2026-01-15", "2025-12-20");
    case.reviews[0].adjourned = Some(d("2026-01-15"));
    case
}

fn every() -> impl Iterator<Item = Practice> {
    SHIPPED.iter().map(|(id, _)| shipped(id).unwrap())
}

#[test]
fn an_adjourned_review_stays_the_review_until_it_is_completed() {
    for practice in every() {
        let mut case = adjourned();
        let judged = judge(&case, &practice, "2026-01-20");
        let next = judged.next_review().unwrap();
        assert_eq!((next.sequence, next.complete_by), (1, Some(d("2026-02-12"))), "{}", practice.id);
        assert_eq!((next.held, next.on_time()), (Some(d("2026-01-15")), Some(true)));
        assert_eq!((next.last_day(), next.booked), (Some(d("2026-02-12")), None));
        let after = judged.reviews().last().unwrap();
        assert_eq!((after.sequence, after.projected, after.is_next()), (2, true, false));
        assert_eq!(after.legal_due, Some(d("2026-04-15")), "from the recorded date");
        assert!(due(&judged, "review", "review:2").projected);
        case.reviews[0].completed = Some(d("2026-02-12"));
        let judged = judge(&case, &practice, "2026-02-13");
        let next = judged.next_review().unwrap();
        assert_eq!((next.sequence, next.projected, next.complete_by), (2, false, None));
        assert_eq!(next.legal_due, Some(d("2026-04-15")));
    }
}

#[test]
fn the_day_it_goes_on_is_its_booking() {
    let mut case = adjourned();
    case.reviews[0].booked = Some(d("2026-02-05"));
    let judged = judge(&case, &england(), "2026-01-20");
    let next = judged.next_review().unwrap();
    assert_eq!((next.booked, next.booked_days_late()), (Some(d("2026-02-05")), 0));
    case.reviews[0].booked = Some(d("2026-02-13"));
    assert_eq!(judge(&case, &england(), "2026-01-20").next_review().unwrap().booked_days_late(), 1);
}

#[test]
fn what_follows_a_review_counts_from_its_completion() {
    let follows = [
        ("decisions-issued", "2026-02-17"),
        ("care-plan-updated", "2026-02-24"),
        ("record-written", "2026-03-03"),
        ("record-distributed", "2026-03-10"),
        ("next-review-agreed", "2026-02-10"),
    ];
    for practice in every() {
        let mut case = adjourned();
        let open = judge(&case, &practice, "2026-02-20");
        for (duty, _) in follows {
            let due = due(&open, duty, "review:1");
            assert_eq!((due.due, due.status), (None, Status::Waiting), "{} {duty}", practice.id);
        }
        case.reviews[0].completed = Some(d("2026-02-10"));
        let done = judge(&case, &practice, "2026-02-11");
        for (duty, day) in follows {
            assert_eq!(due(&done, duty, "review:1").due, Some(d(day)), "{} {duty}", practice.id);
        }
    }
}

#[test]
fn what_it_was_adjourned_for_stays_owed_until_it_is_completed() {
    for practice in every() {
        let mut case = adjourned();
        for (today, past) in [("2026-01-20", false), ("2026-02-13", false)] {
            let judged = judge(&case, &practice, today);
            for duty in ["sw-report", "child-seen"] {
                let due = due(&judged, duty, "review:1");
                assert_eq!((due.status, due.past), (Status::Overdue, past), "{} {duty}", practice.id);
            }
        }
        case.reviews[0].completed = Some(d("2026-02-12"));
        assert!(due(&judge(&case, &practice, "2026-02-13"), "sw-report", "review:1").past);
    }
}

#[test]
fn a_review_adjourned_long_ago_and_followed_by_another_stands_no_more() {
    let mut case = adjourned();
    held(&mut case, "2026-04-10");
    let judged = judge(&case, &england(), "2026-04-20");
    assert_eq!(judged.next_review().unwrap().sequence, 3);
    case.reviews.pop();
    case.periods[0].end = Some(d("2026-02-01"));
    assert!(judge(&case, &england(), "2026-02-10").next_review().is_none(), "care has ended");
}

fn change(case: &mut Case, told: &str, answered: Answered) {
    let id = ChangeId(i64::try_from(case.changes.len()).unwrap() + 1);
    let response = Some(Response { date: d(told), answered });
    case.changes.push(Change { id, response, ..Change::new("placement-end-proposed", d(told), "") });
}

fn forward(case: &mut Case, told: &str, to: &str) {
    change(case, told, Answered::BroughtForward(d(to)));
}

/// Care from 1 December 2025, a first review on 8 January 2026: the second is due by 8 April.
fn reviewed() -> Case {
    let mut case = came_in("2025-12-01");
    held(&mut case, "2026-01-08");
    case
}

#[test]
fn the_day_a_review_was_brought_forward_to_is_its_limit() {
    for practice in every() {
        let mut case = reviewed();
        forward(&mut case, "2026-02-02", "2026-03-03");
        forward(&mut case, "2026-02-03", "2026-03-20");
        let judged = judge(&case, &practice, "2026-02-10");
        let next = judged.next_review().unwrap();
        let day = Some(d("2026-03-03"));
        assert_eq!((next.due, next.forward, next.plan_by), (day, day, day), "{}", practice.id);
        assert_eq!(next.legal_due, Some(d("2026-04-08")), "the law's limit is kept");
        let review = due(&judged, "review", "review:2");
        assert_eq!((review.due, review.status == Status::Overdue), (day, false));
        let late = |today| due(&judge(&case, &practice, today), "review", "review:2").status;
        assert_eq!((late("2026-03-03"), late("2026-03-04")), (Status::DueToday, Status::Overdue));
    }
}

#[test]
fn a_day_after_the_limit_brings_nothing_forward_and_one_for_a_review_held_since_is_over() {
    let mut case = reviewed();
    forward(&mut case, "2026-02-02", "2026-05-01");
    assert_eq!(judge(&case, &england(), "2026-02-10").next_review().unwrap().due, Some(d("2026-04-08")));
    let mut case = reviewed();
    forward(&mut case, "2026-01-08", "2026-01-20");
    assert_eq!(judge(&case, &england(), "2026-01-10").next_review().unwrap().forward, None, "held that day");
    let mut case = reviewed();
    forward(&mut case, "2026-01-09", "2026-01-20");
    assert_eq!(judge(&case, &england(), "2026-01-10").next_review().unwrap().due, Some(d("2026-01-20")));
    held(&mut case, "2026-01-19");
    let next = judge(&case, &england(), "2026-01-20").next_review().cloned().unwrap();
    assert_eq!((next.forward, next.legal_due), (None, Some(d("2026-07-19"))));
}

#[test]
fn completing_an_adjourned_review_by_that_day_serves_a_change() {
    let mut case = adjourned();
    forward(&mut case, "2026-01-20", "2026-02-03");
    let open = judge(&case, &england(), "2026-01-21");
    let next = open.next_review().unwrap();
    let days = (next.complete_by, next.forward, next.last_day());
    assert_eq!(days, (Some(d("2026-02-12")), Some(d("2026-02-03")), Some(d("2026-02-03"))));
    assert_eq!(next.due, Some(d("2026-01-15")), "timeliness keeps the limit it had");
    case.reviews[0].completed = Some(d("2026-02-02"));
    let done = judge(&case, &england(), "2026-02-03");
    assert_eq!(due(&done, "review-before-change", "change:1").done_on, Some(d("2026-02-02")));
    assert_eq!(done.next_review().unwrap().forward, None);
}

#[test]
fn the_working_says_which_change_brought_it_forward() {
    let mut case = reviewed();
    forward(&mut case, "2026-02-02", "2026-03-03");
    let (due, working) = explain(&case, &england(), &calendar(), d("2026-02-10"), "review", None).unwrap();
    assert_eq!(due.due, Some(d("2026-03-03")));
    assert!(working.steps.iter().any(|s| s.what.starts_with("brought forward to Tue 3 Mar 2026")));
}
