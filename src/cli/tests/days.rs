//! Booking, planning and the diary, as a script sees them.

use super::{Book, has_keys};

/// A book with two children in care since December.
fn two_children() -> Book {
    let book = Book::new("luton");
    for (number, name) in [("T1", "Ada"), ("T2", "Bert")] {
        let child = ["record", "child", number, "--forename", name, "--dob", "2015-05-01"];
        assert_eq!(book.on("2025-12-15", &child).code, 0);
        let care = ["record", "care", number, "--start", "2025-12-15"];
        assert_eq!(book.on("2025-12-15", &care).code, 0);
    }
    book
}

#[test]
fn days_for_a_review_are_listed_with_reasons_and_moving_shows_before_and_after() {
    let book = two_children();
    let days = book.on("2025-12-16", &["book", "T1", "--json"]).rows();
    assert_eq!(days.len(), 31, "16 December to 15 January");
    has_keys(
        &days[0],
        "date, rank, margin, lost, same_day, week, siblings, busy, midpoint, next_due, reasons",
    );
    assert!(days.iter().all(|d| d["date"].as_str().unwrap() <= "2026-01-15"));
    let moved = book.on("2025-12-16", &["book", "T1", "--to", "2026-01-20", "--json"]).json();
    has_keys(&moved, "from, to, limit, days_outside, approved_by, links, tell");
    assert_eq!((&moved["days_outside"], &moved["approved_by"]), (&5.into(), &"service-director".into()));
    let told = book.on("2025-12-16", &["book", "T1", "--to", "2026-01-20"]);
    assert!(told.out.contains("Service Director") && told.out.contains("Tell: "), "{}", told.out);
    let by = |role: &str, on: &str, reason: &str| {
        let late = ["record", "review", "T1", "--booked", "2026-01-20", "--approved-by", role];
        book.on("2025-12-16", &[&late[..], &["--approved-on", on, "--reason", reason]].concat())
    };
    for (role, on, reason, said) in [
        ("service-manager", "2025-12-16", "Carer ill", "Service Director"),
        ("service-director", "2025-12-16", " ", "the reason"),
        ("service-director", "2020-01-06", "Carer ill", "could first be held"),
    ] {
        let refused = by(role, on, reason);
        assert_eq!(refused.code, 3, "{}", refused.out);
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    assert_eq!(by("service-director", "2025-12-16", "Carer ill").code, 0);
}

#[test]
fn a_day_off_or_past_is_taken_and_named() {
    let book = two_children();
    for (date, said) in
        [("2025-12-20", "weekend"), ("2025-12-25", "Christmas Day"), ("2025-12-15", "is past")]
    {
        let told = book.on("2025-12-16", &["book", "T1", "--to", date]);
        assert!(told.out.contains(said), "{}", told.out);
        let booked = book.on("2025-12-16", &["record", "review", "T1", "--booked", date]);
        assert_eq!(booked.code, 0, "{}", booked.err);
        assert!(booked.err.contains(said), "{}", booked.err);
    }
}

#[test]
fn a_plan_keeps_days_free_and_is_taken_up_and_taken_back_as_one() {
    let book = two_children();
    assert_eq!(book.on("2025-12-16", &["busy", "add", "2026-01-05", "Leave", "--to", "2026-01-07"]).code, 0);
    assert_eq!(
        book.on("2025-12-16", &["busy", "add", "2025-12-16", "Not working", "--every", "fri"]).code,
        0
    );
    let kept = book.on("2025-12-16", &["busy", "list", "--json"]).rows();
    assert_eq!((kept.len(), &kept[0]["weekday"]), (2, &"fri".into()));
    let plan = book.on("2025-12-16", &["plan", "--json"]).json();
    has_keys(&plan, "from, to, proposals, unmet, weeks, peak, peak_on_limit, accepted, undo");
    let proposals = plan["proposals"].as_array().unwrap();
    assert_eq!(proposals.len(), 2);
    for p in proposals {
        let day: chrono::NaiveDate = p["date"].as_str().unwrap().parse().unwrap();
        assert!(p["date"].as_str().unwrap() <= "2026-01-15");
        assert!(chrono::Datelike::weekday(&day) != chrono::Weekday::Fri);
        assert!(!("2026-01-05".."2026-01-08").contains(&day.to_string().as_str()), "{day}");
    }
    let accepted = book.on("2025-12-16", &["plan", "--accept", "all", "--json"]).json();
    assert_eq!(accepted["accepted"], 2);
    let booked = |book: &Book| {
        let rows = book.on("2025-12-16", &["reviews", "--json"]).rows();
        rows.iter().filter(|r| !r["booked"].is_null()).count()
    };
    assert_eq!(booked(&book), 2);
    assert_eq!(book.on("2025-12-16", &["undo"]).code, 0);
    assert_eq!(booked(&book), 0);
    let wrong = book.on("2025-12-16", &["plan", "--accept", "T9"]);
    assert_eq!(wrong.code, 7);
    assert_eq!(book.on("2025-12-16", &["busy", "remove", "99"]).code, 7);
}

#[test]
fn school_holidays_come_from_a_file() {
    let book = two_children();
    let file = book.book.with_extension("csv");
    std::fs::write(&file, "2025-12-22,2026-01-02,Christmas\n2026-02-16,2026-02-20,Half term\n").unwrap();
    assert_eq!(book.on("2025-12-16", &["holiday", "school", file.to_str().unwrap()]).code, 0);
    let days = book.on("2025-12-16", &["book", "T1", "--json"]).rows();
    let shut: Vec<&serde_json::Value> = days.iter().filter(|d| !d["school_holiday"].is_null()).collect();
    assert_eq!(shut.len(), 12);
    std::fs::write(&file, "2025-12-22,2025-12-01,Backwards\n").unwrap();
    assert_eq!(book.on("2025-12-16", &["holiday", "school", file.to_str().unwrap()]).code, 3);
    assert_eq!(book.on("2025-12-16", &["holiday", "school", "/nowhere.csv"]).code, 7);
}
