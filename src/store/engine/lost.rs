//! What a restore would take away and bring: the book beside a backup of it, both read from copies that vanish.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use super::away::Away;
use super::keyfile::{self, DataKey, Slot};
use super::restore::own_keys;
use super::store::Store;
use super::{connect, fault, verify};
use crate::error::{Error, Kind, Result};

/// What restoring a backup would mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lost {
    /// Children in the book, as far as they can be read; `None` where there is no book or nothing of it can be.
    pub(crate) children_now: Option<usize>,
    /// Children in the backup.
    pub(crate) children_then: usize,
    /// Acts in the book and not in the backup, the latest first.
    pub(crate) lost: Vec<String>,
    /// Acts in the backup and not in the book, taken back since or of another book.
    pub(crate) gained: Vec<String>,
    /// Whether part of the book cannot be read, so that more may be lost than is told.
    pub(crate) damaged: bool,
}

/// What of a book is compared.
#[derive(Default)]
struct Read {
    children: usize,
    /// Number, time and label of each act that stands, the latest first.
    acts: Vec<(i64, String, String)>,
    damaged: bool,
}

impl Store {
    /// What would be lost and gained if `from` took the place of the book at `path`. Nothing is changed.
    pub(crate) fn would_lose(path: &Path, from: &Path, passphrase: &[u8]) -> Result<Lost> {
        if !from.is_file() {
            return Err(Error::missing(format!(
                "There is no backup at {}. Nothing was changed.",
                from.display()
            )));
        }
        let own = own_keys(path, passphrase).map(|(_, key)| key);
        let then = read(from, own.as_ref(), passphrase)?;
        if then.damaged {
            return Err(fault::damaged(format!("The backup {} cannot be read through.", from.display()))
                .hint("Nothing was changed. Try another: casebook backup list shows them."));
        }
        let mut told = Lost { children_then: then.children, ..Lost::default() };
        if !path.exists() {
            return Ok(told);
        }
        let now = match read(path, own.as_ref(), passphrase) {
            Ok(now) => now,
            Err(e) if e.kind == Kind::Machine => return Err(e),
            Err(_) => {
                told.damaged = true;
                return Ok(told);
            }
        };
        let without = |these: &Read, those: &Read| {
            let there: BTreeSet<_> = those.acts.iter().collect();
            these
                .acts
                .iter()
                .filter(|a| !there.contains(a))
                .map(|(_, at, what)| format!("{at} {what}"))
                .collect()
        };
        (told.children_now, told.damaged) = (Some(now.children), now.damaged);
        (told.lost, told.gained) = (without(&now, &then), without(&then, &now));
        Ok(told)
    }
}

/// Reads what can be read, by the book's key or the file's own.
fn read(file: &Path, own: Option<&DataKey>, passphrase: &[u8]) -> Result<Read> {
    let away = Away::of(file)?;
    let conn = match own.map(|key| connect::existing(&away.file, key, i64::MAX)) {
        Some(Ok((conn, _))) => conn,
        Some(Err(e)) if e.kind == Kind::Machine => return Err(e),
        _ => {
            let key = keyfile::KeyFile::of(file)?.open(Slot::PASSPHRASE, passphrase)?;
            connect::existing(&away.file, &key, i64::MAX)?.0
        }
    };
    let mut found = Read { damaged: !verify::is_structured(&conn)?, ..Read::default() };
    found.children = usize::try_from(connect::number(&conn, "SELECT count(*) FROM child")?).unwrap_or(0);
    found.damaged |= acts(&conn, &mut found.acts).is_err();
    Ok(found)
}

/// The acts that stand, until one cannot be read.
fn acts(conn: &Connection, found: &mut Vec<(i64, String, String)>) -> Result<()> {
    let mut query = conn.prepare("SELECT id, at, label FROM act WHERE undone = 0 ORDER BY id DESC")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        found.push((row.get(0)?, row.get(1)?, row.get(2)?));
    }
    Ok(())
}
