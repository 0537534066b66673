//! Settings, the copies of practices the book was judged by, and holidays the user added.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;

/// A practice's text as it was when it came into use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeCopy {
    /// The practice's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its text.
    pub text: String,
    /// The day it came into the book.
    pub added: NaiveDate,
}

impl Book {
    /// A setting's value, where it is set.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let mut query = self.conn().prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        Ok(query.query_row([key], |r| r.get(0)).optional()?)
    }

    /// Every setting with its value.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        self.all("SELECT key, value FROM setting ORDER BY key", [], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// The copy of one version of a practice.
    pub fn practice(&self, id: &str, version: &str) -> Result<Option<PracticeCopy>> {
        Ok(self.practices()?.into_iter().find(|p| p.id == id && p.version == version))
    }

    /// Every practice copied into the book, oldest first.
    pub fn practices(&self) -> Result<Vec<PracticeCopy>> {
        self.all("SELECT practice, version, text, added FROM practice ORDER BY added, id", [], |r| {
            Ok(PracticeCopy { id: r.get(0)?, version: r.get(1)?, text: r.get(2)?, added: r.day(3)? })
        })
    }

    /// Holidays the user added, in order.
    pub fn holidays(&self) -> Result<Vec<(NaiveDate, String)>> {
        self.all("SELECT date, name FROM holiday ORDER BY date", [], |r| Ok((r.day(0)?, r.get(1)?)))
    }
}

impl Tx<'_> {
    /// Sets a setting.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        let sql =
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
        self.change(sql, [key, value])
    }

    /// Takes a setting back to its default; whether it was set.
    pub fn remove_setting(&self, key: &str) -> Result<bool> {
        Ok(self.write("DELETE FROM setting WHERE key = ?1", [key])? > 0)
    }

    /// Copies a practice into the book; a version that is there already is replaced.
    pub fn add_practice(&self, p: &PracticeCopy) -> Result<()> {
        let sql = "INSERT INTO practice (practice, version, text, added) VALUES (?1, ?2, ?3, ?4) \
            ON CONFLICT (practice, version) DO UPDATE SET text = excluded.text, added = excluded.added";
        self.write(sql, params![p.id, p.version, p.text, Day(p.added)])?;
        Ok(())
    }

    /// Adds a holiday, or renames the one of that day.
    pub fn add_holiday(&self, date: NaiveDate, name: &str) -> Result<()> {
        let sql =
            "INSERT INTO holiday (date, name) VALUES (?1, ?2) ON CONFLICT (date) DO UPDATE SET name = ?2";
        self.change(sql, params![Day(date), name])
    }

    /// Removes a holiday; whether there was one.
    pub fn remove_holiday(&self, date: NaiveDate) -> Result<bool> {
        Ok(self.write("DELETE FROM holiday WHERE date = ?1", [Day(date)])? > 0)
    }
}
