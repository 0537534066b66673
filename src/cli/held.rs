//! `record review`: what happened to a review; a late one is asked why.

use super::context::{Context, day};
use super::record::{find, happened};
use super::review_args::ReviewArgs;
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::rules::booking::doubt;

/// `record review`.
pub(crate) fn review(cx: &mut Context<'_>, desk: &mut Desk, args: ReviewArgs) -> Result<Vec<Outcome>> {
    let (child, n, held) = (find(desk, &args.child)?, args.review, args.held.is_some());
    let ReviewArgs { booked, part, adjourned, completed, decisions_sent, decisions_received, .. } = &args;
    let what = [booked, part, adjourned, completed, decisions_sent, decisions_received];
    if let Some(reason) = args.late_reason.as_deref().filter(|_| !held && what.iter().all(|w| w.is_none())) {
        return Ok(vec![desk.explain_lateness(child, n, reason)?]);
    }
    let booked = booked.as_ref().map(|text| day(desk, text)).transpose()?;
    let outcome = happened(desk, args)?;
    let board = &desk.board;
    let case = board.row(child).map(|r| &r.case);
    let odd = booked.zip(case).and_then(|(d, case)| doubt(case, d, board.today, &board.calendar));
    if let Some(doubt) = odd {
        cx.print.warn(doubt);
    }
    let late = if held { unexplained(desk, child, n) } else { None };
    let Some((sequence, days)) = late else { return Ok(vec![outcome]) };
    cx.print.warn(format!("Review {sequence} was {days} days past its limit: why it was late must be said."));
    if cx.asks {
        let mut reason = String::new();
        let read = cx.input.read_line(&mut reason);
        read.map_err(|e| {
            Error::data(format!("The reason could not be read ({e}); the review is recorded."))
        })?;
        if !reason.trim().is_empty() {
            return Ok(vec![outcome, desk.explain_lateness(child, Some(sequence), &reason)?]);
        }
    }
    cx.print.warn(format!(
        "  casebook record review {} --review {sequence} --late-reason TEXT",
        desk.board.row(child).map_or("CHILD", |r| r.case.child.number.as_str())
    ));
    Ok(vec![outcome])
}

/// The review just held, where it was late and nobody has said why: its number, and days late.
fn unexplained(desk: &Desk, child: ChildId, n: Option<u32>) -> Option<(u32, i64)> {
    let row = desk.board.row(child)?;
    let slot = row.judged().reviews().rfind(|s| s.held.is_some() && n.is_none_or(|n| s.sequence == n))?;
    let review = row.case.reviews.get(slot.review?)?;
    let silent = review.late_reason.as_ref().is_none_or(|r| r.trim().is_empty());
    (slot.on_time() == Some(false) && silent).then(|| (slot.sequence, slot.days_late(desk.board.today)))
}
