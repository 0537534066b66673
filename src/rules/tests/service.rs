use super::*;
use crate::model::ids::DoneId;
use crate::model::record::{Done, Subject};
use crate::rules::due::Status;
use crate::rules::service::assess_service;

fn open_turn(practice: &Practice, duty: &str, done: &[Done], begun: &str, today: &str) -> (String, Status) {
    let dues = assess_service(practice, &calendar(), d(today), done, d(begun));
    let due = dues.into_iter().find(|x| x.duty.id == duty).unwrap();
    (due.due.unwrap().to_string(), due.status)
}

fn ticked(duty: &str, turn: &str) -> Done {
    Done {
        id: DoneId(1),
        duty: duty.into(),
        subject: Subject::Service,
        turn: Some(turn.parse().unwrap()),
        date: d("2026-11-20"),
        note: String::new(),
        waived: false,
    }
}

#[test]
fn a_quarterly_and_a_yearly_duty_of_the_service_come_round() {
    let practice = shipped("north-lincolnshire").unwrap();
    let at = |duty, today| open_turn(&practice, duty, &[], "2024-03-20", today);
    // The last working day of the quarter that ends with March 2024: Good Friday is the 29th.
    assert_eq!(at("feedback-evaluated", "2024-03-21"), ("2024-03-28".into(), Status::DueSoon));
    assert_eq!(at("feedback-evaluated", "2024-04-02"), ("2024-03-28".into(), Status::Overdue));
    assert_eq!(
        at("annual-report", "2024-03-21").0,
        "2024-03-28",
        "the year ends with March, whenever it began"
    );
    let done = [ticked("annual-report", "year:2024-04-01")];
    let at = |today| open_turn(&practice, "annual-report", &done, "2024-03-20", today);
    assert_eq!(at("2024-06-03").0, "2025-03-31");
    assert_eq!(at("2025-09-01"), ("2025-03-31".into(), Status::Overdue));
}

#[test]
fn a_weekly_tick_holds_when_the_month_turns() {
    let practice = shipped("north-lincolnshire").unwrap();
    let duty = "arrangements-audited-weekly";
    let (day, _) = open_turn(&practice, duty, &[], "2026-11-02", "2026-11-05");
    assert_eq!(day, "2026-11-06", "a Friday");
    let done: Vec<Done> = ["2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]
        .map(|turn| ticked(duty, &format!("week:{turn}")))
        .into();
    assert_eq!(open_turn(&practice, duty, &done, "2026-11-02", "2026-12-01").0, "2026-12-04");
    assert_eq!(open_turn(&practice, duty, &done, "2026-11-02", "2027-02-02").0, "2026-12-04");
}
