use super::*;
use crate::model::change::Change;
use crate::model::child::Person;
use crate::model::ids::{ChangeId, DoneId, PersonId};
use crate::model::instance::Instance;
use crate::model::record::{Done, Subject};
use crate::rules::advice::{Look, advise};
use crate::rules::due::{Assessment, Status};
use crate::rules::duties::outlook;

fn day(judged: &Whole, duty: &str, instance: &str) -> String {
    due(judged, duty, instance).due.map_or("none".into(), |d| d.to_string())
}

/// T17, T18, T19: the chain round a later review, and the day a silent manager has agreed.
#[test]
fn the_chain_round_a_review_is_as_worked_by_hand() {
    type Chain = [(&'static str, &'static str)];
    let t17: &Chain = &[
        ("invitees-discussed", "2026-01-15"),
        ("sw-consulted", "2026-01-22"),
        ("consultation-papers", "2026-01-29"),
        ("sw-report", "2026-02-09"),
        ("decisions-issued", "2026-02-19"),
        ("care-plan-updated", "2026-02-26"),
        ("record-written", "2026-03-05"),
        ("record-distributed", "2026-03-12"),
    ];
    let t18: &Chain = &[
        ("invitees-discussed", "2026-03-17"),
        ("sw-consulted", "2026-03-24"),
        ("consultation-papers", "2026-03-31"),
        ("sw-report", "2026-04-13"),
        ("record-distributed", "2026-05-15"),
    ];
    let t19: &Chain = &[
        ("decisions-issued", "2026-12-29"),
        ("care-plan-updated", "2027-01-06"),
        ("record-written", "2027-01-13"),
        ("record-distributed", "2027-01-20"),
    ];
    for (review, chain) in [("2026-02-12", t17), ("2026-04-16", t18), ("2026-12-18", t19)] {
        let mut case = came_in("2025-01-06");
        held(&mut case, "2025-02-03");
        held(&mut case, "2025-05-02");
        held(&mut case, review);
        let judged = judge(&case, &england(), review);
        for (duty, expected) in chain {
            assert_eq!(day(&judged, duty, "review:3"), *expected, "{duty} of {review}");
        }
    }
}

#[test]
fn silence_means_agreed_five_working_days_after_receipt_and_never_without_it() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2026-02-12");
    let considered = |case: &Case| judge(case, &england(), "2026-02-20");
    assert_eq!(due(&considered(&case), "decisions-considered", "review:1").status, Status::Waiting);
    case.reviews[0].decisions_received = Some(d("2026-02-17"));
    let judged = considered(&case);
    assert_eq!(day(&judged, "decisions-considered", "review:1"), "2026-02-24");
    let status =
        |today: &str| due(&judge(&case, &england(), today), "decisions-considered", "review:1").status;
    assert_eq!((status("2026-02-24"), status("2026-02-25")), (Status::DueToday, Status::Done));
    let after = judge(&case, &england(), "2026-02-25");
    assert_eq!(
        due(&after, "decisions-considered", "review:1").reason,
        "no answer by Tue 24 Feb 2026: agreed"
    );
}

/// T20: a first review's run-up falls before the child came in: never overdue, what is essential is done at once.
#[test]
fn a_first_reviews_long_run_up_is_done_at_once() {
    for review in ["2026-01-15", "2026-01-08"] {
        let mut case = came_in("2025-12-15");
        booked(&mut case, review, "2025-12-16");
        let judged = judge(&case, &england(), "2026-01-05");
        let found = due(&judged, "invitees-discussed", "review:1");
        assert_eq!((found.status, found.due), (Status::Now, Some(d(review))));
        assert!(!found.reason.is_empty());
    }
    let mut case = came_in("2025-12-15");
    booked(&mut case, "2026-01-15", "2025-12-16");
    let judged = judge(&case, &england(), "2026-01-05");
    assert_eq!(due(&judged, "sw-consulted", "review:1").status, Status::Overdue, "22 Dec could be kept");
}

