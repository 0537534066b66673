//! `measures`: what was held, heard and answered over a span, with the rows behind each figure.

use chrono::{Datelike, Months};

use crate::cli::Code;
use crate::cli::context::{Context, maybe_day};
use crate::cli::print::{count, heading, table};
use crate::error::{Error, Result};
use crate::model::feedback::Giver;
use crate::rules::measures::{Children, DutyRow, Feedback, Measures, ReviewRow, Reviews, Window, Year};
use crate::rules::practice::Practice;
use crate::rules::working::long;

/// `measures`.
pub(crate) fn measures(cx: &mut Context<'_>, from: Option<&String>, to: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let to = maybe_day(&desk, to)?.unwrap_or(desk.board.today);
    let year = || to.checked_sub_months(Months::new(12))?.succ_opt();
    let from = maybe_day(&desk, from)?.or_else(year).unwrap_or(to);
    if from > to {
        return Err(Error::usage(format!("{from} is after {to}; nothing was counted."))
            .hint("Give --from the first day and --to the last."));
    }
    cx.page(&desk.board.measures(Window { from, to }), |measures| page(measures, &desk.board.practice))
}

fn page(m: &Measures, practice: &Practice) -> Vec<String> {
    let mut lines = vec![format!("{} to {}, counted on {}", long(m.from), long(m.to), long(m.on))];
    lines.push(format!("\nOn time\n{}", table(&on_time(&m.reviews, &m.children))));
    let days = &m.reviews.by_days;
    lines.push(format!(
        "  By 20 working days, 91 and 183 days, as some systems count: {}, {} judged otherwise",
        of(days.on_time, days.on_time + days.late, days.pct),
        days.differ
    ));
    if m.short_breaks.reviews.rows.is_empty() {
        lines.push("  Short breaks, counted apart: none".to_owned());
    } else {
        let rows = on_time(&m.short_breaks.reviews, &m.short_breaks.children);
        lines.push(format!("\nOn time, short breaks\n{}", table(&rows)));
    }
    if m.completed_late > 0 {
        let n = count(m.completed_late, "adjourned review", "adjourned reviews");
        lines.push(format!("  {n} completed after the 20 working days for that"));
    }
    let late: Vec<&ReviewRow> = m
        .reviews
        .rows
        .iter()
        .chain(&m.short_breaks.reviews.rows)
        .filter(|r| r.on_time == Some(false))
        .collect();
    if !late.is_empty() {
        lines.push(format!("\nLate\n{}", table(&lateness(&late))));
    }
    let part = &m.participation;
    let codes: Vec<String> = part.codes.iter().map(|(code, n)| format!("{} {n}", code.word())).collect();
    lines.push(format!(
        "\nParticipation\n  {} · not recorded {}\n  Took part or sent views: {}\n  Views reached the review: {}",
        codes.join(" · "),
        part.unknown,
        of(part.took_part, part.of, part.pct),
        of(m.views_reached.reached, m.views_reached.of, m.views_reached.pct)
    ));
    let parents = &m.parents;
    lines.push(format!(
        "  A parent attended {}, sent views to {} more: {}; not recorded {}",
        parents.attended,
        parents.consulted,
        of(parents.attended + parents.consulted, parents.of, parents.pct),
        parents.unknown
    ));
    if part.code_not_for_age > 0 {
        lines.push(format!("  {} with a code that does not fit the child's age", part.code_not_for_age));
    }
    let (early, concerns, load) = (&m.early_reviews, &m.escalations, &m.caseload);
    let work = [
        ("Mid-points done", of(m.midpoints.done, m.midpoints.due, m.midpoints.pct)),
        (
            "Changes answered",
            format!(
                "{} of {} told ({} brought forward, {} not needed, {} open, {} late)",
                early.answered, early.told, early.brought_forward, early.not_needed, early.open, early.late
            ),
        ),
        (
            "Concerns",
            format!(
                "{} raised, {} closed, {} open at the end",
                concerns.raised, concerns.closed, concerns.open
            ),
        ),
        ("Good practice", format!("passed on {}", count(concerns.good_practice, "time", "times"))),
    ];
    let mut work: Vec<Vec<String>> = work.into_iter().map(|(k, v)| vec![format!("  {k}"), v]).collect();
    work.extend(m.visits.kinds.iter().map(|k| {
        let who = practice.role(&k.owner);
        vec![format!("  {} ({who})", k.title), of(k.tally.done, k.tally.due, k.tally.pct)]
    }));
    lines.push(format!("\nWork\n{}", table(&work)));
    lines.push(feedback(&m.feedback));
    if !m.late_without_reason.is_empty() {
        let row = |r: &DutyRow| {
            let (child, days) = (
                r.child.clone().unwrap_or_default(),
                count(usize::try_from(r.late_days).unwrap_or(0), "day", "days"),
            );
            vec![format!("  {child}"), r.title.clone(), r.instance.to_string(), format!("{days} late")]
        };
        let rows: Vec<Vec<String>> = m.late_without_reason.iter().map(row).collect();
        lines.push(format!("\nDone late, and why is not said\n{}", table(&rows)));
    }
    lines.push(format!(
        "\nCaseload on {}\n  {} children against {} to {}, weighted {} (our weights)\n  Counts {}",
        long(m.on),
        load.children,
        load.low,
        load.high,
        load.weighted,
        load.counts
    ));
    let mean = m.profile.mean.map_or_else(|| "none".to_owned(), |mean| format!("{mean:.1}"));
    lines.push(format!(
        "  {} in full-time care, {} in short breaks, {} of 16 and 17 after care; in care over the span on average: {mean}",
        load.full_time, load.short_breaks, load.care_leavers
    ));
    for part in load.parts.iter().filter(|p| p.children > 0) {
        lines.push(format!("  {:+} for {} children: {}", part.adds, part.children, part.what));
    }
    let owners: Vec<Vec<String>> = m
        .late_by_owner
        .roles
        .iter()
        .map(|(role, n)| vec![format!("  {}", practice.role(role)), n.to_string()])
        .collect();
    if !owners.is_empty() {
        lines.push(format!("\nLate now, by who owes it\n{}", table(&owners)));
    }
    if !m.years.is_empty() {
        lines.push(format!("\nYears ending 31 March\n{}", table(&years(&m.years))));
    }
    lines
}

