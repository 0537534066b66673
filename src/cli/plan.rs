//! `plan`: days for every review of a period, with reasons; all of them or some taken up in one act.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Code;
use super::book::name_of;
use super::context::{Context, day};
use super::diary_args::PlanArgs;
use super::print::{count, heading, table};
use crate::board::Board;
use crate::casework::{Desk, PlanAsk};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::rules::calendar::add_months;
use crate::rules::clash::Clash;
use crate::rules::planner::{Plan, Proposal, Unmet};
use crate::rules::reason::Reason;
use crate::rules::working::long;

/// `plan`.
pub(crate) fn plan(cx: &mut Context<'_>, args: &PlanArgs) -> Result<Code> {
    let mut desk = cx.open()?;
    let ask = ask(&desk, args)?;
    let plan = desk.plan_period(&ask);
    let wanted = accepted(&desk, &plan, &args.accept)?;
    let outcome = if args.accept.is_empty() { None } else { Some(desk.accept(&wanted)?) };
    let (peak, on_limit) = plan.peaks();
    if cx.json() {
        let number = |id: ChildId| desk.board.row(id).map(|r| r.case.child.number.clone());
        let proposals: Vec<Value> =
            plan.proposals.iter().map(|p| proposal(&desk, p, number(p.child))).collect();
        let unmet = plan.unmet.iter().map(|u| {
            json!({ "child": number(u.child), "review": u.sequence, "limit": u.limit, "why": u.why, "best": u.best })
        });
        let weeks = plan.weeks.iter().map(|w| {
            json!({ "monday": w.monday, "booked": w.booked, "planned": w.planned, "on_limit": w.on_limit })
        });
        let clashes: Vec<Value> = plan.clashes.iter().map(|c| clash_row(&desk.board, c)).collect();
        cx.print.json(&json!({
            "clashes": clashes, "from": ask.from, "to": ask.to, "proposals": proposals, "unmet": unmet.collect::<Vec<_>>(),
            "weeks": weeks.collect::<Vec<_>>(), "peak": peak, "peak_on_limit": on_limit,
            "accepted": wanted.len(), "undo": outcome.map(|o| o.act),
        }))?;
        return Ok(Code::DONE);
    }
    shown(cx, &desk, &ask, &plan);
    match outcome {
        Some(outcome) => {
            cx.print.line(format!("\n{}", outcome.label));
            cx.print.line("undo with: casebook undo");
        }
        None if !plan.proposals.is_empty() => {
            cx.print.line("\nNothing is booked yet: --accept all books them, --pin CHILD=DATE plans round a day of yours.");
        }
        None => {}
    }
    Ok(Code::DONE)
}

fn ask(desk: &Desk, args: &PlanArgs) -> Result<PlanAsk> {
    let today = desk.board.today;
    let from = args.from.as_ref().map_or(Ok(today), |t| day(desk, t))?;
    let later = add_months(from, 3).unwrap_or(from);
    let to = args.to.as_ref().map_or(Ok(later), |t| day(desk, t))?;
    if to < from {
        return Err(Error::data(format!("{to} is before {from}; nothing was planned."))
            .hint("Give --from the earlier day."));
    }
    let find = |named: &str| desk.board.find(named).map(|r| r.id());
    let pins: Result<Vec<(ChildId, NaiveDate)>> = args
        .pin
        .iter()
        .map(|pin| {
            let (child, date) = pin
                .split_once('=')
                .ok_or_else(|| Error::usage(format!("{pin:?} is not CHILD=DATE; nothing was planned.")))?;
            let date = day(desk, date)?;
            if date < today {
                return Err(Error::data(format!("{} is past; nothing was planned.", long(date)))
                    .hint("Pin a day from today on."));
            }
            Ok((find(child)?, date))
        })
        .collect();
    let leave_out: Result<Vec<ChildId>> = args.leave_out.iter().map(|c| find(c)).collect();
    Ok(PlanAsk { rebook: args.rebook, pins: pins?, leave_out: leave_out?, ..PlanAsk::between(from, to) })
}

