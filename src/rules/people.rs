//! Rules about who may be a child's IRO and what a change of IRO asks; the child's turning points.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::calendar::{Calendar, add_months};
use super::drift::last_seen;
use super::practice::{PeopleCheck, PeopleRule, Practice, TurningPoint};
use super::reckon::{self, Anchors, Day, Gap};
use super::slot::Slot;
use super::working::{Working, long};
use crate::model::Case;
use crate::model::child::{Person, Relation, Source, birthday};
use crate::model::ids::{ChildId, PersonId};
use crate::model::role::Role;

/// Something about the people of a case that a rule asks to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    /// The rule by which it is found.
    pub id: PeopleCheck,
    /// What is found.
    pub what: String,
    /// What to do.
    pub todo: String,
    /// The day by which, where there is one.
    pub due: Option<NaiveDate>,
    /// Its source.
    pub cite: String,
}

impl Finding {
    /// In one line: what, by when, what to do.
    pub(crate) fn line(&self) -> String {
        let by = self.due.map_or(String::new(), |d| format!(" by {}", long(d)));
        format!("{}{by}. {}", self.what, self.todo)
    }

    /// What is found, where the practice has a rule that looks for it.
    fn by(
        practice: &Practice,
        check: PeopleCheck,
        what: impl FnOnce(&PeopleRule) -> Option<String>,
    ) -> Option<Self> {
        let rule = practice.people_rule(check)?;
        let what = what(rule)?;
        Some(Self { id: check, what, todo: rule.title.clone(), due: None, cite: rule.cite.clone() })
    }
}

/// What the rules of the practice find about the people of a case; `other` gives the case of kin on the caseload.
pub(crate) fn findings<'a>(
    case: &Case,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    other: &dyn Fn(ChildId) -> Option<&'a Case>,
) -> Vec<Finding> {
    if case.periods.last().is_none_or(|p| p.end.is_some_and(|e| e <= today)) {
        return Vec::new();
    }
    let Some(iro) = iro(case) else { return vacant(case, practice, calendar).into_iter().collect() };
    let mut found: Vec<Finding> = [
        same_person(case, iro, practice),
        unconfirmed(case, iro, practice),
        not_introduced(case, iro, practice),
    ]
    .into_iter()
    .flatten()
    .collect();
    for kin in &case.kin {
        let Some(theirs) = other(kin.other) else { continue };
        let Some(name) = self::iro(theirs).map(|p| p.name.as_str()) else { continue };
        found.extend(match kin.relation {
            Relation::Sibling if name != iro.name && !excused(case) && !excused(theirs) => {
                Finding::by(practice, PeopleCheck::Siblings, |_| {
                    Some(format!("{} has {name} as IRO, this child {}", theirs.child.name(), iro.name))
                })
            }
            Relation::Parent | Relation::Offspring if name == iro.name => {
                Finding::by(practice, PeopleCheck::Parent, |_| {
                    let other = theirs.child.name();
                    Some(format!("{name} is IRO of this child and of {other}, parent and child"))
                })
            }
            _ => None,
        });
    }
    found
}

/// What the rules would find if `name` became the child's IRO on a day.
pub(crate) fn allocation<'a>(
    case: &Case,
    (name, start): (&str, NaiveDate),
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    other: &dyn Fn(ChildId) -> Option<&'a Case>,
) -> Vec<Finding> {
    let mut case = case.clone();
    for person in case.people.iter_mut().filter(|p| p.role == Role::Iro) {
        person.end = person.end.or(Some(start));
    }
    case.people.push(Person {
        id: PersonId(0),
        role: Role::Iro.into(),
        name: name.trim().to_owned(),
        detail: String::new(),
        start: Some(start),
        end: None,
        source: Source::Hand,
    });
    findings(&case, practice, calendar, today, other)
}

/// The child's IRO today.
fn iro(case: &Case) -> Option<&Person> {
    case.people.iter().rfind(|p| p.role == Role::Iro && p.end.is_none())
}

/// Whether a reason for two IROs among brothers and sisters is recorded.
fn excused(case: &Case) -> bool {
    case.done.iter().any(|d| d.duty == PeopleCheck::Siblings.word() && !d.note.trim().is_empty())
}

