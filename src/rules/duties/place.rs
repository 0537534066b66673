//! Where in a case duties of each scope stand.

use chrono::NaiveDate;

use crate::model::care::Placement;
use crate::model::change::Change;
use crate::model::escalation::Escalation;
use crate::model::instance::Instance;
use crate::model::record::Subject;
use crate::rules::practice::Scope;
use crate::rules::slot::Slot;

/// What a duty is for: one place in a case where duties of a scope stand.
#[derive(Clone)]
pub(super) struct Place<'a> {
    pub(super) label: Instance,
    pub(super) subject: Option<Subject>,
    pub(super) slot: Option<&'a Slot>,
    pub(super) placement: Option<&'a Placement>,
    pub(super) change: Option<&'a Change>,
    pub(super) escalation: Option<&'a Escalation>,
    pub(super) scope: Scope,
    pub(super) opened: Option<NaiveDate>,
    /// The day conditions are judged on.
    pub(super) on: NaiveDate,
    /// It began before the child came with a return: what fell due before that day was not tracked here.
    pub(super) imported: bool,
}

impl<'a> Place<'a> {
    /// The review, where it is one of the child's own: what stands on a separate clock has no run-up.
    pub(super) fn own_review(&self) -> Option<&'a Slot> {
        self.slot.filter(|s| !s.regime.separate)
    }

    pub(super) fn fits(&self, scope: Scope) -> bool {
        match scope {
            Scope::FirstReview => self.own_review().is_some_and(|s| s.sequence == 1),
            Scope::LaterReview => self.own_review().is_some_and(|s| s.sequence > 1),
            Scope::Review => self.own_review().is_some(),
            other => self.scope == other,
        }
    }
}
