//! Decisions from a script: made, answered, carried out, read back.

use serde_json::Value;

use super::{Book, Ran, has_keys};

fn go(book: &Book, on: &str, args: &str) -> Ran {
    let args: Vec<&str> = args.split('|').collect();
    let done = book.on(on, &args);
    assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    done
}

fn refused(book: &Book, on: &str, args: &str) -> String {
    let ran = book.on(on, &args.split('|').collect::<Vec<_>>());
    assert_eq!(ran.code, 3, "{args}: {}", ran.out);
    ran.err
}

#[test]
fn a_decision_is_sent_agreed_by_silence_and_followed_to_the_next_review() {
    let book = Book::new("luton");
    go(&book, "2026-01-20", "record|child|T1|--forename|Tess|--dob|2015-03-04");
    go(&book, "2026-01-20", "record|care|T1|--start|2026-01-20|--legal|V2");
    go(&book, "2026-02-12", "record|review|T1|--held|2026-02-12|--participation|PN1");
    let decide =
        "record|decision|T1|--review|1|--text|Write to the school ASAP|--owner|social-worker|--by|2026-03-20";
    let id = go(&book, "2026-02-12", &format!("{decide}|--json")).json()["id"].clone();
    go(&book, "2026-02-12", "record|decision|T1|--review|1|--text|Find a dentist");
    let unknown = book.on("2026-02-12", &["record", "decision", "T1", "--review", "9", "--text", "x"]);
    assert_eq!(unknown.code, 7);
    let first = |on: &str| go(&book, on, "decisions|T1|--json").rows()[0].clone();
    has_keys(&first("2026-02-12"), "id, child, review, text, owner, by, status, carried");
    assert_eq!(first("2026-02-12")["agreement"], "not-sent");
    assert_eq!(first("2026-02-12")["doubts"].as_array().unwrap().len(), 1, "ASAP");

    go(&book, "2026-02-17", "record|review|T1|--decisions-sent|2026-02-17");
    // Luton counts its five working days from the notification.
    assert_eq!(first("2026-02-24")["agreement"], "sent");
    assert_eq!(first("2026-04-01")["agreement"], "deemed-agreed");
    go(&book, "2026-02-17", "record|review|T1|--decisions-received|2026-02-17");
    let open = first("2026-02-24");
    assert_eq!((&open["agreement"], &open["object_until"]), (&"received".into(), &"2026-02-24".into()));
    let silent = first("2026-02-25");
    assert_eq!((&silent["agreement"], &silent["agreed_on"]), (&"deemed-agreed".into(), &"2026-02-24".into()));

    let object = format!("record|agreement|T1|{id}|--answer|disagreed|--date");
    let told = refused(&book, "2026-02-26", &format!("{object}|2026-02-26|--reason|no money"));
    assert!(told.contains("Tue 24 Feb 2026") && told.contains("reversed"), "{told}");
    assert!(refused(&book, "2026-02-26", &format!("{object}|2026-02-20")).contains("reason"));
    go(
        &book,
        "2026-02-26",
        "record|agreement|T1|--review|1|--answer|reversed|--date|2026-02-26|--reason|on leave",
    );
    let rows = go(&book, "2026-02-27", "decisions|T1|--json").rows();
    assert!(rows.iter().all(|r| r["agreement"] == "reversed" && r["reason"] == "on leave"), "{rows:?}");
    go(&book, "2026-02-27", &format!("{object}|2026-02-27|--reason|no money"));
    assert_eq!(first("2026-02-27")["agreement"], "disagreed-in-writing");

    let mark = format!("record|decided|T1|{id}|--date|2026-05-12|--status");
    assert!(refused(&book, "2026-05-12", &format!("{mark}|dropped")).contains("reason"));
    let early = format!("record|decided|T1|{id}|--date|2026-02-11|--status|done");
    assert!(refused(&book, "2026-05-12", &early).contains("Thu 12 Feb 2026"));
    go(&book, "2026-05-12", &format!("{mark}|partly|--note|letter drafted"));
    go(&book, "2026-05-12", "record|review|T1|--held|2026-05-12|--participation|PN1");
    let carried = first("2026-05-13");
    assert_eq!((&carried["status"], &carried["carried"]), (&"partly".into(), &Value::from(1)));
    assert_eq!((&carried["late"], &carried["note"]), (&true.into(), &"letter drafted".into()));
    let page = go(&book, "2026-05-13", "decisions").out;
    assert!(page.contains("carried 1 review") && page.contains("letter drafted"), "{page}");
    go(&book, "2026-05-13", "undo");
    assert_eq!(first("2026-05-13")["carried"], 0);
}
