//! Calendars that were once read wrongly: each must keep exactly the right days free, or say by name what it does not.

use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::*;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn case(file: &str) -> Intake {
    let path = format!("{}/tests/data/cases/{file}", env!("CARGO_MANIFEST_DIR"));
    read_busy(&std::fs::read_to_string(path).unwrap(), d("2026-11-26"))
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")
}

/// The days of a year that are kept free.
fn kept(intake: &Intake, year: i32) -> Vec<String> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let days = first.iter_days().take(365).filter(|day| intake.busy.iter().any(|b| b.holds(*day)));
    days.map(|day| day.format("%m-%d").to_string()).collect()
}

#[test]
fn a_line_that_cannot_be_read_costs_that_line_and_is_named() {
    for (file, line) in [
        ("ics-one-bad-line/a.ics", "line 8 "),
        ("ics-raw-newline/raw_newline.ics", "line 9 "),
        ("ics-bad-fold/bad_fold.ics", "line 9 "),
    ] {
        let intake = case(file);
        assert_eq!(kept(&intake, 2027), ["01-04", "01-05", "01-06", "01-07", "01-08"], "{file}");
        let (what, why) = &intake.doubts[0];
        assert!(what.starts_with("Annual leave") && why.contains(line), "{file}: {what}: {why}");
        assert_eq!((intake.doubts.len(), intake.not_read.len()), (1, 0), "{file}");
    }
}

#[test]
fn a_length_that_cannot_be_read_is_a_doubt_that_names_it() {
    let intake = case("ics-bad-duration/neg_dur.ics");
    let (what, why) = &intake.doubts[0];
    assert!(what == "Annual leave five days" && why.contains("P5D12") && why.contains("2027-01-04"), "{why}");
    assert_eq!(kept(&intake, 2027), ["01-04"]);
    let file = event("UID:a\nSUMMARY:Leave\nDTSTART;VALUE=DATE:20270104\nDTEND:soon");
    assert!(read_busy(&file, d("2026-11-26")).doubts[0].1.contains("soon"));
}

#[test]
fn a_file_that_calls_off_keeps_nothing_free() {
    let intake = case("ics-method-cancel/method_cancel.ics");
    assert_eq!((intake.called_off.as_slice(), intake.busy.len()), (["a4".to_owned()].as_slice(), 0));
    let one = event("UID:s\nSUMMARY:Court\nRECURRENCE-ID;VALUE=DATE:20270104\nDTSTART;VALUE=DATE:20270104");
    let intake = read_busy(&format!("METHOD:CANCEL\n{one}"), d("2026-11-26"));
    assert_eq!(
        (intake.called_off.len(), intake.not_read[0].0.as_str()),
        (0, "Court"),
        "the series itself stays"
    );
    assert!(intake.not_read[0].1.contains("2027-01-04"));
}

#[test]
fn days_added_to_a_series_and_two_rules_are_all_kept_free() {
    assert_eq!(kept(&case("ics-rdate-only/rdate_only.ics"), 2027), ["01-11", "01-18", "02-15"]);
    let file = event(
        "UID:a\nSUMMARY:Panel\nDTSTART;VALUE=DATE:20270104\nRRULE:FREQ=WEEKLY;COUNT=2\n\
         RRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=2\nRDATE;VALUE=DATE:20270310,20270111\nEXDATE;VALUE=DATE:20270205",
    );
    assert_eq!(kept(&read_busy(&file, d("2026-11-26")), 2027), ["01-04", "01-11", "03-05", "03-10"]);
    let file = event(
        "UID:a\nSUMMARY:Call\nDTSTART:20270104T100000\nDTEND:20270104T110000\nRDATE:20270105T140000,nonsense",
    );
    let intake = read_busy(&file, d("2026-11-26"));
    let hours: Vec<&str> = intake.busy.iter().map(|b| b.hours.as_str()).collect();
    assert_eq!(hours, ["10:00-11:00", "14:00-15:00"]);
    assert!(intake.doubts[0].1.contains("nonsense"));
}

#[test]
fn working_elsewhere_is_free() {
    let intake = case("ics-working-elsewhere/elsewhere.ics");
    assert_eq!((intake.busy.len(), intake.not_read[0].0.as_str()), (0, "Working from home"));
}

#[test]
fn a_series_ends_at_the_hour_it_is_told_to_end() {
    let told = |until: &str| {
        let file = event(&format!(
            "UID:a\nSUMMARY:Call\nDTSTART;TZID=Europe/London:20270104T100000\nDTEND;TZID=Europe/London:20270104T110000\n\
             RRULE:FREQ=WEEKLY;UNTIL={until}"
        ));
        kept(&read_busy(&file, d("2026-11-26")), 2027)
    };
    assert_eq!(told("20270111T100000Z"), ["01-04", "01-11"]);
    assert_eq!(told("20270111T093000Z"), ["01-04"]);
    assert_eq!(told("20270111"), ["01-04", "01-11"]);
}

#[test]
fn the_newer_of_two_and_a_day_changed_apart_from_its_series() {
    let of = |sequence: u32, day: &str| {
        event(&format!("UID:a\nSUMMARY:Training\nSEQUENCE:{sequence}\nDTSTART;VALUE=DATE:{day}"))
    };
    let newer = read_busy(&format!("{}{}", of(3, "20270105"), of(1, "20270104")), d("2026-11-26"));
    assert_eq!(kept(&newer, 2027), ["01-05"]);
    let apart = event(
        "UID:s\nSUMMARY:Court\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270104\nDTSTART;VALUE=DATE:20270106",
    );
    let intake = read_busy(&apart, d("2026-11-26"));
    assert_ne!(intake.busy[0].uid, "s", "the series it is of, taken before, is not replaced by one day");
    assert_eq!(intake.doubts.len(), 2, "{:?}", intake.doubts);
}

#[test]
fn rules_without_end_are_bounded_work_and_lose_no_day() {
    let endless: String = (0..5_000)
        .map(|n| event(&format!("UID:{n}\nSUMMARY:Day {n}\nDTSTART;VALUE=DATE:19990101\nRRULE:FREQ=DAILY")))
        .collect();
    let begun = Instant::now();
    let intake = read_busy(&endless, d("2026-11-26"));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(intake.busy.len(), 5_000);
    assert!(intake.busy[0].holds(d("2027-03-01")));
    let worst: String = (0..300)
        .map(|n| {
            event(&format!(
                "UID:{n}\nSUMMARY:D {n}\nDTSTART;VALUE=DATE:19990101\nRRULE:FREQ=DAILY;INTERVAL=2"
            ))
        })
        .collect();
    let intake = read_busy(&worst, d("2026-11-26"));
    assert!(
        intake.busy.len() <= 50_000 && intake.not_read[0].1.contains("50000"),
        "{:?}",
        intake.not_read.first()
    );
    let weekdays = event(
        "UID:a\nSUMMARY:Off\nDTSTART;VALUE=DATE:20050103\nRRULE:FREQ=DAILY;BYDAY=MO,TU\nEXDATE;VALUE=DATE:20270105",
    );
    let intake = read_busy(&weekdays, d("2026-11-26"));
    assert_eq!(kept(&intake, 2027).iter().take(3).collect::<Vec<_>>(), ["01-04", "01-11", "01-12"]);
}
