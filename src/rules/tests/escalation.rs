//! Escalations: the worked clocks of the research, and every path of every shipped protocol.

use std::collections::BTreeSet;

use super::super::escalation::{Judge, Logged, Opening, Reviews, Standing, State, Track, next};
use super::super::practice::protocol::Protocol;
use super::super::practice::{SHIPPED, longest, parse};
use super::*;
use crate::model::child::Source;
use crate::model::moves::Move;
use crate::model::review::Review;

pub(super) fn clock<'a>(protocol: &'a Protocol, calendar: &'a super::super::calendar::Calendar) -> Judge<'a> {
    Judge { protocol, calendar, reviews: Reviews::default() }
}

pub(super) fn step(track: &mut Track, judge: &Judge<'_>, date: &str, word: &str) -> Result<(), String> {
    track.step(judge, &Logged { date: d(date), what: &word.into(), by: None }).map_err(|r| r.why)
}

pub(super) fn rochdale(id: &str) -> std::sync::Arc<Protocol> {
    std::sync::Arc::clone(shipped("rochdale").unwrap().protocol(id).unwrap())
}

pub(super) fn begin(judge: &Judge<'_>, day: &str, stage: Option<&str>, risk: Option<&str>) -> Track {
    judge.run(&Opening { raised: d(day), stage, risk }, &[])
}

#[test]
fn the_informal_part_has_a_clock_to_raise_and_a_clock_to_reply_and_the_total_waits_for_the_formal() {
    let (protocol, calendar) = (rochdale("rochdale-dispute"), calendar());
    let judge = clock(&protocol, &calendar);
    let mut track = begin(&judge, "2026-03-12", None, None);
    let visit = track.open().unwrap();
    assert_eq!((visit.raise_by, visit.reply_by), (Some(d("2026-03-16")), Some(d("2026-03-23"))));
    assert_eq!((visit.standing, track.total_by), (Standing::ToRaise, None));
    assert!(step(&mut track, &judge, "2026-03-13", "satisfied").unwrap_err().contains("not raised"));
    step(&mut track, &judge, "2026-03-13", "raised").unwrap();
    assert_eq!(track.due(), Some(d("2026-03-20")));
    assert!(step(&mut track, &judge, "2026-03-20", "no-reply").unwrap_err().contains("may still come"));
    step(&mut track, &judge, "2026-03-23", "no-reply").unwrap();
    assert_eq!((track.formal_opened, track.total_by), (Some(d("2026-03-23")), Some(d("2026-04-22"))));
}

#[test]
fn a_missed_reply_is_proposed_from_the_day_after_and_not_before() {
    let (protocol, calendar) = (rochdale("rochdale-dispute"), calendar());
    let judge = clock(&protocol, &calendar);
    let track = begin(&judge, "2026-03-23", Some("meeting"), None);
    let practice = shipped("rochdale").unwrap();
    let proposed = |day: &str| {
        let all = next(&track, &judge, &practice, d(day));
        all.into_iter().filter(|n| n.proposed).map(|n| n.what.to_string()).collect::<Vec<_>>()
    };
    assert!(proposed("2026-03-30").is_empty());
    assert_eq!(proposed("2026-03-31"), ["no-reply"]);
}

#[test]
fn risk_sets_the_days_of_a_range_and_a_notice_holds_back_the_next_stage() {
    let (protocol, calendar) = (rochdale("rochdale-concern"), calendar());
    let judge = clock(&protocol, &calendar);
    // Monday 1 June 2026: no bank holiday for twelve weeks.
    let by = |risk| {
        let track = begin(&judge, "2026-06-01", None, risk);
        let visit = track.open().unwrap();
        (visit.act_by.unwrap(), visit.at_most)
    };
    assert_eq!(by(None), (d("2026-06-10"), true));
    assert_eq!(by(Some("high")), (d("2026-06-02"), false));
    assert_eq!(by(Some("medium")), (d("2026-06-05"), false));
    assert_eq!(by(Some("low")), (d("2026-06-10"), false));
    let mut track = begin(&judge, "2026-06-01", None, Some("high"));
    step(&mut track, &judge, "2026-06-02", "not-resolved").unwrap();
    step(&mut track, &judge, "2026-06-03", "not-resolved").unwrap();
    assert_eq!(track.open().unwrap().opened, Some(d("2026-06-04")), "told a working day later at the latest");
    step(&mut track, &judge, "2026-06-03", "told:service-manager").unwrap();
    assert_eq!(track.open().unwrap().opened, Some(d("2026-06-03")), "told the same day");
    assert_eq!(track.due(), Some(d("2026-06-04")));
}

