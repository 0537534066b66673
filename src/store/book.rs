//! Reading and writing: a [`Book`] reads, a [`Tx`] is a book that may be written to during an act.

use std::ops::Deref;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Params, Row};

use crate::error::{Error, Result};
use crate::model::child::Source;
use crate::model::ids::ChildId;
use crate::model::words::UnknownWord;

/// An open book, to read from. [`super::Store`] and [`Tx`] are books too.
#[derive(Debug)]
pub struct Book {
    conn: Connection,
}

impl Book {
    pub(super) fn new(conn: Connection) -> Self {
        Self { conn }
    }

    pub(super) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Every row of a query.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map(params, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every row of a table, or those of one child; the row's child is in the first column.
    pub(super) fn each<T>(
        &self,
        select: &str,
        only: Option<ChildId>,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
        mut put: impl FnMut(ChildId, T),
    ) -> Result<()> {
        let sql = if only.is_some() { format!("{select} WHERE child = ?1") } else { select.to_owned() };
        let mut query = self.conn.prepare_cached(&format!("{sql} ORDER BY id"))?;
        let mut rows = match only {
            Some(child) => query.query([child.0])?,
            None => query.query([])?,
        };
        while let Some(row) = rows.next()? {
            if let Some(child) = row.get::<_, Option<i64>>(0)? {
                put(ChildId(child), read(row)?);
            }
        }
        Ok(())
    }
}

/// The book during an act: what is written here is kept or dropped as a whole.
#[derive(Debug)]
pub struct Tx<'a> {
    book: &'a Book,
}

impl Deref for Tx<'_> {
    type Target = Book;

    fn deref(&self) -> &Book {
        self.book
    }
}

impl<'a> Tx<'a> {
    pub(super) fn new(book: &'a Book) -> Self {
        Self { book }
    }

    /// Adds a row and gives its number.
    pub(super) fn insert(&self, sql: &str, params: impl Params) -> Result<i64> {
        self.conn().prepare_cached(sql)?.execute(params)?;
        Ok(self.conn().last_insert_rowid())
    }

    /// Runs a statement that may touch no row at all.
    pub(super) fn write(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.conn().prepare_cached(sql)?.execute(params)?)
    }

    /// Changes one row that must be there.
    pub(super) fn change(&self, sql: &str, params: impl Params) -> Result<()> {
        match self.write(sql, params)? {
            0 => Err(Error::missing("What was to be changed is no longer in the book.")),
            _ => Ok(()),
        }
    }

    /// Removes one row that must be there.
    pub(super) fn remove(&self, table: &str, id: i64) -> Result<()> {
        self.change(&format!("DELETE FROM {table} WHERE id = ?1"), [id])
    }
}

/// A date as the book keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Day(pub NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        day(value.as_bytes()?).map(Self).ok_or(FromSqlError::InvalidType)
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

/// A time of day as the book keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Hour(pub NaiveTime);

impl ToSql for Hour {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.format("%H:%M:%S").to_string().into())
    }
}

impl FromSql for Hour {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        NaiveTime::parse_from_str(text, "%H:%M:%S").map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

impl ToSql for Source {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

impl FromSql for Source {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|unknown: UnknownWord| FromSqlError::Other(Box::new(unknown)))
    }
}

/// Dates from a row.
pub(super) trait Days {
    /// A date that must be there.
    fn day(&self, column: usize) -> rusqlite::Result<NaiveDate>;
    /// A date that may be there.
    fn maybe_day(&self, column: usize) -> rusqlite::Result<Option<NaiveDate>>;
}

impl Days for Row<'_> {
    fn day(&self, column: usize) -> rusqlite::Result<NaiveDate> {
        self.get::<_, Day>(column).map(|d| d.0)
    }

    fn maybe_day(&self, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
        Ok(self.get::<_, Option<Day>>(column)?.map(|d| d.0))
    }
}