fn vacant(case: &Case, practice: &Practice, calendar: &Calendar) -> Option<Finding> {
    let last = case.in_role(Role::Iro).max_by_key(|p| p.end)?;
    let end = last.end?;
    let within = practice.people_rule(PeopleCheck::Vacant)?.within;
    let found = Finding::by(practice, PeopleCheck::Vacant, |_| {
        Some(format!("no IRO since {}, when {} left", long(end), last.name))
    })?;
    Some(Finding {
        due: within.and_then(|n| calendar.add_working_days(end, n).ok()).map(|c| c.date),
        ..found
    })
}

fn same_person(case: &Case, iro: &Person, practice: &Practice) -> Option<Finding> {
    Finding::by(practice, PeopleCheck::NotIndependent, |rule| {
        let same =
            |p: &&Person| rule.roles.contains(&p.role) && p.name.trim().eq_ignore_ascii_case(iro.name.trim());
        let clash = case.people.iter().find(same)?;
        Some(format!("{} is the IRO and is recorded as {} too", iro.name, clash.role.replace('-', " ")))
    })
}

/// An allocation whose independence nobody has confirmed with the checklist the practice has for it.
fn unconfirmed(case: &Case, iro: &Person, practice: &Practice) -> Option<Finding> {
    let start = iro.start?;
    let since = start.checked_sub_months(Months::new(1)).unwrap_or(start);
    Finding::by(practice, PeopleCheck::Unconfirmed, |rule| {
        let list = &practice.checklist(rule.checklist.as_ref()?)?.id;
        let mut ended = case.sessions.iter().filter(|s| s.checklist == *list && s.ended.is_some());
        let confirmed = ended.any(|s| s.started >= since);
        let what = format!("the independence of {}, IRO since {}, is not confirmed", iro.name, long(start));
        (!confirmed).then_some(what)
    })
}

/// A new IRO the child has not been seen with since.
fn not_introduced(case: &Case, iro: &Person, practice: &Practice) -> Option<Finding> {
    let start = iro.start?;
    Finding::by(practice, PeopleCheck::NotIntroduced, |_| {
        let before = case.in_role(Role::Iro).any(|p| p.end.is_some_and(|e| e <= start));
        let unmet = before && last_seen(case, practice).is_none_or(|seen| seen < start);
        unmet.then(|| format!("{} became IRO on {} and has not met the child", iro.name, long(start)))
    })
}

/// A birthday, or half a birthday, that changes what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Turning {
    /// The practice's id.
    pub id: String,
    /// The day.
    pub date: NaiveDate,
    /// What changes.
    pub what: String,
}

/// The turning points ahead of a child who is looked after, the next one first.
pub(crate) fn turning_points(case: &Case, practice: &Practice, today: NaiveDate) -> Vec<Turning> {
    let cared = case.periods.last().is_some_and(|p| p.end.is_none_or(|e| e > today));
    let Some(dob) = case.child.dob.filter(|_| cared) else { return Vec::new() };
    let at = |point: &TurningPoint| {
        let date = if point.months.is_multiple_of(12) {
            birthday(dob, point.months / 12)
        } else {
            add_months(dob, i32::try_from(point.months).ok()?)
        };
        let date = date.filter(|d| *d >= today)?;
        Some(Turning { id: point.id.clone(), date, what: point.title.clone() })
    };
    let mut all: Vec<Turning> = practice.turning.iter().filter_map(at).collect();
    all.sort_by_key(|t| t.date);
    all
}

/// Those of a child that fall before the review after `slot`: to be spoken of at it.
pub(crate) fn turning_before_next<'t>(
    all: &'t [Turning],
    slot: &Slot,
    slots: &[Slot],
    practice: &Practice,
    calendar: &Calendar,
) -> Vec<&'t Turning> {
    let next = slots
        .iter()
        .find(|s| (s.period, s.clock(), s.sequence) == (slot.period, slot.clock(), slot.sequence + 1));
    let rule = if slot.sequence == 1 { &slot.regime.second } else { &slot.regime.later };
    let ahead = || {
        let from = Previous(slot.date()?.date);
        reckon::rule(rule, practice.guidance_binds, &from, calendar, &mut Working::silent()).ok()
    };
    let until = match next {
        Some(next) => next.held.or(next.due),
        None => ahead().map(|governed| governed.day.date),
    };
    all.iter().filter(|t| until.is_some_and(|day| t.date <= day)).collect()
}

/// The review that the next one is counted from.
struct Previous(NaiveDate);

impl Anchors for Previous {
    fn day(&self, _: &str) -> Result<Day, Gap> {
        Ok(Day::fact(self.0))
    }
}
