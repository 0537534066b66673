//! The edges of a protocol's clocks: a late notice, a day set anew, a stage taken up again, a risk judged
//! late, the end of the calendar; and what is doubted of a protocol as it is written.

use crate::model::moves::Move;
use chrono::Days;

use super::super::escalation::{Judge, Logged, Opening, Reviews, Track, next};
use super::super::practice::protocol::Protocol;
use super::super::practice::{SHIPPED, longest, parse};
use super::*;

fn clock<'a>(protocol: &'a Protocol, calendar: &'a super::super::calendar::Calendar) -> Judge<'a> {
    Judge { protocol, calendar, reviews: Reviews::default() }
}

fn step(track: &mut Track, judge: &Judge<'_>, date: &str, word: &str) -> Result<(), String> {
    track.step(judge, &Logged { date: d(date), what: &word.into(), by: None }).map_err(|r| r.why)
}

fn set(track: &mut Track, judge: &Judge<'_>, date: &str, by: &str) -> Result<(), String> {
    track.step(judge, &Logged { date: d(date), what: &Move::Timescale, by: Some(d(by)) }).map_err(|r| r.why)
}

fn of(practice: &str, id: &str) -> std::sync::Arc<Protocol> {
    std::sync::Arc::clone(shipped(practice).unwrap().protocol(id).unwrap())
}

fn begin(judge: &Judge<'_>, day: &str, stage: Option<&str>, risk: Option<&str>) -> Track {
    judge.run(&Opening { raised: d(day), stage, risk }, &[])
}

fn base(id: &str) -> Option<String> {
    SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned())
}

/// A practice with one protocol of these stages.
fn written(head: &str, stages: &str) -> Practice {
    let text = format!(
        "[practice]\nid = \"p\"\ntitle = \"P\"\nextends = \"england\"\nsource = \"P\"\n[[protocol]]\nid = \"way\"\n\
         {head}\n{stages}"
    );
    parse(&text, &base).unwrap_or_else(|p| panic!("{p:#?}"))
}

#[test]
fn a_notice_given_late_never_gives_a_later_day_than_one_given_in_time() {
    let (protocol, calendar) = (of("rochdale", "rochdale-concern"), calendar());
    let judge = clock(&protocol, &calendar);
    let told = |day: Option<&str>| {
        let mut track = begin(&judge, "2026-06-01", Some("team-manager"), Some("low"));
        step(&mut track, &judge, "2026-06-10", "not-resolved").unwrap();
        if let Some(day) = day {
            step(&mut track, &judge, day, "told:service-manager").unwrap();
        }
        track
    };
    // Due Thursday 11 June, and seven working days from then.
    let timely = told(Some("2026-06-11"));
    assert_eq!(timely.due(), Some(d("2026-06-22")));
    assert_eq!(told(Some("2026-06-10")).due(), Some(d("2026-06-19")), "early, it begins earlier");
    for late in ["2026-06-12", "2026-06-22", "2026-07-30"] {
        let track = told(Some(late));
        assert_eq!((track.due(), track.open().unwrap().opened), (timely.due(), Some(d("2026-06-11"))));
        assert!(track.tellings[0].was_late());
    }
    assert!(told(Some("2026-07-30")).late(d("2026-07-30")));
    // Doing the step gives the notice.
    let mut done = told(None);
    step(&mut done, &judge, "2026-06-18", "resolved").unwrap();
    assert_eq!(done.owed().count(), 0);
    // A step back and on again does not put a fresh notice in place of the late one.
    let mut again = told(None);
    step(&mut again, &judge, "2026-06-15", "back:team-manager").unwrap();
    step(&mut again, &judge, "2026-06-16", "not-resolved").unwrap();
    assert_eq!(again.owed().map(|t| t.by).collect::<Vec<_>>(), [Some(d("2026-06-11"))]);
}

#[test]
fn raising_a_stage_gives_the_notice_it_waits_for_and_said_late_takes_no_day_back() {
    let practice = written(
        "",
        "[[protocol.stage]]\nid = \"talk\"\nwith = [\"team-manager\"]\n\
         reply-within = { working-days = 7, after = \"stage-opened\" }\n\
         on = { satisfied = \"close\", not-satisfied = \"meet\" }\n\
         notices = [{ to = \"service-manager\", within = { working-days = 1, after = \"stage-closed\" }, gates-next = true }]\n\
         [[protocol.stage]]\nid = \"meet\"\nwith = [\"service-manager\"]\n\
         reply-within = { working-days = 7, after = \"stage-opened\" }\non = { decided = \"close\" }",
    );
    let calendar = calendar();
    let judge = clock(practice.protocol("way").unwrap(), &calendar);
    let mut track = begin(&judge, "2026-06-01", None, None);
    step(&mut track, &judge, "2026-06-10", "not-satisfied").unwrap();
    let due = track.due();
    step(&mut track, &judge, "2026-06-18", "raised").unwrap();
    assert_eq!((track.due(), due, track.owed().count()), (due, Some(d("2026-06-22")), 0));
}

