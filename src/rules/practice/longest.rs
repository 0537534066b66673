//! The longest way through a protocol, held against the time it may take in all.

use chrono::NaiveDate;

use super::protocol::{Exit, Protocol, Stage};
use super::{Practice, Problem, in_words};
use crate::model::moves::Move;
use crate::rules::calendar::Calendar;
use crate::rules::escalation::{Judge, Logged, Opening, Reviews, Standing, Track};

/// A working Monday far from any bank holiday: days counted from it are the limits and nothing else.
const TRIED: (i32, u32, u32) = (2026, 6, 1);

/// What is doubtful about the protocols of a practice.
pub(super) fn doubts(practice: &Practice, calendar: &Calendar) -> Vec<Problem> {
    practice.protocols.iter().flat_map(|p| of_one(p, calendar)).collect()
}

/// What is doubtful about one protocol.
pub(crate) fn of_one(protocol: &Protocol, calendar: &Calendar) -> Vec<Problem> {
    let mut all: Vec<Problem> = too_long(protocol, calendar).into_iter().collect();
    let problem =
        |key: String, message: String, hint: &str| Problem { line: 0, key, message, hint: hint.into() };
    if let Some(last) = protocol.stages.last().filter(|s| s.on.is_empty()) {
        let message = "the last stage says nothing of what follows on its reply".to_owned();
        let hint = "it ends with the reply, satisfied or not; say so with on = { decided = \"close\" }";
        all.push(problem(format!("protocol.{}.{}.on", protocol.id, last.id), message, hint));
    }
    all.extend(unfinished(protocol));
    for (place, stage) in protocol.stages.iter().enumerate().skip(1) {
        let leads = protocol.stages.iter().any(|s| s.on.values().any(|e| *e == Exit::Stage(place)));
        if !leads {
            let message = "no stage leads here: it is reached by a skip only".to_owned();
            all.push(problem(format!("protocol.{}.{}", protocol.id, stage.id), message, ""));
        }
    }
    let counts_formal = protocol.total.as_ref().is_some_and(|t| t.span.names("formal-opened"));
    if counts_formal && !protocol.stages.iter().any(|s| s.formal) {
        let message = "the time in all counts from the formal opening, and no stage is formal".to_owned();
        all.push(problem(format!("protocol.{}.total", protocol.id), message, "mark a stage formal = true"));
    }
    all
}

/// Stages a concern does not get out of by any answer, that lead to themselves, or that are called as the
/// end is.
fn unfinished(protocol: &Protocol) -> Vec<Problem> {
    let stages = &protocol.stages;
    // From the end backwards: what leads out, and what leads there.
    let mut out: Vec<bool> = stages.iter().map(|_| false).collect();
    for _ in stages {
        let leads = |stage: &Stage| {
            let ends = |exit: &Exit| match exit {
                Exit::Close => true,
                Exit::Stage(to) => out.get(*to).copied().unwrap_or(false),
            };
            stage.on.values().any(ends)
        };
        out = stages.iter().zip(&out).map(|(s, known)| *known || leads(s)).collect();
        if let (Some(last), Some(end)) = (stages.last(), out.last_mut()) {
            *end |= last.on.is_empty();
        }
    }
    let mut all = Vec::new();
    let mut problem = |stage: &Stage, message: &str, hint: &str| {
        all.push(Problem {
            line: 0,
            key: format!("protocol.{}.{}.on", protocol.id, stage.id),
            message: message.to_owned(),
            hint: hint.to_owned(),
        });
    };
    for ((place, stage), out) in stages.iter().enumerate().zip(out) {
        let close = "lead one answer to \"close\", or on to a stage that has an end";
        if stage.on.values().any(|e| *e == Exit::Stage(place)) {
            problem(
                stage,
                "this stage leads to itself: each turn begins its days anew",
                "lead it on, or to \"close\"",
            );
        }
        if stage.on.is_empty() && place + 1 < stages.len() {
            problem(stage, "no answer leads on from this stage: it is left by a skip only", close);
        } else if !out {
            problem(stage, "no way from this stage comes to an end", close);
        }
        if stage.id == Exit::CLOSE {
            problem(
                stage,
                "a stage of this name cannot be led to: \"close\" is the end",
                "give it another id",
            );
        }
    }
    all
}

/// One way through: how far it has come, and the days of each stage and notice on it.
#[derive(Clone)]
struct Way {
    track: Track,
    parts: Vec<Part>,
}

