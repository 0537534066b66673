//! Trips: who has not been seen where they live, and who else is near on the same day.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::caseload::Board;
use super::row::Row;
use crate::rules::due::Status;
use crate::rules::practice::DutyKind;
use crate::rules::visits::{area, district, seen_at_home, seen_this_year};
use crate::rules::working::long;

/// A child near another, with what a visit there could do.
#[derive(Debug)]
pub(crate) struct Near<'b> {
    /// The child.
    pub(crate) row: &'b Row,
    /// What is due there, in words; empty where nothing is.
    pub(crate) reasons: Vec<String>,
}

/// The children looked after, by the district they live in.
#[derive(Debug)]
pub(crate) struct Districts<'b> {
    today: NaiveDate,
    rows: HashMap<String, Vec<&'b Row>>,
}

impl<'b> Districts<'b> {
    /// The others in the district of a child's placement.
    pub(crate) fn others(&self, of: &Row) -> impl Iterator<Item = &'b Row> {
        let here = area(&of.case, self.today).and_then(|a| self.rows.get(&district(a)));
        let id = of.id();
        here.into_iter().flatten().copied().filter(move |r| r.id() != id)
    }
}

impl Board {
    /// Children looked after who have not been seen where they live this year, the longest ago first.
    pub(crate) fn unvisited(&self) -> Vec<(&Row, Option<NaiveDate>)> {
        let due = |r: &&Row| r.in_care(self.today) && !seen_this_year(&r.case, &self.practice, self.today);
        let mut rows: Vec<(&Row, Option<NaiveDate>)> =
            self.children().iter().filter(due).map(|r| (r, seen_at_home(&r.case, &self.practice))).collect();
        rows.sort_by(|(a, x), (b, y)| x.cmp(y).then_with(|| a.case.child.number.cmp(&b.case.child.number)));
        rows
    }

    /// Who lives in which district.
    pub(crate) fn districts(&self) -> Districts<'_> {
        let mut rows: HashMap<String, Vec<&Row>> = HashMap::new();
        for row in self.children().iter().filter(|r| r.in_care(self.today)) {
            if let Some(area) = area(&row.case, self.today) {
                rows.entry(district(area)).or_default().push(row);
            }
        }
        Districts { today: self.today, rows }
    }

    /// The other children looked after in the district of a child's placement, those with something due
    /// first.
    pub(crate) fn near(&self, row: &Row) -> Vec<Near<'_>> {
        let near = |row| Near { row, reasons: self.reasons(row) };
        let mut found: Vec<Near<'_>> = self.districts().others(row).map(near).collect();
        found.sort_by(|a, b| {
            let key = |n: &Near<'_>| n.reasons.is_empty();
            key(a).cmp(&key(b)).then_with(|| a.row.case.child.number.cmp(&b.row.case.child.number))
        });
        found
    }

    fn reasons(&self, row: &Row) -> Vec<String> {
        let mut reasons = Vec::new();
        if !seen_this_year(&row.case, &self.practice, self.today) {
            let last = seen_at_home(&row.case, &self.practice)
                .map_or("no visit recorded".to_owned(), |day| {
                    format!("last seen where they live {}", long(day))
                });
            reasons.push(last);
        }
        let midpoint = row
            .judged()
            .owed()
            .find(|d| d.duty.kind == Some(DutyKind::MidPoint) && d.status != Status::Unknown);
        let soon = midpoint.filter(|d| d.days.is_some_and(|n| n <= SOON));
        reasons.extend(soon.and_then(|d| d.due).map(|day| format!("mid-point due {}", long(day))));
        let review =
            row.next_review().and_then(|s| s.booked.or(s.last_day()).map(|day| (s.booked.is_some(), day)));
        let review = review.filter(|(_, day)| {
            self.calendar.working_days_between(self.today, *day).is_some_and(|n| n <= SOON)
        });
        reasons.extend(review.map(|(booked, day)| {
            format!("review {} {}", if booked { "booked" } else { "due by" }, long(day))
        }));
        reasons
    }
}

/// A mid-point or review within this many working days is a reason to go.
const SOON: i32 = 20;
