//! Days for the reviews of a period, planned together.

use chrono::NaiveDate;
use serde::Serialize;

use super::booking::ReasonRow;
use super::clash::ClashRow;
use crate::board::caseload::Board;
use crate::model::ids::ChildId;
use crate::rules::planner::{Plan, Week};
use crate::rules::reason::Reason;

/// The plan of a period.
#[derive(Debug, Serialize)]
pub(crate) struct PlanView<'b> {
    /// Reviews that keep the day they are booked for though something stands against it.
    pub(crate) clashes: Vec<ClashRow<'b>>,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) proposals: Vec<ProposalRow<'b>>,
    pub(crate) unmet: Vec<UnmetRow<'b>>,
    pub(crate) weeks: &'b [Week],
    /// The most reviews in a week.
    pub(crate) peak: usize,
    /// The same, were each held on its limit.
    pub(crate) peak_on_limit: usize,
}

/// A day proposed for a review.
#[derive(Debug, Serialize)]
pub(crate) struct ProposalRow<'b> {
    pub(crate) child: Option<&'b str>,
    pub(crate) review: u32,
    pub(crate) limit: Option<NaiveDate>,
    pub(crate) date: NaiveDate,
    /// The IRO gave the day.
    pub(crate) pinned: bool,
    /// There is time for every step a review is not ready without.
    pub(crate) run_up_kept: bool,
    /// Why this day, in a sentence.
    pub(crate) why: String,
    /// Somebody has to approve the day in advance: it is not taken up with the others.
    pub(crate) needs_approval: bool,
    pub(crate) reasons: Vec<ReasonRow>,
    #[serde(skip)]
    pub(crate) name: String,
}

/// A review there is no day for.
#[derive(Debug, Serialize)]
pub(crate) struct UnmetRow<'b> {
    pub(crate) child: Option<&'b str>,
    pub(crate) review: u32,
    pub(crate) limit: Option<NaiveDate>,
    pub(crate) why: &'b str,
    #[serde(skip)]
    pub(crate) name: String,
}

impl<'b> PlanView<'b> {
    pub(crate) fn of(board: &'b Board, plan: &'b Plan, (from, to): (NaiveDate, NaiveDate)) -> Self {
        let child = |id: ChildId| board.row(id).map(|r| &r.case.child);
        let number = |id| child(id).map(|c| c.number.as_str());
        let name = |id| child(id).map(|c| c.name()).unwrap_or_default();
        let loses = |r: &Reason| matches!(r, Reason::RunUp { lost, .. } if lost.iter().any(|l| l.essential));
        let (peak, peak_on_limit) = plan.peaks();
        let proposals = plan.proposals.iter().map(|p| ProposalRow {
            child: number(p.child),
            review: p.sequence,
            limit: p.limit,
            date: p.date,
            pinned: p.pinned,
            run_up_kept: !p.reasons.iter().any(loses),
            why: p.why(&|id| name(id)),
            needs_approval: p.needs_approval(),
            reasons: p.reasons.iter().map(|r| ReasonRow::of(board, r)).collect(),
            name: name(p.child),
        });
        let unmet = plan.unmet.iter().map(|u| UnmetRow {
            child: number(u.child),
            review: u.sequence,
            limit: u.limit,
            why: &u.why,
            name: name(u.child),
        });
        Self {
            clashes: plan.clashes.iter().map(|c| ClashRow::of(board, c)).collect(),
            from,
            to,
            proposals: proposals.collect(),
            unmet: unmet.collect(),
            weeks: &plan.weeks,
            peak,
            peak_on_limit,
        }
    }
}
