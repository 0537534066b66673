//! What a service's concerns come to: by theme, stage reached, days, outcome and effect, each figure with
//! the concerns behind it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::Track;
use crate::model::escalation::Escalation;
use crate::rules::calendar::Calendar;
use crate::rules::practice::protocol::{GOOD_PRACTICE, Protocol};

/// The cap guidance puts on the formal part, in working days.
pub const CAP: i32 = 20;

/// One concern, counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counted {
    /// Its number.
    pub id: i64,
    /// The kind of concern.
    pub concern: String,
    /// The protocol.
    pub protocol: String,
    /// The stage it reached.
    pub stage: String,
    /// The day it was raised.
    pub raised: NaiveDate,
    /// The day it was closed.
    pub closed: Option<NaiveDate>,
    /// Working days in all, to its end or today.
    pub days: i32,
    /// Working days in each stage it went through.
    pub stage_days: Vec<(String, i32)>,
    /// Whether it took at most 20 working days from its formal opening, or from being raised where it
    /// never became formal; unknown while it is open and still within them.
    pub within_20: Option<bool>,
    /// How it ended; `open` while it has not.
    pub outcome: String,
    /// `seen`, `promised`, or `none` where it has not ended.
    pub effect: &'static str,
    /// Raised with Cafcass.
    pub cafcass: bool,
}

/// How many, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How many.
    pub count: usize,
    /// Their numbers.
    pub rows: Vec<i64>,
}

/// Concerns of a span of days.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Analysis {
    /// Concerns raised.
    pub raised: usize,
    /// Of them closed.
    pub closed: usize,
    /// Good practice passed on.
    pub good_practice: usize,
    /// Closed, or late, within 20 working days or not.
    pub within_20: Group,
    /// Over 20 working days.
    pub over_20: Group,
    /// Mean working days of those closed.
    pub mean_days: Option<f64>,
    /// By kind of concern.
    pub themes: BTreeMap<String, Group>,
    /// By the stage reached.
    pub stages: BTreeMap<String, Group>,
    /// By outcome.
    pub outcomes: BTreeMap<String, Group>,
    /// By effect.
    pub effects: BTreeMap<String, Group>,
    /// Mean working days spent in each stage.
    pub stage_days: BTreeMap<String, f64>,
    /// Referred to Cafcass.
    pub cafcass: Group,
    /// The concerns behind the figures.
    pub rows: Vec<Counted>,
}

/// Counts one concern.
pub fn count(
    e: &Escalation,
    under: Option<(&Protocol, &Track)>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Counted {
    let end = e.closed.unwrap_or(today);
    let between =
        |from: NaiveDate, to: NaiveDate| calendar.working_days_between(from, to).unwrap_or(0).max(0);
    let clock = under.and_then(|(_, t)| t.formal_opened).unwrap_or(e.raised);
    let took = between(clock, end);
    let stage = |place: usize| under.and_then(|(p, _)| p.stages.get(place)).map(|s| s.id.clone());
    let visits = under.map_or(&[][..], |(_, t)| t.visits.as_slice());
    let stage_days = visits
        .iter()
        .filter_map(|v| Some((stage(v.stage)?, between(v.opened?, v.closed.unwrap_or(end).max(v.opened?)))));
    let cafcass = under.is_some_and(|(p, t)| {
        t.any_time.iter().any(|(at, _)| p.any_time.get(*at).is_some_and(|a| a.id == "cafcass-referral"))
    });
    Counted {
        id: e.id.0,
        concern: e.concern.clone(),
        protocol: e.protocol.clone(),
        stage: under.and_then(|(_, t)| stage(t.stage())).unwrap_or_else(|| e.stage.clone()),
        raised: e.raised,
        closed: e.closed,
        days: between(e.raised, end),
        stage_days: stage_days.collect(),
        within_20: (e.closed.is_some() || took > CAP).then_some(took <= CAP),
        outcome: match (&e.outcome, e.closed) {
            (_, None) => "open".into(),
            (Some(outcome), _) => outcome.clone(),
            (None, _) => "not said".into(),
        },
        effect: match (e.is_open(), e.is_promised()) {
            (true, _) => "none",
            (false, true) => "promised",
            (false, false) => "seen",
        },
        cafcass,
    }
}

/// Adds up the concerns raised within a span of days; good practice is counted beside them.
pub fn analyse(all: Vec<Counted>, from: NaiveDate, to: NaiveDate) -> Analysis {
    let mut sum = Analysis::default();
    let mut stage_days: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    let mut days = Vec::new();
    for one in all.into_iter().filter(|c| c.raised >= from && c.raised <= to) {
        if one.concern == GOOD_PRACTICE {
            sum.good_practice += 1;
            continue;
        }
        sum.raised += 1;
        let add = |group: &mut Group| {
            group.count += 1;
            group.rows.push(one.id);
        };
        add(sum.themes.entry(one.concern.clone()).or_default());
        add(sum.stages.entry(one.stage.clone()).or_default());
        add(sum.outcomes.entry(one.outcome.clone()).or_default());
        add(sum.effects.entry(one.effect.to_owned()).or_default());
        match one.within_20 {
            Some(true) => add(&mut sum.within_20),
            Some(false) => add(&mut sum.over_20),
            None => {}
        }
        if one.cafcass {
            add(&mut sum.cafcass);
        }
        if one.closed.is_some() {
            sum.closed += 1;
            days.push(one.days);
        }
        for (stage, spent) in &one.stage_days {
            stage_days.entry(stage.clone()).or_default().push(*spent);
        }
        sum.rows.push(one);
    }
    sum.mean_days = mean(&days);
    sum.stage_days = stage_days.into_iter().filter_map(|(s, d)| Some((s, mean(&d)?))).collect();
    sum
}

/// The mean to one decimal.
fn mean(days: &[i32]) -> Option<f64> {
    let n = u32::try_from(days.len()).ok().filter(|n| *n > 0)?;
    let sum: i32 = days.iter().sum();
    Some((f64::from(sum) / f64::from(n) * 10.0).round() / 10.0)
}
