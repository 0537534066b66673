//! Trips: who has not been seen where they live, and who else is near on the same day.

use chrono::NaiveDate;

use super::{Board, Row};
use crate::rules::due::Status;
use crate::rules::practice::DutyKind;
use crate::rules::visits::{area, district, seen_at_home, seen_this_year};
use crate::rules::working::long;

/// A child near another, with what a visit there could do.
#[derive(Debug)]
pub struct Near<'b> {
    /// The child.
    pub row: &'b Row,
    /// What is due there, in words; empty where nothing is.
    pub reasons: Vec<String>,
}

impl Board {
    /// Children looked after who have not been seen where they live this year, the longest ago first.
    pub fn unvisited(&self) -> Vec<(&Row, Option<NaiveDate>)> {
        let due = |r: &&Row| r.looked_after(self.today) && !seen_this_year(&r.case, self.today);
        let mut rows: Vec<(&Row, Option<NaiveDate>)> =
            self.rows.iter().filter(due).map(|r| (r, seen_at_home(&r.case))).collect();
        rows.sort_by(|(a, x), (b, y)| x.cmp(y).then_with(|| a.case.child.number.cmp(&b.case.child.number)));
        rows
    }

    /// The other children looked after in the district of a child's placement, those with something due
    /// first.
    pub fn near(&self, row: &Row) -> Vec<Near<'_>> {
        let Some(here) = area(&row.case, self.today).map(district) else { return Vec::new() };
        let there = |r: &&Row| {
            r.id() != row.id()
                && r.looked_after(self.today)
                && area(&r.case, self.today).is_some_and(|a| district(a) == here)
        };
        let mut found: Vec<Near<'_>> =
            self.rows.iter().filter(there).map(|row| Near { row, reasons: self.reasons(row) }).collect();
        found.sort_by_key(|n| (n.reasons.is_empty(), n.row.case.child.number.clone()));
        found
    }

    fn reasons(&self, row: &Row) -> Vec<String> {
        let mut reasons = Vec::new();
        if !seen_this_year(&row.case, self.today) {
            let last = seen_at_home(&row.case).map_or("no visit recorded".to_owned(), |day| {
                format!("last seen where they live {}", long(day))
            });
            reasons.push(last);
        }
        let midpoint = row
            .judged
            .owed()
            .find(|d| d.duty.kind == Some(DutyKind::MidPoint) && d.status != Status::Unknown);
        let soon = midpoint.filter(|d| d.days.is_some_and(|n| n <= SOON));
        reasons.extend(soon.and_then(|d| d.due).map(|day| format!("mid-point due {}", long(day))));
        let review = row.next_review().and_then(|s| s.booked.or(s.due).map(|day| (s.booked.is_some(), day)));
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
