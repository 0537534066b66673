//! Two practices side by side: every regime, duty, event, checklist and protocol in which they differ.

use std::collections::BTreeSet;

use serde::Serialize;

use super::protocol::{Protocol, limit_in_words};
use super::{Duty, Practice, Regime, Rule, in_words};
use crate::rules::condition::Condition;

/// One thing in which two practices differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `regime`, `duty`, `event`, `checklist`, `protocol` or `practice`.
    pub kind: &'static str,
    /// The entry's id.
    pub id: String,
    /// The entry's title.
    pub title: String,
    /// Which key of it differs; empty where only one of the two has it.
    pub key: &'static str,
    /// What the first says; `None` where it has no such entry or key.
    pub a: Option<String>,
    /// What the second says.
    pub b: Option<String>,
}

/// An entry as it is compared: what it is, and the words of each key.
struct Entry {
    kind: &'static str,
    id: String,
    title: String,
    keys: Vec<(&'static str, Option<String>)>,
}

/// Every difference, what both have first, then what only one has, each in the order of the files.
pub fn compare(a: &Practice, b: &Practice) -> Vec<Difference> {
    let (left, right) = (entries(a), entries(b));
    let same = |x: &Entry, y: &Entry| x.kind == y.kind && x.id == y.id;
    let mut all = Vec::new();
    for x in &left {
        let Some(y) = right.iter().find(|y| same(x, y)) else { continue };
        let pairs = x.keys.iter().zip(&y.keys).filter(|((_, p), (_, q))| p != q);
        all.extend(pairs.map(|((key, p), (_, q))| Difference {
            kind: x.kind,
            id: x.id.clone(),
            title: x.title.clone(),
            key,
            a: p.clone(),
            b: q.clone(),
        }));
    }
    let only = |x: &Entry| Difference {
        kind: x.kind,
        id: x.id.clone(),
        title: x.title.clone(),
        key: "",
        a: Some(gist(x)),
        b: None,
    };
    all.extend(left.iter().filter(|x| !right.iter().any(|y| same(x, y))).map(only));
    let flipped = right.iter().filter(|y| !left.iter().any(|x| same(x, y))).map(only);
    all.extend(flipped.map(|d| Difference { b: d.a, a: None, ..d }));
    all
}

/// The differences as a Markdown table under a heading.
pub fn as_markdown(a: &Practice, b: &Practice, differences: &[Difference]) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut text = format!("# {} and {}\n\n", cell(&a.title), cell(&b.title));
    text.push_str(&format!(
        "| What | Differs in | {} | {} |\n|---|---|---|---|\n",
        cell(&a.title),
        cell(&b.title)
    ));
    for d in differences {
        let [left, right] = [&d.a, &d.b].map(|side| side.as_deref().map_or_else(|| "–".to_owned(), cell));
        let title = cell(&d.title);
        text.push_str(&format!("| {title} ({} `{}`) | {} | {left} | {right} |\n", d.kind, d.id, d.key));
    }
    text
}

/// An entry in a few words: the keys that are set.
fn gist(entry: &Entry) -> String {
    let said: Vec<&str> = entry.keys.iter().filter_map(|(_, value)| value.as_deref()).collect();
    if said.is_empty() { entry.title.clone() } else { said.join("; ") }
}

fn entries(practice: &Practice) -> Vec<Entry> {
    let regimes = practice.regimes.iter().map(|r| regime(r, practice));
    let duties = practice.duties.iter().map(|d| duty(d, practice));
    let events = practice.events.iter().map(|e| Entry {
        kind: "event",
        id: e.id.clone(),
        title: e.title.clone(),
        keys: vec![("class", Some(format!("{:?}", e.class).to_lowercase()))],
    });
    let lists = practice.checklists.iter().flat_map(|list| {
        list.items.iter().map(move |item| Entry {
            kind: "checklist",
            id: format!("{}.{}", list.id, item.id),
            title: item.ask.clone(),
            keys: vec![("when", conditions(&item.when, &item.unless))],
        })
    });
    let protocols = practice.protocols.iter().map(|p| protocol(p, practice));
    let header = Entry {
        kind: "practice",
        id: "practice".into(),
        title: "The practice as a whole".into(),
        keys: vec![
            ("guidance", Some(if practice.guidance_binds { "binding" } else { "advisory" }.to_owned())),
            ("margin", Some(format!("{} working days", practice.margin))),
        ],
    };
    std::iter::once(header).chain(regimes).chain(duties).chain(events).chain(lists).chain(protocols).collect()
}

fn regime(r: &Regime, practice: &Practice) -> Entry {
    Entry {
        kind: "regime",
        id: r.id.clone(),
        title: r.title.clone(),
        keys: vec![
            ("first", span(Some(&r.first))),
            ("second", span(Some(&r.second))),
            ("later", span(Some(&r.later))),
            ("when", conditions(&r.when, &r.unless)),
            ("owner", Some(practice.role(&r.duty.owner).to_owned())),
        ],
    }
}

fn duty(d: &Duty, practice: &Practice) -> Entry {
    Entry {
        kind: "duty",
        id: d.id.clone(),
        title: d.title.clone(),
        keys: vec![
            ("owner", Some(practice.role(&d.owner).to_owned())),
            ("due", span(d.due.as_ref())),
            ("scope", Some(d.scope.word().to_owned())),
            ("when", conditions(&d.when, &d.unless)),
            ("if-silent", d.if_silent.clone()),
            ("basis", Some(d.due.as_ref().map_or(d.basis, |r| r.own.basis).word().to_owned())),
        ],
    }
}

fn protocol(p: &Protocol, practice: &Practice) -> Entry {
    let stages = p.stages.iter().map(|s| {
        let with: Vec<&str> = s.with.iter().map(|r| practice.role(r)).collect();
        let within = s.reply_within.as_ref().map(limit_in_words).unwrap_or_default();
        format!("{}: {} {within}", s.title, with.join(", ")).trim_end().to_owned()
    });
    Entry {
        kind: "protocol",
        id: p.id.clone(),
        title: p.title.clone(),
        keys: vec![
            ("stages", Some(stages.collect::<Vec<_>>().join(" → "))),
            ("total", p.total.as_ref().map(in_words)),
        ],
    }
}

/// A rule in words; where law or guidance sets another span beside it, that too.
fn span(rule: Option<&Rule>) -> Option<String> {
    let rule = rule?;
    let own = in_words(&rule.own.span);
    let over =
        rule.over.as_ref().map(|o| format!(" (beside the {}'s {})", o.basis.word(), in_words(&o.span)));
    Some(own + &over.unwrap_or_default())
}

fn conditions(when: &[Condition], unless: &[Condition]) -> Option<String> {
    let yes = when.iter().map(Condition::word);
    let words: BTreeSet<String> = yes.chain(unless.iter().map(|c| format!("not {}", c.word()))).collect();
    (!words.is_empty()).then(|| words.into_iter().collect::<Vec<_>>().join(", "))
}
