//! Planning a period: days proposed for every review due in it, and taking them up in one act.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Booking, Days, Desk, Outcome, moved, open_days};
use crate::board::Row;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::rules::advice::run_up;
use crate::rules::clash::Clash;
use crate::rules::diary::Hours;
use crate::rules::planner::{self, Need, Plan};
use crate::store::Act;

/// What to plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlanAsk {
    /// Reviews whose limit falls on this day or later, or has passed unbooked.
    pub from: NaiveDate,
    /// Reviews whose limit falls on this day or earlier.
    pub to: NaiveDate,
    /// Plan anew what is booked already.
    pub rebook: bool,
    /// Days the IRO gives beforehand.
    pub pins: Vec<(ChildId, NaiveDate)>,
    /// Children left out.
    pub leave_out: Vec<ChildId>,
}

impl PlanAsk {
    /// Everything unbooked whose limit falls between two days.
    pub(crate) fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, rebook: false, pins: Vec::new(), leave_out: Vec::new() }
    }

    fn wants(&self, row: &Row) -> bool {
        let Some(slot) = row.next_review() else { return false };
        let open = self.rebook || slot.booked.is_none();
        let due = slot.last_day().is_some_and(|d| d <= self.to && (d >= self.from || slot.booked.is_none()));
        open && due && !self.leave_out.contains(&row.id())
    }
}

impl Desk {
    /// Days for every review that `ask` wants, planned together for each IRO.
    pub(crate) fn plan_period(&self, ask: &PlanAsk) -> Plan {
        let board = &self.board;
        let mut by_iro: BTreeMap<Option<&str>, Vec<&Row>> = BTreeMap::new();
        for row in board.rows().filter(|r| r.next_review().is_some()) {
            by_iro.entry(row.iro()).or_default().push(row);
        }
        let mut whole = Plan::default();
        for rows in by_iro.values() {
            let Some(first) = rows.first() else { continue };
            let mut diary = board.diary(first);
            let mut rows: Vec<&Row> = rows.iter().copied().filter(|r| ask.wants(r)).collect();
            for visits in diary.reviews.values_mut() {
                visits.retain(|v| !rows.iter().any(|r| r.id() == v.child));
            }
            rows.sort_by(|a, b| a.case.child.number.cmp(&b.case.child.number));
            let needs: Vec<Need<'_>> = rows.into_iter().filter_map(|row| need(row, &ask.pins)).collect();
            let span = (board.today, ask.to.max(board.today));
            whole.join(planner::plan(&needs, &diary, &board.practice, &board.calendar, span));
        }
        let planned: BTreeSet<ChildId> = whole.proposals.iter().map(|p| p.child).collect();
        let stays = |c: &Clash| c.date <= ask.to && !planned.contains(&c.child);
        whole.clashes = board.clashes(&board.busy).into_iter().filter(stays).collect();
        whole
    }

    /// Books these reviews on these days: one act, one undo.
    ///
    /// # Errors
    /// When one of them cannot be booked so; then none is.
    pub(crate) fn accept(&mut self, days: &[(ChildId, NaiveDate)]) -> Result<Outcome> {
        if days.is_empty() {
            return Err(Error::data("There is no day to take up; nothing was booked.")
                .hint("Look at casebook plan: what it could not plan has to be booked by hand."));
        }
        let mut ready = Vec::new();
        for (child, date) in days {
            let booking = Booking { date: *date, ..Booking::default() };
            ready.push((*child, self.booked(*child, None, booking)?));
        }
        let n = ready.len();
        let label = format!("Book {n} planned {}", if n == 1 { "review" } else { "reviews" });
        let days_of = |desk: &Desk| -> Vec<Days> {
            let days = |(child, _): &(ChildId, _)| desk.board.row(*child).map(|r| open_days(r.judged()));
            ready.iter().map(|one| days(one).unwrap_or_default()).collect()
        };
        let before = days_of(self);
        let (act, ()) = self.store.act(&Act::general(label.as_str(), self.board.today), |tx| {
            for (child, ready) in &ready {
                ready.store(tx, *child)?;
            }
            Ok(())
        })?;
        self.board.refresh(&self.store)?;
        let told: Vec<String> = ready
            .iter()
            .filter_map(|(child, one)| Some(self.doubts(*child, one.review.booked?, Hours::of(&one.review))))
            .flatten()
            .collect();
        let after = days_of(self);
        let moved = before.iter().zip(&after).flat_map(|(before, after)| moved(before, after)).collect();
        Ok(Outcome { moved, ..Outcome::new(act, 0, label) }.beside(told))
    }
}

fn need<'r>(row: &'r Row, pins: &[(ChildId, NaiveDate)]) -> Option<Need<'r>> {
    let slot = row.next_review()?;
    let pinned = pins.iter().find(|(child, _)| *child == row.id()).map(|(_, day)| *day);
    Some(Need { case: &row.case, slot, run_up: run_up(row.judged(), slot), pinned })
}
