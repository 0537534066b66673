//! What is doubtful about what returns say of a child, kept until somebody answers it.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::DoubtId;
use super::words::closed_set;

closed_set! {
    /// What a doubt is about, so that a report can tell them together.
    pub(crate) enum Kind is "kind of doubt" {
        /// The book has it otherwise, typed by hand.
        Differs: "differs" = "typed by hand otherwise",
        /// The date of birth.
        Born: "born" = "date of birth",
        /// The child's number was written in two ways.
        Number: "number" = "number written in two ways",
        /// When care began, and whether it did.
        Start: "start" = "start of care",
        /// When care ended, and whether it did.
        End: "end" = "end of care",
        /// Care ended on a day that is not known.
        EndUnknown: "end-unknown" = "end of care not known",
        /// Episodes that do not follow each other.
        Episodes: "episodes" = "episodes that do not follow each other",
        /// Reviews that may be one, or lie outside care.
        Review: "review" = "reviews",
        /// A later return has another day than an earlier one.
        Corrected: "corrected" = "corrected by a later return",
        /// A date that cannot be read, or still to come.
        Unread: "unread" = "dates that cannot be",
        /// A column read with the month first.
        MonthFirst: "month-first" = "dates read with the month first",
        /// Any other cell; told once and not kept.
        Cell: "cell" = "other cells",
    }
}

impl Kind {
    /// Whether it is kept on the child until it is answered: what bears on a date or on who the child is.
    pub(crate) fn is_kept(self) -> bool {
        self != Kind::Cell
    }
}

closed_set! {
    /// How a doubt was answered.
    pub(crate) enum Answer is "answer to a doubt" {
        /// The return's value was taken into the book.
        Take: "take" = "the return's taken",
        /// What the book has stays.
        Keep: "keep" = "the book's kept",
        /// What was assumed is right.
        Right: "right" = "right as assumed",
    }
}

/// A doubt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Doubt {
    /// Row number in the book; 0 before it is stored.
    pub id: DoubtId,
    /// What it is about.
    pub kind: Kind,
    /// Column of the return.
    pub column: String,
    /// The day of the row it is about, where it has one.
    pub day: Option<NaiveDate>,
    /// What the return has.
    pub value: String,
    /// What the book has, typed by hand; `None` where the return alone is doubtful.
    pub book: Option<String>,
    /// File without its folder; where the row stands.
    pub file: String,
    /// Line of the row; 0 where it is about no row.
    pub row: u32,
    /// What is odd, and what was assumed.
    pub why: String,
    /// How it was answered.
    pub answer: Option<Answer>,
    /// The day it was answered.
    pub answered: Option<NaiveDate>,
}

impl Doubt {
    /// Whether two accounts are of one doubt: it may stand in another row of a later return.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let key = |d: &Self| (d.kind, d.day, d.column.clone(), d.value.clone(), d.book.clone());
        key(self) == key(other)
    }

    /// Whether it still waits for an answer.
    pub(crate) fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// What may be answered: the return's value can be taken only where the book has another.
    pub(crate) fn answers(&self) -> &'static [Answer] {
        match self.book {
            Some(_) => &[Answer::Take, Answer::Keep],
            None => &[Answer::Right, Answer::Keep],
        }
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> String {
        if self.row == 0 { self.file.clone() } else { format!("{} row {}", self.file, self.row) }
    }
}
