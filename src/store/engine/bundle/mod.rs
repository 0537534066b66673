//! Bundles: children's whole records in one encrypted file, for another IRO's book or a manager's reading.

mod family;
mod file;
mod take;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::Connection;

use self::take::{How, take};
use super::away::Away;
use super::book::{Book, Tx};
use super::cost::Cost;
use super::keyfile::KeyFile;
use super::{connect, fault, hex, migrate, verify};
use crate::error::{Error, Kind, Result};
use crate::model::ids::ChildId;

pub(crate) use take::{Differs, Taken};

/// Settings of the sender's book that go along; `bundle` and `made` are the bundle's own.
const SETTINGS: [&str; 3] = ["iro", "practice", "started"];

/// What a bundle says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// Its name, never the same twice.
    pub(crate) id: String,
    /// The IRO whose book it comes from.
    pub(crate) from: String,
    /// The practice of that book.
    pub(crate) practice: String,
    /// The day it was made.
    pub(crate) made: NaiveDate,
}

/// A bundle that was opened.
#[derive(Debug)]
pub(crate) struct Bundle {
    pub(crate) label: Label,
    book: Book,
}

impl Book {
    /// The bytes of a bundle of these children, and its name.
    pub(crate) fn bundle(
        &self,
        children: &BTreeSet<String>,
        passphrase: &[u8],
        today: NaiveDate,
    ) -> Result<(String, Vec<u8>)> {
        let key = hex::random(32)?;
        let keys = KeyFile::new(&key, passphrase, Cost::calibrated()?)?;
        let away = Away::holding(&[])?;
        let id = hex::encode(&hex::random(16)?).to_string();
        let conn = connect::fresh(&away.file, &key)?;
        connect::brand(&conn)?;
        migrate::migrate(&conn, 0, migrate::STEPS, &key)?;
        let tx = conn.unchecked_transaction()?;
        take(self.conn(), &conn, How { only: Some(children), dry: false, theirs: false })?;
        copy_practices(self.conn(), &conn)?;
        copy_handed(self.conn(), &conn)?;
        let put = |key: &str, value: &str| {
            conn.execute("INSERT INTO setting (key, value) VALUES (?1, ?2)", [key, value])
        };
        for key in SETTINGS {
            if let Some(value) = self.setting(key)? {
                put(key, &value)?;
            }
        }
        put("bundle", &id)?;
        put("made", &today.to_string())?;
        fault::commit(tx.commit())?;
        connect::run(&conn, "PRAGMA journal_mode = DELETE")?;
        drop(conn);
        let database = fs::read(&away.file).map_err(|e| fault::file("read", &away.file, &e))?;
        Ok((id, file::packed(&keys, &database)?))
    }

    /// Whether a bundle was received before: the day.
    pub(crate) fn received(&self, bundle: &str) -> Result<Option<String>> {
        Ok(self.all("SELECT date FROM received WHERE bundle = ?1", [bundle], |r| r.get(0))?.pop())
    }

    /// What receiving a bundle would come to.
    pub(crate) fn preview(&self, bundle: &Bundle) -> Result<Taken> {
        take(bundle.book.conn(), self.conn(), How { only: None, dry: true, theirs: true })
    }
}

impl Bundle {
    /// Opens a bundle and looks at all of it.
    pub(crate) fn open(path: &Path, passphrase: &[u8]) -> Result<Self> {
        let (key, database) = file::unpacked(path, passphrase)?;
        let away = Away::holding(&database)?;
        drop(database);
        let of_bundle = |e: Error| match e.kind {
            Kind::Damaged => Error::new(Kind::Damaged, format!("The bundle {} is damaged.", path.display()))
                .hint("Nothing was changed. Ask for it again."),
            Kind::Newer => Error::new(
                Kind::Newer,
                format!("The bundle {} was made by a newer Casebook.", path.display()),
            )
            .hint("Nothing was changed. Install the newer version to read it."),
            _ => e,
        };
        let newest = i64::try_from(migrate::STEPS.len()).unwrap_or(i64::MAX);
        let open = || {
            let (conn, version) = connect::existing(&away.file, &key, newest)?;
            verify::quick(&conn)?;
            if version < newest {
                migrate::migrate(&conn, version, migrate::STEPS, &key)?;
            }
            let book = Book::new(conn);
            let of = |key: &str| Ok::<_, Error>(book.setting(key)?.unwrap_or_default());
            let made = of("made")?.parse().map_err(|_| fault::damaged("The bundle has no day."))?;
            let label = Label { id: of("bundle")?, from: of("iro")?, practice: of("practice")?, made };
            Ok(Self { label, book })
        };
        open().map_err(of_bundle)
    }

