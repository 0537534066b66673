//! The shipped practices as texts: sources, owners, lengths, and words that are ours.

use std::collections::HashSet;
use std::path::Path;

use super::*;
use crate::rules::practice::{SHIPPED, check};

/// Longest title that still fits its column with a child's name beside it.
const LONGEST_TITLE: usize = 70;
/// Longest question that fits three lines of a narrow terminal.
const LONGEST_QUESTION: usize = 180;
/// Whose documents were read.
const AUTHORITIES: [&str; 4] = ["luton", "rochdale", "portsmouth", "lincolnshire"];
/// Most words in a row that may stand in a source as well.
const MOST_WORDS_SHARED: usize = 8;

fn entries(text: &str) -> Vec<(String, toml::Table)> {
    let file: toml::Table = text.parse().unwrap();
    let lists = ["regime", "duty", "event", "checklist", "protocol"];
    let lists = lists.into_iter().filter_map(|list| Some((list, file.get(list)?.as_array()?.clone())));
    lists
        .flat_map(|(list, all)| all.into_iter().map(move |e| (list, e)))
        .map(|(list, e)| {
            let e = e.as_table().unwrap().clone();
            (format!("{list} {}", e["id"].as_str().unwrap()), e)
        })
        .collect()
}

#[test]
fn every_entry_of_a_shipped_practice_names_its_source() {
    for (id, text) in SHIPPED {
        for (name, entry) in entries(text) {
            let cited = |e: &toml::Table| e.get("cite").is_some_and(|c| !c.as_str().unwrap().is_empty());
            let items = entry.get("item").and_then(toml::Value::as_array);
            let each = items.is_some_and(|all| all.iter().all(|item| cited(item.as_table().unwrap())));
            assert!(cited(&entry) || each, "{id}: {name} has no cite");
        }
    }
}

#[test]
fn every_owner_is_a_known_role_and_every_title_fits() {
    for (id, _) in SHIPPED {
        let practice = shipped(id).unwrap();
        for duty in &practice.duties {
            assert!(practice.roles.contains_key(&duty.owner), "{id}: {} owned by {}", duty.id, duty.owner);
            assert!(duty.title.chars().count() <= LONGEST_TITLE, "{id}: {}", duty.title);
        }
        for event in &practice.events {
            assert!(event.title.chars().count() <= LONGEST_TITLE, "{id}: {}", event.title);
        }
        for item in practice.checklists.iter().flat_map(|l| &l.items) {
            assert!(item.ask.chars().count() <= LONGEST_QUESTION, "{id}: {}", item.ask);
            assert!(!item.why.is_empty() && !item.cite.is_empty(), "{id}: {}", item.id);
        }
    }
}

#[test]
fn every_practice_marks_what_a_review_is_not_ready_without() {
    let own = [
        ("luton", "date-change-told"),
        ("north-lincolnshire", "invitations-sent"),
        ("practice-guidance-2020", "plan-shared"),
        ("rochdale", "child-met"),
    ];
    for (id, _) in SHIPPED {
        let practice = shipped(id).unwrap();
        let marked: Vec<&str> =
            practice.duties.iter().filter(|d| d.essential).map(|d| d.id.as_str()).collect();
        for duty in ["invitees-discussed", "child-seen", "sw-consulted", "consultation-papers", "sw-report"] {
            assert!(marked.contains(&duty), "{id}: {duty}");
        }
        for (_, duty) in own.iter().filter(|(of, _)| of == id) {
            assert!(marked.contains(duty), "{id}: {duty}");
        }
        assert!(!marked.contains(&"record-written"), "{id}");
    }
}

