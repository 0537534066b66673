//! Escalations: raised, and moved under their protocol.

use std::sync::Arc;

use chrono::NaiveDate;

use super::child::required;
use super::practices::keep;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::escalation::{Entry, Escalation};
use crate::model::ids::{ChildId, EscalationId, MoveId};
use crate::model::moves::Move;
use crate::model::text;
use crate::rules::escalation::Logged;
use crate::rules::practice::protocol::GOOD_PRACTICE;
use crate::rules::practice::words::nearest;
use crate::rules::working::long;
use crate::store::{Act, Tx};

impl Desk {
    /// Raises a concern, or passes on good practice; `child` is `None` for the service as a whole.
    ///
    /// # Errors
    /// When the words or the kind are blank, or the protocol, its stage or its risk is not known.
    pub(crate) fn raise(&mut self, child: Option<ChildId>, escalation: Escalation) -> Result<Outcome> {
        let mut new = Escalation {
            concern: required(&escalation.concern, "The kind of concern")?,
            text: text::block(&escalation.text),
            protocol: text::line(&escalation.protocol),
            stage: text::line(&escalation.stage),
            risk: escalation.risk.as_deref().map(text::line).filter(|r| !r.is_empty()),
            ..escalation
        };
        if new.text.trim().is_empty() {
            return Err(Error::data("What the concern is has not been said; nothing was recorded."));
        }
        if new.raised > self.board.today {
            return Err(Error::data(
                "A concern cannot be raised on a day still to come; nothing was recorded.",
            ));
        }
        if new.concern == GOOD_PRACTICE {
            (new.protocol, new.stage, new.risk, new.practice) = Default::default();
            new.closed = Some(new.raised);
            new.seen_on = Some(new.raised);
            new.seen_by = Some(self.board.iro.clone());
        } else {
            let kinds = self.board.practice.concern_kinds();
            if !kinds.contains(&new.concern.as_str()) {
                let near = nearest(&new.concern, kinds.iter().copied());
                let near = near.map(|n| format!("Did you mean {n}? ")).unwrap_or_default();
                let what = format!(
                    "This practice knows no kind of concern {:?}; nothing was recorded.",
                    new.concern
                );
                return Err(Error::missing(what).hint(format!("{near}Known: {}.", kinds.join(", "))));
            }
            self.place(&mut new, child.is_none())?;
        }
        self.each_once(child, &new.others)?;
        let others = new.others.clone();
        let what = if new.concern == GOOD_PRACTICE { "Pass on good practice" } else { "Raise a concern" };
        let (practice, today) = (Arc::clone(&self.board.practice), self.board.today);
        self.about(child, &others, what, |tx| {
            keep(tx, &practice, today)?;
            tx.insert(child, &new).map(|id| id.0)
        })
    }

    /// Whether the children of a concern are each named once, and none where it is about the service.
    fn each_once(&self, child: Option<ChildId>, others: &[ChildId]) -> Result<()> {
        if child.is_none() && !others.is_empty() {
            return Err(Error::data("A concern about the service is about no child; nothing was recorded."));
        }
        let mut seen: Vec<ChildId> = child.into_iter().collect();
        for other in others {
            if seen.contains(other) {
                let name = self.board.row(*other).map(|r| r.case.child.name()).unwrap_or_default();
                return Err(Error::data(format!("{name} is named twice; nothing was recorded.")));
            }
            seen.push(*other);
        }
        Ok(())
    }

    /// Finds the protocol and stage of a new concern, where they were not named, in the practice in use:
    /// by that version it is judged from then on.
    fn place(&self, new: &mut Escalation, service: bool) -> Result<()> {
        let practice = &self.board.practice;
        if new.protocol.is_empty() {
            let usual = practice.usual_protocol(&new.concern, new.raised);
            new.protocol = usual.map(|p| p.id.clone()).unwrap_or_default();
        }
        new.practice = practice.stamp();
        let known = || practice.protocols.iter().filter(|p| p.in_force(new.raised)).map(|p| p.id.as_str());
        let protocol =
            practice.protocol(&new.protocol).filter(|p| p.in_force(new.raised)).ok_or_else(|| {
                let near = nearest(&new.protocol, known()).map(|n| format!("Did you mean {n}? "));
                let all = known().collect::<Vec<_>>().join(", ");
                let day = long(new.raised);
                let what = format!(
                    "This practice has no protocol {:?} for {day}; nothing was recorded.",
                    new.protocol
                );
                Error::missing(what).hint(format!("{}Known: {all}.", near.unwrap_or_default()))
            })?;
        if new.stage.is_empty() {
            let first = if service { protocol.service_stage } else { 0 };
            new.stage = protocol.stages.get(first).map(|s| s.id.clone()).unwrap_or_default();
        }
        let named = |what: &str, word: &str, all: Vec<&str>| {
            let near = nearest(word, all.iter().copied()).map(|n| format!("Did you mean {n}? "));
            let all = if all.is_empty() { "none".to_owned() } else { all.join(", ") };
            Error::missing(format!("{} has no {what} {word:?}; nothing was recorded.", protocol.title))
                .hint(format!("{}Known: {all}.", near.unwrap_or_default()))
        };
        if protocol.place(&new.stage).is_none() {
            let all = protocol.stages.iter().map(|s| s.id.as_str()).collect();
            return Err(named("stage", &new.stage, all));
        }
        if let Some(risk) = new.risk.as_ref().filter(|r| !protocol.risks.contains(r)) {
            return Err(named("risk", risk, protocol.risks.iter().map(String::as_str).collect()));
        }
        Ok(())
    }