    /// Numbers of its children.
    pub(crate) fn children(&self) -> Result<Vec<String>> {
        Ok(self.book.child_numbers()?.into_iter().map(|(number, _)| number).collect())
    }

    /// Numbers of the children whom its book had handed over before.
    pub(crate) fn handed(&self) -> Result<BTreeSet<String>> {
        let query = "SELECT number FROM child WHERE id IN (SELECT child FROM handed)";
        Ok(self.book.all(query, [], |r| r.get(0))?.into_iter().collect())
    }

    /// A setting of the book it comes from.
    pub(crate) fn setting(&self, key: &str) -> Result<Option<String>> {
        self.book.setting(key)
    }
}

impl Tx<'_> {
    /// Receives a bundle: all its children, or those of these numbers. Where a field differs the bundle's is taken,
    /// unless the book's is to stay.
    pub(crate) fn receive(
        &self,
        bundle: &Bundle,
        only: Option<&BTreeSet<String>>,
        theirs: bool,
        today: NaiveDate,
    ) -> Result<Taken> {
        let taken = take(bundle.book.conn(), self.conn(), How { only, dry: false, theirs })?;
        copy_practices(bundle.book.conn(), self.conn())?;
        let Label { id, from, .. } = &bundle.label;
        self.write(
            "INSERT INTO received (bundle, whom, date, children) VALUES (?1, ?2, ?3, ?4)",
            rusqlite::params![
                id,
                from,
                today.to_string(),
                i64::try_from(taken.children.len()).unwrap_or(i64::MAX)
            ],
        )?;
        for child in &taken.children {
            // Who comes back is no longer handed over.
            self.write("DELETE FROM handed WHERE child = ?1", [child])?;
        }
        Ok(taken)
    }

    /// Marks a child as handed over.
    pub(crate) fn hand_over(&self, child: ChildId, to: &str, bundle: &str, today: NaiveDate) -> Result<()> {
        self.write(
            "INSERT INTO handed (child, date, whom, bundle) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (child) DO UPDATE SET date = excluded.date, whom = excluded.whom, bundle = excluded.bundle",
            rusqlite::params![child.0, today.to_string(), to, bundle],
        )?;
        Ok(())
    }
}

/// Copies the practices that concerns and held reviews were judged by, where they are not there yet.
fn copy_practices(from: &Connection, to: &Connection) -> Result<()> {
    let mut query = from.prepare("SELECT practice, version, text, added FROM practice ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let copy: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        to.prepare_cached(
            "INSERT INTO practice (practice, version, text, added) SELECT ?1, ?2, ?3, ?4
             WHERE NOT EXISTS (SELECT 1 FROM practice WHERE practice = ?1 AND version = ?2)",
        )?
        .execute(copy)?;
    }
    Ok(())
}

/// Copies which of the children were handed over before.
fn copy_handed(from: &Connection, to: &Connection) -> Result<()> {
    let mut query = from
        .prepare("SELECT c.number, h.date, h.whom, h.bundle FROM handed h JOIN child c ON c.id = h.child")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let mark: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        to.prepare_cached(
            "INSERT INTO handed (child, date, whom, bundle) SELECT id, ?2, ?3, ?4 FROM child WHERE number = ?1",
        )?
        .execute(mark)?;
    }
    Ok(())
}
