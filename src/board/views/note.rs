//! A note or a contact.

use serde::Serialize;

use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::child::CopyOf;
use crate::model::record::Note;
use crate::model::voice::Heard;

/// A note of a child or of the service.
#[derive(Debug, Serialize)]
pub(crate) struct NoteRow<'b> {
    /// None for a note of the service.
    pub(crate) child: Option<&'b str>,
    #[serde(flatten)]
    pub(crate) note: &'b Note,
    /// Copied from a sibling, and not read here since.
    pub(crate) copied_unread: bool,
    /// How words of the child were heard.
    #[serde(skip)]
    pub(crate) heard: Option<&'b Heard>,
    /// The child's name, or `Service`.
    #[serde(skip)]
    pub(crate) name: String,
}

impl<'b> NoteRow<'b> {
    pub(crate) fn of(row: Option<&'b Row>, note: &'b Note) -> Self {
        Self {
            child: row.map(|r| r.case.child.number.as_str()),
            note,
            copied_unread: row.is_some_and(|r| r.case.copied_mark(CopyOf::Note, note.id.0).is_some()),
            heard: row.and_then(|r| r.case.heard.iter().find(|h| h.note == note.id)),
            name: row.map_or_else(|| "Service".to_owned(), |r| r.case.child.name()),
        }
    }
}

/// The notes of some children, those of the service too where asked, oldest first.
pub(crate) fn notes<'b>(board: &'b Board, rows: &[&'b Row], service: bool) -> Vec<NoteRow<'b>> {
    let of = |row: &&'b Row| row.case.notes.iter().map(|n| NoteRow::of(Some(row), n));
    let mut all: Vec<NoteRow<'b>> = rows.iter().flat_map(of).collect();
    if service {
        all.extend(board.service_notes.iter().map(|n| NoteRow::of(None, n)));
    }
    all.sort_by_key(|n| (n.note.date, n.note.id));
    all
}
