//! Acts that ask for nothing more once a key has chosen them.

use chrono::NaiveDate;

use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::{Answer, Ended};
use crate::rules::sessions::Walk;

/// What is done, and to what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deed {
    /// A question of a checklist answered.
    Answer(ChildId, Walk, Answer),
    /// A checklist gone through, with its outcome.
    End(ChildId, Walk, Ended),
    /// Reviews booked for the days proposed.
    Accept(Vec<(ChildId, NaiveDate)>),
    Pasted(ChildId, NoteId),
}

impl Deed {
    pub(crate) fn run(&self, desk: &mut Desk) -> Result<Outcome> {
        match self {
            Deed::Answer(child, walk, answer) => desk.answer(*child, walk, answer.clone()),
            Deed::End(child, walk, how) => desk.end_session(*child, walk, *how),
            Deed::Accept(days) => desk.accept(days),
            Deed::Pasted(child, note) => desk.mark_pasted(*child, *note, true),
        }
    }

    /// The child for whom it may do a duty without a word on why that is late.
    pub(crate) fn completes_for(&self) -> Option<ChildId> {
        match self {
            Deed::Answer(child, ..) | Deed::End(child, ..) => Some(*child),
            _ => None,
        }
    }
}
