//! The statutory return of children looked after (SSDA903) as its CSV tables: read, told apart by
//! their columns, checked cell by cell, and turned into children with their periods of care.
//!
//! Source: Department for Education, SSDA903 guides and code lists to 2026-27.

mod care;
pub(super) mod cells;
mod child;
pub(super) mod codes;
pub(super) mod columns;
pub(super) mod draft;
pub(super) mod folder;
mod intake;
pub(super) mod listed;
mod number;
mod progress;
pub(super) mod remarks;
mod said;
mod span;
mod tables;
#[cfg(test)]
mod tests;
mod together;
mod xml;

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::model::returns::{Accepted, NotRead, Report, Return, ReturnChild, Said};
use draft::Draft;
use intake::{Intake, Outcome};
use progress::{STEP, tell};
use remarks::Remarks;

pub(crate) use number::{fuller, plain};
pub(crate) use progress::{Progress, Stage};
pub(crate) use said::left_behind;
pub(crate) use together::together;

/// Read every table of the return in the folder `dir`, and the names file `names` if given.
///
/// `progress` is told how far the reading has come; when it breaks, nothing is returned.
/// A row or cell that cannot be taken is refused by name in the report, and the rest goes on; so is a day that
/// lies after `today`, for nothing of it has happened.
pub(crate) fn read_return(
    dir: &Path,
    names: Option<&Path>,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Return> {
    let folder = folder::list(dir, names)?;
    let passed = folder.not_read.len();
    let total = folder.files.iter().map(|f| f.bytes).sum();
    let mut intake = Intake::default();
    let mut not_read = folder.not_read;
    let (mut tables, mut before) = (Vec::new(), 0);
    let mut turned = vec![0_u128; folder.files.len()];
    let mut at = 0;
    while let (Some(file), Some(month_first)) = (folder.files.get(at), turned.get_mut(at)) {
        let mut told = |done| tell(progress, Progress { stage: Stage::Reading, done: before + done, total });
        at += 1;
        match intake.read(file, *month_first, today, &mut told)? {
            Outcome::Tables(read) => tables.extend(read),
            // What was read of it day first is not true: everything is read again, knowing that.
            Outcome::Turned(columns) => {
                *month_first = columns;
                (intake, tables, before, at) = (Intake::default(), Vec::new(), 0, 0);
                not_read.truncate(passed);
                continue;
            }
            Outcome::NotRead(passed) if file.is_names => {
                return Err(Error::data(format!(
                    "the names file {} cannot be read: {}; nothing was written",
                    passed.file, passed.why
                ))
                .hint("it needs the columns CHILD, FORENAME and SURNAME"));
            }
            Outcome::NotRead(passed) => not_read.push(passed),
        }
        before += file.bytes;
    }
    if tables.iter().all(|t| t.table == columns::Table::Names.word()) {
        return Err(nothing_to_read(dir, &not_read));
    }
    let (mut drafts, remarks) = intake.finish();
    let has = |table: columns::Table| tables.iter().any(|t| t.table == table.word());
    let reviewed = has(columns::Table::Reviews);
    let lacks = [
        (
            "the table of episodes",
            has(columns::Table::Episodes),
            "nothing of care, legal status and placement is told",
        ),
        ("the table of reviews", reviewed, "which were held, and so when the next is due, is not told"),
    ];
    not_read.extend(lacks.into_iter().filter(|(_, there, _)| !there).map(|(file, _, untold)| NotRead {
        file: file.to_owned(),
        why: format!("there is none here, so {untold}"),
    }));
    let span = span::span(drafts.iter().map(|(_, draft)| draft)).unwrap_or((today, today));
    for (_, draft) in &mut drafts {
        care::place(draft, span.1.min(today));
        draft.since = Some(span.0).filter(|_| !reviewed);
    }
    let mut ret = settled(drafts, remarks, span, progress)?;
    tables.sort_by(|a, b| (&a.file, &a.table).cmp(&(&b.file, &b.table)));
    not_read.sort_by(|a, b| a.file.cmp(&b.file));
    ret.report.tables = tables;
    ret.report.not_read = not_read;
    Ok(ret)
}

/// The children of drafts, by number, and the report so far; `span` are the days that what was read tells of.
pub(super) fn settled(
    drafts: Vec<(String, Draft)>,
    mut remarks: Remarks,
    span: (NaiveDate, NaiveDate),
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Return> {
    let total = drafts.len() as u64;
    let mut children = Vec::with_capacity(drafts.len());
    for (done, (number, mut draft)) in drafts.into_iter().enumerate() {
        if (done as u64).is_multiple_of(STEP) {
            tell(progress, Progress { stage: Stage::Working, done: done as u64, total })?;
        }
        let (facts, reviewed) = (said::written(&number, &draft, &remarks), draft.since.is_none());
        for row in std::mem::take(&mut draft.listed) {
            listed::lay(&mut draft, &row, span.1, span.1);
        }
        let child = child::settle(number, draft, &mut remarks);
        children.extend(child.map(|c| {
            let first = if reviewed { span.0 } else { span.1.succ_opt().unwrap_or(span.1) };
            let said = Said { first, last: span.1, facts };
            ReturnChild { said: Some(said), ..c }
        }));
    }
    let mut accepted = Accepted { children: children.len() as u64, ..Accepted::default() };
    for child in &children {
        accepted.periods += child.periods.len() as u64;
        accepted.placements += child.placements.len() as u64;
        accepted.reviews += child.reviews.len() as u64;
    }
    Ok(Return { children, report: Report { accepted, ..remarks.into_report() } })
}

fn nothing_to_read(dir: &Path, not_read: &[NotRead]) -> Error {
    let mut message = format!("no table of a return in {}; nothing was written", folder::shown(dir));
    if let Some(first) = not_read.first() {
        message = format!("{message} ({}: {})", first.file, first.why);
    }
    Error::data(message)
        .hint("the return's header, episodes, reviews and uasc tables are read as CSV files with a line of column names, or as XML")
}
