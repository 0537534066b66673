//! A field of an act as it stands: what it holds, what it may hold, what is wrong with it.

use chrono::NaiveTime;

use super::field::{Choice, Field, Kind, Shown};
use super::scene::Scene;
use super::values::Value;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::model::text;
use crate::rules::practice::words::nearest;

/// A field as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) field: &'static Field,
    pub(crate) label: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) text: String,
    /// What the act would have it hold.
    pub(super) proposed: String,
    /// Somebody filled it in: nothing is proposed over it.
    pub(crate) typed: bool,
    /// The words it was opened with, where whoever opened it gave some.
    pub(super) first: Option<String>,
    pub(crate) shown: bool,
    pub(super) need: &'static str,
    pub(crate) choices: Vec<Choice>,
    pub(crate) fault: String,
}

impl Slot {
    /// Whether the form shows it.
    pub(crate) fn in_form(&self) -> bool {
        self.shown && self.field.shown != Shown::Script
    }

    pub(super) fn missing(&self) -> Error {
        Error::usage(format!("{} is needed.", self.need))
    }

    /// What it holds, read; a hidden one holds nothing.
    pub(super) fn read(&self, scene: &Scene<'_>) -> Result<Option<Value>> {
        let cleaned = match self.field.kind {
            Kind::Block | Kind::Lines => text::block(&self.text),
            _ => text::line(&self.text),
        };
        let words = cleaned.trim();
        if !self.shown || (words.is_empty() && self.need.is_empty()) {
            return Ok(None);
        }
        if words.is_empty() {
            return Err(self.missing());
        }
        let value = match self.field.kind {
            Kind::Day => Value::Day(scene.day(words)?),
            Kind::Time => Value::Time(time(words).ok_or_else(|| {
                Error::data(format!("{words:?} is not a time.")).hint("Type a time as 10:30.")
            })?),
            Kind::Number => Value::Number(words.parse().map_err(|_| {
                Error::data(format!("{words:?} is not a number.")).hint("Type a whole number, such as 60.")
            })?),
            Kind::YesNo | Kind::Flag => match words {
                "yes" => Value::Yes(true),
                "no" => Value::Yes(false),
                _ => return Err(Error::data(format!("{words:?} is neither yes nor no."))),
            },
            Kind::Child | Kind::Children => {
                let ids = words.split_whitespace().map(|id| id.parse().map(ChildId));
                let ids: Result<Vec<ChildId>, _> = ids.collect();
                Value::Children(ids.map_err(|_| Error::data(format!("{words:?} is no child of the book.")))?)
            }
            Kind::Choice(_) if !self.offers(words) => return Err(self.unknown(words)),
            Kind::Several(_) if let Some(odd) = words.split_whitespace().find(|w| !self.offers(w)) => {
                return Err(self.unknown(odd));
            }
            Kind::Line | Kind::Block | Kind::Lines | Kind::Choice(_) | Kind::Open(_) | Kind::Several(_) => {
                Value::Words(words.to_owned())
            }
        };
        Ok(Some(value))
    }

    fn offers(&self, wanted: &str) -> bool {
        self.choices.iter().any(|(word, _)| word == wanted)
    }

    /// The stored word for what a script gave: the word itself or what people read, in either case.
    pub(crate) fn word_for(&self, given: &str) -> Result<String> {
        let wanted = given.trim().to_lowercase();
        let same = |(word, says): &&Choice| word.to_lowercase() == wanted || says.to_lowercase() == wanted;
        match self.choices.iter().find(same) {
            Some((word, _)) => Ok(word.clone()),
            None if matches!(self.field.kind, Kind::Open(_)) => Ok(given.trim().to_owned()),
            None => Err(self.unknown(given)),
        }
    }

    fn unknown(&self, given: &str) -> Error {
        let known: Vec<&str> =
            self.choices.iter().map(|(w, _)| w.as_str()).filter(|w| !w.is_empty()).collect();
        let hint = match nearest(given, known.iter().copied()) {
            Some(near) => format!("Did you mean {near}?"),
            None => format!("Known are: {}.", known.join(", ")),
        };
        Error::missing(format!("{} {given:?} is not known; nothing was recorded.", self.label)).hint(hint)
    }
}

pub(super) fn time(words: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&words.replace('.', ":"), "%H:%M").ok()
}

/// Choices from a table of words.
pub(crate) fn choices(all: &[(&str, &str)]) -> Vec<Choice> {
    all.iter().map(|(word, says)| ((*word).to_owned(), (*says).to_owned())).collect()
}
