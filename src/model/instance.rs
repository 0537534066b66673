//! What there is one duty for, and which turn of a duty that comes again and again.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ids::{ChangeId, EscalationId};
use super::words::UnknownWord;

/// A turn of a recurring duty, by the day or the month it is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Turn {
    /// The first one, where it falls due otherwise than the rest.
    First,
    /// The one of a day.
    Day(NaiveDate),
    /// The one of a week, by its day.
    Week(NaiveDate),
    /// The one of a month, by the month's first day.
    Month(NaiveDate),
    /// The one of a school term, by the first day of the month it begins in.
    Term(NaiveDate),
    /// The one of a year, by its day.
    Year(NaiveDate),
}

/// What there is one duty for, as people and scripts name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Instance {
    /// The child.
    Child,
    /// The service.
    Service,
    /// A period of care, by its place from 1.
    Care(usize),
    /// A placement of the period of care, by its place from 1.
    Placement(usize),
    /// A review of the period of care, by its number.
    Review(u32),
    /// A review on a separate clock, by the clock and its number there.
    Clock(String, u32),
    /// Something that happened.
    Change(ChangeId),
    /// A concern.
    Escalation(EscalationId),
    /// A turn.
    Turn(Turn),
}

/// How each is written.
const FORMS: &[(&str, &str)] = &[
    ("review:3", "a review"),
    ("care:1", "a period of care"),
    ("placement:2", "a placement"),
    ("change:12", "something that happened"),
    ("escalation:4", "a concern"),
    ("month:2026-11", "a month"),
    ("term:2026-09", "a school term"),
    ("week:2026-11-23", "a week"),
    ("day:2026-11-23", "a day"),
    ("year:2026-11-23", "a year"),
    ("first", "the first time"),
    ("child", "the child"),
    ("service", "the service"),
];

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Turn::First => f.write_str("first"),
            Turn::Day(day) => write!(f, "day:{day}"),
            Turn::Week(day) => write!(f, "week:{day}"),
            Turn::Month(first) => write!(f, "month:{}", first.format("%Y-%m")),
            Turn::Term(first) => write!(f, "term:{}", first.format("%Y-%m")),
            Turn::Year(day) => write!(f, "year:{day}"),
        }
    }
}

impl Turn {
    /// What people call it: `the day Thu 26 Nov 2026`, `the month November 2026`.
    pub(crate) fn says(self) -> String {
        let long = |day: NaiveDate| day.format("%a %-d %b %Y").to_string();
        let month = |day: NaiveDate| day.format("%B %Y").to_string();
        match self {
            Turn::First => "the first time".to_owned(),
            Turn::Day(day) => format!("the day {}", long(day)),
            Turn::Week(day) => format!("the week of {}", long(day)),
            Turn::Month(first) => format!("the month {}", month(first)),
            Turn::Term(first) => format!("the term from {}", month(first)),
            Turn::Year(day) => format!("the year to {}", long(day)),
        }
    }

    fn read(word: &str) -> Option<Self> {
        let (kind, at) = word.split_once(':').unwrap_or((word, ""));
        let day = || at.parse::<NaiveDate>().ok();
        let month = || format!("{at}-01").parse::<NaiveDate>().ok();
        match kind {
            "first" => Some(Turn::First),
            "day" => day().map(Turn::Day),
            "week" => day().map(Turn::Week),
            "month" => month().map(Turn::Month),
            "term" => month().map(Turn::Term),
            "year" => day().map(Turn::Year),
            _ => None,
        }
    }
}

impl FromStr for Turn {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Turn::read(word).ok_or_else(|| UnknownWord::new("turn of a duty", word, FORMS))
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Instance::Child => f.write_str("child"),
            Instance::Service => f.write_str("service"),
            Instance::Care(n) => write!(f, "care:{n}"),
            Instance::Placement(n) => write!(f, "placement:{n}"),
            Instance::Review(n) => write!(f, "review:{n}"),
            Instance::Clock(clock, n) => write!(f, "{clock}:{n}"),
            Instance::Change(id) => write!(f, "change:{id}"),
            Instance::Escalation(id) => write!(f, "escalation:{id}"),
            Instance::Turn(turn) => turn.fmt(f),
        }
    }
}