/// Where a concern is, as far as its next moves depend on it.
fn place(track: &Track) -> String {
    let visit = track.visits.last().map(|v| (v.stage, v.standing, v.set.is_some(), v.reply_by.is_some()));
    let tellings: BTreeSet<_> =
        track.tellings.iter().map(|t| (t.stage, t.notice.told(), t.given.is_some())).collect();
    format!("{:?}{visit:?}{tellings:?}", track.state)
}

/// Makes every lawful move from every place a concern can come to, and tries every other move there; gives
/// each move made with the stage it was made at, and how many ended closed.
fn walk(begun: Track, judge: &Judge<'_>, practice: &Practice) -> (BTreeSet<(String, String)>, usize) {
    let stages = &judge.protocol.stages;
    let words = [
        "raised",
        "satisfied",
        "not-satisfied",
        "no-reply",
        "decided",
        "resolved",
        "not-resolved",
        "timescale",
    ];
    let words = words.map(str::to_owned);
    let jumps = stages.iter().flat_map(|s| [format!("skip:{}", s.id), format!("back:{}", s.id)]);
    let told = stages.iter().flat_map(|s| s.notices.iter().map(|n| n.told().to_string()));
    let every: BTreeSet<String> = words.into_iter().chain(jumps).chain(told).collect();
    let (mut made, mut closed) = (BTreeSet::new(), 0);
    let mut seen = BTreeSet::from([place(&begun)]);
    let mut todo = vec![begun];
    while let Some(track) = todo.pop() {
        // As late as it takes for a missed reply to be lawful too.
        let today = track.first_due().unwrap_or(track.last).max(track.due().unwrap_or(track.last));
        let today = today.max(track.last) + chrono::Days::new(1);
        let lawful: Vec<String> =
            next(&track, judge, practice, today).into_iter().map(|n| n.what.to_string()).collect();
        assert_eq!(lawful.iter().collect::<BTreeSet<_>>().len(), lawful.len(), "a move is offered once");
        if track.state == State::Closed {
            let any_time = |w: &String| judge.protocol.any_time.iter().any(|a| a.id == *w);
            assert!(lawful.iter().all(any_time), "closed, nothing but what is possible at any time");
            closed += 1;
            continue;
        }
        let here = stages[track.stage()].id.clone();
        let ends = ["satisfied", "not-satisfied", "no-reply", "decided", "resolved", "not-resolved"];
        let onward = |w: &String| w == "raised" || ends.contains(&w.as_str());
        assert!(track.state == State::Resolved || lawful.iter().any(onward), "a dead end at {here}");
        assert!(lawful.iter().any(|w| w == "close"));
        for word in every.iter().filter(|w| !lawful.contains(w)) {
            let mut other = track.clone();
            let by = Some(today).filter(|_| word == "timescale");
            let restates = word == "raised" && !track.tellings.iter().all(|t| t.given.is_some());
            let refused = other.step(judge, &Logged { date: today, what: &word.as_str().into(), by });
            assert!(restates || refused.is_err(), "{word} is not offered at {here} but taken");
            assert!(restates || other == track, "a refused move changes nothing");
        }
        let mut early = track.clone();
        let before = Logged { date: track.last - chrono::Days::new(1), what: &Move::Close, by: None };
        assert!(early.step(judge, &before).is_err(), "no move is dated before the last one");
        for word in lawful {
            let mut after = track.clone();
            let by = (word == "timescale").then_some(today);
            let step = after.step(judge, &Logged { date: today, what: &word.as_str().into(), by });
            step.unwrap_or_else(|r| panic!("{word} at {here}: {}", r.why));
            for visit in &after.visits {
                let days: Vec<_> = [visit.opened, visit.raised, visit.closed].into_iter().flatten().collect();
                assert!(days.is_sorted(), "{visit:?}");
                assert!(visit.raise_by.is_none_or(|by| Some(by) >= visit.opened), "{visit:?}");
            }
            assert!(word.starts_with("told:") || after != track, "{word} at {here} does nothing");
            made.insert((here.clone(), word));
            // A closed concern goes nowhere: each is looked at.
            if seen.insert(place(&after)) || after.state == State::Closed {
                todo.push(after);
            }
        }
    }
    (made, closed)
}

