//! Clocks of reviews and events as a practice writes them.

use crate::model::role::Role;
use std::sync::Arc;

use super::anchor::Site;
use super::raw::Entry;
use super::read::{Reader, line};
use super::words::{Leaves, Scope};
use super::{Class, Duty, Event, Limit, Regime, Rule, Span};

const REGIME: &[&str] = &[
    "id",
    "title",
    "when",
    "unless",
    "first",
    "second",
    "later",
    "basis",
    "cite",
    "replaces",
    "separate",
    "drop",
    "help",
    "owner",
    "chair-not",
];
const EVENT: &[&str] =
    &["id", "title", "class", "ends", "exception", "urgent", "basis", "cite", "help", "drop"];

impl Reader {
    pub(super) fn regime(&mut self, e: &Entry, source: &str) -> Regime {
        let at = format!("regime.{}", e.id);
        self.known_keys(&e.keys, REGIME, &at);
        let basis = self.ground(e, &at);
        let cite = self.cite(e, &at, source);
        let [first, second, later] = ["first", "second", "later"].map(|key| {
            self.rule(e, key, &at, basis, &cite).unwrap_or_else(|| {
                self.fault(
                    e.line,
                    &format!("{at}.{key}"),
                    "is missing",
                    "a regime needs first, second and later",
                );
                Rule {
                    own: Limit { span: Span::On("looked-after".into()), basis, cite: cite.clone() },
                    over: None,
                }
            })
        });
        for (key, rule) in [("first", &first), ("second", &second), ("later", &later)] {
            self.anchored(rule.own.span.anchors(), Site::Clock, line(e, key), &format!("{at}.{key}"));
        }
        let title = e.text("title").unwrap_or("Hold the review").to_owned();
        let separate = self.mark(e, "separate", &at);
        if separate && self.names.is_anchor(&e.id) {
            self.fault(e.line, &at, "this id already means a day to count from", "give it another id");
        }
        let owner = e.text("owner").unwrap_or(Role::Iro.word()).to_owned();
        self.role(e, "owner", &owner, &at);
        let chair_not = self.texts(e, "chair-not", &at);
        for role in &chair_not {
            self.role(e, "chair-not", role, &at);
        }
        let duty = Duty {
            id: if separate { e.id.clone() } else { "review".into() },
            title: if separate { title.clone() } else { "Hold the review".into() },
            watch: owner != Role::Iro,
            owner,
            scope: Scope::Review,
            due: Some(later.clone()),
            opens: None,
            unless_done: None,
            done_by: None,
            anew: None,
            if_silent: None,
            sends: Vec::new(),
            heard: None,
            records: Leaves::Tick,
            kind: None,
            basis,
            cite: cite.clone(),
            help: e.text("help").unwrap_or_default().to_owned(),
            when: Vec::new(),
            unless: Vec::new(),
            from: None,
            until: None,
            essential: false,
            short: None,
            chase: None,
            variants: Vec::new(),
            own: e.own,
        };
        Regime {
            id: e.id.clone(),
            title,
            when: self.conditions(e, "when", &at),
            unless: self.conditions(e, "unless", &at),
            first,
            second,
            later,
            replaces: self.texts(e, "replaces", &at),
            separate,
            chair_not,
            duty: Arc::new(duty),
        }
    }

    pub(super) fn event(&mut self, e: &Entry, source: &str) -> Event {
        let at = format!("event.{}", e.id);
        self.known_keys(&e.keys, EVENT, &at);
        self.ground_of_event(e, &at);
        let class = self.word(e, "class", &at, "").unwrap_or(Class::Inform);
        let ends = e.text("ends").map(str::to_owned);
        if let Some(word) = ends.clone().filter(|w| !self.names.events.contains(w)) {
            let known: Vec<String> = self.names.events.iter().cloned().collect();
            self.unknown(line(e, "ends"), &format!("{at}.ends"), &word, known.iter().map(String::as_str));
        }
        let title = e.text("title").unwrap_or(&e.id).to_owned();
        let exception = e.text("exception").map(str::to_owned);
        let urgent = self.mark(e, "urgent", &at);
        Event { id: e.id.clone(), title, class, ends, exception, urgent, cite: self.cite(e, &at, source) }
    }
}
