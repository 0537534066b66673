//! Duties done, notes and changes.

use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;
use crate::model::ids::{ChildId, DoneId, NoteId};
use crate::model::record::{Done, Note, NoteKind, Subject};

pub(super) const DONE: &str =
    "SELECT child, id, duty, subject, subject_id, turn, date, note, waived FROM done";
pub(super) const NOTES: &str = "SELECT child, id, kind, date, whom, text, pasted FROM note";

pub(super) fn read_done(row: &Row<'_>) -> rusqlite::Result<Done> {
    Ok(Done {
        id: DoneId(row.get(1)?),
        duty: row.get(2)?,
        subject: read_subject(row, 3)?,
        turn: row.get(5)?,
        date: row.day(6)?,
        note: row.get(7)?,
        waived: row.get(8)?,
    })
}

pub(super) fn read_note(row: &Row<'_>) -> rusqlite::Result<Note> {
    let kind = NoteKind::from_word(row.get_ref(2)?.as_str()?);
    Ok(Note {
        id: NoteId(row.get(1)?),
        kind: kind.map_err(|_| rusqlite::Error::InvalidColumnType(2, "kind".into(), Type::Text))?,
        date: row.day(3)?,
        with: row.get(4)?,
        text: row.get(5)?,
        pasted: row.get(6)?,
    })
}

/// The subject kept in two columns from `column` on.
pub(super) fn read_subject(row: &Row<'_>, column: usize) -> rusqlite::Result<Subject> {
    Subject::from_parts(row.get_ref(column)?.as_str()?, row.get(column + 1)?)
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(column, "subject".into(), Type::Text))
}

impl Book {
    /// Duties of the service as a whole, oldest first.
    pub fn service_done(&self) -> Result<Vec<Done>> {
        self.all(&format!("{DONE} WHERE child IS NULL ORDER BY date, id"), [], read_done)
    }

    /// Notes about no child, oldest first.
    pub fn service_notes(&self) -> Result<Vec<Note>> {
        self.all(&format!("{NOTES} WHERE child IS NULL ORDER BY date, id"), [], read_note)
    }
}

impl Tx<'_> {
    /// Stores a duty done or waived; `None` for one of the service as a whole.
    pub fn insert_done(&self, child: Option<ChildId>, d: &Done) -> Result<DoneId> {
        let sql = "INSERT INTO done (child, duty, subject, subject_id, turn, date, note, waived) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (kind, about) = d.subject.parts();
        let values = params![child.map(|c| c.0), d.duty, kind, about, d.turn, Day(d.date), d.note, d.waived];
        self.insert(sql, values).map(DoneId)
    }

    /// Replaces what is stored of a duty done.
    pub fn update_done(&self, d: &Done) -> Result<()> {
        let sql = "UPDATE done SET duty = ?2, subject = ?3, subject_id = ?4, turn = ?5, date = ?6, note = ?7, \
            waived = ?8 WHERE id = ?1";
        let (kind, about) = d.subject.parts();
        self.change(sql, params![d.id.0, d.duty, kind, about, d.turn, Day(d.date), d.note, d.waived])
    }

    /// Removes a duty's tick.
    pub fn delete_done(&self, id: DoneId) -> Result<()> {
        self.remove("done", id.0)
    }

    /// Stores a note; `None` for one about no child.
    pub fn insert_note(&self, child: Option<ChildId>, n: &Note) -> Result<NoteId> {
        let sql = "INSERT INTO note (child, kind, date, whom, text, pasted) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let values = params![child.map(|c| c.0), n.kind.word(), Day(n.date), n.with, n.text, n.pasted];
        self.insert(sql, values).map(NoteId)
    }

    /// Replaces what is stored of a note.
    pub fn update_note(&self, n: &Note) -> Result<()> {
        let sql = "UPDATE note SET kind = ?2, date = ?3, whom = ?4, text = ?5, pasted = ?6 WHERE id = ?1";
        self.change(sql, params![n.id.0, n.kind.word(), Day(n.date), n.with, n.text, n.pasted])
    }

    /// Removes a note.
    pub fn delete_note(&self, id: NoteId) -> Result<()> {
        self.remove("note", id.0)
    }
}
