//! What the cursor of a pane is on.

use chrono::NaiveDate;

use crate::board::Row;
use crate::model::ids::{ChangeId, ChildId, DecisionId, EscalationId, NoteId};
use crate::model::instance::DutyKey;
use crate::rules::due::Due;

/// What the cursor is on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) child: Option<ChildId>,
    pub(crate) under: Under,
    /// Children marked for one act.
    pub(crate) marked: Vec<ChildId>,
    /// The day that is selected.
    pub(crate) day: Option<NaiveDate>,
}

impl About {
    pub(crate) fn child(child: Option<ChildId>) -> Self {
        Self { child, ..Self::default() }
    }

    /// What is said where several children are marked for what is done for one.
    pub(crate) fn one_at_a_time(&self) -> String {
        let n = self.marked.len();
        format!("{n} children are marked, and this is done for one at a time: Esc drops the marks.")
    }

    /// The duty of the child that the cursor is on.
    pub(crate) fn due<'r>(&self, row: &'r Row) -> Option<&'r Due> {
        let Under::Duty(key) = &self.under else { return None };
        row.whole().dues.iter().find(|d| d.is(key))
    }

    pub(crate) fn on(self, under: Option<Under>) -> Self {
        Self { under: under.unwrap_or_default(), ..self }
    }
}

/// What of the child, or of the service, it is on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Under {
    #[default]
    Nothing,
    /// A duty of the child.
    Duty(DutyKey),
    /// A duty of the service.
    Service(DutyKey),
    /// A review: its period of care from 0, its number there.
    Review(usize, u32),
    Decision(DecisionId),
    Change(ChangeId),
    Concern(EscalationId),
    Note(NoteId),
}

impl Under {
    pub(crate) fn duty(due: &Due) -> Self {
        Under::Duty(due.key())
    }

    pub(crate) fn service(due: &Due) -> Self {
        Under::Service(due.key())
    }
}
