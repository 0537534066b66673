//! One encrypted connection, set up in the order that is safe. Before this nothing touches a book.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::fault::damaged;
use super::hex;
use super::keyfile::DataKey;
use crate::error::{Error, Kind, Result};

/// Length of a page, as SQLCipher makes them. (Its own `PRAGMA page_size` answers in text.)
pub(crate) const PAGE: u64 = 4096;

/// Longest value or statement.
const LENGTH_MAX: i32 = 10_000_000;

/// `CSBK`: what a book calls itself.
const APPLICATION: i64 = 0x4353_424b;

/// A connection to an existing file, keyed, with nothing read yet. Never creates the file.
pub(crate) fn keyed(path: &Path, key: &DataKey) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    secure(Connection::open_with_flags(path, flags)?, key)
}

/// A keyed connection to a database in memory.
pub(crate) fn in_memory(key: &DataKey) -> Result<Connection> {
    let conn = secure(Connection::open_in_memory()?, key)?;
    settle(&conn)?;
    Ok(conn)
}

/// Refuses to run without encryption, quietens the engine, and hands it the key.
fn secure(conn: Connection, key: &DataKey) -> Result<Connection> {
    let cipher: Result<String, _> = conn.query_row("PRAGMA cipher_version", [], |r| r.get(0));
    if cipher.is_err() {
        return Err(Error::internal("This build has no encryption, so it will not touch a book.")
            .hint("Nothing was changed. Install a build with SQLCipher."));
    }
    // Before the key: the engine's own log goes to the terminal otherwise.
    run(&conn, "PRAGMA cipher_log_level = NONE")?;
    run(&conn, "PRAGMA cipher_memory_security = ON")?;
    run(&conn, &with_key("key", key))?;
    Ok(conn)
}

/// Encrypts a database anew under another key: whole, or as it was. The engine does not say why it could not: with keys
/// of our own making it is the disk.
pub fn rekeyed(conn: &Connection, key: &DataKey) -> Result<()> {
    run(conn, &with_key("rekey", key)).map_err(|e| if e.kind == Kind::Internal { not_written() } else { e })
}

/// The copy of a book under another key did not come out as it was written.
pub fn not_written() -> Error {
    Error::machine("The disk failed under the copy with the new key. The book is unchanged.")
        .hint("Look at the disk and at the space that is left on it, then try again.")
}

fn with_key(pragma: &str, key: &DataKey) -> Zeroizing<String> {
    let digits = hex::encode(key);
    let mut sql = Zeroizing::new(String::with_capacity(100));
    for part in ["PRAGMA ", pragma, " = \"x'", &digits, "'\""] {
        sql.push_str(part);
    }
    sql
}

/// What a connection needs once its file has proved to be ours.
fn settle(conn: &Connection) -> Result<()> {
    for pragma in [
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA cell_size_check = ON",
        "PRAGMA cache_size = -16000",
        "PRAGMA journal_size_limit = 16777216",
        // Half a megabyte in the journal is moved into the file at the next commit.
        "PRAGMA wal_autocheckpoint = 128",
    ] {
        run(conn, pragma)?;
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for off in [
        DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
    ] {
        conn.set_db_config(off, false)?;
    }
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LENGTH_MAX)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// A connection to a new book's empty file.
pub(crate) fn fresh(path: &Path, key: &DataKey) -> Result<Connection> {
    let conn = keyed(path, key)?;
    run(&conn, "PRAGMA locking_mode = EXCLUSIVE")?;
    write_ahead(&conn)?;
    settle(&conn)?;
    Ok(conn)
}

/// A connection to an existing book, and its schema's version. A book of a version above `newest`
/// is refused before anything is written to it.
pub(crate) fn existing(path: &Path, key: &DataKey, newest: i64) -> Result<(Connection, i64)> {
    let conn = keyed(path, key)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    run(&conn, "PRAGMA locking_mode = EXCLUSIVE")?;
    // The first read. The key is proven, so a file that does not answer to it is damaged.
    let version = number(&conn, "PRAGMA user_version").map_err(|e| unreadable(path, e))?;
    let application = number(&conn, "PRAGMA application_id").map_err(|e| unreadable(path, e))?;
    if application != APPLICATION {
        return Err(damaged(format!("{} is not a Casebook book.", path.display())));
    }
    if version > newest {
        return Err(Error::new(Kind::Newer, format!("{} was made by a newer Casebook.", path.display()))
            .hint("Nothing was changed. Install the newer version to open it."));
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    write_ahead(&conn)?;
    settle(&conn)?;
    Ok((conn, version))
}

/// Marks a new database as a book.
pub(crate) fn brand(conn: &Connection) -> Result<()> {
    run(conn, &format!("PRAGMA application_id = {APPLICATION}"))
}

fn write_ahead(conn: &Connection) -> Result<()> {
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0))?;
    if mode == "wal" {
        Ok(())
    } else {
        Err(Error::internal("The disk does not allow safe writing (no WAL)."))
    }
}

/// Moves everything from the write-ahead log into the file.
pub(crate) fn checkpoint(conn: &Connection) -> Result<()> {
    run(conn, "PRAGMA wal_checkpoint(TRUNCATE)")
}

/// Runs a statement, whatever it answers.
pub(crate) fn run(conn: &Connection, sql: &str) -> Result<()> {
    Ok(conn.execute_batch(sql)?)
}

/// The one number a query gives.
pub(crate) fn number(conn: &Connection, sql: &str) -> Result<i64> {
    Ok(conn.query_row(sql, [], |r| r.get(0))?)
}

fn unreadable(path: &Path, error: Error) -> Error {
    if error.kind == Kind::Damaged { damaged(format!("{} is damaged.", path.display())) } else { error }
}
