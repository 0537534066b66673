//! Which children a view of the caseload has, and in which order: the same on the screen and for `list --view`.

use super::caseload::Board;
use super::row::Row;
use crate::model::view::Sort;
use crate::rules::advice::Kind;

impl Board {
    /// The places of the children that a filter keeps, without one of those who are current, in this order; children
    /// whose care has ended come last.
    pub(crate) fn shown(&self, filter: &str, sort: Sort) -> Vec<usize> {
        let kept = |r: &Row| self.keeps(filter, r) && (!filter.is_empty() || is_current(r));
        self.sorted(sort, kept)
    }

    /// The places of the children that are kept, in this order; children whose care has ended come last.
    pub(crate) fn sorted(&self, sort: Sort, kept: impl Fn(&Row) -> bool) -> Vec<usize> {
        let mut shown: Vec<usize> = self.order().to_vec();
        shown.retain(|i| self.children().get(*i).is_some_and(&kept));
        let row = |i: &usize| self.children().get(*i);
        match sort {
            Sort::Urgency => {}
            Sort::Name => shown.sort_by_key(|i| row(i).map(|r| r.case.child.name().to_lowercase())),
            Sort::Review => shown.sort_by_key(|i| {
                let due = row(i).and_then(Row::next_review).and_then(|s| s.due);
                (due.is_none(), due)
            }),
            Sort::Age => shown.sort_by_key(|i| std::cmp::Reverse(row(i).and_then(|r| r.case.child.dob))),
            Sort::Signals => {
                shown.sort_by_key(|i| std::cmp::Reverse(row(i).map_or(0, |r| r.signals(self.today).len())));
            }
        }
        shown.sort_by_key(|i| row(i).is_some_and(|r| r.advice().closed));
        shown
    }
}

/// Whether a child stands in the list nobody narrowed: in care, not yet known since when, or still owed
/// something.
pub(crate) fn is_current(row: &Row) -> bool {
    !row.advice().closed || row.advice().next.kind != Kind::Nothing
}
