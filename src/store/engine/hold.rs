//! Holding a book against other processes, and the reserve that lets a save end on a full disk.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::fault;
use super::platform::{self, with_suffix};
use crate::error::{Error, Kind, Result};

/// Bytes set aside on the disk.
const RESERVE: usize = 4 * 1024 * 1024;

/// A book held by this process: the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Hold {
    /// The book.
    pub path: PathBuf,
    _lock: File,
}

impl Hold {
    /// Takes hold of the book at `path`, or says who has it.
    pub fn take(path: &Path) -> Result<Self> {
        let name = with_suffix(path, ".lock");
        let opened = platform::private().create(true).truncate(false).open(&name);
        let mut lock = opened.map_err(|e| fault::file("open", &name, &e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held_by_another(path, &mut lock)),
            Err(TryLockError::Error(e)) => return Err(fault::file("lock", &name, &e)),
        }
        // The number is for the message only: the lock itself is the system's.
        let _ = lock.set_len(0).and_then(|()| write!(lock, "{}", std::process::id()));
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Sets the reserve aside, where there is room for it.
    pub fn fill_reserve(&self) {
        let path = with_suffix(&self.path, ".reserve");
        if fs::metadata(&path).is_ok_and(|m| m.len() >= RESERVE as u64) {
            return;
        }
        let written = platform::private()
            .create(true)
            .truncate(true)
            .open(&path)
            .and_then(|mut f| f.write_all(&vec![0; RESERVE]));
        if written.is_err() {
            self.free_reserve();
        }
    }

    /// Gives the reserve back, so that the engine can tidy up on a full disk.
    pub fn free_reserve(&self) {
        // Not being there is as good as being removed.
        let _ = fs::remove_file(with_suffix(&self.path, ".reserve"));
    }
}

fn held_by_another(path: &Path, lock: &mut File) -> Error {
    let mut text = String::new();
    let pid = lock.read_to_string(&mut text).ok().and_then(|_| text.trim().parse::<u32>().ok());
    let who = pid.map_or("another Casebook".to_owned(), |pid| format!("another Casebook (process {pid})"));
    Error::new(Kind::Locked, format!("{} is open in {who}.", path.display()))
        .hint("Nothing was changed. Close it there first.")
}
