//! `protocol clock`: the days of a protocol from the day a concern is raised, with no book.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::args::ClockArgs;
use super::context::Context;
use super::print::{heading, table};
use crate::casework::{dates, find_practice};
use crate::error::{Error, Result};
use crate::model::moves::Move;
use crate::rules::escalation::{Judge, Logged, Next, Opening, Reviews, Track, Visit, next};
use crate::rules::practice::protocol::Protocol;
use crate::rules::practice::words::nearest;
use crate::rules::practice::{Practice, Problem, SHIPPED, longest, shipped};
use crate::rules::working::long;

#[derive(Serialize)]
struct ClockJson<'a> {
    protocol: &'a str,
    practice: &'a str,
    risk: Option<&'a str>,
    stages: Vec<StageJson<'a>>,
    total_by: Option<NaiveDate>,
    notices: Vec<NoticeJson>,
    next: Vec<NextJson>,
    warnings: Vec<Problem>,
}

/// A stage of a clock, as JSON.
#[derive(Serialize)]
pub(crate) struct StageJson<'a> {
    stage: &'a str,
    title: &'a str,
    formal: bool,
    opened: Option<NaiveDate>,
    raise_by: Option<NaiveDate>,
    raised: Option<NaiveDate>,
    reply_by: Option<NaiveDate>,
    at_most: bool,
    replied: Option<NaiveDate>,
    closed: Option<NaiveDate>,
    outcome: Option<&'static str>,
    status: &'static str,
    late: bool,
    provisional: bool,
}

#[derive(Serialize)]
struct NoticeJson {
    notice: String,
    by: Option<NaiveDate>,
    given: Option<NaiveDate>,
    late: bool,
}

/// A lawful move, as JSON.
#[derive(Serialize)]
pub(crate) struct NextJson {
    #[serde(rename = "move")]
    what: Move,
    title: String,
    by: Option<NaiveDate>,
    why: String,
    proposed: bool,
}

/// The lawful moves as JSON.
pub(crate) fn next_json(all: Vec<Next>) -> Vec<NextJson> {
    let one = |n: Next| NextJson { what: n.what, title: n.title, by: n.by, why: n.why, proposed: n.proposed };
    all.into_iter().map(one).collect()
}

/// Every stage of the protocol: those passed through, those ahead, those passed over.
pub(crate) fn stages_json<'p>(track: &Track, judge: &Judge<'p>, today: NaiveDate) -> Vec<StageJson<'p>> {
    let mut visits: Vec<Visit> = track.visits.clone();
    visits.extend(track.ahead(judge));
    let row = |place: usize, visit: Option<&Visit>| {
        let stage = judge.protocol.stages.get(place)?;
        let standing = if place < track.stage() { "skipped" } else { "ahead" };
        Some(StageJson {
            stage: &stage.id,
            title: &stage.title,
            formal: stage.formal,
            opened: visit.and_then(|v| v.opened),
            raise_by: visit.and_then(|v| v.raise_by),
            raised: visit.and_then(|v| v.raised),
            reply_by: visit.and_then(|v| v.reply_by),
            at_most: visit.is_some_and(|v| v.at_most),
            replied: visit.and_then(|v| v.replied),
            closed: visit.and_then(|v| v.closed),
            outcome: visit.and_then(|v| v.verdict).map(|v| v.word()),
            status: visit.map_or(standing, |v| v.standing.word()),
            late: visit.and_then(Visit::due).is_some_and(|day| day < today),
            provisional: visit.is_some_and(|v| {
                [v.raise_by, v.reply_by].into_iter().flatten().any(|day| judge.calendar.known_to() < day)
            }),
        })
    };
    let mut all: Vec<_> = visits.iter().filter_map(|v| row(v.stage, Some(v))).collect();
    let unseen = (0..judge.protocol.stages.len()).filter(|p| !visits.iter().any(|v| v.stage == *p));
    all.extend(unseen.filter_map(|p| row(p, None)));
    all
}

