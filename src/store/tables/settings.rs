//! Settings, the copies of practices the book was judged by, and holidays the user added.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::error::Result;
use crate::model::annual::Chapter;
use crate::store::engine::book::{Book, Tx};

pub(crate) struct Setting {
    key: String,
    value: String,
}

table! {
    Setting in setting, one for each key {
        key,
        value,
    }
}

/// A practice's text as it was when it came into use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PracticeCopy {
    /// The practice's id.
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) text: String,
    /// The day it came into the book.
    pub(crate) added: NaiveDate,
}

table! {
    PracticeCopy in practice, one for each practice, version {
        id = practice,
        version,
        text,
        added,
    }
}

struct Holiday {
    date: NaiveDate,
    name: String,
}

table! {
    Holiday in holiday, one for each date {
        date,
        name,
    }
}

impl Book {
    /// A setting's value, where it is set.
    pub(crate) fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(self.list::<Setting>("WHERE key = ?1", [key])?.pop().map(|s| s.value))
    }

    /// The settings whose key begins so, in the order of what follows in it: that and the value.
    pub(crate) fn settings_under(&self, begins: &str) -> Result<Vec<(String, String)>> {
        let all = self.list::<Setting>("ORDER BY key", [])?;
        let of = |s: Setting| Some((s.key.strip_prefix(begins)?.to_owned(), s.value));
        Ok(all.into_iter().filter_map(of).collect())
    }

    /// What is written for the annual report of a year, by the one it ends in; what is not is left out.
    pub(crate) fn annual_texts(&self, year: i32) -> Result<BTreeMap<Chapter, String>> {
        let mut texts = BTreeMap::new();
        for chapter in Chapter::ALL {
            let text = self.setting(&chapter.key(year))?.filter(|text| !text.is_empty());
            texts.extend(text.map(|text| (*chapter, text)));
        }
        Ok(texts)
    }

    /// The copy of one version of a practice.
    pub(crate) fn practice(&self, id: &str, version: &str) -> Result<Option<PracticeCopy>> {
        Ok(self.list("WHERE practice = ?1 AND version = ?2", [id, version])?.pop())
    }

    /// Every practice copied into the book, oldest first.
    pub(crate) fn practices(&self) -> Result<Vec<PracticeCopy>> {
        self.list("ORDER BY added, id", [])
    }

    /// Holidays the user added, in order.
    pub(crate) fn holidays(&self) -> Result<Vec<(NaiveDate, String)>> {
        let days = self.list::<Holiday>("ORDER BY date", [])?;
        Ok(days.into_iter().map(|h| (h.date, h.name)).collect())
    }
}

impl Tx<'_> {
    /// Sets a setting.
    pub(crate) fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        self.insert((), &Setting { key: key.to_owned(), value: value.to_owned() })
    }

    /// Takes a setting out; whether there was one.
    pub(crate) fn remove_setting(&self, key: &str) -> Result<bool> {
        self.remove::<Setting>([key])
    }

    /// Adds a holiday, or renames the one of that day.
    pub(crate) fn add_holiday(&self, date: NaiveDate, name: &str) -> Result<()> {
        self.insert((), &Holiday { date, name: name.to_owned() })
    }

    /// Removes a holiday; whether there was one.
    pub(crate) fn remove_holiday(&self, date: NaiveDate) -> Result<bool> {
        self.remove::<Holiday>([date.to_string()])
    }
}
