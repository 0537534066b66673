//! How far a reading has come, and the way to stop it.

use std::ops::ControlFlow;

use crate::error::{Error, Result};

/// What a long reading is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Reading files; counted in bytes.
    Reading,
    /// Working out periods of care; counted in children.
    Working,
}

/// How far a reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of it is done, in the stage's unit.
    pub done: u64,
    /// How much there is.
    pub total: u64,
}

/// Rows or children between two reports of progress.
pub(super) const STEP: u64 = 4096;

/// Tells it; an error where that asks to stop.
pub(super) fn tell(progress: &mut dyn FnMut(Progress) -> ControlFlow<()>, at: Progress) -> Result<()> {
    match progress(at) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::usage("cancelled; nothing was written")),
    }
}
