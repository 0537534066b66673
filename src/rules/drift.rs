//! Signals of drift: each with what it rests on and why it matters, never a score alone.
//!
//! The thresholds are ours (house): guidance names the things to watch, not the numbers.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::decisions::carried;
use super::due::{Assessment, Status};
use super::duties::REVIEW;
use super::practice::{DutyKind, Leaves, Practice};
use super::slot::Slot;
use super::visits::own_visits;
use super::working::{days, long};
use crate::model::Case;
use crate::model::codes::{PLACES, title};
use crate::model::record::{Answer, Ended, Reply};
use crate::model::role::Role;

/// Placements a child lived in within a year that make a pattern, as the statutory return counts stability.
const MOVES: usize = 3;
/// New social workers within a year that make a pattern.
const WORKERS: usize = 2;
/// Months without being seen: the longest time between two reviews.
const UNSEEN: u32 = 6;
/// Months under section 20 after which a plan that does not move is drift.
const SECTION_20: u32 = 6;
/// Adjournments and moves within a year that make a pattern.
const PUT_OFF: usize = 2;
/// Reviews a decision is carried over before it is drift.
const CARRIED: usize = 2;
/// Questions whose answer says whether there is a plan for permanence.
const PERMANENCE: &[&str] = &["permanence", "permanence-plan", "care-plan"];
/// Questions whose answer says whether the plan is moving.
const PROGRESS: &[&str] = &["on-time", "plan-progress", "decisions-done", "permanence", "care-plan"];

/// A fact a signal rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its day.
    pub date: Option<NaiveDate>,
    /// What it is.
    pub text: String,
}

/// Something that may be drift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// Its id.
    pub id: &'static str,
    /// What stands out, in a few words.
    pub what: String,
    /// Why it matters to the child.
    pub why: &'static str,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// What the finders look at.
struct Look<'a> {
    case: &'a Case,
    judged: &'a Assessment,
    practice: &'a Practice,
    today: NaiveDate,
    /// A year back.
    year: NaiveDate,
}

type Found = Option<(String, Vec<Evidence>)>;

/// One kind of signal.
struct Sign {
    id: &'static str,
    why: &'static str,
    find: fn(&Look<'_>) -> Found,
}

static SIGNS: &[Sign] = &[
    Sign {
        id: "review-overdue",
        why: "Until it is held nobody independent has looked at the plan, and the law's own limit has gone.",
        find: overdue,
    },
    Sign {
        id: "booked-late",
        why: "Booked for this day the review will be late, whoever approved it; an earlier one would still be in time.",
        find: booked_late,
    },
    Sign {
        id: "decision-carried",
        why: "A decision that two reviews have looked at and none has moved was promised to the child for nothing.",
        find: decisions_carried,
    },
    Sign {
        id: "put-off-twice",
        why: "A review that keeps moving is a decision that keeps waiting.",
        find: put_off,
    },
    Sign {
        id: "midpoint-missed",
        why: "Half-way is the last point at which a plan off course can still be put right before the review.",
        find: midpoint,
    },
    Sign {
        id: "not-seen",
        why: "A plan can look well on paper while the child's days say otherwise.",
        find: unseen,
    },
    Sign {
        id: "no-permanence-plan",
        why: "By the second review there should be a plan for where the child will grow up, and one to fall back on.",
        find: permanence,
    },
    Sign {
        id: "section-20-drift",
        why: "Accommodation by agreement has no court to ask where it is leading: only the review asks.",
        find: section_20,
    },
    Sign {
        id: "placement-moves",
        why: "Each move costs the child a home, often a school, and trust in the next adult.",
        find: moves,
    },
    Sign {
        id: "social-worker-changes",
        why: "Plans lose their thread with each new worker, and the child tells the story again.",
        find: workers,
    },
    Sign {
        id: "past-eighteen",
        why: "Nobody is looked after from their 18th birthday: the end of care, and what follows it, is to be recorded.",
        find: past_eighteen,
    },
    Sign {
        id: "plan-dates-gone-by",
        why: "A plan whose own dates pass unmet is not being followed.",
        find: dates_gone,
    },
];

/// What stands out for a child who is looked after.
pub fn signals(case: &Case, judged: &Assessment, practice: &Practice, today: NaiveDate) -> Vec<Signal> {
    if case.periods.last().is_none_or(|p| p.end.is_some_and(|e| e <= today)) {
        return Vec::new();
    }
    let year = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let look = Look { case, judged, practice, today, year };
    SIGNS
        .iter()
        .filter_map(|sign| {
            let (what, evidence) = (sign.find)(&look)?;
            Some(Signal { id: sign.id, what, why: sign.why, evidence })
        })
        .collect()
}

/// The day the child was last seen by the IRO: a visit, a review attended, a duty of seeing ticked off.
pub fn last_seen(case: &Case, practice: &Practice) -> Option<NaiveDate> {
    let notes = case.sightings().map(|n| n.date);
    let attended = case.reviews.iter().filter(|r| r.participation.is_some_and(|p| p.attended()));
    let visits: Vec<&str> = own_visits(practice).map(|d| d.id.as_str()).collect();
    let ticked = case.done.iter().filter(|d| !d.waived && visits.contains(&d.duty.as_str())).map(|d| d.date);
    notes.chain(attended.filter_map(|r| r.held)).chain(ticked).max()
}

fn fact(date: impl Into<Option<NaiveDate>>, text: impl Into<String>) -> Evidence {
    Evidence { date: date.into(), text: text.into() }
}

impl Look<'_> {
    fn period_start(&self) -> Option<NaiveDate> {
        self.case.periods.last().map(|p| p.start)
    }

