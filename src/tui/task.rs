//! What keys are for, as the help groups them.

use super::action::Action;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Record,
    Look,
    Move,
    Program,
}

impl Task {
    pub(crate) const ALL: [(Task, &'static str); 4] = [
        (Task::Record, "Record"),
        (Task::Look, "Look, find, hand over"),
        (Task::Program, "The program"),
        (Task::Move, "Move"),
    ];
}

impl Action {
    pub(crate) fn task(self) -> Task {
        match self {
            Action::Go(_)
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Open
            | Action::Close
            | Action::Next
            | Action::Previous
            | Action::NextTab
            | Action::PreviousTab
            | Action::Today
            | Action::Jump
            | Action::Back
            | Action::Forth
            | Action::Enter => Task::Move,
            Action::Find
            | Action::FindWords
            | Action::Filter
            | Action::Sort
            | Action::Views
            | Action::Agenda
            | Action::Plan
            | Action::Export
            | Action::Chain
            | Action::Chase
            | Action::Why
            | Action::Review
            | Action::Signals
            | Action::Doubts
            | Action::Handover
            | Action::Reports
            | Action::HandOut
            | Action::TakeIn
            | Action::Documents
            | Action::Message
            | Action::Copy
            | Action::Unpasted
            | Action::Drafts
            | Action::Visits
            | Action::Near => Task::Look,
            Action::Practice
            | Action::Compare
            | Action::Undo
            | Action::Redo
            | Action::Acts
            | Action::Audit
            | Action::Over
            | Action::Passphrase
            | Action::Recovery
            | Action::Hide
            | Action::Lock
            | Action::Palette
            | Action::Help
            | Action::Idea
            | Action::Quit
            | Action::Settings
            | Action::Import => Task::Program,
            _ => Task::Record,
        }
    }
}
