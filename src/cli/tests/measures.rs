//! Measures against the oracle, and a change answered from the command line.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::book::data;
use super::{Book, has_keys};

/// The verdicts of an independent program, counted again here from its file alone.
#[test]
fn measures_are_the_oracles_verdicts_added_up() {
    let book = Book::new("england");
    let (dir, on) = (data("ssda903_dev"), "2026-11-20");
    assert_eq!(book.on(on, &["import", "ssda903", dir.to_str().unwrap()]).code, 0);
    let rows: Vec<csv::StringRecord> = csv::Reader::from_path(data("ssda903_dev_oracle.csv"))
        .unwrap()
        .records()
        .map(|r| r.unwrap())
        .collect();
    // Children with a time on the adoption clock are judged by it here, and by the ordinary one there.
    let adopted: BTreeSet<&str> = rows.iter().filter(|r| &r[9] == "yes").map(|r| &r[0]).collect();
    for (from, to) in
        [("2025-04-01", "2026-03-31"), ("2024-04-01", "2025-03-31"), ("2026-07-01", "2026-09-30")]
    {
        let told = book.on(on, &["measures", "--from", from, "--to", to, "--json"]).json();
        has_keys(&told, "reviews, children, participation, midpoints, escalations, visits, early_reviews");
        has_keys(&told["reviews"], "due, held, on_time, late, pct, rows");
        has_keys(&told["children"], "reviewed, all_on_time, pct, rows");
        has_keys(&told["participation"], "PN0, PN1, PN2, PN3, PN4, PN5, PN6, PN7, rows");
        let (mut months, mut days) = ((0, 0), (0, 0));
        let mut children: BTreeMap<&str, bool> = BTreeMap::new();
        let within = |r: &&csv::StringRecord| &r[3] >= from && &r[3] <= to && !adopted.contains(&r[0]);
        for row in rows.iter().filter(within) {
            let (good, good_days) = (&row[5] == "yes", &row[8] == "yes");
            months = (months.0 + u64::from(good), months.1 + 1);
            days = (days.0 + u64::from(good_days), days.1 + 1);
            *children.entry(&row[0]).or_insert(true) &= good;
        }
        let ours: Vec<&Value> = told["reviews"]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|r| r["held"].as_str().is_some_and(|d| d >= from && d <= to))
            .filter(|r| !adopted.contains(r["child"].as_str().unwrap()))
            .collect();
        let so = |key: &str| ours.iter().filter(|r| r[key] == true).count() as u64;
        assert_eq!((so("on_time"), ours.len() as u64), months, "{from}");
        assert_eq!((so("on_time_days"), ours.len() as u64), days, "{from}");
        assert!(months.1 > 10 && months.0 < months.1, "a span that proves something: {months:?}");
        let mut good: BTreeMap<&str, bool> = BTreeMap::new();
        for row in &ours {
            *good.entry(row["child"].as_str().unwrap()).or_insert(true) &= row["on_time"] == true;
        }
        assert_eq!(good, children, "{from}");
        // The figures are the rows added up.
        let n = |key: &str| told["reviews"][key].as_u64().unwrap();
        assert_eq!(n("on_time") + n("late"), n("held"));
        let pct = (n("on_time") as f64 * 1000.0 / n("held") as f64).round() / 10.0;
        assert_eq!(told["reviews"]["pct"].as_f64(), Some(pct));
    }
    assert_eq!(book.on(on, &["measures", "--from", "2026-02-01", "--to", "2026-01-01"]).code, 2);
    let text = book.on(on, &["measures", "--from", "2025-04-01", "--to", "2026-03-31"]);
    assert!(text.out.contains("91 and 183 days") && text.out.contains("Caseload on"), "{}", text.out);
}