impl Instance {
    /// What people call it: `review 5`, `placement 2`, `week of 2026-11-23`.
    pub(crate) fn says(&self) -> String {
        match self {
            Instance::Child => "for the child".to_owned(),
            Instance::Service => "for the service".to_owned(),
            Instance::Care(n) => format!("period of care {n}"),
            Instance::Placement(n) => format!("placement {n}"),
            Instance::Review(n) => format!("review {n}"),
            Instance::Clock(clock, n) => format!("{} {n}", clock.replace('-', " ")),
            Instance::Change(_) => "for a change".to_owned(),
            Instance::Escalation(_) => "for a concern".to_owned(),
            Instance::Turn(turn) => turn.says(),
        }
    }
}

impl FromStr for Instance {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let unknown = || UnknownWord::new("thing a duty is for called", word, FORMS);
        if let Some(turn) = Turn::read(word) {
            return Ok(Instance::Turn(turn));
        }
        let Some((kind, number)) = word.split_once(':') else {
            return match word {
                "child" => Ok(Instance::Child),
                "service" => Ok(Instance::Service),
                _ => Err(unknown()),
            };
        };
        let number: u32 = number.parse().map_err(|_| unknown())?;
        let place = usize::try_from(number).map_err(|_| unknown())?;
        Ok(match kind {
            "care" => Instance::Care(place),
            "placement" => Instance::Placement(place),
            "review" => Instance::Review(number),
            "change" => Instance::Change(ChangeId(number.into())),
            "escalation" => Instance::Escalation(EscalationId(number.into())),
            "" | "day" | "week" | "month" | "term" | "year" => return Err(unknown()),
            clock => Instance::Clock(clock.to_owned(), number),
        })
    }
}

/// A duty for one thing: what scripts, concerns and the list of what is due name it by, `sw-consulted@review:3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DutyKey {
    /// The practice's id of the duty.
    pub duty: String,
    /// What it is for.
    pub instance: Instance,
}

impl DutyKey {
    /// The key of a duty for something.
    pub(crate) fn new(duty: impl Into<String>, instance: Instance) -> Self {
        Self { duty: duty.into(), instance }
    }
}

impl fmt::Display for DutyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.duty, self.instance)
    }
}

impl FromStr for DutyKey {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let (duty, instance) = word.split_once('@').unwrap_or((word, ""));
        Ok(Self::new(duty, instance.parse()?))
    }
}

macro_rules! by_word {
    ($($type:ident),*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
by_word!(Turn, Instance, DutyKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_is_read_as_it_is_written() {
        for word in [
            "child",
            "service",
            "care:1",
            "placement:2",
            "review:3",
            "secure-criteria:1",
            "change:12",
            "escalation:4",
            "first",
            "day:2026-11-23",
            "week:2026-11-23",
            "month:2026-11",
            "term:2026-09",
            "year:2026-11-23",
        ] {
            assert_eq!(word.parse::<Instance>().unwrap().to_string(), word);
        }
        assert_eq!("review:3".parse(), Ok(Instance::Review(3)));
        let key: DutyKey = "sw-consulted@review:3".parse().unwrap();
        assert_eq!((key.duty.as_str(), key.to_string().as_str()), ("sw-consulted", "sw-consulted@review:3"));
        assert_eq!("month:2026-11".parse::<Turn>().unwrap().to_string(), "month:2026-11");
    }

    #[test]
    fn what_is_no_instance_is_refused_with_the_nearest_form() {
        for word in ["", "reviews", "review:", "review:x", "month:2026", "day:2026-13-01", ":3", "change:-1"]
        {
            assert!(word.parse::<Instance>().is_err(), "{word}");
        }
        let wrong = "reviw:3a".parse::<Instance>().unwrap_err();
        assert_eq!(wrong.hint(), "Did you mean review:3?");
        assert!("review:3".parse::<Turn>().is_err() && "sw-consulted".parse::<DutyKey>().is_err());
    }
}
