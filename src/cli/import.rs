//! `import`: a statutory return into the book.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use signal_hook::consts::SIGINT;

use super::Code;
use super::context::Context;
use super::print::{Printer, count, heading, table};
use crate::casework::own_children;
use crate::error::{Error, Result};
use crate::exchange::read_numbers;
use crate::exchange::ssda903::{Stage, read_return};
use crate::model::returns::{Accepted, Remark, Report};

/// Time between two looks at the progress line.
const TICK: Duration = Duration::from_millis(80);
/// Remarks spelled out in text before the rest is counted.
const SPELLED: usize = 40;

/// `import ssda903`.
pub(crate) fn ssda903(
    cx: &mut Context<'_>,
    dir: &Path,
    names: Option<&Path>,
    mine: Option<&Path>,
    dry_run: bool,
) -> Result<Code> {
    let mut desk = cx.open()?;
    let mine = mine.map(read_numbers).transpose()?;
    let stop = Interrupt::watch()?;
    let mut bar = Bar::new(&mut cx.print, cx.watched);
    let read = read_return(dir, names, desk.board.today, &mut |p| {
        let what = if p.stage == Stage::Reading { "Reading" } else { "Working out" };
        bar.show(what, p.done, p.total);
        stop.flow()
    });
    let done = read.and_then(|mut ret| {
        let mine = mine.or_else(|| own_children(&mut ret, &desk.board.iro));
        if dry_run {
            return desk.merge_report(ret, mine.as_ref());
        }
        desk.merge(ret, mine.as_ref(), &mut |done, total| {
            bar.show("Writing", done, total);
            stop.flow()
        })
    });
    bar.clear();
    let report = done?;
    if cx.json() {
        cx.print.json(&report)?;
    } else {
        print(&mut cx.print, &report, dry_run);
    }
    Ok(Code::DONE)
}

fn print(out: &mut Printer<'_>, report: &Report, dry_run: bool) {
    let tables: Vec<Vec<String>> = report
        .tables
        .iter()
        .map(|t| {
            vec![
                format!("  {}", t.file),
                t.table.clone(),
                count(usize::try_from(t.rows).unwrap_or(0), "row", "rows"),
            ]
        })
        .collect();
    out.line("Read");
    out.line(table(&tables));
    for passed in &report.not_read {
        out.line(format!("  {} was not read: {}", passed.file, passed.why));
    }
    let taken = report.accepted;
    let verb = if dry_run { "Would be taken" } else { "Taken" };
    out.line(format!(
        "\n{verb}: children {}, periods of care {}, placements {}, reviews {}",
        taken.children, taken.periods, taken.placements, taken.reviews
    ));
    if report.left_out > 0 {
        let left = count(usize::try_from(report.left_out).unwrap_or(0), "child", "children");
        out.line(format!("Left out, not on your list: {left}"));
    }
    remarks(out, "Refused", &report.refused);
    remarks(out, "Taken with doubt", &report.doubts);
    let nothing = report.added == Accepted::default() && report.updated == 0;
    out.line(match (dry_run, nothing) {
        (true, _) => "\nNothing was written.",
        (false, true) => "\nThe book had all of it already; nothing was written.",
        (false, false) => "\nTake it back with: casebook undo",
    });
}

fn remarks(out: &mut Printer<'_>, title: &str, remarks: &[Remark]) {
    if remarks.is_empty() {
        return;
    }
    out.line(format!("\n{title} ({})", remarks.len()));
    let mut lines = vec![heading(&["  FILE", "ROW", "COLUMN", "VALUE", "WHY"])];
    lines.extend(remarks.iter().take(SPELLED).map(|r| {
        let row = if r.row == 0 { "-".to_owned() } else { r.row.to_string() };
        vec![format!("  {}", r.file), row, r.column.clone(), r.value.clone(), r.why.clone()]
    }));
    out.line(table(&lines));
    if let Some(more) = remarks.len().checked_sub(SPELLED).filter(|n| *n > 0) {
        out.line(format!("  and {more} more: --json lists every one"));
    }
}

/// Ctrl-C, heard while it lives.
struct Interrupt {
    pressed: Arc<AtomicBool>,
    id: signal_hook::SigId,
}

impl Interrupt {
    fn watch() -> Result<Self> {
        let pressed = Arc::new(AtomicBool::new(false));
        let id = signal_hook::flag::register(SIGINT, Arc::clone(&pressed)).map_err(Error::internal)?;
        Ok(Self { pressed, id })
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.pressed.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        signal_hook::low_level::unregister(self.id);
    }
}

/// One line of progress on standard error, where it is watched.
struct Bar<'p, 'a> {
    print: &'p mut Printer<'a>,
    watched: bool,
    shown: Option<Instant>,
}

impl<'p, 'a> Bar<'p, 'a> {
    fn new(print: &'p mut Printer<'a>, watched: bool) -> Self {
        Self { print, watched, shown: None }
    }

    fn show(&mut self, what: &str, done: u64, total: u64) {
        if !self.watched || self.shown.is_some_and(|at| at.elapsed() < TICK) {
            return;
        }
        self.shown = Some(Instant::now());
        let percent = (done * 100).checked_div(total).unwrap_or(100).min(100);
        self.print.status(&format!("{what} {percent}% (Ctrl-C stops, nothing is written)"));
    }

    fn clear(&mut self) {
        if self.shown.is_some() {
            self.print.status("");
        }
    }
}