    /// Reviews held in the present period of care, oldest first.
    fn held(&self) -> impl Iterator<Item = &Slot> {
        let period = self.case.periods.len().saturating_sub(1);
        self.judged.reviews().filter(move |s| s.period == period && s.held.is_some())
    }

    /// The latest answer given to one of some questions, in the present period of care.
    fn answer(&self, items: &[&str]) -> Option<&Answer> {
        let since = self.period_start()?;
        let answers = self.case.sessions.iter().flat_map(|s| &s.answers);
        answers.filter(|a| items.contains(&a.item.as_str()) && a.date >= since).max_by_key(|a| a.date)
    }

    /// Whether a day lies before what the book was told by a return: nobody was asked then.
    fn untold(&self, day: NaiveDate) -> bool {
        self.case.child.imported_on.is_some_and(|since| day < since)
    }
}

fn falls_short(answer: &Answer) -> bool {
    answer.is(Reply::No) || answer.is(Reply::Partly)
}

fn said(answer: &Answer) -> Evidence {
    let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
    fact(answer.date, format!("{} answered {}{note}", answer.item, answer.value))
}

fn overdue(look: &Look<'_>) -> Found {
    let due = look.judged.owed().find(|d| d.duty.id == REVIEW && d.status == Status::Overdue)?;
    let limit = due.due?;
    let text = format!("limit of review {}, {} days ago", due.review.unwrap_or(0), due.late_days);
    Some(("the review is past its limit".into(), vec![fact(limit, text)]))
}

fn decisions_carried(look: &Look<'_>) -> Found {
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

fn booked_late(look: &Look<'_>) -> Found {
    let slot = look.judged.reviews().rfind(|s| s.booked_days_late() > 0)?;
    let days = slot.booked_days_late();
    let what = format!("booked {days} day{} after the limit", if days == 1 { "" } else { "s" });
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
            && d.status == Status::Overdue
            && d.review.is_some_and(|n| n + 1 >= last)
    });
    let evidence: Vec<Evidence> = missed
        .filter(|d| d.due.is_some_and(|day| day > look.year && !look.untold(day)))
        .map(|d| fact(d.due, format!("mid-point after review {} not recorded", d.review.unwrap_or(0))))
        .collect();
    (!evidence.is_empty()).then(|| ("mid-point review missed".into(), evidence))
}

