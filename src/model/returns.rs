//! What was read from a statutory return, and the report about it: handed from `exchange`, which
//! reads files, to `casework`, which merges it into the book.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::care::{Legal, Period, Placement};
use super::child::{Child, Person};
use super::doubt::{Doubt, Kind};
use super::ids::DoubtId;
use super::review::Review;

/// One child of a return with everything derived for them. Row ids are 0.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnChild {
    /// The child, by number.
    pub child: Child,
    /// Periods of care, oldest first.
    pub periods: Vec<Period>,
    /// Legal statuses, oldest first, adjacent equal ones joined.
    pub legal: Vec<Legal>,
    /// Placements, oldest first, adjacent equal ones joined.
    pub placements: Vec<Placement>,
    /// Held reviews, oldest first.
    pub reviews: Vec<Review>,
    /// People from the names file (IRO, social worker, team manager); `start` unknown.
    pub people: Vec<Person>,
    /// Days on which the IRO saw or spoke to the child, where a list tells one.
    pub contacts: BTreeSet<NaiveDate>,
    /// What is doubtful about it and stays so until it is answered.
    pub doubts: Vec<Doubt>,
    /// What this return says of the child, to be kept; `None` of a child put together from several.
    pub said: Option<Said>,
}

impl ReturnChild {
    /// A child of whom nothing else is told.
    pub fn of(child: Child) -> Self {
        Self {
            child,
            periods: Vec::new(),
            legal: Vec::new(),
            placements: Vec::new(),
            reviews: Vec::new(),
            people: Vec::new(),
            contacts: BTreeSet::new(),
            doubts: Vec::new(),
            said: None,
        }
    }
}

/// What one return said of one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The first day of whose reviews the return tells; after the last where it tells of none.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// What it said, as the reader of returns writes it down.
    pub facts: String,
}

/// The days of whose reviews a return told, without what it told: a review on any other day is not in it. A return
/// without reviews told of no day: its first is after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// The first.
    pub(crate) first: NaiveDate,
    /// The last.
    pub(crate) last: NaiveDate,
}

impl Told {
    /// The last day told of.
    pub(crate) fn end(told: &[Told]) -> Option<NaiveDate> {
        told.iter().map(|one| one.last).max()
    }

    /// Whether all reviews held from one day to another are told of; so they are where nothing is kept. A list tells
    /// of the last one only: of the time since then, where `reviewed`.
    pub(crate) fn whole(told: &[Told], from: NaiveDate, to: NaiveDate, reviewed: bool) -> bool {
        let is_list = |one: &Told| one.first == one.last;
        let goes_on =
            |one: &&Told, day: NaiveDate| one.last >= day && (one.first <= day || reviewed && is_list(one));
        let mut next = from;
        while let Some(one) = told.iter().filter(|one| goes_on(one, next)).max_by_key(|one| one.last) {
            let Some(day) = one.last.succ_opt() else { break };
            next = day;
        }
        told.is_empty() || next > to
    }
}

/// What a return changed of a child.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Changed {
    /// The child's number.
    pub child: String,
    /// What: a column of the return, or in words.
    pub what: String,
    /// What the book had.
    pub before: String,
    /// What it has now.
    pub after: String,
}

/// The review to hold next, as far as its day goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NextReview {
    /// The last day it can be held or completed; `None` where it is not known.
    pub due: Option<NaiveDate>,
    /// The day it is booked for.
    pub booked: Option<NaiveDate>,
    /// Why there is no last day, or on what it rests.
    pub reason: Option<String>,
}

/// A next review that a return moves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MovedReview {
    /// The child's number.
    pub child: String,
    /// As it stood; `None` where none was to come.
    pub before: Option<NextReview>,
    /// As it stands now; `None` where none is to come any more.
    pub after: Option<NextReview>,
}

/// A cell that was refused, or taken with doubt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Remark {
    /// File name without its folder.
    pub file: String,
    /// Line of the row in the file, the header being line 1.
    pub row: u64,
    /// Column name; empty where the whole row is meant.
    pub column: String,
    /// The value, cleaned and shortened for showing.
    pub value: String,
    /// Why, as one sentence.
    pub why: String,
    /// The number of the child it is about; empty where it is about none.
    pub child: String,
    /// What it is about.
    pub kind: Kind,
    /// The day of its row, where it has one.
    #[serde(skip)]
    pub day: Option<NaiveDate>,
}

impl Remark {
    /// Where it stands: file and row, or what else it is about.
    pub fn place(&self) -> String {
        if self.row == 0 { self.file.clone() } else { format!("{} row {}", self.file, self.row) }
    }

    /// As it is kept on the child.
    pub fn doubt(&self) -> Doubt {
        Doubt {
            id: DoubtId(0),
            kind: self.kind,
            column: self.column.clone(),
            day: self.day,
            value: self.value.clone(),
            book: None,
            file: self.file.clone(),
            row: u32::try_from(self.row).unwrap_or(u32::MAX),
            why: self.why.clone(),
            answer: None,
            answered: None,
        }
    }

    /// As a report tells it.
    pub fn of(doubt: &Doubt, child: &str) -> Self {
        Self {
            file: doubt.file.clone(),
            row: doubt.row.into(),
            column: doubt.column.clone(),
            value: doubt.value.clone(),
            why: doubt.why.clone(),
            child: child.to_owned(),
            kind: doubt.kind,
            day: doubt.day,
        }
    }
}

/// The IRO's own children within a return, and where each is listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// The file that lists them.
    pub file: String,
    /// Each child's number with its line.
    pub numbers: Vec<(String, u64)>,
}

/// A file that was taken as a table of the return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableRead {
    /// File name without its folder.
    pub file: String,
    /// `header`, `episodes`, `reviews`, `uasc` or `names`.
    pub table: String,
    /// Data rows in it.
    pub rows: u64,
}

/// A file that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotRead {
    /// File name without its folder.
    pub file: String,
    /// Why.
    pub why: String,
}

/// How much was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// Children.
    pub children: u64,
    /// Periods of care.
    pub periods: u64,
    /// Placements.
    pub placements: u64,
    /// Held reviews.
    pub reviews: u64,
}

/// What became of a return, cell by cell: the same for a dry run and for the real thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Files read, by name.
    pub tables: Vec<TableRead>,
    /// What was taken.
    pub accepted: Accepted,
    /// What of it is new to the book; the rest was there already.
    pub added: Accepted,
    /// Children of the return that are another IRO's, and were left out.
    pub left_out: u64,
    /// What else it changed in the book: rows brought up to date, legal statuses and people added.
    pub updated: u64,
    /// What it changed of children that the book had already.
    pub changed: Vec<Changed>,
    /// Whose next review it moved, of children that the book had already.
    pub moved: Vec<MovedReview>,
    /// Children new to a book that had some already.
    pub new: Vec<String>,
    /// Children whose care it ended.
    pub ended: Vec<String>,
    /// Children in care of whom no return tells when that began.
    pub unknown_start: Vec<String>,
    /// What was refused.
    pub refused: Vec<Remark>,
    /// What was taken, but looks wrong.
    pub doubts: Vec<Remark>,
    /// Files passed over.
    pub not_read: Vec<NotRead>,
}

/// A return, read: its children and the report so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Return {
    /// Children by number.
    pub children: Vec<ReturnChild>,
    /// The report.
    pub report: Report,
}
