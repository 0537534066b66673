//! What a condition says of a case.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::anchors::{AUTHORITY, BREAKS, breaks_ended, died, eligible_from, was_the_last};
use super::changes::class_of;
use super::condition::{Condition, Named};
use super::practice::{Class, Practice};
use super::slot::Slot;
use crate::model::Case;
use crate::model::care::{Legal, Period, Placement};
use crate::model::change::Change;
use crate::model::child::Relation;
use crate::model::review::{Presence, Review};
use crate::model::role::Role;

/// What a condition says of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// A fact is missing; this one.
    Unknown(&'static str),
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::Yes } else { Truth::No }
    }
}

/// What a condition is judged on.
pub(crate) struct Judge<'a> {
    /// The case.
    pub case: &'a Case,
    /// The practice whose events count.
    pub practice: &'a Practice,
    /// The day: the review's for review scopes, else today.
    pub on: NaiveDate,
    /// The period of care in question.
    pub period: Option<&'a Period>,
    /// The review in question.
    pub slot: Option<&'a Slot>,
    /// The change in question.
    pub change: Option<&'a Change>,
}

impl Judge<'_> {
    /// Whether a condition holds.
    pub(crate) fn holds(&self, condition: &Condition) -> Truth {
        let age = |test: &dyn Fn(u32) -> bool| {
            self.case.child.dob.map_or(Truth::Unknown("date of birth"), |dob| {
                test(self.on.years_since(dob).unwrap_or(0)).into()
            })
        };
        match condition {
            Condition::Named(named) => test(self, *named),
            Condition::AgeUnder(n) => age(&|a| a < *n),
            Condition::AgeAtLeast(n) => age(&|a| a >= *n),
            Condition::Open(event) => open(self, event).into(),
        }
    }
}

fn test(j: &Judge<'_>, named: Named) -> Truth {
    match named {
        Named::LookedAfter => j.case.periods.iter().any(|p| p.holds(j.on)).into(),
        Named::FirstReview => j.slot.is_some_and(|s| s.sequence == 1 && !s.regime.separate).into(),
        Named::SecondReview => j.slot.is_some_and(|s| s.sequence == 2 && !s.regime.separate).into(),
        Named::Section20 => legal(j, &["V2"]),
        Named::CareOrder => legal(j, &["C2"]),
        Named::InterimCareOrder => legal(j, &["C1"]),
        Named::PlacementOrder => legal(j, &["E1", "D1"]),
        Named::AuthorisedForAdoption => authorised(j),
        Named::ShortBreaks => legal(j, BREAKS),
        Named::OnRemand => legal(j, &["J1"]),
        Named::PlacedForAdoption => placed(j, |c| c.starts_with('A')),
        Named::RemandedToDetention => match (legal(j, &["J1"]), placed(j, |c| c == "R5" || c == "K1")) {
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::No,
        },
        Named::PoliceProtection => legal(j, &["L1"]),
        Named::EmergencyProtection => legal(j, &["L2"]),
        Named::AfterShortBreaks => (test(j, Named::ShortBreaks) != Truth::Yes
            && j.period.is_some_and(|p| breaks_ended(j.case, p, j.on).is_some()))
        .into(),
        Named::CareEnded => j.period.is_some_and(|p| p.end.is_some()).into(),
        Named::Died => j.period.is_some_and(died).into(),
        Named::Secure => placed(j, |c| c == "K1"),
        Named::Detained => placed(j, |c| c == "R5" || c == "K1"),
        Named::PlacedWithParents => placed(j, |c| c == "P1"),
        Named::FosterCare => placed(j, |c| c.starts_with('U')),
        Named::ResidentialCare => placed(j, |c| matches!(c, "K1" | "K2" | "R1" | "R2" | "R3" | "R5" | "S1")),
        Named::ReviewedSincePlaced => placement(j).is_some_and(|p| reviewed_between(j, p.start)).into(),
        Named::OrderedSincePlaced => match (status(j), placement(j)) {
            (Some(order), Some(place)) => (order.start > place.start).into(),
            _ => Truth::No,
        },
        Named::LongTermFosterOverAYear => placement(j)
            .is_some_and(|p| {
                matches!(p.code.as_str(), "U1" | "U4") && j.on.years_since(p.start).is_some_and(|y| y >= 1)
            })
            .into(),
        Named::InternalPlacement => match j.case.placements.iter().rfind(|p| p.start <= j.on) {
            Some(p) => {
                p.provider.as_deref().map_or(Truth::Unknown("placement provider"), |c| (c == "PR1").into())
            }
            None => Truth::Unknown("placement"),
        },
        Named::SiblingsLookedAfter => j.case.kin.iter().any(|k| k.relation == Relation::Sibling).into(),
        Named::ParentLookedAfter => j.case.kin.iter().any(|k| k.relation == Relation::Parent).into(),
        Named::InProceedings => match (legal(j, &["C1"]), j.case.child.in_proceedings) {
            (Truth::Yes, _) | (_, Some(true)) => Truth::Yes,
            (_, Some(false)) => Truth::No,
            _ => Truth::Unknown("whether in proceedings"),
        },
        Named::EnglishNotFirstLanguage => {
            j.case.child.language.as_deref().map_or(Truth::Unknown("first language"), |l| {
                (!l.trim().eq_ignore_ascii_case("english")).into()
            })
        }
        Named::Disabled => j.case.child.disabled.map_or(Truth::Unknown("whether disabled"), Into::into),
        Named::EligibleCareLeaver => eligible(j),
        Named::Adjourned => review(j).is_some_and(|r| r.adjourned.is_some()).into(),
        Named::LastReview => {
            j.slot.and_then(|s| s.held).is_some_and(|held| was_the_last(j.case, held)).into()
        }
        Named::ChildAttended => match review(j) {
            Some(r) if r.recorded().is_some() => {
                r.participation.map_or(Truth::Unknown("how the child took part"), |p| p.attended().into())
            }
            _ => Truth::No,
        },
        Named::ParentsAbsent => {
            review(j).filter(|r| r.recorded().is_some()).map_or(Truth::No, parents_absent)
        }
        Named::ReviewMoved => review(j).is_some_and(|r| moved(j.case, r).is_some()).into(),
        Named::IroChanged => (j.case.in_role(Role::Iro).count() > 1).into(),
        Named::ReviewEvent => class(j).is_none_or(|c| c != Class::Inform).into(),
        Named::MustEvent => (class(j) == Some(Class::Must)).into(),
        Named::MustReview => {
            let excepted = j.change.and_then(|c| j.practice.event(&c.event)?.exception.as_ref());
            (class(j) == Some(Class::Must) && excepted.is_none()).into()
        }
        Named::BroughtForward => j.change.is_some_and(|c| c.forward_to().is_some()).into(),
    }
}

