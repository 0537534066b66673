use super::*;

#[test]
fn a_review_with_no_day_is_booked_from_25_wd_on_and_held_once_its_limit_has_gone() {
    let case = third();
    let book = |text: &str, days| (5, Kind::Book, text.to_owned(), Some(days));
    let hold = |text: &str, days| (2, Kind::Hold, text.to_owned(), Some(days));
    assert_eq!(next(&case, "2026-10-07").0, 9);
    assert_eq!(next(&case, "2026-10-08"), book("Book the review · 25 wd left", 25));
    assert_eq!(next(&case, "2026-10-23"), book("Book the review · 14 wd left", 14));
    assert_eq!(next(&case, "2026-11-11"), book("Book the review · 1 wd left", 1));
    assert_eq!(next(&case, "2026-11-12"), book("Book the review · today is the last day", 0));
    assert_eq!(next(&case, "2026-11-13"), hold("Hold the review · 1 wd past the limit", -1));
    assert_eq!(next(&case, "2026-11-25"), hold("Hold the review · 9 wd past the limit", -9));
    let counts = |today: &str| {
        let advice = advice(&case, today);
        (advice.past_limit, advice.to_book, advice.mine.late)
    };
    assert_eq!(counts("2026-10-07"), (false, false, 0));
    assert_eq!(counts("2026-11-12"), (false, true, 0));
    assert_eq!(counts("2026-11-13"), (true, false, 0));
}

#[test]
fn a_limit_on_a_day_off_is_past_the_day_after_though_no_working_day_has_gone() {
    let mut case = third();
    case.reviews[1].held = Some(d("2026-05-14"));
    assert_eq!(next(&case, "2026-11-13").0, 5);
    assert_eq!(next(&case, "2026-11-14").0, 5);
    assert_eq!(
        next(&case, "2026-11-15"),
        (2, Kind::Hold, "Hold the review · past the limit".into(), Some(0))
    );
}

#[test]
fn a_review_booked_beyond_its_limit_stands_with_those_past_it() {
    let mut case = third();
    booked(&mut case, "2026-11-22", "2026-10-19");
    for today in ["2026-11-02", "2026-11-16"] {
        let found = next(&case, today);
        assert_eq!((found.0, found.2.as_str()), (2, "Review on 22 Nov, 10 days late · sooner?"), "{today}");
        assert_eq!(advice(&case, today).next.due, Some(d("2026-11-22")));
    }
    case.reviews[2].booked = Some(d("2026-11-13"));
    assert_eq!(next(&case, "2026-11-02").2, "Review on 13 Nov, 1 day late · sooner?");
    case.reviews[2].booked = Some(d("2026-11-12"));
    assert_ne!(next(&case, "2026-11-02").0, 2);
}

#[test]
fn a_booking_that_has_gone_by_asks_whether_the_review_was_held() {
    let mut case = third();
    booked(&mut case, "2026-11-10", "2026-10-01");
    assert_eq!(next(&case, "2026-11-11"), (5, Kind::Hold, "Was the review of 10 Nov held?".into(), Some(-1)));
    assert_eq!(next(&case, "2026-11-13").0, 2);
}

#[test]
fn a_change_brings_the_review_first_until_it_has_a_day_in_time() {
    let mut case = third();
    brought_forward(&mut case, "2026-10-19", "2026-10-30");
    let first = |case: &Case, today: &str| {
        let found = next(case, today);
        (found.0, found.1, found.2)
    };
    let by = (1, Kind::ReviewBefore, "Review by 30 Oct: book".to_owned());
    assert_eq!(first(&case, "2026-10-20"), by);
    assert_eq!(first(&case, "2026-10-30"), by, "on that day is still in time");
    assert_eq!(first(&case, "2026-11-02").2, "Hold the review · 1 wd past 30 Oct");
    booked(&mut case, "2026-10-31", "2026-10-19");
    assert_eq!(first(&case, "2026-10-20"), by, "a day after it is none");
    case.reviews[2].booked = Some(d("2026-10-30"));
    assert_ne!(next(&case, "2026-10-20").0, 1);
}

#[test]
fn an_adjourned_review_is_completed_before_anything_is_booked() {
    let mut case = third();
    booked(&mut case, "2026-11-10", "2026-09-14");
    case.reviews[2].adjourned = Some(d("2026-11-10"));
    let complete = |text: &str, days| (3, Kind::Complete, text.to_owned(), Some(days));
    assert_eq!(next(&case, "2026-11-16"), complete("Complete the review by 8 Dec", 16));
    assert_eq!(next(&case, "2026-12-08"), complete("Complete the review by 8 Dec", 0));
    assert_eq!(next(&case, "2026-12-09"), complete("Complete the review · 1 wd past its day", -1));
    case.reviews[2].completed = Some(d("2026-12-01"));
    assert_ne!(next(&case, "2026-12-02").0, 3);
}

