//! Booked reviews whose day something stands against.

use super::caseload::Board;
use crate::model::diary::Busy;
use crate::rules::clash::{Clash, clash};

impl Board {
    /// Every booked review to come that meets one of these, a day off, or its own limit; in order of their day.
    pub(crate) fn clashes(&self, busy: &[Busy]) -> Vec<Clash> {
        let next = self.children().iter().filter_map(|row| Some((row, row.next_review()?)));
        let found = next.filter_map(|(row, slot)| clash(&row.case, slot, busy, &self.calendar));
        let mut all: Vec<Clash> = found.filter(|c| c.date >= self.today).collect();
        all.sort_by_key(|c| (c.date, c.child));
        all
    }

    /// The booked reviews that meet one of these.
    pub(crate) fn booked_over(&self, busy: &[Busy]) -> Vec<Clash> {
        let meets = |c: &Clash| busy.iter().any(|b| b.holds(c.date));
        self.clashes(busy).into_iter().filter(meets).collect()
    }
}
