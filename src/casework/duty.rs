//! Ticking off a duty, waiving it with a reason, taking the tick back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::child::required;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::change::{Answered, Response};
use crate::model::child::Source;
use crate::model::ids::{ChangeId, ChildId, DoneId};
use crate::model::instance::Instance;
use crate::model::record::{Done, Subject};
use crate::model::review::Review;
use crate::model::text;
use crate::rules::due::Due;
use crate::rules::practice::PeopleCheck;
use crate::rules::practice::words::nearest;
use crate::rules::working::long;
use crate::store::{Act, Tx};

impl Desk {
    /// Ticks off a duty; `child` is `None` for one of the service. The instance is what it is for, where one of
    /// several is meant; else it is the one to do next.
    ///
    /// # Errors
    /// When there is no such duty, or the day lies ahead.
    pub(crate) fn tick(
        &mut self,
        child: Option<ChildId>,
        duty: &str,
        instance: Option<&Instance>,
        date: NaiveDate,
        note: &str,
    ) -> Result<Outcome> {
        self.settle_duty(child, duty, instance, date, note, false)
    }

    /// Ticks the next turn of a duty off for several children, in one act: one undo takes all of it back.
    /// Where it is late for some, the note is the reason, kept with those. Gives in its number how many
    /// owed it.
    ///
    /// # Errors
    /// When none of them owes the duty, it is the review itself, or it is late and no reason is given.
    pub(crate) fn tick_several(
        &mut self,
        children: &[ChildId],
        duty: &str,
        date: NaiveDate,
        note: &str,
    ) -> Result<Outcome> {
        self.not_ahead(date)?;
        let owes = |child: &&ChildId| {
            let owed = |d: &Due| d.duty.id == duty && !self.is_review(d) && !d.duty.answers_change();
            self.row(**child).is_ok_and(|r| r.judged().owed().any(owed))
        };
        let owing: Vec<ChildId> = children.iter().filter(owes).copied().collect();
        let dues: BTreeMap<ChildId, Due> = owing
            .iter()
            .map(|child| self.which(Some(*child), duty, None).map(|due| (*child, due)))
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

    /// Records why brothers and sisters have two IROs.
    ///
    /// # Errors
    /// When the reason is blank.
    pub(crate) fn two_iros(&mut self, child: ChildId, reason: &str) -> Result<Outcome> {
        let note = text::block(&required(reason, "The reason for two IROs")?);
        let (date, duty) = (self.board.today, PeopleCheck::Siblings.word().to_owned());
        let row = Done { id: DoneId(0), duty, subject: Subject::Child, turn: None, date, note, waived: true };
        self.act(
            child,
            |who| format!("Why {who} has another IRO than a brother or sister"),
            |tx| tx.insert(Some(child), &row).map(|id| id.0),
        )
    }

    /// The latest tick or waiver of a duty, with what it was for.
    ///
    /// # Errors
    /// When there is no such duty, or it was not ticked.
    pub(super) fn last_tick(
        &self,
        child: Option<ChildId>,
        duty: &str,
        instance: Option<&Instance>,
    ) -> Result<(Due, Done)> {
        let rows = match child {
            Some(child) => &self.row(child)?.case.done,
            None => &self.board.service_done,
        };
        let tick = |due: &&Due| rows.iter().rfind(|d| d.duty == duty && Some(d.subject) == due.subject);
        let all = self.every(child, duty, instance)?;
        if all.is_empty() {
            return Err(self.no_duty(child, duty));
        }
        let ticked = all.into_iter().filter_map(|due| Some((due, tick(&due)?)));
        let last = ticked.max_by_key(|(_, done)| (done.date, done.id));
        last.map(|(due, done)| (due.clone(), done.clone()))
            .ok_or_else(|| Error::data("That duty is not ticked; nothing was changed."))
    }

    /// Ticks a duty off, or waives it.
    pub(super) fn settle_duty(
        &mut self,
        child: Option<ChildId>,
        duty: &str,
        instance: Option<&Instance>,
        date: NaiveDate,
        note: &str,
        waived: bool,
    ) -> Result<Outcome> {
        self.not_ahead(date)?;
        let due = self.which(child, duty, instance)?;
        if self.is_review(&due) {
            return Err(Error::data("A review is held, not ticked; nothing was changed.")
                .hint("Record it as held, with how the child took part or who chaired it."));
        }
        if let (Some(child), Instance::Change(change), true) =
            (child, &due.instance, due.duty.answers_change())
        {
            return self.answer_by_tick(child, *change, &due, date, note);
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
            return self.act_of_service(what, |tx| tx.insert(None, &row(Subject::Service)).map(|id| id.0));
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

    /// One act about no child.
    pub(super) fn act_of_service(
        &mut self,
        label: String,
        write: impl FnOnce(&Tx<'_>) -> Result<i64>,
    ) -> Result<Outcome> {
        let (act, id) = self.store.act(&Act::general(label.as_str(), self.board.today), write)?;
        self.board.refresh(&self.store)?;
        Ok(Outcome::new(act, id, label))
    }

    /// Ticking off the duty of weighing a change is answering it: one record for both, with the note as the
    /// reason why no earlier review is needed.
    fn answer_by_tick(
        &mut self,
        child: ChildId,
        change: ChangeId,
        due: &Due,
        date: NaiveDate,
        note: &str,
    ) -> Result<Outcome> {
        if due.duty.done_by.as_deref() == Some("early-review-held") {
            return Err(Error::data("A review is held, not ticked; nothing was changed.")
                .hint("Answer the change with the day the review comes forward to, and record it as held."));
        }
        let answered = Answered::NotNeeded { reason: note.to_owned(), exception: None };
        self.respond(child, change, Response { date, answered })
    }

    /// Whether a duty is that of holding a review, on whichever clock.
    fn is_review(&self, due: &Due) -> bool {
        self.board.practice.regimes.iter().any(|r| r.duty.id == due.duty.id)
    }

    /// The due meant: the one asked for, else the first still open, else the last.
    ///
    /// # Errors
    /// When there is no such duty.
    pub(super) fn which(
        &self,
        child: Option<ChildId>,
        duty: &str,
        instance: Option<&Instance>,
    ) -> Result<Due> {
        let all = self.every(child, duty, instance)?;
        let open = all.iter().find(|d| d.status.is_open() && !d.past);
        open.or(all.last()).map(|due| (*due).clone()).ok_or_else(|| self.no_duty(child, duty))
    }

    /// Every due that is meant.
    fn every(&self, child: Option<ChildId>, duty: &str, instance: Option<&Instance>) -> Result<Vec<&Due>> {
        let dues = match child {
            Some(child) => &self.row(child)?.whole().dues,
            None => &self.board.service,
        };
        let wanted = |d: &&Due| d.duty.id == duty && instance.is_none_or(|i| d.instance == *i);
        Ok(dues.iter().filter(wanted).collect())
    }

    fn no_duty(&self, child: Option<ChildId>, duty: &str) -> Error {
        let row = child.and_then(|child| self.board.row(child));
        let (dues, who) = row.map_or((&self.board.service, "the service"), |row| {
            (&row.whole().dues, row.case.child.number.as_str())
        });
        let near = nearest(duty, dues.iter().map(|d| d.duty.id.as_str()));
        let hint = near.filter(|n| *n != duty).map(|n| format!("Did you mean {n}? "));
        Error::missing(format!("There is no duty {duty:?} for {who} as asked; nothing was changed."))
            .hint(format!("{}casebook due lists every duty with its instance.", hint.unwrap_or_default()))
    }
}
