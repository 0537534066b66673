//! Ids that entries of a practice may name.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use super::anchor::anchor;
use super::raw::Raw;
use super::words::Scope;
use crate::model::role::Role;

/// Ids that other entries may name.
pub(super) struct Names {
    /// Posts with their titles.
    pub(super) roles: BTreeMap<String, String>,
    /// Duties with what there is one of each for.
    pub(super) duties: BTreeMap<String, Option<Scope>>,
    pub(super) events: BTreeSet<String>,
    /// Entries a file laid on top has dropped: what it inherits may still name them.
    pub(super) dropped: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(raw: &Raw) -> Self {
        let mut roles: BTreeMap<String, String> =
            Role::ALL.iter().map(|role| ((*role).into(), role.to_string())).collect();
        for key in ["extra-roles", "role-names"] {
            if let Some((Value::Table(table), _)) = raw.header.get(key) {
                roles.extend(table.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))));
            }
        }
        let duties = raw.list("duty").iter();
        let duties = duties.map(|e| (e.id.clone(), e.text("scope").and_then(|word| word.parse().ok())));
        Self {
            roles,
            duties: duties.collect(),
            events: raw.list("event").iter().map(|e| e.id.clone()).collect(),
            dropped: raw.dropped.clone(),
        }
    }

    pub(super) fn is_anchor(&self, word: &str) -> bool {
        anchor(word).is_some()
            || self.duties.contains_key(word)
            || self.events.contains(word)
            || is_birthday(word)
    }
}

/// Whether an anchor is a birthday: `birthday-16`.
pub(super) fn is_birthday(word: &str) -> bool {
    word.strip_prefix("birthday-").is_some_and(|age| age.parse::<u32>().is_ok())
}