#[test]
fn a_change_is_answered_once_forward_and_once_not_and_the_law_is_not_talked_away() {
    let book = Book::new("luton");
    let on = |day: &str, args: &[&str]| book.on(day, args);
    let go = |day: &str, args: &[&str]| {
        let ran = book.on(day, args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran
    };
    let day = "2026-03-02";
    go(day, &["record", "child", "T1", "--forename", "Tess", "--dob", "2015-03-04"]);
    go(day, &["record", "care", "T1", "--start", "2026-01-05", "--legal", "V2", "--place", "U6"]);
    go(day, &["record", "review", "T1", "--held", "2026-02-02", "--participation", "PN1"]);
    let change = |kind: &str, date: &str| {
        go(day, &["record", "change", "T1", "--kind", kind, "--date", date, "--json"]).json()["id"]
            .to_string()
    };
    let excluded = change("school-exclusion", "2026-02-23");
    let planned = change("significant-change", "2026-02-25");
    let released = change("custody-release-due", "2026-02-26");
    let due = |id: &str| {
        let dues = go(day, &["due", "--child", "T1", "--json"]).rows();
        let instance = format!("change:{id}");
        let found =
            dues.iter().find(|d| d["duty"] == "change-response" && d["instance"] == instance.as_str());
        found.unwrap().clone()
    };
    assert_eq!(
        (&due(&excluded)["due"], &due(&excluded)["status"]),
        (&"2026-03-02".into(), &"due-today".into())
    );
    assert_eq!(due(&planned)["due"], "2026-03-04");

    let why = ["record", "response", "T1", &excluded, "--not-needed", "one day, back at school", "--json"];
    go(day, &why);
    assert_eq!(due(&excluded)["status"], "done");
    assert_eq!(due(&planned)["status"], "due-soon", "the other change is not answered by it");
    let refused = on(day, &["record", "response", "T1", &planned, "--not-needed", "all agree"]);
    assert!(refused.code == 3 && refused.err.contains("--exception"), "{}", refused.err);
    let never =
        ["record", "response", "T1", &released, "--not-needed", "all agree", "--exception", "we agree"];
    assert_eq!(on(day, &never).code, 3);
    let excepted = "the carer died and the child had to move that night";
    go(day, &["record", "response", "T1", &planned, "--not-needed", "moved first", "--exception", excepted]);

    // Booked for the day it comes forward to; a day later than the limit brings nothing forward.
    assert_eq!(on(day, &["record", "response", "T1", &released, "--brought-forward", "2026-05-03"]).code, 3);
    go(day, &["record", "response", "T1", &released, "--brought-forward", "2026-03-16"]);
    let shown = go(day, &["show", "T1", "--json"]).json();
    assert_eq!(shown["next_review"]["booked"], "2026-03-16");
    let answers: Vec<&Value> = shown["changes"].as_array().unwrap().iter().map(|c| &c["outcome"]).collect();
    assert_eq!(answers, ["not-needed", "not-needed", "brought-forward"]);
    assert!(go(day, &["show", "T1"]).out.contains("brought forward to Mon 16 Mar 2026"));
    let early = &go(day, &["measures", "--from", "2026-02-01", "--to", "2026-03-02", "--json"]).json()["early_reviews"];
    assert_eq!(
        (&early["told"], &early["brought_forward"], &early["not_needed"]),
        (&3.into(), &1.into(), &2.into())
    );
    // Put back after the day it was brought forward to: taken, and said so.
    let back = go(day, &["record", "review", "T1", "--booked", "2026-03-23"]);
    assert!(back.err.contains("brought the review forward to Mon 16 Mar 2026"), "{}", back.err);
    go(day, &["undo"]);
    go(day, &["undo"]);
    assert_eq!(go(day, &["show", "T1", "--json"]).json()["next_review"]["booked"], Value::Null);
}

#[test]
fn a_late_review_is_asked_why_until_somebody_says() {
    let book = Book::new("england");
    let day = "2026-03-02";
    let go = |args: &[&str]| book.on(day, args);
    go(&["record", "child", "T1", "--dob", "2015-03-04"]);
    go(&["record", "care", "T1", "--start", "2026-01-05"]);
    let held = go(&["record", "review", "T1", "--held", "2026-02-03", "--participation", "PN1"]);
    assert_eq!(held.code, 0);
    assert!(held.err.contains("--late-reason"), "{}", held.err);
    let missing = || go(&["measures", "--json"]).json()["reviews"]["late_without_reason"].clone();
    assert_eq!(missing(), 1);
    assert_eq!(go(&["record", "review", "T1", "--late-reason", "snow: the roads were shut"]).code, 0);
    assert_eq!(missing(), 0);
    assert!(go(&["measures"]).out.contains("snow"));
}

#[test]
fn a_change_of_iro_is_flagged_and_what_is_open_is_handed_over() {
    let book = Book::new("rochdale");
    let go = |args: &[&str]| {
        let ran = book.on("2026-03-02", args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran
    };
    go(&["record", "child", "T1", "--forename", "Tess", "--dob", "2012-09-01"]);
    go(&["record", "care", "T1", "--start", "2026-01-05"]);
    go(&["record", "person", "T1", "--role", "team-manager", "--name", "Ann Able"]);
    go(&["record", "allocated", "T1", "--iro", "Ben Best", "--date", "2026-01-06"]);
    let flagged = go(&["record", "allocated", "T1", "--iro", "Ann Able", "--date", "2026-03-02"]);
    assert!(flagged.err.contains("team manager") && flagged.err.contains("introduces"), "{}", flagged.err);
    go(&["record", "note", "T1", "--kind", "wishes", "--text", "I want to see my brother"]);
    go(&["record", "change", "T1", "--kind", "school-exclusion", "--date", "2026-03-01"]);
    let page = go(&["handover", "T1", "--json"]).json();
    has_keys(&page, "wishes, next_review, decisions, escalations, changes, dues, signals, turning_points");
    assert_eq!(page["changes"].as_array().unwrap().len(), 1);
    assert_eq!(page["turning_points"][0]["date"], "2028-09-01");
    assert!(go(&["handover", "T1"]).out.contains("my brother"));
    let shown = go(&["show", "T1", "--json"]).json();
    assert!(shown["people_rules"].as_array().unwrap().iter().any(|f| f["id"] == "iro-not-independent"));
    assert_eq!(shown["turning_points"], page["turning_points"]);
}
