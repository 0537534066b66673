//! What the rows say of one child, before anything is worked out from it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::remarks::At;
use crate::model::doubt::Kind;
use crate::model::review::Participation;
use crate::model::role::Role;

/// Doubts kept of one child's cells: rubbish must not fill a book.
const MARKS_MAX: usize = 50;

/// Everything the rows say of one child.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The header row.
    pub header: Option<Header>,
    /// Episode rows in the order of reading.
    pub episodes: Vec<Episode>,
    /// Review rows in the order of reading.
    pub reviews: Vec<Held>,
    /// The row among unaccompanied children.
    pub uasc: Option<Uasc>,
    /// The row of the names file.
    pub names: Option<Names>,
    /// Rows whose first day cannot be read, in the order of reading.
    pub startless: Vec<Episode>,
    /// Cells that are doubtful by themselves.
    pub marks: Vec<Mark>,
    /// The child's number as this return writes it.
    pub spelt: Option<String>,
    /// A date of birth given elsewhere than in the header, the first.
    pub other_dob: Option<(At, NaiveDate)>,
    /// Rows of lists of care as it stands, in the order of reading.
    pub listed: Vec<Listed>,
    /// Days on which the IRO saw or spoke to the child, as lists tell them.
    pub contacts: BTreeSet<NaiveDate>,
    /// The first day that the return tells of, where it tells nothing of reviews.
    pub since: Option<NaiveDate>,
    /// Starts of care that only a list tells: it does not tell what reviews came before the first known.
    pub untold: BTreeSet<NaiveDate>,
}

/// What a row of a list says of care as it stands: a start, and what holds now and since when. It denies no history.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub at: At,
    pub start: Option<NaiveDate>,
    pub legal: Option<&'static str>,
    pub legal_since: Option<NaiveDate>,
    pub place: Option<&'static str>,
    pub place_since: Option<NaiveDate>,
    pub provider: Option<&'static str>,
    pub area: String,
    pub end: Option<NaiveDate>,
    pub end_reason: Option<&'static str>,
}

/// A cell that is doubtful by itself, whatever else is told of the child.
#[derive(Debug)]
pub(crate) struct Mark {
    pub at: At,
    pub kind: Kind,
    pub column: String,
    pub value: String,
    pub why: String,
}

/// A header row.
#[derive(Debug)]
pub(crate) struct Header {
    pub at: At,
    pub dob: Option<NaiveDate>,
    pub sex: Option<&'static str>,
    pub ethnicity: Option<&'static str>,
    pub mother: Option<bool>,
}

/// A row among unaccompanied children.
#[derive(Debug)]
pub(crate) struct Uasc {
    pub at: At,
    pub until: Option<NaiveDate>,
    pub dob: Option<NaiveDate>,
}

/// A row of the names file.
#[derive(Debug)]
pub(crate) struct Names {
    pub at: At,
    pub forename: String,
    pub surname: String,
    /// Role word and name.
    pub people: Vec<(Role, String)>,
}

/// A review row. The date of birth that stands beside it counts too.
#[derive(Debug)]
pub(crate) struct Held {
    pub at: At,
    pub day: NaiveDate,
    pub took_part: Option<Participation>,
    pub dob: Option<NaiveDate>,
}

/// An episode row.
#[derive(Debug, Clone)]
pub(crate) struct Episode {
    pub at: At,
    pub start: NaiveDate,
    /// Why it began (RNE).
    pub began: Option<&'static str>,
    pub legal: Option<&'static str>,
    pub place: Option<&'static str>,
    pub provider: Option<&'static str>,
    pub area: Box<str>,
    pub urn: Box<str>,
    pub end: Option<NaiveDate>,
    pub ended: Ended,
    pub change_reason: Option<&'static str>,
    /// The cell of the first day, where that cannot be read: `start` is assumed then.
    pub odd_start: Box<str>,
    /// The cell of the last day, where that cannot be read or is still to come.
    pub odd_end: Box<str>,
}

/// Why an episode ended (REC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing given.
    Blank,
    /// Care continues (X1).
    Continues,
    /// Care ended.
    Ceased(&'static str),
    /// A code that is not in the list.
    Unknown,
    /// Care ended on a day that is not known; why, where that is.
    Unread(Option<&'static str>),
}

impl Draft {
    /// The row that stands for the child in remarks about the child as a whole.
    pub(crate) fn first_row(&self) -> Option<At> {
        let header = self.header.as_ref().map(|h| h.at);
        header
            .or_else(|| self.episodes.first().or(self.startless.first()).map(|e| e.at))
            .or_else(|| self.reviews.first().map(|r| r.at))
            .or_else(|| self.uasc.as_ref().map(|u| u.at))
    }

    /// Takes what else the rows say of the same child.
    pub(crate) fn take(&mut self, other: Self) {
        self.header = self.header.take().or(other.header);
        self.episodes.extend(other.episodes);
        self.reviews.extend(other.reviews);
        self.startless.extend(other.startless);
        self.mark(other.marks);
        self.uasc = self.uasc.take().or(other.uasc);
        self.names = self.names.take().or(other.names);
        self.other_dob = self.other_dob.or(other.other_dob);
    }

    /// Takes the doubts of a row; of the order of day and month one a column.
    pub(crate) fn mark(&mut self, marks: Vec<Mark>) {
        for mark in marks {
            let again =
                |m: &Mark| m.kind == Kind::MonthFirst && (m.kind, &m.column) == (mark.kind, &mark.column);
            if self.marks.len() < MARKS_MAX && !self.marks.iter().any(again) {
                self.marks.push(mark);
            }
        }
    }
}

impl Episode {
    /// Whether the row says that care started (RNE S).
    pub(crate) fn starts_care(&self) -> bool {
        self.began == Some("S")
    }

    /// Whether two rows say the same.
    pub(crate) fn same(&self, other: &Self) -> bool {
        let dates = |e: &Self| (e.start, e.end, e.ended, e.began, e.legal, e.change_reason);
        dates(self) == dates(other) && self.same_placement(other)
    }

    /// Whether two rows tell of the same placement.
    pub(crate) fn same_placement(&self, other: &Self) -> bool {
        fn key(e: &Episode) -> (Option<&str>, Option<&str>, &str, &str) {
            (e.place, e.provider, &e.area, &e.urn)
        }
        key(self) == key(other)
    }
}
