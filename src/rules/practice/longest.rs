//! The longest way through a protocol, held against the time it may take in all.

use chrono::NaiveDate;

use super::protocol::{Exit, Protocol};
use super::{Practice, Problem, in_words};
use crate::rules::calendar::Calendar;
use crate::rules::escalation::{Judge, Logged, Opening, RAISED, Reviews, Standing, Track};

/// A working Monday far from any bank holiday: days counted from it are the limits and nothing else.
const TRIED: (i32, u32, u32) = (2026, 6, 1);

/// What is doubtful about the protocols of a practice.
pub(super) fn doubts(practice: &Practice, calendar: &Calendar) -> Vec<Problem> {
    practice.protocols.iter().flat_map(|p| of_one(p, calendar)).collect()
}

/// What is doubtful about one protocol.
pub fn of_one(protocol: &Protocol, calendar: &Calendar) -> Vec<Problem> {
    let mut all: Vec<Problem> = too_long(protocol, calendar).into_iter().collect();
    let problem =
        |key: String, message: String, hint: &str| Problem { line: 0, key, message, hint: hint.into() };
    if let Some(last) = protocol.stages.last().filter(|s| s.on.is_empty()) {
        let message = "the last stage says nothing of what follows on its reply".to_owned();
        let hint = "it ends with the reply, satisfied or not; say so with on = { decided = \"close\" }";
        all.push(problem(format!("protocol.{}.{}.on", protocol.id, last.id), message, hint));
    }
    for (place, stage) in protocol.stages.iter().enumerate().skip(1) {
        let leads = protocol.stages.iter().any(|s| s.on.values().any(|e| *e == Exit::Stage(place)));
        if !leads {
            let message = "no stage leads here: it is reached by a skip only".to_owned();
            all.push(problem(format!("protocol.{}.{}", protocol.id, stage.id), message, ""));
        }
    }
    let counts_formal = protocol.total.as_ref().is_some_and(|t| t.anchors().contains(&"formal-opened"));
    if counts_formal && !protocol.stages.iter().any(|s| s.formal) {
        let message = "the time in all counts from the formal opening, and no stage is formal".to_owned();
        all.push(problem(format!("protocol.{}.total", protocol.id), message, "mark a stage formal = true"));
    }
    all
}

/// One way through: how far it has come, and its stages and notices in words.
#[derive(Clone)]
struct Way {
    track: Track,
    said: Vec<String>,
}

fn too_long(protocol: &Protocol, calendar: &Calendar) -> Option<Problem> {
    let total = protocol.total.as_ref()?;
    let start = NaiveDate::from_ymd_opt(TRIED.0, TRIED.1, TRIED.2)?;
    let judge = Judge { protocol, calendar, reviews: Reviews::default() };
    let begun = judge.run(&Opening { raised: start, stage: None, risk: None }, &[]);
    let mut longest: Option<Way> = None;
    walk(&judge, Way { track: begun, said: Vec::new() }, &mut longest);
    let way = longest?;
    let by = way.track.total_by.filter(|by| way.track.last > *by)?;
    let counted = total.anchors().contains(&"formal-opened").then_some(way.track.formal_opened).flatten();
    let days = calendar.working_days_between(counted.unwrap_or(start), way.track.last)?;
    let over = calendar.working_days_between(by, way.track.last)?;
    Some(Problem {
        line: 0,
        key: format!("protocol.{}.total", protocol.id),
        message: format!(
            "its longest path takes {days} working days, {over} more than {}: {}",
            in_words(total),
            way.said.join(" → ")
        ),
        hint: "it is used as it stands; the clock in all goes late before the last stage is over".into(),
    })
}

/// Follows every way on, each limit used to its last day, each stage once.
fn walk(judge: &Judge<'_>, way: Way, longest: &mut Option<Way>) {
    let mut way = way;
    let Some(visit) = way.track.open().cloned() else { return };
    let Some(stage) = judge.protocol.stages.get(visit.stage) else { return };
    let from = visit.opened.unwrap_or(way.track.last);
    if visit.standing == Standing::ToRaise {
        let date = visit.raise_by.unwrap_or(from).max(way.track.last);
        let _ = way.track.step(judge, &Logged { date, word: RAISED, by: None });
    }
    let end = way.track.due().unwrap_or(from).max(way.track.last);
    let count = judge.calendar.working_days_between(from, end).unwrap_or(0);
    way.said.push(format!("{} {count}", stage.id));
    let mut done = way.clone();
    done.track.last = end;
    if longest.as_ref().is_none_or(|l| l.track.last < end) {
        *longest = Some(done);
    }
    for (verdict, exit) in &stage.on {
        let Exit::Stage(to) = exit else { continue };
        if way.track.visits.iter().any(|v| v.stage == *to) {
            continue;
        }
        let mut next = way.clone();
        next.track.last = end;
        next.track.leave(judge, end, Some(*verdict));
        next.track.enter(judge, *to, end);
        if let Some(by) = next.track.open().and_then(|v| v.opened).filter(|o| *o > end) {
            let days = judge.calendar.working_days_between(end, by).unwrap_or(0);
            next.said.push(format!("notice {days}"));
        }
        walk(judge, next, longest);
    }
}
