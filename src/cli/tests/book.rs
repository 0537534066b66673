//! With a book: made, filled, asked.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Book, has_keys, ran};

pub(super) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

#[test]
fn a_book_that_is_missing_locked_or_misnamed_has_its_exit_code() {
    let book = Book::new("england");
    let missing = ran(&["--book", "/nowhere/a.casebook", "list"], "");
    assert_eq!(missing.code, 7, "{}", missing.err);
    let wrong = book.book.with_file_name("wrong");
    std::fs::write(&wrong, "not the right passphrase\n").unwrap();
    let named = ["--book", book.book.to_str().unwrap()];
    let locked = ran(&[&named[..], &["--passphrase-file", wrong.to_str().unwrap(), "list"]].concat(), "");
    assert_eq!(locked.code, 4, "{}", locked.err);
    assert_eq!(book.run(&["init", "--iro", "A", "--practice", "luton"]).code, 2);
    assert_eq!(book.run(&["list", "--json"]).out, "[]\n");
    assert_eq!(book.run(&["show", "T1"]).code, 7);
    assert_eq!(book.run(&["record", "note", "T1", "--text", "x"]).code, 7);
    let verified = book.run(&["verify", "--json"]).json();
    assert_eq!(verified["ok"], true);
    let weak = book.book.with_file_name("b.casebook");
    std::fs::write(&wrong, "short\n").unwrap();
    let args = ["--book", weak.to_str().unwrap(), "--passphrase-file", wrong.to_str().unwrap()];
    let refused = ran(&[&args[..], &["init", "--iro", "A", "--practice", "luton"]].concat(), "");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(!weak.exists());
}

