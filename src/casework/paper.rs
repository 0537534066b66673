//! A document that left the book: kept with its reader and its text; sent, it does the duties that sending does.

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Source;
use crate::model::document::Paper;
use crate::model::ids::{ChildId, DoneId};
use crate::model::record::{Done, Subject};
use crate::model::review::Review;
use crate::rules::due::Due;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// The mark of a duty that is done where the decisions were sent.
const DECISIONS_SENT: &str = "decisions-sent";

impl Desk {
    /// Keeps a document of a child, about the review of `slot` where it is about one. One that was sent does, on its
    /// day, the open duties that the practice says sending it does; one that was only written does none.
    ///
    /// # Errors
    /// As [`Desk::may_keep`]; when the book cannot be written.
    pub(crate) fn keep_paper(
        &mut self,
        child: ChildId,
        slot: Option<&Slot>,
        paper: Paper,
    ) -> Result<Outcome> {
        self.may_keep(slot, &paper)?;
        let row = self.row(child)?;
        let review = slot.and_then(|s| row.case.reviews.get(s.review?)).cloned();
        let paper =
            Paper { subject: review.as_ref().map_or(Subject::Child, |r| Subject::Review(r.id)), ..paper };
        let dues: Vec<Due> = if paper.sent { self.done_by_sending(child, slot, &paper)? } else { Vec::new() };
        let told = dues.iter().map(|d| format!("Done with it: {}.", d.duty.title)).collect::<Vec<_>>();
        let (verb, what, date) = (if paper.sent { "Send" } else { "Write" }, paper.document, paper.date);
        let by_mark = |due: &Due| due.duty.done_by.as_deref() == Some(DECISIONS_SENT);
        let done = self.act(
            child,
            |who| format!("{verb} the {what} about {who} on {}", long(date)),
            |tx| {
                let mut new = None;
                for due in dues.iter().filter(|d| !by_mark(d)) {
                    let subject = match (due.subject, new) {
                        (Some(subject), _) | (None, Some(subject)) => subject,
                        (None, None) => Subject::Review(tx.insert(child, &Review::new(Source::Hand))?),
                    };
                    new = Some(subject);
                    let (duty, turn) = (due.duty.id.clone(), due.turn);
                    let (note, waived) = (String::new(), false);
                    tx.insert(Some(child), &Done { id: DoneId(0), duty, subject, turn, date, note, waived })?;
                }
                if let Some(review) = review.as_ref().filter(|_| dues.iter().any(by_mark)) {
                    tx.update(&Review { decisions_sent: Some(date), ..review.clone() })?;
                }
                tx.insert(child, &paper).map(|id| id.0)
            },
        )?;
        Ok(done.beside(told))
    }

    /// Refuses a document told as sent on a day to come, or before its review was held.
    ///
    /// # Errors
    /// Kind data, with the day that stands in the way.
    pub(crate) fn may_keep(&self, slot: Option<&Slot>, paper: &Paper) -> Result<()> {
        self.not_ahead(paper.date)?;
        match slot.and_then(|s| s.held).filter(|held| paper.sent && paper.date < *held) {
            Some(held) => Err(Error::data(format!(
                "{} is before the review was held on {}; nothing was recorded.",
                long(paper.date),
                long(held)
            ))),
            None => Ok(()),
        }
    }

    /// The open duties that sending a document does: of its review, else the next turn.
    fn done_by_sending(&self, child: ChildId, slot: Option<&Slot>, paper: &Paper) -> Result<Vec<Due>> {
        let row = self.row(child)?;
        let latest = row.case.periods.len().checked_sub(1);
        let sequence = slot.map(|s| s.sequence);
        // Duties are owed for the reviews of the latest period of care.
        if slot.is_some_and(|s| Some(s.period) != latest) {
            return Ok(Vec::new());
        }
        let sends = |d: &&Due| {
            let of = d.review.is_none() || d.review == sequence;
            d.duty.sends.contains(&paper.document) && d.status.is_open() && of
        };
        Ok(row.whole().dues.iter().filter(sends).cloned().collect())
    }
}
