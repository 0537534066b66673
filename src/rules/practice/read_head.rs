//! What the head of a practice may not say: numbers that are none, names for posts there are not, entries that
//! end before they begin.

use chrono::NaiveDate;
use toml::Value;

use super::raw::{Entry, Raw};
use super::read::{Reader, date, line};
use crate::model::role::Role;

/// Keys of the head that are numbers, with the greatest that makes sense.
const NUMBERS: [(&str, i64); 3] =
    [("margin-working-days", 15), ("due-soon-working-days", 60), ("letter-age", 17)];

impl Reader {
    /// The numbers of the head.
    pub(super) fn numbers(&mut self, raw: &Raw) {
        for (key, most) in NUMBERS {
            let Some((value, line)) = raw.header.get(key) else { continue };
            if value.as_integer().is_none_or(|n| !(0..=most).contains(&n)) {
                let message = format!("must be a whole number from 0 to {most}, without quotation marks");
                self.fault(*line, &format!("practice.{key}"), message, format!("write {key} = 2"));
            }
        }
    }

    /// Names are for posts there are; a further post is added under `extra-roles` first, once.
    pub(super) fn posts(&mut self, raw: &Raw) {
        let table = |key: &str| match raw.header.get(key) {
            Some((Value::Table(table), line)) => (table.clone(), *line),
            _ => (toml::Table::new(), 0),
        };
        let is_role = |word: &str| Role::ALL.iter().any(|role| word == *role);
        let ((extra, extra_line), (named, named_line)) = (table("extra-roles"), table("role-names"));
        let stands = |key: &str, post: &str, table: usize| {
            raw.posts.get(&format!("{key}.{post}")).copied().unwrap_or(table)
        };
        for post in extra.keys().filter(|post| is_role(post)) {
            let hint = "give it your own title under [practice.role-names]";
            let line = stands("extra-roles", post, extra_line);
            self.fault(line, &format!("practice.extra-roles.{post}"), "is a post already", hint);
        }
        let known: Vec<&str> =
            Role::ALL.iter().map(|r| r.word()).chain(extra.keys().map(String::as_str)).collect();
        for post in named.keys().filter(|post| !known.contains(&post.as_str())) {
            let at = format!("practice.role-names.{post}");
            self.unknown(stands("role-names", post, named_line), &at, post, known.iter().copied());
        }
        for (key, post) in raw.posts.keys().filter_map(|name| name.split_once('.')) {
            self.same_title(raw, key, post);
        }
    }

    /// Two posts of one title cannot be told apart on any screen; of two that this file names the later is told.
    fn same_title(&mut self, raw: &Raw, key: &str, post: &str) {
        let stands = |key: &str, post: &str| raw.posts.get(&format!("{key}.{post}")).copied();
        let (Some(title), Some(line)) = (self.names.roles.get(post).cloned(), stands(key, post)) else {
            return;
        };
        let earlier = |other: &str| {
            let named =
                ["extra-roles", "role-names"].map(|key| stands(key, other)).into_iter().flatten().max();
            other != post && named.is_none_or(|named| named < line)
        };
        let same = |named: &str| named.to_lowercase() == title.to_lowercase();
        let other = self.names.roles.iter().find(|(other, named)| earlier(other) && same(named));
        if let Some((other, _)) = other {
            let hint = format!("give one of them another title, or use {other} for both");
            let message = format!("\"{title}\" is the title of {other} too");
            self.doubt(line, &format!("practice.{key}.{post}"), message, hint);
        }
    }

    /// The days an entry is in force from and until; a fault where they are no dates, or the wrong way round.
    pub(super) fn in_force(&mut self, e: &Entry, at: &str) -> [Option<NaiveDate>; 2] {
        let [from, until] = ["from", "until"].map(|key| {
            let (value, line) = e.keys.get(key)?;
            if date(value).is_none() {
                self.fault(
                    *line,
                    &format!("{at}.{key}"),
                    "is not a date",
                    format!("write {key} = 2026-11-24"),
                );
            }
            date(value)
        });
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            let hint = "until is the last day it holds, from the first";
            self.fault(line(e, "until"), &format!("{at}.until"), "is before from: it would never hold", hint);
        }
        [from, until]
    }
}
