use super::*;
use crate::rules::due::Status;
use crate::rules::duties::explain;
use crate::rules::timetable::timetable;
use crate::rules::working::StepKind;

/// statutory.md §7: start of care, first review's limit, day to plan for.
#[test]
fn the_first_review_is_due_within_twenty_working_days() {
    let cases = [
        ("2025-12-15", "2026-01-15"),
        ("2025-12-13", "2026-01-14"),
        ("2025-12-24", "2026-01-26"),
        ("2026-11-23", "2026-12-21"),
        ("2026-03-27", "2026-04-28"),
        ("2026-04-01", "2026-05-01"),
        ("2026-08-14", "2026-09-14"),
        ("2026-12-11", "2027-01-13"),
    ];
    for (start, limit) in cases {
        let case = came_in(start);
        let slot = timetable(&case, &england(), &calendar(), d(start)).remove(0);
        assert_eq!((slot.legal_due, slot.plan_by), (Some(d(limit)), Some(d(limit))), "{start}");
    }
}

/// T9-T16: the review before, its place, the limit of the next, the day to plan for.
#[test]
fn the_second_is_due_in_three_months_and_later_ones_in_six() {
    let cases = [
        (1, "2026-01-15", "2026-04-15", "2026-04-15"),
        (2, "2026-01-15", "2026-07-15", "2026-07-15"),
        (1, "2025-11-30", "2026-02-28", "2026-02-27"),
        (1, "2027-11-30", "2028-02-29", "2028-02-29"),
        (2, "2025-08-31", "2026-02-28", "2026-02-27"),
        (1, "2026-02-28", "2026-05-28", "2026-05-28"),
        (1, "2026-01-03", "2026-04-03", "2026-04-02"),
        (1, "2025-09-25", "2025-12-25", "2025-12-24"),
        (1, "2026-05-31", "2026-08-31", "2026-08-28"),
    ];
    for (nth, last, limit, plan) in cases {
        let mut case = came_in("2025-01-06");
        if nth == 2 {
            held(&mut case, "2025-01-20");
        }
        held(&mut case, last);
        let slot = timetable(&case, &england(), &calendar(), d(last)).pop().unwrap();
        assert_eq!(slot.sequence, nth + 1);
        assert_eq!((slot.legal_due, slot.plan_by), (Some(d(limit)), Some(d(plan))), "{last}");
    }
}

#[test]
fn on_the_last_day_it_is_in_time_and_the_day_after_it_is_late() {
    let case = came_in("2025-12-15");
    let status = |today| due(&judge(&case, &england(), today), "review", "review:1").status;
    assert_eq!(status("2026-01-15"), Status::DueToday);
    assert_eq!(status("2026-01-16"), Status::Overdue);
    assert_eq!(status("2026-01-14"), Status::DueSoon);
    for (day, on_time, late) in [("2026-01-15", true, 0), ("2026-01-16", false, 1)] {
        let mut case = came_in("2025-12-15");
        held(&mut case, day);
        let slot = timetable(&case, &england(), &calendar(), d("2026-11-20")).remove(0);
        assert_eq!((slot.on_time(), slot.days_late(d("2026-11-20"))), (Some(on_time), late));
    }
}

#[test]
fn the_working_names_every_skipped_holiday_and_the_regulation() {
    let case = came_in("2025-12-15");
    let (found, working) = explain(&case, &england(), &calendar(), d("2025-12-20"), "review", None).unwrap();
    assert_eq!(found.due, Some(d("2026-01-15")));
    let skipped: Vec<&str> =
        working.steps.iter().filter(|s| s.kind == StepKind::Skip).map(|s| s.what.as_str()).collect();
    for name in ["Christmas Day", "Boxing Day", "New Year"] {
        assert!(skipped.iter().any(|s| s.contains(name)), "{name} in {skipped:?}");
    }
    assert!(working.sources.iter().any(|s| s.contains("33")), "{:?}", working.sources);
    assert!(working.steps.iter().any(|s| s.what.contains("working day 20") || s.what.ends_with("to 20")));
}

/// T21: the recorded date of an adjourned review is the original one, and the next runs from it.
#[test]
fn an_adjourned_review_keeps_its_original_date() {
    let mut case = came_in("2025-12-15");
    booked(&mut case, "2026-01-15", "2025-12-20");
    case.reviews[0].adjourned = Some(d("2026-01-15"));
    case.reviews[0].completed = Some(d("2026-02-10"));
    let judged = judge(&case, &england(), "2026-02-11");
    assert_eq!(judged.slots[0].held, Some(d("2026-01-15")));
    assert_eq!(judged.slots[1].legal_due, Some(d("2026-04-15")));
    let completion = due(&judged, "adjourned-review-completed", "review:1");
    assert_eq!((completion.due, completion.status), (Some(d("2026-02-12")), Status::Done));
    case.reviews[0].completed = None;
    let open = judge(&case, &england(), "2026-02-13");
    assert_eq!(due(&open, "adjourned-review-completed", "review:1").status, Status::Overdue);
}

#[test]
fn a_review_moved_past_its_limit_and_then_adjourned_is_late_by_the_day_it_was_moved_to() {
    let mut case = came_in("2025-12-15");
    booked(&mut case, "2026-01-12", "2025-12-20");
    let review = &mut case.reviews[0];
    (review.booked, review.approved_by) = (Some(d("2026-01-28")), Some("service-director".into()));
    (review.scheduled, review.adjourned) = (review.original(), Some(d("2026-01-28")));
    let judged = judge(&case, &england(), "2026-02-01");
    assert_eq!((judged.slots[0].held, judged.slots[0].on_time()), (Some(d("2026-01-28")), Some(false)));
}

#[test]
fn a_review_on_a_closing_day_belongs_to_that_period_and_on_a_shared_day_to_the_later() {
    let mut case = came_in("2024-01-08");
    case.periods[0].end = Some(d("2025-03-31"));
    held(&mut case, "2025-03-31");
    assert_eq!(timetable(&case, &england(), &calendar(), d("2025-06-01"))[0].period, 0);
    let second = Period { id: PeriodId(2), start: d("2025-03-31"), end: None, ..case.periods[0].clone() };
    case.periods.push(second);
    let of_held = |case: &Case| {
        let slots = timetable(case, &england(), &calendar(), d("2025-06-01"));
        let held = slots.into_iter().filter(|s| s.held.is_some());
        held.map(|s| (s.period, s.sequence)).collect::<Vec<_>>()
    };
    assert_eq!(of_held(&case), [(1, 1)]);
    held(&mut case, "2023-12-01");
    case.reviews.sort_by_key(|r| r.held);
    assert_eq!(of_held(&case), [(1, 1)], "before care: in no period");
}

#[test]
fn a_judged_review_keeps_its_judgement() {
    let mut case = came_in("2025-12-15");
    held(&mut case, "2026-01-16");
    let mut judged = crate::rules::timetable::judgement(
        &timetable(&case, &england(), &calendar(), d("2026-02-01"))[0],
        &calendar(),
    )
    .unwrap();
    assert_eq!(judged.legal_due, d("2026-01-15"));
    judged.legal_due = d("2026-01-16");
    judged.practice = "old@00000000".into();
    case.reviews[0].judged = Some(judged);
    let slot = timetable(&case, &england(), &calendar(), d("2026-02-01")).remove(0);
    assert_eq!((slot.on_time(), slot.practice.as_str()), (Some(true), "old@00000000"));
}
