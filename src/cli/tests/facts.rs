//! Facts of a case recorded, corrected and taken out from a script.

use super::*;

fn book() -> Book {
    let book = Book::new("luton");
    let go = |args: &[&str]| assert_eq!(book.on("2026-03-02", args).code, 0, "{args:?}");
    go(&["record", "child", "7", "--forename", "Ada", "--surname", "Obi", "--dob", "2015-03-04"]);
    go(&["record", "care", "7", "--start", "2026-02-02", "--legal", "C1", "--place", "U6"]);
    book
}

fn shown(book: &Book) -> Value {
    book.on("2026-03-02", &["show", "7", "--json"]).json()
}

fn refused(book: &Book, args: &[&str], code: u8) -> String {
    let before = shown(book);
    let ran = book.on("2026-03-02", args);
    assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
    assert_eq!(shown(book), before, "{args:?} changed something");
    ran.err
}

#[test]
fn a_known_child_keeps_what_is_not_named_and_none_takes_a_day_back() {
    let book = book();
    let go = |args: &[&str]| assert_eq!(book.on("2026-03-02", args).code, 0, "{args:?}");
    go(&["record", "child", "7", "--language", "Urdu"]);
    let child = shown(&book);
    assert_eq!((&child["name"], &child["dob"]), (&"Ada Obi".into(), &"2015-03-04".into()));
    assert_eq!(child["language"], "Urdu");
    go(&["record", "child", "7", "--dob", "none"]);
    assert_eq!(shown(&book)["dob"], Value::Null);
    assert!(refused(&book, &["record", "child", "Ada", "--remove"], 7).contains("exactly"));
    refused(&book, &["record", "child", "7", "--remove", "--language", "Welsh"], 2);
    refused(&book, &["record", "child", "7", "--sex", "X"], 2);
    refused(&book, &["record", "child", "7", "--dob", "2030-01-01"], 3);
}

#[test]
fn the_flags_say_what_happened_to_a_period_a_status_and_a_placement() {
    let book = book();
    let go = |args: &[&str]| {
        let done = book.on("2026-03-02", args);
        assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    };
    for args in [
        &["record", "care", "7"][..],
        &["record", "care", "7", "--reason", "E4A"],
        &["record", "care", "7", "--start", "2026-02-20", "--end", "2026-02-21"],
        &["record", "legal", "7", "--code", "C2"],
        &["record", "placement", "7", "--code", "K2"],
        &["record", "placement", "7", "--carer", "The Elms"],
        &["record", "person", "7", "--name", "Sam Shaw"],
    ] {
        refused(&book, args, 2);
    }
    refused(&book, &["record", "legal", "7", "--code", "XX", "--start", "2026-02-20"], 3);
    assert!(
        refused(&book, &["record", "legal", "7", "--began", "2026-02-20", "--remove"], 7).contains("no such")
    );
    go(&["record", "legal", "7", "--code", "C2", "--start", "2026-02-20"]);
    go(&["record", "legal", "7", "--began", "2026-02-02", "--start", "2026-02-03"]);
    go(&["record", "placement", "7", "--end", "2026-02-25", "--reason", "OTHER"]);
    go(&["record", "placement", "7", "--began", "2026-02-02", "--end", "none", "--area", "LU1"]);
    let case = shown(&book);
    let starts: Vec<&Value> = case["legal"].as_array().unwrap().iter().map(|l| &l["start"]).collect();
    assert_eq!(starts, ["2026-02-03", "2026-02-20"]);
    let home = &case["placements"][0];
    assert_eq!(
        (&home["end"], &home["area"], &home["change_reason"]),
        (&Value::Null, &"LU1".into(), &"OTHER".into())
    );
    go(&["record", "legal", "7", "--remove"]);
    assert_eq!(shown(&book)["legal"].as_array().unwrap().len(), 1);
    go(&["record", "care", "7", "--end", "2026-02-27", "--reason", "e4a"]);
    go(&["record", "care", "7", "--began", "2026-02-02", "--end", "none", "--reason", ""]);
    let period = &shown(&book)["periods"][0];
    assert_eq!((&period["end"], &period["end_reason"]), (&Value::Null, &Value::Null));
    go(&["record", "care", "7", "--remove"]);
    assert!(shown(&book)["periods"].as_array().unwrap().is_empty());
}

#[test]
fn the_same_name_in_the_same_role_is_corrected_and_anybody_else_joins() {
    let book = book();
    let go = |args: &[&str]| {
        let all: Vec<&str> =
            ["record", "person", "7", "--role", "social-worker"].iter().chain(args).copied().collect();
        let done = book.on("2026-03-02", &all);
        assert_eq!(done.code, 0, "{args:?}: {}", done.err);
        shown(&book)["people"].as_array().unwrap().clone()
    };
    let people = go(&["--name", "Sam Shaw", "--detail", "01234"]);
    assert_eq!((people.len(), &people[0]["start"]), (1, &Value::Null), "a script says each day itself");
    let people = go(&["--name", "sam shaw", "--start", "2026-02-05"]);
    assert_eq!((people.len(), &people[0]["name"]), (1, &"Sam Shaw".into()));
    assert_eq!((&people[0]["detail"], &people[0]["start"]), (&"01234".into(), &"2026-02-05".into()));
    assert_eq!(go(&["--name", "Bo Reed"]).len(), 2);
    assert_eq!(go(&["--name", "Bo Reed", "--remove"]).len(), 1);
    refused(&book, &["record", "person", "7", "--role", "social-worker", "--name", "Bo Reed", "--remove"], 7);
    refused(&book, &["record", "person", "7", "--role", "wizard", "--name", "Bo Reed"], 7);
}

#[test]
fn a_child_entered_part_way_says_the_last_review_and_its_number() {
    let book = Book::new("luton");
    let go = |args: &[&str]| book.on("2025-10-01", args);
    assert_eq!(go(&["record", "child", "T1", "--dob", "2013-01-09"]).code, 0);
    let care = ["record", "care", "T1", "--start", "2023-01-09", "--last-review"];
    assert_eq!(go(&[&care[..], &["2025-10-02", "--review-number", "6"]].concat()).code, 3, "it lies ahead");
    assert_eq!(go(&[&care[..], &["2023-01-08", "--review-number", "6"]].concat()).code, 3, "before care");
    assert_ne!(go(&[&care[..], &["2025-09-10"]].concat()).code, 0, "its number is asked");
    let done = go(&[&care[..], &["2025-09-10", "--review-number", "6"]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    let rows = go(&["reviews", "--child", "T1", "--json"]).rows();
    let told: Vec<_> =
        rows.iter().map(|r| (r["sequence"].clone(), r["days_late"].clone(), r["due"].clone())).collect();
    assert_eq!(told, [(6.into(), 0.into(), Value::Null), (7.into(), 0.into(), "2026-03-10".into())]);
    assert_eq!(
        (&rows[1]["start_known"], &rows[1]["clocks"][0]["regime"]),
        (&true.into(), &"looked-after".into())
    );
}
