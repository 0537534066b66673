//! The bars as last counted, and the one the cursor is on.

use crate::board::Board;
use crate::rules::measures::{Bar, Group};

/// Its bars and its cursor.
#[derive(Debug, Default)]
pub(crate) struct Insight {
    pub(crate) bars: Vec<Bar>,
    pub(crate) cursor: usize,
}

impl Insight {
    pub(crate) fn count(&mut self, board: &Board) {
        self.bars = board.bars();
        self.cursor = self.cursor.min(self.bars.len().saturating_sub(1));
    }

    pub(crate) fn bar(&self) -> Option<&Bar> {
        self.bars.get(self.cursor)
    }

    /// The first bar of the group after, or before, the one the cursor is in.
    pub(crate) fn group(&self, forward: bool) -> usize {
        let Some(here) = self.bar().map(|b| b.group) else { return 0 };
        let first = |group: Group| self.bars.iter().position(|b| b.group == group).unwrap_or(0);
        let mut groups: Vec<Group> = self.bars.iter().map(|b| b.group).collect();
        groups.dedup();
        let place = groups.iter().position(|g| *g == here).unwrap_or(0);
        let by = if forward { 1 } else { groups.len() - 1 };
        groups.get((place + by) % groups.len()).map_or(0, |g| first(*g))
    }
}
