//! `due`: what is owed, by when.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::args::DueArgs;
use super::context::{Context, rows};
use super::print::{heading, table};
use crate::board::Row;
use crate::casework::{Desk, dates};
use crate::error::{Error, Result};
use crate::model::instance::Instance;
use crate::rules::due::{Due, Status};
use crate::rules::practice::Practice;
use crate::rules::practice::words::nearest;
use crate::rules::working::long;

#[derive(Serialize)]
pub(crate) struct DueRow<'a> {
    child: Option<&'a str>,
    duty: &'a str,
    instance: &'a Instance,
    title: &'a str,
    owner: &'a str,
    scope: &'static str,
    review: Option<u32>,
    anchor: &'a str,
    anchor_date: Option<NaiveDate>,
    due: Option<NaiveDate>,
    plan_by: Option<NaiveDate>,
    status: &'static str,
    days: Option<i32>,
    late_days: i64,
    reason: &'a str,
    missing: &'a [&'static str],
    done_on: Option<NaiveDate>,
    basis: &'static str,
    cite: &'a str,
    projected: bool,
    provisional: bool,
    past: bool,
    watch: bool,
    last_done: Option<NaiveDate>,
}

pub(crate) fn due_row<'a>(row: Option<&'a Row>, due: &'a Due) -> DueRow<'a> {
    DueRow {
        child: row.map(|r| r.case.child.number.as_str()),
        duty: &due.duty.id,
        instance: &due.instance,
        title: &due.duty.title,
        owner: &due.duty.owner,
        scope: due.duty.scope.word(),
        review: due.review,
        anchor: &due.anchor,
        anchor_date: due.anchor_date,
        due: due.due,
        plan_by: due.plan_by,
        status: due.status.word(),
        days: due.days,
        late_days: due.late_days,
        reason: &due.reason,
        missing: &due.missing,
        done_on: due.done_on,
        basis: due.basis.word(),
        cite: &due.duty.cite,
        projected: due.projected,
        provisional: due.provisional,
        past: due.past,
        watch: due.duty.watch,
        last_done: due.last,
    }
}

/// `due`.
pub(crate) fn due(cx: &mut Context<'_>, args: &DueArgs) -> Result<Code> {
    let desk = cx.open()?;
    let mut all: Vec<(Option<&Row>, &Due)> = rows(&desk, args.child.as_ref())?
        .into_iter()
        .flat_map(|r| r.judged().dues.iter().map(move |d| (Some(r), d)))
        .collect();
    if args.child.is_none() {
        all.extend(desk.board.service.iter().map(|d| (None, d)));
    }
    if let Some(named) = &args.owner {
        let role = owner(&desk.board.practice, named)?;
        all.retain(|(_, d)| d.duty.owner == role);
    }
    if let Some(status) = args.status.as_deref().map(Status::from_word).transpose()? {
        all.retain(|(_, d)| d.status == status);
    }
    let open = |d: &Due| d.status.is_open() && !d.past;
    if let Some(span) = &args.within {
        let last = within(&desk, span)?;
        all.retain(|(_, d)| open(d) && d.due.is_some_and(|day| day <= last));
    }
    let key = |(row, due): &(Option<&Row>, &Due)| {
        let number = row.map(|r| r.case.child.number.clone());
        (due.due.is_none(), due.due, number, due.duty.id.clone(), due.instance.clone())
    };
    all.sort_by_cached_key(key);
    if cx.json() {
        let rows: Vec<DueRow<'_>> = all.iter().map(|(r, d)| due_row(*r, d)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if args.status.is_none() {
        all.retain(|(_, d)| open(d));
    }
    let (watched, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, d)| d.duty.watch);
    if own.is_empty() {
        cx.print.line("Nothing is due.");
    }
    grouped(cx, &desk, "", &own);
    // Without a child asked for, what nobody dated of others' clocks would hide everything else.
    let undated = |d: &Due| d.status == Status::Unknown && args.child.is_none() && args.status.is_none();
    let (hidden, told): (Vec<_>, Vec<_>) = watched.into_iter().partition(|(_, d)| undated(d));
    grouped(cx, &desk, "Others' clocks: ", &told);
    if !hidden.is_empty() {
        let n = hidden.len();
        cx.print
            .line(format!("\nOthers' clocks never dated: {n}; casebook due --status unknown lists them."));
    }
    Ok(Code::DONE)
}

fn grouped(cx: &mut Context<'_>, desk: &Desk, head: &str, all: &[(Option<&Row>, &Due)]) {
    let group = |status: Status| match status {
        Status::Overdue => "Late",
        Status::DueToday => "Today",
        Status::DueSoon => "Soon",
        Status::Upcoming => "Later",
        Status::Unknown => "A fact is missing",
        other => other.says(),
    };
    let mut order: Vec<Status> = all.iter().map(|(_, d)| d.status).collect();
    order.sort_unstable();
    order.dedup();
    for (place, status) in order.into_iter().enumerate() {
        let heading_words = heading(&["  DUE", "DAYS", "CHILD", "DUTY", "FOR", "WHO", "WHY"]);
        let mut lines = vec![heading_words];
        for (row, due) in all.iter().filter(|(_, d)| d.status == status) {
            let why = if due.missing.is_empty() && due.late_days > 0 && due.reason.is_empty() {
                format!("{} days late", due.late_days)
            } else {
                due.reason.clone()
            };
            lines.push(vec![
                format!("  {}", due.due.map_or_else(|| "-".into(), long)),
                due.days.map_or_else(String::new, |n| n.to_string()),
                row.map_or_else(|| "service".into(), |r| r.case.child.name()),
                format!("{} [{}]", due.duty.title, due.duty.id),
                due.instance.to_string(),
                desk.board.practice.role(&due.duty.owner).to_owned(),
                why,
            ]);
        }
        let gap = if place == 0 && head.is_empty() { "" } else { "\n" };
        cx.print.line(format!("{gap}{head}{} ({})", group(status), lines.len().saturating_sub(1)));
        cx.print.line(table(&lines));
    }
}

/// The last day of a span from today: `10wd`, `2w`, `1m`.
fn within(desk: &Desk, span: &str) -> Result<NaiveDate> {
    let span = span.trim().trim_start_matches('+');
    dates::parse(&format!("+{span}"), desk.board.today, &desk.board.calendar).map_err(|_| {
        Error::data(format!("{span:?} is not a span.")).hint("Spans are written 10wd, 5d, 2w, 1m or 1y.")
    })
}

/// The role word somebody means: the word itself or the authority's title for it.
pub(crate) fn owner(practice: &Practice, named: &str) -> Result<String> {
    let wanted = named.to_lowercase();
    let found =
        practice.roles.iter().find(|(word, title)| **word == wanted || title.to_lowercase() == wanted);
    if let Some((word, _)) = found {
        return Ok(word.clone());
    }
    let known = practice.roles.keys().map(String::as_str);
    let near = nearest(&wanted, known).map(|w| format!("Did you mean {w}?")).unwrap_or_default();
    Err(Error::missing(format!("There is no role {named:?} in the practice {}.", practice.title)).hint(near))
}
