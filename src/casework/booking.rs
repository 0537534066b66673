//! A review booked or moved.

use chrono::{NaiveDate, NaiveTime};

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Source;
use crate::model::diary::Booked;
use crate::model::ids::ChildId;
use crate::model::review::Review;
use crate::model::text;
use crate::rules::booking::out_of_care;
use crate::rules::diary::Hours;
use crate::rules::slot::Slot;
use crate::rules::working::long;
use crate::store::Tx;

/// A day for a review, with what goes with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Booking {
    /// The day.
    pub date: NaiveDate,
    /// Start time.
    pub at: Option<NaiveTime>,
    /// Length in minutes.
    pub minutes: Option<u32>,
    /// Venue or meeting link.
    pub venue: String,
    /// Who approved a day outside the limit, as a role word.
    pub approved_by: Option<String>,
    /// When they approved it.
    pub approved_on: Option<NaiveDate>,
    /// Why the review was moved.
    pub reason: Option<String>,
}

/// A review as it would be booked, with the bookings to keep.
pub(super) struct Ready {
    pub(super) review: Review,
    pub(super) label: String,
    /// The booking before and this one: the day, and the day it was made.
    pub(super) bookings: [Option<(NaiveDate, NaiveDate)>; 2],
}

impl Desk {
    /// Books the review, or moves it. Outside the limit it needs who approved it, when, and a reason.
    ///
    /// # Errors
    /// When the day lies outside the limit and the approval is incomplete or not by who may give it, before the
    /// review before, or in no time of care.
    pub(crate) fn book(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        booking: Booking,
    ) -> Result<Outcome> {
        let ready = self.booked(child, sequence, booking)?;
        let told = ready.review.booked.map(|day| self.doubts(child, day, Hours::of(&ready.review)));
        let done = self.act(
            child,
            |who| format!("{} {who}{}", ready.label, on(&ready)),
            |tx| ready.store(tx, child),
        )?;
        Ok(done.beside(told.unwrap_or_default()))
    }

    /// The review as it would be booked.
    pub(super) fn booked(&self, child: ChildId, sequence: Option<u32>, booking: Booking) -> Result<Ready> {
        let (slot, review) = self.pick(child, sequence, Slot::is_next, "to book")?;
        let date = booking.date;
        if date < slot.opened {
            return Err(Error::data(format!(
                "{} is before {}, when this review could first be held; nothing was booked.",
                long(date),
                long(slot.opened)
            )));
        }
        if let Some(why) = out_of_care(&self.row(child)?.case, &slot, date) {
            return Err(Error::data(format!("{why} Nothing was booked.")).hint("Book a day before it."));
        }
        let booking =
            Booking { reason: booking.reason.map(|r| text::line(&r)).filter(|r| !r.is_empty()), ..booking };
        if let Some(limit) = slot.approval_limit().filter(|limit| date > *limit) {
            self.approval(&booking, &slot, limit)?;
        }
        let made = self.first_made(child, &review, date)?;
        let was = review.booked.zip(review.booked_on).filter(|_| review.id.0 != 0);
        let verb = if review.booked.is_some() { "Move" } else { "Book" };
        let review = Review {
            scheduled: review.scheduled.or(Some(date)),
            booked: Some(date),
            booked_on: Some(made),
            at: booking.at.or(review.at),
            minutes: booking.minutes.or(review.minutes),
            venue: Some(text::line(&booking.venue)).filter(|v| !v.is_empty()).unwrap_or(review.venue.clone()),
            approved_by: booking.approved_by.map(|r| text::line(&r)),
            approved_on: booking.approved_on,
            move_reason: booking.reason.or(review.move_reason.clone()),
            source: Source::Hand,
            ..review
        };
        let label = format!("{verb} review {} of", slot.sequence);
        Ok(Ready { review, label, bookings: [was, Some((date, made))] })
    }

    /// The day this booking was first made: moved back to a day, a review owes the run-up it owed before.
    fn first_made(&self, child: ChildId, review: &Review, date: NaiveDate) -> Result<NaiveDate> {
        if review.booked == Some(date) {
            return Ok(review.booked_on.unwrap_or(self.board.today));
        }
        let case = &self.row(child)?.case;
        let before = case.bookings.iter().filter(|b| b.review == review.id && b.day == date);
        Ok(before.map(|b| b.made).min().unwrap_or(self.board.today))
    }

    /// Whether a day outside the limit was approved, by who may, with a reason, since the review could first
    /// be held and not on a day to come.
    fn approval(&self, booking: &Booking, slot: &Slot, limit: NaiveDate) -> Result<()> {
        let practice = &self.board.practice;
        let (Some(by), Some(on), Some(_)) = (&booking.approved_by, booking.approved_on, &booking.reason)
        else {
            let what = if slot.complete_by.is_some() { "the last day to complete it" } else { "the limit" };
            return Err(Error::data(format!(
                "{} is after {what}, {}; nothing was booked.",
                long(booking.date),
                long(limit)
            ))
            .hint("Book a day within the limit, or give who approved it, when, and the reason."));
        };
        if let Some(needed) = practice.late_approver.as_ref().filter(|needed| *needed != by) {
            return Err(Error::data(format!(
                "In {} only the {} may approve a review after its limit, {}; nothing was booked.",
                practice.title,
                practice.role(needed),
                long(limit)
            ))
            .hint("Give their approval, or book a day within the limit."));
        }
        if on > self.board.today {
            return Err(Error::data(format!(
                "The approval is dated {}, a day still to come; nothing was booked.",
                long(on)
            ))
            .hint("It is asked for in advance: give the day it was given."));
        }
        if on < slot.opened {
            return Err(Error::data(format!(
                "The approval is dated {}, before this review could first be held, {}; nothing was booked.",
                long(on),
                long(slot.opened)
            ))
            .hint("Give the day this very move was approved."));
        }
        Ok(())
    }
}

impl Ready {
    /// Stores the review and the bookings that are not kept yet; the review's row number.
    pub(super) fn store(&self, tx: &Tx<'_>, child: ChildId) -> Result<i64> {
        let id = tx.put(child, &self.review)?;
        let kept = tx.case(child)?.map(|c| c.bookings).unwrap_or_default();
        for (day, made) in self.bookings.into_iter().flatten() {
            let booked = Booked { review: id, day, made };
            if !kept.contains(&booked) {
                tx.insert(child, &booked)?;
            }
        }
        Ok(id.0)
    }
}

fn on(ready: &Ready) -> String {
    ready.review.booked.map(|d| format!(" on {}", long(d))).unwrap_or_default()
}
