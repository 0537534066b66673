//! Rules about people and turning points as a practice writes them.

use toml::Value;

use super::basis::Basis;
use super::posts::{PeopleCheck, PeopleRule, TurningPoint};
use super::raw::Entry;
use super::read::{Reader, line};

const RULE: &[&str] =
    &["id", "title", "within-working-days", "roles", "checklist", "basis", "cite", "help", "drop"];
const TURNING: &[&str] = &["id", "title", "age", "basis", "cite", "help", "drop"];

impl Reader {
    /// A rule about people; `None` with a fault where what it looks for is nothing the program can find.
    pub(super) fn people_rule(&mut self, e: &Entry, source: &str) -> Option<PeopleRule> {
        let at = format!("people-rule.{}", e.id);
        self.known_keys(&e.keys, RULE, &at);
        let check = self.word::<PeopleCheck>(e, "id", &at, "");
        let roles = self.texts(e, "roles", &at);
        for role in &roles {
            self.role(e, "roles", role, &at);
        }
        let within = e.keys.get("within-working-days").and_then(|(v, _)| v.as_integer());
        let within = within.and_then(|days| i32::try_from(days).ok()).filter(|days| (0..=60).contains(days));
        if within.is_none() && e.keys.contains_key("within-working-days") {
            let key = "within-working-days";
            self.fault(line(e, key), &format!("{at}.{key}"), "not a number of working days", "write 5");
        }
        let rule = PeopleRule {
            check: check?,
            title: self.needed_title(e, &at),
            within,
            roles,
            checklist: e.text("checklist").map(str::to_owned),
            cite: self.cite(e, &at, source),
        };
        let (key, missing) = match rule.check {
            PeopleCheck::NotIndependent => ("roles", rule.roles.is_empty()),
            PeopleCheck::Unconfirmed => ("checklist", rule.checklist.is_none()),
            _ => ("", false),
        };
        if missing {
            let hint = format!("add {key} = ...");
            self.fault(line(e, key), &format!("{at}.{key}"), "is missing", hint);
        }
        self.basis(e, &at, Basis::Local);
        Some(rule)
    }

    pub(super) fn turning_point(&mut self, e: &Entry, source: &str) -> TurningPoint {
        let at = format!("turning-point.{}", e.id);
        self.known_keys(&e.keys, TURNING, &at);
        self.basis(e, &at, Basis::Local);
        let months = e.keys.get("age").and_then(|(v, _)| months(v));
        if months.is_none() {
            self.fault(line(e, "age"), &format!("{at}.age"), "is no age", "write age = 16, or age = 17.5");
        }
        TurningPoint {
            id: e.id.clone(),
            title: self.needed_title(e, &at),
            months: months.unwrap_or(0),
            cite: self.cite(e, &at, source),
        }
    }

    pub(super) fn needed_title(&mut self, e: &Entry, at: &str) -> String {
        let title = e.text("title").unwrap_or_default().to_owned();
        if title.is_empty() {
            let hint = "a few words, as a person would say them";
            self.fault(e.line, &format!("{at}.title"), "is missing", hint);
        }
        title
    }

    pub(super) fn named_role(&mut self, e: &Entry, key: &str, at: &str) -> Option<String> {
        let word = e.text(key)?.to_owned();
        self.role(e, key, &word, at);
        Some(word)
    }
}

/// An age in years, whole or and a half, in months.
fn months(age: &Value) -> Option<u32> {
    let halves = match age {
        Value::Integer(years) => years.checked_mul(2)?,
        Value::Float(years) => (0..=50).find(|halves| f64::from(*halves) / 2.0 == *years)?.into(),
        _ => return None,
    };
    u32::try_from(halves).ok().filter(|halves| *halves <= 50).map(|halves| halves * 6)
}
