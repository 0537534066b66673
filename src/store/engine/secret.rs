//! The secrets that open a book: its passphrase changed, a recovery code made and used. The data key stays; only
//! what wraps it changes, in one small file.

use std::path::Path;

use zeroize::Zeroizing;

use super::cost::Cost;
use super::keyfile::{self, DataKey, KeyFile, Slot};
use super::open::Opening;
use super::shelf;
use super::store::Store;
use super::{code, kept, migrate};
use crate::error::{Error, Result};

impl Store {
    /// Sets a new passphrase; the old one must be given. Gives how many backups in the book's own folder took it
    /// over; copies elsewhere keep the old one.
    pub(crate) fn change_passphrase(&mut self, old: &[u8], new: &[u8]) -> Result<usize> {
        keyfile::unlock(self.own_file()?, Slot::PASSPHRASE, old)?;
        Ok(self.rewrap(Slot::PASSPHRASE, new, "passphrase")?.1)
    }

    /// Makes a recovery code, which opens the book where the passphrase is lost; one made before opens it no more.
    pub(crate) fn new_recovery(&mut self) -> Result<Zeroizing<String>> {
        let code = code::new()?;
        let (stretched, _) = self.rewrap(Slot::RECOVERY, code::read(&code)?.as_bytes(), "recovery-code")?;
        self.watch_disk(kept::put(self.conn(), kept::RECOVERY, &stretched))?;
        Ok(code)
    }

    /// As [`Store::new_recovery`], for somebody at an open book: the passphrase must be given.
    pub(crate) fn new_recovery_by(&mut self, pass: &[u8]) -> Result<Zeroizing<String>> {
        keyfile::unlock(self.own_file()?, Slot::PASSPHRASE, pass)?;
        self.new_recovery()
    }

    /// Whether a book can be opened by a recovery code too.
    pub(crate) fn has_recovery(path: &Path) -> bool {
        KeyFile::of(path).is_ok_and(|keys| keys.has(Slot::RECOVERY))
    }

    /// Opens the book by its recovery code and sets a new passphrase at once.
    pub(crate) fn recover(path: &Path, typed: &str, new: &[u8]) -> Result<Self> {
        let code = code::read(typed)?;
        let mut opening = Opening::begin(path)?;
        if !KeyFile::of(path)?.has(Slot::RECOVERY) {
            return Err(Error::missing("This book has no recovery code; nothing was changed.")
                .hint("Without its passphrase it cannot be opened."));
        }
        let (key, wrong) = opening.unlock(Slot::RECOVERY, code.as_bytes())?;
        let mut store = opening.finish(key, wrong, migrate::STEPS)?;
        store.rewrap(Slot::PASSPHRASE, new, "passphrase-recovered")?;
        Ok(store)
    }

    fn own_file(&self) -> Result<&Path> {
        self.path().ok_or_else(|| Error::usage("A book in memory has no passphrase."))
    }

    /// Wraps the data key by a new secret, proves that it opens, and only then replaces the key file. Gives what the
    /// secret was stretched to and how many backups took it over.
    fn rewrap(&mut self, slot: &str, secret: &[u8], audited: &str) -> Result<(DataKey, usize)> {
        self.writable()?;
        let path = self.own_file()?.to_owned();
        let mut keys = KeyFile::of(&path)?;
        let cost = keys.cost().map_or_else(Cost::calibrated, Ok)?;
        let stretched = keys.put(slot, &self.key, secret, cost)?;
        if keys.open(slot, secret)? != self.key {
            return Err(Error::internal("The new key did not open the book; nothing was changed."));
        }
        keys.write(&path)?;
        let taken = spread(&path, &keys)?;
        self.append_audit(audited, "book", "")?;
        Ok((stretched, taken))
    }
}

/// Gives the book's own backups the new key file; those of another key keep theirs. One that cannot be written
/// keeps the old one, which opens it still.
fn spread(path: &Path, keys: &KeyFile) -> Result<usize> {
    let mut taken = 0;
    for kept in shelf::all(&shelf::folder_of(path))? {
        let of_ours = keyfile::read(&keyfile::path_of(&kept.file)).is_ok_and(|old| old.is_of_one_book(keys));
        taken += usize::from(of_ours && keys.write_once(&kept.file).is_ok());
    }
    Ok(taken)
}