/// A line a year.
fn years(all: &[Year]) -> Vec<Vec<String>> {
    let mut lines = vec![heading(&[
        "  YEAR",
        "HELD",
        "IN TIME",
        "CHILDREN",
        "VIEWS",
        "PARENTS",
        "MID-POINTS",
        "CONCERNS",
    ])];
    let pct = |pct: Option<f64>| pct.map_or_else(|| "none".to_owned(), |pct| format!("{pct:.1}%"));
    lines.extend(all.iter().map(|year| {
        vec![
            format!("  {}", year.to.year()),
            year.reviews.held.to_string(),
            pct(year.reviews.pct),
            pct(year.children.pct),
            pct(year.views_reached.pct),
            pct(year.parents.pct),
            pct(year.midpoints.pct),
            count(year.escalations.raised, "raised", "raised"),
        ]
    }));
    lines
}

/// What was answered after the reviews; forms returned of reviews held always stand beside it.
fn feedback(f: &Feedback) -> String {
    let back = |by: &Giver| format!("{by} {}", f.returned.of(*by));
    let forms: Vec<String> = Giver::ALL.iter().map(back).collect();
    let reviews = count(f.returned.reviews, "review held", "reviews held");
    let mut text = format!("\nFeedback\n  Forms returned of {reviews}: {}", forms.join(" · "));
    let mut rows = Vec::new();
    for by in Giver::ALL {
        rows.extend(f.of(*by).iter().map(|(question, asked)| {
            vec![format!("  {by}"), question.to_string(), of(asked.yes, asked.yes + asked.no, asked.pct)]
        }));
    }
    if !rows.is_empty() {
        text.push_str(&format!("\n{}", table(&rows)));
    }
    if !f.waiting.is_empty() {
        text.push_str(&format!("\n  {} for you to answer", count(f.waiting.len(), "no", "noes")));
    }
    text
}

fn on_time(reviews: &Reviews, children: &Children) -> Vec<Vec<String>> {
    let by_review = format!(
        "{} held, {} due, {} late, {} not held",
        reviews.held, reviews.due, reviews.late, reviews.not_held
    );
    let by_child = format!("{} with a review past its limit", children.with_review_not_held);
    vec![
        vec!["  Reviews".into(), of(reviews.on_time, reviews.on_time + reviews.late, reviews.pct), by_review],
        vec![
            "  Children, every review".into(),
            of(children.all_on_time, children.reviewed, children.pct),
            by_child,
        ],
    ]
}

fn lateness(late: &[&ReviewRow]) -> Vec<Vec<String>> {
    let mut lines = vec![heading(&["  CHILD", "NO", "LIMIT", "HELD", "DAYS", "REASON"])];
    lines.extend(late.iter().map(|r| {
        vec![
            format!("  {}", r.child),
            r.sequence.map_or_else(|| "?".to_owned(), |n| n.to_string()),
            r.due.map(long).unwrap_or_default(),
            r.held.map(long).unwrap_or_default(),
            r.days_late.to_string(),
            r.late_reason.clone().unwrap_or_else(|| "none recorded: give one".into()),
        ]
    }));
    lines
}

/// `28 of 30, 93.3%`.
fn of(part: usize, whole: usize, pct: Option<f64>) -> String {
    match pct {
        Some(pct) => format!("{part} of {whole}, {pct:.1}%"),
        None => format!("{part} of {whole}"),
    }
}
