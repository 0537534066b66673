//! Calendars out and in: what the standard asks of a file, and files that ask for trouble.

use chrono::{NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use proptest::prelude::*;

use super::*;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn revision(uid: &str, summary: &str, when: When, cancelled: bool) -> Revision {
    let event = Event {
        when,
        summary: summary.into(),
        description: "Łucja; a, b\\c\nnext".into(),
        location: String::new(),
        remind: vec![7, 1],
        child: None,
        owner: "iro".into(),
    };
    let modified = Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0).unwrap();
    Revision { uid: uid.into(), sequence: 2, modified, cancelled, event }
}

/// The rules of the standard that readers trip over, checked without the library that wrote the file.
fn sound(file: &str) {
    assert!(file.ends_with("END:VCALENDAR\r\n"), "{file:?}");
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "every line ends in CRLF");
    let mut open = Vec::new();
    for line in file.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        if let Some(name) = line.strip_prefix("BEGIN:") {
            open.push(name.to_owned());
        } else if let Some(name) = line.strip_prefix("END:") {
            assert_eq!(open.pop().as_deref(), Some(name));
        }
    }
    assert!(open.is_empty());
    let unfolded = file.replace("\r\n ", "");
    for event in unfolded.split("BEGIN:VEVENT").skip(1) {
        let outside_alarms: String = event.split("BEGIN:VALARM").next().unwrap_or_default().to_owned();
        for key in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "CLASS", "STATUS"] {
            let count = outside_alarms.lines().filter(|l| l.starts_with(key) && !l.starts_with("X-")).count();
            assert_eq!(count, 1, "{key} in {event}");
        }
        for alarm in event.split("BEGIN:VALARM").skip(1) {
            assert!(
                alarm.contains("ACTION:DISPLAY")
                    && alarm.contains("DESCRIPTION:")
                    && alarm.contains("TRIGGER")
            );
        }
    }
}

#[test]
fn a_file_keeps_to_the_standard_and_a_day_ends_the_day_after() {
    let at = d("2026-06-15").and_time(NaiveTime::from_hms_opt(10, 30, 0).unwrap());
    let file = write(
        "Casebook",
        &[
            revision("a@casebook", &"Review 3 of Ł.D. ".repeat(9), When::Day(d("2026-06-15")), false),
            revision("b@casebook", "Review", When::At(at, 90), false),
            revision("c@casebook", "Gone", When::Day(d("2026-12-31")), true),
        ],
    );
    sound(&file);
    for line in [
        "METHOD:PUBLISH",
        "DTSTART;VALUE=DATE:20260615",
        "DTEND;VALUE=DATE:20260616",
        "DTSTART:20260615T103000",
        "DTEND:20260615T120000",
        "DTEND;VALUE=DATE:20270101",
        "STATUS:CANCELLED",
        "SEQUENCE:2",
        "CLASS:PRIVATE",
        "DTSTAMP:20261123T080000Z",
    ] {
        assert!(file.contains(&format!("\r\n{line}\r\n")), "{line} in {file}");
    }
    assert!(file.replace("\r\n ", "").contains("DESCRIPTION:Łucja\\; a\\, b\\\\c\\nnext"), "{file}");
}

#[test]
fn leave_appointments_and_fixed_days_are_read_and_the_rest_is_named() {
    let event = |lines: &str| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n");
    let file = [
        "BEGIN:VCALENDAR\n".to_owned(),
        event("UID:1\nSUMMARY:Annual leave\nDTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20270102"),
        event("UID:2\nSUMMARY:Dentist\nDTSTART:20261202T100000\nDTEND:20261202T110000"),
        event("UID:3\nSUMMARY:Training\nDTSTART;TZID=GMT Standard Time:20261203T090000\nDURATION:PT7H"),
        event("UID:4\nSUMMARY:Not working\nDTSTART;VALUE=DATE:20261127\nRRULE:FREQ=WEEKLY;BYDAY=FR"),
        event("UID:5\nSUMMARY:Call\nDTSTART:20260715T080000Z\nDTEND:20260715T090000Z"),
        event("UID:6\nSUMMARY:Team day\nDTSTART;VALUE=DATE:20261207\nRRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2"),
        event("UID:7\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261201"),
        event("UID:8\nSUMMARY:Birthday\nTRANSP:TRANSPARENT\nDTSTART;VALUE=DATE:20261201"),
        event("UID:9\nSUMMARY:Bad\nDTSTART:tomorrow"),
        event(
            "UID:10\nDTSTART;VALUE=DATE:20261210\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\nSUMMARY:One day",
        ),
        event("UID:11\nSUMMARY:Old\nDTSTART;VALUE=DATE:20200101"),
        "END:VCALENDAR\n".to_owned(),
    ]
    .concat();
    for file in [file.clone(), file.replace('\n', "\r\n"), file.replace('\n', "\r")] {
        let intake = read_busy(&file, d("2026-07-01"));
        let told: Vec<String> =
            intake.busy.iter().map(|b| format!("{} {} {} {}", b.first, b.last, b.hours, b.what)).collect();
        assert_eq!(
            told,
            [
                "2026-07-15 2026-07-15 09:00-10:00 Call",
                "2026-11-27 2100-12-31  Not working",
                "2026-12-02 2026-12-02 10:00-11:00 Dentist",
                "2026-12-03 2026-12-03  Training",
                "2026-12-07 2026-12-07  Team day",
                "2026-12-10 2026-12-10  One day",
                "2026-12-21 2027-01-01  Annual leave",
                "2027-01-04 2027-01-04  Team day",
            ]
        );
        assert_eq!(intake.busy[1].weekday, Some(Weekday::Fri));
        assert_eq!((intake.called_off.as_slice(), intake.past), (["7".to_owned()].as_slice(), 1));
        let named: Vec<&str> = intake.not_read.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(named, ["Birthday", "Bad"]);
    }
}

