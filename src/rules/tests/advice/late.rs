use super::*;
use crate::model::diary::Booked;
use crate::model::ids::PersonId;
use crate::rules::due::Status;

fn status(case: &Case, duty: &str, today: &str) -> (Status, Option<NaiveDate>) {
    let judged = judge(case, &england(), today);
    let found = due(&judged, duty, "review:3");
    (found.status, found.due)
}

/// Moves the review to a day, on a day.
fn moved(case: &mut Case, to: &str, on: &str) {
    let review = &mut case.reviews[2];
    let (day, made) = (review.booked.unwrap(), review.booked_on.unwrap());
    case.bookings.push(Booked { review: review.id, day, made });
    (review.booked, review.booked_on) = (Some(d(to)), Some(d(on)));
}

#[test]
fn the_run_up_of_a_review_with_no_day_waits() {
    let case = third();
    for duty in ["sw-consulted", "sw-report", "child-seen", "consultation-papers"] {
        assert_eq!(status(&case, duty, "2026-11-20"), (Status::Waiting, None), "{duty}");
    }
    let advice = advice(&case, "2026-11-20");
    assert_eq!((advice.mine.late, advice.others.iter().map(|o| o.late).sum::<usize>()), (0, 0));
    assert!(advice.waiting >= 4 && advice.urgent_now.is_empty());
}

#[test]
fn an_overdue_step_is_not_erased_by_a_move() {
    let mut case = third();
    booked(&mut case, "2026-11-09", "2026-09-14");
    let late = (Status::Overdue, Some(d("2026-10-19")));
    assert_eq!(status(&case, "sw-consulted", "2026-10-20"), late);
    for to in ["2026-11-10", "2026-11-12", "2026-12-21"] {
        let mut case = case.clone();
        moved(&mut case, to, "2026-10-20");
        assert_eq!(status(&case, "sw-consulted", "2026-10-20"), late, "to {to}");
    }
    let mut earlier = case.clone();
    moved(&mut earlier, "2026-10-28", "2026-10-20");
    assert_eq!(status(&earlier, "sw-consulted", "2026-10-20"), (Status::Now, Some(d("2026-10-28"))));
    let mut in_time = case.clone();
    moved(&mut in_time, "2026-11-12", "2026-10-19");
    assert_eq!(status(&in_time, "sw-consulted", "2026-10-20").1, Some(d("2026-10-22")), "nothing was missed");
}

#[test]
fn a_missed_mid_point_stays_on_its_day_when_the_review_moves_later() {
    let mut case = third();
    case.known_from = None;
    booked(&mut case, "2026-11-09", "2026-06-15");
    let midpoint = |case: &Case, today: &str| {
        let judged = judge(case, &england(), today);
        let found = due(&judged, "midpoint", "review:2");
        (found.status, found.due)
    };
    assert_eq!(midpoint(&case, "2026-08-11"), (Status::Overdue, Some(d("2026-08-10"))));
    moved(&mut case, "2026-11-12", "2026-08-11");
    assert_eq!(midpoint(&case, "2026-08-11"), (Status::Overdue, Some(d("2026-08-10"))));
    case.reviews[2].booked_on = Some(d("2026-08-10"));
    assert_eq!(midpoint(&case, "2026-08-11").1, Some(d("2026-08-12")), "moved on its very day");
}

#[test]
fn what_leaves_no_time_for_an_essential_step_makes_it_now_and_lets_a_clerical_one_go() {
    let mut case = third();
    brought_forward(&mut case, "2026-10-19", "2026-10-28");
    let now = (Status::Now, Some(d("2026-10-28")));
    assert_eq!(status(&case, "sw-consulted", "2026-10-20"), now);
    assert_eq!(status(&case, "consultation-papers", "2026-10-20"), now);
    assert_eq!(status(&case, "sw-report", "2026-10-20"), (Status::DueSoon, Some(d("2026-10-23"))));
    let urgent = advice(&case, "2026-10-20").urgent_now;
    assert!(urgent.iter().any(|d| d == "sw-consulted") && urgent.iter().any(|d| d == "consultation-papers"));
    assert_eq!(status(&case, "sw-consulted", "2026-10-29").0, Status::Overdue, "the review's day has gone");
    let luton = judge(&case, &shipped("luton").unwrap(), "2026-10-20");
    assert_eq!(due(&luton, "attendance-sheet-sent", "review:3").status, Status::NotAchievable);
}

#[test]
fn nothing_is_late_that_fell_due_before_the_iro_was_told() {
    let mut case = came_in("2026-10-05");
    case.people.push(crate::model::child::Person {
        id: PersonId(1),
        role: "iro".into(),
        name: "A. Reviewer".into(),
        detail: String::new(),
        start: Some(d("2026-10-26")),
        end: None,
        source: Source::Hand,
    });
    booked(&mut case, "2026-11-02", "2026-10-06");
    let judged = judge(&case, &england(), "2026-10-27");
    let talk = due(&judged, "sw-consulted", "review:1");
    assert_eq!((talk.status, talk.due), (Status::Now, Some(d("2026-11-02"))));
    assert!(
        talk.reason.contains("told, on Mon 26 Oct 2026, 15 working days after care began"),
        "{}",
        talk.reason
    );
}

#[test]
fn nothing_is_late_that_fell_due_before_the_book_began() {
    let mut case = third();
    for (began, before) in [("2026-06-03", false), ("2026-06-04", true)] {
        case.known_from = Some(d(began));
        let judged = judge(&case, &england(), "2026-06-05");
        let record = due(&judged, "record-written", "review:2");
        assert_eq!((record.due, record.before_book), (Some(d("2026-06-03")), before), "{began}");
        assert_eq!(record.status, if before { Status::Unknown } else { Status::Overdue });
    }
}

#[test]
fn others_duties_fold_by_person_and_do_not_count_as_the_iros() {
    let mut case = third();
    booked(&mut case, "2026-11-10", "2026-09-14");
    let advice = advice(&case, "2026-10-20");
    let worker = advice.others.iter().find(|o| o.owner == "social-worker").unwrap();
    assert!(worker.open >= worker.late && worker.late > 0);
    assert_eq!(worker.oldest_days, Some(5), "who should come was to be asked by 13 Oct");
    assert_eq!(advice.mine.late, 0);
}
