use super::worked::legal;
use super::*;
use crate::model::change::Change;
use crate::model::ids::{ChangeId, DoneId};
use crate::model::record::{Done, Subject};
use crate::rules::due::Status;

fn visit(case: &mut Case, day: &str) {
    let placement = case.placements.last().unwrap().id;
    case.done.push(Done {
        id: DoneId(0),
        duty: "statutory-visit".into(),
        subject: Subject::Placement(placement),
        turn: None,
        date: d(day),
        note: String::new(),
        waived: false,
    });
}

fn visit_due(case: &Case, today: &str) -> Option<NaiveDate> {
    judge(case, &england(), today).dues.iter().find(|x| x.duty.id == "statutory-visit")?.due
}

#[test]
fn visits_are_due_within_a_week_and_then_six_weeks_apart() {
    let mut case = came_in("2026-03-02");
    placed(&mut case, "U6", "2026-03-02");
    assert_eq!(visit_due(&case, "2026-03-03"), Some(d("2026-03-09")));
    visit(&mut case, "2026-03-06");
    assert_eq!(visit_due(&case, "2026-03-10"), Some(d("2026-04-17")));
    // A move begins anew, and the place left is visited no more.
    placed(&mut case, "U6", "2026-03-20");
    assert_eq!(visit_due(&case, "2026-03-21"), Some(d("2026-03-27")));
}

#[test]
fn a_settled_long_term_placement_is_visited_every_three_months_after_its_first_year() {
    let mut case = came_in("2025-01-06");
    placed(&mut case, "U4", "2025-01-06");
    visit(&mut case, "2025-12-29");
    assert_eq!(visit_due(&case, "2026-01-05"), Some(d("2026-02-09")), "within the first year");
    assert_eq!(visit_due(&case, "2026-01-06"), Some(d("2026-03-29")), "from the day it is a year");
    case.placements[0].code = "U6".into();
    assert_eq!(visit_due(&case, "2026-01-06"), Some(d("2026-02-09")));
}

#[test]
fn at_home_the_review_switches_the_visits_from_weekly() {
    let mut case = came_in("2026-03-02");
    placed(&mut case, "P1", "2026-03-02");
    legal(&mut case, "C1", "2026-03-02");
    visit(&mut case, "2026-03-06");
    assert_eq!(visit_due(&case, "2026-03-09"), Some(d("2026-03-13")));
    held(&mut case, "2026-03-10");
    assert_eq!(visit_due(&case, "2026-03-11"), Some(d("2026-04-03")), "four weeks under an interim order");
    // The full order, made while at home: within a week of it, then six weeks.
    legal(&mut case, "C2", "2026-04-13");
    assert_eq!(visit_due(&case, "2026-04-14"), Some(d("2026-04-17")), "six weeks from the last visit");
    case.done.clear();
    assert_eq!(visit_due(&case, "2026-04-14"), Some(d("2026-04-20")), "a week from the order");
}

#[test]
fn named_circumstances_are_recorded_as_events_and_end_with_them() {
    let mut case = came_in("2026-03-02");
    placed(&mut case, "U3", "2026-03-02");
    visit(&mut case, "2026-03-06");
    let change = |event: &str, day: &str, n| Change { id: ChangeId(n), ..Change::new(event, d(day), "") };
    case.changes.push(change("temporary-approval", "2026-03-02", 1));
    assert_eq!(visit_due(&case, "2026-03-09"), Some(d("2026-03-13")));
    case.changes.push(change("full-approval", "2026-03-10", 2));
    assert_eq!(visit_due(&case, "2026-03-11"), Some(d("2026-04-17")));
}