#[test]
fn a_booking_made_late_asks_for_the_essential_steps_before_it_at_once_and_lets_the_others_go() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    booked(&mut case, "2025-04-30", "2025-04-25");
    let judged = judge(&case, &england(), "2025-04-25");
    assert_eq!(due(&judged, "sw-consulted", "review:2").status, Status::Now);
    let luton = judge(&case, &shipped("luton").unwrap(), "2025-04-25");
    assert_eq!(due(&luton, "attendance-sheet-sent", "review:2").status, Status::NotAchievable);
    assert_eq!(due(&judged, "sw-report", "review:2").status, Status::DueToday);
}

/// T26: half-way, rounded down.
#[test]
fn the_mid_point_lies_half_way_between_two_reviews() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2026-02-12");
    booked(&mut case, "2026-08-12", "2026-02-12");
    let judged = judge(&case, &england(), "2026-03-01");
    let found = due(&judged, "midpoint", "review:2");
    assert_eq!((found.due, found.projected), (Some(d("2026-05-13")), false));
    case.reviews[2].booked = None;
    assert!(due(&judge(&case, &england(), "2026-03-01"), "midpoint", "review:2").projected);
}

#[test]
fn done_late_waived_and_not_needed_are_told_apart() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2026-02-12");
    let row = |duty: &str, date: &str, waived| Done {
        id: DoneId(0),
        duty: duty.into(),
        subject: Subject::Review(ReviewId(1)),
        turn: None,
        date: d(date),
        note: "agreed".into(),
        waived,
    };
    case.done.push(row("record-written", "2026-03-06", false));
    case.done.push(row("care-plan-updated", "2026-02-26", false));
    case.done.push(row("record-distributed", "2026-02-26", true));
    let judged = judge(&case, &england(), "2026-06-01");
    let late = due(&judged, "record-written", "review:1");
    assert_eq!((late.status, late.late_days), (Status::DoneLate, 1));
    assert_eq!(due(&judged, "care-plan-updated", "review:1").status, Status::Done);
    assert_eq!(due(&judged, "record-distributed", "review:1").status, Status::Waived);
}

#[test]
fn a_missing_fact_is_named_not_guessed() {
    let case = came_in("2025-12-15");
    let judged = judge(&case, &england(), "2025-12-20");
    let unknown: Vec<&Due> = judged.dues.iter().filter(|d| d.status == Status::Unknown).collect();
    assert!(unknown.iter().any(|d| d.missing.contains(&"first language")), "{unknown:#?}");
}

#[test]
fn luton_chains_the_first_invitation_list_from_the_task_before() {
    let luton = shipped("luton").unwrap();
    let mut case = came_in("2025-12-15");
    placed(&mut case, "U6", "2025-12-15");
    assert_eq!(
        due(&judge(&case, &luton, "2025-12-16"), "invitation-list-sent", "review:1").status,
        Status::Waiting
    );
    case.people.push(Person {
        id: PersonId(1),
        role: "iro".into(),
        name: "A. Reviewer".into(),
        detail: String::new(),
        start: Some(d("2025-12-16")),
        end: None,
        source: Source::Hand,
    });
    let judged = judge(&case, &luton, "2025-12-16");
    let date = |duty: &str| due(&judged, duty, "review:1").due.unwrap();
    let sent = date("invitation-list-sent");
    assert_eq!(date("invitation-list-returned"), calendar().add_working_days(sent, 2).unwrap().date);
    assert!(due(&judged, "invitation-list-returned", "review:1").projected);
    assert_eq!(due(&judged, "iro-appointed", "care:1").due, Some(d("2025-12-22")));
}

#[test]
fn late_notice_makes_the_appointment_due_on_the_day_of_notice() {
    let mut case = came_in("2025-12-15");
    case.periods[0].notified = Some(d("2026-01-09"));
    let judged = judge(&case, &shipped("luton").unwrap(), "2026-01-09");
    assert_eq!(due(&judged, "iro-appointed", "care:1").due, Some(d("2026-01-09")));
}

