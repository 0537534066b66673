//! A review: held, adjourned, completed, its decisions sent and received.

use chrono::NaiveDate;

use super::child::required;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Source;
use crate::model::ids::ChildId;
use crate::model::review::{Participation, Review};
use crate::model::text;
use crate::rules::meeting::complete_by;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// A review held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The day: the first part of a series of meetings.
    pub date: NaiveDate,
    /// How the child took part.
    pub participation: Option<Participation>,
    /// Why it was late.
    pub late_reason: Option<String>,
}

impl Desk {
    /// Records that the review was held.
    ///
    /// # Errors
    /// When the day lies ahead of today or before the review could be held, or the participation does
    /// not fit the child's age.
    pub fn hold(&mut self, child: ChildId, sequence: Option<u32>, holding: Holding) -> Result<Outcome> {
        let (slot, review) = self.pick(child, sequence, Slot::is_next, "to hold")?;
        if slot.complete_by.is_some() {
            return Err(Error::data(format!(
                "Review {} stands adjourned; nothing was recorded.",
                slot.sequence
            ))
            .hint("Record it as completed; --review NUMBER records the one after it as held all the same."));
        }
        let date = holding.date;
        self.not_ahead(date)?;
        if slot.sequence > 1 && slot.held.is_none() && date == slot.opened {
            return Err(Error::data(format!(
                "The review of {} is in the book already; nothing was recorded.",
                long(date)
            ))
            .hint("--review NUMBER corrects a review that was held."));
        }
        if date < slot.opened {
            return Err(Error::data(format!(
                "{} is before {}, when this review could first be held; nothing was recorded.",
                long(date),
                long(slot.opened)
            )));
        }
        if let Some(code) = holding.participation {
            self.fits_age(child, code, date)?;
        }
        // A day outside the limit was approved for a reason: it is why the review is late.
        let moved = slot.due.is_some_and(|due| date > due) && review.approved_by.is_some();
        let moved = review.move_reason.clone().filter(|_| moved);
        let review = Review {
            scheduled: review.scheduled.or(review.booked),
            held: Some(date),
            participation: holding.participation.or(review.participation),
            late_reason: holding
                .late_reason
                .map(|r| text::block(&r))
                .or(review.late_reason.clone())
                .or(moved),
            judged: None,
            ..review
        };
        self.write_review(child, review, &format!("Hold review {} of", slot.sequence), Some(date))
    }

    /// Adjourns the review once; it is recorded under the day first booked and is to be completed
    /// within twenty working days of it.
    ///
    /// # Errors
    /// When it was adjourned before, was never booked, the day is still to come, or the reason is blank.
    pub fn adjourn(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        date: NaiveDate,
        reason: &str,
    ) -> Result<Outcome> {
        let reason = required(reason, "The reason for adjourning")?;
        let (slot, review, scheduled) = self.adjournable(child, sequence)?;
        self.not_ahead(date)?;
        let review = Review {
            scheduled: Some(scheduled),
            adjourned: Some(date),
            adjourn_reason: Some(reason),
            judged: None,
            ..review
        };
        self.write_review(child, review, &format!("Adjourn review {} of", slot.sequence), Some(date))
    }

    /// Records that the whole review was completed.
    ///
    /// # Errors
    /// When no review has been held, or the day is before it.
    pub fn complete(&mut self, child: ChildId, sequence: Option<u32>, date: NaiveDate) -> Result<Outcome> {
        let (_, review) = self.pick(child, sequence, |s| s.held.is_some(), "held yet")?;
        let by = complete_by(&review, &self.board.practice, &self.board.calendar).filter(|by| date > *by);
        let late = by
            .filter(|_| review.completed.is_none())
            .map(|by| format!(", {} after it had to be, {}", days((date - by).num_days()), long(by)));
        self.after(child, sequence, date, "Complete", &late.unwrap_or_default(), |r| r.completed = Some(date))
    }

    /// Records that the decisions were sent to the team manager.
    ///
    /// # Errors
    /// When no review has been held, or the day is before it.
    pub fn decisions_sent(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        date: NaiveDate,
    ) -> Result<Outcome> {
        self.after(child, sequence, date, "Send decisions of", "", |r| r.decisions_sent = Some(date))
    }

    /// Records that the team manager received the decisions: the silent-agreement clock starts.
    ///
    /// # Errors
    /// When no review has been held, or the day is before it.
    pub fn decisions_received(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        date: NaiveDate,
    ) -> Result<Outcome> {
        self.after(child, sequence, date, "Decisions received for", "", |r| r.decisions_received = Some(date))
    }

