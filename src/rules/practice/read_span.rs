//! Spans as a practice writes them, and the circles they must not make.

use toml::Value;

use super::anchor::anchor_words;
use super::raw::{Entry, Raw};
use super::read::Reader;
use super::words::nearest;
use super::{Basis, Direction, Duty, Every, Limit, Practice, Rule, Span, Unit};

/// What a span may be; one of them.
const KINDS: [&str; 10] =
    ["working-days", "hours", "days", "weeks", "months", "on", "midway", "earliest", "latest", "every"];

impl Reader {
    pub(super) fn rule(&mut self, e: &Entry, key: &str, at: &str, basis: Basis, cite: &str) -> Option<Rule> {
        let (value, line) = e.keys.get(key)?;
        let span = self.span(value, *line, &format!("{at}.{key}"))?;
        let over = e.over.get(key).and_then(|(value, basis, cite)| {
            let basis = if basis == "law" { Basis::Law } else { Basis::Guidance };
            Some(Limit { span: self.span(value, 0, &format!("{at}.{key}"))?, basis, cite: cite.clone() })
        });
        if over.as_ref().is_some_and(|o| o.span.recurs() != span.recurs()) {
            let hint = "keep its turn, or write a duty of your own beside it";
            self.fault(
                *line,
                &format!("{at}.{key}"),
                "law or guidance sets this again and again, or once",
                hint,
            );
        }
        // A local file that leaves or repeats the days of law or guidance does not lower them.
        if let Some(kept) = over.as_ref().filter(|o| o.span == span) {
            return Some(Rule { own: kept.clone(), over: None });
        }
        // A local file that only changes the days of a legal duty does not become law by it.
        let basis = if over.is_some() && e.own { Basis::Local.max(basis) } else { basis };
        Some(Rule { own: Limit { span, basis, cite: cite.to_owned() }, over })
    }

    pub(super) fn span(&mut self, value: &Value, line: usize, at: &str) -> Option<Span> {
        let Value::Table(table) = value else {
            self.fault(line, at, "is not a span", "write { working-days = 5, after = \"looked-after\" }");
            return None;
        };
        let known = [
            "working-days",
            "hours",
            "calendar",
            "days",
            "weeks",
            "months",
            "after",
            "before",
            "on",
            "midway",
            "earliest",
            "latest",
            "every",
            "from",
            "rolling",
            "at",
            "first",
        ];
        for key in table.keys() {
            if !known.contains(&key.as_str()) {
                let near = nearest(key, known).map(|n| format!("did you mean {n}?"));
                let hint = near.unwrap_or_else(|| "units are working-days, days, weeks, months".into());
                self.fault(line, &format!("{at}.{key}"), "is not part of a span", hint);
                return None;
            }
        }
        self.one_of(table, &KINDS, line, at)?;
        self.one_of(table, &["after", "before"], line, at)?;
        let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
        let span = if let Some(anchor) = text("on") {
            Span::On(anchor)
        } else if let Some(Value::Array(ends)) = table.get("midway") {
            let ends: Vec<String> = ends.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect();
            let [a, b] = <[String; 2]>::try_from(ends).ok().or_else(|| {
                self.fault(
                    line,
                    at,
                    "midway needs two days",
                    "write midway = [\"review-held\", \"next-review\"]",
                );
                None
            })?;
            Span::Midway(a, b)
        } else if let Some(Value::Array(spans)) = table.get("earliest") {
            Span::Earliest(spans.iter().filter_map(|v| self.span(v, line, at)).collect())
        } else if let Some(Value::Array(spans)) = table.get("latest") {
            Span::Latest(spans.iter().filter_map(|v| self.span(v, line, at)).collect())
        } else if let Some(every) = table.get("every") {
            let every = self.every(every, line, at)?;
            let rolling = table.get("rolling").and_then(Value::as_bool).unwrap_or(false);
            let first = match table.get("first") {
                Some(value) => Some(Box::new(self.span(value, line, &format!("{at}.first"))?)),
                None => None,
            };
            Span::Every {
                every,
                from: text("from"),
                rolling,
                at_end: text("at").as_deref() == Some("end"),
                first,
            }
        } else {
            self.offset(table, line, at)?
        };
        let wrong = span.anchors().into_iter().find(|a| !self.names.is_anchor(a)).map(str::to_owned);
        if let Some(word) = wrong {
            let names = &self.names;
            let known = anchor_words()
                .map(|word| -> &str { word })
                .chain(names.duties.keys().chain(&names.events).map(String::as_str));
            let hint = nearest(&word, known).map(|n| format!("did you mean {n}?")).unwrap_or_default();
            self.fault(line, at, format!("there is no day called \"{word}\" to count from"), hint);
            return None;
        }
        Some(span)
    }

