//! In and out: what the program reads from files and writes to them, and nothing of the book.

mod cell;
mod feedback;
mod file;
pub(crate) mod ics;
mod lines;
pub(crate) mod lists;
mod numbers;
mod rows;
mod school;
pub(crate) mod ssda903;

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use crate::error::{Kind, Result};
use crate::model::returns::Return;

pub(crate) use feedback::{FeedbackFile, FeedbackLine, Which, read_feedback};
pub(crate) use file::{open_plain, text_of};
pub(crate) use numbers::read_numbers;
pub(crate) use school::read_school_holidays;

/// Reads whatever of children a path has: a folder's return, or else its Annex A; a file's Annex A.
///
/// # Errors
/// When neither can be read.
pub(crate) fn read_children(
    path: &Path,
    today: NaiveDate,
    progress: &mut dyn FnMut(ssda903::Progress) -> ControlFlow<()>,
) -> Result<Return> {
    if path.is_file() {
        return lists::read_annex_a(path, today, progress);
    }
    match ssda903::read_return(path, None, today, progress) {
        Err(none) if none.kind == Kind::Data => lists::read_annex_a(path, today, progress).map_err(|_| none),
        other => other,
    }
}
