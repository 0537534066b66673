//! The law's corrections (each in every practice), a child entered part-way, and how time in care ends.

use super::worked::legal;
use super::*;
use crate::rules::due::Status;
use crate::rules::practice::SHIPPED;

fn every() -> impl Iterator<Item = Practice> {
    SHIPPED.iter().map(|(id, _)| shipped(id).unwrap())
}

fn owes(case: &Case, practice: &Practice, today: &str, duty: &str) -> bool {
    judge(case, practice, today).dues.iter().any(|d| d.duty.id == duty && d.status != Status::NotApplicable)
}

/// Authorised and not placed: a review overdue by the clock of every child in care stays overdue.
#[test]
fn authority_to_place_runs_beside_the_clock_of_every_child_in_care() {
    for practice in every() {
        let mut case = came_in("2025-01-06");
        held(&mut case, "2025-02-03");
        held(&mut case, "2025-05-02");
        legal(&mut case, "E1", "2025-10-01");
        let judged = judge(&case, &practice, "2025-10-15");
        let next = judged.next_review().unwrap();
        let clocks: Vec<_> = next.clocks.iter().map(|l| (l.regime.as_str(), l.due)).collect();
        let first = (next.regime.id.as_str(), next.due.unwrap());
        assert_eq!(clocks[0], first, "{}", practice.id);
        assert_eq!(clocks[1], ("adoption-authorised", d("2026-01-01")), "{}", practice.id);
        assert!(first.1 <= d("2025-11-02") && first.1 >= d("2025-10-30"), "{first:?}");
        assert_eq!(next.legal_due, Some(d("2025-11-02")));
        assert_eq!(
            judge(&case, &practice, "2026-03-01").next_review().unwrap().legal_due,
            Some(d("2025-11-02"))
        );
        // One review serves both.
        held(&mut case, "2025-10-30");
        let next = judge(&case, &practice, "2025-11-03").next_review().cloned().unwrap();
        assert!(next.clocks.iter().all(|l| l.due <= d("2026-04-30")), "{:?}", next.clocks);
        // Placed, the clock of every child in care stops.
        placed(&mut case, "A6", "2025-11-10");
        let next = judge(&case, &practice, "2025-11-12").next_review().cloned().unwrap();
        assert_eq!((next.regime.id.as_str(), next.clocks.len()), ("adoption-placed", 1));
    }
}

#[test]
fn short_breaks_owe_no_placement_plan_notice_or_health_assessment() {
    for practice in every() {
        for (code, owed) in [("V4", false), ("V2", true)] {
            let mut case = came_in("2026-03-02");
            legal(&mut case, code, "2026-03-02");
            placed(&mut case, "U6", "2026-03-02");
            for duty in ["placement-plan", "placement-notified", "health-assessment"] {
                assert_eq!(owes(&case, &practice, "2026-03-03", duty), owed, "{} {code} {duty}", practice.id);
            }
            assert!(owes(&case, &practice, "2026-03-03", "care-plan"), "{}", practice.id);
        }
    }
}

#[test]
fn remand_to_youth_detention_owes_one_plan() {
    let plans = ["care-plan", "placement-plan", "detention-placement-plan"];
    for practice in every() {
        for (place, owed) in
            [("R5", [false, false, true]), ("K1", [false, false, true]), ("U6", [true, true, false])]
        {
            let mut case = came_in("2026-03-02");
            legal(&mut case, "J1", "2026-03-02");
            placed(&mut case, place, "2026-03-02");
            let found = plans.map(|duty| owes(&case, &practice, "2026-03-03", duty));
            assert_eq!(found, owed, "{} {place}", practice.id);
        }
    }
}

#[test]
fn accommodated_altogether_after_short_breaks_shows_both_limits_and_plans_for_the_first_review() {
    for practice in every() {
        let mut case = came_in("2025-06-02");
        legal(&mut case, "V4", "2025-06-02");
        held(&mut case, "2025-08-28");
        held(&mut case, "2025-12-15");
        legal(&mut case, "V2", "2026-03-02");
        let judged = judge(&case, &practice, "2026-03-03");
        let next = judged.next_review().unwrap();
        assert_eq!(next.due, Some(d("2026-03-30")), "{}", practice.id);
        assert_eq!(next.legal_due, Some(d("2026-06-15")), "{}", practice.id);
        assert_eq!(next.clocks.len(), 2);
    }
}

#[test]
fn the_ends_of_police_protection_and_of_an_emergency_order_are_watched() {
    for practice in every() {
        for (code, duty, day) in
            [("L1", "police-protection-ends", "2026-03-05"), ("L2", "emergency-order-ends", "2026-03-10")]
        {
            let mut case = came_in("2026-03-02");
            legal(&mut case, code, "2026-03-02");
            let judged = judge(&case, &practice, "2026-03-03");
            let due = due(&judged, duty, "care:1");
            assert_eq!((due.due, due.duty.watch), (Some(d(day)), true), "{} {duty}", practice.id);
            legal(&mut case, "C1", "2026-03-04");
            assert!(!owes(&case, &practice, "2026-03-04", duty), "a new status ends it");
        }
    }
}

#[test]
fn secure_accommodation_under_thirteen_asks_for_the_secretary_of_states_approval() {
    let mut case = came_in("2026-03-02");
    placed(&mut case, "K1", "2026-03-02");
    for practice in every() {
        for (born, owed) in [("2013-03-03", true), ("2013-03-02", false)] {
            case.child.dob = Some(d(born));
            assert_eq!(owes(&case, &practice, "2026-03-02", "secure-under-13-approved"), owed, "{born}");
        }
    }
}

