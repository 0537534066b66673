//! What a person can set: how the service is reached, its letterhead, its templates, how the program keeps the book,
//! how the screen looks. One table, which the screen, the command and the file of looks all read.

use std::path::Path;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::model::view::Column;
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
        KeepDays: "keep-days" = "days to keep a record after care or a handover, 0 to 3650",
        /// Minutes without a key after which the screen locks.
        LockMinutes: "lock-minutes" = "minutes without a key after which the screen locks, 1 to 60",
        /// The colours of the screen.
        Theme: "theme" = "dark, light, high-contrast, colour-safe or none; NO_COLOR goes before it",
        /// The columns of the caseload, in their order.
        Columns: "columns" = "number age legal since review step seen worker late signals",
        /// Whether the mouse is heard.
        Mouse: "mouse" = "yes: it chooses and scrolls; no: the terminal marks text with it",
        /// Plain lines for a screen reader.
        Linear: "linear" = "yes: plain lines for a screen reader, the line of the cursor first; else no",
    }
}

closed_set! {
    /// How the screen is coloured.
    #[derive(Default)]
    pub(crate) enum Look is "theme" {
        /// The terminal's own colours.
        #[default]
        Dark: "dark" = "as the terminal is, for dark ones",
        /// Dark letters on white.
        Light: "light" = "dark letters on white",
        /// White on black, nothing faint.
        HighContrast: "high-contrast" = "white on black, nothing faint",
        /// Nothing told apart by red and green.
        ColourSafe: "colour-safe" = "for eyes that tell red from green badly",
        /// No colour.
        None: "none" = "no colour at all",
    }
}

/// Where a setting is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// In the book, as an act that can be undone.
    Book,
    /// In the file of looks beside it, which is read before the book is open.
    File,
}

impl Known {
    pub(crate) fn kept(self) -> Kept {
        match self {
            Known::Theme | Known::Columns | Known::Mouse | Known::Linear => Kept::File,
            _ => Kept::Book,
        }
    }

    /// Its name on the screen.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Known::Phone => "Telephone",
            Known::Email => "E-mail",
            Known::Advocacy => "Advocacy",
            Known::Complaints => "Complaints",
            Known::Letterhead => "Letterhead",
            Known::Templates => "Templates",
            Known::BackupFolder => "Second backup",
            Known::KeepDays => "Keep days",
            Known::LockMinutes => "Lock after",
            Known::Theme => "Colours",
            Known::Columns => "Columns",
            Known::Mouse => "Mouse",
            Known::Linear => "As lines",
        }
    }

    /// What can be chosen; empty where it is typed.
    pub(crate) fn choices(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Known::Theme => Look::CHOICES,
            Known::Mouse => {
                &[("yes", "yes: it chooses and scrolls"), ("no", "no: the terminal marks text with it")]
            }
            Known::Linear => {
                &[("no", "no: panes and boxes"), ("yes", "yes: plain lines, for a screen reader")]
            }
            _ => &[],
        }
    }

    /// What is wrong with a value; an empty one is none.
    pub(crate) fn fault(self, value: &str) -> Option<&'static str> {
        if value.is_empty() {
            return None;
        }
        if value.chars().count() > 300 || value.chars().any(char::is_control) {
            return Some("It is one line of at most 300 characters");
        }
        match self {
            Known::LockMinutes if minutes(value).is_none() => Some("The minutes are a number from 1 to 60"),
            Known::KeepDays if days(value).is_none() => Some("The days are a number from 0 to 3650"),
            Known::BackupFolder if !(Path::new(value).is_absolute() && Path::new(value).is_dir()) => {
                Some("There is no such folder; give its whole path")
            }
            Known::Linear | Known::Mouse if !matches!(value, "yes" | "no") => Some("It is yes or no"),
            Known::Columns if Column::several(value).is_err() => Some(
                "The columns are number, age, legal, since, review, step, seen, worker, late and signals",
            ),
            Known::Theme if Look::from_word(value).is_err() => {
                Some("The themes are dark, light, high-contrast, colour-safe and none")
            }
            _ => None,
        }
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

/// Gives settings of the book their values, as one act that can be undone; what was done, in words.
///
/// # Errors
/// When the book cannot be written, or a value will not do.
pub(crate) fn change(store: &mut Store, values: &[(Known, &str)], today: NaiveDate) -> Result<String> {
    for (setting, value) in values {
        if let Some(wrong) = setting.fault(value) {
            return Err(Error::data(format!("{wrong}; nothing was changed.")));
        }
    }
    let told: Vec<String> = values.iter().map(|(s, value)| format!("{}: {value}", s.word())).collect();
    let label = format!("Setting {}", told.join(", "));
    store.act(&Act::general(label.as_str(), today), |tx| {
        values.iter().try_for_each(|(setting, value)| tx.set_setting(setting.word(), value))
    })?;
    let told: Vec<String> = values.iter().map(|(s, value)| format!("{} is now {value}", s.word())).collect();
    Ok(told.join(", "))
}
