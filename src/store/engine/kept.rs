//! Keys kept in the book itself, as encrypted as everything in it, because they outlive an exchange of its data key.

use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

use crate::error::Result;

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
