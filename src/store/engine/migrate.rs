//! The schema and how an older one becomes today's.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::audit;
use super::connect::{number, run};
use super::fault::damaged;
use super::kept::{self, AuditKey};
use super::keyfile::DataKey;
use super::seal;
use crate::error::Result;

/// Every step of the schema, oldest first: a book of version n has had the first n.
pub const STEPS: &[&str] = &[
    include_str!("schema_v1.sql"),
    include_str!("schema_v2.sql"),
    include_str!("schema_v3.sql"),
    include_str!("schema_v4.sql"),
    include_str!("schema_v5.sql"),
    include_str!("schema_v6.sql"),
    include_str!("schema_v7.sql"),
    include_str!("schema_v8.sql"),
];

/// Brings a book from `version` to the last of `steps`, all or nothing. Its records are sealed as they are then; where
/// they were not those that were sealed before, the seals stay as they are and go on telling so.
pub fn migrate(conn: &Connection, version: i64, steps: &[&str], key: &DataKey) -> Result<()> {
    let had = usize::try_from(version).unwrap_or(0);
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let before = children(&tx, had)?;
    let key = AuditKey::of(&tx, key)?;
    let entry = if had > 0 { Some(audit::begin(&tx)?) } else { None };
    let whole = !kept::has_seals(&tx)? || seal::broken(&tx, &key)?.is_empty();
    for step in steps.iter().skip(had) {
        run(&tx, step)?;
    }
    let broken = tx.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if broken || children(&tx, steps.len())? != before {
        return Err(damaged("The book could not be brought to this version."));
    }
    run(&tx, &format!("PRAGMA user_version = {}", steps.len()))?;
    if kept::has_seals(&tx)? {
        if whole {
            seal::take(&tx, &key)?;
        }
        if let Some(entry) = entry {
            entry.end(&tx, &key, "version", "book", &format!("from {version} to {}", steps.len()))?;
        }
    }
    super::fault::commit(tx.commit())
}

/// How many children there are; none before there is a schema.
fn children(conn: &Connection, version: usize) -> Result<i64> {
    if version == 0 { Ok(0) } else { number(conn, "SELECT count(*) FROM child") }
}
