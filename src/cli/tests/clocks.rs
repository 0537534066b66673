//! Regimes and separate clocks from the command line.

use serde_json::Value;

use super::Book;

#[test]
fn a_secure_criteria_review_stands_apart_and_the_iro_does_not_chair_it() {
    let book = Book::new("england");
    let go = |args: &[&str]| book.on("2026-06-12", args);
    assert_eq!(go(&["record", "child", "T1", "--dob", "2011-03-04"]).code, 0);
    let care = ["record", "care", "T1", "--start", "2026-05-14", "--legal", "C2", "--place", "K1"];
    assert_eq!(go(&care).code, 0);
    assert_eq!(go(&["record", "allocated", "T1", "--iro", "A. Reviewer", "--date", "2026-05-15"]).code, 0);
    let held = |chair: &str, clock: &str| {
        go(&["record", "review", "T1", "--clock", clock, "--held", "2026-06-10", "--chair", chair])
    };
    let refused = held("a. reviewer", "secure-criteria");
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("may not chair"), "{}", refused.err);
    assert_eq!(held("P. Panel", "secure").code, 7);
    assert_eq!(held("P. Panel", "secure-criteria").code, 0);
    assert_eq!(held("P. Panel", "secure-criteria").code, 3, "not twice on one day");
    let reviews = go(&["reviews", "--json"]).rows();
    let rows = |clock: Value| reviews.iter().filter(|r| r["clock"] == clock).collect::<Vec<_>>();
    let (secure, own) = (rows("secure-criteria".into()), rows(Value::Null));
    assert_eq!((secure.len(), own.len()), (2, 1));
    assert_eq!((&secure[0]["due"], &secure[0]["chair"]), (&"2026-06-11".into(), &"P. Panel".into()));
    assert_eq!(secure[1]["due"], "2026-09-10");
    assert_eq!(own[0]["due"], "2026-06-12", "twenty working days, untouched");
    let told = go(&["explain", "T1", "secure-criteria", "--json"]).json();
    assert_eq!(told["due"], "2026-09-10");
    let dues = go(&["due", "--child", "T1", "--json"]).rows();
    let found = dues.iter().find(|x| x["instance"] == "secure-criteria:2").unwrap();
    assert_eq!((&found["owner"], &found["watch"]), (&"reviewing-panel".into(), &true.into()));
}

#[test]
fn authority_to_place_is_typed_and_taken_back_and_a_review_without_a_meeting_is_guarded() {
    let book = Book::new("england");
    let go = |args: &[&str]| book.on("2026-02-01", args);
    go(&["record", "child", "T1", "--dob", "2023-03-04"]);
    go(&["record", "care", "T1", "--start", "2025-03-03", "--legal", "C2", "--place", "U6"]);
    go(&["record", "review", "T1", "--held", "2025-03-28"]);
    let next = || {
        let rows = go(&["reviews", "--json"]).rows();
        let row = rows.iter().find(|r| r["held"].is_null()).unwrap().clone();
        (row["regime"].as_str().unwrap().to_owned(), row["due"].as_str().unwrap().to_owned())
    };
    assert_eq!(next(), ("looked-after".into(), "2025-06-28".into()));
    // Both clocks run, and the earlier governs.
    assert_eq!(go(&["record", "care", "T1", "--authorised", "2025-05-30"]).code, 0);
    assert_eq!(next(), ("looked-after".into(), "2025-06-28".into()));
    let rows = go(&["reviews", "--json"]).rows();
    let row = rows.iter().find(|r| r["held"].is_null()).unwrap();
    let clocks: Vec<_> =
        row["clocks"].as_array().unwrap().iter().map(|c| c["due"].as_str().unwrap()).collect();
    assert!(clocks.contains(&"2025-08-30") && clocks.contains(&"2025-06-28"), "{row}");
    assert_eq!(go(&["record", "care", "T1", "--authority-ended", "2025-05-01"]).code, 3, "before it began");
    assert_eq!(go(&["record", "care", "T1", "--authorised", "none"]).code, 0);
    assert_eq!(next().0, "looked-after");
    let refused = go(&["record", "review", "T1", "--without-meeting"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("long-term"), "{}", refused.err);
}

#[test]
fn practices_are_compared_and_a_change_for_all_can_be_looked_at_first() {
    let book = Book::new("luton");
    let go = |args: &[&str]| book.on("2026-01-05", args);
    let compared = go(&["practice", "compare", "luton", "practice-guidance-2020", "--json"]).json();
    assert!(compared["differences"].as_array().unwrap().iter().any(|x| x["id"] == "sw-consulted"));
    assert!(go(&["practice", "compare", "luton", "rochdale"]).out.contains("Only in Luton"));
    assert!(go(&["practice", "compare", "luton", "england", "--markdown"]).out.starts_with("# "));
    go(&["record", "child", "T1", "--dob", "2015-03-04"]);
    go(&["record", "care", "T1", "--start", "2025-12-15"]);
    let dry = go(&["holiday", "add", "2026-01-13", "Proclaimed", "--dry-run"]);
    assert!(dry.out.contains("16 Jan 2026") && dry.out.contains("Nothing was changed"), "{}", dry.out);
    assert!(!go(&["holiday", "list", "--json"]).rows().iter().any(|h| h["added"] == true));
    let dry = go(&["practice", "use", "england", "--dry-run", "--json"]).json();
    assert_eq!(dry["acts"], 0);
    assert!(!dry["moved"].as_array().unwrap().is_empty());
    assert_eq!(go(&["practice", "use", "england", "--yes"]).code, 0);
}