/// A stage or a notice of a way, from the day it opened to its last.
#[derive(Clone)]
struct Part {
    name: String,
    from: NaiveDate,
    to: NaiveDate,
    blank: bool,
}

/// A way found too long: its working days, how many of them are over, its parts.
struct Long {
    days: i32,
    over: i32,
    parts: Vec<(String, i32)>,
    blank: Vec<String>,
}

fn too_long(protocol: &Protocol, calendar: &Calendar) -> Option<Problem> {
    let total = protocol.total.as_ref()?;
    let first = NaiveDate::from_ymd_opt(TRIED.0, TRIED.1, TRIED.2)?;
    let judge = Judge { protocol, calendar, reviews: Reviews::default() };
    // Days and weeks hold more or fewer working days by the day of the week they begin on.
    let starts = first.iter_days().take(7).filter(|day| calendar.day_off(*day).is_none());
    let mut longest: Option<Long> = None;
    for raised in starts {
        let track = judge.run(&Opening { raised, stage: None, risk: None }, &[]);
        walk(&judge, Way { track, parts: Vec::new() }, &mut |way| {
            let found = long(&judge, way).filter(|l| longest.as_ref().is_none_or(|most| most.days < l.days));
            longest = found.or(longest.take());
        });
    }
    let way = longest.filter(|l| l.over > 0)?;
    let parts: Vec<String> = way.parts.iter().map(|(name, days)| format!("{name} {days}")).collect();
    let blank = if way.blank.is_empty() {
        String::new()
    } else {
        format!("; not counting {}, whose days are not fixed", way.blank.join(", "))
    };
    Some(Problem {
        line: 0,
        key: format!("protocol.{}.total", protocol.id),
        message: format!(
            "its longest path takes {} working days, {} more than {}: {}{blank}",
            way.days,
            way.over,
            in_words(&total.span),
            parts.join(" → ")
        ),
        hint: "it is used as it stands; the clock in all goes late before the last stage is over".into(),
    })
}

/// How long a way is from the day the clock of the whole begins, by the parts after that day.
fn long(judge: &Judge<'_>, way: &Way) -> Option<Long> {
    let (start, by, end) = (way.track.total_from(judge)?, way.track.total_by?, way.track.last);
    let counted = |part: &Part| judge.calendar.working_days_between(part.from.max(start), part.to);
    let within: Vec<&Part> = way.parts.iter().filter(|p| p.to > start || p.blank).collect();
    let parts = within.iter().filter(|p| !p.blank).map(|p| Some((p.name.clone(), counted(p)?)));
    Some(Long {
        days: judge.calendar.working_days_between(start, end)?,
        over: judge.calendar.working_days_between(by, end)?,
        parts: parts.collect::<Option<_>>()?,
        blank: within.iter().filter(|p| p.blank).map(|p| p.name.clone()).collect(),
    })
}

/// Follows every way on, each limit used to its last day, each stage once.
fn walk(judge: &Judge<'_>, way: Way, found: &mut impl FnMut(&Way)) {
    let mut way = way;
    let Some(visit) = way.track.open().cloned() else { return };
    let Some(stage) = judge.protocol.stages.get(visit.stage) else { return };
    let from = visit.opened.unwrap_or(way.track.last);
    if visit.standing == Standing::ToRaise {
        let date = visit.raise_by.unwrap_or(from).max(way.track.last);
        let _ = way.track.step(judge, &Logged { date, what: &Move::Raised, by: None });
    }
    let to = way.track.due().unwrap_or(way.track.last).max(from).max(way.track.last);
    let blank = way.track.due().is_none() && to == from;
    way.parts.push(Part { name: stage.id.clone(), from, to, blank });
    way.track.last = to;
    found(&way);
    for (verdict, exit) in &stage.on {
        let Exit::Stage(next) = exit else { continue };
        if way.track.visits.iter().any(|v| v.stage == *next) {
            continue;
        }
        let mut on = way.clone();
        on.track.leave(judge, to, Some(*verdict));
        on.track.enter(judge, *next, to, false);
        if let Some(opened) = on.track.open().and_then(|v| v.opened).filter(|opened| *opened > to) {
            on.parts.push(Part { name: "notice".to_owned(), from: to, to: opened, blank: false });
        }
        walk(judge, on, found);
    }
}
