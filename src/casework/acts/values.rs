//! What was typed, read: each field's value by its kind.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};

use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::model::words::UnknownWord;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Day(NaiveDate),
    Time(NaiveTime),
    Number(u32),
    Yes(bool),
    Words(String),
    Children(Vec<ChildId>),
}

/// The values of the fields that were filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Values(BTreeMap<&'static str, Value>);

impl Values {
    pub(crate) fn put(&mut self, key: &'static str, value: Value) {
        self.0.insert(key, value);
    }

    /// Words, or none where the field was left empty.
    pub(crate) fn some(&self, key: &str) -> Option<String> {
        match self.0.get(key) {
            Some(Value::Words(words)) => Some(words.clone()),
            _ => None,
        }
    }

    /// Words; empty where the field was.
    pub(crate) fn text(&self, key: &str) -> String {
        self.some(key).unwrap_or_default()
    }

    pub(crate) fn day(&self, key: &str) -> Option<NaiveDate> {
        match self.0.get(key) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// A day that the act cannot do without.
    pub(crate) fn the_day(&self, key: &str) -> Result<NaiveDate> {
        self.day(key).ok_or_else(|| Error::usage("A date is needed; nothing was recorded."))
    }

    pub(crate) fn time(&self, key: &str) -> Option<NaiveTime> {
        match self.0.get(key) {
            Some(Value::Time(time)) => Some(*time),
            _ => None,
        }
    }

    pub(crate) fn number(&self, key: &str) -> Option<u32> {
        match self.0.get(key) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// Yes, no, or not said.
    pub(crate) fn yes(&self, key: &str) -> Option<bool> {
        match self.0.get(key) {
            Some(Value::Yes(yes)) => Some(*yes),
            _ => None,
        }
    }

    pub(crate) fn children(&self, key: &str) -> Vec<ChildId> {
        match self.0.get(key) {
            Some(Value::Children(all)) => all.clone(),
            _ => Vec::new(),
        }
    }

    /// The numbers of rows.
    pub(crate) fn rows(&self, key: &str) -> Vec<i64> {
        self.text(key).split_whitespace().filter_map(|id| id.parse().ok()).collect()
    }

    /// A word of a closed set; none where the field was left empty.
    pub(crate) fn word<T: FromStr<Err = UnknownWord>>(&self, key: &str) -> Result<Option<T>> {
        Ok(self.some(key).map(|word| word.parse()).transpose()?)
    }
}
