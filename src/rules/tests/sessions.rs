//! Which checklists are to be gone through on which day.

use super::*;
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::ids::{ChangeId, SessionId};
use crate::model::instance::Instance;
use crate::model::record::{Session, Subject};
use crate::rules::due::Status;
use crate::rules::duties::UNTOLD;
use crate::rules::sessions::{Task, tasks};

fn queue(case: &Case, practice: &Practice, today: &str) -> Vec<Task> {
    tasks(case, &judge(case, practice, today), practice, d(today))
}

fn holds(case: &Case, list: &str, today: &str) -> bool {
    queue(case, &england(), today).iter().any(|t| t.list == list)
}

/// Reviewed once, the second review booked for Friday 4 December.
fn booked_case() -> Case {
    let mut case = came_in("2026-09-14");
    held(&mut case, "2026-10-09");
    booked(&mut case, "2026-12-04", "2026-10-09");
    case
}

fn session(list: &str, subject: Subject, day: &str, outcome: &str) -> Session {
    Session {
        id: SessionId(1),
        checklist: list.into(),
        subject,
        started: d(day),
        ended: Some(d(day)),
        outcome: Some(outcome.parse().unwrap()),
        answers: Vec::new(),
    }
}

#[test]
fn a_review_is_to_be_held_from_its_own_day_until_it_is_held() {
    let mut case = booked_case();
    assert!(!holds(&case, "review-agenda", "2026-12-03"));
    for today in ["2026-12-04", "2026-12-07", "2027-02-01"] {
        let queue = queue(&case, &england(), today);
        let agenda = queue.iter().find(|t| t.list == "review-agenda").unwrap();
        assert_eq!((agenda.instance.to_string().as_str(), agenda.due), ("review:2", Some(d("2026-12-04"))));
        let late = d(today) > d("2027-01-09");
        assert_eq!(agenda.status, if late { Status::Overdue } else { Status::DueToday }, "{today}");
    }
    case.reviews[1].held = Some(d("2026-12-04"));
    assert!(!holds(&case, "review-agenda", "2026-12-04"));
}

#[test]
fn the_run_up_is_gone_through_before_a_review_and_what_follows_after_it() {
    let mut case = booked_case();
    let on = |case: &Case, day| {
        let of = queue(case, &england(), day).into_iter().filter(|t| t.instance == Instance::Review(2));
        let lists: Vec<String> = of.map(|t| t.list).collect();
        (lists.contains(&"pre-review".to_owned()), lists.contains(&"after-review".to_owned()))
    };
    assert_eq!(on(&case, "2026-10-12"), (false, false), "eight weeks ahead is too soon");
    assert_eq!(on(&case, "2026-11-23"), (true, false));
    assert_eq!(on(&case, "2026-12-04"), (true, false), "on the day, not yet recorded as held");
    case.reviews[1].held = Some(d("2026-12-04"));
    assert_eq!(on(&case, "2026-12-04"), (false, true));
    let about = Subject::Review(ReviewId(2));
    case.sessions.push(session("after-review", about, "2026-12-07", "incomplete"));
    assert_eq!(on(&case, "2026-12-08"), (false, true), "until it is complete");
    case.sessions.push(session("after-review", about, "2026-12-08", "complete"));
    assert_eq!(on(&case, "2026-12-08"), (false, false));
}

#[test]
fn a_change_with_no_number_of_days_to_answer_is_to_be_weighed_at_once() {
    let mut case = booked_case();
    let event = england().events.into_iter().find(|e| e.class == Class::Consider).unwrap().id;
    case.changes.push(Change { id: ChangeId(3), ..Change::new(event, d("2026-11-20"), "") });
    let mut practice = england();
    let response = practice.duties.iter_mut().find(|d| d.id == "change-response").unwrap();
    std::sync::Arc::make_mut(response).due = None;
    let queue = queue(&case, &practice, "2026-11-20");
    let task = queue.iter().find(|t| t.list == "change-of-plan").unwrap();
    assert_eq!((task.instance.to_string().as_str(), task.due, task.days), ("change:3", None, 0));
    let answered = Answered::NotNeeded { reason: "the plan holds".into(), exception: None };
    case.changes[0].response = Some(Response { date: d("2026-11-20"), answered });
    assert!(!holds(&case, "change-of-plan", "2026-11-20"));
}

/// A child who came with a return on 23 November, after reviews on these days.
fn imported(reviews: &[&str]) -> Case {
    let mut case = came_in("2025-01-06");
    case.child.imported_on = Some(d("2026-11-23"));
    reviews.iter().for_each(|day| held(&mut case, day));
    case
}

#[test]
fn the_midpoint_after_the_last_imported_review_is_owed_however_long_ago_the_review() {
    // Held on 18 September, half-way to 18 March is 17 December.
    let case = imported(&["2026-03-18", "2026-09-18"]);
    let judged = judge(&case, &england(), "2026-11-23");
    let midpoints: Vec<_> = judged.owed().filter(|x| x.duty.id == "midpoint").collect();
    assert_eq!(midpoints.len(), 1, "an earlier review's is history");
    assert_eq!((midpoints[0].due, midpoints[0].status), (Some(d("2026-12-17")), Status::Upcoming));
    assert!(holds(&case, "midpoint", "2026-12-07"));
}

#[test]
fn a_midpoint_that_fell_before_the_return_is_asked_about_and_never_called_late() {
    // Held on 3 August, half-way to 3 February is 3 November: nobody said whether it was done.
    let mut case = imported(&["2026-02-03", "2026-08-03"]);
    let judged = judge(&case, &england(), "2026-11-23");
    let owed: Vec<_> = judged.owed().filter(|x| x.review == Some(2)).collect();
    assert_eq!(owed.len(), 1, "{:?}", owed.iter().map(|x| &x.duty.id).collect::<Vec<_>>());
    assert_eq!((owed[0].duty.id.as_str(), owed[0].status), ("midpoint", Status::Unknown));
    assert_eq!((owed[0].missing.as_slice(), owed[0].late_days), ([UNTOLD].as_slice(), 0));
    assert!(holds(&case, "midpoint", "2026-11-23"), "and it can be held now");
    held(&mut case, "2027-01-20");
    let judged = judge(&case, &england(), "2027-01-20");
    assert!(judged.owed().all(|x| x.review != Some(2)), "the next review takes its place");
}