#[test]
fn a_change_without_an_answer_waits_for_the_iro() {
    let mut case = third();
    case.changes.push(Change { id: ChangeId(1), ..Change::new("school-exclusion", d("2026-09-21"), "") });
    let answer = |text: &str, days| (4, Kind::Answer, text.to_owned(), Some(days));
    assert_eq!(next(&case, "2026-09-21"), answer("Answer: Excluded from school · 5 wd", 5));
    assert_eq!(next(&case, "2026-09-28"), answer("Answer: Excluded from school · today", 0));
    assert_eq!(next(&case, "2026-09-29"), answer("Answer: Excluded from school · 1 wd late", -1));
}

#[test]
fn the_iros_own_comes_up_five_working_days_ahead_the_law_first() {
    let mut case = third();
    booked(&mut case, "2026-11-10", "2026-09-14");
    assert_eq!(next(&case, "2026-10-12").0, 9);
    let own = |text: &str, days| (6, Kind::Duty, text.to_owned(), Some(days));
    assert_eq!(next(&case, "2026-10-13"), own("Speak with the social worker about the care plan · 5 wd", 5));
    assert_eq!(
        next(&case, "2026-10-21"),
        own("Speak with the social worker about the care plan · 1 wd late", -1)
    );
    // Speaking with the child is the law's: before the guidance's, however late that is.
    assert_eq!(
        next(&case, "2026-11-03"),
        (6, Kind::Visit, "Speak with the child first · 5 wd".into(), Some(5))
    );
}

#[test]
fn a_mid_point_and_a_visit_come_up_ten_working_days_ahead() {
    let mut case = third();
    held(&mut case, "2026-07-14");
    case.known_from = Some(d("2026-09-01"));
    assert_eq!(next(&case, "2026-09-29").0, 9);
    let midpoint = next(&case, "2026-09-30");
    assert_eq!((midpoint.0, midpoint.1, midpoint.3), (7, Kind::Midpoint, Some(10)));
    assert_eq!(next(&case, "2026-10-15").0, 6, "late, it is one of the IRO's own");
}

#[test]
fn a_report_is_chased_from_its_day_once_nothing_of_the_iros_comes_before() {
    let mut case = third();
    booked(&mut case, "2026-11-10", "2026-09-14");
    for duty in ["sw-consulted", "child-seen", "advocate-explained"] {
        ticked(&mut case, duty, 3, "2026-10-20");
    }
    assert_eq!(next(&case, "2026-11-04").0, 9, "papers that are late hold nobody up");
    let chase = |days| (8, Kind::Chase, "Chase social-worker: report".to_owned(), Some(days));
    let found = |today| {
        let mut found = next(&case, today);
        found.2 = found.2.replace("Social worker", "social-worker");
        found
    };
    assert_eq!(found("2026-11-05"), chase(0));
    assert_eq!(found("2026-11-06"), chase(-1));
    ticked(&mut case, "sw-report", 3, "2026-11-06");
    assert_eq!(next(&case, "2026-11-06").0, 9);
}

#[test]
fn nothing_says_until_when() {
    let case = third();
    assert_eq!(next(&case, "2026-10-07").2, "Nothing until Thu 8 Oct");
    let ended = {
        let mut case = third();
        case.periods[0].end = Some(d("2026-10-01"));
        case
    };
    let advice = advice(&ended, "2026-10-07");
    assert_eq!((advice.closed, advice.next.rung, advice.next.text.as_str()), (true, 9, "Nothing is owed"));
}

#[test]
fn the_last_day_is_the_day_before_eighteen() {
    let mut case = third();
    case.child.dob = Some(d("2008-10-30"));
    assert_eq!(advice(&case, "2026-10-01").next.due, Some(d("2026-10-29")));
    assert_eq!((next(&case, "2026-09-23").0, next(&case, "2026-09-24").0), (9, 5));
    assert!(!advice(&case, "2026-10-29").closed && advice(&case, "2026-10-30").closed);
    booked(&mut case, "2026-11-02", "2026-09-14");
    assert_eq!(next(&case, "2026-10-01").0, 5, "booked after that day it has none");
}

#[test]
fn the_working_names_every_rung_tried_and_its_source() {
    let working = why(&third(), "2026-11-25");
    let steps: Vec<&str> = working.steps.iter().map(|s| s.what.as_str()).collect();
    assert!(steps[0].starts_with("1 · ") && steps[0].ends_with("no"), "{steps:?}");
    assert!(steps.iter().any(|s| s.starts_with("2 · ") && s.ends_with("yes")), "{steps:?}");
    assert!(steps.last().unwrap().contains("9 wd past the limit"), "{steps:?}");
    assert!(
        working.sources.iter().any(|s| s.contains("reg 33"))
            && working.sources.iter().any(|s| s.contains("house"))
    );
}
