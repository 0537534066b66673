//! What a change asks: the day it takes effect, a must that no tick ends, a child missing until found.

use super::*;
use crate::model::change::{Answered, Change, Response};
use crate::model::ids::{ChangeId, DoneId};
use crate::model::record::{Done, Subject};
use crate::rules::changes::{come_first, urgent};
use crate::rules::due::Status;
use crate::rules::measures::{Ground, Window, measure};
use crate::rules::practice::SHIPPED;

fn every() -> impl Iterator<Item = Practice> {
    SHIPPED.iter().map(|(id, _)| shipped(id).unwrap())
}

/// Care from 1 December 2025, a first review on 8 January 2026: the second is due by 8 April.
fn told(event: &str, on: &str, effective: Option<&str>) -> Case {
    let mut case = came_in("2025-12-01");
    held(&mut case, "2026-01-08");
    let change = Change::new(event, d(on), "");
    case.changes.push(Change { id: ChangeId(1), effective: effective.map(d), ..change });
    case
}

fn answer(case: &mut Case, day: &str, answered: Answered) {
    case.changes[0].response = Some(Response { date: d(day), answered });
}

fn not_needed(exception: Option<&str>) -> Answered {
    Answered::NotNeeded { reason: "all agree".into(), exception: exception.map(str::to_owned) }
}

fn tick(case: &mut Case, duty: &str, day: &str, waived: bool) {
    let (duty, subject) = (duty.to_owned(), Subject::Change(ChangeId(1)));
    case.done.push(Done {
        id: DoneId(1),
        duty,
        subject,
        turn: None,
        date: d(day),
        note: "ok".into(),
        waived,
    });
}

#[test]
fn a_review_that_must_come_first_comes_by_the_day_the_change_takes_effect() {
    for practice in every() {
        let case = told("significant-change", "2026-02-02", Some("2026-02-20"));
        let judged = judge(&case, &practice, "2026-02-10");
        let next = judged.next_review().unwrap();
        let day = Some(d("2026-02-20"));
        assert_eq!((next.takes_effect, next.last_day(), next.plan_by), (day, day, day), "{}", practice.id);
        assert_eq!((next.due, next.approval_limit()), (Some(d("2026-04-08")), Some(d("2026-04-08"))));
        assert_eq!(due(&judged, "review-before-change", "change:1").due, day);
        let status = |today| due(&judge(&case, &practice, today), "review-before-change", "change:1").status;
        assert_eq!((status("2026-02-20"), status("2026-02-21")), (Status::DueToday, Status::Overdue));
    }
}

#[test]
fn where_a_review_may_come_first_its_day_binds_nothing() {
    for practice in every() {
        let case = told("contact-change", "2026-02-02", Some("2026-02-20"));
        let judged = judge(&case, &practice, "2026-02-10");
        let next = judged.next_review().unwrap();
        assert_eq!((next.takes_effect, next.last_day()), (None, Some(d("2026-04-08"))), "{}", practice.id);
        assert_eq!(due(&judged, "review-before-change", "change:1").due, None);
    }
}

#[test]
fn once_answered_the_answer_governs_and_no_longer_the_day_it_takes_effect() {
    let mut case = told("significant-change", "2026-02-02", Some("2026-02-20"));
    answer(&mut case, "2026-02-03", Answered::BroughtForward(d("2026-02-18")));
    let next = judge(&case, &england(), "2026-02-10").next_review().cloned().unwrap();
    assert_eq!((next.takes_effect, next.last_day()), (None, Some(d("2026-02-18"))));
    answer(&mut case, "2026-02-03", not_needed(Some("the carer died")));
    let judged = judge(&case, &england(), "2026-02-10");
    assert_eq!(judged.next_review().unwrap().last_day(), Some(d("2026-04-08")));
    assert_eq!(due(&judged, "review-before-change", "change:1").status, Status::NotApplicable);
}

