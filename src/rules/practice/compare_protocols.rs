//! Two practices' protocols side by side: what each is for, its stages and their clocks, its cap.

use chrono::NaiveDate;

use super::difference::{Difference, Entry};
use super::protocol::{Exit, Protocol, Stage, Theme, limit_in_words};
use super::{Practice, in_words};

/// A protocol as it is compared: each stage is a key of its own.
pub(super) fn protocol(p: &Protocol, practice: &Practice) -> Entry {
    let listed = |words: Vec<&str>| (!words.is_empty()).then(|| words.join(", "));
    let concerns = p.concerns.iter().map(|c| practice.concern(c)).collect();
    let whole = [
        ("for", listed(concerns).or_else(|| Some("any concern".to_owned()))),
        ("risks", listed(p.risks.iter().map(String::as_str).collect())),
        ("total", p.total.as_ref().map(|total| in_words(&total.span))),
        ("at any time", at_any_time(p, practice)),
    ];
    let whole = whole.into_iter().map(|(key, said)| (key.to_owned(), said));
    let stages = p.stages.iter().enumerate();
    let stages = stages.map(|(n, s)| (format!("stage {}", n + 1), Some(stage(s, p, practice))));
    Entry::new("protocol", p.id.clone(), &p.title, whole.chain(stages))
}

/// Protocols of different ids that the two would raise the same concern under: both ids, and in what
/// they differ.
pub(super) fn in_place_of_each_other(a: &Practice, b: &Practice) -> Vec<(String, String, Vec<Difference>)> {
    let mut pairs: Vec<(String, String, Vec<Difference>)> = Vec::new();
    for concern in Theme::ALL.iter().map(|theme| theme.word()) {
        let Some((p, q)) = usual(a, concern).zip(usual(b, concern)) else { continue };
        if p.id == q.id || pairs.iter().any(|(x, y, _)| *x == p.id && *y == q.id) {
            continue;
        }
        let (left, right) = (protocol(p, a), protocol(q, b));
        let title = if p.title == q.title { p.title.clone() } else { format!("{} / {}", p.title, q.title) };
        let id = format!("{}/{}", p.id, q.id);
        let differences =
            left.against(&right).map(|d| Difference { id: id.clone(), title: title.clone(), ..d }).collect();
        pairs.push((p.id.clone(), q.id.clone(), differences));
    }
    pairs
}

/// What a concern is raised under by what has no last day yet.
fn usual<'p>(practice: &'p Practice, concern: &str) -> Option<&'p Protocol> {
    practice.usual_protocol(concern, NaiveDate::MAX)
}

fn at_any_time(p: &Protocol, practice: &Practice) -> Option<String> {
    let each = p.any_time.iter().map(|move_| match &move_.gate {
        Some(gate) => format!("{} (agreed by {})", move_.title, practice.role(gate)),
        None => move_.title.clone(),
    });
    let all: Vec<String> = each.collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// A stage in one line: who raises it with whom, its clocks, who judges, the ways on, who is told.
fn stage(s: &Stage, p: &Protocol, practice: &Practice) -> String {
    let roles = |all: &[String]| all.iter().map(|r| practice.role(r)).collect::<Vec<_>>().join(" and ");
    let mut said = vec![s.title.clone(), if s.formal { "formal" } else { "informal" }.to_owned()];
    said.push(format!("{} to {}", roles(&s.raised_by), roles(&s.with)));
    let clock = |name: &str, limit: &Option<super::protocol::Limit>| {
        limit.as_ref().map(|limit| format!("{name} within {}", limit_in_words(limit)))
    };
    said.extend(clock("raised", &s.raise_within));
    let reply = || clock("reply", &s.reply_within).unwrap_or_else(|| "reply by the day set".to_owned());
    said.push(clock("done", &s.act_within).unwrap_or_else(reply));
    if !s.cc.is_empty() {
        said.push(format!("copy to {}", roles(&s.cc)));
    }
    if s.judged_by != s.raised_by {
        said.push(format!("judged by {}", roles(&s.judged_by)));
    }
    said.extend(s.on.iter().map(|(verdict, exit)| match exit {
        Exit::Close => format!("{} → closed", verdict.word()),
        Exit::Stage(to) => {
            format!("{} → {}", verdict.word(), p.stages.get(*to).map_or("", |s| s.title.as_str()))
        }
    }));
    said.extend(s.notices.iter().map(|n| {
        let within = n.within.as_ref().map(|s| format!(" within {}", in_words(s))).unwrap_or_default();
        format!("{} told{within}", roles(&n.to))
    }));
    said.join("; ")
}
