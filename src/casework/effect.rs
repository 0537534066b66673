//! Closing a concern with what changed for the child, and looking for what was promised.

use chrono::NaiveDate;

use super::child::required;
use super::escalation::gone;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::escalation::{Entry, Escalation, Resolution};
use crate::model::ids::{EscalationId, MoveId};
use crate::model::moves::Move;
use crate::model::text;
use crate::rules::working::long;

/// How an escalation ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Closing {
    /// How it ended.
    pub outcome: Option<Resolution>,
    /// What changed for the child; where nothing did, words about that or none.
    pub effect: String,
    /// Nothing changed for the child.
    pub unchanged: bool,
    /// Who saw it.
    pub seen_by: String,
    /// The day it was seen.
    pub seen_on: Option<NaiveDate>,
    /// Not seen yet but promised: the day to look for it.
    pub look_on: Option<NaiveDate>,
    /// Why those who are still to be told are not.
    pub not_told: String,
}

/// What is written of an effect that never came.
const NOTHING: &str = "Nothing changed.";

impl Desk {
    /// Closes a concern: how it ended, and what changed for the child, seen by whom and when, or promised
    /// for a day. Nothing is closed without; nor while somebody is still to be told, without why not.
    ///
    /// # Errors
    /// When one of them is missing, or the concern is closed already.
    pub(crate) fn close_escalation(
        &mut self,
        id: EscalationId,
        date: NaiveDate,
        closing: Closing,
    ) -> Result<Outcome> {
        self.may_move(id, &Move::Close, date, None)?;
        let e = self.board.concern(id).ok_or_else(gone)?.escalation;
        if date < e.raised {
            return Err(Error::data(format!(
                "It was raised on {}, after that day; nothing was closed.",
                long(e.raised)
            )));
        }
        let outcome = closing.outcome.ok_or_else(|| {
            let known: Vec<&str> = Resolution::ALL.iter().map(|r| r.word()).collect();
            Error::data("How it ended is needed; nothing was closed.")
                .hint(format!("One of: {}.", known.join(", ")))
        })?;
        let effect = changed(&closing.effect, closing.unchanged, "nothing was closed")?;
        let seen = match (closing.look_on, closing.seen_on) {
            (Some(_), _) if closing.unchanged => {
                return Err(Error::data(
                    "Either nothing changed or it is promised, not both; nothing was closed.",
                ));
            }
            (Some(look_on), None) if look_on < date => {
                return Err(Error::data("The day to look for it is before the closing; nothing was closed."));
            }
            (Some(_), None) => None,
            (_, Some(on)) => {
                Some(self.saw(&closing.seen_by, on, e.raised, "the concern was raised", "closed")?)
            }
            (None, None) => {
                return Err(Error::data("When what changed was seen is needed; nothing was closed.")
                    .hint("Or the day to look for it, where it is promised for later."));
            }
        };
        let look_on = closing.look_on.filter(|_| seen.is_none());
        let note = look_on.map_or_else(String::new, |_| effect.clone());
        let mut log = self.not_told(id, date, &closing.not_told)?;
        log.push(Entry { by: look_on, ..entry(date, Move::Close, note) });
        let (seen_by, seen_on) = seen.unzip();
        let unchanged = closing.unchanged;
        self.about_escalation(id, "close", |tx, e| {
            log.iter().try_for_each(|m| tx.insert(id, m).map(|_| ()))?;
            let (closed, outcome, effect) = (Some(date), Some(outcome), Some(effect));
            let closed = Escalation { closed, outcome, effect, unchanged, seen_by, seen_on, look_on, ..e };
            tx.update(&closed)?;
            Ok(id.0)
        })
    }

    /// Records that a promised effect was seen.
    ///
    /// # Errors
    /// When nothing is promised, the words are blank, or the day is before the closing.
    pub(crate) fn effect_seen(
        &mut self,
        id: EscalationId,
        seen_on: NaiveDate,
        seen_by: &str,
        effect: &str,
    ) -> Result<Outcome> {
        self.looked(id, seen_on, seen_by, changed(effect, false, "nothing was changed")?, false)
    }

    /// Records that a promise was not kept and nothing changed for the child.
    ///
    /// # Errors
    /// When nothing is promised, or the day is before the closing.
    pub(crate) fn effect_not_kept(
        &mut self,
        id: EscalationId,
        seen_on: NaiveDate,
        seen_by: &str,
        words: &str,
    ) -> Result<Outcome> {
        self.looked(id, seen_on, seen_by, changed(words, true, "nothing was changed")?, true)
    }