#[test]
fn a_day_is_set_after_the_raising_and_within_what_the_protocol_allows() {
    let (protocol, calendar) = (of("north-lincolnshire", "north-lincolnshire-resolution"), calendar());
    let judge = clock(&protocol, &calendar);
    let mut track = begin(&judge, "2026-06-01", None, None);
    assert!(set(&mut track, &judge, "2026-06-01", "2026-05-20").unwrap_err().contains("before"));
    set(&mut track, &judge, "2026-06-01", "2026-06-12").unwrap();
    assert_eq!(track.due(), Some(d("2026-06-12")));
    assert!(set(&mut track, &judge, "2026-06-15", "2026-06-12").unwrap_err().contains("before"));
    set(&mut track, &judge, "2026-06-15", "2026-06-19").unwrap();
    let offered = next(&track, &judge, &shipped("north-lincolnshire").unwrap(), d("2026-06-15"));
    let anew = offered.iter().find(|n| n.what == Move::Timescale).unwrap();
    assert!(anew.reasoned && anew.why.contains("19 Jun 2026"), "{anew:?}");
    let ranged = written(
        "risks = [\"high\", \"low\"]",
        "[[protocol.stage]]\nid = \"one\"\nwith = [\"team-manager\"]\n\
         reply-within = { working-days = [1, 7], after = \"stage-opened\", by = \"risk\" }\n\
         on = { satisfied = \"close\", not-satisfied = \"close\" }",
    );
    let judge = clock(ranged.protocol("way").unwrap(), &calendar);
    let mut track = begin(&judge, "2026-06-01", None, None);
    assert!(set(&mut track, &judge, "2026-06-01", "2026-06-11").unwrap_err().contains("10 Jun 2026"));
    set(&mut track, &judge, "2026-06-01", "2026-06-10").unwrap();
}

#[test]
fn a_stage_taken_up_again_counts_from_then_and_the_whole_runs_on() {
    let (protocol, calendar) = (of("rochdale", "rochdale-dispute"), calendar());
    let judge = clock(&protocol, &calendar);
    let mut track = begin(&judge, "2026-06-01", Some("meeting"), None);
    let total = track.total_by;
    step(&mut track, &judge, "2026-06-15", "back:informal").unwrap();
    let visit = track.open().unwrap();
    assert_eq!((visit.raise_by, visit.reply_by), (Some(d("2026-06-17")), Some(d("2026-06-24"))));
    assert_eq!(track.total_by, total);
    let guidance = of("practice-guidance-2020", "guidance-2020-dispute");
    let judge = clock(&guidance, &calendar);
    let mut track = begin(&judge, "2026-06-01", Some("formal"), None);
    step(&mut track, &judge, "2026-06-29", "not-satisfied").unwrap();
    step(&mut track, &judge, "2026-07-06", "back:formal").unwrap();
    assert!(track.due() > Some(d("2026-07-06")), "{:?}", track.due());
    let practice = written(
        "total = { weeks = 9, after = \"escalation-raised\" }",
        "[[protocol.stage]]\nid = \"round\"\nwith = [\"team-manager\"]\n\
         reply-within = { working-days = 3, after = \"escalation-raised\" }\n\
         on = { satisfied = \"close\", not-satisfied = \"round\", no-reply = \"round\" }",
    );
    let judge = clock(practice.protocol("way").unwrap(), &calendar);
    let mut track = begin(&judge, "2026-06-01", None, None);
    assert_eq!(track.due(), Some(d("2026-06-04")));
    step(&mut track, &judge, "2026-06-08", "no-reply").unwrap();
    assert_eq!(track.due(), Some(d("2026-06-11")));
}