/// `protocol clock`.
pub(crate) fn clock(cx: &mut Context<'_>, args: &ClockArgs) -> Result<Code> {
    let (practice, protocol) = find(cx, &args.id)?;
    let raised = dates::parse(&args.raised, cx.today, &cx.calendar)?;
    let (stage, risk) = (args.stage.as_deref(), args.risk.as_deref());
    begins(&protocol, stage, risk)?;
    let judge = Judge { protocol: &protocol, calendar: &cx.calendar, reviews: Reviews::default() };
    let mut track = judge.run(&Opening { raised, stage, risk }, &[]);
    for event in &args.event {
        let (date, word, rest) = parsed(cx, event)?;
        let by = rest.map(|r| dates::parse(r, cx.today, &cx.calendar)).transpose().unwrap_or(None);
        track.step(&judge, &Logged { date, what: &Move::from(word), by }).map_err(|refused| {
            Error::data(format!("The move {event:?} is not lawful: {}.", refused.why)).hint(refused.hint)
        })?;
    }
    let moves = next(&track, &judge, &practice, cx.today);
    let doubts = track.doubts(&judge);
    let mut warnings = longest::of_one(&protocol, &cx.calendar);
    warnings.extend(doubts.into_iter().map(|message| Problem {
        line: 0,
        key: "calendar".to_owned(),
        message,
        hint: String::new(),
    }));
    let notices = track.tellings.iter().filter_map(|t| {
        let notice = protocol.stages.get(t.stage)?.notices.get(t.notice)?;
        Some(NoticeJson { notice: notice.told().to_string(), by: t.by, given: t.given, late: t.was_late() })
    });
    let notices: Vec<NoticeJson> = notices.collect();
    let stages = stages_json(&track, &judge, cx.today);
    if cx.global.json {
        cx.print.json(&ClockJson {
            protocol: &protocol.id,
            practice: &practice.id,
            risk,
            stages,
            total_by: track.total_by,
            notices,
            next: next_json(moves),
            warnings,
        })?;
        return Ok(Code::DONE);
    }
    let day = |d: Option<NaiveDate>| d.map_or_else(|| "-".to_owned(), long);
    let mut lines =
        vec![heading(&["STAGE", "OPENED", "RAISE BY", "RAISED", "REPLY BY", "REPLIED", "STATUS"])];
    lines.extend(stages.iter().map(|s| {
        let at_most = if s.at_most { " at most" } else { "" };
        vec![
            s.stage.to_owned(),
            day(s.opened),
            day(s.raise_by),
            day(s.raised),
            format!("{}{at_most}{}", day(s.reply_by), if s.provisional { " (expected)" } else { "" }),
            day(s.replied),
            match (s.late, s.raised) {
                (true, Some(_)) => "no reply: overdue",
                (true, None) => "not raised: overdue",
                (false, _) => s.outcome.unwrap_or(s.status),
            }
            .to_owned(),
        ]
    }));
    let total = match (track.total_by, track.total_from(&judge)) {
        (Some(by), _) => long(by),
        (None, Some(_)) => "outside the calendar".to_owned(),
        (None, None) => "not running yet".to_owned(),
    };
    let mut page = vec![format!("{} ({})", protocol.title, protocol.cite), table(&lines)];
    page.push(format!("In all by: {total}"));
    page.extend(notices.iter().map(|n| {
        format!("{} by {}, given {}{}", n.notice, day(n.by), day(n.given), if n.late { ", late" } else { "" })
    }));
    page.push("\nNext".to_owned());
    let lines: Vec<Vec<String>> =
        moves.into_iter().map(|n| vec![format!("  {}", n.what), day(n.by), n.title, n.why]).collect();
    page.push(table(&lines));
    page.extend(warnings.iter().map(|w| format!("warning: {}: {}", w.key, w.message)));
    page.iter().for_each(|line| cx.print.line(line));
    Ok(Code::DONE)
}

/// Refuses a stage or a risk the protocol does not know.
pub(crate) fn begins(protocol: &Protocol, stage: Option<&str>, risk: Option<&str>) -> Result<()> {
    let known = |what: &str, word: &str, all: Vec<&str>| {
        if all.contains(&word) {
            return Ok(());
        }
        let near = nearest(word, all.iter().copied()).map(|n| format!("Did you mean {n}? "));
        let none = if all.is_empty() { "it has none".to_owned() } else { all.join(", ") };
        Err(Error::missing(format!("The protocol {} has no {what} {word:?}.", protocol.id))
            .hint(format!("{}Known: {none}.", near.unwrap_or_default())))
    };
    if let Some(stage) = stage {
        known("stage", stage, protocol.stages.iter().map(|s| s.id.as_str()).collect())?;
    }
    if let Some(risk) = risk {
        known("risk", risk, protocol.risks.iter().map(String::as_str).collect())?;
    }
    Ok(())
}

/// The protocol of the practice of this run, else of whichever shipped one has it.
fn find(cx: &Context<'_>, id: &str) -> Result<(Practice, Arc<Protocol>)> {
    let of = |p: Practice| p.protocol(id).cloned().map(|found| (p, found));
    let mut known = Vec::new();
    if let Some(named) = &cx.global.practice {
        let practice = find_practice(None, named)?;
        known.extend(practice.protocols.iter().map(|p| p.id.clone()));
        if let Some(found) = of(practice) {
            return Ok(found);
        }
    } else {
        for (shipped_id, _) in SHIPPED {
            let practice = shipped(shipped_id)?;
            known.extend(practice.protocols.iter().filter(|p| p.own).map(|p| p.id.clone()));
            if let Some(found) = of(practice) {
                return Ok(found);
            }
        }
    }
    let near = nearest(id, known.iter().map(String::as_str)).map(|n| format!("Did you mean {n}? "));
    Err(Error::missing(format!("There is no protocol {id:?}.")).hint(format!(
        "{}Known: {}.",
        near.unwrap_or_default(),
        known.join(", ")
    )))
}

/// `DATE MOVE [DAY]`; the date may be several words.
fn parsed<'e>(cx: &Context<'_>, event: &'e str) -> Result<(NaiveDate, &'e str, Option<&'e str>)> {
    let event = event.trim();
    let ends = event.match_indices(' ').map(|(at, _)| at).take(4);
    for at in ends {
        let (day, rest) = (event.get(..at).unwrap_or(""), event.get(at..).unwrap_or("").trim());
        if let Ok(date) = dates::parse(day, cx.today, &cx.calendar) {
            let (word, more) = rest.split_once(' ').map_or((rest, None), |(w, m)| (w, Some(m.trim())));
            return Ok((date, word, more));
        }
    }
    Err(Error::usage(format!("{event:?} is not an event.")).hint("Write --event '2026-03-30 not-satisfied'."))
}
