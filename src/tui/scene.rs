//! What a pane or a layer may look at.

use chrono::NaiveDate;

use super::config::Options;
use super::theme::Theme;
use crate::board::{Board, Row};
use crate::casework::Desk;
use crate::model::ids::ChildId;

/// The desk as it stands, and how it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) theme: Theme,
    /// Names are hidden.
    pub(crate) hidden: bool,
    pub(crate) options: &'a Options,
}

impl<'a> Scene<'a> {
    pub(crate) fn board(self) -> &'a Board {
        &self.desk.board
    }

    pub(crate) fn today(self) -> NaiveDate {
        self.desk.board.today
    }

    pub(crate) fn row(self, child: ChildId) -> Option<&'a Row> {
        self.desk.board.row(child)
    }

    /// A child's name, or initials while names are hidden.
    pub(crate) fn name(self, row: &Row) -> String {
        let name = if self.hidden { row.case.child.initials() } else { row.case.child.name() };
        match row.iro().filter(|_| self.board().several) {
            Some(iro) => format!("{name} · {iro}"),
            None => name,
        }
    }

    /// The same by the child's number; empty where the child is not in the book.
    pub(crate) fn who(self, child: ChildId) -> String {
        self.row(child).map(|r| self.name(r)).unwrap_or_default()
    }

    /// A role in the practice's words.
    pub(crate) fn role<'w>(self, word: &'w str) -> &'w str
    where
        'a: 'w,
    {
        self.desk.board.practice.role(word)
    }

    /// The title of a checklist.
    pub(crate) fn checklist(self, list: &'a str) -> &'a str {
        self.board().practice.checklist(list).map_or(list, |l| l.title.as_str())
    }
}
