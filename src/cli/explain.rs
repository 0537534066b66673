//! `explain`: a date and its working.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::Context;
use crate::board::Row;
use crate::casework::Desk;
use crate::error::{Error, Result};
use crate::model::instance::Instance;
use crate::rules::duties::{self, REVIEW};
use crate::rules::practice::Scope;
use crate::rules::practice::words::nearest;
use crate::rules::working::{Step, long};

/// The word for the review to come.
const NEXT: &str = "next-review";

#[derive(Serialize)]
struct Explained<'a> {
    child: &'a str,
    duty: &'a str,
    instance: &'a Instance,
    title: &'a str,
    due: Option<NaiveDate>,
    plan_by: Option<NaiveDate>,
    status: &'static str,
    governs: &'static str,
    steps: &'a [Step],
    sources: &'a [String],
    assumptions: &'a [String],
}

/// `explain`.
pub(crate) fn explain(
    cx: &mut Context<'_>,
    child: &str,
    duty: &str,
    instance: Option<Instance>,
) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.board.find(child)?;
    let (id, instance) = which(&desk, row, duty, instance)?;
    let board = &desk.board;
    let found =
        duties::explain(&row.case, &board.practice, &board.calendar, board.today, id, instance.as_ref());
    let (due, working) = found.ok_or_else(|| {
        let at = instance.map(|i| format!(" for {i}")).unwrap_or_default();
        Error::missing(format!("{duty} does not arise{at} for {}.", row.case.child.name()))
            .hint("casebook due --child CHILD --json lists every duty with its instance.")
    })?;
    if cx.json() {
        cx.print.json(&Explained {
            child: &row.case.child.number,
            duty: &due.duty.id,
            instance: &due.instance,
            title: &due.duty.title,
            due: due.due,
            plan_by: due.plan_by,
            status: due.status.word(),
            governs: due.basis.word(),
            steps: &working.steps,
            sources: &working.sources,
            assumptions: &working.assumptions,
        })?;
        return Ok(Code::DONE);
    }
    let day = due.due.map_or_else(|| "no day".to_owned(), |d| format!("{} ({d})", long(d)));
    cx.print.line(format!(
        "{}, {}, {}: {day}, {}",
        row.case.child.name(),
        due.duty.title,
        due.instance,
        due.status.says()
    ));
    cx.print.line(format!("Governed by {}\n", due.basis.word()));
    for step in &working.steps {
        let date = step.date.map_or_else(|| " ".repeat(10), |d| d.to_string());
        cx.print.line(format!("  {date}  {}", step.what));
    }
    for (title, lines) in [("Sources", &working.sources), ("Assumed", &working.assumptions)] {
        if !lines.is_empty() {
            cx.print.line(format!("\n{title}"));
        }
        for line in lines {
            cx.print.line(format!("  {line}"));
        }
    }
    Ok(Code::DONE)
}

/// The duty and the instance that words name.
fn which<'w>(
    desk: &Desk,
    row: &Row,
    duty: &'w str,
    instance: Option<Instance>,
) -> Result<(&'w str, Option<Instance>)> {
    if duty == NEXT {
        let slot = row.next_review().ok_or_else(|| {
            Error::missing(format!("{} has no review to come: not looked after.", row.case.child.name()))
        })?;
        return Ok((REVIEW, instance.or(Some(Instance::Review(slot.sequence)))));
    }
    let practice = &desk.board.practice;
    match practice.duty(duty) {
        Some(rule) if rule.scope == Scope::Service => {
            Err(Error::missing(format!("{duty} is a duty of the service, not of a child."))
                .hint("casebook due lists it with its day."))
        }
        Some(_) => Ok((duty, instance)),
        None if practice.regimes.iter().any(|r| r.duty.id == duty) => Ok((duty, instance)),
        None => {
            let known = practice.duties.iter().map(|d| d.id.as_str()).chain([REVIEW, NEXT]);
            let near = nearest(duty, known)
                .map_or("casebook due --json lists every duty.".to_owned(), |w| format!("Did you mean {w}?"));
            Err(Error::missing(format!("The practice {} has no duty {duty:?}.", practice.title)).hint(near))
        }
    }
}
