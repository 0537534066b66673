//! Reading and writing: a [`Book`] reads, a [`Tx`] is a book that may be written to during an act.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Deref;

use rusqlite::{Connection, Params, Row, params_from_iter};

use super::cells::{Cell, Cells, RowId, Values};
use super::table::Table;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;

/// A kind of row, told by `table!` in `store/tables`.
pub(crate) trait Record: Sized {
    /// Whose the row is.
    type Owner: Cell;
    type Id: RowId;

    fn table() -> &'static Table;

    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self>;

    fn write<'v>(&'v self, values: &mut Values<'v>);

    /// Its number; 0 before it is stored.
    fn number(&self) -> i64 {
        0
    }

    /// Stores the rows of other tables that belong to a new row.
    fn store_below(&self, _: &Tx<'_>, _: Self::Id) -> Result<()> {
        Ok(())
    }

    /// What is done before a row goes.
    fn before_delete(_: &Tx<'_>, _: Self::Id) -> Result<()> {
        Ok(())
    }
}

/// The number of a kind of row, which so names its table too.
pub(crate) trait Numbers: RowId {
    type Row: Record<Id = Self>;
}

/// An open book, to read from. A store and a transaction are books too.
#[derive(Debug)]
pub(crate) struct Book {
    conn: Connection,
}

impl Book {
    pub(super) fn new(conn: Connection) -> Self {
        Self { conn }
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Every row of a query.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map(params, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Hands on the rows of a table that `which` picks and orders (`WHERE … ORDER BY …`), each with whose it is.
    pub(crate) fn each<R: Record>(
        &self,
        which: &str,
        params: impl Params,
        mut put: impl FnMut(R::Owner, R),
    ) -> Result<()> {
        let mut query = self.conn.prepare_cached(&format!("{} {which}", R::table().select))?;
        let mut rows = query.query(params)?;
        while let Some(row) = rows.next()? {
            let mut cells = Cells::of(row);
            let owner = Cell::read(&mut cells)?;
            put(owner, R::read(&mut cells)?);
        }
        Ok(())
    }

    /// The rows of a table that `which` picks and orders.
    pub(crate) fn list<R: Record>(&self, which: &str, params: impl Params) -> Result<Vec<R>> {
        let mut found = Vec::new();
        self.each(which, params, |_, row| found.push(row))?;
        Ok(found)
    }

    /// The rows about every child, or about one, with the child they are about.
    pub(crate) fn of_children<R>(&self, only: Option<ChildId>, mut put: impl FnMut(ChildId, R)) -> Result<()>
    where
        R: Record<Owner: Into<Option<ChildId>>>,
    {
        let which = if only.is_some() { "WHERE child = ?1 ORDER BY id" } else { "ORDER BY id" };
        self.each(which, params_from_iter(only.map(|c| c.0)), |owner: R::Owner, row| {
            if let Some(child) = owner.into() {
                put(child, row);
            }
        })
    }

    /// The rows that belong to rows of another table, by these: of every child, or of one.
    pub(crate) fn below<R>(&self, only: Option<ChildId>) -> Result<HashMap<R::Owner, Vec<R>>>
    where
        R: Record<Owner: Eq + Hash>,
    {
        let owner = R::table().owner;
        let which = match only {
            Some(_) => format!("WHERE {owner} IN (SELECT id FROM {owner} WHERE child = ?1) ORDER BY id"),
            None => "ORDER BY id".to_owned(),
        };
        self.grouped(&which, params_from_iter(only.map(|c| c.0)))
    }

    /// The rows that `which` picks and orders, by whose they are.
    pub(crate) fn grouped<R>(&self, which: &str, params: impl Params) -> Result<HashMap<R::Owner, Vec<R>>>
    where
        R: Record<Owner: Eq + Hash>,
    {
        let mut found: HashMap<R::Owner, Vec<R>> = HashMap::new();
        self.each(which, params, |owner, row| found.entry(owner).or_default().push(row))?;
        Ok(found)
    }

    /// Adds a row and gives its number; where its table has one for each key, in the place of the one before.
    pub(crate) fn add<R: Record>(&self, owner: &R::Owner, row: &R) -> Result<R::Id> {
        let mut values = Values::default();
        owner.write(&mut values);
        row.write(&mut values);
        self.conn.prepare_cached(&R::table().insert)?.execute(params_from_iter(values.0))?;
        Ok(R::Id::of(self.conn.last_insert_rowid()))
    }
}

/// The book during an act: what is written here is kept or dropped as a whole.
#[derive(Debug)]
pub(crate) struct Tx<'a> {
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

    /// Stores a new row with what belongs to it, under whatever number it has, and gives its number. Where there
    /// is one row for each key (an answer, somebody's attendance), it takes the place of the one before.
    pub(crate) fn insert<R: Record>(&self, owner: R::Owner, row: &R) -> Result<R::Id> {
        let id = self.add(&owner, row)?;
        row.store_below(self, id)?;
        Ok(id)
    }

    /// Replaces what is stored of a row itself; what belongs to it in other tables stays.
    pub(crate) fn update<R: Record>(&self, row: &R) -> Result<()> {
        let mut values = Values::default();
        row.write(&mut values);
        values.put(row.number());
        self.change(&R::table().update, params_from_iter(values.0))
    }

    /// Stores a row: a new one where its number is 0.
    pub(crate) fn put<R: Record>(&self, owner: R::Owner, row: &R) -> Result<R::Id> {
        if row.number() == 0 {
            return self.insert(owner, row);
        }
        self.update(row).map(|()| R::Id::of(row.number()))
    }

    /// Removes a row with what belongs to it.
    pub(crate) fn delete<I: Numbers>(&self, id: I) -> Result<()> {
        I::Row::before_delete(self, id)?;
        self.change(&format!("DELETE FROM {} WHERE id = ?1", I::Row::table().name), [id.number()])
    }

    /// Removes the row of a key, told column by column as `one for each` of its table has them; whether there was one.
    pub(crate) fn remove<R: Record>(&self, key: impl Params) -> Result<bool> {
        Ok(self.write(&R::table().remove, key)? > 0)
    }

    /// Runs a statement that may touch no row at all; gives how many it touched.
    pub(crate) fn write(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.conn().prepare_cached(sql)?.execute(params)?)
    }

    /// Changes one row that must be there.
    fn change(&self, sql: &str, params: impl Params) -> Result<()> {
        match self.write(sql, params)? {
            0 => Err(Error::missing("What was to be changed is no longer in the book.")),
            _ => Ok(()),
        }
    }
}
