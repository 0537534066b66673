//! Two years' returns of the same children into one book, with a year's typing between them. The days
//! expected were worked out from the returns by hand.

use super::*;

/// The folder of a year's return.
fn folder(year: &str) -> String {
    format!("{}/tests/data/ssda903_years/{year}", env!("CARGO_MANIFEST_DIR"))
}

/// The held reviews of a child: start of the period of care, number in it, day.
fn held(book: &Book, child: &str) -> Vec<(String, u64, String)> {
    let rows = book.on("2026-04-10", &["reviews", "--child", child, "--json"]).rows();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let held = rows.iter().filter(|r| !r["held"].is_null());
    held.map(|r| (text(&r["period_start"]), r["sequence"].as_u64().unwrap(), text(&r["held"]))).collect()
}

/// A year's return read into the book on a day; what the report says.
fn taken(book: &Book, day: &str, year: &str) -> Value {
    book.on(day, &["import", "ssda903", &folder(year), "--json"]).json()
}

/// A book with the first year's return and what was typed by hand in the year after it.
fn a_year_on() -> Book {
    let book = Book::new("england");
    let first = taken(&book, "2025-04-10", "2025");
    assert_eq!(
        (first["accepted"]["children"].as_u64(), first["accepted"]["reviews"].as_u64()),
        (Some(4), Some(11))
    );
    assert_eq!((&first["refused"], &first["doubts"]), (&Value::Array(vec![]), &Value::Array(vec![])));
    let typed: [&[&str]; 6] = [
        &["record", "child", "7003", "--forename", "Nia", "--dob", "2010-02-03"],
        &[
            "record",
            "placement",
            "7001",
            "--start",
            "2025-09-10",
            "--code",
            "U1",
            "--carer",
            "The Marsh family",
        ],
        &[
            "record",
            "person",
            "7001",
            "--role",
            "social-worker",
            "--name",
            "Bea Worker",
            "--start",
            "2025-06-02",
        ],
        &["record", "note", "7002", "--text", "Wants to stay with his aunt."],
        &["record", "review", "7003", "--held", "2025-04-30", "--participation", "PN2"],
        &["record", "review", "7003", "--booked", "2025-10-29"],
    ];
    for args in typed {
        let done = book.on("2025-11-03", args);
        assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    }
    book
}

#[test]
fn the_next_years_return_adds_what_is_new_and_leaves_what_was_typed() {
    let book = a_year_on();
    let report = taken(&book, "2026-04-10", "2026");
    assert_eq!(report["refused"], Value::Array(vec![]));
    let added = |what: &str| report["added"][what].as_u64().unwrap();
    // New: 7005; the second periods of 7002, 7004 and the one of 7005; their placements; ten reviews, of
    // which 7003's of 30 April was typed already and that of 29 October was booked.
    assert_eq!((added("children"), added("periods"), added("placements")), (1, 3, 3));
    assert_eq!(added("reviews"), 8);
    assert_eq!(
        held(&book, "7001").iter().map(|(_, n, day)| (*n, day.as_str())).collect::<Vec<_>>(),
        [(1, "2024-05-28"), (2, "2024-08-20"), (3, "2025-02-18"), (4, "2025-08-12"), (5, "2026-02-10")]
    );

    // What was typed stays, and each difference is told with both values.
    let doubts = report["doubts"].as_array().unwrap();
    let told = |column: &str| {
        let found = doubts.iter().find(|x| x["column"] == column);
        found.unwrap_or_else(|| panic!("{column}: {doubts:#?}"))["why"].as_str().unwrap().to_owned()
    };
    for (column, book_has, return_has) in
        [("DOB", "2010-02-03", "2010-02-02"), ("PLACE", "U1", "U4"), ("REVIEW_CODE", "PN2", "PN5")]
    {
        let why = told(column);
        assert!(why.contains(book_has) && why.contains(return_has), "{column}: {why}");
    }
    // 7004 left care and came into care again on the same day.
    assert!(told("REC").contains("probably never stopped"));
    assert_eq!(doubts.len(), 4, "{doubts:#?}");
    let list = book.on("2026-04-10", &["list", "--json"]).rows();
    let of = |child: &str| list.iter().find(|r| r["child"] == child).unwrap();
    assert_eq!((of("7003")["name"].as_str(), of("7003")["dob"].as_str()), (Some("Nia"), Some("2010-02-03")));
    assert_eq!(of("7001")["placement"], "U1");
    let shown = book.on("2026-04-10", &["show", "7001"]).out;
    assert!(shown.contains("Bea Worker") && shown.contains("The Marsh family"), "{shown}");
    assert_eq!(book.on("2026-04-10", &["notes", "7002", "--json"]).rows().len(), 1);
}

