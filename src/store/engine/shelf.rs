//! The folder of a book's backups: what their names tell, which are there, which go.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{fault, keyfile, thin};
use crate::clock;
use crate::error::{Error, Result};
use crate::model::words::closed_set;
use crate::platform::{self, with_suffix};

closed_set! {
    /// Why a backup was made.
    pub(crate) enum Why is "reason for a backup" {
        /// The screen was left after something was recorded.
        Quit: "quit" = "at quitting",
        /// The first opening on a day of use.
        Day: "day" = "first of a day",
        Import: "import" = "before an import",
        Migration: "migration" = "before a new version",
        Practice: "practice" = "before a change of practice",
        /// Before children are taken out for good, and after.
        Purge: "purge" = "with a purge",
        /// The book that a restore put aside.
        Restore: "restore" = "before a restore",
        /// The book under its old key.
        Rekey: "rekey" = "before a change of key",
        /// Somebody asked for it.
        Hand: "hand" = "by hand",
    }
}

/// How a backup's name starts: when it was made, UTC.
const STAMP: &str = "%Y-%m-%dT%H%M%SZ";
/// Length of that start.
const STAMP_LENGTH: usize = "2026-11-22T093100Z".len();
/// How every backup's name ends.
const END: &str = ".casebook";
/// What follows the start in the name of a book that was set aside unchecked: no backup, whatever it holds.
const ASIDE: &str = "-set-aside";

/// A backup by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// When it was made, UTC.
    pub made: NaiveDateTime,
    pub file: PathBuf,
    pub why: Why,
    /// The day of use it was made on.
    pub day: NaiveDate,
}

impl Kept {
    /// What a name tells of a backup; nothing for any other file, a book that was set aside among them.
    fn of(file: PathBuf) -> Option<Self> {
        let name = file.file_name()?.to_str()?.strip_suffix(END)?;
        let made = NaiveDateTime::parse_from_str(name.get(..STAMP_LENGTH)?, STAMP).ok()?;
        let rest = name.get(STAMP_LENGTH..)?;
        let day = |why, text: &str| Some((why, text.parse().ok()?));
        let (why, day) = match rest.strip_prefix('-') {
            None if rest.is_empty() => (Why::Hand, made.date()),
            Some(word) if word.starts_with("pre-v") => (Why::Migration, made.date()),
            Some(word) => match word.strip_prefix("day-") {
                Some(text) => day(Why::Day, text)?,
                None => (Why::from_word(word).ok()?, made.date()),
            },
            None => return None,
        };
        Some(Self { made, file, why, day })
    }
}

/// The folder of a book's backups.
pub(crate) fn folder_of(book: &Path) -> PathBuf {
    with_suffix(book, ".backups")
}

/// Every backup in a folder, the latest first; none where there is no folder.
pub(crate) fn all(folder: &Path) -> Result<Vec<Kept>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(fault::file("read", folder, &e)),
    };
    let mut found: Vec<Kept> = entries.filter_map(Result::ok).filter_map(|e| Kept::of(e.path())).collect();
    found.sort_by(|a, b| (b.made, &b.file).cmp(&(a.made, &a.file)));
    Ok(found)
}

/// A free place for a backup made now, in the folder of the book's own, which is made if need be.
pub(crate) fn place(book: &Path, why: Why, day: Option<NaiveDate>) -> Result<PathBuf> {
    let end = match (why, day) {
        (Why::Hand, _) => String::new(),
        (Why::Day, Some(day)) => format!("-day-{day}"),
        (why, _) => format!("-{}", why.word()),
    };
    named(book, &end)
}

/// A free place for a copy made before the book is brought to a version.
pub(crate) fn place_before(book: &Path, version: i64) -> Result<PathBuf> {
    named(book, &format!("-pre-v{version}"))
}

/// A free place for a book that is set aside unchecked.
pub(crate) fn place_aside(book: &Path) -> Result<PathBuf> {
    named(book, ASIDE)
}

fn named(book: &Path, end: &str) -> Result<PathBuf> {
    let folder = folder_of(book);
    platform::create_folder(&folder).map_err(|e| fault::file("make the folder", &folder, &e))?;
    free(&folder, end)
}

/// A free name in a folder: of this second, or of the next that nothing there was made in, so that names sort as
/// they were made.
pub(crate) fn free(folder: &Path, end: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|e| fault::file("read", folder, &e))?;
    let there: Vec<_> = entries.filter_map(Result::ok).map(|e| e.file_name().into_encoded_bytes()).collect();
    let now = clock::now_utc_naive();
    let stamps = (0..1000).map(|s| (now + TimeDelta::seconds(s)).format(STAMP).to_string());
    let free = stamps.into_iter().find(|stamp| !there.iter().any(|name| name.starts_with(stamp.as_bytes())));
    free.map(|stamp| folder.join(format!("{stamp}{end}{END}")))
        .ok_or_else(|| Error::internal("No name is free for the backup."))
}

/// Removes the backups beside `newest` that need not be kept, and what a killed backup left. Only called once
/// `newest` has passed its check, and never removes it.
pub(crate) fn thin_out(newest: &Path) -> Result<()> {
    let folder = platform::folder_of(newest);
    let found = all(folder)?;
    let dates: Vec<_> = found.iter().map(|kept| (kept.made, kept.day)).collect();
    for (kept, keep) in found.iter().zip(thin::kept(&dates, clock::now_utc_naive())) {
        if !keep && kept.file != newest {
            // One that cannot be removed now is tried again the next time.
            let gone =
                fs::remove_file(&kept.file).and_then(|()| fs::remove_file(keyfile::path_of(&kept.file)));
            let _ = gone.and_then(|()| fs::remove_file(with_suffix(&kept.file, ".keys.bak")));
        }
    }
    for left in fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
        let name = left.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let of_ours =
            NaiveDateTime::parse_from_str(name.get(..STAMP_LENGTH).unwrap_or_default(), STAMP).is_ok();
        if of_ours && name.split_once(END).is_some_and(|(_, end)| end.contains(".part")) {
            let _ = fs::remove_file(left);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_backups_from_other_files() {
        let of = |name: &str| Kept::of(PathBuf::from(name)).map(|kept| (kept.why, kept.day.to_string()));
        let found = |why, day: &str| Some((why, day.to_owned()));
        assert_eq!(of("2026-11-22T093100Z.casebook"), found(Why::Hand, "2026-11-22"));
        assert_eq!(of("2026-11-22T093100Z-pre-v2.casebook"), found(Why::Migration, "2026-11-22"));
        assert_eq!(of("2026-11-22T233100Z-day-2026-11-23.casebook"), found(Why::Day, "2026-11-23"));
        assert_eq!(of("2026-11-22T093100Z-quit.casebook"), found(Why::Quit, "2026-11-22"));
        for other in
            ["-set-aside.casebook", "-before-restore.casebook", ".casebook.keys", "-mine.casebook", "é"]
        {
            assert_eq!(of(&format!("2026-11-22T093100Z{other}")), None);
        }
        assert_eq!(of("mine.casebook"), None);
    }

    #[test]
    fn a_name_that_is_taken_in_any_part_is_not_free() {
        let folder = tempfile::tempdir().unwrap();
        for end in [".keys", "", "-wal"] {
            let next = free(folder.path(), "-pre-v9").unwrap();
            fs::write(with_suffix(&next, end), "").unwrap();
            assert_ne!(free(folder.path(), "-pre-v9").unwrap(), next);
        }
    }
}