#[test]
fn the_risk_may_be_judged_later_and_a_reply_already_owed_stays_owed() {
    let (protocol, calendar) = (of("rochdale", "rochdale-concern"), calendar());
    let judge = clock(&protocol, &calendar);
    let mut track = begin(&judge, "2026-06-01", None, None);
    step(&mut track, &judge, "2026-06-01", "risk:high").unwrap();
    assert_eq!(
        (track.due(), track.open().unwrap().at_most, track.risk()),
        (Some(d("2026-06-02")), false, Some("high"))
    );
    assert!(step(&mut track, &judge, "2026-06-01", "risk:high").unwrap_err().contains("already"));
    assert!(step(&mut track, &judge, "2026-06-01", "risk:huge").unwrap_err().contains("huge"));
    let lower = Logged { date: d("2026-06-01"), what: &"risk:low".into(), by: None };
    assert!(track.lengthens(&judge, &lower));
    let offered = next(&track, &judge, &shipped("rochdale").unwrap(), d("2026-06-01"));
    let reasoned = |word: &str| offered.iter().find(|n| n.what == word.into()).map(|n| n.reasoned);
    assert_eq!((reasoned("risk:low"), reasoned("risk:high")), (Some(true), None));
    let mut timely = track.clone();
    timely.step(&judge, &lower).unwrap();
    assert_eq!(timely.due(), Some(d("2026-06-10")));
    step(&mut track, &judge, "2026-06-05", "risk:low").unwrap();
    assert_eq!(track.due(), Some(d("2026-06-02")), "late on 5 June: late it stays");
}

#[test]
fn a_referral_to_cafcass_is_possible_after_the_closing_and_nothing_else_is() {
    let (protocol, calendar) = (of("rochdale", "rochdale-dispute"), calendar());
    let judge = clock(&protocol, &calendar);
    let mut track = begin(&judge, "2026-06-01", Some("director"), None);
    step(&mut track, &judge, "2026-06-03", "decided").unwrap();
    step(&mut track, &judge, "2026-06-03", "close").unwrap();
    for word in ["raised", "satisfied", "close", "back:meeting", "timescale", "risk:high"] {
        assert!(step(&mut track, &judge, "2026-06-04", word).is_err(), "{word}");
    }
    let offered = next(&track, &judge, &shipped("rochdale").unwrap(), d("2026-06-04"));
    assert!(
        offered.iter().all(|n| protocol.any_time.iter().any(|a| Move::AnyTime(a.id.clone()) == n.what)),
        "{offered:?}"
    );
    step(&mut track, &judge, "2026-06-05", "cafcass-referral").unwrap();
    assert_eq!(track.any_time.len(), 1);
}

#[test]
fn a_blank_limit_of_one_risk_is_the_iros_to_set_and_a_missing_one_is_a_fault() {
    let stages = |green: &str| {
        format!(
            "[[protocol.stage]]\nid = \"first\"\nwith = [\"team-manager\"]\n\
             reply-within = {{ red = {{ working-days = 1, after = \"stage-raised\" }}{green} }}\n\
             on = {{ satisfied = \"close\", not-satisfied = \"close\" }}"
        )
    };
    let practice = written("risks = [\"red\", \"green\"]", &stages(", green = {}"));
    let calendar = calendar();
    let judge = clock(practice.protocol("way").unwrap(), &calendar);
    let mut track = begin(&judge, "2026-06-01", None, Some("green"));
    assert_eq!(track.due(), None);
    let offered = next(&track, &judge, &practice, d("2026-06-01"));
    assert!(offered.iter().any(|n| n.what == Move::Timescale && n.proposed), "{offered:?}");
    set(&mut track, &judge, "2026-06-01", "2026-07-01").unwrap();
    assert_eq!(track.due(), Some(d("2026-07-01")));
    assert_eq!(begin(&judge, "2026-06-01", None, Some("red")).due(), Some(d("2026-06-02")));
    let text = format!(
        "[practice]\nid = \"p\"\ntitle = \"P\"\nextends = \"england\"\nsource = \"P\"\n[[protocol]]\nid = \"way\"\n\
         risks = [\"red\", \"green\"]\n{}",
        stages("")
    );
    let told = parse(&text, &base).unwrap_err();
    assert!(told.iter().any(|p| p.hint.contains("green = {}")), "{told:#?}");
}

#[test]
fn a_clock_past_the_end_of_the_calendar_says_so_and_an_expected_holiday_too() {
    let (protocol, calendar) = (of("rochdale", "rochdale-dispute"), calendar());
    let judge = clock(&protocol, &calendar);
    assert!(begin(&judge, "2026-06-01", Some("meeting"), None).doubts(&judge).is_empty());
    let beyond = begin(&judge, "2030-12-20", Some("meeting"), None);
    assert_eq!(beyond.total_by, None);
    assert!(beyond.doubts(&judge).iter().any(|w| w.contains("2030")), "{:?}", beyond.doubts(&judge));
    let expected = begin(&judge, "2029-03-20", Some("meeting"), None).doubts(&judge);
    assert!(expected.iter().any(|w| w.contains("expected by rule")), "{expected:?}");
}

