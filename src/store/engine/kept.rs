//! Keys kept in the book itself, as encrypted as everything in it, because they outlive an exchange of its data key.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::keyfile::DataKey;
use crate::error::{Error, Result};

/// The key of the audit log.
pub const AUDIT: &str = "audit";
/// What the recovery code is stretched to.
pub const RECOVERY: &str = "recovery";

pub fn get(conn: &Connection, what: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let key = conn.query_row("SELECT key FROM kept_key WHERE what = ?1", [what], |r| r.get(0)).optional()?;
    Ok(key.map(Zeroizing::new))
}

pub fn put(conn: &Connection, what: &str, key: &[u8]) -> Result<()> {
    conn.execute("INSERT OR REPLACE INTO kept_key (what, key) VALUES (?1, ?2)", params![what, key])?;
    Ok(())
}

/// Whether the book is of a version that has seals.
pub fn has_seals(conn: &Connection) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'seal'")?
        .exists([])?)
}

/// The key of the log.
#[derive(Debug)]
pub struct AuditKey(Zeroizing<Vec<u8>>);

impl AuditKey {
    /// The log's key of a book: derived from its data key, unless that was exchanged since the book began.
    pub fn of(conn: &Connection, key: &DataKey) -> Result<Self> {
        if has_seals(conn)?
            && let Some(kept) = get(conn, AUDIT)?
        {
            return Ok(Self(kept));
        }
        let mut bytes = Zeroizing::new(vec![0; 32]);
        Hkdf::<Sha256>::new(None, key)
            .expand(b"audit-v1", &mut bytes)
            .map_err(|_| Error::internal("The audit key could not be derived."))?;
        Ok(Self(bytes))
    }

    /// Keeps the key in the book, whose data key is about to be exchanged.
    pub(super) fn keep(&self, conn: &Connection) -> Result<()> {
        put(conn, AUDIT, &self.0)
    }

    pub(super) fn hmac(&self) -> Result<Hmac<Sha256>> {
        Hmac::<Sha256>::new_from_slice(&self.0)
            .map_err(|_| Error::internal("The audit key could not be used."))
    }

    /// What the rows of the book are sealed with.
    pub(super) fn for_rows(&self) -> Result<Hmac<Sha256>> {
        let mut mac = self.hmac()?;
        mac.update(b"rows");
        Hmac::<Sha256>::new_from_slice(&mac.finalize().into_bytes())
            .map_err(|_| Error::internal("The key of the seals could not be used."))
    }
}
