//! The key file beside the book: the data key, wrapped by the passphrase and, where there is one, by a recovery
//! code. A checksum tells a damaged file from a wrong passphrase.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::cost::Cost;
use super::fault::{self, damaged};
use super::hex;
use crate::error::{Error, Kind, Result};
use crate::platform::{self, with_suffix};

/// Length of the data key.
const KEY: usize = 32;
/// A key file is never longer than this.
const FILE_MAX: u64 = 64 * 1024;

/// The data key of a book, wiped when dropped.
pub(crate) type DataKey = Zeroizing<Vec<u8>>;

/// The slots that open a book, as its key file holds them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeyFile {
    v: u32,
    /// Which book it belongs to: the same for every key file of one book and its backups.
    book: String,
    slots: Vec<Slot>,
    check: String,
}

/// The data key, wrapped by one secret.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Slot {
    #[serde(rename = "type")]
    kind: String,
    kdf: String,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
    nonce: String,
    ct: String,
}

/// The key file of a book.
pub(crate) fn path_of(book: &Path) -> PathBuf {
    with_suffix(book, ".keys")
}

/// The data key of `book`, from one kind of slot of its key file, or of the copy where that is damaged or gone.
/// Whichever of the two is not as it should be is made anew.
pub(crate) fn unlock(book: &Path, slot: &str, secret: &[u8]) -> Result<DataKey> {
    let file = KeyFile::of(book)?;
    let key = file.open(slot, secret)?;
    let text = file.text()?;
    let copy = with_suffix(&path_of(book), ".bak");
    for place in [path_of(book), copy] {
        if !fs::read(&place).is_ok_and(|there| there == text.as_bytes()) {
            // Where it may not be written to, the other one still opens the book.
            let _ = replace(&place, text.as_bytes());
        }
    }
    Ok(key)
}

impl Slot {
    /// The slot of the passphrase.
    pub(crate) const PASSPHRASE: &str = "passphrase";
    /// The slot of the recovery code.
    pub(crate) const RECOVERY: &str = "recovery";
}

impl KeyFile {
    /// A key file of a new book, with its passphrase.
    pub(crate) fn new(key: &DataKey, passphrase: &[u8], cost: Cost) -> Result<Self> {
        let book = hex::encode(&hex::random(16)?).to_string();
        let mut file = Self { v: 1, book, slots: Vec::new(), check: String::new() };
        file.put(Slot::PASSPHRASE, key, passphrase, cost)?;
        Ok(file)
    }

    /// The key file of a book, or its copy where that is damaged or gone.
    pub(crate) fn of(book: &Path) -> Result<Self> {
        match read(&path_of(book)) {
            Err(e) if e.kind == Kind::Damaged => read(&with_suffix(&path_of(book), ".bak")).map_err(|_| e),
            other => other,
        }
    }

    /// Wraps the key by a secret, in the place of the slot of that kind; gives what the secret was stretched to.
    pub(crate) fn put(&mut self, kind: &str, key: &DataKey, secret: &[u8], cost: Cost) -> Result<DataKey> {
        let salt = hex::random(16)?;
        let stretched = cost.stretch(secret, &salt)?;
        self.wrap(kind, key, &stretched, cost, &salt)?;
        Ok(stretched)
    }

    /// A key file of the same book under another data key: the passphrase as it is, and the recovery code, which
    /// nobody need type, by what it is stretched to. What was wrapped by the old key opens nothing of the new.
    pub(crate) fn exchanged(
        &self,
        key: &DataKey,
        passphrase: &[u8],
        recovery: Option<&DataKey>,
    ) -> Result<Self> {
        let cost = self.cost().unwrap_or(Cost::SHIPPED);
        let mut new = Self::new(key, passphrase, cost)?;
        let slot = self.slots.iter().find(|slot| slot.kind == Slot::RECOVERY);
        if let (Some(slot), Some(stretched)) = (slot, recovery) {
            let wrong = || damaged("The key file of the book is damaged.");
            let cost = Cost::stated(slot.m, slot.t).ok_or_else(wrong)?;
            let salt = hex::decode(&slot.salt, 16).ok_or_else(wrong)?;
            new.wrap(Slot::RECOVERY, key, stretched, cost, &salt)?;
        }
        Ok(new)
    }

    /// The work factor of the passphrase: what was measured when the book was made holds for every secret of it.
    pub(crate) fn cost(&self) -> Option<Cost> {
        let slot = self.slots.iter().find(|slot| slot.kind == Slot::PASSPHRASE)?;
        Cost::stated(slot.m, slot.t)
    }

    /// Whether what a secret was stretched to opens the slot of that kind.
    pub(crate) fn is_opened_by(&self, kind: &str, stretched: &DataKey, key: &DataKey) -> bool {
        let slot = self.slots.iter().find(|slot| slot.kind == kind);
        slot.is_some_and(|slot| self.unwrap(slot, stretched).is_ok_and(|found| found.as_ref() == Some(key)))
    }

    fn wrap(&mut self, kind: &str, key: &DataKey, stretched: &[u8], cost: Cost, salt: &[u8]) -> Result<()> {
        let nonce = hex::random(24)?;
        let mut slot = Slot {
            kind: kind.to_owned(),
            kdf: "argon2id".into(),
            m: cost.memory_kib(),
            t: cost.passes(),
            p: 1,
            salt: hex::encode(salt).to_string(),
            nonce: hex::encode(&nonce).to_string(),
            ct: String::new(),
        };
        let aad = bound(self.v, &self.book, &slot);
        let fault = || Error::internal("The key could not be wrapped.");
        let nonce = XNonce::try_from(nonce.as_slice()).map_err(|_| fault())?;
        let sealed = cipher(stretched)?
            .encrypt(&nonce, Payload { msg: key, aad: aad.as_bytes() })
            .map_err(|_| fault())?;
        slot.ct = hex::encode(&sealed).to_string();
        self.slots.retain(|slot| slot.kind != kind);
        self.slots.push(slot);
        self.check = check(self);
        Ok(())
    }

