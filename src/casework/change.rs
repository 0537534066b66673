//! Things that happened to a child, and the IRO's answer: the review brought forward, or not needed.

use chrono::NaiveDate;

use super::child::required;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::child::Source;
use crate::model::ids::{ChangeId, ChildId};
use crate::model::review::Review;
use crate::model::text;
use crate::rules::changes::class_of;
use crate::rules::practice::words::nearest;
use crate::rules::working::long;
use crate::store::Tx;

/// The answer to a change, found fit to be written.
pub(super) struct Weighed {
    change: Change,
    booking: Option<Review>,
    title: String,
    /// What was answered, in words.
    pub(super) said: String,
}

impl Weighed {
    /// The day the change takes effect, where the review is brought forward only to a later one.
    fn late(&self) -> Option<NaiveDate> {
        self.change.effective.filter(|takes| self.change.forward_to().is_some_and(|to| to > *takes))
    }

    /// Writes the answer, and books the review that comes forward.
    pub(super) fn write(&self, tx: &Tx<'_>, child: ChildId) -> Result<()> {
        match &self.booking {
            Some(review) if review.id.0 == 0 => drop(tx.insert(child, review)?),
            Some(review) => tx.update(review)?,
            None => {}
        }
        tx.update(&self.change)
    }
}

impl Desk {
    /// Records something that happened, of a kind the practice names: the day it was told, and the day it takes
    /// effect where that is known.
    ///
    /// # Errors
    /// When the practice names no such event, or the day lies ahead.
    pub(crate) fn record_change(
        &mut self,
        child: ChildId,
        event: &str,
        (date, effective): (NaiveDate, Option<NaiveDate>),
        words: &str,
    ) -> Result<Outcome> {
        let practice = &self.board.practice;
        let Some(known) = practice.event(event) else {
            let near = nearest(event, practice.events.iter().map(|e| e.id.as_str()));
            let near = near.map(|n| format!("Did you mean {n}? ")).unwrap_or_default();
            return Err(Error::missing(format!(
                "This practice has no event {event:?}; nothing was recorded."
            ))
            .hint(format!("{near}casebook practice show {} lists them.", practice.id)));
        };
        let (title, class) = (known.title.clone(), Some(known.class));
        let change = Change { class, effective, ..Change::new(event, date, text::block(words)) };
        self.act(child, |who| format!("{title}: {who}"), |tx| tx.insert(child, &change).map(|id| id.0))
    }

