//! What became of a return, for a person: first the whole on one screen, then by kind, then row by row.

use super::print::{Printer, count, heading, table};
use crate::board::views::import::{next_review, overview};
use crate::model::returns::{Accepted, Changed, MovedReview, Remark, Report};

/// Remarks and changes spelled out in text before the rest is counted.
const SPELLED: usize = 40;

/// Prints a report.
pub(super) fn print(out: &mut Printer<'_>, report: &Report, dry_run: bool) {
    let rows = |n: u64| count(usize::try_from(n).unwrap_or(0), "row", "rows");
    let tables = report.tables.iter().map(|t| vec![format!("  {}", t.file), t.table.clone(), rows(t.rows)]);
    out.line("Read");
    out.line(table(&tables.collect::<Vec<_>>()));
    for passed in &report.not_read {
        out.line(format!("  {} was not read: {}", passed.file, passed.why));
    }
    out.line("");
    overview(report, dry_run).into_iter().for_each(|line| out.line(line));
    moves(out, &report.moved);
    changes(out, &report.changed);
    remarks(out, "Refused", &report.refused);
    remarks(out, "Taken with doubt", &report.doubts);
    let nothing = report.added == Accepted::default() && report.updated == 0;
    out.line(match (dry_run, nothing) {
        (true, _) => "\nNothing was written.",
        (false, true) => "\nThe book had all of it already; no child was changed.",
        (false, false) => "\nTake it back with: casebook undo",
    });
}

fn moves(out: &mut Printer<'_>, moved: &[MovedReview]) {
    if moved.is_empty() {
        return;
    }
    out.line(format!("\nNext review moved ({})", moved.len()));
    let mut lines = vec![heading(&["  CHILD", "LAST DAY BEFORE", "LAST DAY NOW"])];
    let days = |m: &MovedReview| [&m.before, &m.after].map(|next| next_review(next.as_ref()));
    lines.extend(moved.iter().take(SPELLED).map(|m| {
        let [before, after] = days(m);
        vec![format!("  {}", m.child), before, after]
    }));
    out.line(table(&lines));
    rest(out, moved.len());
}

fn changes(out: &mut Printer<'_>, changed: &[Changed]) {
    if changed.is_empty() {
        return;
    }
    out.line(format!("\nChanged ({})", changed.len()));
    let mut lines = vec![heading(&["  CHILD", "WHAT", "BEFORE", "NOW"])];
    lines.extend(
        changed
            .iter()
            .take(SPELLED)
            .map(|c| vec![format!("  {}", c.child), c.what.clone(), c.before.clone(), c.after.clone()]),
    );
    out.line(table(&lines));
    rest(out, changed.len());
}

fn remarks(out: &mut Printer<'_>, title: &str, remarks: &[Remark]) {
    if remarks.is_empty() {
        return;
    }
    out.line(format!("\n{title} ({})", remarks.len()));
    let mut lines = vec![heading(&["  FILE", "ROW", "CHILD", "COLUMN", "VALUE", "WHY"])];
    lines.extend(remarks.iter().take(SPELLED).map(|r| {
        let row = if r.row == 0 { "-".to_owned() } else { r.row.to_string() };
        vec![format!("  {}", r.file), row, r.child.clone(), r.column.clone(), r.value.clone(), r.why.clone()]
    }));
    out.line(table(&lines));
    rest(out, remarks.len());
}

fn rest(out: &mut Printer<'_>, all: usize) {
    if let Some(more) = all.checked_sub(SPELLED).filter(|n| *n > 0) {
        out.line(format!("  and {more} more: --json lists every one"));
    }
}
