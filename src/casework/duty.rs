//! Ticking off a duty, waiving it with a reason, taking the tick back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::child::required;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Source;
use crate::model::ids::{ChildId, DoneId};
use crate::model::instance::Instance;
use crate::model::record::{Done, Subject};
use crate::model::review::Review;
use crate::model::text;
use crate::rules::due::Due;
use crate::rules::practice::PeopleCheck;
use crate::rules::practice::words::nearest;
use crate::rules::working::long;
use crate::store::Act;

/// Which of several of the same duty: by review number, by instance, or the one to do next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Which {
    /// The review's number in its period.
    pub review: Option<u32>,
    /// The instance (`placement:2`, `month:2026-11`).
    pub instance: Option<Instance>,
}

impl Which {
    /// The duty of one instance.
    pub fn instance(instance: &Instance) -> Self {
        Self { review: None, instance: Some(instance.clone()) }
    }
}

impl Desk {
    /// Ticks off a duty; `child` is `None` for one of the service.
    ///
    /// # Errors
    /// When there is no such duty, or the day lies ahead.
    pub fn tick(
        &mut self,
        child: Option<ChildId>,
        duty: &str,
        which: &Which,
        date: NaiveDate,
        note: &str,
    ) -> Result<Outcome> {
        self.settle_duty(child, duty, which, date, note, false)
    }

    /// Ticks the next turn of a duty off for several children, in one act: one undo takes all of it back.
    /// Where it is late for some, the note is the reason, kept with those. Gives in its number how many
    /// owed it.
    ///
    /// # Errors
    /// When none of them owes the duty, it is the review itself, or it is late and no reason is given.
    pub fn tick_several(
        &mut self,
        children: &[ChildId],
        duty: &str,
        date: NaiveDate,
        note: &str,
    ) -> Result<Outcome> {
        self.not_ahead(date)?;
        let owes = |child: &&ChildId| {
            let owed = |d: &Due| d.duty.id == duty && !self.is_review(d);
            self.row(**child).is_ok_and(|r| r.judged().owed().any(owed))
        };
        let owing: Vec<ChildId> = children.iter().filter(owes).copied().collect();
        let dues: BTreeMap<ChildId, Due> = owing
            .iter()
            .map(|child| self.which(Some(*child), duty, &Which::default()).map(|due| (*child, due)))
            .collect::<Result<_>>()?;
        let Some(title) = dues.values().next().map(|d| d.duty.title.clone()) else {
            return Err(Error::data("None of them owes that duty; nothing was changed."));
        };
        let note = text::block(note);
        let late = dues.values().any(|due| due.late_on(date).is_some());
        if late && note.trim().is_empty() {
            return Err(Error::data("Why it is late is not said; nothing was changed."));
        }
        let label = format!("Done: {title} for {} children", owing.len());
        let done = self.act_on_several(&owing, label, |tx, child| {
            let Some(due) = dues.get(&child) else { return Ok(()) };
            let subject = match due.subject {
                Some(subject) => subject,
                None => Subject::Review(tx.insert(child, &Review::new(Source::Hand))?),
            };
            let (duty, turn) = (due.duty.id.clone(), due.turn);
            let reason = !late || due.late_on(date).is_some();
            let note = if reason { note.clone() } else { String::new() };
            let row = Done { id: DoneId(0), duty, subject, turn, date, note, waived: false };
            tx.insert(Some(child), &row).map(|_| ())
        })?;
        Ok(Outcome { id: i64::try_from(owing.len()).unwrap_or(0), ..done })
    }

    /// Waives a duty, with the reason.
    ///
    /// # Errors
    /// When there is no such duty, or the reason is blank.
    pub fn waive(
        &mut self,
        child: Option<ChildId>,
        duty: &str,
        which: &Which,
        date: NaiveDate,
        reason: &str,
    ) -> Result<Outcome> {
        let reason = required(reason, "The reason for waiving a duty")?;
        self.settle_duty(child, duty, which, date, &reason, true)
    }

    /// Records why brothers and sisters have two IROs.
    ///
    /// # Errors
    /// When the reason is blank.
    pub fn two_iros(&mut self, child: ChildId, reason: &str) -> Result<Outcome> {
        let note = text::block(&required(reason, "The reason for two IROs")?);
        let (date, duty) = (self.board.today, PeopleCheck::Siblings.word().to_owned());
        let row = Done { id: DoneId(0), duty, subject: Subject::Child, turn: None, date, note, waived: true };
        self.act(
            child,
            |who| format!("Why {who} has another IRO than a brother or sister"),
            |tx| tx.insert(Some(child), &row).map(|id| id.0),
        )
    }

