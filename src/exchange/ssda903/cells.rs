//! The cells of one row by column, refusing what they do not mean.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::columns::{Column, bit};
use super::draft::Mark;
use super::remarks::{At, Remarks};
use crate::exchange::cell;
use crate::exchange::rows::Row;
use crate::model::doubt::Kind;

/// The longest child number taken; the return's own schema allows 10 characters.
const NUMBER_MAX: usize = 60;

/// One row, and where to say what is wrong with it.
pub(crate) struct Cells<'a> {
    /// The row.
    pub row: &'a Row,
    /// Where it stands.
    pub at: At,
    /// Nothing after this day has happened.
    pub today: NaiveDate,
    /// The remarks so far.
    pub remarks: &'a mut Remarks,
    /// Doubts of the row that are kept.
    pub marks: Vec<Mark>,
    /// Which order of day and month the file's columns show.
    pub orders: &'a mut Orders,
}

/// The columns in which some date can only have the day first, and those in which some can only have the month first.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    day_first: u128,
    month_first: u128,
}

impl Orders {
    /// The columns that can only have the month first.
    pub(crate) fn turned(&self) -> u128 {
        self.month_first & !self.day_first
    }
}

/// What a code cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Nothing.
    Blank,
    /// A code of the list, as the list writes it.
    Known(&'static str),
    /// Something else; it has been refused.
    Unknown,
}

impl Code {
    /// The code where it is known.
    pub(crate) fn known(self) -> Option<&'static str> {
        match self {
            Code::Known(code) => Some(code),
            Code::Blank | Code::Unknown => None,
        }
    }
}

impl<'a> Cells<'a> {
    /// A cell's text, clean; empty where the file has no such column or the row ends before it.
    pub(crate) fn text(&self, column: Column) -> Cow<'a, str> {
        cell::clean(column.at.and_then(|at| self.row.cell(at)).unwrap_or_default())
    }

    /// Refuse the cell of a column.
    pub(crate) fn refuse(&mut self, column: Column, why: impl Into<String>) {
        self.remarks.refuse(self.at, column.name, &self.text(column), why);
    }

    /// Doubt the cell of a column.
    pub(crate) fn doubt(&mut self, column: Column, why: impl Into<String>) {
        self.remarks.doubt(self.at, column.name, &self.text(column), why);
    }

    /// Doubt a row that has text beyond the header's last column.
    pub(crate) fn doubt_extra(&mut self, width: usize) {
        let extra = self.row.cells().skip(width).find(|c| !c.trim().is_empty());
        if let Some(extra) = extra {
            let why = format!("the row has {} cells where the header has {width}", self.row.len());
            self.remarks.doubt(self.at, "", extra, why);
        }
    }

    /// The child's number; `None` when it is refused, and the row with it.
    pub(crate) fn number(&mut self, column: Column) -> Option<String> {
        let number = self.text(column);
        // A joiner alone is as good as nothing: nobody could name the child by it.
        if !number.chars().any(char::is_alphanumeric) {
            self.refuse(column, "the row has no child number");
            None
        } else if number.chars().count() > NUMBER_MAX {
            self.refuse(column, "too long for a child number: the row is not taken");
            None
        } else {
            Some(number.into_owned())
        }
    }

    /// A date; `None` when the cell is blank or, with a remark, when it holds no date.
    pub(crate) fn date(&mut self, column: Column) -> Option<NaiveDate> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let read = if column.month_first { cell::month_first(&text) } else { cell::date(&text) };
        let place = column.at.map_or(0, bit);
        match read {
            Ok(day) if text.contains('/') => {
                if column.month_first {
                    self.mark(
                        Kind::MonthFirst,
                        column,
                        format!(
                            "the column can only have the month first, for some of its dates have 13 or more in the middle: this is read as {}, and so every date of it",
                            day.format("%-d %b %Y")
                        ),
                    );
                } else if day.day() > 12 {
                    self.orders.day_first |= place;
                }
                Some(day)
            }
            Ok(day) => Some(day),
            Err(why) => {
                if text.contains('/') && cell::month_first(&text).is_ok() {
                    self.orders.month_first |= place;
                }
                self.refuse(column, why);
                None
            }
        }
    }

    /// A doubt about the cell that is kept on the child.
    fn mark(&mut self, kind: Kind, column: Column, why: String) {
        let (column, value) = (column.name.to_owned(), cell::show(&self.text(column)));
        self.marks.push(Mark { at: self.at, kind, column, value, why });
    }

    /// As [`Cells::past`]; a cell that gives no day is a doubt that is kept.
    pub(crate) fn telling(&mut self, column: Column, assumed: &str) -> Option<NaiveDate> {
        let day = self.past(column);
        if day.is_none() && !self.text(column).is_empty() {
            self.mark(Kind::Unread, column, format!("{}: {assumed}", self.why_not(column)));
        }
        day
    }

    /// The row is not taken for what the cell says.
    pub(crate) fn not_taken(&mut self, column: Column) {
        self.mark(Kind::Unread, column, format!("{}: the row is not taken", self.why_not(column)));
    }

    /// Whether the cell has a day to come within a year: planned, and no slip of the pen.
    pub(crate) fn is_near_ahead(&self, column: Column) -> bool {
        let read = if column.month_first { cell::month_first } else { cell::date };
        read(&self.text(column)).is_ok_and(|day| day > self.today && (day - self.today).num_days() <= 366)
    }

    /// Why the cell gives no day of something that has happened.
    fn why_not(&self, column: Column) -> &'static str {
        let read = if column.month_first { cell::month_first } else { cell::date };
        read(&self.text(column)).err().unwrap_or("this day is still to come")
    }

    /// A date of something that has happened: one to come is refused.
    pub(crate) fn past(&mut self, column: Column) -> Option<NaiveDate> {
        let day = self.date(column)?;
        if day > self.today {
            self.refuse(column, "this day is still to come: not taken");
            return None;
        }
        Some(day)
    }

    /// A date without which the row is worth nothing: refused when blank too.
    pub(crate) fn needed_date(&mut self, column: Column) -> Option<NaiveDate> {
        if self.text(column).is_empty() {
            self.refuse(column, "no date: the row is not taken");
            return None;
        }
        self.telling(column, "the row is not taken")
    }

    /// A code of a list, in either case; anything else is refused as no such `what`.
    pub(crate) fn code(
        &mut self,
        column: Column,
        what: &str,
        mut list: impl Iterator<Item = &'static str>,
    ) -> Code {
        let text = self.text(column);
        if text.is_empty() {
            return Code::Blank;
        }
        match list.find(|code| code.eq_ignore_ascii_case(&text)) {
            Some(code) => Code::Known(code),
            None => {
                self.refuse(column, format!("there is no such {what}"));
                Code::Unknown
            }
        }
    }
}