/// The days to take up.
fn accepted(desk: &Desk, plan: &Plan, named: &[String]) -> Result<Vec<(ChildId, NaiveDate)>> {
    let all = plan.proposals.iter().map(|p| (p.child, p.date));
    if named.iter().any(|n| n == "all") {
        return Ok(all.collect());
    }
    let mut wanted = Vec::new();
    for name in named {
        let row = desk.board.find(name)?;
        let found = all.clone().find(|(child, _)| *child == row.id());
        wanted.push(found.ok_or_else(|| {
            Error::missing(format!("The plan has no day for {}; nothing was booked.", row.case.child.name()))
        })?);
    }
    Ok(wanted)
}

fn proposal(desk: &Desk, p: &Proposal, number: Option<String>) -> Value {
    let words = |r: &Reason| json!({ "weight": r.weight(), "text": r.words(&|c| name_of(&desk.board, c)) });
    let lost = p.reasons.iter().any(|r| matches!(r, Reason::RunUp { lost, .. } if !lost.is_empty()));
    json!({
        "child": number, "review": p.sequence, "limit": p.limit, "date": p.date, "pinned": p.pinned,
        "run_up_kept": !lost, "reasons": p.reasons.iter().map(words).collect::<Vec<_>>(),
    })
}

fn shown(cx: &mut Context<'_>, desk: &Desk, ask: &PlanAsk, plan: &Plan) {
    cx.print.line(format!(
        "{} with a limit from {} to {}",
        count(plan.proposals.len() + plan.unmet.len(), "review to plan", "reviews to plan"),
        long(ask.from),
        long(ask.to)
    ));
    let mut last = None;
    for p in &plan.proposals {
        if last != Some(p.date) {
            cx.print.line(format!("\n{}", long(p.date)));
            last = Some(p.date);
        }
        let limit = p.limit.map_or_else(|| "-".to_owned(), long);
        let own = if p.pinned { ", your day" } else { "" };
        cx.print.line(format!(
            "  {}: review {}, limit {limit}{own}",
            name_of(&desk.board, p.child),
            p.sequence
        ));
        for reason in p.reasons.iter().filter(|r| r.weight() != 0 && !matches!(r, Reason::Week(_))) {
            cx.print.line(format!("      {} {}", reason.sign(), reason.words(&|c| name_of(&desk.board, c))));
        }
    }
    if !plan.unmet.is_empty() {
        cx.print.line("\nNot planned");
        plan.unmet.iter().for_each(|u| unmet(cx, desk, u));
    }
    if !plan.clashes.is_empty() {
        cx.print.line("\nBooked already, and left as it is");
        plan.clashes.iter().for_each(|c| cx.print.line(clash_line(&desk.board, c)));
    }
    if plan.weeks.is_empty() {
        return;
    }
    let mut lines = vec![heading(&["WEEK OF", "BOOKED", "PLANNED", "ON THE LIMIT INSTEAD"])];
    let week = |w: &crate::rules::planner::Week| {
        vec![long(w.monday), w.booked.to_string(), w.planned.to_string(), w.on_limit.to_string()]
    };
    lines.extend(plan.weeks.iter().map(week));
    cx.print.line(format!("\n{}", table(&lines)));
    let (peak, on_limit) = plan.peaks();
    cx.print.line(format!("Fullest week: {peak}; were each held on its limit: {on_limit}."));
}

/// A booked review something stands against, as JSON.
pub(crate) fn clash_row(board: &Board, c: &Clash) -> Value {
    let number = board.row(c.child).map(|r| r.case.child.number.as_str());
    json!({ "child": number, "review": c.sequence, "booked": c.date, "why": c.why })
}

/// The same in words.
pub(crate) fn clash_line(board: &Board, c: &Clash) -> String {
    format!("  {}: review {} on {}: {}", name_of(board, c.child), c.sequence, long(c.date), c.why.join("; "))
}

fn unmet(cx: &mut Context<'_>, desk: &Desk, u: &Unmet) {
    let best = u.best.map_or_else(String::new, |d| format!("; least harm: {}", long(d)));
    cx.print.line(format!("  {}: review {}, {}{best}", name_of(&desk.board, u.child), u.sequence, u.why));
}
