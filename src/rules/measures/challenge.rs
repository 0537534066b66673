//! The analysis of concerns as bars, each with the concerns behind it.

use std::collections::BTreeMap;

use super::bar::{Bar, Behind, Group};
use crate::model::escalation::Effect;
use crate::model::ids::EscalationId;
use crate::rules::escalation::analysis::{self, Analysis, CAP, Counted, Spent};
use crate::rules::practice::Practice;
use crate::rules::working::long;

/// The bars of the concerns of a span.
pub(super) fn bars(sum: &Analysis, practice: &Practice) -> Vec<Bar> {
    let mut bars = Vec::new();
    let mut groups = |group, all: Vec<(String, &analysis::Group)>| {
        let most = all.iter().map(|(_, g)| g.count).max().unwrap_or(0);
        bars.extend(all.into_iter().map(|(label, g)| {
            let (words, rows) = (String::new(), behind(sum, practice, &g.rows));
            Bar { group, label, part: g.count, of: most, pct: None, share: false, words, rows }
        }));
    };
    groups(Group::Themes, named(&sum.themes, |k| practice.concern(k).to_owned()));
    groups(Group::Stages, named(&sum.stages, |k| practice.stage(k)));
    groups(Group::Outcomes, named(&sum.outcomes, |k| k.replace('-', " ")));
    groups(Group::Effects, named(&sum.effects, Effect::to_string));
    let within = vec![(format!("within {CAP}"), &sum.within_20), (format!("over {CAP}"), &sum.over_20)];
    groups(Group::Cap, if sum.rows.is_empty() { Vec::new() } else { within });
    let stages = sum.stage_days.iter().map(|(stage, spent)| (practice.stage(stage), spent));
    let stages: Vec<_> = stages.chain([("in all, closed".to_owned(), &sum.days)]).collect();
    let most = stages.iter().map(|(_, spent)| whole(spent)).max().unwrap_or(0);
    let spent = stages.into_iter().filter_map(|(label, spent)| {
        let words = format!("{} on average of {}", spent.mean?, spent.count);
        let (part, rows) = (whole(spent), behind(sum, practice, &spent.rows));
        Some(Bar { group: Group::Spent, label, part, of: most, pct: None, share: false, words, rows })
    });
    bars.extend(spent);
    bars
}

/// The groups with their titles, the largest first.
fn named<K>(
    all: &BTreeMap<K, analysis::Group>,
    title: impl Fn(&K) -> String,
) -> Vec<(String, &analysis::Group)> {
    let mut all: Vec<_> = all.iter().map(|(word, group)| (title(word), group)).collect();
    all.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
    all
}

/// A mean as a whole number of days, for the length of its bar.
fn whole(spent: &Spent) -> usize {
    let mean = spent.mean.unwrap_or(0.0);
    (0..1000).find(|n| f64::from(*n) >= mean.round()).and_then(|n| usize::try_from(n).ok()).unwrap_or(1000)
}

fn behind(sum: &Analysis, practice: &Practice, numbers: &[i64]) -> Vec<Behind> {
    let of = |c: &&Counted| numbers.contains(&c.escalation);
    let mut rows: Vec<Behind> = sum.rows.iter().filter(of).map(|c| row(c, practice)).collect();
    rows.sort_by_key(|r| (!r.against, r.date));
    rows
}

fn row(c: &Counted, practice: &Practice) -> Behind {
    let end = match c.closed {
        Some(day) => format!("closed {}, {}", long(day), c.outcome),
        None => "open".to_owned(),
    };
    Behind {
        child: c.id,
        concern: Some(EscalationId(c.escalation)),
        what: format!(
            "{}, {}, {} working days: {end}",
            practice.concern(&c.concern),
            practice.stage(&c.stage),
            c.days
        ),
        date: Some(c.raised),
        against: c.within_20 == Some(false),
    }
}
