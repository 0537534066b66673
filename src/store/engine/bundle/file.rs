//! The file of a bundle: a line that says what it is, a head with what its passphrase opens, then a database as
//! encrypted as a book.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Kind, Result};
use crate::store::engine::fault;
use crate::store::engine::hex;
use crate::store::engine::keyfile::{self, DataKey, KeyFile, Slot};

/// How every bundle begins.
const MAGIC: &[u8] = b"Casebook bundle 1\n";
/// A bundle is never larger than this.
const LARGEST: u64 = 1024 * 1024 * 1024;
/// Nor its head.
const HEAD_MAX: usize = 64 * 1024;

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// The key file, as that of a book.
    keys: String,
    /// SHA-256 of the database, so that a file that was cut off or damaged is known without the passphrase.
    sha256: String,
}

/// The bytes of a bundle.
pub(super) fn packed(keys: &KeyFile, database: &[u8]) -> Result<Vec<u8>> {
    let sha256 = hex::encode(&Sha256::digest(database)).to_string();
    let head = serde_json::to_vec(&Head { keys: keys.text()?, sha256 }).map_err(Error::internal)?;
    let length = u32::try_from(head.len()).map_err(Error::internal)?.to_be_bytes();
    Ok([MAGIC, &length, &head, database].concat())
}

/// The key and the database of a bundle.
pub(super) fn unpacked(file: &Path, passphrase: &[u8]) -> Result<(DataKey, Vec<u8>)> {
    let bytes = read(file)?;
    let name = file.display();
    let wrong = || {
        Error::new(Kind::Damaged, format!("The bundle {name} is damaged or cut off."))
            .hint("Nothing was changed. Ask for it again.")
    };
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| {
        Error::data(format!("{name} is no bundle of Casebook; nothing was changed."))
            .hint("casebook bundle export makes one.")
    })?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(wrong)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let (head, database) = rest.split_at_checked(length).filter(|_| length <= HEAD_MAX).ok_or_else(wrong)?;
    let head: Head = serde_json::from_slice(head).map_err(|_| wrong())?;
    if hex::encode(&Sha256::digest(database)).as_str() != head.sha256 {
        return Err(wrong());
    }
    let keys = keyfile::parsed(&head.keys).map_err(|e| if e.kind == Kind::Damaged { wrong() } else { e })?;
    let key = keys.open(Slot::PASSPHRASE, passphrase).map_err(|e| match e.kind {
        Kind::Locked => Error::new(Kind::Locked, format!("That passphrase does not open the bundle {name}."))
            .hint("Nothing was changed. It is the one that was agreed for the bundle, not the book's."),
        Kind::Damaged => wrong(),
        _ => e,
    })?;
    Ok((key, database.to_vec()))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let name = file.display();
    let meta = fs::metadata(file).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Error::missing(format!("There is no bundle {name}.")),
        _ => fault::file("read", file, &e),
    })?;
    // A pipe would be waited for without an end.
    if !meta.is_file() || meta.len() > LARGEST {
        return Err(Error::data(format!("{name} is no bundle of Casebook; nothing was changed.")));
    }
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).and_then(|open| open.take(LARGEST).read_to_end(&mut bytes));
    opened.map_err(|e| fault::file("read", file, &e))?;
    Ok(bytes)
}