/// Whether all of `when` and none of `unless` hold: the first No decides, else the first Unknown.
pub(crate) fn applies(when: &[Condition], unless: &[Condition], judge: &Judge<'_>) -> Truth {
    let not = |t| match t {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        unknown => unknown,
    };
    let truths = when.iter().map(|c| judge.holds(c)).chain(unless.iter().map(|c| not(judge.holds(c))));
    let mut all = Truth::Yes;
    for truth in truths {
        match truth {
            Truth::No => return Truth::No,
            Truth::Unknown(_) if all == Truth::Yes => all = truth,
            _ => {}
        }
    }
    all
}

fn class(judge: &Judge<'_>) -> Option<Class> {
    class_of(judge.practice, judge.change?)
}

fn review<'a>(judge: &'a Judge<'_>) -> Option<&'a Review> {
    judge.case.reviews.get(judge.slot?.review?)
}

/// Whether a parent who was asked did not come; unknown while nobody said of any parent.
fn parents_absent(review: &Review) -> Truth {
    let parents = || review.attendance.iter().filter(|a| a.role == Role::Parent.word());
    if parents().next().is_none() {
        return Truth::Unknown("whether the parents came");
    }
    parents().any(|a| a.presence != Presence::Attended).into()
}

/// The day a review was last moved from a day it was booked for to another. What stood only for a part of a day was told
/// nobody: of each day the last booking counts.
pub(super) fn moved(case: &Case, review: &Review) -> Option<NaiveDate> {
    let made = review.booked_on?;
    let earlier = case.bookings.iter().filter(|b| b.review == review.id && b.made < made);
    let mut stood: BTreeMap<NaiveDate, NaiveDate> = earlier.map(|b| (b.made, b.day)).collect();
    stood.insert(made, review.booked?);
    let mut since = made;
    for (made, day) in stood.iter().rev() {
        if Some(*day) != review.booked {
            return Some(since);
        }
        since = *made;
    }
    None
}

/// The legal status in force: the latest begun on or before the day and not ended before it.
fn legal(judge: &Judge<'_>, codes: &[&str]) -> Truth {
    status(judge).is_some_and(|l| codes.contains(&l.code.as_str())).into()
}

fn status<'a>(judge: &Judge<'a>) -> Option<&'a Legal> {
    judge.case.legal.iter().rfind(|l| l.start <= judge.on && l.end.is_none_or(|e| judge.on <= e))
}

/// A day typed by hand says it, else the order in force; authority that was ended is none.
fn authorised(judge: &Judge<'_>) -> Truth {
    let Some(period) = judge.period else { return legal(judge, AUTHORITY) };
    if period.authority_ended.is_some_and(|ended| ended <= judge.on) {
        return Truth::No;
    }
    period.authorised.map_or_else(|| legal(judge, AUTHORITY), |day| (day <= judge.on).into())
}

/// The placement in force: the latest begun on or before the day.
fn placement<'a>(judge: &Judge<'a>) -> Option<&'a Placement> {
    judge.case.placements.iter().rfind(|p| p.start <= judge.on && p.end.is_none_or(|e| judge.on <= e))
}

/// Whether one of the child's own reviews was held from a day on.
fn reviewed_between(judge: &Judge<'_>, from: NaiveDate) -> bool {
    let own = judge.case.reviews.iter().filter(|r| r.clock.is_none());
    own.filter_map(Review::recorded).any(|day| from <= day && day <= judge.on)
}

fn placed(judge: &Judge<'_>, test: fn(&str) -> bool) -> Truth {
    placement(judge).is_some_and(|p| test(&p.code)).into()
}

fn open(judge: &Judge<'_>, event: &str) -> bool {
    let ends = judge.practice.event(event).and_then(|e| e.ends.as_deref());
    let last = |id: &str| {
        judge.case.changes.iter().filter(|c| c.event == id && c.date <= judge.on).map(|c| c.date).max()
    };
    // A duty of one change asks about that change, not about another of the same case.
    if let Some(change) = judge.change {
        return change.event == event && ends.and_then(last).is_none_or(|closed| closed < change.date);
    }
    match (last(event), ends.and_then(last)) {
        (Some(opened), Some(closed)) => closed < opened,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn eligible(judge: &Judge<'_>) -> Truth {
    let Some(dob) = judge.case.child.dob else { return Truth::Unknown("date of birth") };
    let adult = judge.on.years_since(dob).unwrap_or(0) >= 18;
    (!adult && eligible_from(judge.case).is_some_and(|day| day <= judge.on)).into()
}
