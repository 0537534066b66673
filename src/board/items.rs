//! What falls on which day over the whole caseload.

use chrono::NaiveDate;

use super::caseload::Board;
use super::row::Row;
use crate::rules::agenda::{self, Item, Reach};

impl Board {
    /// Everything that falls between two days, in order.
    pub(crate) fn items(&self, (from, to): (NaiveDate, NaiveDate)) -> Vec<Item> {
        let mut items = self.agenda(Reach::days(from, to));
        let number = |item: &Item| Some(self.row(item.child?)?.case.child.number.clone());
        items.sort_by_cached_key(|i| (i.order(), number(i), i.title.clone()));
        items
    }

    /// What is asked for of children, concerns, the service and days off, in no order.
    pub(crate) fn agenda(&self, reach: Reach) -> Vec<Item> {
        let mut items = agenda::of_days(&self.calendar, &self.school, &self.busy, (reach.from, reach.to));
        items.extend(self.rows().flat_map(|r| agenda::of_case(&r.case, r.judged(), reach)));
        let turning = |r: &'_ Row| agenda::of_turning(&r.case, &self.turning_points(r));
        let others = self.concern_items().into_iter().chain(self.rows().flat_map(turning));
        items.extend(others.chain(agenda::of_service(&self.service)).filter(|i| reach.takes(i)));
        items
    }
}
