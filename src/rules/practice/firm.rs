//! What a file laid on top may not change: for whom, when and how long that holds which rests on law, or
//! on guidance where guidance binds. Its days, owners and words may change; an earlier day always governs.

use std::collections::BTreeSet;

use toml::Value;

use super::Problem;

/// Keys whose replaced value still binds when it rested on law or guidance.
pub(super) const LIMITS: [&str; 4] = ["due", "first", "second", "later"];
/// Keys that say for whom or how an entry holds, list by list.
const HOLDS: [(&str, &[&str]); 7] = [
    ("regime", &["when", "unless", "replaces", "separate", "chair-not"]),
    (
        "duty",
        &[
            "when",
            "unless",
            "scope",
            "from",
            "until",
            "unless-done",
            "done-by",
            "anew",
            "watch",
            "if-silent",
            "essential",
        ],
    ),
    ("event", &["class", "exception", "urgent"]),
    ("item", &["when", "unless"]),
    ("variant", &["when", "unless"]),
    ("people-rule", &["roles", "checklist"]),
    ("turning-point", &["age"]),
];

/// Whether what rests on `basis` cannot be dropped or narrowed by a file laid on top.
pub(super) fn firm(basis: &str, binds: bool) -> bool {
    basis == "law" || (basis == "guidance" && binds)
}

/// A firm entry that a file on top drops.
pub(super) fn dropped(key: String, line: usize, basis: &str) -> Problem {
    Problem {
        line,
        key,
        message: format!("rests on {basis} and cannot be dropped"),
        hint: "change its span, owner or words instead; an earlier date is always allowed".into(),
    }
}

/// A firm entry for which a file on top says something else of whom or how it holds for.
pub(super) fn narrowed(key: String, line: usize, basis: &str) -> Problem {
    Problem {
        line,
        key,
        message: format!("rests on {basis}: for whom and how it holds cannot be changed"),
        hint: "change its span, owner or words, or write an entry of your own beside it".into(),
    }
}

/// Whether a new value of a key lets off somebody for whom the entry held.
pub(super) fn narrows(list: &str, key: &str, old: Option<&Value>, new: &Value) -> bool {
    let holds = HOLDS.iter().any(|(l, keys)| *l == list && keys.contains(&key));
    let words = |value: &Value| -> Option<BTreeSet<String>> {
        value.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
    };
    let (had, has) = (old.map_or_else(|| Some(BTreeSet::new()), words), words(new));
    match (key, had, has) {
        _ if !holds || old == Some(new) => false,
        // What may bring a review forward may be made to, never the other way.
        ("class", ..) if list == "event" => stricter(old, new),
        // The mark may be added to a step, never taken off one.
        ("essential", ..) => *new != Value::Boolean(true) && old == Some(&Value::Boolean(true)),
        // A clock of reviews takes the place of others where it applies: wider is looser too.
        ("when" | "unless" | "replaces", Some(had), Some(has)) if list == "regime" => had != has,
        ("when" | "unless", Some(had), Some(has)) => !has.is_subset(&had),
        ("chair-not" | "roles", Some(had), Some(has)) => !has.is_superset(&had),
        _ if old.is_none() => *new != Value::Boolean(false),
        _ => true,
    }
}

/// Whether an event's class is no stricter than it was.
fn stricter(old: Option<&Value>, new: &Value) -> bool {
    const RISING: [&str; 3] = ["inform", "consider", "must"];
    let rank = |value: &Value| RISING.iter().position(|class| Some(*class) == value.as_str());
    old.and_then(rank) > rank(new)
}
