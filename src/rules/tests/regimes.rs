use super::worked::legal;
use super::*;
use crate::rules::due::Status;
use crate::rules::duties::explain;

fn next(case: &Case, today: &str) -> (String, Option<NaiveDate>) {
    let judged = judge(case, &england(), today);
    let slot = judged.next_review().unwrap();
    (slot.regime.id.clone(), slot.due)
}

fn slot(case: &Case, today: &str, sequence: u32) -> (String, Option<NaiveDate>, Option<bool>) {
    let judged = judge(case, &england(), today);
    let slot = judged.reviews().find(|s| s.sequence == sequence).unwrap();
    (slot.regime.id.clone(), slot.due, slot.on_time())
}

#[test]
fn a_regime_that_begins_after_a_limit_was_missed_does_not_undo_the_lateness() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    // Due by 2 November; authority came on the 10th, the review on the 20th.
    legal(&mut case, "E1", "2025-11-10");
    held(&mut case, "2025-11-20");
    assert_eq!(slot(&case, "2025-12-01", 3), ("looked-after".into(), Some(d("2025-11-02")), Some(false)));
    // Nor had it, had authority come before the limit: both clocks run, and the earlier governs.
    case.legal[0].start = d("2025-10-31");
    assert_eq!(slot(&case, "2025-12-01", 3), ("looked-after".into(), Some(d("2025-11-02")), Some(false)));
}

#[test]
fn a_day_typed_goes_before_the_order_and_ended_authority_gives_the_clock_back() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    held(&mut case, "2025-10-30");
    legal(&mut case, "E1", "2026-01-12");
    assert_eq!(next(&case, "2026-02-01"), ("adoption-authorised".into(), Some(d("2026-04-12"))));
    case.periods[0].authorised = Some(d("2025-12-19"));
    assert_eq!(next(&case, "2026-02-01"), ("adoption-authorised".into(), Some(d("2026-03-19"))));
    case.periods[0].authority_ended = Some(d("2026-01-30"));
    assert_eq!(next(&case, "2026-02-01"), ("looked-after".into(), Some(d("2026-04-30"))));
}

#[test]
fn a_placement_for_adoption_that_ends_returns_to_authority_and_a_second_family_begins_anew() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    legal(&mut case, "E1", "2025-03-03");
    held(&mut case, "2025-05-02");
    placed(&mut case, "A6", "2025-06-02");
    held(&mut case, "2025-06-25");
    placed(&mut case, "U6", "2025-08-04");
    // Reviewed since authority already: six months from the last review.
    assert_eq!(next(&case, "2025-08-05"), ("adoption-authorised".into(), Some(d("2025-12-25"))));
    placed(&mut case, "A6", "2025-09-01");
    assert_eq!(next(&case, "2025-09-02"), ("adoption-placed".into(), Some(d("2025-09-29"))));
    // An order in place of consent, with the same family, goes on.
    placed(&mut case, "A4", "2025-09-15");
    assert_eq!(next(&case, "2025-09-16"), ("adoption-placed".into(), Some(d("2025-09-29"))));
    // The current foster carer is another family.
    placed(&mut case, "A5", "2025-09-22");
    assert_eq!(next(&case, "2025-09-23"), ("adoption-placed".into(), Some(d("2025-10-20"))));
}

#[test]
fn the_secure_clock_never_sets_or_resets_the_childs_own_and_starts_anew_with_each_placement() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    placed(&mut case, "K1", "2025-06-02");
    let before = next(&case, "2025-06-10");
    let criteria = |case: &mut Case, day: &str| {
        held(case, day);
        case.reviews.last_mut().unwrap().clock = Some("secure-criteria".into());
    };
    let limit = |case: &Case, today: &str, n: u32| {
        due(&judge(case, &england(), today), "secure-criteria", &format!("secure-criteria:{n}")).due
    };
    assert_eq!(limit(&case, "2025-06-10", 1), Some(d("2025-06-30")));
    criteria(&mut case, "2025-06-27");
    assert_eq!(limit(&case, "2025-07-01", 2), Some(d("2025-09-27")));
    assert_eq!(next(&case, "2025-07-01"), before);
    let judged = judge(&case, &england(), "2025-07-01");
    assert_eq!(due(&judged, "secure-criteria", "secure-criteria:1").status, Status::Done);
    assert!(
        judged.dues.iter().all(|x| x.duty.id != "sw-report" || !x.instance.to_string().starts_with("secure"))
    );
    // Its own working, and somebody else's duty.
    let (found, working) =
        explain(&case, &england(), &calendar(), d("2025-07-01"), "secure-criteria", None).unwrap();
    assert_eq!((found.due, found.duty.owner.as_str()), (Some(d("2025-09-27")), "reviewing-panel"));
    assert!(working.sources.iter().any(|s| s.contains("Secure Accommodation")), "{:?}", working.sources);
    // Out, and in again: the first review of the new stay.
    placed(&mut case, "U6", "2025-08-04");
    assert!(
        judge(&case, &england(), "2025-08-05").slots.iter().all(|s| !s.regime.separate || s.held.is_some())
    );
    placed(&mut case, "K1", "2025-10-06");
    assert_eq!(limit(&case, "2025-10-07", 2), Some(d("2025-11-03")));
    assert_eq!(next(&case, "2025-10-07"), before);
}

