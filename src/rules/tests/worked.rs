//! The worked dates of the research (its section 7), T1 to T26, each a row: what is recorded, on what
//! day, and what is owed when. They were counted by hand, so they test the engine and not a copy of it.
//! T25 is a dispute, with a table of its own: its two clocks are not a duty's.

use super::super::escalation::State;
use super::escalation::{begin, clock, rochdale, step};
use super::*;
use crate::model::care::Legal;
use crate::model::child::Person;
use crate::model::ids::{LegalId, PersonId};

/// An authority that counts in months and days of its own.
const LOCAL: &str = "[practice]\nid = \"local\"\ntitle = \"Local\"\nextends = \"england\"\nsource = \"Its procedure\"\n\
    [[regime]]\nid = \"looked-after\"\nfirst = { months = 1, after = \"looked-after\" }\n\
    second = { days = 91, after = \"previous-review\" }\nlater = { days = 183, after = \"previous-review\" }\n\
    [[duty]]\nid = \"care-plan\"\ndue = { days = 10, after = \"placed\" }\n\
    [[duty]]\nid = \"sw-consulted\"\ndue = { days = 15, before = \"review-date\" }\n";

/// `test · practice · today · facts · what is owed`. A fact is a word with what it takes; what is owed is
/// a duty, an instance, and a day (`/` the day to plan for) or `=` a status.
const WORKED: &str = "
T1  · luton   · 2025-12-15 · care 2025-12-15, place U6 2025-12-15, iro 2025-12-22 · review review:1 2026-01-15/2026-01-15; iro-appointed care:1 2025-12-22; iro-contact care:1 2025-12-31; care-plan care:1 2025-12-31
T1  · local   · 2025-12-15 · care 2025-12-15, place U6 2025-12-15 · care-plan care:1 2025-12-25
T2  · england · 2025-12-15 · care 2025-12-13 · review review:1 2026-01-14
T3  · luton   · 2025-12-24 · care 2025-12-24, place U6 2025-12-24 · iro-appointed care:1 2026-01-05; care-plan care:1 2026-01-12; review review:1 2026-01-26
T4  · england · 2026-11-23 · care 2026-11-23 · review review:1 2026-12-21
T4  · local   · 2026-11-23 · care 2026-11-23 · review review:1 2026-12-21
T5  · england · 2026-03-27 · care 2026-03-27 · review review:1 2026-04-28
T6  · england · 2026-04-01 · care 2026-04-01 · review review:1 2026-05-01
T7  · england · 2026-08-14 · care 2026-08-14 · review review:1 2026-09-14
T8  · england · 2026-12-11 · care 2026-12-11 · review review:1 2027-01-13
T9  · england · 2026-01-16 · care 2025-12-15, held 2026-01-15 · review review:2 2026-04-15
T9  · local   · 2026-01-16 · care 2025-12-15, held 2026-01-15 · review review:2 2026-04-15
T9  · england · 2026-01-16 · care 2025-01-06, held 2025-10-20, held 2026-01-15 · review review:3 2026-07-15
T9  · local   · 2026-01-16 · care 2025-01-06, held 2025-10-20, held 2026-01-15 · review review:3 2026-07-15
T10 · england · 2025-12-01 · care 2025-11-03, held 2025-11-30 · review review:2 2026-02-28/2026-02-27
T10 · local   · 2025-12-01 · care 2025-11-03, held 2025-11-30 · review review:2 2026-02-28/2026-02-27
T11 · england · 2027-12-01 · care 2027-11-03, held 2027-11-30 · review review:2 2028-02-29
T12 · england · 2025-09-01 · care 2025-01-06, held 2025-06-02, held 2025-08-31 · review review:3 2026-02-28/2026-02-27
T13 · england · 2026-03-02 · care 2026-02-02, held 2026-02-28 · review review:2 2026-05-28
T14 · england · 2026-01-05 · care 2025-12-08, held 2026-01-03 · review review:2 2026-04-03/2026-04-02
T15 · england · 2025-09-26 · care 2025-09-01, held 2025-09-25 · review review:2 2025-12-25/2025-12-24
T16 · england · 2026-06-01 · care 2026-05-05, held 2026-05-31 · review review:2 2026-08-31/2026-08-28
T17 · luton   · 2026-01-01 · care 2025-01-06, held 2025-02-03, held 2025-08-29, booked 2026-02-12 · attendance-sheet-sent review:3 2026-01-08; review-reminder review:3 2026-01-15; invitees-discussed review:3 2026-01-15; sw-consulted review:3 2026-01-22; consultation-papers review:3 2026-01-29; sw-report review:3 2026-02-09; papers-read review:3 2026-02-09
T17 · local   · 2026-01-01 · care 2025-01-06, held 2025-02-03, held 2025-08-29, booked 2026-02-12 · sw-consulted review:3 2026-01-22
T17 · luton   · 2026-02-17 · care 2025-01-06, held 2025-02-03, held 2026-02-12, received 2026-02-17 · attendance-sheet-handed review:2 2026-02-16; decisions-issued review:2 2026-02-19; care-plan-updated review:2 2026-02-26; record-written review:2 2026-03-05; record-distributed review:2 2026-03-12; decisions-considered review:2 2026-02-24
T17 · england · 2026-02-19 · care 2025-01-06, held 2026-02-12, received 2026-02-19 · decisions-considered review:1 2026-02-26; care-plan-updated review:1 2026-02-26
T18 · england · 2026-03-02 · care 2025-01-06, held 2025-11-03, booked 2026-04-16 · invitees-discussed review:2 2026-03-17; sw-consulted review:2 2026-03-24; consultation-papers review:2 2026-03-31; sw-report review:2 2026-04-13
T18 · england · 2026-04-17 · care 2025-01-06, held 2026-04-16 · record-distributed review:1 2026-05-15
T19 · england · 2026-12-19 · care 2025-01-06, held 2026-12-18 · decisions-issued review:1 2026-12-29; care-plan-updated review:1 2027-01-06; record-written review:1 2027-01-13; record-distributed review:1 2027-01-20
T20 · england · 2025-12-16 · care 2025-12-15, booked 2026-01-15 · invitees-discussed review:1 =now
T20 · england · 2025-12-16 · care 2025-12-15, booked 2026-01-08 · invitees-discussed review:1 =now; sw-consulted review:1 =now; consultation-papers review:1 2025-12-22
T21 · england · 2026-02-11 · care 2025-12-15, booked 2026-01-15, adjourned 2026-01-15, completed 2026-02-10 · adjourned-review-completed review:1 2026-02-12; adjourned-review-completed review:1 =done; review review:2 2026-04-15
T22 · england · 2026-02-01 · care 2025-03-03, held 2025-03-20, held 2025-12-18, legal E1 2026-01-31 · review review:3 2026-04-30
T22 · england · 2026-02-01 · care 2025-03-03, held 2025-03-20, held 2025-12-18, authorised 2026-01-31 · review review:3 2026-04-30
T22 · england · 2026-02-01 · care 2025-03-03, held 2025-12-18, legal E1 2026-01-31 · review review:2 2026-03-18
T22 · england · 2026-02-14 · care 2025-03-03, held 2025-12-18, legal E1 2026-01-31, place A6 2026-02-13 · review review:2 2026-03-13
T22 · england · 2026-03-12 · care 2025-03-03, held 2025-12-18, legal E1 2026-01-31, place A6 2026-02-13, held 2026-03-11 · review review:3 2026-06-11
T22 · england · 2026-06-11 · care 2025-03-03, held 2025-12-18, legal E1 2026-01-31, place A6 2026-02-13, held 2026-03-11, held 2026-06-10 · review review:4 2026-12-10
T23 · england · 2026-05-15 · care 2025-03-03, held 2026-04-20, place K1 2026-05-14 · secure-criteria secure-criteria:1 2026-06-11; review review:2 2026-07-20
T23 · england · 2026-03-11 · care 2025-03-03, held 2026-03-02, place K1 2026-03-10 · secure-criteria secure-criteria:1 2026-04-07
T24 · england · 2026-01-18 · care 2026-01-17, legal V4 2026-01-17 · review review:1 2026-04-17
T24 · england · 2026-02-14 · born 2010-02-14, care 2025-03-03 · pathway-plan first 2026-05-14
T26 · england · 2026-03-01 · care 2025-01-06, held 2025-02-03, held 2026-02-12, booked 2026-08-12 · midpoint review:2 2026-05-13
";

