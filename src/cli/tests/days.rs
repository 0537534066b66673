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
    assert_eq!(days.len(), 15, "17 December to 15 January, but for weekends and 24 December to 1 January");
    has_keys(
        &days[0],
        "date, rank, margin, lost, same_day, week, siblings, busy, midpoint, next_due, reasons, allowed, missed, \
         earliest_prepared, warnings, why, also, days_late",
    );
    assert_eq!(book.on("2025-12-16", &["book", "T1", "--json", "--show", "3"]).rows().len(), 3);
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
fn an_approved_day_after_the_limit_is_flagged_read_back_and_is_why_the_review_was_late() {
    let book = two_children();
    let on = |day: &str, args: &[&str]| book.on(day, args);
    let moved = ["record", "review", "T1", "--booked", "2026-01-20", "--approved-by", "service-director"];
    let moved = [&moved[..], &["--approved-on", "2025-12-16", "--reason", "Carer ill"]].concat();
    assert_eq!(on("2025-12-16", &moved).code, 0);
    let rows = on("2025-12-16", &["reviews", "--child", "T1", "--json"]).rows();
    let open = rows.last().unwrap();
    assert_eq!(open["approved_by"], "service-director");
    assert_eq!((&open["approved_on"], &open["move_reason"]), (&"2025-12-16".into(), &"Carer ill".into()));
    assert_eq!(open["booked_days_late"], 5);
    for args in [&["review", "T1"][..], &["show", "T1"]] {
        let told = on("2025-12-16", args).out;
        assert!(told.contains("Service Director on Tue 16 Dec 2025: Carer ill"), "{told}");
        assert!(told.contains("5 days after its limit"), "{told}");
    }
    assert!(on("2025-12-16", &["list"]).out.contains("booked 5 days late"));
    assert!(on("2025-12-16", &["reviews"]).out.contains("booked 5 days late"));
    let plan = on("2025-12-16", &["plan"]).out;
    assert!(plan.contains("Ada: review 1 on Tue 20 Jan 2026: 5 days after its limit"), "{plan}");
    let held = on("2026-01-20", &["record", "review", "T1", "--held", "2026-01-20"]);
    assert!(!held.err.contains("why it was late"), "not asked again: {}", held.err);
    assert!(on("2026-01-20", &["review", "T1"]).out.contains("Carer ill"));
}

#[test]
fn a_plan_counts_every_week_names_what_is_booked_on_leave_and_takes_no_past_pin() {
    let book = two_children();
    let on = |args: &[&str]| book.on("2025-12-16", args);
    assert_eq!(on(&["record", "review", "T1", "--booked", "2026-01-08"]).code, 0);
    let kept = on(&["busy", "add", "2026-01-05", "Leave", "--to", "2026-01-09"]);
    assert!(kept.err.contains("Ada: review 1 on Thu 8 Jan 2026: you are away: Leave"), "{}", kept.err);
    let plan = on(&["plan", "--json", "--accept", "all"]).json();
    assert_eq!(plan["clashes"][0]["child"], "T1");
    let again = on(&["plan", "--json"]).json();
    assert_eq!(again["proposals"].as_array().unwrap().len(), 0);
    let weeks = again["weeks"].as_array().unwrap();
    assert_eq!((&weeks[0]["monday"], weeks.len()), (&"2025-12-15".into(), 14), "today's week to 16 March");
    let booked: i64 = weeks.iter().map(|w| w["booked"].as_i64().unwrap()).sum();
    assert_eq!(booked, 2, "what is booked counts when nothing is left to plan");
    assert_eq!(
        again["peak"].as_u64().unwrap(),
        weeks.iter().map(|w| w["booked"].as_u64().unwrap()).max().unwrap()
    );
    let past = on(&["plan", "--rebook", "--pin", "T1=2025-12-10"]);
    assert_eq!(past.code, 3);
    assert!(past.err.contains("is past"), "{}", past.err);
    for hours in ["25:00-26:00", "11:00-10:00", "ten"] {
        let refused = on(&["busy", "add", "2026-01-12", "Dentist", "--hours", hours]);
        assert_eq!(refused.code, 3, "{hours}");
    }
    let hours = on(&["busy", "add", "2026-01-08", "Dentist", "--hours", "9:00-10:30"]);
    assert_eq!(hours.code, 0, "{}", hours.err);
}

