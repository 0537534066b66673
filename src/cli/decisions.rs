//! What `record decision` and `record agreement` name.

use super::context::maybe_day;
use super::record::{find, role};
use super::record_args::DecisionArgs;
use crate::casework::{Decided, Desk, Outcome};
use crate::error::Result;
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId};

/// `record decision`.
pub(crate) fn decide(desk: &mut Desk, args: DecisionArgs) -> Result<Outcome> {
    let child = find(desk, &args.child)?;
    let decided = Decided {
        text: args.text,
        owner: args.owner.map(|o| role(desk, &o)).transpose()?,
        person: args.person,
        by: maybe_day(desk, args.by.as_ref())?,
        outcome: args.outcome,
    };
    desk.decide(child, args.review, decided)
}

/// The decisions of a review that an answer is for: those nobody answered yet, or, to take the agreement
/// back, those that silence agreed to.
pub(crate) fn unanswered(
    desk: &Desk,
    child: ChildId,
    review: Option<u32>,
    mark: Mark,
) -> Result<Vec<DecisionId>> {
    let Some(row) = desk.board.row(child) else { return Ok(Vec::new()) };
    let latest = row.case.periods.len().checked_sub(1);
    let ledger = desk.board.ledger(row);
    let of = ledger.iter().filter(|e| e.slot.is_some_and(|s| Some(s.period) == latest));
    let of = of.filter(|e| e.slot.map(|s| s.sequence) == review && e.decision.answer().is_none());
    Ok(of.filter(|e| mark != Mark::Reversed || e.agreement.is_agreed()).map(|e| e.decision.id).collect())
}
