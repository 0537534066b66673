//! The key file beside the book: the data key, wrapped by the passphrase. A checksum tells a
//! damaged file from a wrong passphrase.

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
use super::platform::{self, with_suffix};
use crate::error::{Error, Kind, Result};

/// Length of the data key.
const KEY: usize = 32;
/// A key file is never longer than this.
const FILE_MAX: u64 = 64 * 1024;

/// The data key of a book, wiped when dropped.
pub type DataKey = Zeroizing<Vec<u8>>;

#[derive(Debug, Serialize, Deserialize)]
struct KeyFile {
    v: u32,
    book: String,
    slots: Vec<Slot>,
    check: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Slot {
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
pub fn path_of(book: &Path) -> PathBuf {
    with_suffix(book, ".keys")
}

/// Wraps `key` under `passphrase` and replaces the key file of `book` and its copy.
pub fn write(book: &Path, key: &DataKey, passphrase: &[u8], cost: Cost) -> Result<()> {
    let text = seal(key, passphrase, cost)?;
    let path = path_of(book);
    replace(&path, text.as_bytes())?;
    replace(&with_suffix(&path, ".bak"), text.as_bytes())
}

/// The data key of `book`: from its key file, or from the copy where that is damaged or gone.
pub fn unlock(book: &Path, passphrase: &[u8]) -> Result<DataKey> {
    let path = path_of(book);
    let error = match read(&path).and_then(|file| open(&file, passphrase)) {
        Err(e) if e.kind == Kind::Damaged => e,
        other => return other,
    };
    let Ok(copy) = read(&with_suffix(&path, ".bak")) else { return Err(error) };
    let key = open(&copy, passphrase)?;
    let text =
        serde_json::to_string(&copy).map_err(|_| Error::internal("The key file could not be written."))?;
    replace(&path, text.as_bytes())?;
    Ok(key)
}

fn seal(key: &DataKey, passphrase: &[u8], cost: Cost) -> Result<String> {
    let (salt, nonce) = (hex::random(16)?, hex::random(24)?);
    let mut slot = Slot {
        kind: "passphrase".into(),
        kdf: "argon2id".into(),
        m: cost.memory_kib(),
        t: cost.passes(),
        p: 1,
        salt: hex::encode(&salt).to_string(),
        nonce: hex::encode(&nonce).to_string(),
        ct: String::new(),
    };
    let book = hex::encode(&hex::random(16)?).to_string();
    let aad = bound(1, &book, &slot);
    let fault = || Error::internal("The key could not be wrapped.");
    let nonce = XNonce::try_from(nonce.as_slice()).map_err(|_| fault())?;
    let sealed = cipher(&cost.stretch(passphrase, &salt)?)?
        .encrypt(&nonce, Payload { msg: key, aad: aad.as_bytes() })
        .map_err(|_| fault())?;
    slot.ct = hex::encode(&sealed).to_string();
    let mut file = KeyFile { v: 1, book, slots: vec![slot], check: String::new() };
    file.check = check(&file);
    serde_json::to_string(&file).map_err(|_| fault())
}

fn open(file: &KeyFile, passphrase: &[u8]) -> Result<DataKey> {
    let wrong = "The key file of the book is damaged.";
    for slot in &file.slots {
        let cost = Cost::stated(slot.m, slot.t).filter(|_| slot.p == 1 && slot.kdf == "argon2id");
        let parts = (cost, hex::decode(&slot.salt, 16), hex::decode(&slot.nonce, 24));
        let (Some(cost), Some(salt), Some(nonce)) = parts else { return Err(damaged(wrong)) };
        let sealed = hex::decode(&slot.ct, KEY + 16).ok_or_else(|| damaged(wrong))?;
        let nonce = XNonce::try_from(nonce.as_slice()).map_err(|_| damaged(wrong))?;
        let aad = bound(file.v, &file.book, slot);
        let cipher = cipher(&cost.stretch(passphrase, &salt)?)?;
        if let Ok(key) = cipher.decrypt(&nonce, Payload { msg: &sealed, aad: aad.as_bytes() }) {
            return Ok(Zeroizing::new(key));
        }
    }
    Err(Error::new(Kind::Locked, "That passphrase does not open the book.")
        .hint("Nothing was changed. Try again."))
}

fn read(path: &Path) -> Result<KeyFile> {
    let name = path.display();
    let mut text = String::new();
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(damaged(format!(
                "The key file {name} is missing; the book cannot be opened without it."
            )));
        }
        Err(e) => return Err(fault::file("read", path, &e)),
    };
    let wrong = || damaged(format!("The key file {name} is damaged."));
    file.take(FILE_MAX).read_to_string(&mut text).map_err(|_| wrong())?;
    let file: KeyFile = serde_json::from_str(&text).map_err(|_| wrong())?;
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
        let mut file = platform::private().create(true).truncate(true).open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        platform::sync_folder(path)
    };
    write().map_err(|e| fault::file("write", path, &e))
}
