//! Reviews on a clock of their own, reviews done without a meeting, authority to place for adoption.

use chrono::NaiveDate;

use super::child::{order, required};
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::care::Period;
use crate::model::child::Source;
use crate::model::ids::ChildId;
use crate::model::review::Review;
use crate::rules::condition::Condition;
use crate::rules::judge::{Judge, Truth};
use crate::rules::practice::words::nearest;
use crate::rules::working::long;

/// Where a review may be done without a meeting.
const SETTLED: &str = "long-term-foster-over-a-year";

impl Desk {
    /// Records a review of a separate clock as held: a secure criteria review, by whom it was chaired.
    ///
    /// # Errors
    /// When the practice has no such clock, the child is not on it that day, the day lies ahead, or the
    /// chair is somebody the practice keeps from chairing it, as the child's own IRO.
    pub fn hold_separate(
        &mut self,
        child: ChildId,
        clock: &str,
        date: NaiveDate,
        chair: &str,
    ) -> Result<Outcome> {
        let chair = required(chair, "Who chaired the review")?;
        let practice = std::sync::Arc::clone(&self.board.practice);
        let clocks = || practice.regimes.iter().filter(|r| r.separate);
        let regime = clocks().find(|r| r.id == clock).ok_or_else(|| {
            let near = nearest(clock, clocks().map(|r| r.id.as_str())).unwrap_or_default();
            let known: Vec<&str> = clocks().map(|r| r.id.as_str()).collect();
            let hint = if near.is_empty() { known.join(", ") } else { format!("Did you mean {near}?") };
            Error::missing(format!("There is no separate clock {clock:?}; nothing was recorded.")).hint(hint)
        })?;
        let case = self.case(child)?;
        self.not_ahead(date)?;
        let barred = case.people.iter().filter(|p| regime.chair_not.contains(&p.role));
        let on = |start: Option<NaiveDate>, end: Option<NaiveDate>| {
            start.is_none_or(|s| s <= date) && end.is_none_or(|e| date <= e)
        };
        let same = |name: &str| name.trim().to_lowercase() == chair.trim().to_lowercase();
        if let Some(person) = barred.into_iter().find(|p| same(&p.name) && on(p.start, p.end)) {
            return Err(Error::data(format!(
                "{} is the child's {}, who may not chair a {}; nothing was recorded.",
                person.name,
                practice.role(&person.role),
                regime.title.to_lowercase()
            ))
            .hint("Somebody independent of the case chairs it."));
        }
        let was = case.reviews.iter().any(|r| r.clock.as_deref() == Some(clock) && r.held == Some(date));
        if was || truth(self, &case, &regime.when, date) == Truth::No {
            let why = if was { "was recorded already" } else { "does not arise for the child" };
            return Err(Error::data(format!(
                "A {} on {} {why}; nothing was recorded.",
                regime.title.to_lowercase(),
                long(date)
            )));
        }
        let review = Review {
            clock: Some(clock.to_owned()),
            chair: Some(chair),
            held: Some(date),
            ..Review::new(Source::Hand)
        };
        self.act(
            child,
            |who| format!("{} of {who} held on {}", regime.title, long(date)),
            |tx| tx.insert(child, &review).map(|id| id.0),
        )
    }

    /// Records that a held review was done without a meeting, as may be in a settled long-term placement.
    ///
    /// # Errors
    /// When no review has been held, or the child was not settled in a long-term placement that day.
    pub fn without_meeting(&mut self, child: ChildId, sequence: Option<u32>) -> Result<Outcome> {
        let (slot, review) = self.pick(child, sequence, |s| s.held.is_some(), "held yet")?;
        let case = self.case(child)?;
        let held = slot.held.unwrap_or(self.board.today);
        let settled = Condition::parse(SETTLED).ok();
        if settled.is_none_or(|c| truth(self, &case, &[c], held) != Truth::Yes) {
            return Err(Error::data(format!(
                "On {} the child had not been in one long-term foster placement for over a year; nothing was \
                 recorded.",
                long(held)
            ))
            .hint("Only then may a review be done without a meeting; code U1 or U4 says a placement is long term."));
        }
        let review = Review { without_meeting: true, ..review };
        self.write_review(child, review, &format!("No meeting for review {} of", slot.sequence), None)
    }

    /// Records since when an agency may place the child for adoption, or until when it could: what is
    /// typed goes before what a placement order says. `None` takes a typed day back.
    ///
    /// # Errors
    /// When the child has no period of care, or the days lie outside it or the wrong way round.
    pub fn authority(
        &mut self,
        child: ChildId,
        authorised: Option<NaiveDate>,
        ended: Option<NaiveDate>,
    ) -> Result<Outcome> {
        let case = self.case(child)?;
        let period = case.periods.last().ok_or_else(|| {
            Error::missing("The child has no period of care; nothing was changed.")
                .hint("Record the start of care first.")
        })?;
        order(Some(period.start), authorised)?;
        order(Some(authorised.unwrap_or(period.start)), ended)?;
        let period = Period { authorised, authority_ended: ended, ..period.clone() };
        let what = match (authorised, ended) {
            (_, Some(day)) => format!("authority to place for adoption ended on {}", long(day)),
            (Some(day), None) => format!("authority to place for adoption since {}", long(day)),
            (None, None) => "authority to place for adoption as the orders say".to_owned(),
        };
        self.act(
            child,
            |who| format!("{who}: {what}"),
            |tx| {
                tx.update(&period)?;
                Ok(period.id.0)
            },
        )
    }
}

fn truth(desk: &Desk, case: &Case, when: &[Condition], on: NaiveDate) -> Truth {
    let period = case.periods.iter().rfind(|p| p.holds(on));
    let judge = Judge { case, practice: &desk.board.practice, on, period, slot: None, change: None };
    crate::rules::judge::applies(when, &[], &judge)
}
