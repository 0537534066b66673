//! Duties done, notes, and what they are about.

use crate::error::Result;
use crate::model::ids::{ChildId, DoneId, NoteId};
use crate::model::instance::Turn;
use crate::model::record::{Done, Note, Subject};
use crate::store::engine::book::Book;
use crate::store::engine::cells::{Cell, Cells, Values};

table! {
    Done as DoneId in done of child: Option<ChildId> {
        duty,
        subject = subject subject_id,
        turn,
        date,
        note,
        waived,
    }
}

table! {
    Note as NoteId in note of child: Option<ChildId> {
        kind,
        date,
        with = whom,
        place,
        text,
        pasted,
    }
}

impl Cell for Turn {
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        String::read(cells)?.parse().map_err(|_| cells.wrong())
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        values.put(self.to_string());
    }
}

impl Cell for Subject {
    const WIDTH: usize = 2;

    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        let (kind, id) = (cells.word()?, Cell::read(cells)?);
        Subject::from_parts(kind, id).ok_or_else(|| cells.wrong())
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        let (kind, id) = self.parts();
        values.put(kind);
        match id {
            Some(id) => values.put(id),
            None => values.empty(1),
        }
    }
}

impl Book {
    /// Duties of the service as a whole, oldest first.
    pub(crate) fn service_done(&self) -> Result<Vec<Done>> {
        self.list("WHERE child IS NULL ORDER BY date, id", [])
    }

    /// Notes about no child, oldest first.
    pub(crate) fn service_notes(&self) -> Result<Vec<Note>> {
        self.list("WHERE child IS NULL ORDER BY date, id", [])
    }
}