#[test]
fn a_change_asks_for_an_answer_within_five_working_days() {
    let mut case = came_in("2025-01-06");
    case.changes.push(Change { id: ChangeId(7), ..Change::new("school-exclusion", d("2026-11-16"), "") });
    let judged = judge(&case, &shipped("luton").unwrap(), "2026-11-20");
    assert_eq!(day(&judged, "change-response", "change:7"), "2026-11-23");
}

/// `open:EVENT` on a duty of a change asks about that change alone.
#[test]
fn two_changes_at_once_are_told_apart() {
    let mut case = came_in("2025-01-06");
    for (id, event, day) in [
        (1, "iro-change-needed", "2026-11-02"),
        (2, "school-exclusion", "2026-11-16"),
        (3, "iro-change-needed", "2026-11-17"),
    ] {
        case.changes.push(Change { id: ChangeId(id), ..Change::new(event, d(day), "") });
    }
    let judged = judge(&case, &shipped("luton").unwrap(), "2026-11-20");
    let of = |duty: &str| -> Vec<String> {
        judged.dues.iter().filter(|x| x.duty.id == duty).map(|x| x.instance.to_string()).collect()
    };
    assert_eq!(of("iro-replaced"), ["change:1", "change:3"]);
    assert_eq!(day(&judged, "iro-replaced", "change:1"), "2026-11-09");
    assert_eq!(day(&judged, "iro-replaced", "change:3"), "2026-11-24");
    assert_eq!(of("change-response").len(), 3 - of("iro-replaced").len());
}

#[test]
fn a_child_who_left_owes_only_what_follows_the_last_review() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2026-02-12");
    case.periods[0].end = Some(d("2026-02-20"));
    let judged = judge(&case, &england(), "2026-02-25");
    assert!(judged.next_review().is_none());
    assert_eq!(
        due(&judged, "record-distributed", "review:1").status,
        Status::Upcoming.min(due(&judged, "record-distributed", "review:1").status)
    );
    assert!(
        judged.owed().all(|d| d.review.is_some()),
        "{:?}",
        judged.owed().map(|d| &d.duty.id).collect::<Vec<_>>()
    );
}

#[test]
fn an_imported_history_is_not_a_sea_of_late_duties() {
    let mut case = came_in("2020-01-06");
    case.child.imported_on = Some(d("2026-11-20"));
    case.child.source = Source::Import;
    case.periods[0].source = Source::Import;
    for day in ["2020-02-03", "2020-05-01", "2026-06-01"] {
        held(&mut case, day);
    }
    case.reviews.iter_mut().for_each(|r| r.source = Source::Import);
    let judged = judge(&case, &shipped("luton").unwrap(), "2026-11-20");
    let late: Vec<_> =
        judged.owed().filter(|d| d.status == Status::Overdue).map(|d| (&d.duty.id, &d.instance)).collect();
    assert!(late.iter().all(|(_, instance)| **instance == Instance::Review(4)), "{late:?}");
    let visit = judged.dues.iter().find(|d| d.duty.id == "annual-visit").unwrap();
    assert_eq!(visit.status, Status::Unknown);
}

#[test]
fn allocating_another_iro_does_the_change_of_iro_and_it_stays_in_the_record() {
    use crate::model::child::Person;
    use crate::model::ids::PersonId;
    let mut case = came_in("2025-01-06");
    let person = |id, start: &str| Person {
        id: PersonId(id),
        role: "iro".into(),
        name: "A. Reviewer".into(),
        detail: String::new(),
        start: Some(d(start)),
        end: None,
        source: Source::Hand,
    };
    case.people.push(person(1, "2025-01-08"));
    case.changes.push(Change { id: ChangeId(1), ..Change::new("iro-change-needed", d("2026-11-02"), "") });
    let of = |case: &Case| due(&judge(case, &england(), "2026-11-20"), "iro-replaced", "change:1").clone();
    assert_eq!((of(&case).due, of(&case).status), (Some(d("2026-11-09")), Status::Overdue));
    case.people.push(person(2, "2026-11-11"));
    assert_eq!((of(&case).done_on, of(&case).status), (Some(d("2026-11-11")), Status::DoneLate));
    case.changes.push(Change { id: ChangeId(2), ..Change::new("iro-change-made", d("2026-11-11"), "") });
    assert_eq!(of(&case).late_days, 2);
}