#[test]
fn short_breaks_are_one_series_over_many_stays_and_have_no_ordinary_clock() {
    let mut case = came_in("2026-01-17");
    case.periods[0].end = Some(d("2026-01-19"));
    legal(&mut case, "V3", "2026-01-17");
    case.legal[0].end = Some(d("2026-01-19"));
    for (n, (start, end)) in
        [("2026-02-14", Some("2026-02-16")), ("2026-04-11", None)].into_iter().enumerate()
    {
        let id = PeriodId(i64::try_from(n).unwrap() + 2);
        case.periods.push(Period { id, end: end.map(d), ..Period::begun(d(start), Source::Hand) });
        legal(&mut case, "V3", start);
        case.legal.last_mut().unwrap().end = end.map(d);
    }
    assert_eq!(next(&case, "2026-04-12"), ("short-breaks".into(), Some(d("2026-04-17"))));
    // Held between two stays: it counts, and the next runs from it.
    held(&mut case, "2026-03-20");
    assert_eq!(next(&case, "2026-04-12"), ("short-breaks".into(), Some(d("2026-09-20"))));
    assert_eq!(slot(&case, "2026-04-12", 1).2, Some(true));
    // A stay of another kind is ordinary care, with a first review of its own.
    case.periods[2].end = Some(d("2026-04-13"));
    case.legal[2].end = Some(d("2026-04-13"));
    case.periods.push(Period { id: PeriodId(9), ..Period::begun(d("2026-05-05"), Source::Hand) });
    legal(&mut case, "V2", "2026-05-05");
    assert_eq!(
        next(&case, "2026-05-06"),
        ("looked-after".into(), calendar().add_working_days(d("2026-05-05"), 20).ok().map(|c| c.date))
    );
}

#[test]
fn ceasing_and_coming_back_begins_again_with_twenty_working_days() {
    let mut case = came_in("2024-01-08");
    held(&mut case, "2024-02-05");
    held(&mut case, "2024-05-03");
    case.periods[0].end = Some(d("2024-08-30"));
    assert!(judge(&case, &england(), "2024-09-01").next_review().is_none());
    case.periods.push(Period { id: PeriodId(2), ..Period::begun(d("2026-08-14"), Source::Hand) });
    let judged = judge(&case, &england(), "2026-08-15");
    let slot = judged.next_review().unwrap();
    assert_eq!((slot.sequence, slot.due), (1, Some(d("2026-09-14"))));
}

#[test]
fn a_remanded_child_keeps_the_intervals_and_has_days_of_its_own_for_the_plans() {
    let mut case = came_in("2026-03-02");
    legal(&mut case, "J1", "2026-03-02");
    placed(&mut case, "U6", "2026-03-02");
    let judged = judge(&case, &england(), "2026-03-03");
    assert_eq!(next(&case, "2026-03-03"), ("remand".into(), Some(d("2026-03-30"))));
    assert_eq!(due(&judged, "care-plan", "care:1").due, Some(d("2026-03-09")));
    // Remanded while looked after already: the clock does not begin again.
    let mut other = came_in("2025-01-06");
    held(&mut other, "2025-02-03");
    legal(&mut other, "V2", "2025-01-06");
    legal(&mut other, "J1", "2025-03-10");
    assert_eq!(next(&other, "2025-03-11"), ("remand".into(), Some(d("2025-05-03"))));
}

#[test]
fn a_series_of_meetings_is_dated_by_its_first_and_completed_by_its_last() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    case.reviews[0].completed = Some(d("2025-02-20"));
    assert_eq!(next(&case, "2025-02-21").1, Some(d("2025-05-03")));
    let judged = judge(&case, &england(), "2025-02-21");
    assert_eq!(
        due(&judged, "care-plan-updated", "review:1").due,
        Some(d("2025-03-06")),
        "from the last meeting"
    );
}
