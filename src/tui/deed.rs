//! Acts that ask for nothing more once a key has chosen them.

use chrono::NaiveDate;

use crate::casework::{Desk, Outcome, Part, Which};
use crate::error::Result;
use crate::model::decision::Mark;
use crate::model::ids::{BusyId, ChildId, CopiedId, DecisionId, NoteId};
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
    CopyFrom(ChildId, ChildId),
    CopyNotes(ChildId, ChildId, Vec<NoteId>),
    /// What was copied has been read.
    ReadCopied(ChildId, CopiedId),
    Pasted(ChildId, NoteId),
    Unlink(ChildId, ChildId),
    RemoveChild(ChildId),
    UsePractice(String),
    AddHoliday(NaiveDate, String),
    DropHoliday(NaiveDate),
    GiveBack(BusyId),
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
            Deed::CopyFrom(child, sibling) => {
                desk.copy_from(*child, *sibling, &Part::ALL.iter().copied().collect())
            }
            Deed::CopyNotes(child, sibling, notes) => desk.copy_notes(*child, *sibling, notes),
            Deed::ReadCopied(child, mark) => desk.read_copied(*child, Some(*mark)),
            Deed::Pasted(child, note) => desk.mark_pasted(*child, *note, true),
            Deed::Unlink(child, other) => desk.unlink(*child, *other),
            Deed::RemoveChild(child) => desk.remove_child(*child),
            Deed::UsePractice(id) => desk.use_practice(id),
            Deed::AddHoliday(date, name) => desk.add_holiday(*date, name),
            Deed::DropHoliday(date) => desk.remove_holiday(*date),
            Deed::GiveBack(id) => desk.remove_busy(*id),
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