    /// Whether there is a slot of a kind.
    pub(crate) fn has(&self, kind: &str) -> bool {
        self.slots.iter().any(|slot| slot.kind == kind)
    }

    /// Whether both belong to one book.
    pub(crate) fn is_of_one_book(&self, other: &Self) -> bool {
        self.book == other.book
    }

    /// The data key, from one kind of slot.
    pub(crate) fn open(&self, kind: &str, secret: &[u8]) -> Result<DataKey> {
        let wrong = || damaged("The key file of the book is damaged.");
        for slot in self.slots.iter().filter(|slot| slot.kind == kind) {
            let cost = Cost::stated(slot.m, slot.t).filter(|_| slot.p == 1 && slot.kdf == "argon2id");
            let (Some(cost), Some(salt)) = (cost, hex::decode(&slot.salt, 16)) else { return Err(wrong()) };
            if let Some(key) = self.unwrap(slot, &cost.stretch(secret, &salt)?)? {
                return Ok(key);
            }
        }
        let what = if kind == Slot::RECOVERY { "recovery code" } else { "passphrase" };
        Err(Error::new(Kind::Locked, format!("That {what} does not open the book."))
            .hint("Nothing was changed. Try again."))
    }

    /// The data key of a slot; nothing where it was wrapped by another secret.
    fn unwrap(&self, slot: &Slot, stretched: &[u8]) -> Result<Option<DataKey>> {
        let wrong = || damaged("The key file of the book is damaged.");
        let nonce = hex::decode(&slot.nonce, 24).ok_or_else(wrong)?;
        let sealed = hex::decode(&slot.ct, KEY + 16).ok_or_else(wrong)?;
        let nonce = XNonce::try_from(nonce.as_slice()).map_err(|_| wrong())?;
        let aad = bound(self.v, &self.book, slot);
        let opened = cipher(stretched)?.decrypt(&nonce, Payload { msg: &sealed, aad: aad.as_bytes() });
        Ok(opened.ok().map(Zeroizing::new))
    }

    /// Replaces the key file of `book` and its copy.
    pub(crate) fn write(&self, book: &Path) -> Result<()> {
        let text = self.text()?;
        let path = path_of(book);
        replace(&path, text.as_bytes())?;
        replace(&with_suffix(&path, ".bak"), text.as_bytes())
    }

    /// Replaces the key file of a backup, which has no copy.
    pub(crate) fn write_once(&self, backup: &Path) -> Result<()> {
        replace(&path_of(backup), self.text()?.as_bytes())
    }

    /// As it is written.
    pub(super) fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| Error::internal("The key file could not be written."))
    }
}

pub(super) fn read(path: &Path) -> Result<KeyFile> {
    let name = path.display();
    let mut text = String::new();
    let file = match fs::metadata(path) {
        // A pipe would be waited for without an end.
        Ok(meta) if !meta.is_file() => {
            return Err(Error::data(format!(
                "The key file {name} is not a plain file, so it is not opened."
            )));
        }
        _ => fs::File::open(path),
    };
    let file = match file {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(damaged(format!(
                "The key file {name} is missing; the book cannot be opened without it."
            )));
        }
        Err(e) => return Err(fault::file("read", path, &e)),
    };
    let wrong = || damaged(format!("The key file {name} is damaged."));
    match file.take(FILE_MAX).read_to_string(&mut text) {
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::InvalidData => return Err(wrong()),
        Err(e) => return Err(fault::file("read", path, &e)),
    }
    parsed(&text).map_err(|e| if e.kind == Kind::Damaged { wrong() } else { e })
}

/// A key file from its text.
pub(super) fn parsed(text: &str) -> Result<KeyFile> {
    let wrong = || damaged("The key file is damaged.");
    let file: KeyFile = serde_json::from_str(text).map_err(|_| wrong())?;
    if file.check != check(&file) || file.slots.is_empty() {
        return Err(wrong());
    }
    if file.v != 1 {
        return Err(Error::new(Kind::Newer, "The book's key file was written by a newer Casebook.")
            .hint("Nothing was changed. Install the newer version."));
    }
    Ok(file)
}

/// Everything of a slot but its secret: bound to the secret, so that nothing can be swapped.
fn bound(v: u32, book: &str, slot: &Slot) -> String {
    let Slot { kind, kdf, m, t, p, salt, nonce, ct: _ } = slot;
    format!("casebook|{v}|{book}|{kind}|{kdf}|{m}|{t}|{p}|{salt}|{nonce}")
}

fn check(file: &KeyFile) -> String {
    let mut sum = Sha256::new();
    for slot in &file.slots {
        sum.update(bound(file.v, &file.book, slot));
        sum.update(&slot.ct);
    }
    hex::encode(&sum.finalize()).to_string()
}

fn cipher(key: &[u8]) -> Result<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(key).map_err(|_| Error::internal("The key could not be used."))
}

/// Writes a whole file beside its place, then moves it there: a reader sees the old or the new.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = with_suffix(path, ".part");
    let write = || {
        let mut file = platform::fresh(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        platform::sync_folder(path)
    };
    write().map_err(|e| fault::file("write", path, &e))
}
