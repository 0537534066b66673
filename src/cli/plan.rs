//! `plan`: days for every review of a period, with reasons; all of them or some taken up in one act.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, day};
use super::diary_args::PlanArgs;
use super::shown::{Column, columned, day_or_dash};
use crate::board::views::plan::{PlanView, ProposalRow, UnmetRow};
use crate::casework::{Desk, PlanAsk};
use crate::error::{Error, Result};
use crate::model::ids::{ActId, ChildId};
use crate::rules::calendar::add_months;
use crate::rules::planner::{Plan, Proposal, Week};
use crate::rules::working::{count, long};

/// A plan, and how much of it was taken up.
#[derive(Serialize)]
struct Planned<'b> {
    #[serde(flatten)]
    plan: PlanView<'b>,
    accepted: usize,
    undo: Option<ActId>,
}

/// `plan`.
pub(crate) fn plan(cx: &mut Context<'_>, args: &PlanArgs) -> Result<Code> {
    let mut desk = cx.open()?;
    let ask = ask(&desk, args)?;
    let plan = desk.plan_period(&ask);
    let wanted = accepted(&desk, &plan, &args.accept)?;
    let outcome = if args.accept.is_empty() { None } else { Some(desk.accept(&wanted)?) };
    let undo = outcome.as_ref().map(|o| o.act);
    let plan = PlanView::of(&desk.board, &plan, (ask.from, ask.to));
    cx.page(&Planned { plan, accepted: wanted.len(), undo }, |planned| {
        let mut lines = page(&planned.plan);
        match outcome {
            Some(done) => lines.extend([format!("\n{}", done.label), "undo with: casebook undo".to_owned()]),
            None if planned.plan.proposals.is_empty() => {}
            None => lines.push(NOTHING_YET.to_owned()),
        }
        let late = planned.plan.proposals.iter().filter(|p| p.needs_approval).count();
        if late > 0 {
            lines.push(format!(
                "{} past the limit: each needs who approved it, as casebook record review CHILD --booked DATE \
                 --approved-by ROLE --approved-on DATE --reason TEXT.",
                count(late, "review lies", "reviews lie")
            ));
        }
        lines
    })
}

const NOTHING_YET: &str = "\nNothing is booked yet: --accept all books those within their limit, --pin CHILD=DATE plans round a day of yours.";

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
    let day = |p: &Proposal| (p.child, p.date);
    if named.iter().any(|n| n == "all") {
        return Ok(plan.proposals.iter().filter(|p| !p.needs_approval()).map(day).collect());
    }
    let all = plan.proposals.iter().map(day);
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

fn page(plan: &PlanView<'_>) -> Vec<String> {
    let reviews = count(plan.proposals.len() + plan.unmet.len(), "review to plan", "reviews to plan");
    let mut lines = vec![format!("{reviews} with a limit from {} to {}", long(plan.from), long(plan.to))];
    for day in plan.proposals.chunk_by(|a, b| a.date == b.date) {
        lines.extend(day.first().map(|p| format!("\n{}", long(p.date))));
        lines.extend(day.iter().flat_map(proposal));
    }
    if !plan.unmet.is_empty() {
        lines.push("\nNot planned".to_owned());
        lines.extend(plan.unmet.iter().map(unmet));
    }
    if !plan.clashes.is_empty() {
        lines.push("\nBooked already, and left as it is".to_owned());
        lines.extend(plan.clashes.iter().map(|c| format!("  {}", c.words())));
    }
    if plan.weeks.is_empty() {
        return lines;
    }
    let columns: [Column<Week>; 4] = [
        ("WEEK OF", |w| long(w.monday)),
        ("BOOKED", |w| w.booked.to_string()),
        ("PLANNED", |w| w.planned.to_string()),
        ("ON THE LIMIT INSTEAD", |w| w.on_limit.to_string()),
    ];
    lines.push(format!("\n{}", columned(plan.weeks, &columns)));
    let (peak, on_limit) = (plan.peak, plan.peak_on_limit);
    lines.push(format!("Fullest week: {peak}; were each held on its limit: {on_limit}."));
    lines
}

fn proposal(p: &ProposalRow<'_>) -> Vec<String> {
    let own = if p.pinned { ", your day" } else { "" };
    let mut lines = vec![format!("  {}: review {}, limit {}{own}", p.name, p.review, day_or_dash(p.limit))];
    lines.push(format!("      {}", p.why));
    lines
}

fn unmet(u: &UnmetRow<'_>) -> String {
    format!("  {}: review {}, {}", u.name, u.review, u.why)
}
