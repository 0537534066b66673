//! Acts that ask for nothing more once a key has chosen them.

use chrono::NaiveDate;

use crate::casework::{Desk, Outcome, Which};
use crate::error::Result;
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId, NoteId};
use crate::model::instance::DutyKey;
use crate::model::record::{Answer, Ended};
use crate::model::review::Attendee;
use crate::rules::sessions::Walk;

/// What is done, and to what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deed {
    /// A duty and what it is for; of the service where no child is given.
    Tick(Option<ChildId>, DutyKey),
    TickSeveral(Vec<ChildId>, String),
    MarkDecision(ChildId, DecisionId, Mark),
    /// A question of a checklist answered.
    Answer(ChildId, Walk, Answer),
    /// A matter of a review's agenda, the answer to it and its note.
    Matter(ChildId, u32, String, &'static str, String),
    Attend(ChildId, u32, Attendee),
    /// A checklist gone through, with its outcome.
    End(ChildId, Walk, Ended),
    /// Reviews booked for the days proposed.
    Accept(Vec<(ChildId, NaiveDate)>),
    Pasted(ChildId, NoteId),
}

impl Deed {
    pub(crate) fn run(&self, desk: &mut Desk) -> Result<Outcome> {
        let today = desk.board.today;
        match self {
            Deed::Tick(child, key) => {
                desk.tick(*child, &key.duty, &Which::instance(&key.instance), today, "")
            }
            Deed::TickSeveral(children, duty) => desk.tick_several(children, duty, today, ""),
            Deed::MarkDecision(child, id, mark) => desk.mark_decisions(*child, &[*id], *mark, today, ""),
            Deed::Answer(child, walk, answer) => desk.answer(*child, walk, answer.clone()),
            Deed::Matter(child, review, item, value, note) => {
                desk.note_matter(*child, Some(*review), item, value, note)
            }
            Deed::Attend(child, review, who) => desk.attend(*child, Some(*review), who.clone()),
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
