//! The guide to writing a practice: its example is a practice, its words are the words there are, and
//! a file written from it alone drives the engine.

use super::super::escalation::{Judge, Opening, Reviews};
use super::*;
use crate::model::child::Person;
use crate::model::ids::PersonId;
use crate::model::record::Ended;
use crate::model::record::Subject;
use crate::model::role::Role;
use crate::rules::due::Status;
use crate::rules::practice::words::{Leaves, OnNo};
use crate::rules::practice::{Problem, SHIPPED, Scope, anchor_words, doubts, parse};
use crate::rules::sessions::{Walk, asked, tasks};

const GUIDE: &str = include_str!("../../../assets/practices/WRITING.md");
const SIXTH: &str = include_str!("../../../tests/data/practice/harbourside.toml");

/// Every piece of TOML in the guide, one after another.
fn example() -> String {
    let pieces = GUIDE.split("```toml\n").skip(1);
    pieces.filter_map(|rest| rest.split("```").next()).collect::<Vec<_>>().join("\n")
}

fn read(text: &str) -> Result<Practice, Vec<Problem>> {
    parse(text, &|id| SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned()))
}

/// The sixth practice as it stands once its fault is mended.
pub(super) fn sixth() -> Practice {
    read(&SIXTH.replace("records = \"case-notes\"", "records = \"case-note\"")).unwrap()
}

fn allocated(case: &mut Case, day: &str) {
    let start = Some(d(day));
    let person = |id| Person {
        id: PersonId(id),
        role: "iro".into(),
        name: "A. Reviewer".into(),
        detail: String::new(),
        start,
        end: None,
        source: Source::Hand,
    };
    case.people.push(person(1));
}

#[test]
fn the_example_of_the_guide_is_a_practice_without_a_doubt() {
    let practice = read(&example()).unwrap();
    assert_eq!(doubts(&practice, &calendar()), []);
    assert_eq!(practice.role("review-coordinator"), "Review Coordinator");
    assert_eq!((practice.margin, practice.title.as_str()), (2, "Fenmarsh"));
    assert!(practice.duty("annual-visit").is_none() && practice.duty("midpoint").is_some());
    let midpoint = practice.checklist("midpoint").unwrap();
    assert_eq!(midpoint.items.last().unwrap().id, "seen-at-school");
}

#[test]
fn the_example_of_the_guide_dates_steps_calls_for_lists_and_carries_a_concern() {
    let practice = read(&example()).unwrap();
    let mut case = came_in("2026-06-01");
    allocated(&mut case, "2026-06-02");
    let judged = judge(&case, &practice, "2026-06-08");
    let day = |duty: &str| due(&judged, duty, "care:1").due.map(|x| x.to_string());
    assert_eq!(day("welcome-pack-sent").as_deref(), Some("2026-06-05"));
    assert_eq!(day("welcome-call").as_deref(), Some("2026-06-12"), "five working days after the pack is due");
    let called: Vec<String> =
        tasks(&case, &judged, &practice, d("2026-06-08")).into_iter().map(|t| t.list).collect();
    assert!(called.contains(&"welcome".to_owned()), "{called:?}");

    held(&mut case, "2026-06-26");
    let second = judge(&case, &practice, "2026-07-01").next_review().unwrap().due;
    assert_eq!(second, Some(d("2026-09-04")), "ten weeks, before the three months of the law");

    let protocol = practice.protocol("fenmarsh-concerns").unwrap();
    let calendar = calendar();
    let clock = Judge { protocol, calendar: &calendar, reviews: Reviews::default() };
    let reply = |risk| {
        let track = clock.run(&Opening { raised: d("2026-06-01"), stage: None, risk: Some(risk) }, &[]);
        track.due().unwrap().to_string()
    };
    assert_eq!((reply("high").as_str(), reply("standard").as_str()), ("2026-06-02", "2026-06-05"));
}

#[test]
fn the_guide_names_every_word_a_file_may_use() {
    let scopes = Scope::ALL.iter().map(|s| s.word());
    let words = anchor_words().chain(Leaves::ALL.iter().map(|l| l.word()));
    let words = words.chain(OnNo::ALL.iter().map(|o| o.word()));
    let words = words
        .chain(scopes)
        .chain(Role::ALL.iter().map(|r| r.word()))
        .chain(Ended::ALL.iter().map(|e| e.word()));
    let missing: Vec<_> = words.filter(|w| !GUIDE.contains(&format!("`{w}`"))).collect();
    assert!(missing.is_empty(), "to be named in assets/practices/WRITING.md: {missing:?}");
}

#[test]
fn a_sixth_practice_is_told_its_faults_and_once_mended_only_its_doubts() {
    let problems = read(SIXTH).unwrap_err();
    let found: Vec<_> = problems.iter().map(|p| (p.key.as_str(), p.hint.as_str())).collect();
    assert_eq!(found, [("duty.postcard-answered.records", "did you mean case-note?")]);
    let told = doubts(&sixth(), &calendar());
    let keys: Vec<_> = told.iter().map(|p| p.key.as_str()).collect();
    assert_eq!(keys, ["regime.looked-after.second", "duty.sw-consulted.due"], "three weeks are never late");
}

#[test]
fn a_sixth_practice_drives_reviews_steps_lists_and_concerns() {
    let practice = sixth();
    let mut case = came_in("2026-01-12");
    held(&mut case, "2026-02-02");
    booked(&mut case, "2026-04-30", "2026-02-02");
    let judged = judge(&case, &practice, "2026-03-16");
    let next = judged.next_review().unwrap();
    assert_eq!(
        (next.legal_due, next.due),
        (Some(d("2026-05-02")), Some(d("2026-05-02"))),
        "four months are later than the law's three"
    );
    let day = |duty: &str| due(&judged, duty, "review:2").due.map(|x| x.to_string());
    assert_eq!(day("postcard").as_deref(), Some("2026-03-17"), "half-way comes before two weeks ahead");
    assert_eq!(day("postcard-answered").as_deref(), Some("2026-03-27"));
    assert_eq!(day("sw-consulted").as_deref(), Some("2026-04-24"), "guidance is advisory here");
    assert_eq!(due(&judged, "postcard", "review:2").status, Status::DueSoon);
    assert!(practice.duty("consultation-papers").is_none());

    let walk = Walk { list: "tide-table".into(), subject: Some(Subject::Review(ReviewId(2))) };
    let questions = asked(&walk, &case, &judged, &practice, d("2026-03-16"));
    assert_eq!(questions.iter().map(|q| q.id.as_str()).collect::<Vec<_>>(), ["weather", "storm-told"]);
    assert_eq!(questions[0].choices.len(), 3);
    let before = practice.checklist("pre-review").unwrap();
    assert!(before.items.iter().all(|i| i.id != "plans"));

    let protocol = practice.protocol("harbourside-ladder").unwrap();
    let calendar = calendar();
    let clock = Judge { protocol, calendar: &calendar, reviews: Reviews::default() };
    let track = clock.run(&Opening { raised: d("2026-03-13"), stage: Some("table"), risk: None }, &[]);
    assert_eq!((track.due(), track.total_by), (Some(d("2026-03-20")), Some(d("2026-04-07"))));
}
