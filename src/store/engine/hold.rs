//! Holding a book against other processes, what is kept with the lock while nobody has the key, and the reserve
//! that lets a save end on a full disk.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::fault;
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::platform::{self, with_suffix};

/// Bytes set aside on the disk.
const RESERVE: usize = 4 * 1024 * 1024;
/// Seconds to wait after so many wrong passphrases in a row; the last holds for all that follow.
const WAITS: [i64; 9] = [0, 0, 0, 1, 2, 4, 8, 16, 30];

/// A book held by this process: the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Hold {
    /// The book.
    pub path: PathBuf,
    lock: Option<File>,
    kept: Kept,
    /// Why the book can only be read, where it can.
    barred: Option<String>,
    /// Whether a journal should lie beside the book and does not.
    journal_gone: bool,
}

/// What is kept in the file of the lock, a line each. The process is for the message only: the lock itself is
/// the system's.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Kept {
    process: Option<u32>,
    /// How the book was left.
    left: Left,
    /// Wrong passphrases since the last right one.
    wrong: u32,
    /// When the last of them was tried, in seconds of the clock.
    last: i64,
}

/// How a book was left.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// Nobody says: its lock is new.
    #[default]
    Untold,
    /// It was opened, and not closed since: its journal lies beside it.
    Open,
    /// Everything was moved into the file, and it was closed.
    Closed,
}

impl Kept {
    fn read(text: &str) -> Self {
        let mut lines = text.lines();
        let mut kept = Kept { process: lines.next().and_then(|p| p.trim().parse().ok()), ..Kept::default() };
        for line in lines {
            match line.split(' ').collect::<Vec<_>>().as_slice() {
                ["open"] => kept.left = Left::Open,
                ["closed"] => kept.left = Left::Closed,
                ["wrong", n, last] => {
                    (kept.wrong, kept.last) = (n.parse().unwrap_or(0), last.parse().unwrap_or(0));
                }
                _ => {}
            }
        }
        kept
    }

    fn text(self) -> String {
        let left = match self.left {
            Left::Untold => "",
            Left::Open => "\nopen",
            Left::Closed => "\nclosed",
        };
        format!("{}{left}\nwrong {} {}\n", std::process::id(), self.wrong, self.last)
    }
}

impl Hold {
    /// Takes hold of the book at `path`, or says who has it. One that may not be written to is held for reading.
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let name = with_suffix(path, ".lock");
        if fs::symlink_metadata(&name).is_ok_and(|meta| !meta.is_file()) {
            return Err(Error::data(format!(
                "{} is not a plain file, so the book is not opened.",
                name.display()
            ))
            .hint("Remove it; nothing was changed."));
        }
        let mut barred = None;
        let lock = match platform::private().create(true).truncate(false).open(&name) {
            Ok(lock) => Some(lock),
            Err(e) if fault::is_barred(&e) || fault::is_full(&e) => {
                barred = Some(reason(&e, "its folder"));
                // Without a lock nobody else can write either, or the lock is another user's.
                File::open(&name).ok()
            }
            Err(e) => return Err(fault::file("open", &name, &e)),
        };
        let mut hold =
            Self { path: path.to_owned(), lock, kept: Kept::default(), barred, journal_gone: false };
        let Some(lock) = &mut hold.lock else { return Ok(hold) };
        let locked = lock.try_lock();
        let mut text = String::new();
        let _ = lock.read_to_string(&mut text);
        hold.kept = Kept::read(&text);
        match locked {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held_by_another(path, hold.kept.process)),
            Err(TryLockError::Error(e)) => return Err(fault::file("lock", &name, &e)),
        }
        hold.keep();
        Ok(hold)
    }

    /// Looks whether the book and its journal can be written to, and whether the journal is there.
    pub(crate) fn look(&mut self) -> Result<()> {
        let wal = with_suffix(&self.path, "-wal");
        match fs::symlink_metadata(&wal) {
            Ok(meta) if !meta.is_file() => {
                return Err(Error::data(format!(
                    "{} is not a plain file, so the book is not opened.",
                    wal.display()
                )));
            }
            Ok(_) => {}
            Err(_) => self.journal_gone = self.kept.left == Left::Open,
        }
        for (file, what) in [(&self.path, "the file"), (&wal, "its folder")] {
            let opened = platform::private().create(*file == wal).truncate(false).open(file);
            match opened {
                Ok(_) => {}
                Err(e) if fault::is_barred(&e) || fault::is_full(&e) => {
                    self.barred.get_or_insert_with(|| reason(&e, what));
                }
                Err(e) => return Err(fault::file("open", file, &e)),
            }
        }
        Ok(())
    }

    /// Why the book can only be read, where it can.
    pub(crate) fn barred(&self) -> Option<&str> {
        self.barred.as_deref()
    }

    /// Whether the journal of a book that was not closed is gone.
    pub(crate) fn journal_gone(&self) -> bool {
        self.journal_gone
    }

    /// Notes that the book is open, and so that its journal lies beside it; or that it is closed, and need not.
    pub(crate) fn mark(&mut self, open: bool) {
        self.kept.left = if open { Left::Open } else { Left::Closed };
        self.keep();
    }

    /// Whether the book is known to have been closed the last time.
    pub(crate) fn was_closed(&self) -> bool {
        self.kept.left == Left::Closed
    }

    /// Refuses a passphrase that is tried too soon after wrong ones.
    pub(crate) fn may_guess(&mut self) -> Result<()> {
        let now = clock::now_utc_naive().and_utc().timestamp();
        // A clock that was set back makes nobody wait longer than the wait.
        self.kept.last = self.kept.last.min(now);
        let last = WAITS.len() - 1;
        let wait = WAITS.get((self.kept.wrong as usize).min(last)).copied().unwrap_or(0);
        match self.kept.last + wait - now {
            left if left > 0 => {
                let seconds = if left == 1 { "1 second".to_owned() } else { format!("{left} seconds") };
                Err(Error::new(
                    Kind::Locked,
                    format!("{} wrong passphrases were tried; this one was not looked at.", self.kept.wrong),
                )
                .hint(format!("Nothing was changed. Wait {seconds}, then try again.")))
            }
            _ => Ok(()),
        }
    }

    /// Takes note of how a guess came out, and gives how many wrong ones came before a right one.
    pub(crate) fn guessed<T>(&mut self, result: Result<T>) -> Result<(T, u32)> {
        match result {
            Err(e) => {
                if e.kind == Kind::Locked {
                    self.kept.wrong = self.kept.wrong.saturating_add(1);
                    self.kept.last = clock::now_utc_naive().and_utc().timestamp();
                    self.keep();
                }
                Err(e)
            }
            Ok(value) => {
                let before = std::mem::take(&mut self.kept.wrong);
                self.keep();
                Ok((value, before))
            }
        }
    }

    /// Writes down what is kept; a disk that takes it not keeps nobody out.
    fn keep(&mut self) {
        if let (Some(lock), None) = (&mut self.lock, &self.barred) {
            let text = self.kept.text();
            let _ =
                lock.rewind().and_then(|()| lock.set_len(0)).and_then(|()| lock.write_all(text.as_bytes()));
        }
    }

    /// Sets the reserve aside where there is room for it twice: the last of a disk is left for saving.
    pub(crate) fn fill_reserve(&self) {
        let path = with_suffix(&self.path, ".reserve");
        if fs::symlink_metadata(&path).is_ok_and(|m| m.len() >= RESERVE as u64 || !m.is_file()) {
            return;
        }
        let part = with_suffix(&path, ".part");
        let _ = fs::remove_file(&part);
        let set_aside = || {
            let mut file = platform::private().create_new(true).open(&part)?;
            file.write_all(&vec![0; 2 * RESERVE])?;
            file.set_len(RESERVE as u64)?;
            fs::rename(&part, &path)
        };
        if set_aside().is_err() {
            let _ = fs::remove_file(&part);
        }
    }

    /// Gives the reserve back, so that the engine can tidy up on a full disk.
    pub(crate) fn free_reserve(&self) {
        // Not being there is as good as being removed.
        let _ = fs::remove_file(with_suffix(&self.path, ".reserve"));
    }
}

