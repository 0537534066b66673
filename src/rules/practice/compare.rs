//! Two practices side by side: every regime, duty, event, checklist and protocol in which they differ.

use std::collections::BTreeSet;

use super::compare_protocols::{in_place_of_each_other, protocol};
use super::difference::{Difference, Entry};
use super::{Duty, Practice, Regime, Rule, Unit, in_words};
use crate::rules::condition::Condition;

/// Every difference, what both have first, then what only one has, each in the order of the files.
/// Protocols that serve the same concerns stand side by side whatever their ids.
pub(crate) fn compare(a: &Practice, b: &Practice) -> Vec<Difference> {
    let (left, right) = (entries(a), entries(b));
    let same = |x: &Entry, y: &Entry| x.kind == y.kind && x.id == y.id;
    let mut all: Vec<Difference> = Vec::new();
    for x in &left {
        let y = right.iter().find(|y| same(x, y));
        all.extend(y.into_iter().flat_map(|y| x.against(y)));
    }
    let pairs = in_place_of_each_other(a, b);
    let paired = |x: &Entry| x.kind == "protocol" && pairs.iter().any(|p| p.0 == x.id || p.1 == x.id);
    all.extend(pairs.iter().flat_map(|(.., differences)| differences.iter().cloned()));
    let only = |mine: &[Entry], others: &[Entry]| -> Vec<Difference> {
        let lone = mine.iter().filter(|x| !paired(x) && !others.iter().any(|y| same(x, y)));
        lone.map(Entry::alone).collect()
    };
    all.extend(only(&left, &right));
    all.extend(only(&right, &left).into_iter().map(|d| Difference { b: d.a, a: None, ..d }));
    all
}

/// The differences as a Markdown table under a heading.
pub(crate) fn as_markdown(a: &Practice, b: &Practice, differences: &[Difference]) -> String {
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

fn entries(practice: &Practice) -> Vec<Entry> {
    let regimes = practice.regimes.iter().map(|r| regime(r, practice));
    let duties = practice.duties.iter().map(|d| duty(d, practice));
    let events = practice.events.iter().map(|e| {
        Entry::new(
            "event",
            e.id.clone(),
            &e.title,
            [
                ("class", Some(format!("{:?}", e.class).to_lowercase())),
                ("urgent", e.urgent.then(|| "yes".to_owned())),
            ],
        )
    });
    let lists = practice.checklists.iter().flat_map(|list| {
        list.items.iter().map(move |item| {
            let id = format!("{}.{}", list.id, item.id);
            Entry::new("checklist", id, &item.ask, [("when", conditions(&item.when, &item.unless))])
        })
    });
    let protocols = practice.protocols.iter().map(|p| protocol(p, practice));
    let people = practice.people.iter().map(|r| {
        let days = r.within.map(|n| Unit::WorkingDays.count(n));
        let roles = (!r.roles.is_empty())
            .then(|| r.roles.iter().map(|role| practice.role(role)).collect::<Vec<_>>().join(", "));
        let keys = [("within-working-days", days), ("roles", roles), ("checklist", r.checklist.clone())];
        Entry::new("people-rule", r.check.word().to_owned(), &r.title, keys)
    });
    let turning = practice.turning.iter().map(|t| {
        let age = (f64::from(t.months) / 12.0).to_string();
        Entry::new("turning-point", t.id.clone(), &t.title, [("age", Some(age))])
    });
    let header = Entry::new(
        "practice",
        "practice".into(),
        "The practice as a whole",
        [
            ("guidance", Some(if practice.guidance_binds { "binding" } else { "advisory" }.to_owned())),
            ("margin", Some(format!("{} working days", practice.margin))),
            ("letter-age", Some(practice.letter_age.to_string())),
            ("keep-days", Some(practice.keep_days.to_string())),
        ],
    );
    std::iter::once(header)
        .chain(regimes)
        .chain(duties)
        .chain(events)
        .chain(lists)
        .chain(protocols)
        .chain(people)
        .chain(turning)
        .collect()
}

fn regime(r: &Regime, practice: &Practice) -> Entry {
    let keys = [
        ("first", span(Some(&r.first))),
        ("second", span(Some(&r.second))),
        ("later", span(Some(&r.later))),
        ("when", conditions(&r.when, &r.unless)),
        ("owner", Some(practice.role(&r.duty.owner).to_owned())),
    ];
    Entry::new("regime", r.id.clone(), &r.title, keys)
}

fn duty(d: &Duty, practice: &Practice) -> Entry {
    let keys = [
        ("owner", Some(practice.role(&d.owner).to_owned())),
        ("due", span(d.due.as_ref())),
        ("scope", Some(d.scope.word().to_owned())),
        ("when", conditions(&d.when, &d.unless)),
        ("if-silent", d.if_silent.clone()),
        ("essential", d.essential.then(|| "yes".to_owned())),
        ("short", d.short.clone()),
        ("chase", d.chase.clone()),
        ("basis", Some(d.due.as_ref().map_or(d.basis, |r| r.own.basis).word().to_owned())),
    ];
    Entry::new("duty", d.id.clone(), &d.title, keys)
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
