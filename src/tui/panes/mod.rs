//! The panes: for each its state, what keys do in it, and how it is drawn.

pub(crate) mod calendar;
pub(crate) mod calendar_view;
pub(crate) mod caseload;
pub(crate) mod caseload_view;
pub(crate) mod checklists;
pub(crate) mod checklists_view;
pub(crate) mod child;
pub(crate) mod child_view;
pub(crate) mod ending;
pub(crate) mod escalations;
pub(crate) mod escalations_view;
pub(crate) mod insight;
pub(crate) mod insight_view;
pub(crate) mod ledger;
pub(crate) mod plan_view;
pub(crate) mod review;
pub(crate) mod review_view;
pub(crate) mod sitting;
pub(crate) mod sitting_view;
pub(crate) mod summary;
pub(crate) mod timeline;
pub(crate) mod voice;

/// Moves a cursor within a list.
pub(crate) fn step(cursor: &mut usize, by: isize, len: usize) {
    *cursor = cursor.saturating_add_signed(by).min(len.saturating_sub(1));
}

/// How far a moving action goes in a list.
pub(crate) fn stride(action: super::action::Action) -> Option<isize> {
    use super::action::Action;
    Some(match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -10,
        Action::PageDown => 10,
        Action::First => isize::MIN / 2,
        Action::Last => isize::MAX / 2,
        _ => return None,
    })
}
