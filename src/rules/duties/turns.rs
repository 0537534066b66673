//! Recurring duties: which turn is open, and its day.

use crate::model::instance::{Instance, Turn};
use chrono::{Datelike, NaiveDate};

use super::days::At;
use super::engine::Engine;
use super::place::Place;
use crate::model::record::Done;
use crate::rules::calendar::{Calendar, add_months};
use crate::rules::due::Due;
use crate::rules::practice::{Basis, Every, Rule, Span, waits_for};
use crate::rules::reckon::{self, Anchors};
use crate::rules::slot::plan_by;
use crate::rules::working::{StepKind, Working, long};

impl<'a> Engine<'a> {
    /// The day of the open turn of a recurring duty: a local turn never comes later than the one that
    /// law, or guidance that binds, asks for.
    pub(super) fn turn(&self, due: &mut Due, rule: &Rule, place: &Place<'a>, w: &mut Working) {
        let at = At { engine: self, place, depth: 0, as_if: None };
        let rows: Vec<&Done> = self.ticks(&due.duty, place).collect();
        let last = rows.iter().map(|r| r.date).max();
        let last = last.max(due.duty.done_by.as_deref().and_then(|a| at.fact(a)));
        let done = Ticks { rows: &rows, last };
        let own = self.open_turn(&rule.own.span, &at, &done);
        let over = rule.over.as_ref().filter(|o| o.basis == Basis::Law || self.practice.guidance_binds);
        let higher = over.and_then(|o| Some((o.basis, self.open_turn(&o.span, &at, &done)?)));
        let earlier = higher.filter(|(_, h)| own.as_ref().is_none_or(|o| h.day < o.day));
        let basis = earlier.as_ref().map_or(rule.own.basis, |(basis, _)| *basis);
        let Some(turn) = earlier.map(|(_, turn)| turn).or(own) else {
            due.reason = waits_for(&due.anchor);
            return;
        };
        due.last = last;
        w.step(StepKind::Start, turn.base, || match last {
            Some(last) => format!("last done on {}", long(last)),
            None => format!("counted from {}", long(turn.base)),
        });
        if let Span::Every { every, .. } = &rule.own.span {
            w.step(StepKind::Count, turn.day, || match every {
                Every::Term if last.is_some() => {
                    format!(
                        "what was done in one school term serves for it: the next ends {}",
                        long(turn.day)
                    )
                }
                every => format!("{}: {}", every.words(), long(turn.day)),
            });
        }
        if over.is_some() {
            w.step(StepKind::Choose, turn.day, || format!("{} governs: {}", basis.word(), long(turn.day)));
        }
        due.basis = basis;
        due.instance = Instance::Turn(turn.name);
        due.turn = Some(turn.name);
        due.due = Some(turn.day);
        due.anchor_date = Some(turn.base);
        due.plan_by = Some(plan_by(turn.day, self.practice.margin, self.calendar));
    }

    /// The turn of a recurring span that is open; `None` while the day it counts from has not come.
    fn open_turn(&self, span: &Span, at: &At<'_, 'a>, done: &Ticks<'_, '_>) -> Option<Open> {
        let Span::Every { every, from, rolling, at_end, first } = span else { return None };
        let anchor = at.day(from.as_deref()?).ok()?.date;
        if let (Some(first), None) = (first, done.last) {
            let day = reckon::span(first, at, self.calendar, &mut Working::silent()).ok()?.date;
            return Some(Open { name: Turn::First, day, base: anchor });
        }
        let base = if *rolling { done.last.unwrap_or(anchor) } else { anchor };
        let ticked = |turn: Turn| done.rows.iter().any(|d| d.turn == Some(turn));
        (1..600).find_map(|k| {
            let (name, day) = turn_of(*every, base, k, *at_end, self.calendar)?;
            (*rolling || !ticked(name)).then_some(Open { name, day, base })
        })
    }
}

/// The open turn of a recurring duty: its name, its day, and the day it was counted from.
struct Open {
    name: Turn,
    day: NaiveDate,
    base: NaiveDate,
}

/// When a recurring duty was done.
struct Ticks<'d, 'a> {
    rows: &'d [&'a Done],
    last: Option<NaiveDate>,
}

/// The first day of the term after a day: terms as they are commonly set, from 1 September, 1 January and
/// 1 April.
fn next_term(day: NaiveDate) -> Option<NaiveDate> {
    let starts = [(0, 4), (0, 9), (1, 1)];
    let mut starts = starts.into_iter().filter_map(|(y, m)| NaiveDate::from_ymd_opt(day.year() + y, m, 1));
    starts.find(|start| *start > day)
}

/// The `k`-th turn counted from `base`: its name and its day.
pub(in crate::rules) fn turn_of(
    every: Every,
    base: NaiveDate,
    k: i32,
    at_end: bool,
    calendar: &Calendar,
) -> Option<(Turn, NaiveDate)> {
    let last_working = |day: NaiveDate| if at_end { calendar.working_day_on_or_before(day) } else { day };
    Some(match every {
        Every::WorkingDay => {
            let day = calendar.add_working_days(base, k).ok()?.date;
            (Turn::Day(day), day)
        }
        Every::Month if at_end => {
            let day = add_months(base.with_day(1)?, k)?.pred_opt()?;
            (Turn::Month(day.with_day(1)?), last_working(day))
        }
        Every::Month => {
            let day = add_months(base, k)?;
            (Turn::Month(day.with_day(1)?), day)
        }
        Every::Months(n) => {
            let day = add_months(base, n.checked_mul(k)?)?;
            (Turn::Month(day.with_day(1)?), last_working(day))
        }
        Every::Year => {
            let day = add_months(base, k.checked_mul(12)?)?;
            (Turn::Year(day), last_working(day))
        }
        Every::Weeks(n) => {
            let day = base
                .checked_add_days(chrono::Days::new(u64::try_from(i64::from(n) * i64::from(k) * 7).ok()?))?;
            (Turn::Week(day), last_working(day))
        }
        Every::Term => {
            // The k-th term after the one that holds the day, owed by its end.
            let mut start = base;
            for _ in 0..k {
                start = next_term(start)?;
            }
            let end = next_term(start)?.pred_opt()?;
            // The summer term's last day; August is nobody's school time.
            let end = if end.month() == 8 { NaiveDate::from_ymd_opt(end.year(), 7, 31)? } else { end };
            (Turn::Term(start.with_day(1)?), last_working(end))
        }
    })
}
