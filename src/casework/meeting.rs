//! The review itself: who took part, who led, what was not followed, one meeting or several.

use chrono::NaiveDate;

use super::child::required;
use super::{Desk, Outcome, changed};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::model::record::{Answer, Subject};
use crate::model::review::{Attendee, Participation, Presence, Review};
use crate::model::text;
use crate::rules::meeting::AGENDA;
use crate::rules::sessions::Walk;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// How a review went; what is not said stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meeting {
    /// How the child took part.
    pub participation: Option<Participation>,
    /// Who led the meeting.
    pub led_by: Option<String>,
    /// Views that were not followed, and why.
    pub not_followed: Option<String>,
}

impl Desk {
    /// Records how the review went.
    ///
    /// # Errors
    /// When there is no such review, or the participation does not fit the child's age.
    pub fn describe_review(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        meeting: Meeting,
    ) -> Result<Outcome> {
        let (slot, review) = self.pick(child, sequence, held, "held yet")?;
        if let (Some(code), Some(day)) = (meeting.participation, slot.held.or(slot.booked)) {
            self.fits_age(child, code, day)?;
        }
        let before = review.clone();
        let review = Review {
            participation: meeting.participation.or(review.participation),
            led_by: meeting.led_by.map_or(review.led_by.clone(), |t| text::line(&t)),
            not_followed: meeting.not_followed.map_or(review.not_followed.clone(), |t| text::block(&t)),
            ..review
        };
        changed(&before, &review)?;
        self.write_review(child, review, &format!("Say how review {} went for", slot.sequence), None)
    }

    /// Notes a matter of the agenda: whether it was covered, and what was said.
    ///
    /// # Errors
    /// When there is no such review, or the practice's agenda has no such matter.
    pub fn note_matter(
        &mut self,
        child: ChildId,
        sequence: Option<u32>,
        matter: &str,
        value: &str,
        note: &str,
    ) -> Result<Outcome> {
        let (_, review) = self.pick(child, sequence, held, "held yet")?;
        let subject = (review.id.0 != 0).then_some(Subject::Review(review.id));
        let (value, note) = (value.to_owned(), note.to_owned());
        let answer = Answer { item: matter.to_owned(), value, note, date: self.board.today };
        self.answer(child, &Walk { list: AGENDA.to_owned(), subject }, answer)
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

    /// Adds a later meeting to a review held as a series; the first stays its recorded date.
    ///
    /// # Errors
    /// When there is no such review, or the day is not after its first meeting.
    pub fn add_part(&mut self, child: ChildId, sequence: Option<u32>, date: NaiveDate) -> Result<Outcome> {
        let (slot, review) = self.pick(child, sequence, held, "held yet")?;
        let first = slot.held.or(slot.booked).ok_or_else(|| {
            Error::data("The first meeting of the series has no date yet; nothing was recorded.")
                .hint("Book it, or record it as held, first.")
        })?;
        if date <= first {
            return Err(Error::data(format!(
                "{} is not after the first meeting, {}; nothing was recorded.",
                long(date),
                long(first)
            ))
            .hint("The first meeting is the review's recorded date; further ones follow it."));
        }
        self.act(
            child,
            |who| format!("Add the meeting of {} to review {} of {who}", long(date), slot.sequence),
            |tx| {
                let id = tx.put(child, &review)?;
                tx.add_part(id, date)?;
                Ok(id.0)
            },
        )
    }

    /// Takes a later meeting out of a series.
    ///
    /// # Errors
    /// When the series has no meeting that day.
    pub fn remove_part(&mut self, child: ChildId, sequence: Option<u32>, date: NaiveDate) -> Result<Outcome> {
        let (slot, review) = self.pick(child, sequence, held, "held yet")?;
        self.act(
            child,
            |who| format!("Take the meeting of {} out of review {} of {who}", long(date), slot.sequence),
            |tx| {
                if !tx.remove_part(review.id, date)? {
                    return Err(Error::missing(format!(
                        "There is no meeting on {}; nothing was changed.",
                        long(date)
                    )));
                }
                Ok(review.id.0)
            },
        )
    }

    /// Records how somebody took part in a review; said again of the same person it replaces the first.
    ///
    /// # Errors
    /// When there is no such review, the role is blank, or why they were not asked has not been said.
    pub fn attend(&mut self, child: ChildId, sequence: Option<u32>, who: Attendee) -> Result<Outcome> {
        let who = Attendee {
            role: required(&who.role, "Their part in the case")?,
            name: text::line(&who.name),
            note: text::block(&who.note),
            ..who
        };
        if who.presence == Presence::NotAsked && who.note.trim().is_empty() {
            return Err(Error::data("Why they were not asked has not been said; nothing was recorded.")
                .hint("Say who decided it, and why."));
        }
        let (slot, review) = self.pick(child, sequence, held, "held yet")?;
        self.act(
            child,
            |name| format!("Review {} of {name}: {} {}", slot.sequence, who.role, who.presence.says()),
            |tx| {
                let id = tx.put(child, &review)?;
                tx.put(id, &who)?;
                Ok(id.0)
            },
        )
    }
}

fn held(slot: &Slot) -> bool {
    slot.held.is_some()
}
