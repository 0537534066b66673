//! A change from the command line: the day it takes effect, and one record for its answer and its duty.

use super::*;

fn told(event: &str) -> (Book, String) {
    let book = Book::new("luton");
    let go = |args: &[&str]| {
        let ran = book.on("2026-02-02", args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran
    };
    go(&["record", "child", "T1", "--dob", "2015-03-04"]);
    go(&["record", "care", "T1", "--start", "2025-12-01"]);
    go(&["record", "review", "T1", "--held", "2025-12-29", "--participation", "PN1"]);
    let change =
        ["record", "change", "T1", "--kind", event, "--date", "2026-02-02", "--effective", "2026-02-20"];
    let id = go(&[&change[..], &["--json"]].concat()).json()["id"].to_string();
    (book, id)
}

fn shown(book: &Book, day: &str) -> Value {
    book.on(day, &["show", "T1", "--json"]).json()["changes"][0].clone()
}

#[test]
fn ticking_the_duty_of_a_change_is_answering_it_and_a_must_is_not_ticked_away() {
    let (book, id) = told("contact-change");
    let instance = format!("change:{id}");
    let tick = |duty: &str, note: &[&str]| {
        let args = ["record", "done", "T1", duty, "--instance", &instance, "--date", "2026-02-03"];
        book.on("2026-02-03", &[&args[..], note].concat())
    };
    let blank = tick("change-response", &[]);
    assert!(blank.code == 3 && blank.err.contains("Why no earlier review is needed"), "{}", blank.err);
    assert_eq!(tick("review-before-change", &["--note", "done"]).code, 3);
    assert_eq!(tick("change-response", &["--note", "mother agrees"]).code, 0);
    let change = shown(&book, "2026-02-03");
    assert_eq!((&change["outcome"], &change["reason"]), (&"not-needed".into(), &"mother agrees".into()));
    assert_eq!(change["effective"], "2026-02-20");
    let figures = book.on("2026-02-28", &["measures", "--json"]).json()["changes"].clone();
    assert_eq!(figures, serde_json::json!({ "told": 1, "answered": 1, "late": 0 }));
    assert_eq!(book.on("2026-02-03", &["undo"]).code, 0);
    assert_eq!(shown(&book, "2026-02-03")["outcome"], Value::Null);

    let (book, id) = told("significant-change");
    let instance = format!("change:{id}");
    for duty in ["change-response", "no-early-review", "review-before-change"] {
        let args =
            ["record", "done", "T1", duty, "--instance", &instance, "--date", "2026-02-03", "--note", "x"];
        let refused = book.on("2026-02-03", &args);
        assert_eq!(refused.code, 3, "{duty}: {}", refused.err);
    }
    assert_eq!(book.on("2026-02-28", &["measures", "--json"]).json()["changes"]["late"], 1);
}

#[test]
fn the_day_it_takes_effect_is_told_corrected_and_held_against_the_day_brought_forward_to() {
    let (book, id) = told("significant-change");
    let next = || book.on("2026-02-03", &["reviews", "--child", "T1", "--json"]).rows().pop().unwrap();
    assert_eq!((&next()["plan_by"], &next()["due"]), (&"2026-02-20".into(), &"2026-03-29".into()));
    let on = |args: &[&str]| book.on("2026-02-03", args);
    assert_eq!(on(&["record", "change", "T1", "--correct", &id, "--effective", "2026-02-18"]).code, 0);
    assert_eq!(next()["plan_by"], "2026-02-18");
    let after = on(&["record", "response", "T1", &id, "--brought-forward", "2026-02-19"]);
    assert!(after.code == 3 && after.err.contains("takes effect on Wed 18 Feb 2026"), "{}", after.err);
    let before = on(&["record", "response", "T1", &id, "--brought-forward", "2026-02-18"]);
    assert!(before.code == 0 && !before.err.contains("takes effect"), "{}", before.err);
    assert_eq!((&next()["due"], &next()["forward_to"]), (&"2026-02-18".into(), &"2026-02-18".into()));
}

#[test]
fn list_and_booking_go_by_the_day_a_change_asks_the_review_by() {
    let (book, id) = told("significant-change");
    let said = |of: &[&str]| book.on("2026-02-03", of).out;
    let list = said(&["list"]);
    assert!(
        list.contains("no day, by Fri 20 Feb") && !list.contains("29 Mar") && !list.contains("03-29"),
        "{list}"
    );
    let days = said(&["book", "T1"]);
    assert!(days.contains("asked by a change by Fri 20 Feb 2026"), "{days}");
    let on = ["record", "change", "T1", "--correct", &id, "--effective", "2026-06-01"];
    assert_eq!(book.on("2026-02-03", &on).code, 0);
    let days = said(&["book", "T1"]);
    assert!(days.contains("limit Sun 29 Mar 2026"), "the earlier of the two: {days}");
}
