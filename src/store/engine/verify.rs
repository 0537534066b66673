//! Checking a book through and through.

use std::path::Path;
use std::{fs, io};

use rusqlite::Connection;

use super::audit;
use super::away::Away;
use super::connect::{self, PAGE, checkpoint, number};
use super::kept::{self, AuditKey};
use super::store::Store;
use super::trail::words;
use super::{fault, hex, seal};
use crate::error::{Kind, Result};
use crate::platform::with_suffix;

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
    /// The last row of the audit log: its number and the start of its code, to hold against a note of it elsewhere.
    pub audit_head: String,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// What the check looks at.
    pub fn covers(&self) -> [&'static str; 5] {
        [
            "the seal of every page, which a damaged or exchanged byte breaks",
            "the structure of the file",
            "that every row belongs to one that is there",
            "the audit log, entry by entry, to its end",
            "every record, word for word, against the seal in the last entry of the log",
        ]
    }

    /// What it does not see.
    pub fn leaves_out(&self) -> &'static str {
        "a change to a draft, to the list of what can be undone or to what calendars were told; a book put back whole \
         as it was at an earlier time; a log written anew by somebody who has the passphrase and a program that knows \
         how this one seals (the last entry, noted elsewhere, shows the last two)"
    }
}

impl Store {
    /// Checks every page's seal, the structure, the references and the audit log.
    pub fn verify(&self) -> Result<Verdict> {
        let verdict = examine(self.conn(), &self.audit_key, self.path().is_some());
        match self.path() {
            // Once a page failed the engine trusts this connection no more: another one says whether it was the disk.
            Some(path) if !verdict.as_ref().is_ok_and(Verdict::sound) => {
                read_all(path)?;
                let away = Away::of(path)?;
                let (conn, _) = connect::existing(&away.file, &self.key, i64::MAX)?;
                examine(&conn, &self.audit_key, true)
            }
            _ => verdict,
        }
    }
}

/// Does something with a file again where it came out as damage: a disk that fails for a moment gives the engine
/// bytes that look so. Only what was read whole and came out so twice is damage.
pub fn twice<T>(file: &Path, mut f: impl FnMut() -> Result<T>) -> Result<T> {
    match f() {
        Err(e) if e.kind == Kind::Damaged => read_all(file).and_then(|()| f()),
        done => done,
    }
}

/// Reads a book and its journal through, whatever is in them.
fn read_all(file: &Path) -> Result<()> {
    for name in [file.to_owned(), with_suffix(file, "-wal")] {
        let read = fs::File::open(&name).and_then(|mut open| io::copy(&mut open, &mut io::sink()));
        match read {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(fault::file("read", &name, &e)),
            _ => {}
        }
    }
    Ok(())
}

/// Checks a connection's database; `sealed` where it lies in a file. The log is moved into the file
/// first, for the seals are checked in the file alone.
pub fn examine(conn: &Connection, key: &AuditKey, sealed: bool) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    if sealed {
        checkpoint(conn)?;
        let pages = answers(conn, "PRAGMA cipher_integrity_check")?;
        if pages.iter().any(|told| told.starts_with("error reading")) {
            return Err(fault::disk(rusqlite::ffi::SQLITE_IOERR_READ));
        }
        match pages.len() {
            0 => {}
            1 => verdict.problems.push("One page of the file is damaged.".into()),
            n => verdict.problems.push(format!("{n} pages of the file are damaged.")),
        }
    }
    let checks: [(&str, &str); 2] = [
        ("PRAGMA integrity_check(10)", "The structure of the book is damaged."),
        ("PRAGMA foreign_key_check", "A row refers to one that is not there."),
    ];
    for (pragma, words) in checks {
        if !passes(conn, pragma)? {
            verdict.problems.push(words.into());
        }
    }
    match audit::check(conn, key) {
        Ok(audit::Checked { entries, unfit, seals }) => {
            verdict.audit_rows = count(entries);
            if let Some(entry) = unfit {
                verdict
                    .problems
                    .push(format!("The audit log was tampered with: entry {entry} does not fit."));
            }
            if !seals {
                verdict
                    .problems
                    .push("The seals of the records are not those of the last audit entry.".into());
            }
        }
        Err(e) if e.kind == Kind::Damaged => verdict.problems.push("The audit log cannot be read.".into()),
        Err(e) => return Err(e),
    }
    if kept::has_seals(conn)? {
        match seal::broken(conn, key) {
            Ok(tables) => verdict.problems.extend(tables.into_iter().map(|table| {
                format!(
                    "Not as this program wrote it: {}. Something was changed, added or removed.",
                    words(table)
                )
            })),
            Err(e) if e.kind == Kind::Damaged => verdict.problems.push("Some records cannot be read.".into()),
            Err(e) => return Err(e),
        }
    }
    if verdict.sound() {
        let (n, mac) = audit::head(conn)?;
        verdict.audit_head = format!("{n}·{}", hex::encode(mac.get(..4).unwrap_or_default()).as_str());
        verdict.children = count(number(conn, "SELECT count(*) FROM child")?);
        verdict.acts = count(number(conn, "SELECT count(*) FROM act")?);
        verdict.bytes = count(number(conn, "PRAGMA page_count")?) * PAGE;
    }
    Ok(verdict)
}

/// A quick look at an opening: the file is whole, and so is its structure.
pub fn quick(conn: &Connection) -> Result<()> {
    if is_structured(conn)? { Ok(()) } else { Err(fault::damaged("The book's file is damaged.")) }
}

/// Whether every page in use can be read and the structure holds together.
pub fn is_structured(conn: &Connection) -> Result<bool> {
    passes(conn, "PRAGMA quick_check(1)")
}

/// Whether a check finds nothing wrong.
///
/// # Errors
/// When the machine could not carry it out: that says nothing of the book.
fn passes(conn: &Connection, pragma: &str) -> Result<bool> {
    let found = match answers(conn, pragma) {
        Err(e) if e.kind == Kind::Damaged => return Ok(false),
        found => found?,
    };
    // A page that could not be had is told with the engine's own code.
    let codes = found.iter().filter_map(|line| line.rsplit_once("error code=")?.1.trim().parse().ok());
    match codes.filter_map(fault::of_machine).next() {
        Some(machine) => Err(machine),
        None => Ok(found.iter().all(|line| line == "ok")),
    }
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
