//! A review from a script: who took part, how it went, one meeting or several, what follows.

use serde_json::Value;

use super::{Book, Ran, has_keys};

fn go(book: &Book, on: &str, args: &str) -> Ran {
    let args: Vec<&str> = args.split('|').collect();
    let done = book.on(on, &args);
    assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    done
}

fn began(practice: &str) -> Book {
    let book = Book::new(practice);
    go(&book, "2026-01-20", "record|child|T1|--forename|Tess|--dob|2015-03-04");
    go(&book, "2026-01-20", "record|care|T1|--start|2026-01-20|--legal|V2");
    book
}

#[test]
fn a_review_is_written_up_and_read_back_whole() {
    let book = began("luton");
    let on = "2026-02-12";
    go(
        &book,
        on,
        "record|attendance|T1|--review|1|--role|parent|--name|Di|--presence|views|--note|wants a visit",
    );
    go(&book, on, "record|review|T1|--held|2026-02-12|--participation|PN1");
    go(&book, on, "record|attendance|T1|--role|parent|--name|Di|--presence|attended");
    let unsaid = book.on(on, &["record", "attendance", "T1", "--role", "carer", "--presence", "not-asked"]);
    assert_eq!(unsaid.code, 3, "why somebody was not asked has to be said");
    go(
        &book,
        on,
        "record|meeting|T1|--led-by|Tess|--not-followed|Tess: a later bedtime; not for school nights",
    );
    go(&book, on, "record|meeting|T1|--participation|PN2");
    go(
        &book,
        on,
        "record|decision|T1|--review|1|--text|Write to the school|--owner|social-worker|--by|2026-03-20",
    );
    let review = go(&book, on, "review|T1|--json").json();
    has_keys(
        &review,
        "child, sequence, held, led_by, not_followed, parts, attendance, agenda, decisions, run_up, after",
    );
    assert_eq!((&review["led_by"], &review["participation"]), (&"Tess".into(), &"PN2".into()));
    let who = review["attendance"].as_array().unwrap();
    assert_eq!((who.len(), &who[0]["presence"]), (1, &Value::from("attended")), "said again, it replaces");
    assert_eq!(review["decisions"].as_array().unwrap().len(), 1);
    // The chain after the review in its working days, each with its owner (statutory T17).
    let after: Vec<(&str, &str)> = review["after"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|d| Some((d["duty"].as_str()?, d["due"].as_str()?)))
        .collect();
    for want in [
        ("decisions-issued", "2026-02-19"),
        ("care-plan-updated", "2026-02-26"),
        ("record-written", "2026-03-05"),
    ] {
        assert!(after.contains(&want), "{want:?} in {after:?}");
    }
    assert!(go(&book, on, "review|T1").out.contains("a later bedtime"));
    go(&book, on, "undo");
    assert!(go(&book, on, "review|T1|--json").json()["decisions"].as_array().unwrap().is_empty());
}

#[test]
fn a_series_keeps_its_first_day_and_ends_with_its_last() {
    let book = began("england");
    go(&book, "2026-02-12", "record|review|T1|--held|2026-02-12|--participation|PN1");
    let early = book.on("2026-02-12", &["record", "review", "T1", "--part", "2026-02-12"]);
    assert_eq!(early.code, 3, "{}", early.out);
    go(&book, "2026-02-12", "record|review|T1|--part|2026-02-20");
    let review = go(&book, "2026-02-12", "review|T1|--json").json();
    assert_eq!((&review["held"], &review["completed"]), (&"2026-02-12".into(), &Value::Null));
    assert_eq!(review["parts"][0], "2026-02-20");
    go(&book, "2026-02-20", "record|review|T1|--completed|2026-02-20");
    let plan = go(&book, "2026-02-20", "review|T1|--json").json();
    let plan =
        plan["after"].as_array().unwrap().iter().find(|d| d["duty"] == "care-plan-updated").unwrap().clone();
    assert_eq!(plan["due"], "2026-03-06", "ten working days from the completion of the whole review");
    let next = go(&book, "2026-02-20", "reviews|--child|T1|--json").rows();
    assert_eq!(next[1]["legal_due"], "2026-05-12", "three months from the first meeting");
}