fn reason(error: &std::io::Error, what: &str) -> String {
    match error.kind() {
        std::io::ErrorKind::ReadOnlyFilesystem => "the disk may only be read".to_owned(),
        std::io::ErrorKind::PermissionDenied => format!("{what} may not be written to"),
        _ => "the disk is full".to_owned(),
    }
}

fn held_by_another(path: &Path, process: Option<u32>) -> Error {
    let who =
        process.map_or("another Casebook".to_owned(), |pid| format!("another Casebook (process {pid})"));
    Error::new(Kind::Locked, format!("{} is open in {who}.", path.display()))
        .hint("Nothing was changed. Close it there first.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_with_the_lock_reads_back_and_an_older_lock_is_understood() {
        let kept =
            Kept { process: Some(std::process::id()), left: Left::Open, wrong: 4, last: 1_700_000_000 };
        assert_eq!(Kept::read(&kept.text()), kept);
        assert_eq!(Kept::read("4711"), Kept { process: Some(4711), ..Kept::default() });
        assert_eq!(Kept::read("\u{0}wrong x"), Kept::default());
    }

    #[test]
    fn wrong_guesses_make_the_next_one_wait_longer_and_a_right_one_ends_it() {
        let place = tempfile::tempdir().unwrap();
        let book = place.path().join("b");
        let wrong = || Err::<(), _>(Error::new(Kind::Locked, "no"));
        let mut hold = Hold::take(&book).unwrap();
        for _ in 0..2 {
            hold.may_guess().unwrap();
            assert!(hold.guessed(wrong()).is_err());
        }
        hold.may_guess().unwrap();
        for _ in 0..6 {
            assert!(hold.guessed(wrong()).is_err());
        }
        drop(hold);
        let mut hold = Hold::take(&book).unwrap();
        let told = hold.may_guess().unwrap_err();
        assert_eq!(told.kind, Kind::Locked);
        assert!(told.message.starts_with("8 wrong") && told.hint.contains("seconds"), "{told:?}");
        // A clock set far back is no lasting lock.
        hold.kept.last += 1_000_000;
        assert!(hold.may_guess().unwrap_err().hint.contains("Wait 30 seconds"));
        hold.kept.last -= 1_000;
        hold.may_guess().unwrap();
        assert_eq!(hold.guessed(Ok(1)).unwrap(), (1, 8));
        hold.may_guess().unwrap();
    }
}
