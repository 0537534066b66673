//! A review: which one is meant, held, its decisions sent and received.

use chrono::NaiveDate;

use super::{Arrival, Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::care::Period;
use crate::model::child::Source;
use crate::model::ids::ChildId;
use crate::model::review::{Participation, Review};
use crate::model::text;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// A review held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holding {
    /// The day: the first part of a series of meetings.
    pub date: NaiveDate,
    /// How the child took part.
    pub participation: Option<Participation>,
    /// Why it was late.
    pub late_reason: Option<String>,
    /// Which review it was, where those before it are not in the book.
    pub number: Option<u32>,
}

/// Refuses a way of taking part that contradicts how the attendance has the child.
pub(crate) fn fits_attendance(review: &Review, code: Participation) -> Result<()> {
    match review.child_came() {
        Some(came) if !code.agrees_with(came) => Err(Error::data(format!(
            "The attendance says of the child: {}. {} ({code}) contradicts it; nothing was recorded.",
            came.says(),
            code.word()
        ))
        .hint("Put the attendance right first; how the child took part is asked anew then.")),
        _ => Ok(()),
    }
}

impl Desk {
    /// Records that the review was held.
    ///
    /// # Errors
    /// When the day lies ahead of today or before the review could be held, or the participation does
    /// not fit the child's age.
    pub(crate) fn hold(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        holding: Holding,
    ) -> Result<Outcome> {
        let fits = |s: &Slot| s.is_next() || s.lapsed.is_some();
        // A number that nobody told yet is told with the review.
        let next = self.pick(child, None, fits, "to hold").ok().filter(|(slot, _)| !slot.numbered);
        let told = next.filter(|(slot, _)| sequence.is_some_and(|n| n > slot.sequence));
        let number = holding.number.or(sequence.filter(|_| told.is_some()));
        let (slot, review) = match told {
            Some(next) => next,
            None => self.pick(child, sequence, fits, "to hold")?,
        };
        if number == Some(0) {
            return Err(Error::data("Reviews are numbered from 1; nothing was recorded."));
        }
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
            fits_attendance(&review, code)?;
        }
        if let Some(end) = slot.lapsed.filter(|end| date > *end) {
            return Err(Error::data(format!(
                "{} is after {}, when care ended; nothing was recorded.",
                long(date),
                long(end)
            )));
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
            number: number.or(review.number),
            ..review
        };
        let name = number.map_or_else(|| slot.name().to_lowercase(), |n| format!("review {n}"));
        self.write_review(child, review, &format!("Hold {name} of"), Some(date))
    }

    /// Tells which review the last one before this book was, of a child who is in care already.
    ///
    /// # Errors
    /// When it could not have been.
    pub(crate) fn tell_last(
        &mut self,
        child: ChildId,
        period: &Period,
        day: NaiveDate,
        number: u32,
    ) -> Result<Outcome> {
        Arrival { last: Some((day, number)), ..Arrival::on(period.start) }.plausible(self.board.today)?;
        let case = self.case(child)?;
        let known = case.reviews.into_iter().find(|r| r.clock.is_none() && r.recorded() == Some(day));
        let review = known.unwrap_or_else(|| Review { held: Some(day), ..Review::new(Source::Hand) });
        self.write_review(
            child,
            Review { number: Some(number), ..review },
            &format!("Review {number} of"),
            Some(day),
        )
    }

    /// Records that the decisions were sent to the team manager.
    ///
    /// # Errors
    /// When no review has been held, or the day is before it.
    pub(crate) fn decisions_sent(
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
    pub(crate) fn decisions_received(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        date: NaiveDate,
    ) -> Result<Outcome> {
        self.after(child, sequence, date, "Decisions received for", "", |r| r.decisions_received = Some(date))
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
        let (slot, review) =
            self.pick(child, sequence.or(pending), |s| s.held.is_none() && s.lapsed.is_none(), "to adjourn")?;
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

    /// Refuses a participation code that a child of that age cannot have.
    pub(super) fn fits_age(&self, child: ChildId, code: Participation, day: NaiveDate) -> Result<()> {
        let age = self.row(child)?.case.child.age_on(day);
        if age.is_none_or(|age| code.fits(age)) {
            return Ok(());
        }
        let was = if code == Participation::Pn0 { "was four or over" } else { "was under four" };
        Err(Error::data(format!(
            "The child {was} on {}, so {} cannot be; nothing was recorded.",
            long(day),
            code.word()
        ))
        .hint("Under four is PN0; from the fourth birthday PN1 to PN7."))
    }

    fn stands_adjourned(&self, child: ChildId, slot: &Slot) -> bool {
        let review = || self.row(child).ok()?.case.reviews.get(slot.review?);
        review().is_some_and(|r| r.adjourned.is_some() && r.completed.is_none())
    }

    /// Records a day that comes after a review was held.
    pub(super) fn after(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        date: NaiveDate,
        verb: &str,
        remark: &str,
        set: impl FnOnce(&mut Review),
    ) -> Result<Outcome> {
        self.not_ahead(date)?;
        let (slot, mut review) = self.held(child, sequence)?;
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

    /// The review of that number in the latest period, else the last held.
    pub(super) fn held(&self, child: ChildId, sequence: Option<u32>) -> Result<(Slot, Review)> {
        self.pick(child, sequence, |s| s.held.is_some(), "held yet")
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
