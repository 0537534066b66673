//! What is late and for whom: the IRO's own, and what others owe, folded by role.

use std::collections::BTreeMap;

use serde::Serialize;

use super::step::Look;
use crate::rules::anchors::has_died;
use crate::rules::due::{Due, Status};

/// What the IRO owes, the review itself apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Mine {
    /// Past its day.
    pub late: usize,
    /// Today, or within the practice's soon-limit.
    pub soon: usize,
}

/// What somebody else owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Others {
    /// The role.
    pub owner: String,
    /// Steps open.
    pub open: usize,
    /// Of them past their day.
    pub late: usize,
    /// Working days that the oldest is late; `None` where nothing is.
    pub oldest_days: Option<i32>,
}

impl Mine {
    pub(super) fn count(look: &Look<'_>) -> Self {
        let of =
            |wanted: &[Status]| look.owed().filter(|d| d.is_mine() && wanted.contains(&d.status)).count();
        Self { late: of(&[Status::Overdue]), soon: of(&[Status::DueToday, Status::DueSoon]) }
    }
}

impl Others {
    /// By role, whoever is latest first; nobody once the child has died.
    pub(super) fn count(look: &Look<'_>) -> Vec<Self> {
        let mut roles: BTreeMap<&str, Vec<&Due>> = BTreeMap::new();
        for due in look.owed().filter(|d| !d.is_mine() && !has_died(look.case)) {
            roles.entry(&due.duty.owner).or_default().push(due);
        }
        let one = |(owner, dues): (&str, Vec<&Due>)| {
            let late = || dues.iter().filter(|d| d.status == Status::Overdue);
            let oldest = late().filter_map(|d| d.days).min();
            Self {
                owner: owner.to_owned(),
                open: dues.len(),
                late: late().count(),
                oldest_days: oldest.map(|days| -days),
            }
        };
        let mut all: Vec<Self> = roles.into_iter().map(one).collect();
        all.sort_by_key(|o| std::cmp::Reverse(o.oldest_days));
        all
    }
}

/// The essential steps that are too late to keep and are still to be done, by duty.
pub(super) fn urgent_now(look: &Look<'_>) -> Vec<String> {
    look.owed().filter(|d| d.status == Status::Now).map(|d| d.duty.id.clone()).collect()
}