#[test]
fn series_with_exceptions_zones_and_our_own_events_are_told_apart() {
    let event = |lines: &str| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n");
    let file = [
        event("UID:a\nSUMMARY:Court\nDTSTART;TZID=Europe/London:20261204T100000\nDTEND;TZID=Europe/London:20261204T110000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/London:20261211T100000"),
        event("UID:a\nSUMMARY:Court moved\nRECURRENCE-ID;TZID=Europe/London:20261218T100000\nDTSTART;TZID=Europe/London:20261217T100000\nDTEND;TZID=Europe/London:20261217T110000"),
        event("UID:b\nSUMMARY:Call\nDTSTART;TZID=UTC:20260715T080000\nDTEND;TZID=UTC:20260715T090000"),
        event("UID:c\nSUMMARY:Abroad\nDTSTART;TZID=America/New_York:20261202T100000\nDTEND;TZID=America/New_York:20261202T110000"),
        event("UID:abc@casebook\nSUMMARY:Review\nDTSTART;VALUE=DATE:20261203"),
        event("UID:d\nSUMMARY:Supervision\nDTSTART;VALUE=DATE:20261130\nRRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE;VALUE=DATE:20261207"),
        event("UID:d\nSTATUS:CANCELLED\nRECURRENCE-ID;VALUE=DATE:20261214\nDTSTART;VALUE=DATE:20261214"),
    ]
    .concat();
    let intake = read_busy(&file, d("2026-07-01"));
    let held = |day: &str| -> Vec<String> {
        intake.busy.iter().filter(|b| b.holds(d(day))).map(|b| format!("{} {}", b.what, b.hours)).collect()
    };
    assert_eq!(held("2026-12-04"), ["Court 10:00-11:00"]);
    assert_eq!(held("2026-12-11"), Vec::<String>::new(), "left out");
    assert_eq!(held("2026-12-18"), Vec::<String>::new(), "moved");
    assert_eq!(held("2026-12-17"), ["Court moved 10:00-11:00"]);
    assert_eq!(held("2026-12-25"), ["Court 10:00-11:00"]);
    assert_eq!(held("2027-01-01"), Vec::<String>::new(), "four times, exceptions counted");
    assert_eq!(held("2026-07-15"), ["Call 09:00-10:00"], "summer time");
    assert_eq!(held("2026-12-02"), ["Abroad "], "the whole day");
    assert_eq!(intake.doubts.len(), 1, "{:?}", intake.doubts);
    assert!(intake.doubts[0].1.contains("America/New_York"));
    assert_eq!((held("2026-12-07"), held("2026-12-14")), (Vec::new(), Vec::new()), "two exceptions in a row");
    assert_eq!((held("2026-11-30").len(), held("2026-12-21").len()), (1, 1));
    assert_eq!((intake.own, intake.called_off.len(), intake.not_read.len()), (1, 0, 0));
}

#[test]
fn hostile_files_are_read_as_far_as_they_go() {
    let nested = format!("BEGIN:VEVENT\n{}END:VEVENT\n", "BEGIN:VALARM\n".repeat(100_000));
    let bidi =
        "BEGIN:VEVENT\nUID:a\u{202e}\nSUMMARY:\u{1b}[2JLeave\u{0}\nDTSTART;VALUE=DATE:20300101\nEND:VEVENT\n";
    for file in
        [nested.as_str(), "BEGIN:VEVENT", "", "END:VEVENT\nBEGIN:VEVENT\nEND:VEVENT", bidi, "\u{feff}\r\r\r"]
    {
        let intake = read_busy(file, d("2026-01-01"));
        assert!(intake.busy.iter().all(|b| !b.what.contains('\u{1b}') && !b.uid.contains('\u{202e}')));
    }
    assert_eq!(read_busy(bidi, d("2026-01-01")).busy.len(), 1);
}

proptest! {
    #[test]
    fn whatever_is_written_is_sound_and_can_be_read(summary in "\\PC{1,200}", day in 0u64..3000) {
        let day = d("2024-01-01") + chrono::Days::new(day);
        let file = write("C", &[revision("u@casebook", &summary, When::Day(day), false)]);
        sound(&file);
    }

    #[test]
    fn no_file_stops_the_reader(lines in prop::collection::vec("BEGIN:VEVENT|END:VEVENT|DTSTART(;VALUE=DATE)?:[0-9TZ]{0,16}|DTEND:[0-9TZ]{0,16}|DURATION:P[0-9TDHMW]{0,12}|RRULE:[A-Z=;0-9,]{0,40}|\\PC{0,30}", 0..40)) {
        read_busy(&lines.join("\n"), d("2026-01-01"));
    }
}
