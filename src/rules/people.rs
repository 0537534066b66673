//! Rules about who may be a child's IRO and what a change of IRO asks; the child's turning points.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::calendar::{Calendar, add_months};
use super::condition::Condition;
use super::drift::last_seen;
use super::practice::Practice;
use super::reckon::{self, Anchors, Day, Gap};
use super::slot::Slot;
use super::working::{Working, long};
use crate::model::Case;
use crate::model::child::{Person, Relation, Source, birthday};
use crate::model::ids::{ChildId, PersonId};
use crate::model::role::Role;

/// Working days within which a vacant post is filled (Luton; the Act says as soon as practicable).
const REPLACED_WITHIN: i32 = 5;
/// Roles that plan, manage or visit: who holds one for the child may not be the child's IRO.
const NOT_INDEPENDENT: &[&str] = &[
    "social-worker",
    "assistant-team-manager",
    "team-manager",
    "service-manager",
    "supervising-social-worker",
    "personal-adviser",
];
const REG_46: &str = "Care Planning, Placement and Case Review (England) Regulations 2010, reg 46";
/// The rule that brothers and sisters have one IRO, by which a reason for two is recorded.
pub const SIBLINGS: &str = "siblings-one-iro";
/// The checklist that asks whether the IRO may hold the post.
const INDEPENDENCE: &str = "independence";
/// The duty of writing the child a letter: its condition says from which age.
const LETTER: &str = "child-letter";

/// Something about the people of a case that a rule asks to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its id.
    pub id: &'static str,
    /// What is found.
    pub what: String,
    /// What to do.
    pub todo: &'static str,
    /// The day by which, where there is one.
    pub due: Option<NaiveDate>,
    /// Its source.
    pub cite: &'static str,
}

impl Finding {
    /// In one line: what, by when, what to do.
    pub fn line(&self) -> String {
        let by = self.due.map_or(String::new(), |d| format!(" by {}", long(d)));
        format!("{}{by}. {}", self.what, self.todo)
    }
}

/// What the rules find about the people of a case; `other` gives the case of kin on the caseload.
pub fn findings<'a>(
    case: &Case,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    other: &dyn Fn(ChildId) -> Option<&'a Case>,
) -> Vec<Finding> {
    if case.periods.last().is_none_or(|p| p.end.is_some_and(|e| e <= today)) {
        return Vec::new();
    }
    let Some(iro) = iro(case) else { return vacant(case, calendar).into_iter().collect() };
    let mut found = Vec::new();
    found.extend(same_person(case, iro));
    found.extend(unconfirmed(case, iro, practice));
    found.extend(not_introduced(case, iro));
    for kin in &case.kin {
        let Some(theirs) = other(kin.other) else { continue };
        let Some(name) = self::iro(theirs).map(|p| p.name.as_str()) else { continue };
        match kin.relation {
            Relation::Sibling if name != iro.name && !excused(case) && !excused(theirs) => {
                found.push(Finding {
                    id: SIBLINGS,
                    what: format!("{} has {name} as IRO, this child {}", theirs.child.name(), iro.name),
                    todo: "Give brothers and sisters one IRO, or record the reason for two.",
                    due: None,
                    cite: "Rochdale 5.2.5, section 1",
                });
            }
            Relation::Parent | Relation::Offspring if name == iro.name => found.push(Finding {
                id: "parent-other-iro",
                what: format!("{name} is IRO of this child and of {}, parent and child", theirs.child.name()),
                todo: "Give one of them another IRO: their interests may part.",
                due: None,
                cite: "Rochdale 5.2.5, section 1",
            }),
            _ => {}
        }
    }
    found
}

/// What the rules would find if `name` became the child's IRO on a day.
pub fn allocation<'a>(
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
    case.done.iter().any(|d| d.duty == SIBLINGS && !d.note.trim().is_empty())
}

fn vacant(case: &Case, calendar: &Calendar) -> Option<Finding> {
    let last = case.people.iter().filter(|p| p.role == Role::Iro).max_by_key(|p| p.end)?;
    let end = last.end?;
    Some(Finding {
        id: "iro-vacant",
        what: format!("no IRO since {}, when {} left", long(end), last.name),
        todo: "Allocate another, and hand over what is open: casebook handover.",
        due: calendar.add_working_days(end, REPLACED_WITHIN).ok().map(|c| c.date),
        cite: "Children Act 1989, s 25A(3); Luton",
    })
}