/// Walks a protocol from each stage at each risk; every way on, skip, step back and any-time move was made.
fn walk_all(protocol: &Protocol, practice: &Practice, outside: Reviews<'_>) {
    let calendar = calendar();
    let judge = Judge { protocol, calendar: &calendar, reviews: outside };
    let risks = protocol.risks.iter().map(|r| Some(r.as_str())).chain([None]);
    for risk in risks {
        let mut made = BTreeSet::new();
        for start in &protocol.stages {
            let (moves, closed) = walk(begin(&judge, "2026-06-01", Some(&start.id), risk), &judge, practice);
            assert!(closed > 0, "{} from {} at {risk:?}", protocol.id, start.id);
            made.extend(moves);
        }
        let was = |stage: &str, word: String| {
            let found = made.contains(&(stage.to_owned(), word.clone()));
            assert!(found, "{}: {word} never made at {stage}, risk {risk:?}", protocol.id);
        };
        for (place, stage) in protocol.stages.iter().enumerate() {
            stage.on.keys().for_each(|verdict| was(&stage.id, verdict.word().to_owned()));
            protocol.stages[place + 1..]
                .iter()
                .for_each(|later| was(&stage.id, format!("skip:{}", later.id)));
            protocol.stages[..place]
                .iter()
                .for_each(|earlier| was(&stage.id, format!("back:{}", earlier.id)));
            protocol.any_time.iter().for_each(|any| was(&stage.id, any.id.clone()));
            was(&stage.id, "close".to_owned());
        }
        for notice in protocol.stages.iter().flat_map(|s| &s.notices) {
            assert!(
                made.iter().any(|(_, word)| *word == notice.told().to_string()),
                "{} never given",
                notice.told()
            );
        }
    }
}

#[test]
fn every_path_of_every_shipped_protocol_ends_and_takes_no_unlawful_move() {
    for (id, _) in SHIPPED {
        let practice = shipped(id).unwrap();
        assert!(!practice.protocols.is_empty());
        for protocol in practice.protocols.iter().filter(|p| p.own) {
            walk_all(protocol, &practice, Reviews::default());
        }
    }
}

/// A protocol as another authority might write it: stages, roles, limits and exits no shipped one has.
const OTHER: &str = r#"
[practice]
id = "elsewhere"
title = "Elsewhere"
extends = "england"
source = "Elsewhere, challenge protocol"
[practice.extra-roles]
practice-lead = "Practice lead"
chief-executive = "Chief executive"

[[protocol]]
id = "seven"
title = "Seven steps"
for = ["drift", "a-kind-of-our-own"]
risks = ["red", "amber", "green"]
total = { weeks = 6, after = "escalation-raised" }
any-time = ["cafcass-referral", { id = "mediation", title = "Ask for mediation", gate = "practice-lead" }]

[[protocol.stage]]
id = "alert"
with = "social-worker"
reply-within = { red = { working-days = 1, after = "stage-raised" }, amber = { days = 3, after = "stage-raised" }, green = { weeks = 1, after = "stage-raised" } }
on = { satisfied = "close", not-satisfied = "lead", no-reply = "manager" }
[[protocol.stage]]
id = "lead"
raised-by = "social-worker"
with = ["practice-lead"]
reply-within = {}
on = { satisfied = "close", no-reply = "manager", not-satisfied = "manager" }
[[protocol.stage]]
id = "manager"
raised-by = ["practice-lead", "iro"]
with = ["team-manager"]
raise-within = { days = 2, after = "stage-closed" }
reply-within = { working-days = [2, 10], after = "stage-raised", by = "risk" }
on = { satisfied = "close", not-satisfied = "panel", no-reply = "head" }
notices = [{ to = ["head-of-service", "iro-manager"], within = { working-days = 1, after = "stage-closed" } }]
[[protocol.stage]]
id = "panel"
formal = true
raised-by = "team-manager"
with = ["reviewing-panel"]
judged-by = ["iro", "iro-manager"]
on = { decided = "head", no-reply = "head" }
[[protocol.stage]]
id = "head"
formal = true
raised-by = "iro-manager"
with = ["head-of-service"]
reply-within = { working-days = 3, after = "review-held" }
on = { satisfied = "close", not-satisfied = "director", no-reply = "director" }
[[protocol.stage]]
id = "director"
formal = true
raised-by = "head-of-service"
with = ["director"]
reply-within = { days = 5, after = "stage-opened" }
on = { satisfied = "close", not-satisfied = "chief", no-reply = "chief" }
[[protocol.stage]]
id = "chief"
raised-by = "director"
with = ["chief-executive"]
"#;