#[test]
fn each_practice_is_warned_of_exactly_what_its_source_deserves() {
    let deserved: [(&str, &[(&str, &str)]); 6] = [
        ("england", &[]),
        (
            "luton",
            &[
                ("duty.placement-plan.due", "after-breaks keeps its own day"),
                ("duty.placement-plan.due", "100%"),
                ("duty.decisions-considered.due", "silence means agreed"),
            ],
        ),
        (
            "portsmouth",
            &[("duty.care-plan.due", "on-remand keeps its own day"), ("duty.sw-consulted.due", "100%")],
        ),
        (
            "practice-guidance-2020",
            &[
                ("regime.looked-after.second", "(21%)"),
                ("regime.looked-after.later", "(45%)"),
                ("duty.sw-consulted.due", "100%"),
            ],
        ),
        ("north-lincolnshire", &[]),
        (
            "rochdale",
            &[(
                "protocol.rochdale-concern.total",
                "takes 30 working days, 10 more than 20 working days after escalation-raised: social-worker 7 → \
                 team-manager 7 → notice 1 → service-manager 7 → notice 1 → head-of-service 7",
            )],
        ),
    ];
    assert_eq!(deserved.map(|(id, _)| id).as_slice(), SHIPPED.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    for (id, deserved) in deserved {
        let text = SHIPPED.iter().find(|(of, _)| of == &id).map(|(_, text)| *text).unwrap();
        let (errors, told) = check(text, &super::practice::base, &calendar());
        assert_eq!(errors, [], "{id}");
        assert!(told.iter().all(|doubt| doubt.line > 1), "{id}: {told:#?}");
        assert_eq!(told.len(), deserved.len(), "{id}: {told:#?}");
        for (told, (key, word)) in told.iter().zip(deserved) {
            assert_eq!(&told.key, key);
            assert!(told.message.contains(word), "{told:?}");
        }
    }
}

#[test]
fn a_time_in_all_is_cited_to_the_document_that_states_it() {
    let totals = SHIPPED.iter().flat_map(|(id, _)| shipped(id).unwrap().protocols);
    let mut found: Vec<(String, String)> =
        totals.filter_map(|p| Some((p.id.clone(), p.total.as_ref()?.cite.clone()))).collect();
    found.sort();
    found.dedup();
    let handbook = "IRO Handbook (2010), chapter 6";
    let wanted = [
        ("dispute-resolution", handbook),
        ("guidance-2020-dispute", "Practice guidance 2020, 13 Local Dispute Resolution Process"),
        ("luton-escalation", handbook),
        ("rochdale-concern", "Casebook, after IRO Handbook (2010), chapter 6"),
        ("rochdale-dispute", "Rochdale 5.2.5, 7 Dispute Resolution"),
    ];
    assert_eq!(found, wanted.map(|(id, cite)| (id.to_owned(), cite.to_owned())));
}

/// Ids of everything a practice holds, its checklists' questions included.
fn ids(practice: &Practice) -> HashSet<String> {
    let shown = practice.as_json();
    let lists = shown.as_object().unwrap().iter().filter(|(key, _)| *key != "practice");
    let entries = lists.flat_map(|(_, all)| all.as_array().unwrap().iter());
    let all = entries.flat_map(|e| {
        let items = e.get("items").and_then(|i| i.as_array()).cloned().unwrap_or_default();
        items.into_iter().chain([e.clone()])
    });
    all.map(|e| e["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_coverage_table_names_every_entry_of_an_authority_and_nothing_that_is_not_there() {
    const TABLE: &str = include_str!("../../../assets/practices/COVERAGE.md");
    // Keys of an entry, not ids.
    const KEYS: [&str; 2] = ["opens", "margin-working-days"];
    let named = |text: &str| -> HashSet<String> {
        let ticked = text.split('`').skip(1).step_by(2).filter(|w| !w.contains('.'));
        ticked.map(str::to_owned).collect()
    };
    let known: HashSet<String> = SHIPPED.iter().flat_map(|(id, _)| ids(&shipped(id).unwrap())).collect();
    let table = named(TABLE);
    let gone: Vec<_> = table.iter().filter(|w| !known.contains(*w) && !KEYS.contains(&w.as_str())).collect();
    assert!(gone.is_empty(), "not in any practice: {gone:?}");
    let sections = TABLE.split("\n## ").skip(1);
    let sections: Vec<(&str, &str)> = sections.filter_map(|s| s.split_once('\n')).collect();
    for (id, text) in SHIPPED.iter().filter(|(id, _)| *id != "england") {
        let title = shipped(id).unwrap().title;
        let (_, section) = sections.iter().find(|(head, _)| title.starts_with(head)).unwrap();
        let named = named(section);
        let missing: Vec<_> = entries(text)
            .into_iter()
            .filter(|(name, _)| !name.starts_with("checklist"))
            .filter(|(_, e)| !named.contains(e["id"].as_str().unwrap()))
            .map(|(name, _)| name)
            .collect();
        assert!(missing.is_empty(), "{id}: no heading names {missing:?}");
    }
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace(['’', '\''], "");
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A practice's own prose: all of it but the names of documents.
fn prose(text: &str) -> String {
    let names_documents = |line: &&str| !line.starts_with("cite") && !line.starts_with("source");
    text.lines().filter(names_documents).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_shipped_practice_repeats_the_words_of_its_source() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(files) = std::fs::read_dir(&seeds) else {
        eprintln!("skipped: the source documents are not at {}", seeds.display());
        return;
    };
    let run = MOST_WORDS_SHARED + 1;
    let mut theirs: HashSet<Vec<String>> = HashSet::new();
    for file in files.map(|f| f.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let text = words(&std::fs::read_to_string(file).unwrap());
        theirs.extend(text.windows(run).map(<[String]>::to_vec));
    }
    assert!(theirs.len() > 10_000, "the source documents were read");
    let shared: Vec<String> = SHIPPED
        .iter()
        .flat_map(|(id, text)| {
            let ours = words(&prose(text));
            let found: Vec<_> =
                ours.windows(run).filter(|w| theirs.contains(*w)).map(|w| w.join(" ")).collect();
            found.into_iter().map(move |w| format!("{id}: {w}"))
        })
        .collect();
    assert!(shared.is_empty(), "a source has the same words: {shared:#?}");
}

/// No rule written in Rust is one authority's: their facts stand in their own files.
#[test]
fn the_source_names_no_authority_outside_the_list_of_its_practices() {
    fn files(folder: &Path, all: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            match entry.is_dir() {
                true if entry.ends_with("tests") => {}
                true => files(&entry, all),
                false => all.push(entry),
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    let product = all.iter().filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        let list = path.ends_with("rules/practice/texts.rs");
        name.ends_with(".rs") && !name.ends_with("tests.rs") && !list
    });
    for path in product {
        let text = std::fs::read_to_string(path).unwrap().to_lowercase();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let named: Vec<_> = AUTHORITIES.iter().filter(|name| text.contains(*name)).collect();
        assert!(named.is_empty(), "{} names {named:?}", path.display());
    }
}

#[test]
fn no_rule_cites_one_authority_to_another() {
    for (id, text) in SHIPPED {
        for cite in text.to_lowercase().lines().filter(|line| line.starts_with("cite =")) {
            let other = AUTHORITIES.iter().find(|name| !id.contains(*name) && cite.contains(*name));
            assert_eq!(other, None, "{id}: {cite}");
        }
    }
}