    /// At most one of several keys stands in a span; two would each say another day.
    fn one_of(&mut self, table: &toml::Table, keys: &[&str], line: usize, at: &str) -> Option<()> {
        let mut given = keys.iter().filter(|key| table.contains_key(**key));
        let (Some(first), Some(second)) = (given.next(), given.next()) else { return Some(()) };
        self.fault(
            line,
            &format!("{at}.{second}"),
            format!("a span has {first} or {second}, not both"),
            "keep one; for the earlier of two days write { earliest = [{ ... }, { ... }] }",
        );
        None
    }

    pub(super) fn offset(&mut self, table: &toml::Table, line: usize, at: &str) -> Option<Span> {
        if let Some(hours) = table.get("hours") {
            return self.offset(&self.read_hours(table, hours), line, at);
        }
        let unit = Unit::ALL.iter().copied().find(|u| table.contains_key(u.word()));
        let way = [("after", Direction::After), ("before", Direction::Before)];
        let way = way.iter().find_map(|(key, d)| Some((*d, table.get(*key)?.as_str()?.to_owned())));
        let (Some(unit), Some((direction, anchor))) = (unit, way) else {
            self.fault(line, at, "is not a span", "write { working-days = 5, after = \"looked-after\" }");
            return None;
        };
        let count = table.get(unit.word()).and_then(Value::as_integer).filter(|n| (0..=4000).contains(n));
        let Some(count) = count.and_then(|n| i32::try_from(n).ok()) else {
            self.fault(line, &format!("{at}.{}", unit.word()), "must be a whole number from 0 to 4000", "");
            return None;
        };
        Some(Span::Offset { count, unit, direction, anchor })
    }

    /// Hours in whole days, a begun one for a whole one: working days, since offices are shut, unless the
    /// span says `calendar = true`.
    fn read_hours(&self, table: &toml::Table, hours: &Value) -> toml::Table {
        let mut days = table.clone();
        days.remove("hours");
        let calendar = days.remove("calendar").and_then(|c| c.as_bool()).unwrap_or(false);
        let unit = if calendar { Unit::Days } else { Unit::WorkingDays };
        let count = hours.as_integer().filter(|n| *n >= 0).map_or(-1, |n| n.saturating_add(23) / 24);
        days.insert(unit.word().to_owned(), Value::Integer(count));
        days
    }

    pub(super) fn every(&mut self, value: &Value, line: usize, at: &str) -> Option<Every> {
        if let Value::Table(turn) = value {
            self.one_of(turn, &["weeks", "months"], line, &format!("{at}.every"))?;
        }
        let count = |key: &str| {
            let n = value.get(key)?.as_integer().filter(|n| (1..=600).contains(n))?;
            i32::try_from(n).ok()
        };
        let every = match value.as_str() {
            Some("working-day") => Some(Every::WorkingDay),
            Some("month") => Some(Every::Month),
            Some("term") => Some(Every::Term),
            Some("year") => Some(Every::Year),
            Some(_) => None,
            None => count("weeks").map(Every::Weeks).or_else(|| count("months").map(Every::Months)),
        };
        if every.is_none() {
            let hint = "one of \"working-day\", \"month\", \"term\", \"year\", { weeks = N }, { months = N }";
            self.fault(line, &format!("{at}.every"), "is not a turn", hint);
        }
        every
    }

    /// A duty whose due day depends on itself could never be dated.
    pub(super) fn cycles(&mut self, practice: &Practice, raw: &Raw) {
        for duty in &practice.duties {
            let mut path = vec![duty.id.as_str()];
            if leads_to(practice, duty, &duty.id, &mut path, 0) {
                let key = format!("duty.{}.due", duty.id);
                self.fault(raw.stands(&key), &key, "its due day depends on itself", path.join(" → "));
            }
        }
    }
}

fn leads_to<'p>(
    practice: &'p Practice,
    from: &'p Duty,
    to: &str,
    path: &mut Vec<&'p str>,
    depth: usize,
) -> bool {
    let Some(rule) = from.due.as_ref().filter(|_| depth < 40) else { return false };
    for anchor in rule.own.span.anchors() {
        let Some(duty) = practice.duty(anchor) else { continue };
        path.push(&duty.id);
        if duty.id == to || leads_to(practice, duty, to, path, depth + 1) {
            return true;
        }
        path.pop();
    }
    false
}