fn same_person(case: &Case, iro: &Person) -> Option<Finding> {
    let same = |p: &&Person| {
        NOT_INDEPENDENT.contains(&p.role.as_str()) && p.name.trim().eq_ignore_ascii_case(iro.name.trim())
    };
    let clash = case.people.iter().find(same)?;
    Some(Finding {
        id: "iro-not-independent",
        what: format!("{} is the IRO and is recorded as {} too", iro.name, clash.role.replace('-', " ")),
        todo: "Another IRO is needed: who plans, manages or visits may not review.",
        due: None,
        cite: REG_46,
    })
}

/// An allocation whose independence nobody has confirmed with the checklist the practice has for it.
fn unconfirmed(case: &Case, iro: &Person, practice: &Practice) -> Option<Finding> {
    practice.checklist(INDEPENDENCE)?;
    let start = iro.start?;
    let since = start.checked_sub_months(Months::new(1)).unwrap_or(start);
    let mut ended = case.sessions.iter().filter(|s| s.checklist == INDEPENDENCE && s.ended.is_some());
    let confirmed = ended.any(|s| s.started >= since);
    (!confirmed).then(|| Finding {
        id: INDEPENDENCE,
        what: format!("the independence of {}, IRO since {}, is not confirmed", iro.name, long(start)),
        todo: "Go through the checklist on independence.",
        due: None,
        cite: REG_46,
    })
}

/// A new IRO the child has not been seen with since.
fn not_introduced(case: &Case, iro: &Person) -> Option<Finding> {
    let start = iro.start?;
    let before = case.people.iter().any(|p| p.role == Role::Iro && p.end.is_some_and(|e| e <= start));
    (before && last_seen(case).is_none_or(|seen| seen < start)).then(|| Finding {
        id: "iro-introduced",
        what: format!("{} became IRO on {} and has not met the child", iro.name, long(start)),
        todo: "The former IRO introduces the new one to the child in person.",
        due: None,
        cite: "Rochdale 5.2.5, section 1",
    })
}

/// A birthday, or half a birthday, that changes what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turning {
    /// Its id.
    pub id: &'static str,
    /// The day.
    pub date: NaiveDate,
    /// What changes.
    pub what: String,
}

/// The turning points ahead of a child who is looked after, the next one first.
pub fn turning_points(case: &Case, practice: &Practice, today: NaiveDate) -> Vec<Turning> {
    let cared = case.periods.last().is_some_and(|p| p.end.is_none_or(|e| e > today));
    let Some(dob) = case.child.dob.filter(|_| cared) else { return Vec::new() };
    let at = |id, months, what: &str| {
        let whole = u32::try_from(months / 12).ok().filter(|_| months % 12 == 0);
        let date = whole.map_or_else(|| add_months(dob, months), |years| birthday(dob, years));
        let date = date.filter(|d| *d >= today)?;
        Some(Turning { id, date, what: what.to_owned() })
    };
    let letter = letter_age(practice).and_then(|age| {
        let months = i32::try_from(age).ok()?.checked_mul(12)?;
        at("letter-age", months, "the review's record is written to the child as a letter")
    });
    let mut all: Vec<Turning> = [
        at("birthday-4", 48, "four: taking part is recorded as PN1 to PN7, no longer PN0"),
        letter,
        at(
            "birthday-16",
            192,
            "sixteen: pathway plan and personal adviser; staying put is raised at the next review",
        ),
        at(
            "seventeen-and-a-half",
            210,
            "seventeen and a half: where to live and who helps from eighteen is settled",
        ),
        at("birthday-18", 216, "eighteen: ceases to be looked after"),
    ]
    .into_iter()
    .flatten()
    .collect();
    all.sort_by_key(|t| t.date);
    all
}

/// Those of a child that fall before the review after `slot`: to be spoken of at it.
pub fn turning_before_next<'t>(
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

/// From which age the practice writes the child a letter.
pub fn letter_age(practice: &Practice) -> Option<u32> {
    practice.duty(LETTER)?.when.iter().find_map(|c| match c {
        Condition::AgeAtLeast(age) => Some(*age),
        _ => None,
    })
}
