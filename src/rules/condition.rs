//! Named conditions: predicates over a case that a practice's `when` and `unless` name.

use chrono::NaiveDate;

use super::anchors::{AUTHORITY, BREAKS, eligible_from};
use super::practice::words::nearest;
use super::practice::{Class, Practice};
use super::timetable::Slot;
use crate::model::Case;
use crate::model::care::{Legal, Period, Placement};
use crate::model::change::Change;
use crate::model::child::Relation;
use crate::model::review::Review;

/// What a condition says of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
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
pub struct Judge<'a> {
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

/// A condition as a practice names it.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// One of [`NAMED`].
    Named(&'static Named),
    /// `age-under-N`.
    AgeUnder(u32),
    /// `age-at-least-N`.
    AgeAtLeast(u32),
    /// `open:EVENT`: the event has been recorded and not closed by the one that ends it.
    Open(String),
}

/// A condition with a name, its meaning and its test.
pub struct Named {
    /// The word in practice files.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    test: fn(&Judge<'_>) -> Truth,
}

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const fn named(name: &'static str, doc: &'static str, test: fn(&Judge<'_>) -> Truth) -> Named {
    Named { name, doc, test }
}

/// Every named condition.
pub static NAMED: &[Named] = &[
    named("looked-after", "Looked after on the day.", |j| {
        j.case.periods.iter().any(|p| p.holds(j.on)).into()
    }),
    named("first-review", "The first review of the period of care.", |j| {
        j.slot.is_some_and(|s| s.sequence == 1 && !s.regime.separate).into()
    }),
    named("second-review", "The second review of the period of care.", |j| {
        j.slot.is_some_and(|s| s.sequence == 2 && !s.regime.separate).into()
    }),
    named("section-20", "Accommodated by agreement (V2).", |j| legal(j, &["V2"])),
    named("care-order", "Under a full care order (C2).", |j| legal(j, &["C2"])),
    named("interim-care-order", "Under an interim care order (C1).", |j| legal(j, &["C1"])),
    named("placement-order", "Under a placement order (E1) or a freeing order (D1).", |j| {
        legal(j, &["E1", "D1"])
    }),
    named(
        "authorised-for-adoption",
        "An agency may place the child for adoption: since the day typed, else under a placement or freeing \
         order (E1, D1).",
        authorised,
    ),
    named("short-breaks", "In a series of short breaks (V3, V4).", |j| legal(j, BREAKS)),
    named("on-remand", "Remanded (J1).", |j| legal(j, &["J1"])),
    named("placed-for-adoption", "In an adoptive placement (A3 to A6).", |j| {
        placed(j, |c| c.starts_with('A'))
    }),
    named("secure", "In a secure children's home (K1).", |j| placed(j, |c| c == "K1")),
    named("detained", "In a young offender institution, prison or secure home (R5, K1).", |j| {
        placed(j, |c| c == "R5" || c == "K1")
    }),
    named("placed-with-parents", "Placed with a parent (P1).", |j| placed(j, |c| c == "P1")),
    named("foster-care", "Placed with foster carers (U1 to U6).", |j| placed(j, |c| c.starts_with('U'))),
    named("residential-care", "In a children's home, secure home, residential home or school.", |j| {
        placed(j, |c| matches!(c, "K1" | "K2" | "R1" | "R2" | "R3" | "R5" | "S1"))
    }),
    named("reviewed-since-placed", "A review has been held since the present placement began.", |j| {
        placement(j).is_some_and(|p| reviewed_between(j, p.start)).into()
    }),
    named(
        "ordered-since-placed",
        "The order in force was made after the present placement began.",
        |j| match (status(j), placement(j)) {
            (Some(order), Some(place)) => (order.start > place.start).into(),
            _ => Truth::No,
        },
    ),
    named(
        "long-term-foster-over-a-year",
        "In the same long-term foster placement (U1, U4) for over a year.",
        |j| {
            placement(j)
                .is_some_and(|p| {
                    matches!(p.code.as_str(), "U1" | "U4")
                        && j.on.years_since(p.start).is_some_and(|y| y >= 1)
                })
                .into()
        },
    ),
    named("internal-placement", "Placed with the authority's own provision (PR1).", |j| {
        match j.case.placements.iter().rfind(|p| p.start <= j.on) {
            Some(p) => {
                p.provider.as_deref().map_or(Truth::Unknown("placement provider"), |c| (c == "PR1").into())
            }
            None => Truth::Unknown("placement"),
        }
    }),
    named("siblings-looked-after", "A brother or sister is on the caseload.", |j| {
        j.case.kin.iter().any(|k| k.relation == Relation::Sibling).into()
    }),
    named("parent-looked-after", "A parent is on the caseload.", |j| {
        j.case.kin.iter().any(|k| k.relation == Relation::Parent).into()
    }),
    named("in-proceedings", "Subject to care proceedings; an interim care order counts.", |j| {
        match (legal(j, &["C1"]), j.case.child.in_proceedings) {
            (Truth::Yes, _) | (_, Some(true)) => Truth::Yes,
            (_, Some(false)) => Truth::No,
            _ => Truth::Unknown("whether in proceedings"),
        }
    }),
    named("english-not-first-language", "The child's first language is not English.", |j| {
        j.case
            .child
            .language
            .as_deref()
            .map_or(Truth::Unknown("first language"), |l| (!l.trim().eq_ignore_ascii_case("english")).into())
    }),
    named("disabled", "The child is disabled.", |j| {
        j.case.child.disabled.map_or(Truth::Unknown("whether disabled"), Into::into)
    }),
    named("eligible-care-leaver", "Aged 16 or 17 and looked after for 13 weeks since 14.", eligible),
    named("adjourned", "The review was adjourned.", |j| {
        review(j).is_some_and(|r| r.adjourned.is_some()).into()
    }),
    named("child-attended", "The child was at the review (PN1 to PN4).", |j| match review(j) {
        Some(r) if r.recorded().is_some() => {
            r.participation.map_or(Truth::Unknown("how the child took part"), |p| p.attended().into())
        }
        _ => Truth::No,
    }),
    named(
        "parents-absent",
        "The parents were not at the review: to be said by the IRO, so asked of every review.",
        |j| review(j).is_some_and(|r| r.recorded().is_some()).into(),
    ),
    named("iro-changed", "The case has had more than one IRO.", |j| {
        (j.case.people.iter().filter(|p| p.role == "iro").count() > 1).into()
    }),
    named("review-event", "The change is one that must or may bring a review forward.", |j| {
        class(j).is_none_or(|c| c != Class::Inform).into()
    }),
    named("must-review", "The change is one for which a review must come forward, with no exception.", |j| {
        let excepted = j.change.and_then(|c| j.practice.event(&c.event)?.exception.as_ref());
        (class(j) == Some(Class::Must) && excepted.is_none()).into()
    }),
    named("brought-forward", "The IRO has brought the review forward for this change.", |j| {
        j.change.is_some_and(|c| c.forward_to().is_some()).into()
    }),
];

impl Condition {
    /// The condition a practice's word names.
    ///
    /// # Errors
    /// The nearest word there is.
    pub fn parse(word: &str) -> Result<Self, String> {
        let number = |prefix: &str| word.strip_prefix(prefix).and_then(|n| n.parse().ok());
        if let Some(named) = NAMED.iter().find(|n| n.name == word) {
            Ok(Condition::Named(named))
        } else if let Some(age) = number("age-under-") {
            Ok(Condition::AgeUnder(age))
        } else if let Some(age) = number("age-at-least-") {
            Ok(Condition::AgeAtLeast(age))
        } else if let Some(event) = word.strip_prefix("open:").filter(|e| !e.is_empty()) {
            Ok(Condition::Open(event.to_owned()))
        } else {
            let known = NAMED.iter().map(|n| n.name).chain(["age-under-4", "age-at-least-16", "open:EVENT"]);
            Err(nearest(word, known).map(|n| format!("did you mean {n}?")).unwrap_or_default())
        }
    }

    /// The condition as a practice writes it.
    pub fn word(&self) -> String {
        match self {
            Condition::Named(n) => n.name.to_owned(),
            Condition::AgeUnder(n) => format!("age-under-{n}"),
            Condition::AgeAtLeast(n) => format!("age-at-least-{n}"),
            Condition::Open(e) => format!("open:{e}"),
        }
    }

    /// Whether it holds.
    pub fn holds(&self, judge: &Judge<'_>) -> Truth {
        let age = |test: &dyn Fn(u32) -> bool| {
            judge.case.child.dob.map_or(Truth::Unknown("date of birth"), |dob| {
                test(judge.on.years_since(dob).unwrap_or(0)).into()
            })
        };
        match self {
            Condition::Named(n) => (n.test)(judge),
            Condition::AgeUnder(n) => age(&|a| a < *n),
            Condition::AgeAtLeast(n) => age(&|a| a >= *n),
            Condition::Open(event) => open(judge, event).into(),
        }
    }
}

/// Whether all of `when` and none of `unless` hold: the first No decides, else the first Unknown.
pub fn applies(when: &[Condition], unless: &[Condition], judge: &Judge<'_>) -> Truth {
    let not = |t| match t {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        unknown => unknown,
    };
    let truths = when.iter().map(|c| c.holds(judge)).chain(unless.iter().map(|c| not(c.holds(judge))));
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

/// What the change asks: as kept when it was recorded, else as the practice has it.
fn class(judge: &Judge<'_>) -> Option<Class> {
    let change = judge.change?;
    change.class.or_else(|| judge.practice.event(&change.event).map(|e| e.class))
}

fn review<'a>(judge: &'a Judge<'_>) -> Option<&'a Review> {
    judge.case.reviews.get(judge.slot?.review?)
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
