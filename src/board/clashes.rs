//! Booked reviews whose day something stands against.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::caseload::Board;
use crate::model::diary::Busy;
use crate::rules::clash::{Clash, clash};
use crate::rules::diary::Visit;

impl Board {
    /// Every booked review to come that meets one of these, another of the same IRO, a day off, or its own limit;
    /// in order of their day.
    pub(crate) fn clashes(&self, busy: &[Busy]) -> Vec<Clash> {
        let next = || self.children().iter().filter_map(|row| Some((row, row.next_review()?)));
        let mut booked: BTreeMap<(Option<&str>, NaiveDate), Vec<Visit>> = BTreeMap::new();
        for (row, slot, day) in next().filter_map(|(row, slot)| Some((row, slot, slot.booked?))) {
            let visit = Visit::of(&row.case, slot.review.and_then(|r| row.case.reviews.get(r)));
            booked.entry((row.iro(), day)).or_default().push(visit);
        }
        let found = next().filter_map(|(row, slot)| {
            let that_day = booked.get(&(row.iro(), slot.booked?)).map_or(&[][..], Vec::as_slice);
            clash(&row.case, slot, (busy, that_day), &self.calendar)
        });
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