    /// Says why a review held past its limit was late.
    ///
    /// # Errors
    /// When it was not late, or the reason is blank.
    pub fn explain_lateness(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        reason: &str,
    ) -> Result<Outcome> {
        let reason = required(reason, "Why it was late")?;
        let late = |s: &Slot| s.on_time() == Some(false);
        let (slot, review) = self.pick(child, sequence, late, "held late")?;
        if !late(&slot) {
            return Err(Error::data(format!("Review {} was not late; nothing was changed.", slot.sequence)));
        }
        let review = Review { late_reason: Some(text::block(&reason)), ..review };
        self.write_review(child, review, &format!("Why it was late: review {} of", slot.sequence), None)
    }

    /// The review that may be adjourned, with its row and the day it will be recorded under. One that stands
    /// adjourned and is not completed is the one meant, not the next after it.
    pub(super) fn adjournable(
        &self,
        child: ChildId,
        sequence: Option<u32>,
    ) -> Result<(Slot, Review, NaiveDate)> {
        let stands = |s: &Slot| self.stands_adjourned(child, s);
        let pending = self.pick(child, None, stands, "adjourned").ok().map(|(slot, _)| slot.sequence);
        let (slot, review) = self.pick(child, sequence.or(pending), |s| s.held.is_none(), "to adjourn")?;
        if review.adjourned.is_some() {
            return Err(Error::data("A review may be adjourned only once; nothing was recorded.")
                .hint("Record it as completed, or hold the next one."));
        }
        let Some(scheduled) = review.original() else {
            return Err(Error::data(
                "The review was never booked, so there is no date to adjourn it from; nothing was recorded.",
            )
            .hint("Book the day it was to be held, then adjourn it."));
        };
        if scheduled < slot.opened {
            return Err(Error::data("The review could not have been held that day; nothing was recorded."));
        }
        Ok((slot, review, scheduled))
    }

    fn stands_adjourned(&self, child: ChildId, slot: &Slot) -> bool {
        let review = || self.row(child).ok()?.case.reviews.get(slot.review?);
        review().is_some_and(|r| r.adjourned.is_some() && r.completed.is_none())
    }

    fn after(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        date: NaiveDate,
        verb: &str,
        remark: &str,
        set: impl FnOnce(&mut Review),
    ) -> Result<Outcome> {
        self.not_ahead(date)?;
        let (slot, mut review) = self.pick(child, sequence, |s| s.held.is_some(), "held yet")?;
        if slot.held.is_some_and(|held| date < held) {
            return Err(Error::data(format!(
                "{} is before the review was held; nothing was recorded.",
                long(date)
            )));
        }
        set(&mut review);
        let review = Review { source: Source::Hand, ..review };
        let label = |who: &str| format!("{verb} review {} of {who} on {}{remark}", slot.sequence, long(date));
        self.act(child, label, |tx| tx.put(child, &review).map(|id| id.0))
    }

    /// The slot meant: by number in the latest period, else the latest that `fits`; with its review,
    /// a new one where none is stored.
    pub(super) fn pick(
        &self,
        child: ChildId,
        sequence: Option<u32>,
        fits: impl Fn(&Slot) -> bool,
        what: &str,
    ) -> Result<(Slot, Review)> {
        let row = self.row(child)?;
        let latest = row.case.periods.len().checked_sub(1);
        let slots = row.judged().reviews().filter(|s| Some(s.period) == latest);
        let slot = match sequence {
            Some(n) => slots.clone().find(|s| s.sequence == n),
            None => slots.clone().rfind(|s| fits(s)),
        };
        let slot = slot.ok_or_else(|| {
            let hint = "casebook reviews --child shows the reviews there are.";
            match sequence {
                Some(n) => Error::missing(format!(
                    "There is no review {n} in this period of care; nothing was changed."
                )),
                None => Error::data(format!("There is no review {what}; nothing was changed.")),
            }
            .hint(hint)
        })?;
        let review = slot.review.and_then(|r| row.case.reviews.get(r)).cloned();
        Ok((slot.clone(), review.unwrap_or_else(|| Review::new(Source::Hand))))
    }

    pub(super) fn write_review(
        &mut self,
        child: ChildId,
        review: Review,
        what: &str,
        day: Option<NaiveDate>,
    ) -> Result<Outcome> {
        let on = day.map(|d| format!(" on {}", long(d))).unwrap_or_default();
        let review = Review { source: Source::Hand, ..review };
        self.act(child, |who| format!("{what} {who}{on}"), |tx| tx.put(child, &review).map(|id| id.0))
    }
}

fn days(n: i64) -> String {
    format!("{n} {}", if n == 1 { "day" } else { "days" })
}
