//! Recurring duties: which turn is open, and its day.

use chrono::{Datelike, NaiveDate};

use super::days::At;
use super::{Engine, Place};
use crate::rules::calendar::{Calendar, add_months};
use crate::rules::due::Due;
use crate::rules::practice::{Every, words};
use crate::rules::reckon::Anchors;
use crate::rules::timetable::plan_by;
use crate::rules::working::{StepKind, Working, long};

impl<'a> Engine<'a> {
    /// The day of the open turn of a recurring duty.
    pub(super) fn turn(
        &self,
        due: &mut Due,
        (every, rolling, at_end): (Every, bool, bool),
        place: &Place<'a>,
        w: &mut Working,
    ) {
        let at = At { engine: self, place, depth: 0 };
        let anchor = at.day(&due.anchor).ok().map(|d| d.date);
        let rows = place.subject.and_then(|s| self.done.get(&(due.duty.id.as_str(), s)));
        let last = rows.and_then(|rows| rows.iter().map(|r| r.date).max());
        let Some(anchor) = anchor else {
            due.reason = format!("waits for {}", words::anchor_in_words(&due.anchor));
            return;
        };
        let base = if rolling { last.unwrap_or(anchor) } else { anchor };
        let done_turn = |turn: &str| rows.is_some_and(|r| r.iter().any(|d| d.turn.as_deref() == Some(turn)));
        let first = (1..600).find_map(|k| {
            let (turn, day) = turn_of(every, base, k, at_end, self.calendar)?;
            (rolling || !done_turn(&turn)).then_some((turn, day))
        });
        if let Some((turn, day)) = first {
            w.step(StepKind::Start, base, || match last.filter(|_| rolling) {
                Some(last) => format!("last done on {}", long(last)),
                None => format!("counted from {}", long(base)),
            });
            due.instance.clone_from(&turn);
            due.turn = Some(turn);
            due.due = Some(day);
            due.anchor_date = Some(base);
            due.plan_by = Some(plan_by(day, self.practice.margin, self.calendar));
        }
    }
}

/// The `k`-th turn counted from `base`: its name and its day.
pub(in crate::rules) fn turn_of(
    every: Every,
    base: NaiveDate,
    k: i32,
    at_end: bool,
    calendar: &Calendar,
) -> Option<(String, NaiveDate)> {
    let last_working = |day: NaiveDate| if at_end { calendar.working_day_on_or_before(day) } else { day };
    let month = |day: NaiveDate| format!("month:{}", day.format("%Y-%m"));
    Some(match every {
        Every::WorkingDay => {
            let day = calendar.add_working_days(base, k).ok()?.date;
            (format!("day:{day}"), day)
        }
        Every::Month if at_end => {
            let day = add_months(base.with_day(1)?, k)?.pred_opt()?;
            (month(day), last_working(day))
        }
        Every::Month => {
            let day = add_months(base, k)?;
            (month(day), day)
        }
        Every::Months(n) => {
            let day = add_months(base, n.checked_mul(k)?)?;
            (month(day), last_working(day))
        }
        Every::Year => {
            let day = add_months(base, k.checked_mul(12)?)?;
            (format!("year:{day}"), last_working(day))
        }
        Every::Weeks(n) => {
            let day = base
                .checked_add_days(chrono::Days::new(u64::try_from(i64::from(n) * i64::from(k) * 7).ok()?))?;
            (format!("week:{day}"), last_working(day))
        }
        Every::Term => {
            // Terms as they are commonly set: from 1 September, 1 January and 1 April.
            let mut day = base;
            for _ in 0..k {
                let next =
                    [(1, 1, 1), (0, 4, 1), (0, 9, 1), (1, 1, 1)].into_iter().filter_map(|(y, m, d)| {
                        NaiveDate::from_ymd_opt(day.year() + y, m, d).filter(|n| *n > day)
                    });
                day = next.min()?;
            }
            (format!("term:{}", day.format("%Y-%m")), day)
        }
    })
}
