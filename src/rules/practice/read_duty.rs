//! Duties as a practice writes them, and their variants: another span where conditions hold, in the
//! place of the duty's own.

use std::sync::Arc;

use toml::Value;

use super::Duty;
use super::anchor::{Site, anchor, anchor_words};
use super::raw::Entry;
use super::read::{Reader, line};
use super::read_list::other;
use super::words::{Leaves, Scope};
use crate::model::document::Document;

const DUTY: &[&str] = &[
    "id",
    "title",
    "short",
    "owner",
    "scope",
    "due",
    "opens",
    "unless-done",
    "done-by",
    "anew",
    "if-silent",
    "records",
    "sends",
    "heard",
    "basis",
    "cite",
    "help",
    "when",
    "unless",
    "from",
    "until",
    "drop",
    "watch",
    "essential",
    "variant",
    "kind",
    "chase",
];
const VARIANT: &[&str] =
    &["id", "when", "unless", "due", "title", "short", "help", "basis", "cite", "over", "drop"];

/// The most letters of a duty's short words: as many as stand beside `10 wd late` in a list 80 columns wide.
const SHORT: usize = 15;

impl Reader {
    pub(super) fn duty(&mut self, e: &Entry, source: &str) -> Duty {
        let at = format!("duty.{}", e.id);
        let duty = self.plain_duty(e, source, &at);
        self.days_of_duty(e, &duty, &at);
        let variants = self.variants(e, &duty, &at);
        Duty { variants, ..duty }
    }

    fn plain_duty(&mut self, e: &Entry, source: &str, at: &str) -> Duty {
        self.known_keys(&e.keys, DUTY, at);
        if anchor(&e.id).is_some() || e.id == "review" || self.names.events.contains(&e.id) {
            self.fault(e.line, at, "this id already means a day to count from", "give the duty another id");
        }
        let basis = self.ground(e, at);
        let cite = self.cite(e, at, source);
        let owner = e.text("owner").unwrap_or_default().to_owned();
        self.role(e, "owner", &owner, at);
        let scope = self.word(e, "scope", at, "").unwrap_or(Scope::Child);
        let records = self.word(e, "records", at, "tick").unwrap_or(Leaves::Tick);
        let opens = e.keys.get("opens").and_then(|(v, l)| self.span(v, *l, &format!("{at}.opens")));
        let unless_done = self.named_duty(e, "unless-done", at);
        let [done_by, anew] = ["done-by", "anew"].map(|key| self.anchor_of(e, key, at));
        let [from, until] = self.in_force(e, at);
        let kind = e.text("kind").and_then(|_| self.word(e, "kind", at, ""));
        let heard = e.text("heard").and_then(|_| self.word(e, "heard", at, ""));
        Duty {
            id: e.id.clone(),
            title: self.needed_title(e, at),
            short: self.short(e, at),
            owner,
            scope,
            due: self.rule(e, "due", at, basis, &cite),
            opens,
            unless_done,
            done_by,
            anew,
            if_silent: e.text("if-silent").map(str::to_owned),
            sends: self.sends(e, at),
            heard,
            records,
            kind,
            basis,
            cite,
            help: e.text("help").unwrap_or_default().to_owned(),
            when: self.conditions(e, "when", at),
            unless: self.conditions(e, "unless", at),
            from,
            until,
            watch: self.mark(e, "watch", at),
            essential: self.mark(e, "essential", at),
            chase: e.text("chase").map(str::to_owned),
            variants: Vec::new(),
            own: e.own,
        }
    }

    /// The anchor under a key; a fault where there is none of that word.
    fn anchor_of(&mut self, e: &Entry, key: &str, at: &str) -> Option<String> {
        let word = e.text(key)?;
        if anchor(word).is_none() {
            self.unknown(line(e, key), &format!("{at}.{key}"), word, anchor_words());
        }
        Some(word.to_owned())
    }

