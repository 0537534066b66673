//! `decisions`: the ledger read back, and what `record decision` and `record agreement` name.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, maybe_day, rows};
use super::notes::indented;
use super::record::{find, role};
use super::record_args::DecisionArgs;
use crate::board::{Board, Row};
use crate::casework::{Decided, Desk, Outcome};
use crate::error::Result;
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId, EscalationId};
use crate::rules::decisions::{Agreement, Entry, considering};
use crate::rules::working::long;

/// A decision as JSON.
#[derive(Serialize)]
pub(crate) struct DecisionRow<'a> {
    id: DecisionId,
    child: &'a str,
    review: Option<u32>,
    text: &'a str,
    owner: Option<&'a str>,
    by: Option<NaiveDate>,
    status: &'static str,
    carried: usize,
    period_start: Option<NaiveDate>,
    person: &'a str,
    outcome: &'a str,
    made: Option<NaiveDate>,
    age_days: Option<i64>,
    late: bool,
    looked_at: Option<NaiveDate>,
    note: Option<&'a str>,
    agreement: &'static str,
    agreed_on: Option<NaiveDate>,
    object_until: Option<NaiveDate>,
    reason: Option<&'a str>,
    doubts: Vec<String>,
    escalations: Vec<EscalationId>,
}

/// The JSON row of a decision.
pub(crate) fn decision_row<'a>(row: &'a Row, e: &Entry<'a>, today: NaiveDate) -> DecisionRow<'a> {
    let d = e.decision;
    let (agreed_on, object_until) = match e.agreement {
        Agreement::Agreed(day) | Agreement::DeemedAgreed(day) => (Some(day), None),
        Agreement::Received(_, until) => (None, until),
        _ => (None, None),
    };
    let about = row.case.escalations.iter().filter(|c| c.decision == Some(d.id));
    DecisionRow {
        id: d.id,
        child: &row.case.child.number,
        review: e.slot.map(|s| s.sequence),
        text: &d.text,
        owner: d.owner.as_deref(),
        by: d.by,
        status: d.progress().word(),
        carried: e.carried,
        period_start: e.slot.and_then(|s| row.case.periods.get(s.period)).map(|p| p.start),
        person: &d.person,
        outcome: &d.outcome,
        made: e.made(),
        age_days: e.age(today),
        late: e.is_late(today),
        looked_at: d.settled().map(|m| m.date),
        note: d.settled().map(|m| m.note.as_str()),
        agreement: e.agreement.word(),
        agreed_on,
        object_until,
        reason: d.answer().map(|m| m.note.as_str()),
        doubts: e.doubts.iter().map(|d| d.words()).collect(),
        escalations: about.map(|c| c.id).collect(),
    }
}

/// `decisions`.
pub(crate) fn decisions(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let all: Vec<(&Row, Entry<'_>)> = rows(&desk, child)?
        .into_iter()
        .flat_map(|r| board.ledger(r).into_iter().map(move |e| (r, e)))
        .collect();
    if cx.json() {
        let rows: Vec<DecisionRow<'_>> = all.iter().map(|(r, e)| decision_row(r, e, board.today)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No decisions.");
    }
    let who = considering(&board.practice).map_or("the manager", |d| board.practice.role(&d.owner));
    for (row, entry) in &all {
        cx.print.line(head(board, row, entry));
        cx.print.line(indented(&entry.decision.text));
        for line in below(entry, who) {
            cx.print.line(indented(&line));
        }
    }
    Ok(Code::DONE)
}

fn head(board: &Board, row: &Row, e: &Entry<'_>) -> String {
    let d = e.decision;
    let review = e.slot.map_or_else(|| "?".to_owned(), |s| s.sequence.to_string());
    let owner = d.owner.as_deref().map(|o| board.practice.role(o)).unwrap_or("no owner");
    let by = d.by.map_or_else(|| "no date".to_owned(), |by| format!("by {}", long(by)));
    let late = if e.is_late(board.today) { ", late" } else { "" };
    let carried = match e.carried {
        0 => String::new(),
        1 => ", carried 1 review".to_owned(),
        n => format!(", carried {n} reviews"),
    };
    let name = row.case.child.name();
    format!("[{}] {name}, review {review}: {owner}, {by}, {}{late}{carried}", d.id, d.progress().word())
}

fn below(e: &Entry<'_>, who: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if !e.decision.outcome.is_empty() {
        lines.push(format!("For the child: {}", e.decision.outcome));
    }
    lines.push(e.agreement.words(who));
    let said = e.decision.marks.iter().filter(|m| !m.note.is_empty());
    lines.extend(said.map(|m| format!("{} {}: {}", long(m.date), m.mark.word(), m.note)));
    lines.extend(e.doubts.iter().map(|d| format!("? {}", d.words())));
    lines
}

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
