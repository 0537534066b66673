//! What each document asks, held to what the program says: `tests/data/practice/facts-*.toml`, written as the worked
//! situations of `tests/data/advice` are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::advice::worked;
use super::book::data;
use super::lines::words;
use super::{Book, ran};
use crate::rules::practice::{SHIPPED, shipped};

#[test]
fn what_luton_asks_is_what_the_program_says() {
    worked("facts-luton");
}

#[test]
fn what_portsmouth_asks_is_what_the_program_says() {
    worked("facts-portsmouth");
}

#[test]
fn what_the_guidance_of_2020_asks_is_what_the_program_says() {
    worked("facts-guidance-2020");
}

#[test]
fn what_north_lincolnshire_asks_is_what_the_program_says() {
    worked("facts-north-lincolnshire");
}

#[test]
fn what_rochdale_asks_is_what_the_program_says() {
    worked("facts-rochdale");
}

#[test]
fn a_practice_is_shown_in_the_order_of_the_work_with_its_sources_and_searched() {
    let show = |more: &[&str]| {
        let done = ran(&[&["practice", "show", "rochdale"], more].concat(), "");
        assert_eq!(done.code, 0, "{}", done.err);
        done
    };
    let whole = show(&[]).out;
    let place = |words: &str| whole.find(words).unwrap_or_else(|| panic!("{words}\n{whole}"));
    assert!(
        place("Coming into care") < place("Before a review")
            && place("Before a review") < place("After a review")
    );
    assert!(whole.contains("Rochdale 5.2.5, section 4"));
    let found = show(&["--find", "Guardian before"]).out;
    assert!(found.contains("guardian-told") && !found.contains("guardian-consulted"), "{found}");
    let json = show(&["--find", "guardian before", "--json"]).json();
    assert_eq!(json["duties"].as_array().unwrap().len(), 1);
}

/// `tests/data/practice/everything.toml`.
#[derive(Deserialize)]
struct Everything {
    days: Vec<String>,
    facts: Vec<String>,
    only: BTreeMap<String, Vec<String>>,
}

/// The table of COVERAGE.md names duties; here each is held to the program: somewhere it is owed, or done.
#[test]
fn every_duty_of_every_practice_is_owed_at_some_time() {
    let text = std::fs::read_to_string(data("practice").join("everything.toml")).unwrap();
    let mut all: Everything = toml::from_str(&text).unwrap();
    let book = Book::new("england");
    // In the order of their days.
    all.facts.sort_by(|a, b| a[..10].cmp(&b[..10]));
    let plain = all.facts.iter().map(|line| ("england", line));
    let only =
        all.only.iter().flat_map(|(practice, lines)| lines.iter().map(move |l| (practice.as_str(), l)));
    for (practice, line) in plain.chain(only) {
        let all = words(line);
        let told = book.on(all[0], &[&["record"], &all[1..], &["--practice", practice]].concat());
        assert_eq!(told.code, 0, "{line}: {}", told.err);
    }
    const SHOWN: [&str; 7] = ["overdue", "now", "due-today", "due-soon", "upcoming", "done", "done-late"];
    for (id, _) in SHIPPED {
        let mut owed = BTreeSet::new();
        for day in &all.days {
            let rows = book.on(day, &["due", "--practice", id, "--json"]).json();
            let shown = rows.as_array().unwrap().iter().filter(|r| SHOWN.iter().any(|s| r["status"] == **s));
            owed.extend(shown.filter_map(|r| r["duty"].as_str().map(str::to_owned)));
        }
        let practice = shipped(id).unwrap();
        let never: Vec<&str> =
            practice.duties.iter().map(|d| d.id.as_str()).filter(|d| !owed.contains(*d)).collect();
        assert!(never.is_empty(), "{id}: never owed: {never:?}");
    }
}
