//! What became of an import, the whole of it on one screen.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::returns::{Accepted, NextReview, Remark, Report};
use crate::rules::working::{count, long};

/// Children named of each kind.
const NAMED: usize = 8;

/// The whole of it in a few lines.
pub(crate) fn overview(report: &Report, dry_run: bool) -> Vec<String> {
    let all = |a: Accepted| {
        format!(
            "children {}, periods of care {}, placements {}, reviews {}",
            a.children, a.periods, a.placements, a.reviews
        )
    };
    let verb = if dry_run { "Would be taken" } else { "Taken" };
    let mut lines = vec![format!("{verb}: {}", all(report.accepted))];
    if report.added != report.accepted && report.added != Accepted::default() {
        lines.push(format!("New to the book: {}", all(report.added)));
    }
    if report.left_out > 0 {
        let left = count(usize::try_from(report.left_out).unwrap_or(0), "child", "children");
        lines.push(format!("Left out, not on your list: {left}"));
    }
    let moved: Vec<String> = report.moved.iter().map(|m| m.child.clone()).collect();
    let facts = count(report.changed.len(), "fact", "facts");
    let listed = [
        ("Care ended", named(&report.ended)),
        (
            "Start of care not told; say it with record care, until then no first review is owed",
            named(&report.unknown_start),
        ),
        ("Next review moved", named(&moved)),
        ("Changed of children in the book", Some(facts).filter(|_| !report.changed.is_empty())),
        ("Taken with doubt", kinds(&report.doubts)),
        ("Refused", kinds(&report.refused)),
    ];
    lines.extend(listed.into_iter().filter_map(|(what, told)| Some(format!("{what}: {}", told?))));
    lines
}

/// A next review before or after an import: its last day, on what that rests, the day booked.
pub(crate) fn next_review(next: Option<&NextReview>) -> String {
    let Some(next) = next else { return "none to come".to_owned() };
    let booked = next.booked.map(|day| format!("booked {}", long(day)));
    let parts = [next.due.map(long), next.reason.clone(), booked];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Children by number, the first few of many.
fn named(children: &[String]) -> Option<String> {
    let first: Vec<&str> = children.iter().take(NAMED).map(String::as_str).collect();
    let more = children.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!first.is_empty()).then(|| format!("{} ({}{more})", children.len(), first.join(", ")))
}

/// How many remarks there are, and of which columns: `14 (REVIEW 9, DEC 5)`.
fn kinds(remarks: &[Remark]) -> Option<String> {
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    for remark in remarks {
        let column = if remark.column.is_empty() { "whole row" } else { remark.column.as_str() };
        *columns.entry(column).or_default() += 1;
    }
    let mut columns: Vec<(&str, usize)> = columns.into_iter().collect();
    columns.sort_by_key(|(column, n)| (Reverse(*n), *column));
    let each: Vec<String> = columns.iter().map(|(column, n)| format!("{column} {n}")).collect();
    (!each.is_empty()).then(|| format!("{} ({})", remarks.len(), each.join(", ")))
}
