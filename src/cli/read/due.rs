//! `due`, `explain` and `chase`: what is owed, by when and why, and whom to ask.

use chrono::NaiveDate;

use crate::board::Row;
use crate::board::views::due::{DueRow, Explained, dues};
use crate::casework::{Desk, dates};
use crate::cli::Code;
use crate::cli::args::DueArgs;
use crate::cli::context::{Context, role, rows};
use crate::cli::shown::{Column, columned, day_or_dash};
use crate::documents::chase;
use crate::error::{Error, Result};
use crate::model::instance::Instance;
use crate::rules::due::Status;
use crate::rules::duties::{self, REVIEW};
use crate::rules::practice::Scope;
use crate::rules::practice::words::nearest;
use crate::rules::timetable::why_none;
use crate::rules::working::long;

/// `due`.
pub(crate) fn due(cx: &mut Context<'_>, args: &DueArgs) -> Result<Code> {
    let desk = cx.open()?;
    let mut all = dues(&desk.board, &rows(&desk, args.child.as_ref())?, args.child.is_none());
    if let Some(named) = &args.owner {
        let role = role(&desk, named)?;
        all.retain(|d| d.owner == role);
    }
    if let Some(status) = args.status.as_deref().map(Status::from_word).transpose()? {
        all.retain(|d| d.status == status);
    }
    if let Some(span) = &args.within {
        let last = within(&desk, span)?;
        all.retain(|d| d.is_open() && d.due.is_some_and(|day| day <= last));
    }
    cx.page(&all, |all| page(all, args))
}

fn page(all: &[DueRow<'_>], args: &DueArgs) -> Vec<String> {
    let shown = all.iter().filter(|d| args.status.is_some() || d.is_open());
    let (watched, own): (Vec<_>, Vec<_>) = shown.partition(|d| d.watch);
    // Without a child asked for, what nobody dated of others' clocks would hide everything else.
    let undated =
        |d: &&DueRow<'_>| d.status == Status::Unknown && args.child.is_none() && args.status.is_none();
    let (hidden, told): (Vec<_>, Vec<_>) = watched.into_iter().partition(undated);
    let mut lines = if own.is_empty() { vec!["Nothing is due.".to_owned()] } else { grouped("", &own) };
    lines.extend(grouped("Others' clocks: ", &told));
    if !hidden.is_empty() {
        let n = hidden.len();
        lines.push(format!("\nOthers' clocks never dated: {n}; casebook due --status unknown lists them."));
    }
    lines
}

/// A table for each status.
fn grouped(head: &str, all: &[&DueRow<'_>]) -> Vec<String> {
    let columns: [Column<&DueRow<'_>>; 7] = [
        ("  DUE", |d| format!("  {}", day_or_dash(d.due))),
        ("DAYS", |d| d.days.map_or_else(String::new, |n| n.to_string())),
        ("CHILD", |d| d.name.clone()),
        ("DUTY", |d| format!("{} [{}]", d.title, d.duty)),
        ("FOR", |d| d.instance.to_string()),
        ("WHO", |d| d.who.to_owned()),
        ("WHY", |d| d.why()),
    ];
    let mut lines = Vec::new();
    for status in Status::ALL {
        let here: Vec<&DueRow<'_>> = all.iter().copied().filter(|d| d.status == *status).collect();
        if here.is_empty() {
            continue;
        }
        let gap = if lines.is_empty() && head.is_empty() { "" } else { "\n" };
        lines.push(format!("{gap}{head}{} ({})", title(*status), here.len()));
        lines.push(columned(&here, &columns));
    }
    lines
}

fn title(status: Status) -> &'static str {
    match status {
        Status::Overdue => "Late",
        Status::DueToday => "Today",
        Status::DueSoon => "Soon",
        Status::Upcoming => "Later",
        Status::Unknown => "A fact is missing",
        other => other.says(),
    }
}

/// The last day of a span from today: `10wd`, `2w`, `1m`.
fn within(desk: &Desk, span: &str) -> Result<NaiveDate> {
    let span = span.trim().trim_start_matches('+');
    dates::parse(&format!("+{span}"), desk.board.today, &desk.board.calendar).map_err(|_| {
        Error::data(format!("{span:?} is not a span.")).hint("Spans are written 10wd, 5d, 2w, 1m or 1y.")
    })
}

/// The word for the review to come.
const NEXT: &str = "next-review";

/// `explain`.
pub(crate) fn explain(
    cx: &mut Context<'_>,
    child: &str,
    duty: &str,
    instance: Option<Instance>,
) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let row = board.find(child)?;
    let (id, instance) = which(&desk, row, duty, instance)?;
    let found =
        duties::explain(&row.case, &board.practice, &board.calendar, board.today, id, instance.as_ref());
    let (due, working) = found.ok_or_else(|| {
        let at = instance.map(|i| format!(" for {i}")).unwrap_or_default();
        Error::missing(format!("{duty} does not arise{at} for {}.", row.case.child.name()))
            .hint("casebook due --child CHILD --json lists every duty with its instance.")
    })?;
    cx.page(&Explained::of(row, &due, &working), explained)
}

fn explained(e: &Explained<'_>) -> Vec<String> {
    let day = e.due.map_or_else(|| "no day".to_owned(), long);
    let mut lines = vec![
        format!("{}, {}, {}: {day}, {}", e.name, e.title, e.instance, e.status.says()),
        format!("Governed by {}\n", e.governs.word()),
    ];
    lines.extend(e.steps.iter().map(|step| match step.date.map(long) {
        Some(day) if !step.what.contains(&day) => format!("  {day}: {}", step.what),
        _ => format!("  {}", step.what),
    }));
    for (title, all) in [("Sources", e.sources), ("Assumed", e.assumptions)] {
        lines.extend((!all.is_empty()).then(|| format!("\n{title}")));
        lines.extend(all.iter().map(|line| format!("  {line}")));
    }
    lines
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
            let why = why_none(&row.case, desk.board.today);
            Error::missing(format!("{} has no review to come: {why}.", row.case.child.name()))
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

/// `chase`.
pub(crate) fn chase(cx: &mut Context<'_>, named: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let owner = named.map(|n| role(&desk, n)).transpose()?;
    let all = chase::chase(&desk.board, owner.as_deref(), &|row| row.case.child.name());
    cx.pages(&all, "Nobody else owes anything late or due soon.", |all| {
        let texts: Vec<&str> = all.iter().map(|t| t.text.as_str()).collect();
        vec![texts.join("\n\n")]
    })
}
