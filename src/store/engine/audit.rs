//! The audit log: who did what and when, each entry chained to the one before by a key of the book and bound to the
//! seal of every record as it was before and after. It holds words, row numbers and counts, never a name or a text of
//! a child: those stand in the trail beside it, which can go with its child.

use hmac::Mac;
use rusqlite::{Connection, OptionalExtension, params};

use super::kept::{self, AuditKey};
use super::seal;
use crate::clock;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;

impl AuditKey {
    /// The code of an entry that follows the one with the code `before`.
    fn mac(&self, before: &[u8], entry: &Entry<'_>) -> Result<Vec<u8>> {
        let mut mac = self.hmac()?;
        mac.update(before);
        mac.update(&entry.seq.to_be_bytes());
        let words = [entry.at, entry.action, entry.entity, entry.detail].map(str::as_bytes);
        let sealed = entry.sealed.iter().flat_map(|s| [s.who.as_bytes(), s.from, s.to]);
        for field in words.into_iter().chain(sealed) {
            mac.update(&(field.len() as u64).to_be_bytes());
            mac.update(field);
        }
        Ok(mac.finalize().into_bytes().to_vec())
    }

    /// What says that the log ends with this entry: nobody without the key can make it end with another.
    fn end(&self, seq: i64, mac: &[u8]) -> Result<Vec<u8>> {
        let mut end = self.hmac()?;
        end.update(b"end");
        end.update(&seq.to_be_bytes());
        end.update(mac);
        Ok(end.finalize().into_bytes().to_vec())
    }
}

/// What the code of an entry is made of.
struct Entry<'e> {
    seq: i64,
    at: &'e str,
    action: &'e str,
    entity: &'e str,
    detail: &'e str,
    sealed: Option<Sealed<'e>>,
}

/// What an entry has since there are seals: who was at the book, and its records before and after.
struct Sealed<'e> {
    who: &'e str,
    from: &'e [u8],
    to: &'e [u8],
}

/// What an audit row is about.
pub fn entity(child: Option<ChildId>) -> String {
    child.map_or_else(|| "book".into(), |c| format!("child {c}"))
}

/// The number of the last entry and what ends the log; nothing before the first entry.
pub fn head(conn: &Connection) -> Result<(i64, Vec<u8>)> {
    let mut query = conn.prepare_cached("SELECT n, mac FROM audit_head WHERE id = 1")?;
    Ok(query.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional()?.unwrap_or((0, Vec::new())))
}

/// An entry that is being made: what the records were sealed as before anything of it was written.
#[derive(Debug)]
pub struct Begun {
    /// The number it will have.
    pub seq: i64,
    before: Vec<u8>,
    from: Vec<u8>,
}

/// Begins an entry, before anything that it tells of is written.
pub fn begin(conn: &Connection) -> Result<Begun> {
    let (n, before) = head(conn)?;
    // The first entry of a book follows none that sealed anything.
    let from = if n > 0 { seal::digest(conn)?.unwrap_or_default() } else { Vec::new() };
    Ok(Begun { seq: n + 1, before, from })
}

impl Begun {
    /// Ends the entry: a word for what was done, to what, and counts.
    pub fn end(
        self,
        conn: &Connection,
        key: &AuditKey,
        action: &str,
        entity: &str,
        detail: &str,
    ) -> Result<()> {
        let (seq, at) = (self.seq, clock::now_utc());
        let to = seal::digest(conn)?.ok_or_else(|| Error::internal("The book has no seals yet."))?;
        let who: Option<String> = conn
            .prepare_cached("SELECT value FROM setting WHERE key = 'iro'")?
            .query_row([], |r| r.get(0))
            .optional()?;
        let who = who.unwrap_or_default();
        let sealed = Some(Sealed { who: &who, from: &self.from, to: &to });
        let mac = key.mac(&self.before, &Entry { seq, at: &at, action, entity, detail, sealed })?;
        conn.prepare_cached(
            "INSERT INTO audit (seq, at, action, entity, detail, mac, who, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![seq, at, action, entity, detail, mac, who, to])?;
        conn.prepare_cached(
            "INSERT INTO audit_head (id, n, mac) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET n = ?1, mac = ?2",
        )?
        .execute(params![seq, key.end(seq, &mac)?])?;
        Ok(())
    }
}

/// Appends an entry that changes no record.
pub fn append(conn: &Connection, key: &AuditKey, action: &str, entity: &str, detail: &str) -> Result<()> {
    begin(conn)?.end(conn, key, action, entity, detail)
}

/// What a check of the log found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Entries that fit.
    pub entries: i64,
    /// The first that does not.
    pub unfit: Option<i64>,
    /// Whether the seals are those of the last entry; so too in a book of a version without.
    pub seals: bool,
}

/// Goes through the log.
pub fn check(conn: &Connection, key: &AuditKey) -> Result<Checked> {
    let has_seals = kept::has_seals(conn)?;
    let columns = if has_seals { "who, seal" } else { "NULL, NULL" };
    let mut query = conn.prepare(&format!(
        "SELECT seq, at, action, entity, detail, mac, {columns} FROM audit ORDER BY seq"
    ))?;
    let mut rows = query.query([])?;
    let (mut n, mut end, mut last): (i64, Vec<u8>, Option<Vec<u8>>) = (0, Vec::new(), None);
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let [at, action, entity, detail]: [String; 4] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        let (mac, who, to): (Vec<u8>, Option<String>, Option<Vec<u8>>) =
            (row.get(5)?, row.get(6)?, row.get(7)?);
        let who = who.unwrap_or_default();
        let from = last.as_deref().unwrap_or_default();
        let sealed = to.as_ref().map(|to| Sealed { who: &who, from, to });
        let (is_sealed, is_left) = (sealed.is_some(), last.is_some() && sealed.is_none());
        let entry = Entry { seq, at: &at, action: &action, entity: &entity, detail: &detail, sealed };
        if seq != n + 1 || is_left || mac != key.mac(&end, &entry)? {
            return Ok(Checked { entries: n, unfit: Some(n + 1), seals: true });
        }
        end = if is_sealed { key.end(seq, &mac)? } else { mac };
        (n, last) = (seq, to);
    }
    // Every book begins with the entry of its making, so an empty log was emptied.
    let whole = n > 0 && head(conn)? == (n, end) && last.is_some() == has_seals;
    Ok(Checked {
        entries: n,
        unfit: if whole { None } else { Some(n + 1) },
        seals: last == seal::digest(conn)?,
    })
}