fn unseen(look: &Look<'_>) -> Found {
    let limit = look.today.checked_sub_months(Months::new(UNSEEN))?;
    match last_seen(look.case, look.practice) {
        Some(day) if day < limit => {
            let text = format!("last seen, {} weeks ago", (look.today - day).num_days() / 7);
            Some((format!("nobody has seen the child since {}", long(day)), vec![fact(day, text)]))
        }
        None if look.case.child.imported_on.is_none() => {
            let start = look.period_start()?;
            // A child who came in days ago will be met before the first review.
            let text = "looked after since; no visit and no attended review is recorded";
            (look.held().next().is_some() || start < limit)
                .then(|| ("no record of being seen".into(), vec![fact(start, text)]))
        }
        _ => None,
    }
}

fn permanence(look: &Look<'_>) -> Found {
    let second = look.held().nth(1)?;
    let held = second.held?;
    let text = format!("review {} held", second.sequence);
    if let Some(answer) = look.answer(PERMANENCE) {
        let what =
            if answer.is(Reply::No) { "no plan for permanence" } else { "a plan for permanence in doubt" };
        return falls_short(answer)
            .then(|| (format!("{what} by the second review"), vec![fact(held, text), said(answer)]));
    }
    let since = look.period_start()?;
    let order = look.case.legal.iter().any(|l| matches!(l.code.as_str(), "E1" | "D1") && l.start >= since);
    let home = look
        .case
        .placements
        .last()
        .is_some_and(|p| p.code.starts_with('A') || matches!(p.code.as_str(), "U1" | "U4" | "P1"));
    let panel = look.case.changes.iter().any(|c| c.event.contains("permanence") && c.date >= since);
    if look.untold(held) || order || home || panel {
        return None;
    }
    let none = fact(None, "no answer about permanence, no panel decision, no permanent placement recorded");
    Some(("no plan for permanence recorded by the second review".into(), vec![fact(held, text), none]))
}

fn section_20(look: &Look<'_>) -> Found {
    let legal = look.case.legal.last().filter(|l| l.code == "V2" && l.end.is_none())?;
    let limit = look.today.checked_sub_months(Months::new(SECTION_20))?;
    if legal.start > limit {
        return None;
    }
    let mut evidence = vec![fact(legal.start, "accommodated by agreement since")];
    evidence.extend(look.answer(PROGRESS).filter(|a| falls_short(a)).map(said));
    let sessions = look.case.sessions.iter().rfind(|s| s.ended.is_some());
    if let Some(session) = sessions.filter(|s| matches!(s.outcome, Some(Ended::Concern | Ended::Escalate))) {
        evidence.push(fact(session.ended, format!("{} ended as a concern", session.checklist)));
    }
    evidence.extend(permanence(look).and_then(|(what, _)| Some(fact(look.held().last()?.held, what))));
    evidence.extend(dates_gone(look).into_iter().flat_map(|(_, gone)| gone));
    (evidence.len() > 1).then(|| {
        let months = (look.today - legal.start).num_days() / 30;
        (format!("section 20 for {months} months with the plan not progressing"), evidence)
    })
}

fn moves(look: &Look<'_>) -> Found {
    let lived = look.case.placements.iter().filter(|p| p.end.is_none_or(|end| end > look.year));
    let evidence: Vec<Evidence> =
        lived.map(|p| fact(p.start, format!("moved to {}", title(PLACES, &p.code)))).collect();
    (evidence.len() >= MOVES).then(|| (format!("{} placements within a year", evidence.len()), evidence))
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
    Some(("18 and still recorded as looked after".to_owned(), vec![fact(day, "18th birthday")]))
}

/// Decisions, plans and reports owed to the child whose day has gone by.
fn dates_gone(look: &Look<'_>) -> Found {
    let owed = look.judged.owed().filter(|d| {
        d.status == Status::Overdue
            && d.duty.records == Leaves::Document
            && d.duty.owner != Role::Iro
            && d.review.is_none()
    });
    let mut evidence: Vec<Evidence> = owed
        .map(|d| fact(d.due, format!("{} not recorded, {} late", d.duty.title, days(d.late_days))))
        .collect();
    let open = look.case.decisions.iter().filter(|d| d.is_open());
    evidence.extend(
        open.filter(|d| d.by.is_some_and(|by| by < look.today))
            .map(|d| fact(d.by, format!("decision not carried out: {}", d.text))),
    );
    evidence.sort_by_key(|e| e.date);
    (!evidence.is_empty()).then(|| ("plan dates gone by".into(), evidence))
}
