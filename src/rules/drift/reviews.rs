//! Reviews that come late or keep moving, and the half-way looks between them that did not happen.

use super::sign::{Evidence, Found, Look, Sign, fact};
use crate::model::role::Role;
use crate::rules::due::Status;
use crate::rules::duties::REVIEW;
use crate::rules::practice::DutyKind;
use crate::rules::working::{days, long};

/// Adjournments and moves to a later day within a year that make a pattern.
const PUT_OFF: usize = 2;
/// Days after which a mid-point that was not held has been missed.
const MISSED: u64 = 28;

pub(super) static SIGNS: &[&Sign] = &[
    &Sign {
        id: "review-overdue",
        why: "Until it is held nobody independent has looked at the plan, and the law's own limit has gone.",
        threshold: "the day after the limit",
        act: "You: hold the review on the first day that can be had, and say why it was late.",
        cite: "Care Planning Regulations 2010 reg 33",
        find: overdue,
    },
    &Sign {
        id: "booked-late",
        why: "Booked for this day the review will be late, whoever approved it; an earlier one would still be in time.",
        threshold: "a booking after the limit",
        act: "You: move it to an earlier day, or hold a first part within the limit.",
        cite: "Care Planning Regulations 2010 reg 33",
        find: booked_late,
    },
    &Sign {
        id: "put-off-twice",
        why: "A review that keeps moving is a decision that keeps waiting.",
        threshold: "two adjournments or moves to a later day within a year",
        act: "You: keep the next day whatever is missing, and raise what was missing as a concern.",
        cite: "Care Planning Regulations 2010 reg 36(2): the IRO may adjourn a review once; twice a year: house",
        find: put_off,
    },
    &Sign {
        id: "midpoint-missed",
        why: "Half-way is the last point at which a plan off course can still be put right before the review.",
        threshold: "four weeks after its day, for the last two reviews and within a year",
        act: "You: look at the plan now, whatever the day, and log the mid-point.",
        cite: "Children Act 1989 s 25B(1)(a): the IRO watches the plan between reviews; four weeks: house",
        find: midpoint,
    },
];

fn overdue(look: &Look<'_>) -> Found {
    let due = look.judged.owed().find(|d| d.duty.id == REVIEW && d.status == Status::Overdue)?;
    let limit = due.due?;
    let text = format!("limit of review {}, {} ago", due.review.unwrap_or(0), days(due.late_days));
    Some(("the review is past its limit".into(), vec![fact(limit, text)]))
}

fn booked_late(look: &Look<'_>) -> Found {
    let slot = look.judged.reviews().rfind(|s| s.booked_days_late() > 0)?;
    let what = format!("booked {} after the limit", days(slot.booked_days_late()));
    Some((what, vec![fact(slot.due, format!("limit of {}", slot.name().to_lowercase()))]))
}

fn put_off(look: &Look<'_>) -> Found {
    let mut evidence = Vec::new();
    for review in &look.case.reviews {
        if let Some(day) = review.adjourned.filter(|d| *d > look.year) {
            let why = review.adjourn_reason.as_deref().unwrap_or("no reason recorded");
            evidence.push(fact(day, format!("adjourned: {why}")));
        }
        let last = review.held.or(review.booked);
        if let Some((first, last)) = review.scheduled.zip(last).filter(|(a, b)| b > a && *b > look.year) {
            let why = review.move_reason.as_deref().unwrap_or("no reason recorded");
            evidence.push(fact(first, format!("first booked for this day, then for {}: {why}", long(last))));
        }
    }
    evidence.sort_by_key(|e| e.date);
    (evidence.len() >= PUT_OFF).then(|| (format!("put off {} times within a year", evidence.len()), evidence))
}

fn midpoint(look: &Look<'_>) -> Found {
    let last = look.held().last()?.sequence;
    let missed = look.judged.dues.iter().filter(|d| {
        d.duty.kind == Some(DutyKind::MidPoint)
            && d.duty.owner == Role::Iro
            && d.status == Status::Overdue
            && d.review.is_some_and(|n| n + 1 >= last)
    });
    let counted = look.year..look.ago(MISSED);
    let evidence: Vec<Evidence> = missed
        .filter(|d| d.due.is_some_and(|day| counted.contains(&day) && !look.untold(day)))
        .map(|d| fact(d.due, format!("mid-point after review {} not recorded", d.review.unwrap_or(0))))
        .collect();
    (!evidence.is_empty()).then(|| ("mid-point review missed".into(), evidence))
}
