//! What an act may look at while its form is filled in.

use chrono::NaiveDate;

use super::subject::Subject;
use crate::board::{Board, Row};
use crate::casework::{Desk, dates};
use crate::error::Result;
use crate::model::ids::ChildId;

/// The desk, and whether names are hidden.
pub(crate) struct Scene<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) hidden: bool,
}

impl<'a> Scene<'a> {
    /// As a script sees it.
    pub(crate) fn of(desk: &'a Desk) -> Self {
        Self { desk, hidden: false }
    }

    pub(crate) fn board(&self) -> &'a Board {
        &self.desk.board
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.desk.board.today
    }

    pub(crate) fn row(&self, subject: &Subject) -> Option<&'a Row> {
        self.desk.board.row(subject.of()?)
    }

    /// A child's name, or initials while names are hidden.
    pub(crate) fn name(&self, child: ChildId) -> String {
        let child = self.desk.board.row(child).map(|r| &r.case.child);
        child.map(|c| if self.hidden { c.initials() } else { c.name() }).unwrap_or_default()
    }

    /// Whom an act is about: a name, how many children, or the service.
    pub(crate) fn who(&self, subject: &Subject) -> String {
        match subject.children.as_slice() {
            [] => "the service".to_owned(),
            [child] => self.name(*child),
            several => format!("{} children", several.len()),
        }
    }

    /// A day as typed.
    pub(crate) fn day(&self, typed: &str) -> Result<NaiveDate> {
        dates::parse(typed, self.today(), &self.desk.board.calendar)
    }
}
