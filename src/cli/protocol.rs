//! `protocol clock`: the days of a protocol from the day a concern is raised, with no book.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::args::ClockArgs;
use super::context::Context;
use super::print::{heading, table};
use crate::board::views::stage::{StageRow, stages};
use crate::casework::{dates, find_practice};
use crate::error::{Error, Result};
use crate::model::moves::Move;
use crate::rules::escalation::{Judge, Logged, Next, Opening, Reviews, next};
use crate::rules::practice::protocol::Protocol;
use crate::rules::practice::words::nearest;
use crate::rules::practice::{Practice, Problem, SHIPPED, longest, shipped};
use crate::rules::working::long;

#[derive(Serialize)]
struct ClockJson<'a> {
    protocol: &'a str,
    practice: &'a str,
    risk: Option<&'a str>,
    stages: Vec<StageRow<'a>>,
    total_by: Option<NaiveDate>,
    notices: Vec<NoticeJson>,
    next: Vec<Next>,
    warnings: Vec<Problem>,
}

#[derive(Serialize)]
struct NoticeJson {
    notice: String,
    by: Option<NaiveDate>,
    given: Option<NaiveDate>,
    late: bool,
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
        let what = Move::from(word);
        // What stands after any other move are words about it.
        let day = rest.filter(|_| matches!(what, Move::Raised | Move::Timescale));
        let by = day.map(|r| dates::parse(r, cx.today, &cx.calendar)).transpose()?;
        track.step(&judge, &Logged { date, what: &what, by }).map_err(|refused| {
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
    let notices = track.tellings.iter().map(|t| {
        let notice = t.notice.told().to_string();
        NoticeJson { notice, by: t.by, given: t.given, late: t.was_late() }
    });
    let notices: Vec<NoticeJson> = notices.collect();
    let stages = stages(&track, &judge, cx.today);
    if cx.global.json {
        cx.print.json(&ClockJson {
            protocol: &protocol.id,
            practice: &practice.id,
            risk,
            stages,
            total_by: track.total_by,
            notices,
            next: moves,
            warnings,
        })?;
        return Ok(Code::DONE);
    }
    let day = |d: Option<NaiveDate>| d.map_or_else(|| "-".to_owned(), long);
    let mut lines = vec![heading(&["STAGE", "OPENED", "RAISE BY", "RAISED", "BY", "REPLIED", "STATUS"])];
    lines.extend(stages.iter().map(|s| {
        let at_most = if s.at_most { " at most" } else { "" };
        vec![
            s.stage.to_owned(),
            day(s.opened),
            day(s.raise_by),
            day(s.raised),
            format!(
                "{}{at_most}{}",
                day(s.reply_by.or(s.act_by)),
                if s.provisional { " (expected)" } else { "" }
            ),
            day(s.replied),
            match (s.late, s.raised) {
                (true, Some(_)) => "no reply: late",
                (true, None) if s.act_by.is_some() => "not done: late",
                (true, None) => "not raised: late",
                (false, _) => s.outcome.map_or(s.status.word(), |o| o.word()),
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
    let who = protocol.total.as_ref().map_or_else(String::new, |total| format!(" ({})", total.cite));
    page.push(format!("In all by: {total}{who}"));
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
