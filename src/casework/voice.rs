//! The child's voice: words heard, what was asked for, what came of it.

use chrono::NaiveDate;

use super::child::required;
use super::record::clean;
use super::session::tick;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::{AskId, ChildId, NoteId};
use crate::model::record::{Done, Note, NoteKind, Subject};
use crate::model::role::Role;
use crate::model::text;
use crate::model::voice::{Ask, Heard, How, Place};
use crate::rules::hearing::done_by_hearing;
use crate::rules::visits::visit_owed;

/// What a child said, by whom and how it was heard, and what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    /// The words.
    pub words: String,
    /// The day.
    pub date: NaiveDate,
    /// Who heard them.
    pub by: String,
    /// How.
    pub how: How,
    /// Whether the child was alone with the listener.
    pub alone: Option<bool>,
    /// Why not.
    pub why_not: String,
    /// Whether an advocate was offered.
    pub advocate: Option<bool>,
    /// Whether the child's rights were explained.
    pub rights: Option<bool>,
    /// Whether others may read what was said alone.
    pub shared: bool,
    /// What the child asked for, blank where nothing.
    pub asked: String,
}

impl Desk {
    /// Records the child's wishes and feelings with how they were heard, and what was asked for; does the steps of the
    /// review ahead that this does, where the IRO heard them. Gives the note's number.
    ///
    /// # Errors
    /// When the words are blank, or why the child was not alone is not said.
    pub(crate) fn hear(&mut self, child: ChildId, voice: Voice) -> Result<Outcome> {
        let words = text::block(&voice.words).trim().to_owned();
        if words.is_empty() {
            return Err(Error::data("What the child said is blank; nothing was saved.")
                .hint("Without words, say what you saw."));
        }
        let why_not = text::line(&voice.why_not);
        if voice.alone == Some(false) && why_not.is_empty() {
            return Err(Error::data("Why the child was not seen alone is not said; nothing was saved."));
        }
        let (date, asked) = (voice.date, text::line(&voice.asked));
        let note = Note {
            id: NoteId(0),
            kind: NoteKind::Wishes,
            date,
            with: text::line(&voice.by),
            text: words,
            place: None,
            pasted: false,
        };
        let Voice { how, alone, advocate, rights, shared, .. } = voice;
        let heard = Heard { note: NoteId(0), how, alone, why_not, advocate, rights, shared };
        let own = note.with.is_empty() || note.with.to_lowercase() == self.board.iro.to_lowercase();
        let visit = self.visit_done(child, how, date)?;
        let judged = self.row(child)?.judged();
        let steps = done_by_hearing(judged, &heard, date, &self.board.calendar);
        let steps = steps.into_iter().filter(|_| own).map(|due| tick(due, Subject::Child, date, ""));
        let done: Vec<Done> = steps.chain(visit).collect();
        self.act(
            child,
            |who| format!("Record the wishes and feelings of {who}"),
            |tx| {
                let id = tx.insert(Some(child), &note)?;
                tx.insert(child, &Heard { note: id, ..heard })?;
                done.iter().try_for_each(|done| tx.insert(Some(child), done).map(|_| ()))?;
                if !asked.is_empty() {
                    let (id, text, outcome) = (AskId(0), asked, String::new());
                    tx.insert(child, &Ask { id, date, text, outcome, outcome_on: None })?;
                }
                Ok(id.0)
            },
        )
    }

    /// Logs that the child was seen, and where: where they live, it does the visit owed. Gives the note's
    /// number.
    ///
    /// # Errors
    /// When the words are blank, or somebody else was seen.
    pub(crate) fn see(&mut self, child: ChildId, note: Note, place: Place) -> Result<Outcome> {
        let how = place.how();
        let note = Note { place: Some(place), ..clean(note)? };
        self.not_ahead(note.date)?;
        self.fits_place(child, &note)?;
        let with = if note.with.is_empty() { Role::Child.into() } else { note.with };
        let note = Note { with, ..note };
        let visit = self.visit_done(child, how, note.date)?;
        self.act(
            child,
            |who| format!("See {who} {place}"),
            |tx| {
                let id = tx.insert(Some(child), &note)?;
                let (why_not, none) = (String::new(), None);
                let heard = Heard {
                    note: id,
                    how,
                    alone: none,
                    why_not,
                    advocate: none,
                    rights: none,
                    shared: false,
                };
                tx.insert(child, &heard)?;
                visit.iter().try_for_each(|done| tx.insert(Some(child), done).map(|_| ()))?;
                Ok(id.0)
            },
        )
    }

    /// Refuses a place beside a contact at which the child was not seen.
    pub(super) fn fits_place(&self, child: ChildId, note: &Note) -> Result<()> {
        let seen = note.kind == NoteKind::Saw && self.row(child)?.case.child.is_meant_by(&note.with);
        if seen || note.place.is_none() {
            return Ok(());
        }
        Err(Error::data("A place says where the child was seen; nothing was saved.")
            .hint("Leave the place out, or say that you saw the child."))
    }

    /// The visit that seeing the child so does, where one is owed.
    fn visit_done(&self, child: ChildId, how: How, date: NaiveDate) -> Result<Option<Done>> {
        let judged = self.row(child)?.judged();
        let owed = visit_owed(judged, date).filter(|_| how == How::Placement);
        Ok(owed.map(|due| tick(due, Subject::Child, date, "")))
    }

    /// Records what came of something the child asked for.
    ///
    /// # Errors
    /// When the words are blank, the day lies before it was asked, or it is gone.
    pub(crate) fn came_of(
        &mut self,
        child: ChildId,
        id: AskId,
        date: NaiveDate,
        words: &str,
    ) -> Result<Outcome> {
        let outcome = required(words, "What came of it")?;
        let found = self.case(child)?.asks.into_iter().find(|a| a.id == id);
        let ask = found.ok_or_else(|| Error::missing("What was asked for is gone; nothing was changed."))?;
        if date < ask.date {
            return Err(Error::data("That is before the child asked; nothing was changed."));
        }
        self.act(
            child,
            |who| format!("Record what came of what {who} asked for"),
            |tx| {
                tx.update(&Ask { outcome, outcome_on: Some(date), ..ask })?;
                Ok(id.0)
            },
        )
    }
}