    fn looked(
        &mut self,
        id: EscalationId,
        seen_on: NaiveDate,
        seen_by: &str,
        effect: String,
        unchanged: bool,
    ) -> Result<Outcome> {
        let closed = self.promised(id)?;
        let (seen_by, seen_on) = self.saw(seen_by, seen_on, closed, "the concern was closed", "changed")?;
        let what = if unchanged { Move::NotKept } else { Move::EffectSeen };
        let row = entry(seen_on, what.clone(), effect.clone());
        self.about_escalation(id, &what.to_string(), |tx, e| {
            tx.insert(id, &row)?;
            let (seen_by, seen_on, effect) = (Some(seen_by), Some(seen_on), Some(effect));
            tx.update(&Escalation { seen_by, seen_on, effect, unchanged, ..e })?;
            Ok(id.0)
        })
    }

    /// Records that a promised effect is not here yet: it is to be looked for again on a later day.
    ///
    /// # Errors
    /// When nothing is promised, nothing is said of what was found, or the day is not later.
    pub(crate) fn look_again(
        &mut self,
        id: EscalationId,
        date: NaiveDate,
        look_on: NaiveDate,
        words: &str,
    ) -> Result<Outcome> {
        let closed = self.promised(id)?;
        let note = text::block(words);
        if !says(&note) {
            return Err(Error::data(
                "What was found needs words: not kept, or not yet, and why; nothing was changed.",
            ));
        }
        if date < closed || date > self.board.today {
            return Err(Error::data(format!(
                "It cannot have been looked for on {}: it was closed on {}; nothing was changed.",
                long(date),
                long(closed)
            )));
        }
        if look_on <= date {
            return Err(Error::data("The next day to look for it has to be later; nothing was changed."));
        }
        let row = Entry { by: Some(look_on), ..entry(date, Move::LookAgain, note) };
        self.about_escalation(id, &Move::LookAgain.to_string(), |tx, e| {
            tx.insert(id, &row)?;
            tx.update(&Escalation { look_on: Some(look_on), ..e })?;
            Ok(id.0)
        })
    }

    /// The day a concern was closed with an effect still promised.
    fn promised(&self, id: EscalationId) -> Result<NaiveDate> {
        let e = self.board.concern(id).ok_or_else(gone)?.escalation;
        e.closed
            .filter(|_| e.is_promised())
            .ok_or_else(|| Error::data("No effect is promised for it; nothing was changed."))
    }

    /// Who saw it and when: not before `from`, not on a day to come.
    fn saw(
        &self,
        who: &str,
        on: NaiveDate,
        from: NaiveDate,
        what: &str,
        done: &str,
    ) -> Result<(String, NaiveDate)> {
        if on > self.board.today {
            return Err(Error::data(format!(
                "An effect cannot have been seen on a day still to come; nothing was {done}."
            ))
            .hint("Say the day to look for it in its place."));
        }
        if on < from {
            let message = format!("{} is before {what} ({}); nothing was {done}.", long(on), long(from));
            return Err(Error::data(message).hint("Say the day it was seen."));
        }
        let who = if who.trim().eq_ignore_ascii_case("me") { &self.board.iro } else { who };
        Ok((required(who, "Who saw what changed")?, on))
    }

    /// An entry of the log for everybody the protocol would have told and who is not.
    fn not_told(&self, id: EscalationId, date: NaiveDate, why: &str) -> Result<Vec<Entry>> {
        let concern = self.board.concern(id).ok_or_else(gone)?;
        let owed = concern.untold();
        let why = text::block(why);
        if !owed.is_empty() && !says(&why) {
            let role = |r: &String| self.board.practice.role(r).to_owned();
            let names = owed.iter().map(|n| n.to.iter().map(role).collect::<Vec<_>>().join(" and "));
            let names: Vec<String> = names.collect();
            return Err(Error::data(format!("Still to be told: {}; nothing was closed.", names.join(", ")))
                .hint("Record each as told first, or say with the closing why they are not (--not-told REASON)."));
        }
        Ok(owed.iter().map(|n| entry(date, Move::NotTold(n.to.clone()), why.clone())).collect())
    }
}

fn entry(date: NaiveDate, what: Move, note: String) -> Entry {
    Entry { id: MoveId(0), date, what, note, by: None }
}

/// Whether somebody said something: a letter at least.
fn says(words: &str) -> bool {
    words.chars().any(char::is_alphabetic)
}

/// What changed, in words; where nothing did, those given or our own.
fn changed(words: &str, unchanged: bool, kept: &str) -> Result<String> {
    let words = text::block(words);
    match (says(&words), unchanged) {
        (true, _) => Ok(words),
        (false, true) => Ok(NOTHING.to_owned()),
        (false, false) => {
            Err(Error::data(format!("What changed for the child is needed, or that nothing did; {kept}."))
                .hint("Say it in the child's terms: what is different now, and for whom."))
        }
    }
}
