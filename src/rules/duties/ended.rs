//! What is left of what was owed once care has ended, or the concern it was about is closed.

use chrono::Days;

use super::engine::Engine;
use super::place::Place;
use crate::rules::anchors::{care_ends, died};
use crate::rules::due::{Due, Status};
use crate::rules::working::long;

/// Calendar days after the end of care in which what follows the last review is owed still.
const LEFT: Days = Days::new(60);

impl<'a> Engine<'a> {
    pub(super) fn ended(&self) -> bool {
        care_ends(self.case, self.period).is_some_and(|end| end <= self.today)
    }

    /// Lets an open duty go that nobody owes any more: what follows the last review is still to be finished.
    pub(super) fn let_go(&self, due: &mut Due, place: &Place<'a>) {
        let closed = place.escalation.and_then(|e| e.closed);
        let end = care_ends(self.case, self.period).filter(|end| *end <= self.today);
        let follows = |end| due.due.is_some_and(|day| place.slot.is_some() && day <= end + LEFT);
        let left = end.filter(|end| !follows(*end));
        due.reason = match (closed, left) {
            (Some(day), _) => format!("the concern was closed on {}", long(day)),
            (None, Some(day)) if died(self.period) => format!("the child died on {}", long(day)),
            (None, Some(day)) => format!("left care on {}", long(day)),
            (None, None) => return,
        };
        due.status = Status::NotApplicable;
    }
}
