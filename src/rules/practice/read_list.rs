//! Checklists as a practice writes them.

use super::raw::Entry;
use super::read::{Reader, line};
use super::words::{Scope, USUAL_OUTCOMES, nearest};
use super::{AnswerKind, Checklist, Item};
use crate::model::record::Ended;
use crate::rules::duties::REVIEW;

/// How many working days ahead a checklist comes up where it does not say.
const AHEAD: i32 = 10;
const CHECKLIST: &[&str] =
    &["id", "title", "scope", "for", "ahead", "outcomes", "item", "basis", "cite", "help", "drop"];
const ITEM: &[&str] = &[
    "id",
    "ask",
    "why",
    "answer",
    "choices",
    "when",
    "unless",
    "completes",
    "on-no",
    "role",
    "basis",
    "cite",
    "drop",
];

impl Reader {
    pub(super) fn checklist(&mut self, e: &Entry, source: &str) -> Checklist {
        let at = format!("checklist.{}", e.id);
        self.known_keys(&e.keys, CHECKLIST, &at);
        self.stated_ground(e, &at);
        let scope = self.word(e, "scope", &at, "").unwrap_or(Scope::Review);
        let cite = e.text("cite").unwrap_or(source).to_owned();
        let tables = e.tables("item");
        let ids: Vec<&str> = tables.iter().map(|item| item.id.as_str()).collect();
        let items = tables.iter().map(|item| self.item(item, &at, &cite, &ids)).collect();
        let held_for = match e.text("for") {
            Some(REVIEW) => Some(REVIEW.to_owned()),
            _ => self.named_duty(e, "for", &at),
        };
        let ahead = e.keys.get("ahead").and_then(|(v, _)| i32::try_from(v.as_integer()?).ok());
        if ahead.is_none_or(|days| days < 0) && e.keys.contains_key("ahead") {
            self.fault(
                line(e, "ahead"),
                &format!("{at}.ahead"),
                "not a number of working days",
                "ahead = 10",
            );
        }
        Checklist {
            id: e.id.clone(),
            title: e.text("title").unwrap_or(&e.id).to_owned(),
            scope,
            held_for,
            ahead: ahead.unwrap_or(AHEAD),
            outcomes: self.outcomes(e, &at),
            items,
        }
    }

    fn outcomes(&mut self, e: &Entry, at: &str) -> Vec<Ended> {
        let given = self.words(e, "outcomes", at);
        if given.is_empty() { USUAL_OUTCOMES.to_vec() } else { given }
    }

    fn item(&mut self, e: &Entry, list: &str, source: &str, ids: &[&str]) -> Item {
        let at = format!("{list}.{}", e.id);
        self.known_keys(&e.keys, ITEM, &at);
        self.stated_ground(e, &at);
        if e.id.is_empty() || e.text("ask").is_none() {
            self.fault(e.line, &at, "a question needs an id and ask", other(&e.id, ids, "ask = \"...\""));
        }
        let answer = self.word(e, "answer", &at, "yes-no").unwrap_or(AnswerKind::YesNo);
        let choices = self.texts(e, "choices", &at);
        if answer == AnswerKind::Choice && choices.is_empty() {
            let hint = "add choices = [\"...\", \"...\"]";
            self.fault(e.line, &format!("{at}.choices"), "a choice needs choices", hint);
        }
        Item {
            id: e.id.clone(),
            ask: e.text("ask").unwrap_or_default().to_owned(),
            why: e.text("why").unwrap_or_default().to_owned(),
            answer,
            choices,
            completes: self.named_duty(e, "completes", &at),
            on_no: self.words(e, "on-no", &at),
            role: self.named_role(e, "role", &at),
            when: self.conditions(e, "when", &at),
            unless: self.conditions(e, "unless", &at),
            cite: e.text("cite").unwrap_or(source).to_owned(),
        }
    }
}

/// What to write for a part that lacks what a new one needs: the id of another it may be meant to change, or what it lacks.
pub(super) fn other(id: &str, ids: &[&str], needed: &str) -> String {
    let near = nearest(id, ids.iter().copied().filter(|other| *other != id && !other.is_empty()));
    let add = format!("add id = \"...\" and {needed}");
    near.map_or(add.clone(), |near| format!("did you mean {near}? Else {add}"))
}