    /// The duty in the few letters a narrow column has.
    fn short(&mut self, e: &Entry, at: &str) -> Option<String> {
        let short = e.text("short")?;
        if short.chars().count() > SHORT {
            let message = format!("\"{short}\" has more than {SHORT} letters");
            self.fault(
                line(e, "short"),
                &format!("{at}.short"),
                &message,
                "say it in fewer, the title has the rest",
            );
        }
        Some(short.to_owned())
    }

    /// The documents whose sending does a duty.
    fn sends(&mut self, e: &Entry, at: &str) -> Vec<Document> {
        let words = self.texts(e, "sends", at);
        let read = |word: String| {
            let document = Document::from_word(&word).ok();
            if document.is_none() {
                let known = Document::ALL.iter().map(|d| d.word());
                self.unknown(line(e, "sends"), &format!("{at}.sends"), &word, known);
            }
            document
        };
        words.into_iter().filter_map(read).collect()
    }

    /// The variants of a duty; each has the duty's words and ground where it has none of its own.
    fn variants(&mut self, e: &Entry, duty: &Duty, at: &str) -> Vec<Arc<Duty>> {
        let mut entries = e.tables("variant");
        self.left_behind(e, &entries, at);
        for entry in &mut entries {
            let kept = entry.keys.get("over").and_then(|(v, _)| over(v));
            entry.over.extend(kept.map(|limit| ("due".to_owned(), limit)));
        }
        let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        entries.iter().map(|entry| Arc::new(self.variant(entry, duty, at, &ids))).collect()
    }

    /// Variants that keep the days of the file below where this one sets another day for the duty.
    fn left_behind(&mut self, e: &Entry, variants: &[Entry], at: &str) {
        let sets = e.keys.get("due").is_some_and(|(_, line)| *line > 0);
        let kept = variants.iter().enumerate();
        let kept = kept.filter(|(place, v)| v.keys.contains_key("due") && !e.writes("variant", *place));
        let kept: Vec<&str> = kept.map(|(_, v)| v.id.as_str()).collect();
        if sets && !kept.is_empty() {
            let keep = if kept.len() == 1 { "keeps its own day" } else { "keep their own days" };
            let message = format!("{} {keep} of the file below", kept.join(", "));
            let hint = "add a [[duty.variant]] of that id with its due where yours differ there too";
            self.doubt(line(e, "due"), &format!("{at}.due"), message, hint);
        }
    }

    fn variant(&mut self, e: &Entry, duty: &Duty, at: &str, ids: &[&str]) -> Duty {
        let at = format!("{at}.{}", e.id);
        self.known_keys(&e.keys, VARIANT, &at);
        let when = self.conditions(e, "when", &at);
        if e.id.is_empty() || when.is_empty() {
            let hint = other(&e.id, ids, "when = [\"...\"]");
            self.fault(line(e, "when"), &at, "a variant needs an id and when it holds", hint);
        }
        let basis = self.basis(e, &at, duty.basis);
        let cite = self.cite(e, &at, &duty.cite);
        let words = |key: &str, otherwise: &str| e.text(key).unwrap_or(otherwise).to_owned();
        let due = self.rule(e, "due", &at, basis, &cite);
        let counted = due.iter().flat_map(|rule| rule.own.span.anchors());
        self.anchored(counted, Site::Duty(duty.scope), line(e, "due"), &format!("{at}.due"));
        Duty {
            title: words("title", &duty.title),
            short: self.short(e, &at).or_else(|| duty.short.clone()),
            help: words("help", &duty.help),
            due,
            when,
            unless: self.conditions(e, "unless", &at),
            basis,
            cite,
            variants: Vec::new(),
            ..duty.clone()
        }
    }
}

/// What a local file replaced in a variant of law or guidance, as [`super::raw`] keeps it.
fn over(value: &Value) -> Option<(Value, String, String)> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    Some((value.get("due")?.clone(), text("basis")?, text("cite")?))
}