    /// Makes a move under the protocol; `under:PROTOCOL` puts one that has none known under it; closing
    /// goes by [`Desk::close_escalation`].
    ///
    /// # Errors
    /// When the protocol does not allow it there and then, or a skip, a step back or a gate has no reason.
    pub(crate) fn make_move(
        &mut self,
        id: EscalationId,
        what: impl Into<Move>,
        date: NaiveDate,
        note: &str,
        by: Option<NaiveDate>,
    ) -> Result<Outcome> {
        let what = what.into();
        let note = text::block(note);
        if what == Move::Close {
            return Err(Error::data(
                "A concern closes with what changed for the child; nothing was recorded.",
            ));
        }
        if what.looks_for_effect() || matches!(what, Move::NotTold(_)) {
            return Err(Error::data(format!("{what} is written by the program; nothing was recorded."))
                .hint("Close the concern, or say what became of its promised effect."));
        }
        let found = self.board.concern(id).ok_or_else(gone)?;
        if let (Move::Under(protocol), None) = (&what, found.protocol) {
            let mut under = Escalation { stage: String::new(), ..found.escalation.clone() };
            protocol.clone_into(&mut under.protocol);
            self.place(&mut under, found.row.is_none())?;
            let (practice, today) = (Arc::clone(&self.board.practice), self.board.today);
            return self.about_escalation(id, &what.to_string(), |tx, _| {
                keep(tx, &practice, today)?;
                tx.update(&under).map(|()| id.0)
            });
        }
        let more_time = self.may_move(id, &what, date, by)?;
        let found = self.board.concern(id).ok_or_else(gone)?;
        let gate = |id: &String| found.protocol?.any_time.iter().find(|a| a.id == *id)?.gate.clone();
        let gate = if let Move::AnyTime(id) = &what { gate(id) } else { None };
        if note.trim().is_empty() && (what.jumps() || gate.is_some() || more_time) {
            let needed = gate.map_or("the reason".to_owned(), |g| {
                format!("who agreed ({g})", g = self.board.practice.role(&g))
            });
            return Err(Error::data(format!("{what} needs {needed}; nothing was recorded."))
                .hint("Give it with the note."));
        }
        let word = what.to_string();
        let row = Entry { id: MoveId(0), date, what, note, by };
        self.about_escalation(id, &word, |tx, _| tx.insert(id, &row).map(|_| id.0))
    }

    /// Whether a move is lawful; then, whether it sets a day anew or gives more time, which needs a reason.
    pub(super) fn may_move(
        &self,
        id: EscalationId,
        what: &Move,
        date: NaiveDate,
        by: Option<NaiveDate>,
    ) -> Result<bool> {
        let found = self.board.concern(id).ok_or_else(gone)?;
        if date > self.board.today {
            return Err(Error::data(format!("{} is still to come; nothing was recorded.", long(date))));
        }
        let Some((protocol, mut track)) = found.protocol.zip(found.track) else {
            if found.escalation.is_open() && *what == Move::Close {
                return Ok(false);
            }
            let why = if found.escalation.is_open() {
                format!("the protocol {:?} is in no practice known here", found.escalation.protocol)
            } else {
                "it is closed".to_owned()
            };
            return Err(Error::data(format!("{what} is not lawful: {why}; nothing was recorded."))
                .hint("An open concern can always be closed with its effect."));
        };
        let judge = self.board.judged_by(protocol, found.row);
        let logged = Logged { date, what, by };
        let anew = *what == Move::Timescale && track.open().is_some_and(|v| v.set.is_some());
        let longer = matches!(what, Move::Risk(_)) && track.lengthens(&judge, &logged);
        track.step(&judge, &logged).map(|()| anew || longer).map_err(|refused| {
            Error::data(format!("{what} is not lawful: {}; nothing was recorded.", refused.why))
                .hint(refused.hint)
        })
    }

    /// Takes a concern recorded by mistake out; undo brings it back.
    ///
    /// # Errors
    /// When it is gone already.
    pub(crate) fn remove_escalation(&mut self, id: EscalationId) -> Result<Outcome> {
        self.about_escalation(id, "remove", |tx, _| tx.delete(id).map(|()| id.0))
    }

    pub(super) fn about_escalation(
        &mut self,
        id: EscalationId,
        what: &str,
        write: impl FnOnce(&Tx<'_>, Escalation) -> Result<i64>,
    ) -> Result<Outcome> {
        let found = self.board.concern(id).ok_or_else(gone)?;
        let (child, e) = (found.row.map(|r| r.id()), found.escalation.clone());
        let others = e.others.clone();
        self.about(child, &others, &format!("Concern {id}, {what}"), |tx| write(tx, e))
    }

    /// One act about a child, its siblings or the service; the board shows it for all of them.
    fn about(
        &mut self,
        child: Option<ChildId>,
        others: &[ChildId],
        what: &str,
        write: impl FnOnce(&Tx<'_>) -> Result<i64>,
    ) -> Result<Outcome> {
        let Some(child) = child else {
            let label = format!("{what}: the service");
            let (act, id) = self.store.act(&Act::general(label.as_str(), self.board.today), write)?;
            self.board.refresh(&self.store)?;
            return Ok(Outcome::new(act, id, label));
        };
        let more = match others.len() {
            0 => String::new(),
            1 => " and a sibling".to_owned(),
            n => format!(" and {n} siblings"),
        };
        self.act(child, |who| format!("{what}: {who}{more}"), write)
    }
}

pub(super) fn gone() -> Error {
    Error::missing("There is no such concern in the book; nothing was changed.")
        .hint("casebook escalations lists them with their numbers.")
}
