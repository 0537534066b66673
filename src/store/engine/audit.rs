//! The audit log: what was done and when, each row chained to the one before by a key of the book.
//! It holds words, row numbers and counts, never a name or a text.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::keyfile::DataKey;
use crate::clock;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;

/// The key of the chain, derived from the data key.
#[derive(Debug)]
pub struct AuditKey(Zeroizing<Vec<u8>>);

impl AuditKey {
    /// The chain's key of a book.
    pub fn of(key: &DataKey) -> Result<Self> {
        let mut bytes = Zeroizing::new(vec![0; 32]);
        Hkdf::<Sha256>::new(None, key)
            .expand(b"audit-v1", &mut bytes)
            .map_err(|_| Error::internal("The audit key could not be derived."))?;
        Ok(Self(bytes))
    }

    fn mac(&self, before: &[u8], seq: i64, fields: [&str; 4]) -> Result<Vec<u8>> {
        let fault = |_| Error::internal("The audit key could not be used.");
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).map_err(fault)?;
        mac.update(before);
        mac.update(&seq.to_be_bytes());
        for field in fields {
            mac.update(&(field.len() as u64).to_be_bytes());
            mac.update(field.as_bytes());
        }
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

/// What an audit row is about.
pub fn entity(child: Option<ChildId>) -> String {
    child.map_or_else(|| "book".into(), |c| format!("child {c}"))
}

/// The last row's number and code; nothing before the first row.
pub fn head(conn: &Connection) -> Result<(i64, Vec<u8>)> {
    let mut query = conn.prepare_cached("SELECT n, mac FROM audit_head WHERE id = 1")?;
    Ok(query.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional()?.unwrap_or((0, Vec::new())))
}

/// Appends a row: a word for what was done, to what, and counts.
pub fn append(conn: &Connection, key: &AuditKey, action: &str, entity: &str, detail: &str) -> Result<()> {
    let (n, before) = head(conn)?;
    let (seq, at) = (n + 1, clock::now_utc());
    let mac = key.mac(&before, seq, [&at, action, entity, detail])?;
    conn.prepare_cached(
        "INSERT INTO audit (seq, at, action, entity, detail, mac) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![seq, at, action, entity, detail, mac])?;
    conn.prepare_cached(
        "INSERT INTO audit_head (id, n, mac) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET n = ?1, mac = ?2",
    )?
    .execute(params![seq, mac])?;
    Ok(())
}

/// How many rows the log has, and the number of the first one that does not fit, if any.
pub fn check(conn: &Connection, key: &AuditKey) -> Result<(i64, Option<i64>)> {
    let mut query = conn.prepare("SELECT seq, at, action, entity, detail, mac FROM audit ORDER BY seq")?;
    let mut rows = query.query([])?;
    let (mut n, mut last) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let fields: [String; 4] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        let mac: Vec<u8> = row.get(5)?;
        let [at, action, entity, detail] = &fields;
        if seq != n + 1 || mac != key.mac(&last, seq, [at, action, entity, detail])? {
            return Ok((n, Some(n + 1)));
        }
        (n, last) = (seq, mac);
    }
    // Every book begins with the row of its making, so an empty log was emptied.
    let whole = n > 0 && head(conn)? == (n, last);
    Ok((n, if whole { None } else { Some(n + 1) }))
}
