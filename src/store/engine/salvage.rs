//! What can still be read of a damaged book, brought out into a new one: row by row, around what cannot be read.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::away::Away;
use super::hold::Hold;
use super::keyfile::{self, DataKey, KeyFile, Slot};
use super::store::Store;
use super::{audit, connect, ledger, make, migrate, outlet, place, seal, swap};
use crate::error::{Error, Kind, Result};

/// After so many numbers in a row without a readable row no more are tried one by one.
const IN_VAIN: i64 = 500;

/// What was brought out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Salvage {
    /// Rows by table.
    pub(crate) rows: BTreeMap<String, u64>,
    /// Tables of which part could not be read.
    pub(crate) torn: Vec<String>,
    /// Rows left out because what they belong to could not be read.
    pub(crate) loose: u64,
    /// Children whose own row could not be read; what is known of them stands under LOST and a number.
    pub(crate) nameless: u64,
}

impl Store {
    /// Brings what can be read of the book at `path` into a new book at `to`, under the same keys. The damaged book
    /// is only read, from a copy.
    pub(crate) fn salvage(path: &Path, passphrase: &[u8], to: &Path) -> Result<Salvage> {
        place::refuse_shared(to)?;
        outlet::refuse_beside(to)?;
        let mut hold = Hold::take(path)?;
        swap::finish(path)?;
        if !path.exists() {
            return Err(Error::missing(format!("There is no book at {}. Nothing was made.", path.display()))
                .hint("`casebook restore` brings back the newest whole backup."));
        }
        hold.may_guess()?;
        let key = keyfile::unlock(path, Slot::PASSPHRASE, passphrase);
        let (key, _) = hold.guessed(key)?;
        let away = Away::of(path)?;
        let mut from = Source { away, conn: None, key: key.clone() };
        let lost = |e: Error| match e.kind {
            Kind::Damaged => Error::new(
                Kind::Damaged,
                "The pages that say what lies where in the book are damaged, so nothing can be read of it.",
            )
            .hint("Nothing was changed. `casebook restore` brings back the newest whole backup."),
            _ => e,
        };
        let version = connect::number(from.conn()?, "PRAGMA user_version").map_err(lost)?;
        // A file with no table at all, an empty one for instance, opens with any key.
        if ledger::columns(from.conn()?, "child").map_err(lost)?.is_empty() {
            return Err(lost(Error::new(Kind::Damaged, "")));
        }
        let mut told = Salvage::default();
        make::make(to, KeyFile::of(path)?, |file| {
            let store = make::begun(file, &key)?;
            let entry = audit::begin(store.conn())?;
            connect::run(store.conn(), "PRAGMA foreign_keys = OFF")?;
            let newest = i64::try_from(migrate::STEPS.len()).unwrap_or(i64::MAX);
            if version < newest {
                // The copy is brought forward as far as it goes; what stops that stays in the old form, and is read so.
                let _ = migrate::migrate(from.conn()?, version, migrate::STEPS, &key);
                from.conn = None;
            }
            for table in ledger::TABLES.iter().chain(&["draft"]) {
                bring(&mut from, store.conn(), table, &mut told)?;
            }
            mend(store.conn(), &mut told)?;
            seal::take(store.conn(), &store.audit_key)?;
            let rows = format!("rows {}", told.rows.values().sum::<u64>());
            entry.end(store.conn(), &store.audit_key, "salvage", "book", &rows)
        })?;
        Ok(told)
    }
}

/// The copy that is read. Once a page could not be read the engine gives nothing more through the same connection.
struct Source {
    away: Away,
    conn: Option<Connection>,
    key: DataKey,
}