fn base(id: &str) -> Option<String> {
    SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned())
}

#[test]
fn a_protocol_of_another_make_loads_and_runs() {
    let practice = parse(OTHER, &base).unwrap_or_else(|p| panic!("{p:#?}"));
    let (protocol, calendar) = (practice.protocol("seven").unwrap(), calendar());
    let judge = clock(protocol, &calendar);
    let by = |risk| begin(&judge, "2026-06-05", None, risk).due();
    assert_eq!(by(Some("red")), Some(d("2026-06-08")));
    assert_eq!(by(Some("amber")), Some(d("2026-06-08")));
    assert_eq!(by(Some("green")), Some(d("2026-06-12")));
    let mut track = begin(&judge, "2026-06-05", None, Some("amber"));
    assert_eq!(track.total_by, Some(d("2026-07-17")));
    step(&mut track, &judge, "2026-06-08", "not-satisfied").unwrap();
    assert_eq!(track.due(), None, "a blank limit is no day");
    step(&mut track, &judge, "2026-06-30", "no-reply").unwrap();
    assert_eq!(track.due(), Some(d("2026-07-02")));
    step(&mut track, &judge, "2026-07-01", "raised").unwrap();
    assert_eq!(track.due(), Some(d("2026-07-09")), "amber is half-way from 2 to 10");
    step(&mut track, &judge, "2026-07-10", "no-reply").unwrap();
    assert_eq!(protocol.stages[track.stage()].id, "head", "no reply passes the panel over");
    assert!(track.tellings.iter().any(|t| t.by == Some(d("2026-07-13"))));
    step(&mut track, &judge, "2026-07-13", "back:panel").unwrap();
    step(&mut track, &judge, "2026-07-14", "decided").unwrap();
    step(&mut track, &judge, "2026-07-15", "skip:chief").unwrap();
    step(&mut track, &judge, "2026-07-15", "mediation").unwrap();
    step(&mut track, &judge, "2026-07-16", "satisfied").unwrap();
    assert_eq!(track.state, State::Resolved);
    walk_all(protocol, &practice, Reviews::default());
    let held = [Review { held: Some(d("2026-05-29")), ..Review::new(Source::Hand) }];
    walk_all(protocol, &practice, Reviews { recorded: &held, slots: &[] });
    let told = longest::of_one(protocol, &calendar);
    assert!(told.iter().any(|p| p.key == "protocol.seven.chief.on"), "{told:#?}");
}

#[test]
fn faults_of_a_protocol_are_told_by_line_key_and_nearest_word() {
    let line_of = |text: &str, part: &str| text.lines().position(|l| l.contains(part)).unwrap() + 1;
    let cases = [
        (
            "raised-by = \"iro-manager\"",
            "raised-by = \"iro-manger\"",
            "protocol.seven.head.raised-by",
            "iro-manager",
        ),
        ("on = { decided = \"head\"", "on = { decided = \"haed\"", "protocol.seven.panel.on.decided", "head"),
        (
            "after = \"review-held\"",
            "after = \"review-hold\"",
            "protocol.seven.head.reply-within",
            "review-held",
        ),
        ("judged-by =", "juged-by =", "protocol.seven.panel.juged-by", "judged-by"),
        ("amber = { days", "ambre = { days", "protocol.seven.alert.reply-within.ambre", "amber"),
        (
            "gate = \"practice-lead\"",
            "gate = \"practise-lead\"",
            "protocol.seven.any-time.gate",
            "practice-lead",
        ),
        (
            "working-days = [2, 10]",
            "working-days = [10, 2]",
            "protocol.seven.manager.reply-within",
            "shorter first",
        ),
    ];
    for (right, wrong, key, near) in cases {
        let text = OTHER.replace(right, wrong);
        let problems = parse(&text, &base).unwrap_err();
        let found = problems.iter().find(|p| p.key == key).unwrap_or_else(|| panic!("{key}: {problems:#?}"));
        assert!(found.hint.contains(near), "{found:?}");
        assert_eq!(found.line, line_of(&text, wrong), "{found:?}");
    }
    let stuck = OTHER.replace("on = { decided = \"head\", no-reply = \"head\" }\n", "");
    assert!(parse(&stuck, &base).unwrap_err().iter().any(|p| p.key == "protocol.seven.panel.on"));
}