#[test]
fn no_review_is_owed_after_the_day_before_the_eighteenth_birthday() {
    for practice in every() {
        let mut case = came_in("2025-01-06");
        held(&mut case, "2025-02-03");
        held(&mut case, "2025-05-02");
        let on = |case: &Case, today: &str| judge(case, &practice, today).next_review().cloned();
        // The limit is 2 November 2025: a birthday after it changes nothing, one on it or before brings it forward.
        for (birthday, due) in
            [("2007-11-03", "2025-11-02"), ("2007-11-02", "2025-11-01"), ("2007-10-20", "2025-10-19")]
        {
            case.child.dob = Some(d(birthday));
            let next = on(&case, "2025-10-01").unwrap();
            assert!(
                next.due.unwrap() <= d(due) && next.due.unwrap() >= d(due) - chrono::Days::new(3),
                "{birthday}"
            );
        }
        assert!(on(&case, "2025-10-19").is_some() && on(&case, "2025-10-20").is_none(), "{}", practice.id);
        let judged = judge(&case, &practice, "2026-01-10");
        assert!(
            judged.slots.iter().all(|s| s.held.is_some()),
            "an adult is not one whose review was not held"
        );
        // Born on 29 February: eighteen on 1 March of a common year.
        case.child.dob = Some(d("2008-02-29"));
        held(&mut case, "2025-10-30");
        assert_eq!(on(&case, "2026-01-10").unwrap().due, Some(d("2026-02-28")), "{}", practice.id);
        assert!(on(&case, "2026-02-28").is_some() && on(&case, "2026-03-01").is_none());
    }
}

#[test]
fn what_is_left_after_care_ended_is_the_decisions_and_the_record() {
    let left = ["decisions-issued", "record-written", "record-distributed"];
    let gone = ["next-review-agreed", "care-plan-updated", "midpoint"];
    for practice in every() {
        // Adopted, moved to another authority, died.
        for reason in ["E11", "E3", "E2"] {
            let mut case = came_in("2025-01-06");
            held(&mut case, "2025-02-03");
            let period = &mut case.periods[0];
            (period.end, period.end_reason) = (Some(d("2025-02-05")), Some(reason.into()));
            assert!(judge(&case, &practice, "2025-02-06").next_review().is_none());
            for duty in left {
                assert!(owes(&case, &practice, "2025-02-06", duty), "{} {reason} {duty}", practice.id);
            }
            for duty in gone {
                assert!(!owes(&case, &practice, "2025-02-06", duty), "{} {reason} {duty}", practice.id);
            }
            for duty in ["child-letter", "child-certificate", "feedback-answered"] {
                let written = owes(&case, &practice, "2025-02-06", duty);
                assert!(!(written && reason == "E2"), "{} {duty}", practice.id);
            }
        }
    }
}

/// Care since January 2023, the sixth review on 10 September 2025, entered in October.
fn entered(number: u32) -> Case {
    let mut case = came_in("2023-01-09");
    case.child.imported_on = Some(d("2025-10-01"));
    held(&mut case, "2025-09-10");
    case.reviews[0].number = Some(number);
    case
}

#[test]
fn a_child_entered_part_way_has_the_next_limit_and_number_and_no_lateness_from_before() {
    for practice in every() {
        let judged = judge(&entered(6), &practice, "2025-10-01");
        let slots: Vec<_> = judged.reviews().map(|s| (s.sequence, s.on_time(), s.legal_due)).collect();
        assert_eq!(slots, [(6, None, None), (7, None, Some(d("2026-03-10")))], "{}", practice.id);
        let late = judged.own().filter(|d| d.status == Status::Overdue).map(|d| d.duty.id.clone());
        assert_eq!(late.collect::<Vec<_>>(), Vec::<String>::new(), "{}", practice.id);
        // After the first review the second is due in three months.
        let judged = judge(&entered(1), &practice, "2025-10-01");
        assert_eq!(judged.next_review().map(|s| (s.sequence, s.legal_due)), Some((2, Some(d("2025-12-10")))));
        // The one after counts on.
        let mut case = entered(6);
        held(&mut case, "2026-03-05");
        let judged = judge(&case, &practice, "2026-03-06");
        let slots: Vec<_> = judged.reviews().map(|s| (s.sequence, s.on_time())).collect();
        assert_eq!(slots, [(6, None), (7, Some(true)), (8, None)], "{}", practice.id);
    }
}

#[test]
fn where_nobody_told_when_care_began_no_first_review_clock_runs() {
    for practice in every() {
        let mut case = came_in("2025-04-01");
        case.periods[0].start_known = false;
        let judged = judge(&case, &practice, "2025-10-01");
        let next = judged.next_review().unwrap();
        assert_eq!((next.due, next.on_time(), next.clocks.len()), (None, None, 0), "{}", practice.id);
        assert_eq!(due(&judged, "review", "review:1").status, Status::Waiting);
        // Held later than a first review may be, it was not the first.
        for (day, limit) in [("2025-05-02", "2025-11-02"), ("2025-04-30", "2025-07-30")] {
            let mut case = case.clone();
            held(&mut case, day);
            let judged = judge(&case, &practice, "2025-06-01");
            assert_eq!(judged.slots[0].on_time(), None);
            assert_eq!(judged.next_review().unwrap().legal_due, Some(d(limit)), "{} {day}", practice.id);
        }
    }
}