#[test]
fn a_review_on_a_closing_day_belongs_to_that_period_and_on_a_shared_day_to_the_later_one() {
    let book = a_year_on();
    taken(&book, "2026-04-10", "2026");
    let of = |child: &str| {
        held(&book, child).into_iter().map(|(start, n, day)| (day, start, n)).collect::<Vec<_>>()
    };
    let at = |child: &str, day: &str| {
        let found = of(child).into_iter().find(|(d, ..)| d == day);
        found.map(|(_, start, n)| (start, n)).unwrap_or_else(|| panic!("{child} {day}: {:?}", of(child)))
    };
    // 7002 left care on 30 June 2025, the day of a review, and came back on 1 December.
    assert_eq!(at("7002", "2025-06-30"), ("2024-06-03".into(), 4));
    assert_eq!(at("7002", "2025-12-29"), ("2025-12-01".into(), 1));
    // 7004 left care and came into care again on 6 October 2025.
    assert_eq!(at("7004", "2025-08-06"), ("2024-10-14".into(), 3));
    assert_eq!(at("7004", "2025-10-06"), ("2025-10-06".into(), 1));
    assert_eq!(at("7004", "2026-01-05"), ("2025-10-06".into(), 2));
}

#[test]
fn the_same_year_again_and_the_year_before_again_change_nothing() {
    let book = a_year_on();
    taken(&book, "2026-04-10", "2026");
    let all = |book: &Book| {
        let day = "2026-04-10";
        ["list", "reviews", "notes"].map(|what| book.on(day, &[what, "--json"]).out)
    };
    let before = all(&book);
    let again = taken(&book, "2026-04-10", "2026");
    for what in ["children", "periods", "placements", "reviews"] {
        assert_eq!(again["added"][what], 0, "{what}");
    }
    assert_eq!(again["updated"], 0);
    assert_eq!(all(&book), before);
}

#[test]
fn a_fact_typed_a_day_off_the_returns_is_one_fact_with_a_doubt() {
    let book = Book::new("england");
    taken(&book, "2025-04-10", "2025");
    // The return will say 10 September and 12 August.
    for args in [
        &["record", "placement", "7001", "--start", "2025-09-12", "--code", "U1"][..],
        &["record", "review", "7001", "--held", "2025-08-11", "--participation", "PN1"],
    ] {
        assert_eq!(book.on("2025-11-03", args).code, 0);
    }
    let report = taken(&book, "2026-04-10", "2026");
    let doubts = report["doubts"].as_array().unwrap();
    for (column, book_has, return_has) in
        [("PLACE", "2025-09-12", "2025-09-10"), ("REVIEW", "2025-08-11", "2025-08-12")]
    {
        let found = |x: &&Value| x["column"] == column && x["child"] == "7001";
        let why = doubts.iter().find(found).unwrap_or_else(|| panic!("{column}: {doubts:#?}"))["why"].clone();
        let why = why.as_str().unwrap();
        assert!(why.contains(book_has) && why.contains(return_has), "{why}");
    }
    let days: Vec<String> = held(&book, "7001").into_iter().map(|(.., day)| day).collect();
    assert_eq!(days, ["2024-05-28", "2024-08-20", "2025-02-18", "2025-08-11", "2026-02-10"]);
}

#[test]
fn an_iro_nobody_has_is_told_and_those_left_out_are_counted() {
    let import = |iro: &str| {
        let book = Book::new("england");
        let names = book.book.with_file_name("names.csv");
        let text = format!("CHILD,FORENAME,SURNAME,IRO\n7001,A,B,{iro}\n7002,C,D,Someone Else\n");
        std::fs::write(&names, text).unwrap();
        let names = names.to_str().unwrap();
        book.on("2025-04-10", &["import", "ssda903", &folder("2025"), "--names", names, "--json"]).json()
    };
    let count = |report: &Value| (report["accepted"]["children"].as_u64(), report["left_out"].as_u64());
    assert_eq!(count(&import(" ann  REVIEWER ")), (Some(1), Some(3)));
    let whole = import("Ada Lovelace");
    assert_eq!(count(&whole), (Some(4), Some(0)));
    let told = whole["doubts"].as_array().unwrap().iter().find(|d| d["column"] == "IRO").unwrap();
    assert!(told["why"].as_str().unwrap().contains("Ada Lovelace (1)"), "{told}");
}