    /// Takes out something that was recorded wrongly; undo brings it back.
    ///
    /// # Errors
    /// When it is gone already.
    pub(crate) fn remove_change(&mut self, child: ChildId, id: ChangeId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a change recorded for {who}"),
            |tx| {
                tx.delete(id)?;
                Ok(id.0)
            },
        )
    }

    /// Answers a change. Brought forward, the review is booked for that day in the same act, unless it is
    /// booked for an earlier one already.
    ///
    /// # Errors
    /// When the change asks for no answer, the reason is blank, the law asks for the review and no
    /// exception of its own is named, or the day is no earlier one, or after a change that must wait for it.
    pub(crate) fn respond(&mut self, child: ChildId, id: ChangeId, response: Response) -> Result<Outcome> {
        let weighed = self.weigh(child, id, response)?;
        let odd = weighed.late().map(|took| {
            format!(
                "The change took effect on {}, before that review: say why none could be held first.",
                long(took)
            )
        });
        let done = self.act(
            child,
            |who| format!("{}, {who}: {}", weighed.title, weighed.said),
            |tx| weighed.write(tx, child).map(|()| id.0),
        )?;
        Ok(done.beside(odd))
    }

    /// What answering a change would write, once it may be written.
    pub(super) fn weigh(&self, child: ChildId, id: ChangeId, response: Response) -> Result<Weighed> {
        let found = self.row(child)?.case.changes.iter().find(|c| c.id == id).cloned();
        let change = found.ok_or_else(|| Error::missing("That change is gone; nothing was recorded."))?;
        self.dated(&change, response.date)?;
        let (answered, booking, said) = match response.answered {
            Answered::BroughtForward(day) => {
                self.in_time(&change, day)?;
                let said = format!("review brought forward to {}", long(day));
                (Answered::BroughtForward(day), self.forward(child, &change, day)?, said)
            }
            Answered::NotNeeded { reason, exception } => {
                let reason = text::block(&required(&reason, "Why no earlier review is needed")?);
                let exception = exception.map(|e| text::line(&e)).filter(|e| !e.is_empty());
                self.may_decline(&change, exception.is_some())?;
                (Answered::NotNeeded { reason, exception }, None, "no earlier review needed".to_owned())
            }
        };
        let event = self.board.practice.event(&change.event);
        let title = event.map_or(change.event.clone(), |e| e.title.clone());
        let change = Change { response: Some(Response { answered, ..response }), ..change };
        Ok(Weighed { change, booking, title, said })
    }

    /// What the change asks: as kept with it, else as the practice has it now.
    pub(crate) fn class_of(&self, change: &Change) -> Class {
        class_of(&self.board.practice, change).unwrap_or(Class::Consider)
    }

    fn dated(&self, change: &Change, date: NaiveDate) -> Result<()> {
        if self.class_of(change) == Class::Inform {
            return Err(Error::data(
                "That change is for you to know and asks for no answer; nothing was recorded.",
            ));
        }
        if date < change.date {
            return Err(Error::data(format!(
                "{} is before you were told, {}; nothing was recorded.",
                long(date),
                long(change.date)
            )));
        }
        self.not_ahead(date)?;
        Ok(())
    }

    /// A review that must come first comes no later than the change takes effect, while that day is to come.
    fn in_time(&self, change: &Change, day: NaiveDate) -> Result<()> {
        let takes = change.effective.filter(|takes| day > *takes && *takes >= self.board.today);
        let Some(takes) = takes.filter(|_| self.class_of(change) == Class::Must) else { return Ok(()) };
        let refused = Error::data(format!(
            "The change takes effect on {}, and the review must come first; nothing was recorded.",
            long(takes)
        ));
        Err(match self.exception(change) {
            Some(allowed) => refused.hint(format!(
                "Bring the review forward to that day or an earlier one. The one exception: {allowed} Answer \"not needed\" and say how it applies (--exception)."
            )),
            None => refused.hint("Bring the review forward to that day or an earlier one."),
        })
    }

    /// Where a review must come forward, "not needed" stands only on an exception its own source makes.
    fn may_decline(&self, change: &Change, named: bool) -> Result<()> {
        if self.class_of(change) != Class::Must || named && self.exception(change).is_some() {
            return Ok(());
        }
        let source = self.board.practice.event(&change.event).map_or("", |e| e.cite.as_str());
        let refused =
            Error::data(format!("A review must come forward for this ({source}); nothing was recorded."));
        Err(match self.exception(change) {
            Some(allowed) => refused.hint(format!(
                "The one exception: {allowed} Say how it applies (--exception), or bring the review forward."
            )),
            None => {
                refused.hint("Bring the review forward. If it was recorded by mistake, undo takes it back.")
            }
        })
    }

    /// The exception the source of the event itself makes.
    pub(crate) fn exception(&self, change: &Change) -> Option<&str> {
        self.board.practice.event(&change.event)?.exception.as_deref()
    }

    /// The next review booked for an earlier day; `None` where it is booked as early, or was held then.
    fn forward(&self, child: ChildId, change: &Change, day: NaiveDate) -> Result<Option<Review>> {
        let row = self.row(child)?;
        if row.judged().reviews().any(|s| s.held == Some(day) && day >= change.date) {
            return Ok(None);
        }
        let slot = row.next_review().ok_or_else(|| {
            Error::data("No review is to come that could be brought forward; nothing was recorded.")
                .hint("The child is not in care today.")
        })?;
        let early = slot.opened.max(change.date);
        if day < early {
            return Err(Error::data(format!(
                "{} is before {}; nothing was recorded.",
                long(day),
                long(early)
            )));
        }
        let now = slot.booked.into_iter().chain(slot.approval_limit()).min();
        if let Some(now) = now.filter(|now| day > *now) {
            return Err(Error::data(format!(
                "{} brings nothing forward: the review is due or booked by {}; nothing was recorded.",
                long(day),
                long(now)
            )));
        }
        if slot.booked.is_some_and(|booked| booked <= day) {
            return Ok(None);
        }
        let review = slot.review.and_then(|r| row.case.reviews.get(r)).cloned();
        let review = review.unwrap_or_else(|| Review::new(Source::Hand));
        let title =
            self.board.practice.event(&change.event).map_or(change.event.as_str(), |e| e.title.as_str());
        Ok(Some(Review {
            scheduled: Some(
                review.scheduled.map_or(day, |d| if review.adjourned.is_some() { d } else { d.min(day) }),
            ),
            booked: Some(day),
            booked_on: Some(self.board.today),
            move_reason: Some(format!("Brought forward: {title}")),
            ..review
        }))
    }
}