/// The path a warning names is walked by the clock itself: its days are the warning's.
#[test]
fn the_longest_path_named_is_what_the_clock_gives_along_it() {
    let informal = "[[protocol.stage]]\nid = \"talk\"\nwith = [\"team-manager\"]\n\
         reply-within = { working-days = 12, after = \"stage-raised\" }\n\
         on = { satisfied = \"close\", not-satisfied = \"meet\" }\n\
         [[protocol.stage]]\nid = \"meet\"\nformal = true\nwith = [\"service-manager\"]\n\
         raise-within = { working-days = 2, after = \"stage-opened\" }\n\
         reply-within = { working-days = 9, after = \"stage-raised\" }\n\
         on = { satisfied = \"close\", not-satisfied = \"board\" }\n\
         notices = [{ to = \"head-of-service\", within = { days = 4, after = \"stage-closed\" }, gates-next = true }]\n\
         [[protocol.stage]]\nid = \"board\"\nformal = true\nwith = [\"director\"]\n\
         reply-within = { weeks = 2, after = \"stage-opened\" }\non = { decided = \"close\" }";
    let own = written("total = { working-days = 20, after = \"formal-opened\" }", informal);
    let rochdale = shipped("rochdale").unwrap();
    for (practice, id) in [(&own, "way"), (&rochdale, "rochdale-concern")] {
        let (protocol, calendar) = (practice.protocol(id).unwrap(), calendar());
        let told = longest::of_one(protocol, &calendar);
        let warning = &told.iter().find(|p| p.key == format!("protocol.{id}.total")).unwrap().message;
        let judge = clock(protocol, &calendar);
        let most = (0..7).map(|day| {
            let raised = d("2026-06-01") + Days::new(day);
            let mut track = judge.run(&Opening { raised, stage: None, risk: None }, &[]);
            let mut end = raised;
            while let Some(visit) = track.open() {
                if let Some(date) = visit.raise_by.filter(|_| visit.raised.is_none()) {
                    track.step(&judge, &Logged { date, what: &Move::Raised, by: None }).unwrap();
                }
                end = track.due().unwrap();
                let onward = ["not-satisfied", "not-resolved", "decided"].into_iter().find(|word| {
                    track.step(&judge, &Logged { date: end, what: &(*word).into(), by: None }).is_ok()
                });
                assert!(onward.is_some());
            }
            calendar.working_days_between(track.total_from(&judge).unwrap(), end).unwrap()
        });
        let most = most.max().unwrap();
        assert!(warning.contains(&format!("takes {most} working days")), "{most}: {warning}");
        let path = warning.rsplit(": ").next().unwrap();
        let days = path.split(" → ").map(|p| p.rsplit(' ').next().unwrap().parse::<i32>().unwrap());
        assert_eq!(days.sum::<i32>(), most, "{warning}");
    }
}

#[test]
fn stages_without_an_end_or_called_as_the_end_is_are_doubted() {
    let stage = |id: &str, on: &str| {
        format!("[[protocol.stage]]\nid = \"{id}\"\nwith = [\"team-manager\"]\non = {{ {on} }}\n")
    };
    let practice = written(
        "",
        &[
            stage("one", "satisfied = \"close\", not-satisfied = \"two\""),
            stage("two", "not-satisfied = \"three\""),
            stage("three", "satisfied = \"two\""),
            stage("four", ""),
            stage("again", "satisfied = \"close\", not-satisfied = \"again\""),
            stage("close", "decided = \"close\""),
        ]
        .concat(),
    );
    let told = longest::of_one(practice.protocol("way").unwrap(), &calendar());
    let about = |id: &str| {
        let key = format!("protocol.way.{id}.on");
        told.iter().filter(|p| p.key == key).map(|p| p.message.as_str()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(about("one"), "");
    for id in ["two", "three"] {
        assert!(about(id).contains("no way from this stage comes to an end"), "{told:#?}");
    }
    assert!(about("four").contains("by a skip only"));
    assert!(about("again").contains("leads to itself"));
    assert!(about("close").contains("of this name"));
}

#[test]
fn a_concern_about_the_service_begins_where_the_protocol_says() {
    let protocol = of("rochdale", "rochdale-concern");
    assert_eq!(protocol.stages[protocol.service_stage].id, "service-manager");
    assert_eq!(of("luton", "luton-escalation").service_stage, 0);
}
