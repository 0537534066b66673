//! Values of the model as columns of a row, read and written in the same order. Most are one column, some are
//! several side by side: what they are called is told by their table (see [`super::table`]).

use chrono::{NaiveDate, NaiveTime, Weekday};
use rusqlite::Row;
use rusqlite::types::{FromSql, Null, ToSqlOutput, Type, ValueRef};

use crate::model::change::Class;
use crate::model::child::{CopyOf, Relation, Source};
use crate::model::decision::Mark;
use crate::model::document::{Document, Reader};
use crate::model::doubt::{Answer as DoubtAnswer, Kind as DoubtKind};
use crate::model::escalation::Resolution;
use crate::model::feedback::{Giver, Question};
use crate::model::ids::*;
use crate::model::record::{Ended, NoteKind};
use crate::model::review::{Participation, Presence};
use crate::model::voice::{How, Place};

/// A row read column after column.
pub(crate) struct Cells<'r> {
    row: &'r Row<'r>,
    next: usize,
    /// The value of the next column, where it was looked at already.
    seen: Option<ValueRef<'r>>,
}

impl<'r> Cells<'r> {
    pub(super) fn of(row: &'r Row<'r>) -> Self {
        Self { row, next: 0, seen: None }
    }

    fn raw(&mut self) -> rusqlite::Result<ValueRef<'r>> {
        self.next += 1;
        self.seen.take().map_or_else(|| self.row.get_ref(self.next - 1), Ok)
    }

    /// The value of the next column.
    fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        T::column_result(self.raw()?).map_err(|_| self.wrong())
    }

    /// The text of the next column.
    pub(crate) fn word(&mut self) -> rusqlite::Result<&'r str> {
        self.raw()?.as_str().map_err(|_| self.wrong())
    }

    /// The text of the next column, as `read` understands it.
    fn text<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> rusqlite::Result<T> {
        read(self.word()?).ok_or_else(|| self.wrong())
    }

    /// What was read last cannot be understood.
    pub(crate) fn wrong(&self) -> rusqlite::Error {
        rusqlite::Error::InvalidColumnType(self.next - 1, String::new(), Type::Text)
    }
}

/// The values of a row, in the order of its columns.
#[derive(Default)]
pub(crate) struct Values<'v>(pub(super) Vec<ToSqlOutput<'v>>);

impl<'v> Values<'v> {
    pub(crate) fn put(&mut self, value: impl Into<ToSqlOutput<'v>>) {
        self.0.push(value.into());
    }

    /// Leaves columns empty.
    pub(crate) fn empty(&mut self, columns: usize) {
        (0..columns).for_each(|_| self.put(Null));
    }
}

/// A value of the model that takes one column or more.
pub(crate) trait Cell: Sized {
    /// How many columns.
    const WIDTH: usize = 1;
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self>;
    fn write<'v>(&'v self, values: &mut Values<'v>);
}

/// Empty where the first of its columns is.
impl<T: Cell> Cell for Option<T> {
    const WIDTH: usize = T::WIDTH;

    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        match cells.row.get_ref(cells.next)? {
            ValueRef::Null => {
                cells.next += T::WIDTH;
                Ok(None)
            }
            value => {
                cells.seen = Some(value);
                T::read(cells).map(Some)
            }
        }
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        match self {
            Some(value) => value.write(values),
            None => values.empty(T::WIDTH),
        }
    }
}

/// What belongs to nothing has no column for it.
impl Cell for () {
    const WIDTH: usize = 0;

    fn read(_: &mut Cells<'_>) -> rusqlite::Result<Self> {
        Ok(())
    }

    fn write<'v>(&'v self, _: &mut Values<'v>) {}
}

impl Cell for String {
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        cells.take()
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        values.put(self.as_str());
    }
}

impl Cell for NaiveDate {
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        cells.text(|text| day(text.as_bytes()))
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        values.put(self.to_string());
    }
}

/// `YYYY-MM-DD`, read by hand: a big book holds millions of dates.
fn day(text: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(**d - b'0')))
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

impl Cell for NaiveTime {
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        cells.text(|text| NaiveTime::parse_from_str(text, "%H:%M:%S").ok())
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        values.put(self.format("%H:%M:%S").to_string());
    }
}

/// A day of the week by its number, Monday being 0.
impl Cell for Weekday {
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        let number: u8 = cells.take()?;
        Weekday::try_from(number).map_err(|_| cells.wrong())
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        values.put(self.num_days_from_monday());
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Cell for $type {
            fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
                cells.take()
            }

            fn write<'v>(&'v self, values: &mut Values<'v>) {
                values.put(*self);
            }
        }
    )*};
}
numbers!(bool, u32, i64);

/// Closed sets, kept by their words.
macro_rules! words {
    ($($set:ident),* $(,)?) => {$(
        impl Cell for $set {
            fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
                cells.text(|word| $set::from_word(word).ok())
            }

            fn write<'v>(&'v self, values: &mut Values<'v>) {
                values.put(self.word());
            }
        }
    )*};
}
words!(
    Source,
    Relation,
    CopyOf,
    Participation,
    Presence,
    Mark,
    NoteKind,
    Ended,
    How,
    Place,
    Class,
    Resolution,
    Document,
    Reader,
    DoubtKind,
    DoubtAnswer,
    Giver,
    Question,
);

/// The number a row has in the book; 0 before it has one.
pub(crate) trait RowId: Cell + Copy {
    fn of(number: i64) -> Self;
    fn number(self) -> i64;
}

macro_rules! ids {
    ($($type:ident),* $(,)?) => {$(
        impl Cell for $type {
            fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
                cells.take().map($type)
            }

            fn write<'v>(&'v self, values: &mut Values<'v>) {
                values.put(self.0);
            }
        }

        impl RowId for $type {
            fn of(number: i64) -> Self {
                $type(number)
            }

            fn number(self) -> i64 {
                self.0
            }
        }
    )*};
}
ids!(
    ChildId,
    PeriodId,
    LegalId,
    PlacementId,
    PersonId,
    ReviewId,
    DecisionId,
    DoneId,
    NoteId,
    ChangeId,
    EscalationId,
    AskId,
    CopiedId,
    MoveId,
    SessionId,
    BusyId,
    FormId,
    DocumentId,
    DoubtId,
);

/// Rows that nothing names by number.
impl RowId for () {
    fn of(_: i64) -> Self {}

    fn number(self) -> i64 {
        0
    }
}
