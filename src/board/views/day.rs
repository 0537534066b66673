//! What falls on a day, and what a week holds; the days that are kept free.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::model::diary::Busy;
use crate::model::ids::BusyId;
use crate::model::instance::Instance;
use crate::rules::agenda::{Item, Kind};
use crate::rules::diary::monday;
use crate::rules::due::Status;

/// Something on a day of the calendar.
#[derive(Debug, Serialize)]
pub(crate) struct DayRow<'b> {
    pub(crate) date: NaiveDate,
    pub(crate) kind: Kind,
    /// `09:30`.
    pub(crate) at: Option<String>,
    pub(crate) child: Option<&'b str>,
    pub(crate) name: Option<String>,
    pub(crate) title: &'b str,
    pub(crate) duty: Option<&'b str>,
    pub(crate) instance: Option<&'b Instance>,
    pub(crate) owner: &'b str,
    /// Of a review; empty where it is not known.
    pub(crate) venue: Option<&'b str>,
    pub(crate) status: Option<Status>,
    pub(crate) provisional: bool,
}

impl<'b> DayRow<'b> {
    pub(crate) fn of(board: &'b Board, item: &'b Item) -> Self {
        let row = item.child.and_then(|c| board.row(c));
        Self {
            date: item.date,
            kind: item.kind,
            at: item.at.map(|t| t.format("%H:%M").to_string()),
            child: row.map(|r| r.case.child.number.as_str()),
            name: row.map(|r| r.case.child.name()),
            title: &item.title,
            duty: item.duty.as_deref(),
            instance: item.instance.as_ref(),
            owner: &item.owner,
            venue: (item.kind == Kind::Review).then_some(item.venue.as_str()),
            status: item.status,
            provisional: item.provisional,
        }
    }

    /// At what time, whose, what, where.
    pub(crate) fn words(&self) -> String {
        let at = self.at.as_ref().map_or_else(String::new, |at| format!("{at} "));
        let name = self.name.as_ref().map_or_else(String::new, |name| format!("{name}: "));
        let place = self.venue.filter(|v| !v.is_empty()).map_or_else(String::new, |v| format!(", {v}"));
        format!("{at}{name}{}{place}", self.title)
    }
}

/// What a week holds.
#[derive(Debug)]
pub(crate) struct WeekRow {
    pub(crate) monday: NaiveDate,
    pub(crate) reviews: usize,
    /// Limits of reviews, and days to book them by.
    pub(crate) limits: usize,
    pub(crate) duties: usize,
}

/// How much each week holds, of those that hold something to do.
pub(crate) fn weeks(items: &[DayRow<'_>]) -> Vec<WeekRow> {
    let mut weeks: BTreeMap<NaiveDate, WeekRow> = BTreeMap::new();
    for item in items.iter().filter(|i| !i.kind.is_day()) {
        let monday = monday(item.date);
        let new = WeekRow { monday, reviews: 0, limits: 0, duties: 0 };
        let week = weeks.entry(monday).or_insert(new);
        *match item.kind {
            Kind::Review => &mut week.reviews,
            Kind::ReviewLimit | Kind::ReviewToBook => &mut week.limits,
            _ => &mut week.duties,
        } += 1;
    }
    weeks.into_values().collect()
}

/// Leave, an appointment or a fixed day of the IRO.
#[derive(Debug, Serialize)]
pub(crate) struct BusyRow<'b> {
    pub(crate) id: BusyId,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    /// `fri`, where it is one day of each week.
    pub(crate) weekday: Option<String>,
    pub(crate) hours: &'b str,
    pub(crate) what: &'b str,
    /// It came from a calendar file.
    pub(crate) imported: bool,
    #[serde(skip)]
    pub(crate) busy: &'b Busy,
}

impl<'b> From<&'b Busy> for BusyRow<'b> {
    fn from(busy: &'b Busy) -> Self {
        Self {
            id: busy.id,
            first: busy.first,
            last: busy.last,
            weekday: busy.weekday.map(|d| d.to_string().to_lowercase()),
            hours: &busy.hours,
            what: &busy.what,
            imported: !busy.uid.is_empty(),
            busy,
        }
    }
}
