//! What an act did, and which dates it moved.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::ids::ActId;
use crate::model::instance::{DutyKey, Instance};
use crate::rules::due::Assessment;
use crate::rules::working::long;

/// What an act did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The act, for undo.
    pub act: ActId,
    /// The row made or changed.
    pub id: i64,
    /// The act in words.
    pub label: String,
    /// Open duties whose day it moved, made or took away.
    pub moved: Vec<Moved>,
    /// What a person should know beside it: doubts, findings, what is still missing.
    pub told: Vec<String>,
}

impl Outcome {
    pub(crate) fn new(act: ActId, id: i64, label: impl Into<String>) -> Self {
        Self { act, id, label: label.into(), moved: Vec::new(), told: Vec::new() }
    }

    /// The same with what should be known beside it.
    pub(crate) fn beside(mut self, told: impl IntoIterator<Item = String>) -> Self {
        self.told.extend(told);
        self
    }
}

/// An open duty whose day an act moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The duty's title.
    pub title: String,
    /// What it is for.
    pub instance: Instance,
    /// Its day before; `None` where it is new.
    pub before: Option<NaiveDate>,
    /// Its day after; `None` where it fell away.
    pub after: Option<NaiveDate>,
}

impl Moved {
    /// The move as one line: `Write the record (review:3): Thu 8 Jan 2026 → Fri 9 Jan 2026`.
    pub(crate) fn line(&self) -> String {
        let day = |d: Option<NaiveDate>, none: &str| d.map_or_else(|| none.to_owned(), long);
        let (before, after) = (day(self.before, "new"), day(self.after, "no longer owed"));
        format!("{} ({}): {before} → {after}", self.title, self.instance)
    }
}

/// Duties owed and their days, by duty and instance.
pub(super) type Days = BTreeMap<DutyKey, (String, Option<NaiveDate>)>;

pub(super) fn open_days(judged: &Assessment) -> Days {
    let owed = judged.owed();
    owed.filter(|d| d.due.is_some()).map(|d| (d.key(), (d.duty.title.clone(), d.due))).collect()
}

pub(super) fn moved(before: &Days, after: &Days) -> Vec<Moved> {
    let mut moved = Vec::new();
    for (key, (title, was)) in before {
        let now = after.get(key).and_then(|(_, d)| *d);
        if now != *was {
            let instance = key.instance.clone();
            moved.push(Moved { title: title.clone(), instance, before: *was, after: now });
        }
    }
    let new = after.iter().filter(|(key, _)| !before.contains_key(*key));
    moved.extend(new.map(|(key, (title, now))| Moved {
        title: title.clone(),
        instance: key.instance.clone(),
        before: None,
        after: *now,
    }));
    moved.sort_by_key(|m| (m.after.is_none(), m.after, m.before));
    moved
}