/// A plan made in January serves the spring term; the summer term's is owed by that term's end.
#[test]
fn a_personal_education_plan_is_owed_within_the_next_term() {
    let mut case = came_in("2025-09-08");
    let row = |date: &str| crate::model::record::Done {
        id: crate::model::ids::DoneId(0),
        duty: "pep".into(),
        subject: crate::model::record::Subject::Period(PeriodId(1)),
        turn: None,
        date: d(date),
        note: String::new(),
        waived: false,
    };
    for (done, term, by) in [
        ("2026-01-30", "term:2026-04", "2026-07-31"),
        ("2026-04-01", "term:2026-09", "2026-12-31"),
        ("2026-08-31", "term:2026-09", "2026-12-31"),
        ("2026-12-31", "term:2027-01", "2027-03-31"),
    ] {
        case.done = vec![row(done)];
        let judged = judge(&case, &england(), "2027-01-05");
        let pep = judged.dues.iter().find(|x| x.duty.id == "pep").unwrap();
        assert_eq!((pep.instance.to_string().as_str(), pep.due), (term, Some(d(by))), "done {done}");
        let told =
            crate::rules::duties::explain(&case, &england(), &calendar(), d("2027-01-05"), "pep", None);
        assert!(format!("{:?}", told.unwrap().1).contains("school term"));
    }
}

/// Placed for adoption on 2 June 2026: the limit of 2 November comes forward to 30 June, and what was to be
/// done before that day, half-way on 31 May, could not be.
#[test]
fn a_step_whose_day_had_gone_when_the_limit_came_forward_is_never_late() {
    let mut case = came_in("2025-01-06");
    for day in ["2025-02-03", "2025-05-02", "2025-11-02", "2026-05-02"] {
        held(&mut case, day);
    }
    placed(&mut case, "U4", "2025-01-06");
    let midpoint =
        |case: &Case, today: &str| due(&judge(case, &england(), today), "midpoint", "review:4").clone();
    assert_eq!(midpoint(&case, "2026-06-10").due, Some(d("2026-08-02")));
    placed(&mut case, "A3", "2026-06-02");
    let found = midpoint(&case, "2026-06-10");
    assert_eq!((found.due, found.status), (Some(d("2026-05-31")), Status::NotAchievable), "{found:?}");
    assert!(found.reason.contains("came forward"));
}

/// The advice is given without the duties of reviews long past: it never differs from one given with all of them.
#[test]
fn what_is_past_changes_no_advice() {
    let (practice, calendar) = (england(), calendar());
    for (seed, today) in [(1, "2026-11-23"), (2, "2026-04-07"), (3, "2027-01-04")] {
        let today = d(today);
        for case in crate::demo::cases(today, 60, seed, &practice, &calendar) {
            for today in [today, today + chrono::Days::new(40)] {
                let whole = assess(&case, &practice, &calendar, today);
                let ahead = outlook(&case, &practice, &calendar, today);
                let advice = |judged: &Assessment| {
                    let (practice, calendar) = (&practice, &calendar);
                    advise(&Look { case: &case, judged, concerns: &[], practice, calendar, today })
                };
                assert_eq!(advice(&ahead), advice(&whole), "{} on {today}", case.child.number);
                assert!(ahead.owed().eq(whole.owed()), "{} on {today}", case.child.number);
                assert!(ahead.dues.iter().all(|due| whole.dues.contains(due)));
            }
        }
    }
}
