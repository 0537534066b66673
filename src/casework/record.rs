//! Notes and contacts, things that happen.

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::{Note, NoteKind};
use crate::model::text;
use crate::rules::working::count;
use crate::store::Act;

impl Desk {
    /// Writes a note or logs a contact; `child` is `None` for one about the service.
    ///
    /// # Errors
    /// When the words are blank.
    pub(crate) fn add_note(&mut self, child: Option<ChildId>, note: Note) -> Result<Outcome> {
        let note = clean(note)?;
        self.not_ahead(note.date)?;
        let what = what(&note);
        let Some(child) = child else {
            let label = format!("{what} about the service");
            let (act, id) = self
                .store
                .act(&Act::general(label.as_str(), self.board.today), |tx| tx.insert(None, &note))?;
            self.board.refresh(&self.store)?;
            return Ok(Outcome::new(act, id.0, label));
        };
        self.act(
            child,
            |who| format!("{what} about {who}"),
            |tx| tx.insert(Some(child), &note).map(|id| id.0),
        )
    }

    /// Writes one note about several children, in one act.
    ///
    /// # Errors
    /// When the words are blank.
    pub(crate) fn add_note_to_several(&mut self, children: &[ChildId], note: Note) -> Result<Outcome> {
        let note = clean(note)?;
        self.not_ahead(note.date)?;
        let label = format!("{} about {}", what(&note), count(children.len(), "child", "children"));
        self.act_on_several(children, label, |tx, child| tx.insert(Some(child), &note).map(|_| ()))
    }

    /// Corrects a note.
    ///
    /// # Errors
    /// When the words are blank or the note is gone.
    pub(crate) fn edit_note(&mut self, child: ChildId, note: Note) -> Result<Outcome> {
        let note = clean(note)?;
        self.not_ahead(note.date)?;
        self.fits_place(child, &note)?;
        self.act(
            child,
            |who| format!("Correct a note about {who}"),
            |tx| {
                tx.update(&note)?;
                Ok(note.id.0)
            },
        )
    }

    /// Takes a note out; undo brings it back.
    ///
    /// # Errors
    /// When the note is gone already.
    pub(crate) fn remove_note(&mut self, child: ChildId, id: NoteId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a note about {who}"),
            |tx| {
                tx.delete(id)?;
                Ok(id.0)
            },
        )
    }

    /// Records that a note was pasted into the council's system, or not yet.
    ///
    /// # Errors
    /// When the note is gone.
    pub(crate) fn mark_pasted(&mut self, child: ChildId, id: NoteId, pasted: bool) -> Result<Outcome> {
        let found = self.case(child)?.notes.into_iter().find(|n| n.id == id);
        let note = found.ok_or_else(|| Error::missing("That note is gone; nothing was changed."))?;
        self.act(
            child,
            |who| format!("Mark a note about {who} as pasted"),
            |tx| {
                tx.update(&Note { pasted, ..note })?;
                Ok(id.0)
            },
        )
    }
}

/// A note or a contact in a few words: "Spoke to Ms Idris", "A note".
fn what(note: &Note) -> String {
    let with = Some(note.with.as_str()).filter(|with| !with.is_empty()).unwrap_or("somebody");
    match note.kind {
        NoteKind::Spoke => format!("Spoke to {with}"),
        NoteKind::Saw => format!("Saw {with}"),
        NoteKind::Challenged => format!("Challenged {with}"),
        NoteKind::Read if note.with.is_empty() => "Something read".to_owned(),
        NoteKind::Read => format!("Read {with}"),
        NoteKind::Note => "A note".to_owned(),
        NoteKind::Wishes => "Wishes and feelings".to_owned(),
        NoteKind::Session => "A checklist's note".to_owned(),
    }
}

/// A note with its text cleaned; a blank one is refused.
pub(super) fn clean(note: Note) -> Result<Note> {
    let note = Note { text: text::block(&note.text), with: text::line(&note.with), ..note };
    if note.text.trim().is_empty() {
        return Err(Error::data("The note is blank; nothing was saved."));
    }
    Ok(note)
}
