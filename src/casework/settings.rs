//! What the book knows beside its cases: how the service is reached, its letterhead, its templates; how the program
//! keeps the book.

use std::path::Path;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::model::words::closed_set;
use crate::rules::practice::Practice;
use crate::store::{Act, Store};

closed_set! {
    /// A setting a person may give.
    pub(crate) enum Known is "setting" {
        /// The IRO's telephone, on letters.
        Phone: "iro-phone" = "your telephone, as letters give it",
        /// The IRO's e-mail address, on letters.
        Email: "iro-email" = "your e-mail address, as letters give it",
        /// How to reach an advocate.
        Advocacy: "advocacy" = "how to reach an advocate: name and telephone",
        /// How to complain.
        Complaints: "complaints" = "how to complain: name and telephone",
        /// A line at the head of documents.
        Letterhead: "letterhead" = "a line at the head of documents",
        /// A folder with templates of one's own.
        Templates: "templates" = "a folder with templates of your own",
        /// A second folder that every backup is copied to.
        BackupFolder: "backup-folder" = "a second folder for the backups, on another disk",
        /// Days a child's record stays once the IRO's part in it is over.
        KeepDays: "keep-days" = "days a child's record stays after care ended or it was handed over, 0 to 3650",
        /// Minutes without a key after which the screen locks.
        LockMinutes: "lock-minutes" = "minutes without a key after which the screen locks, 1 to 60",
    }
}

/// Minutes without a key after which the screen locks, where nobody set another number.
const LOCK: u64 = 5;

/// Minutes without a key after which the screen locks.
pub(crate) fn lock_minutes(store: &Store) -> u64 {
    let set = store.setting(Known::LockMinutes.word()).ok().flatten();
    set.and_then(|value| minutes(&value)).unwrap_or(LOCK)
}

/// Days a child's record stays once the IRO's part in it is over: as it is set here, else by the practice.
pub(crate) fn keep_days(store: &Store, practice: &Practice) -> u64 {
    let set = store.setting(Known::KeepDays.word()).ok().flatten();
    set.and_then(|value| days(&value)).unwrap_or(practice.keep_days)
}

fn days(value: &str) -> Option<u64> {
    value.parse().ok().filter(|n| *n <= 3650)
}

fn minutes(value: &str) -> Option<u64> {
    value.parse().ok().filter(|n| (1..=60).contains(n))
}

/// The setting of a word.
///
/// # Errors
/// Kind usage where there is none, with those there are.
pub(crate) fn known(word: &str) -> Result<Known> {
    Known::from_word(word).map_err(|_| {
        let all: Vec<&str> = Known::ALL.iter().map(|k| k.word()).collect();
        Error::usage(format!("There is no setting {word:?}; nothing was changed."))
            .hint(format!("There are: {}.", all.join(", ")))
    })
}

/// Gives a setting a value, as an act that can be undone; what was done, in words.
///
/// # Errors
/// When the book cannot be written, or the value is longer than a line on a letter.
pub(crate) fn change(store: &mut Store, setting: Known, value: &str, today: NaiveDate) -> Result<String> {
    let value = value.trim();
    if value.chars().count() > 300 || value.chars().any(char::is_control) {
        return Err(Error::usage(format!(
            "{setting} is one line of at most 300 characters; nothing was changed."
        )));
    }
    let wrong = match setting {
        _ if value.is_empty() => None,
        Known::LockMinutes if minutes(value).is_none() => Some("The minutes are a number from 1 to 60"),
        Known::KeepDays if days(value).is_none() => Some("The days are a number from 0 to 3650"),
        Known::BackupFolder if !(Path::new(value).is_absolute() && Path::new(value).is_dir()) => {
            Some("There is no such folder; give its whole path")
        }
        _ => None,
    };
    if let Some(wrong) = wrong {
        return Err(Error::data(format!("{wrong}; nothing was changed.")));
    }
    let label = format!("Setting {}: {value}", setting.word());
    store.act(&Act::general(label.as_str(), today), |tx| tx.set_setting(setting.word(), value))?;
    Ok(format!("{} is now {value}", setting.word()))
}