#[test]
fn placed_for_adoption_visits_are_weekly_and_then_as_the_review_decides() {
    let mut case = came_in("2025-03-03");
    legal(&mut case, "E1", "2026-01-05");
    placed(&mut case, "A6", "2026-02-13");
    assert_eq!(visit_due(&case, "2026-02-14"), Some(d("2026-02-20")));
    held(&mut case, "2026-03-11");
    let judged = judge(&case, &england(), "2026-03-12");
    let found = judged.dues.iter().find(|x| x.duty.id == "statutory-visit").unwrap();
    assert_eq!((found.due, found.status), (None, Status::Upcoming));
    assert!(found.duty.title.contains("as the adoption review decided"));
}

#[test]
fn health_is_half_yearly_under_five_and_the_pep_one_a_term() {
    let mut case = came_in("2026-01-12");
    case.child.dob = Some(d("2021-10-01"));
    let first = |duty: &str| due(&judge(&case, &england(), "2026-01-13"), duty, "first").due;
    assert_eq!((first("health-assessment"), first("pep")), (Some(d("2026-02-09")), Some(d("2026-02-09"))));
    let row = |duty: &str, day: &str| Done {
        id: DoneId(0),
        duty: duty.into(),
        subject: Subject::Period(PeriodId(1)),
        turn: Some(crate::model::instance::Turn::First),
        date: d(day),
        note: String::new(),
        waived: false,
    };
    case.done = vec![row("health-assessment", "2026-02-02"), row("pep", "2026-02-05")];
    let day = |case: &Case, duty: &str, today: &str| {
        judge(case, &england(), today).dues.iter().find(|x| x.duty.id == duty).and_then(|x| x.due)
    };
    assert_eq!(day(&case, "health-assessment", "2026-03-01"), Some(d("2026-08-02")));
    assert_eq!(day(&case, "health-assessment", "2026-10-01"), Some(d("2027-02-02")), "five today");
    // The spring term's is done: the summer term's is owed by its end.
    assert_eq!(day(&case, "pep", "2026-03-01"), Some(d("2026-07-31")));
    case.child.dob = Some(d("2024-01-01"));
    assert_eq!(day(&case, "pep", "2026-03-01"), None, "not yet three");
}

#[test]
fn others_clocks_are_never_counted_as_the_iros_lateness_and_silence_is_not_evidence() {
    let mut case = came_in("2024-01-08");
    case.child.dob = Some(d("2010-01-08"));
    placed(&mut case, "U6", "2024-01-08");
    let judged = judge(&case, &england(), "2026-11-20");
    let clocks = ["statutory-visit", "health-assessment", "pep"];
    for found in judged.dues.iter().filter(|x| clocks.contains(&x.duty.id.as_str())) {
        assert!(found.duty.watch);
        assert_eq!((found.status, found.due), (Status::Unknown, None), "{}", found.duty.id);
        assert_eq!(found.missing, ["when it was last done"]);
    }
    assert!(judged.own().all(|x| !x.duty.watch) && judged.watched().count() >= 3);
    // Once somebody said when, the next one can be late.
    visit(&mut case, "2026-09-01");
    let judged = judge(&case, &england(), "2026-11-20");
    let found = judged.watched().find(|x| x.duty.id == "statutory-visit").unwrap();
    assert_eq!((found.status, found.due), (Status::Overdue, Some(d("2026-10-13"))));
}

#[test]
fn a_settled_child_meets_once_a_year_though_reviews_go_on_half_yearly() {
    let mut case = came_in("2024-01-08");
    placed(&mut case, "U4", "2024-01-08");
    for day in ["2024-02-05", "2024-05-03", "2024-11-01", "2025-05-01", "2025-10-30"] {
        held(&mut case, day);
    }
    let meeting = |case: &Case| {
        let judged = judge(case, &england(), "2025-11-10");
        judged.dues.iter().find(|x| x.duty.id == "review-as-meeting").unwrap().due
    };
    assert_eq!(meeting(&case), Some(d("2026-10-30")));
    case.reviews[4].without_meeting = true;
    assert_eq!(meeting(&case), Some(d("2026-05-01")));
    case.reviews[3].without_meeting = true;
    assert_eq!(meeting(&case), Some(d("2025-11-01")), "the last meeting was a year ago");
}