#[test]
fn of_several_the_one_that_takes_effect_first_asks_and_one_told_before_the_last_review_does_not() {
    let mut case = told("significant-change", "2026-02-02", None);
    let more = [
        ("ceasing-proposed", "2026-02-04", "2026-03-02"),
        ("accommodation-ending", "2026-02-05", "2026-02-27"),
    ];
    for (n, (event, day, effective)) in (2..).zip(more) {
        let change = Change::new(event, d(day), "");
        case.changes.push(Change { id: ChangeId(n), effective: Some(d(effective)), ..change });
    }
    assert_eq!(come_first(&case, &england(), d("2026-01-09"))[0].id, ChangeId(3));
    held(&mut case, "2026-02-05");
    let next = judge(&case, &england(), "2026-02-10").next_review().cloned().unwrap();
    assert_eq!(next.takes_effect, None, "a review was held when it had been told");
}

#[test]
fn a_tick_or_a_waiver_ends_no_change_and_the_figures_agree_with_the_caseload() {
    for practice in every() {
        for (event, waived) in
            [("significant-change", false), ("significant-change", true), ("complaint", false)]
        {
            let mut case = told(event, "2026-02-02", None);
            for duty in ["change-response", "no-early-review", "review-before-change"] {
                tick(&mut case, duty, "2026-02-03", waived);
            }
            let (today, calendar) = ("2026-02-16", calendar());
            let count = |case: &Case| {
                let judged = judge(case, &practice, today);
                let late = judged.owed().filter(|d| d.duty.id == "change-response");
                let late = late.filter(|d| d.status == Status::Overdue).count();
                let (cases, concerns) = ([(case, &judged)], []);
                let ground = Ground {
                    cases: &cases,
                    concerns: &concerns,
                    practice: &practice,
                    calendar: &calendar,
                    today: d(today),
                };
                let told = measure(ground, Window { from: d("2026-02-01"), to: d("2026-02-28") }).changes;
                (late, told.told, told.answered, told.late)
            };
            assert_eq!(count(&case), (1, 1, 0, 1), "{} {event} {waived}", practice.id);
            answer(&mut case, "2026-02-09", not_needed(None));
            assert_eq!(count(&case), (0, 1, 1, 0), "answered on its last day");
            answer(&mut case, "2026-02-10", not_needed(None));
            assert_eq!(count(&case), (0, 1, 1, 1), "answered a day late");
        }
    }
}

#[test]
fn a_child_missing_asks_today_until_it_is_answered_or_the_child_found() {
    for practice in every() {
        let mut case = told("missing", "2026-02-02", None);
        let asks = |case: &Case, today: &str| urgent(case, &practice, d(today)).map(|c| c.id);
        assert_eq!(asks(&case, "2026-02-01"), None);
        for today in ["2026-02-02", "2026-02-04", "2026-03-30"] {
            assert_eq!(asks(&case, today), Some(ChangeId(1)), "{} {today}", practice.id);
        }
        let found = Change { id: ChangeId(2), ..Change::new("found", d("2026-02-04"), "") };
        case.changes.push(found);
        assert_eq!((asks(&case, "2026-02-03"), asks(&case, "2026-02-04")), (Some(ChangeId(1)), None));
        case.changes.pop();
        answer(&mut case, "2026-02-03", not_needed(None));
        assert_eq!(asks(&case, "2026-02-03"), None);
        let risk = told("immediate-risk", "2026-02-02", None);
        assert_eq!(asks(&risk, "2026-02-03"), Some(ChangeId(1)));
        assert_eq!(asks(&told("complaint", "2026-02-02", None), "2026-02-03"), None);
    }
}

#[test]
fn a_child_missing_again_after_being_found_asks_again() {
    let mut case = told("missing", "2026-02-02", None);
    case.changes.push(Change { id: ChangeId(2), ..Change::new("found", d("2026-02-04"), "") });
    case.changes.push(Change { id: ChangeId(3), ..Change::new("missing", d("2026-02-06"), "") });
    assert_eq!(urgent(&case, &england(), d("2026-02-06")).map(|c| c.id), Some(ChangeId(3)));
}