/// `test · protocol · its stage and the day it opened · the cap · replies ahead · due day and move, in turn`.
/// Good Friday and Easter Monday lie inside it.
const DISPUTES: &str = "
T25 · rochdale-dispute · meeting 2026-03-23 · 2026-04-22 · 2026-03-31 2026-04-01 2026-04-08 · 2026-03-30 not-satisfied, 2026-03-31 not-satisfied, 2026-04-01 not-resolved, 2026-04-08 decided
";

/// The tables' rows, cut into cells.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|l| !l.is_empty()).map(|row| row.split('·').map(str::trim).collect())
}

fn recorded(facts: &str, today: &str) -> Case {
    let mut case = came_in("2000-01-01");
    case.child.dob = Some(d("2016-02-29"));
    for fact in facts.split(',') {
        let words: Vec<&str> = fact.split_whitespace().collect();
        let day = d(words[words.len() - 1]);
        let last = case.reviews.len().wrapping_sub(1);
        match words[0] {
            "born" => case.child.dob = Some(day),
            "care" => case.periods[0].start = day,
            "held" => held(&mut case, words[1]),
            "booked" => booked(&mut case, words[1], today),
            "adjourned" => case.reviews[last].adjourned = Some(day),
            "completed" => case.reviews[last].completed = Some(day),
            "received" => case.reviews[last].decisions_received = Some(day),
            "authorised" => case.periods[0].authorised = Some(day),
            "place" => placed(&mut case, words[1], words[2]),
            "legal" => legal(&mut case, words[1], words[2]),
            "iro" => case.people.push(Person {
                id: PersonId(1),
                role: "iro".into(),
                name: "A. Reviewer".into(),
                detail: String::new(),
                start: Some(day),
                end: None,
                source: Source::Hand,
            }),
            other => panic!("no fact {other}"),
        }
    }
    case
}

