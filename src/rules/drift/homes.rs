//! Homes and social workers that change, and a home in care beyond the 18th birthday.

use chrono::NaiveDate;

use super::sign::{Evidence, Found, Look, Sign, fact};
use crate::model::care::Placement;
use crate::model::codes::{PLACES, title};
use crate::model::role::Role;

/// Homes within a year that make a pattern, as the statutory return counts stability.
const MOVES: usize = 3;
/// The longest stay, in days, between two with the same carers that is a break and no move: a short break's.
const RESPITE: i64 = 17;
/// New social workers within a year that make a pattern.
const WORKERS: usize = 2;

/// The one signal that stands for somebody who is eighteen: nobody acts for a child in care any more.
pub(super) const PAST_EIGHTEEN: &str = "past-eighteen";

pub(super) static SIGNS: &[&Sign] = &[
    &Sign {
        id: "placement-moves",
        why: "Each move costs the child a home, often a school, and trust in the next adult.",
        threshold: "three homes within a year; a holiday, a hospital stay and a break between two stays with the same carers are none",
        act: "You: ask at the review what made the last move necessary and what would prevent the next; concern where nobody can say.",
        cite: "Care Planning Regulations 2010 reg 14; three within a year: as the statutory return counts stability",
        find: moves,
    },
    &Sign {
        id: "social-worker-changes",
        why: "Plans lose their thread with each new worker, and the child tells the story again.",
        threshold: "two changes within a year",
        act: "You: ask the team manager who will stay, and what was handed over.",
        cite: "Children Act 1989 s 25B(1)(a): the IRO watches how the authority does its part; two within a year: house",
        find: workers,
    },
    &Sign {
        id: PAST_EIGHTEEN,
        why: "Nobody is looked after from their 18th birthday: the end of care, and what follows it, is to be recorded.",
        threshold: "the 18th birthday, while care has no end",
        act: "You: record the day care ended.",
        cite: "Children Act 1989 s 105(1): a child is a person under the age of 18",
        find: past_eighteen,
    },
];

/// Somewhere the child lived, whatever the code of the stay became.
struct Home<'a> {
    stay: &'a Placement,
    end: Option<NaiveDate>,
}

fn moves(look: &Look<'_>) -> Found {
    if look.breaks() {
        return None;
    }
    let homes = homes(&look.case.placements);
    let lived = homes.iter().filter(|h| h.end.is_none_or(|end| end > look.year));
    let evidence: Vec<Evidence> =
        lived.map(|h| fact(h.stay.start, format!("moved to {}", title(PLACES, &h.stay.code)))).collect();
    (evidence.len() >= MOVES).then(|| (format!("{} homes within a year", evidence.len()), evidence))
}

fn homes(stays: &[Placement]) -> Vec<Home<'_>> {
    let lasting: Vec<&Placement> = stays.iter().filter(|p| !p.code.starts_with('T')).collect();
    let mut homes: Vec<Home<'_>> = Vec::new();
    for (place, stay) in lasting.iter().enumerate() {
        let next = lasting.get(place + 1);
        let short = stay.end.is_some_and(|end| (end - stay.start).num_days() <= RESPITE);
        match homes.last_mut() {
            Some(home) if same(home.stay, stay) => home.end = stay.end,
            Some(home) if short && next.is_some_and(|n| same(home.stay, n)) => {}
            _ => homes.push(Home { stay, end: stay.end }),
        }
    }
    homes
}

/// Whether two stays are with the same people; by code and area where nobody is named.
fn same(one: &Placement, other: &Placement) -> bool {
    if one.carer.is_empty() || other.carer.is_empty() {
        return one.code == other.code && !one.area.is_empty() && one.area == other.area;
    }
    one.carer == other.carer
}

fn workers(look: &Look<'_>) -> Found {
    let first = look.case.in_role(Role::SocialWorker).next().map(|p| p.id);
    let new = look.case.in_role(Role::SocialWorker).filter(|p| Some(p.id) != first);
    let mut evidence: Vec<Evidence> = new
        .filter(|p| p.start.is_some_and(|d| d > look.year))
        .map(|p| fact(p.start, format!("{} became the social worker", p.name)))
        .collect();
    let told = look.case.changes.iter().filter(|c| c.event == "social-worker-changed" && c.date > look.year);
    let told: Vec<Evidence> = told.map(|c| fact(c.date, "told that the social worker changed")).collect();
    if told.len() > evidence.len() {
        evidence = told;
    }
    (evidence.len() >= WORKERS)
        .then(|| (format!("{} changes of social worker within a year", evidence.len()), evidence))
}

fn past_eighteen(look: &Look<'_>) -> Found {
    let day = look.case.child.birthday(18).filter(|day| *day <= look.today)?;
    Some(("18 and care has no end recorded".to_owned(), vec![fact(day, "18th birthday")]))
}