impl Source {
    fn conn(&mut self) -> Result<&Connection> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => {
                let conn = connect::keyed(&self.away.file, &self.key)?;
                connect::run(&conn, "PRAGMA locking_mode = EXCLUSIVE")?;
                conn
            }
        };
        Ok(self.conn.insert(conn))
    }

    /// Hands on the rows of a query, a number before each, until one cannot be read: the last number, and whether
    /// that was the end.
    fn walk(
        &mut self,
        sql: &str,
        bounds: &[i64],
        mut put: impl FnMut(Vec<Value>) -> Result<()>,
    ) -> Result<(Option<i64>, bool)> {
        let mut last = None;
        let mut read = || -> Result<Result<()>> {
            let conn = self.conn()?;
            let mut go = || -> Result<Option<Error>> {
                let mut query = conn.prepare(sql)?;
                let columns = query.column_count();
                let mut found = query.query(params_from_iter(bounds))?;
                while let Some(row) = found.next()? {
                    let values: Result<Vec<Value>, _> = (1..columns).map(|c| row.get(c)).collect();
                    if let Err(stop) = put(values?) {
                        return Ok(Some(stop));
                    }
                    last = Some(row.get(0)?);
                }
                Ok(None)
            };
            match go() {
                Ok(None) => Ok(Ok(())),
                Ok(Some(stop)) => Err(stop),
                Err(e) if e.kind == Kind::Machine => Err(e),
                Err(e) => Ok(Err(e)),
            }
        };
        let whole = read()?.is_ok();
        if !whole {
            self.conn = None;
        }
        Ok((last, whole))
    }
}

/// Brings the rows of a table over: from the front until something cannot be read, from the back until there, and
/// between the two one by one.
fn bring(from: &mut Source, to: &Connection, table: &str, told: &mut Salvage) -> Result<()> {
    let own = ledger::columns(to, table)?;
    let there = ledger::columns(from.conn()?, table).unwrap_or_default();
    let columns: Vec<String> = there.into_iter().filter(|c| own.contains(c)).collect();
    told.rows.insert(table.to_owned(), 0);
    if columns.is_empty() {
        told.torn.push(table.to_owned());
        return Ok(());
    }
    let names = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"))?;
    let mut rows = 0;
    let mut walk = |which: &str, bounds: &[i64]| {
        from.walk(&format!("SELECT rowid, {names} FROM {table} {which}"), bounds, |values| {
            rows += u64::try_from(insert.execute(params_from_iter(values))?).unwrap_or(0);
            Ok(())
        })
    };
    let (front, whole) = walk("ORDER BY rowid", &[])?;
    if !whole {
        told.torn.push(table.to_owned());
        let low = front.unwrap_or(0);
        let (back, _) = walk("WHERE rowid > ?1 ORDER BY rowid DESC", &[low])?;
        let mut found = low;
        for id in low.saturating_add(1)..back.unwrap_or(i64::MAX) {
            if walk("WHERE rowid = ?1", &[id])?.0.is_some() {
                found = id;
            } else if id - found > IN_VAIN {
                break;
            }
        }
    }
    told.rows.insert(table.to_owned(), rows);
    Ok(())
}

/// Makes every reference whole again: a child that could not be read gets a row without a name, so that what was
/// recorded of it stays; a row that belongs to anything else that is gone goes.
fn mend(conn: &Connection, told: &mut Salvage) -> Result<()> {
    loop {
        let mut query = conn.prepare("PRAGMA foreign_key_check")?;
        let broken: Vec<(String, i64, String, i64)> = query
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
            .collect::<Result<_, _>>()?;
        if broken.is_empty() {
            return Ok(());
        }
        for (table, row, parent, key) in broken {
            let column: String = conn.query_row(
                "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE id = ?2",
                rusqlite::params![table, key],
                |r| r.get(0),
            )?;
            let child: Option<i64> = conn
                .query_row(&format!("SELECT \"{column}\" FROM {table} WHERE rowid = ?1"), [row], |r| r.get(0))
                .unwrap_or(None);
            match child.filter(|_| parent == "child") {
                Some(child) => {
                    told.nameless += u64::try_from(conn.execute(
                        "INSERT OR IGNORE INTO child (id, number, forename, surname, source)
                         VALUES (?1, 'LOST ' || ?1, '', '', 'hand')",
                        [child],
                    )?)
                    .unwrap_or(0);
                }
                None => {
                    told.loose +=
                        u64::try_from(conn.execute(&format!("DELETE FROM {table} WHERE rowid = ?1"), [row])?)
                            .unwrap_or(0);
                }
            }
        }
    }
}
