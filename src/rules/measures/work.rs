//! Work that fell due and whether it was done; what is late now.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::DutyRow;
use super::{Backed, Ground, Window, share};
use crate::model::Case;
use crate::model::instance::Instance;
use crate::rules::due::{Due, Status};
use crate::rules::practice::{Duty, DutyKind};

/// Duties that fell due in the span, and those of them done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Tally {
    /// Fell due and their day has come, or were done in the span.
    pub due: usize,
    /// Of them done.
    pub done: usize,
    /// Of those done, after their day.
    pub done_late: usize,
    /// `done` of `due`.
    pub pct: Option<f64>,
}

/// Counts the checks of the plan half-way.
pub(super) fn midpoints(ground: Ground<'_>, window: Window) -> Backed<Tally, DutyRow> {
    let ids: Vec<&str> = ground.practice.of_kind(DutyKind::MidPoint).map(|d| d.id.as_str()).collect();
    tally(ground, window, &ids)
}

/// Counts the duties of some ids.
pub(super) fn tally(ground: Ground<'_>, window: Window, ids: &[&str]) -> Backed<Tally, DutyRow> {
    let mut rows: Vec<DutyRow> = Vec::new();
    for (case, judged) in ground.cases {
        for due in judged.dues.iter().filter(|d| ids.contains(&d.duty.id.as_str())) {
            let day = due.due.filter(|d| window.holds(*d) && asked(due, *d, ground.today));
            if day.is_some() {
                rows.push(duty_row(Some(case), due));
            }
        }
        rows.extend(turns(case, ground, window, ids));
    }
    rows.sort_by(|a, b| (a.due, &a.child, &a.instance).cmp(&(b.due, &b.child, &b.instance)));
    let done = rows.iter().filter(|r| r.done.is_some()).count();
    let done_late = rows.iter().filter(|r| r.done.is_some() && r.late_days > 0).count();
    Backed { figures: Tally { due: rows.len(), done, done_late, pct: share(done, rows.len()) }, rows }
}

/// The visits that fell due, of every kind the practice has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Visits {
    /// All of them.
    #[serde(flatten)]
    pub all: Backed<Tally, DutyRow>,
    /// Each kind apart: by whom and how often differ too much to be one figure.
    pub kinds: Vec<VisitKind>,
}

/// One kind of visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VisitKind {
    /// The duty.
    pub duty: String,
    /// Its title.
    pub title: String,
    /// The role that visits.
    pub owner: String,
    /// Its count.
    #[serde(flatten)]
    pub tally: Backed<Tally, DutyRow>,
}

impl Visits {
    pub(super) fn count(ground: Ground<'_>, window: Window) -> Self {
        let duties: Vec<_> = ground.practice.duties.iter().filter(|d| d.is_visit()).collect();
        let ids: Vec<&str> = duties.iter().map(|d| d.id.as_str()).collect();
        let kind = |d: &&Arc<Duty>| VisitKind {
            duty: d.id.clone(),
            title: d.title.clone(),
            owner: d.owner.clone(),
            tally: tally(ground, window, &[d.id.as_str()]),
        };
        Self { all: tally(ground, window, &ids), kinds: duties.iter().map(kind).collect() }
    }
}

/// Whether a duty was really asked for: done, or its day has come and it was not let off.
fn asked(due: &Due, day: NaiveDate, today: NaiveDate) -> bool {
    match due.status {
        Status::Done | Status::DoneLate => true,
        Status::Overdue | Status::DueToday => day <= today,
        _ => false,
    }
}

/// Turns of a recurring duty that were done in the span: the open turn alone is in the list of dues.
fn turns<'a>(
    case: &'a Case,
    ground: Ground<'a>,
    window: Window,
    ids: &'a [&str],
) -> impl Iterator<Item = DutyRow> + 'a {
    let done = case.done.iter().filter(move |d| {
        d.turn.is_some() && !d.waived && ids.contains(&d.duty.as_str()) && window.holds(d.date)
    });
    done.map(move |d| {
        let duty = ground.practice.duty(&d.duty);
        DutyRow {
            child: Some(case.child.number.clone()),
            id: Some(case.child.id),
            duty: d.duty.clone(),
            title: duty.map_or_else(|| d.duty.clone(), |known| known.title.clone()),
            instance: d.turn.map_or(Instance::Child, Instance::Turn),
            owner: duty.map(|known| known.owner.clone()).unwrap_or_default(),
            due: None,
            done: Some(d.date),
            late_days: 0,
        }
    })
}

/// The IRO's own duties done late in a span for which no reason was given.
pub(super) fn unexplained(ground: Ground<'_>, window: Window) -> Vec<DutyRow> {
    let late = ground.cases.iter().flat_map(|(case, judged)| {
        let own = judged.dues.iter().filter(|d| d.unexplained(&case.done).is_some());
        own.filter(|d| d.done_on.is_some_and(|day| window.holds(day))).map(|d| duty_row(Some(case), d))
    });
    let mut rows: Vec<DutyRow> = late.collect();
    rows.sort_by(|a, b| (a.due, &a.child, &a.duty).cmp(&(b.due, &b.child, &b.duty)));
    rows
}

fn duty_row(case: Option<&Case>, due: &Due) -> DutyRow {
    DutyRow {
        child: case.map(|c| c.child.number.clone()),
        id: case.map(|c| c.child.id),
        duty: due.duty.id.clone(),
        title: due.duty.title.clone(),
        instance: due.instance.clone(),
        owner: due.duty.owner.clone(),
        due: due.due,
        done: due.done_on,
        late_days: due.late_days,
    }
}

/// What is late now, by the role that owes it; a review past its limit has figures of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Owners {
    /// Late duties by role.
    #[serde(flatten)]
    pub roles: BTreeMap<String, usize>,
    /// The duties.
    pub rows: Vec<DutyRow>,
}

impl Owners {
    pub(super) fn count(ground: Ground<'_>) -> Self {
        let mut rows: Vec<DutyRow> = ground
            .cases
            .iter()
            .flat_map(|(case, judged)| judged.own().map(move |due| (case, due)))
            .filter(|(_, due)| due.status == Status::Overdue && !due.is_holding())
            .map(|(case, due)| duty_row(Some(case), due))
            .collect();
        rows.sort_by(|a, b| (a.due, &a.child, &a.duty).cmp(&(b.due, &b.child, &b.duty)));
        let mut roles = BTreeMap::new();
        for row in &rows {
            *roles.entry(row.owner.clone()).or_insert(0) += 1;
        }
        Self { roles, rows }
    }
}