#[test]
fn the_worked_first_review_over_christmas() {
    let book = Book::new("luton");
    let day = |args: &[&str]| book.on("2025-12-15", args);
    assert_eq!(day(&["record", "child", "T1", "--forename", "Tess", "--dob", "2015-03-04"]).code, 0);
    let care =
        day(&["record", "care", "T1", "--start", "2025-12-15", "--legal", "V2", "--place", "U6", "--json"]);
    let care = care.json();
    has_keys(&care, "id, undo, moved");
    let moved = care["moved"].as_array().unwrap();
    assert!(moved.iter().any(|m| m["title"] == "Hold the review" && m["after"] == "2026-01-15"));
    has_keys(&moved[0], "title, instance, before, after");
    // All of it, or nothing.
    assert_eq!(day(&["record", "child", "T2"]).code, 0);
    assert_eq!(day(&["record", "care", "T2", "--start", "2025-12-15", "--legal", "XX"]).code, 3);
    assert!(day(&["show", "T2", "--json"]).json()["periods"].as_array().unwrap().is_empty());

    let told = book.on("2026-01-15", &["explain", "T1", "next-review"]);
    assert_eq!(told.code, 0, "{}", told.err);
    for words in ["Thu 15 Jan 2026", "Christmas Day", "Boxing Day", "New Year", "not counted"] {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    let json = book.on("2026-01-15", &["explain", "T1", "next-review", "--json"]).json();
    has_keys(&json, "child, duty, due, governs, steps, sources, assumptions");
    assert_eq!((&json["due"], &json["duty"]), (&Value::from("2026-01-15"), &Value::from("review")));
    let skips = json["steps"].as_array().unwrap().iter().filter(|s| s["kind"] == "skip").count();
    assert!(skips >= 6, "{json}");

    for (on, status, days) in [("2026-01-15", "due-today", 0), ("2026-01-16", "overdue", -1)] {
        let dues = book.on(on, &["due", "--child", "T1", "--json"]).rows();
        let review = dues.iter().find(|d| d["duty"] == "review").unwrap();
        assert_eq!((&review["status"], &review["days"]), (&Value::from(status), &Value::from(days)), "{on}");
        has_keys(
            review,
            "child, duty, instance, title, owner, scope, review, anchor, anchor_date, due, plan_by, status, \
             days, late_days, reason, missing, done_on, basis, cite, projected",
        );
    }
    let near = book.run(&["explain", "T1", "next-revew"]);
    assert_eq!(near.code, 7);
    assert!(near.err.contains("next-review"), "{}", near.err);
    assert_eq!(book.run(&["due", "--owner", "nobody"]).code, 7);
    assert_eq!(book.run(&["due", "--within", "soon"]).code, 3);
    assert_eq!(book.on("2026-01-12", &["due", "--within", "3wd"]).code, 0);

    let held =
        book.on("2026-01-16", &["record", "review", "T1", "--held", "2026-01-15", "--participation", "PN1"]);
    assert_eq!(held.code, 0, "{}", held.err);
    assert!(held.out.contains("undo with: casebook undo"), "{}", held.out);
    let reviews = book.on("2026-01-16", &["reviews", "--child", "Tess", "--json"]).rows();
    assert_eq!(reviews.len(), 2);
    has_keys(
        &reviews[0],
        "child, period_start, sequence, regime, legal_due, due, plan_by, booked, held, completed, on_time, \
         days_late, participation, practice",
    );
    assert_eq!(
        (&reviews[0]["on_time"], &reviews[0]["participation"]),
        (&Value::Bool(true), &Value::from("PN1"))
    );
    assert_eq!((&reviews[1]["legal_due"], &reviews[1]["held"]), (&Value::from("2026-04-15"), &Value::Null));
    assert_eq!(book.on("2026-01-16", &["undo"]).code, 0);
    assert_eq!(book.on("2026-01-16", &["reviews", "--json"]).rows().len(), 1);
    let redo = book.on("2026-01-16", &["redo", "--list", "--json"]).rows();
    assert_eq!(redo.len(), 1);
}

#[test]
fn what_is_recorded_can_be_read_back() {
    let book = Book::new("luton");
    let go = |args: &[&str]| {
        let done = book.on("2026-03-02", args);
        assert_eq!(done.code, 0, "{args:?}: {}", done.err);
        done
    };
    go(&["record", "child", "7", "--forename", "Ada", "--surname", "Obi", "--sex", "f", "--disabled", "no"]);
    go(&["record", "child", "8", "--forename", "Ben", "--surname", "Obi"]);
    go(&["record", "care", "7", "--start", "2026-02-02", "--legal", "C1", "--place", "U6"]);
    go(&["record", "legal", "7", "--code", "C2", "--start", "2026-02-20"]);
    go(&["record", "placement", "7", "--code", "K2", "--start", "2026-02-25", "--reason", "CARPL"]);
    go(&["record", "sibling", "7", "--of", "Ben"]);
    go(&["record", "person", "7", "--role", "social-worker", "--name", "Sam Shaw", "--detail", "01234"]);
    go(&["record", "allocated", "7", "--iro", "Ann Reviewer", "--date", "2026-02-04"]);
    go(&[
        "record",
        "contact",
        "7",
        "--kind",
        "saw",
        "--with",
        "Ada",
        "--date",
        "today",
        "--text",
        "Well\u{1b}[31m.",
    ]);
    go(&["record", "note", "service", "--text", "Inbox read"]);
    go(&["record", "done", "7", "sw-consulted", "--date", "2026-02-10", "--note", "by phone"]);
    go(&[
        "record",
        "change",
        "7",
        "--kind",
        "school-exclusion",
        "--date",
        "2026-03-01",
        "--text",
        "five days",
    ]);
    go(&["record", "escalation", "7", "--concern", "drift", "--text", "no plan", "--date", "2026-03-02"]);
    go(&["record", "review", "7", "--booked", "2026-02-27", "--at", "10:30", "--venue", "School"]);
    go(&["record", "care", "7", "--correct", "2026-02-03"]);

    let child = &go(&["list", "--filter", "ada", "--json"]).rows()[0];
    has_keys(
        child,
        "child, name, dob, age, legal_status, placement, looked_after_since, iro, next_review, late, due_soon, \
         signals, escalations, last_seen",
    );
    assert_eq!((&child["legal_status"], &child["placement"]), (&Value::from("C2"), &Value::from("K2")));
    assert_eq!(
        (&child["iro"], &child["last_seen"]),
        (&Value::from("Ann Reviewer"), &Value::from("2026-03-02"))
    );
    assert_eq!(
        (&child["looked_after_since"], &child["escalations"]),
        (&Value::from("2026-02-03"), &Value::from(1))
    );
    let notes = go(&["notes", "--json"]).rows();
    assert_eq!(notes.len(), 2);
    has_keys(&notes[0], "id, child, date, kind, text, pasted");
    assert!(!go(&["notes", "7"]).out.contains('\u{1b}'));
    let raised = &go(&["escalations", "--json"]).rows()[0];
    has_keys(raised, "id, child, protocol, stage, concern, risk, raised, reply_by, total_by, status, effect");
    let dues = go(&["due", "--json"]).rows();
    assert!(dues.iter().any(|d| d["duty"] == "sw-consulted" && d["done_on"] == "2026-02-10"), "{dues:?}");
    assert_eq!(go(&["sessions", "7", "--json"]).out, "[]\n");
    for args in
        [&["show", "7"][..], &["calendar"], &["due"], &["reviews"], &["escalations"], &["undo", "--list"]]
    {
        assert!(go(args).out.len() > 10, "{args:?}");
    }
    let day = go(&["calendar", "--from", "2026-02-20", "--to", "2026-04-10", "--json"]).rows();
    assert!(day.iter().any(|e| e["kind"] == "review" && e["at"] == "10:30"), "{day:?}");
    assert!(day.iter().any(|e| e["kind"] == "holiday" && e["date"] == "2026-04-03"));

    let added = go(&["holiday", "add", "2026-03-03", "Proclaimed"]);
    assert!(added.out.contains("Ada Obi: "), "{}", added.out);
    assert_eq!(book.run(&["holiday", "add", "2026-12-25", "Again"]).code, 3);
    assert!(go(&["holiday", "list", "--json"]).rows().iter().any(|h| h["added"] == true));
    go(&["holiday", "remove", "2026-03-03"]);
    assert_eq!(book.run(&["holiday", "remove", "2026-03-03"]).code, 7);
    go(&["practice", "use", "england"]);
    go(&["backup", "--json"]);
    go(&["record", "child", "8", "--remove"]);
    assert_eq!(go(&["list", "--json"]).rows().len(), 1);
}

#[test]
fn a_return_is_judged_as_the_oracle_has_it() {
    let book = Book::new("england");
    let dir = data("ssda903_dev");
    let (dir, names) = (dir.to_str().unwrap(), data("ssda903_dev/names.csv"));
    let args = ["import", "ssda903", dir, "--names", names.to_str().unwrap(), "--json"];
    let on = "2026-11-20";
    let dry = book.on(on, &[&args[..], &["--dry-run"]].concat()).json();
    has_keys(&dry, "tables, accepted, refused, doubts, not_read");
    assert_eq!(book.run(&["list", "--json"]).out, "[]\n");
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(book.run(&["import", "ssda903", empty.path().to_str().unwrap()]).code, 3);
    assert_eq!(book.on(on, &args).json(), dry);

    let reviews = book.on(on, &["reviews", "--json"]).rows();
    let key = |r: &Value| {
        let text = |k: &str| r[k].as_str().unwrap().to_owned();
        (text("child"), text("period_start"), r["sequence"].as_u64().unwrap().to_string())
    };
    let rows: HashMap<_, &Value> = reviews.iter().map(|r| (key(r), r)).collect();
    let oracle = |name: &str| -> Vec<csv::StringRecord> {
        csv::Reader::from_path(data(name)).unwrap().records().map(|r| r.unwrap()).collect()
    };
    let mut judged = 0;
    for want in oracle("ssda903_dev_oracle.csv").iter().filter(|w| &w[9] == "no") {
        let row = rows[&(want[0].to_owned(), want[1].to_owned(), want[2].to_owned())];
        assert_eq!((&row["held"], &row["legal_due"]), (&want[3].into(), &want[4].into()), "{want:?}");
        assert_eq!(row["on_time"], Value::Bool(&want[5] == "yes"), "{want:?}");
        assert_eq!(row["days_late"].to_string(), &want[6], "{want:?}");
        judged += 1;
    }
    assert_eq!(judged, 426);
    let next: HashMap<&str, &Value> =
        reviews.iter().filter(|r| r["held"].is_null()).map(|r| (r["child"].as_str().unwrap(), r)).collect();
    // Where an agency had authority to place, the adoption clock: worked by a script of its own.
    let mut adoption = 0;
    for want in oracle("ssda903_dev_adoption.csv") {
        let row = rows[&(want[0].to_owned(), want[1].to_owned(), want[2].to_owned())];
        assert_eq!((&row["regime"], &row["legal_due"]), (&want[3].into(), &want[4].into()), "{want:?}");
        adoption += 1;
    }
    assert_eq!(adoption, 57);
    let mut open = 0;
    for want in oracle("ssda903_dev_next_due.csv").iter().filter(|w| &w[9] == "no") {
        assert_eq!(next[&want[0]]["legal_due"], want[4], "{want:?}");
        open += 1;
    }
    assert_eq!(open, 62);
}

fn done(book: &Book, args: &[&str]) {
    let ran = book.run(args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
}

#[test]
fn no_file_handed_out_takes_the_place_of_a_book_or_of_what_lies_beside_it() {
    let book = Book::new("luton");
    done(&book, &["record", "child", "7", "--forename", "Ada", "--surname", "Byrne"]);
    let folder = book.book.parent().unwrap().to_owned();
    let beside = |end: &str| PathBuf::from(format!("{}{end}", book.book.display()));
    std::fs::create_dir_all(beside(".backups")).unwrap();
    let backup = beside(".backups").join("kept.casebook");
    std::fs::write(&backup, b"a backup").unwrap();
    let dotted = folder.join(".").join("a.casebook");
    let mut places =
        vec![book.book.clone(), beside(".keys"), beside(".keys.bak"), beside(".lock"), backup, dotted];
    places.push(beside("-wal"));
    #[cfg(unix)]
    for (name, of) in [("soft", ".keys"), ("hard", ".keys"), ("softbook", "")] {
        let place = folder.join(name);
        match name.starts_with("soft") {
            true => std::os::unix::fs::symlink(beside(of), &place).unwrap(),
            false => std::fs::hard_link(beside(of), &place).unwrap(),
        }
        places.push(place);
    }
    for place in &places {
        let before = std::fs::read(place).ok();
        let file = place.to_str().unwrap();
        for args in [
            vec!["export", "ics", file],
            vec!["export", "ics", file, "--force"],
            vec!["report", "tracker", "--out", file, "--force"],
        ] {
            let ran = book.run(&args);
            assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
            assert!(ran.err.contains("belongs to a book"), "{args:?}: {}", ran.err);
        }
        // Opening writes into the book itself: that it is whole still is looked at below.
        let kept = file.contains("keys")
            || file.contains("soft") && !file.contains("softbook")
            || file.contains("kept");
        assert!(!kept || std::fs::read(place).ok() == before, "{file} was written to");
    }
    done(&book, &["verify"]);
    // Any other file is replaced only where that is said.
    let other = folder.join("plan.ics");
    std::fs::write(&other, b"mine").unwrap();
    let file = other.to_str().unwrap();
    assert_eq!(book.run(&["export", "ics", file]).code, 2);
    assert_eq!(std::fs::read(&other).unwrap(), b"mine");
    done(&book, &["export", "ics", file, "--force"]);
    assert!(std::fs::read_to_string(&other).unwrap().contains("BEGIN:VCALENDAR"));
}