#[test]
fn what_was_late_before_a_move_is_not_told_as_its_doing() {
    let book = two_children();
    let day = "2026-01-14";
    let links = |to: &str| {
        let chain = book.on(day, &["book", "T1", "--to", to, "--json"]).json();
        let all = chain["links"].as_array().unwrap().clone();
        all.into_iter().filter(|l| l["before"] == l["after"]).map(|l| l["fate"].clone()).collect::<Vec<_>>()
    };
    let unmoved = links("2026-01-15");
    assert!(!unmoved.is_empty() && unmoved.iter().all(|fate| fate != "late"), "{unmoved:?}");
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
    assert_eq!(shut.len(), 3, "22 and 23 December, 2 January: a question to the child, not a fault");
    let asks = |d: &&serde_json::Value| d["reasons"].to_string().contains("ask the child whether it suits");
    assert!(shut.iter().all(asks));
    std::fs::write(&file, "2025-12-22,2025-12-01,Backwards\n").unwrap();
    assert_eq!(book.on("2025-12-16", &["holiday", "school", file.to_str().unwrap()]).code, 3);
    assert_eq!(book.on("2025-12-16", &["holiday", "school", "/nowhere.csv"]).code, 7);
}

#[test]
fn a_calendar_taken_again_names_what_is_no_longer_in_it_and_a_feed_goes_where_it_is_sent() {
    let book = two_children();
    let file = book.book.with_extension("ics");
    let on = |args: &[&str]| book.on("2025-12-16", args);
    let name = file.to_str().unwrap();
    let event = |uid: &str, day: &str| {
        format!("BEGIN:VEVENT\nUID:{uid}\nSUMMARY:Leave {uid}\nDTSTART;VALUE=DATE:{day}\nEND:VEVENT\n")
    };
    std::fs::write(&file, event("a", "20260105") + &event("b", "20260106")).unwrap();
    assert_eq!(on(&["import", "ics", name]).code, 0);
    std::fs::write(&file, event("a", "20260105")).unwrap();
    let again = on(&["import", "ics", name, "--json"]).json();
    assert_eq!((&again["gone"][0]["what"], &again["dropped"]), (&"Leave b".into(), &0.into()));
    assert_eq!(on(&["busy", "list", "--json"]).rows().len(), 2, "told, not taken away");
    assert_eq!(on(&["import", "ics", name, "--drop-gone"]).code, 0);
    assert_eq!(on(&["busy", "list", "--json"]).rows().len(), 1);

    let refused = on(&["export", "ics", "/nowhere/at/all.ics"]);
    assert!(refused.code == 3 && refused.err.contains("unchanged"), "{}", refused.err);
    let out = on(&["export", "ics", "-"]).out;
    assert!(out.starts_with("BEGIN:VCALENDAR\r\n") && out.ends_with("END:VCALENDAR\r\n"));
    assert!(!out.contains("SEQUENCE:1"), "the failed export told nothing");
    assert_eq!(on(&["export", "ics", name, "--force"]).code, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let own = on(&["import", "ics", name, "--json"]).json();
    assert!(own["own"].as_u64().unwrap() > 10 && own["busy"].as_array().unwrap().is_empty());
}

#[test]
fn seen_at_home_leaves_the_visits_and_a_child_not_in_care_yet_is_no_child_that_left() {
    let book = two_children();
    assert_eq!(book.on("2026-01-05", &["record", "child", "T3", "--forename", "Cy"]).code, 0);
    let listed = book.on("2026-01-05", &["list"]).out;
    assert!(listed.contains("not in care yet") && !listed.contains("ended"), "{listed}");
    let unseen = |day: &str| {
        let rows = book.on(day, &["visits", "--json"]).rows();
        rows.iter().map(|r| r["child"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(unseen("2026-01-05"), ["T1", "T2"]);
    let saw = ["record", "contact", "T1", "--kind", "saw", "--with", "child", "--date", "2026-01-05"];
    let saw = [&saw[..], &["--text", "In the garden", "--place", "placement"]].concat();
    let done = book.on("2026-01-05", &saw);
    assert_eq!(done.code, 0, "{}", done.err);
    let heard = ["record", "voice", "T2", "--text", "I like it here", "--how", "placement"];
    assert_eq!(book.on("2026-01-05", &heard).code, 0);
    assert_eq!(unseen("2026-01-05"), Vec::<String>::new());
    for child in ["T1", "T2"] {
        let shown = book.on("2026-01-05", &["show", child, "--json"]).json();
        let done = shown["done"].as_array().unwrap().iter().any(|d| d["duty"] == "annual-visit");
        assert!(done, "{shown}");
    }
    let again = book.on("2026-01-05", &["record", "child", "T1", "--forename", "Ada"]);
    assert_ne!(again.code, 0, "nothing changed, and it says so: {}", again.out);
    assert!(again.err.contains("nothing was changed"), "{}", again.err);
}