pub(super) fn legal(case: &mut Case, code: &str, start: &str) {
    if let Some(before) = case.legal.last_mut() {
        before.end = before.end.or(Some(d(start)));
    }
    let id = LegalId(i64::try_from(case.legal.len()).unwrap() + 1);
    case.legal.push(Legal { id, ..Legal::at(code, d(start)) });
}

#[test]
fn every_worked_date_of_the_research_comes_out() {
    let local = crate::rules::practice::parse(LOCAL, &|id| {
        crate::rules::practice::SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned())
    })
    .unwrap();
    for row in rows(WORKED) {
        let [test, practice, today, facts, owed] = row[..] else { panic!("{row:?}") };
        let practice = if practice == "local" { local.clone() } else { shipped(practice).unwrap() };
        let judged = judge(&recorded(facts, today), &practice, today);
        for expected in owed.split(';') {
            let words: Vec<&str> = expected.split_whitespace().collect();
            let [duty, instance, wanted] = words[..] else { panic!("{expected}") };
            let found = due(&judged, duty, instance);
            if let Some(status) = wanted.strip_prefix('=') {
                assert_eq!(found.status.word(), status, "{test} {expected}");
                continue;
            }
            let (day, plan) = wanted.split_once('/').unwrap_or((wanted, ""));
            assert_eq!(found.due, Some(d(day)), "{test} {expected}");
            assert!(
                plan.is_empty() || found.plan_by == Some(d(plan)),
                "{test} {expected}: {:?}",
                found.plan_by
            );
        }
    }
}

#[test]
fn every_worked_dispute_of_the_research_runs_to_its_days() {
    let calendar = calendar();
    for row in rows(DISPUTES) {
        let [test, protocol, opened, cap, replies, moves] = row[..] else { panic!("{row:?}") };
        let protocol = rochdale(protocol);
        let judge = clock(&protocol, &calendar);
        let (stage, day) = opened.split_once(' ').unwrap();
        let mut track = begin(&judge, day, Some(stage), None);
        assert_eq!(track.total_by, Some(d(cap)), "{test}");
        let ahead: Vec<_> = track.ahead(&judge).iter().map(|v| v.act_by.or(v.reply_by)).collect();
        assert_eq!(ahead, replies.split(' ').map(|day| Some(d(day))).collect::<Vec<_>>(), "{test}");
        for (by, word) in moves.split(", ").map(|m| m.split_once(' ').unwrap()) {
            assert_eq!(track.due(), Some(d(by)), "{test} {word}");
            step(&mut track, &judge, by, word).unwrap();
        }
        assert_eq!(track.state, State::Resolved, "{test}");
    }
}

#[test]
fn all_twenty_six_worked_tests_are_in_these_tables() {
    let named = rows(WORKED).chain(rows(DISPUTES)).map(|row| row[0].to_owned());
    let named: std::collections::BTreeSet<String> = named.collect();
    assert_eq!(named, (1..=26).map(|n| format!("T{n}")).collect());
}
