//! What a service's concerns come to: by theme, stage reached, days, outcome and effect, each figure with
//! the concerns behind it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::Track;
use crate::model::child::Child;
use crate::model::escalation::{Effect, Escalation};
use crate::model::ids::ChildId;
use crate::rules::calendar::Calendar;
use crate::rules::practice::protocol::{GOOD_PRACTICE, Protocol};

/// The cap guidance puts on the formal part, in working days.
pub(crate) const CAP: i32 = 20;

/// One concern, counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Counted {
    /// The child's number; `None` for the service as a whole.
    pub child: Option<String>,
    /// The child.
    #[serde(skip)]
    pub id: Option<ChildId>,
    /// The concern's number.
    pub escalation: i64,
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
    /// What became of it for the child.
    pub effect: Effect,
    /// Raised with Cafcass.
    pub cafcass: bool,
}

/// How many, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Group {
    /// How many.
    pub count: usize,
    /// Their numbers.
    pub rows: Vec<i64>,
}

impl Group {
    fn add(&mut self, one: &Counted) {
        self.count += 1;
        self.rows.push(one.escalation);
    }
}

/// Working days spent, on average, and on what.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Spent {
    /// The mean, to one decimal; `None` of none.
    pub mean: Option<f64>,
    /// How many concerns.
    pub count: usize,
    /// Their numbers.
    pub rows: Vec<i64>,
}

/// The concerns of a span of days: raised by its end and not closed before it began. Good practice is
/// counted beside them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Analysis {
    /// Raised in the span.
    pub raised: usize,
    /// Closed in it.
    pub closed: usize,
    /// Raised by its end and not closed by then.
    pub open: usize,
    /// Good practice passed on in it.
    pub good_practice: usize,
    /// Over within 20 working days.
    pub within_20: Group,
    /// Not over within 20 working days.
    pub over_20: Group,
    /// Working days in all, of those closed.
    pub days: Spent,
    /// By kind of concern.
    pub themes: BTreeMap<String, Group>,
    /// By the stage reached.
    pub stages: BTreeMap<String, Group>,
    /// By outcome.
    pub outcomes: BTreeMap<String, Group>,
    /// By effect.
    pub effects: BTreeMap<Effect, Group>,
    /// Working days spent in each stage.
    pub stage_days: BTreeMap<String, Spent>,
    /// Referred to Cafcass.
    pub cafcass: Group,
    /// The concerns behind the figures.
    pub rows: Vec<Counted>,
}

/// Counts one concern.
pub(crate) fn count(
    e: &Escalation,
    child: Option<&Child>,
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
        child: child.map(|c| c.number.clone()),
        id: child.map(|c| c.id),
        escalation: e.id.0,
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
            (Some(outcome), _) => outcome.word().to_owned(),
            (None, _) => "not said".into(),
        },
        effect: e.became(),
        cafcass,
    }
}

/// Adds up the concerns of a span of days, both ends within it.
pub(crate) fn analyse(all: &[Counted], from: NaiveDate, to: NaiveDate) -> Analysis {
    let within = |day: NaiveDate| from <= day && day <= to;
    let mut sum = Analysis::default();
    let touches = |c: &&Counted| c.raised <= to && c.closed.is_none_or(|d| d >= from);
    let (praise, concerns): (Vec<&Counted>, Vec<&Counted>) =
        all.iter().filter(touches).partition(|c| c.concern == GOOD_PRACTICE);
    sum.good_practice = praise.iter().filter(|c| within(c.raised)).count();
    let mut stage_days: BTreeMap<&str, Vec<(&Counted, i32)>> = BTreeMap::new();
    for one in &concerns {
        sum.raised += usize::from(within(one.raised));
        sum.closed += usize::from(one.closed.is_some_and(within));
        sum.open += usize::from(one.closed.is_none_or(|d| d > to));
        sum.themes.entry(one.concern.clone()).or_default().add(one);
        sum.stages.entry(one.stage.clone()).or_default().add(one);
        sum.outcomes.entry(one.outcome.clone()).or_default().add(one);
        sum.effects.entry(one.effect).or_default().add(one);
        match one.within_20 {
            Some(true) => sum.within_20.add(one),
            Some(false) => sum.over_20.add(one),
            None => {}
        }
        if one.cafcass {
            sum.cafcass.add(one);
        }
        for (stage, spent) in &one.stage_days {
            stage_days.entry(stage).or_default().push((one, *spent));
        }
    }
    sum.days = spent(concerns.iter().filter(|c| c.closed.is_some()).map(|c| (*c, c.days)));
    sum.stage_days = stage_days.into_iter().map(|(stage, all)| (stage.to_owned(), spent(all))).collect();
    sum.rows = concerns.into_iter().cloned().collect();
    sum
}

fn spent<'c>(all: impl IntoIterator<Item = (&'c Counted, i32)>) -> Spent {
    let (rows, days): (Vec<i64>, Vec<i32>) = all.into_iter().map(|(c, days)| (c.escalation, days)).unzip();
    let n = u32::try_from(days.len()).ok().filter(|n| *n > 0);
    let mean = n.map(|n| (f64::from(days.iter().sum::<i32>()) / f64::from(n) * 10.0).round() / 10.0);
    Spent { mean, count: rows.len(), rows }
}
