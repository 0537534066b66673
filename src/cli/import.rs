//! `import`: a statutory return into the book.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use signal_hook::consts::SIGINT;

use super::Code;
use super::args::How;
use super::context::Context;
use super::import_report::print;
use super::print::Printer;
use crate::casework::own_children;
use crate::error::{Error, Result};
use crate::exchange::lists::{Mapping, read_annex_a, read_mapped};
use crate::exchange::ssda903::{Progress, Stage, read_return};
use crate::exchange::{read_feedback, read_numbers};
use crate::model::returns::{Report, Return};

/// Time between two looks at the progress line.
const TICK: Duration = Duration::from_millis(80);

/// `import ssda903`.
pub(crate) fn ssda903(cx: &mut Context<'_>, dir: &Path, names: Option<&Path>, how: &How) -> Result<Code> {
    take(cx, how, |today, progress| read_return(dir, names, today, progress))
}

/// `import annex-a`.
pub(crate) fn annex_a(cx: &mut Context<'_>, path: &Path, how: &How) -> Result<Code> {
    take(cx, how, |today, progress| read_annex_a(path, today, progress))
}

/// `import csv`.
pub(crate) fn mapped(cx: &mut Context<'_>, file: &Path, map: &Path, how: &How) -> Result<Code> {
    let mapping = Mapping::open(map)?;
    take(cx, how, |today, progress| read_mapped(file, &mapping, today, progress))
}

/// `import feedback`.
pub(crate) fn feedback(cx: &mut Context<'_>, file: &Path, dry_run: bool) -> Result<Code> {
    let mut desk = cx.open()?;
    let report = desk.take_feedback(read_feedback(file)?, dry_run)?;
    tell(cx, &report, dry_run)
}

/// Reads a file of children and takes it into the book, or tells what taking it would do.
fn take(
    cx: &mut Context<'_>,
    how: &How,
    read: impl FnOnce(NaiveDate, &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Return>,
) -> Result<Code> {
    let mut desk = cx.open()?;
    let mine = how.mine.as_deref().map(read_numbers).transpose()?;
    let stop = Interrupt::watch()?;
    let mut bar = Bar::new(&mut cx.print, cx.watched);
    let read = read(desk.board.today, &mut |p| {
        let what = if p.stage == Stage::Reading { "Reading" } else { "Working out" };
        bar.show(what, p.done, p.total);
        stop.flow()
    });
    let done = read.and_then(|mut ret| {
        let mine = mine.or_else(|| own_children(&mut ret, &desk.board.iro));
        if how.dry_run {
            return desk.merge_report(ret, mine.as_ref());
        }
        desk.merge(ret, mine.as_ref(), &mut |done, total| {
            bar.show("Writing", done, total);
            stop.flow()
        })
    });
    bar.clear();
    tell(cx, &done?, how.dry_run)
}

fn tell(cx: &mut Context<'_>, report: &Report, dry_run: bool) -> Result<Code> {
    if cx.json() {
        cx.print.json(report)?;
    } else {
        print(&mut cx.print, report, dry_run);
    }
    Ok(Code::DONE)
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
