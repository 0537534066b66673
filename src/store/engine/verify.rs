//! Checking a book through and through.

use rusqlite::Connection;

use super::audit::{self, AuditKey};
use super::connect::{PAGE, checkpoint, number};
use super::fault;
use super::store::Store;
use crate::error::Result;

/// What a check of the whole book found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is wrong, one sentence each; empty when all is well.
    pub problems: Vec<String>,
    /// Children in the book.
    pub children: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// Acts that can be taken back or done again.
    pub acts: u64,
    /// Length of the book in bytes.
    pub bytes: u64,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn sound(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Store {
    /// Checks every page's seal, the structure, the references and the audit log.
    pub fn verify(&self) -> Result<Verdict> {
        examine(self.conn(), &self.audit_key, self.path().is_some())
    }
}

/// Checks a connection's database; `sealed` where it lies in a file. The log is moved into the file
/// first, for the seals are checked in the file alone.
pub fn examine(conn: &Connection, key: &AuditKey, sealed: bool) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    if sealed {
        checkpoint(conn)?;
        let pages = answers(conn, "PRAGMA cipher_integrity_check")?.len();
        if pages > 0 {
            verdict.problems.push(format!("{pages} pages of the file are damaged."));
        }
    }
    let checks: [(&str, &str); 2] = [
        ("PRAGMA integrity_check(10)", "The structure of the book is damaged."),
        ("PRAGMA foreign_key_check", "A row refers to one that is not there."),
    ];
    for (pragma, words) in checks {
        let found = answers(conn, pragma);
        if !found.is_ok_and(|a| a.iter().all(|line| line == "ok")) {
            verdict.problems.push(words.into());
        }
    }
    match audit::check(conn, key) {
        Ok((rows, None)) => verdict.audit_rows = count(rows),
        Ok((rows, Some(row))) => {
            verdict.audit_rows = count(rows);
            verdict.problems.push(format!("The audit log was tampered with: entry {row} does not fit."));
        }
        Err(_) => verdict.problems.push("The audit log cannot be read.".into()),
    }
    if verdict.sound() {
        verdict.children = count(number(conn, "SELECT count(*) FROM child")?);
        verdict.acts = count(number(conn, "SELECT count(*) FROM act")?);
        verdict.bytes = count(number(conn, "PRAGMA page_count")?) * PAGE;
    }
    Ok(verdict)
}

/// A quick look at an opening: the file is whole, and so is its structure.
pub fn quick(conn: &Connection) -> Result<()> {
    let sound = answers(conn, "PRAGMA quick_check(1)").is_ok_and(|a| a.iter().all(|line| line == "ok"));
    if sound { Ok(()) } else { Err(fault::damaged("The book's file is damaged.")) }
}

/// The first column of every row a pragma answers.
fn answers(conn: &Connection, pragma: &str) -> Result<Vec<String>> {
    let mut query = conn.prepare(pragma)?;
    let lines = query.query_map([], |r| r.get(0))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