#[test]
fn a_review_adjourned_before_its_day_is_recorded_under_that_day_and_an_unbooked_one_is_not_adjourned() {
    let book = began("luton");
    let adjourn = |today: &str, on: &str| {
        book.on(today, &["record", "review", "T1", "--adjourned", on, "--reason", "No care plan"])
    };
    let unbooked = adjourn("2026-02-10", "2026-02-10");
    assert_eq!(unbooked.code, 3);
    assert!(unbooked.err.contains("never booked"), "{}", unbooked.err);
    go(&book, "2026-02-10", "record|review|T1|--booked|2026-02-12");
    assert_eq!(adjourn("2026-02-10", "2026-02-11").code, 3, "a day still to come");
    assert_eq!(adjourn("2026-02-10", "2026-02-10").code, 0);
    let review = go(&book, "2026-02-13", "review|T1|--review|1|--json").json();
    assert_eq!((&review["held"], &review["complete_by"]), (&"2026-02-12".into(), &"2026-03-12".into()));
    let next = go(&book, "2026-02-13", "reviews|--child|T1|--json").rows();
    assert_eq!(next[1]["legal_due"], "2026-05-12", "three months from the date it was booked for");
}

#[test]
fn what_has_happened_is_not_recorded_twice_or_on_a_day_to_come() {
    let book = began("luton");
    go(&book, "2026-02-12", "record|review|T1|--held|2026-02-12|--participation|PN1");
    let again = book.on("2026-02-12", &["record", "review", "T1", "--held", "2026-02-12"]);
    assert_eq!(again.code, 3);
    assert!(again.err.contains("in the book already"), "{}", again.err);
    go(&book, "2026-02-12", "record|review|T1|--review|1|--held|2026-02-12|--participation|PN2");
    for ahead in [
        "record|review|T1|--held|2026-04-14",
        "record|review|T1|--completed|2026-02-13",
        "record|contact|T1|--kind|spoke|--with|child|--date|2026-02-13|--text|Hello",
    ] {
        let words: Vec<&str> = ahead.split('|').collect();
        let refused = book.on("2026-02-12", &words);
        assert_eq!(refused.code, 3, "{ahead}: {}", refused.err);
        assert!(refused.err.contains("still to come"), "{}", refused.err);
    }
}

#[test]
fn an_adjourned_review_shows_its_clock_and_is_adjourned_once() {
    let book = began("luton");
    go(&book, "2026-02-10", "record|review|T1|--booked|2026-02-12");
    go(&book, "2026-02-12", "record|review|T1|--adjourned|2026-02-12|--reason|No care plan");
    let review = go(&book, "2026-02-13", "review|T1|--review|1|--json").json();
    assert_eq!((&review["complete_by"], &review["held"]), (&"2026-03-12".into(), &"2026-02-12".into()));
    let told = go(&book, "2026-02-13", "review|T1|--review|1").out;
    assert!(told.contains("nothing proposed at it takes effect"), "{told}");
    let twice = ["record", "review", "T1", "--adjourned", "2026-02-20", "--reason", "Still none"];
    for args in [&twice[..], &[&twice[..], &["--review", "1"]].concat()] {
        let again = book.on("2026-02-20", args);
        assert_eq!(again.code, 3, "{}", again.out);
        assert!(again.err.contains("only once"), "{}", again.err);
    }
    go(&book, "2026-03-10", "record|review|T1|--review|1|--completed|2026-03-10");
    assert_eq!(go(&book, "2026-03-10", "review|T1|--review|1|--json").json()["complete_by"], Value::Null);
}