    /// Says why what was done is late.
    ///
    /// # Errors
    /// When the reason is blank, or the tick is gone.
    pub fn explain_done(&mut self, child: ChildId, id: DoneId, reason: &str) -> Result<Outcome> {
        let note = text::block(&required(reason, "Why it is late")?);
        let found = self.row(child)?.case.done.iter().find(|d| d.id == id).cloned();
        let done =
            found.ok_or_else(|| Error::missing("It is not ticked off any more; nothing was changed."))?;
        let title = self.board.practice.duty(&done.duty).map_or(done.duty.clone(), |d| d.title.clone());
        self.act(
            child,
            |who| format!("Why \"{title}\" of {who} was late"),
            |tx| tx.update(&Done { note, ..done }).map(|()| id.0),
        )
    }

    /// Takes a tick or a waiver back.
    ///
    /// # Errors
    /// When the duty was not ticked.
    pub fn untick(&mut self, child: Option<ChildId>, duty: &str, which: &Which) -> Result<Outcome> {
        let due = self.which(child, duty, which)?;
        let none = || Error::data("That duty is not ticked; nothing was changed.");
        let rows = match child {
            Some(child) => self.row(child)?.case.done.clone(),
            None => self.board.service_done.clone(),
        };
        let row =
            rows.into_iter().rfind(|d| d.duty == duty && Some(d.subject) == due.subject).ok_or_else(none)?;
        let child = child.ok_or_else(none)?;
        self.act(
            child,
            |who| format!("Take back \"{}\" of {who}", due.duty.title),
            |tx| {
                tx.delete(row.id)?;
                Ok(row.id.0)
            },
        )
    }

    fn settle_duty(
        &mut self,
        child: Option<ChildId>,
        duty: &str,
        which: &Which,
        date: NaiveDate,
        note: &str,
        waived: bool,
    ) -> Result<Outcome> {
        self.not_ahead(date)?;
        let due = self.which(child, duty, which)?;
        if self.is_review(&due) {
            return Err(Error::data("A review is held, not ticked; nothing was changed.")
                .hint("Record it as held, with how the child took part or who chaired it."));
        }
        let row = |subject| Done {
            id: DoneId(0),
            duty: due.duty.id.clone(),
            subject,
            turn: due.turn,
            date,
            note: text::block(note),
            waived,
        };
        let verb = if waived { "Waive" } else { "Done" };
        let what = format!("{verb}: {} ({})", due.duty.title, due.instance);
        let Some(child) = child else {
            let (act, id) = self.store.act(&Act::general(what.as_str(), self.board.today), |tx| {
                tx.insert(None, &row(Subject::Service))
            })?;
            self.board.refresh(&self.store)?;
            return Ok(Outcome::new(act, id.0, what));
        };
        self.act(
            child,
            |who| format!("{what} for {who} on {}", long(date)),
            |tx| {
                // A duty of the next review may be done before that review has a row of its own.
                let subject = match due.subject {
                    Some(subject) => subject,
                    None => Subject::Review(tx.insert(child, &Review::new(Source::Hand))?),
                };
                tx.insert(Some(child), &row(subject)).map(|id| id.0)
            },
        )
    }

    /// Whether a duty is that of holding a review, on whichever clock.
    fn is_review(&self, due: &Due) -> bool {
        self.board.practice.regimes.iter().any(|r| r.duty.id == due.duty.id)
    }

    /// The due meant: the one asked for, else the first still open, else the last.
    fn which(&self, child: Option<ChildId>, duty: &str, which: &Which) -> Result<Due> {
        let (dues, who) = match child {
            Some(child) => {
                let row = self.row(child)?;
                (&row.judged().dues, row.case.child.number.clone())
            }
            None => (&self.board.service, "the service".to_owned()),
        };
        let of = dues.iter().filter(|d| d.duty.id == duty);
        let wanted = of.filter(|d| which.review.is_none_or(|n| d.review == Some(n)));
        let wanted: Vec<&Due> =
            wanted.filter(|d| which.instance.as_ref().is_none_or(|i| d.instance == *i)).collect();
        let open = wanted.iter().find(|d| d.status.is_open() && !d.past);
        let due = open.or(wanted.last()).copied().cloned();
        due.ok_or_else(|| {
            let near = nearest(duty, dues.iter().map(|d| d.duty.id.as_str()));
            let hint = near.filter(|n| *n != duty).map(|n| format!("Did you mean {n}? "));
            Error::missing(format!("There is no duty {duty:?} for {who} as asked; nothing was changed."))
                .hint(format!("{}casebook due lists every duty with its instance.", hint.unwrap_or_default()))
        })
    }
}
