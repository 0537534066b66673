//! Changes the IRO was told of, and what was answered: both outcomes are counted.

use serde::Serialize;

use super::rows::EarlyRow;
use super::{Ground, Window, share};
use crate::model::change::{Answered, Class};
use crate::model::instance::Instance;
use crate::rules::changes::class_of;

/// Changes told in the span that ask for an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct EarlyReviews {
    /// Changes told.
    pub told: usize,
    /// Of them for which a review must come forward.
    pub must: usize,
    /// Answered.
    pub answered: usize,
    /// With the review brought forward.
    pub brought_forward: usize,
    /// With no earlier review needed.
    pub not_needed: usize,
    /// Answered on or before the day the practice sets.
    pub in_time: usize,
    /// Answered after it, or not answered and past it.
    pub late: usize,
    /// `in_time` of `in_time` and `late`.
    pub pct: Option<f64>,
    /// Not answered yet.
    pub open: usize,
    /// The changes.
    pub rows: Vec<EarlyRow>,
}

/// Changes told in the span, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Changes {
    /// Changes told that ask for an answer.
    pub told: usize,
    /// Answered.
    pub answered: usize,
    /// Answered after their day, or not answered and past it.
    pub late: usize,
}

impl EarlyReviews {
    /// The figures in short.
    pub(super) fn in_short(&self) -> Changes {
        Changes { told: self.told, answered: self.answered, late: self.late }
    }

    pub(super) fn count(ground: Ground<'_>, window: Window) -> Self {
        let mut rows: Vec<EarlyRow> = Vec::new();
        for (case, judged) in ground.cases {
            for change in case.changes.iter().filter(|c| window.holds(c.date)) {
                let class = class_of(ground.practice, change);
                if class == Some(Class::Inform) {
                    continue;
                }
                let instance = Instance::Change(change.id);
                let due = judged
                    .dues
                    .iter()
                    .find(|d| d.duty.done_by.as_deref() == Some("change-answered") && d.instance == instance);
                let answered = change.response.as_ref().map(|r| &r.answered);
                rows.push(EarlyRow {
                    child: case.child.number.clone(),
                    id: case.child.id,
                    change: change.id.0,
                    event: change.event.clone(),
                    class: class.map(Class::word),
                    told: change.date,
                    due: due.and_then(|d| d.due),
                    answered: change.response.as_ref().map(|r| r.date),
                    outcome: answered.map(Answered::word),
                    forward_to: change.forward_to(),
                    reason: answered.and_then(|a| match a {
                        Answered::NotNeeded { reason, .. } => Some(reason.clone()),
                        Answered::BroughtForward(_) => None,
                    }),
                });
            }
        }
        rows.sort_by_key(|r| (r.told, r.change));
        let count = |test: &dyn Fn(&EarlyRow) -> bool| rows.iter().filter(|r| test(r)).count();
        let timely = |r: &EarlyRow| r.due.zip(r.answered.or(Some(ground.today))).map(|(due, day)| day <= due);
        let in_time = count(&|r| r.answered.is_some() && timely(r) == Some(true));
        let late = count(&|r| timely(r) == Some(false));
        Self {
            told: rows.len(),
            must: count(&|r| r.class == Some(Class::Must.word())),
            answered: count(&|r| r.answered.is_some()),
            brought_forward: count(&|r| r.forward_to.is_some()),
            not_needed: count(&|r| r.reason.is_some()),
            in_time,
            late,
            pct: share(in_time, in_time + late),
            open: count(&|r| r.answered.is_none()),
            rows,
        }
    }
}
