//! A plan that is decided and not carried out.

use super::sign::{Evidence, Found, Look, Sign, fact, falls_short, said};
use crate::rules::decisions::carried;
use crate::rules::working::count;

/// Reviews a decision is carried over before it is drift.
const CARRIED: usize = 2;
/// Days after its own day that a decision nobody has said anything about is drift.
const SILENT: u64 = 56;
/// Questions whose answer says whether there is a plan for permanence.
const PERMANENCE: &[&str] = &["permanence", "permanence-plan"];
/// From this age on, the pathway plan says where the young person will live.
const PATHWAY: u32 = 16;

pub(super) static SIGNS: &[&Sign] = &[
    &Sign {
        id: "decision-carried",
        why: "A decision that two reviews have looked at and none has moved was promised to the child for nothing.",
        threshold: "open over two reviews after the one that made it",
        act: "You: ask its owner for a day; no day within five working days is a concern for the team manager.",
        cite: "Care Planning Regulations 2010 reg 37: decisions are carried out, or the IRO is told; two reviews: house",
        find: decisions_carried,
    },
    &Sign {
        id: "decision-silent",
        why: "A day that passes without a word tells the child that it was never meant.",
        threshold: "eight weeks after its own day with nothing said of it since",
        act: "You: ask its owner what became of it.",
        cite: "Care Planning Regulations 2010 reg 37: decisions are carried out, or the IRO is told; eight weeks: house",
        find: decisions_silent,
    },
    &Sign {
        id: "no-permanence-plan",
        why: "By the second review there should be a plan for where the child will grow up, and one to fall back on.",
        threshold: "a no or a partly to the question about it, from the second review on, under 16",
        act: "You: set a day for it as a decision; a second review without one is a concern.",
        cite: "Care Planning Regulations 2010 reg 5: the care plan sets out the plan for permanence; second review: guidance",
        find: permanence,
    },
];

/// Decisions looked at by two reviews that neither moved.
pub(super) fn decisions_carried(look: &Look<'_>) -> Found {
    let (case, slots) = (look.case, &look.judged.slots);
    let open = case.decisions.iter().filter(|d| d.is_open());
    let evidence: Vec<Evidence> = open
        .filter_map(|decision| {
            let place = case.reviews.iter().position(|r| r.id == decision.review)?;
            let slot = slots.iter().find(|s| s.review == Some(place))?;
            let times = carried(decision, Some(slot), slots, look.today);
            let text = format!("carried over {times} reviews: {}", decision.text);
            (times >= CARRIED).then(|| fact(slot.held, text))
        })
        .collect();
    let what = match evidence.len() {
        0 => return None,
        1 => "a decision carried over two or more reviews".to_owned(),
        n => format!("{n} decisions carried over two or more reviews"),
    };
    Some((what, evidence))
}

fn decisions_silent(look: &Look<'_>) -> Found {
    let limit = look.ago(SILENT);
    let silent = look.case.decisions.iter().filter(|d| d.is_open()).filter(|d| {
        let gone = d.by.filter(|by| *by < limit && *by > look.year && !look.untold(*by));
        gone.is_some_and(|by| !d.marks.iter().any(|m| m.date >= by && !m.mark.is_answer()))
    });
    let mut evidence: Vec<Evidence> =
        silent.map(|d| fact(d.by, format!("nothing said since its day: {}", d.text))).collect();
    evidence.sort_by_key(|e| e.date);
    let n = evidence.len();
    (n > 0).then(|| {
        (format!("{} whose day went by without a word", count(n, "decision", "decisions")), evidence)
    })
}

/// An answer of the IRO's own that there is no plan for permanence.
pub(super) fn permanence(look: &Look<'_>) -> Found {
    let second = look.held().nth(1)?;
    let held = second.held?;
    if look.breaks() || look.case.child.age_on(look.today).is_some_and(|age| age >= PATHWAY) {
        return None;
    }
    let answer = look.answer(PERMANENCE).filter(|a| falls_short(a) && a.date >= held)?;
    let text = format!("review {} held", second.sequence);
    Some(("no firm plan for permanence after the second review".into(), vec![fact(held, text), said(answer)]))
}
