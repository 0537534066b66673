//! Moving a review: what was owed round it and what would be, side by side.
//!
//! Both sides are the engine's own answers: the case as it is, and the case as it would be with the review on
//! the other day. What follows the review has no day until it is held, so the day is projected as if it were.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::booking::doubt;
use super::calendar::Calendar;
use super::due::{Due, Status};
use super::duties::{REVIEW, outlook};
use super::meeting::COMPLETION;
use super::practice::Practice;
use super::slot::Slot;
use super::working::{count, long};
use crate::model::Case;
use crate::model::child::Source;
use crate::model::instance::{DutyKey, Instance};
use crate::model::review::Review;
use crate::model::role::Role;
use crate::model::words::closed_set;

/// What is to happen to the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// It goes to another day.
    Move(NaiveDate),
    /// It is adjourned on a day, to go on on another.
    Adjourn {
        /// The day it is adjourned.
        on: NaiveDate,
        /// The day it goes on.
        resume: Option<NaiveDate>,
    },
}

closed_set! {
    /// What became of a duty.
    pub(crate) enum Fate is "fate of a duty" {
        /// Its day stays.
        Same: "same",
        /// Its day is another.
        Moved: "moved",
        /// Its day would be past: late at once.
        Late: "late",
        /// Too late for its own day and still needed: as soon as can be.
        Now: "now",
        /// It could never be done in time.
        Impossible: "impossible",
        /// It was not owed before.
        New: "new",
        /// It is owed no more.
        Gone: "gone",
    }
}

/// One duty before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    /// The duty's id.
    pub duty: String,
    /// Its title.
    pub title: String,
    /// The role that owns it.
    pub owner: String,
    /// What it is for.
    pub instance: Instance,
    /// Its day before.
    pub before: Option<NaiveDate>,
    /// Its day after.
    pub after: Option<NaiveDate>,
    /// What became of it.
    pub fate: Fate,
    /// Why, where that needs saying.
    pub why: String,
}

/// The whole chain round a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The day it is on, or planned for.
    pub from: Option<NaiveDate>,
    /// The day it would be on.
    pub to: NaiveDate,
    /// The limit of the review.
    pub limit: Option<NaiveDate>,
    /// Calendar days after the limit.
    pub outside: i64,
    /// Limit of the next review, before and after.
    pub next_due: (Option<NaiveDate>, Option<NaiveDate>),
    /// The duties, in order of their day.
    pub links: Vec<Link>,
    /// What is odd about the day it would be on, where something is.
    pub doubt: Option<String>,
    /// The roles to tell.
    pub tell: Vec<String>,
}

impl Chain {
    /// What moving the review there means, in a few lines.
    pub(crate) fn notes(&self, practice: &Practice) -> Vec<String> {
        let with = |fate: Fate| self.links.iter().filter(|l| l.fate == fate).count();
        let mut notes = Vec::new();
        notes.push(match (self.outside, &practice.late_approver) {
            (0, _) => "Within the limit: you alone agree to the day.".to_owned(),
            (_, Some(role)) => {
                format!("Only the {} may approve it, in advance; it stays late.", practice.role(role))
            }
            (_, None) => "It needs an approval in advance; it stays late.".to_owned(),
        });
        notes.extend(self.doubt.clone());
        notes.push(format!(
            "{} moved · {} late at once · {} to do as soon as you can · {} no longer possible",
            count(with(Fate::Moved), "date", "dates"),
            with(Fate::Late),
            with(Fate::Now),
            with(Fate::Impossible)
        ));
        let tell: Vec<&str> = self.tell.iter().map(|r| practice.role(r)).collect();
        notes.push(format!("Tell: {}.", tell.join(", ")));
        notes
    }
}

impl Chain {
    /// The limit of the next review, before and after.
    pub(crate) fn next_limit(&self) -> String {
        beside(&day(self.next_due.0), &day(self.next_due.1), "Limit of the next review")
    }
}

impl Link {
    /// The duty's day before, its day after, what became of it.
    pub(crate) fn line(&self, practice: &Practice) -> String {
        let mark = match self.fate {
            Fate::Late => "▲ late: ",
            Fate::Now => "● as soon as you can, before ",
            Fate::Impossible => "– no longer possible: ",
            Fate::Gone => "no longer owed: ",
            Fate::New => "new: ",
            Fate::Moved | Fate::Same => "",
        };
        let what = format!("{mark}{} ({})", self.title, practice.role(&self.owner));
        beside(&day(self.before), &day(self.after), &what)
    }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "-".to_owned(), long)
}

/// Two days side by side, and what falls on them.
pub(crate) fn beside(before: &str, after: &str, what: &str) -> String {
    // Wrapping closes up plain spaces.
    let column = |text: &str| format!("{text:<15}").replace(' ', "\u{a0}");
    format!("{} {} {what}", column(before), column(after))
}

/// Who is asked and told about another day whatever the practice: those who have to be there.
const ALWAYS_TOLD: [Role; 4] = [Role::Child, Role::Parent, Role::Carer, Role::SocialWorker];

type Found = BTreeMap<DutyKey, Due>;

/// The chain round an open review, before and after.
pub(crate) fn chain(
    case: &Case,
    slot: &Slot,
    plan: Plan,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Chain {
    let judge = |case: &Case| outlook(case, practice, calendar, today);
    let from = slot.date().map(|d| d.date);
    let to = match plan {
        Plan::Move(day) => day,
        Plan::Adjourn { on, .. } => from.unwrap_or(on),
    };
    let (before, next_before) = side(case, slot, from, &judge);
    let (planned, place) = with_review(case, slot, |r| match plan {
        Plan::Move(day) => {
            r.scheduled = r.scheduled.or(Some(day));
            if r.booked != Some(day) {
                r.booked_on = Some(today);
            }
            r.booked = Some(day);
        }
        Plan::Adjourn { on, resume } => {
            r.scheduled = r.original().or(Some(on));
            r.adjourned = Some(on);
            r.booked = resume.or(r.booked);
            r.judged = None;
        }
    });
    let then = Slot { review: Some(place), ..slot.clone() };
    let (after, next_after) = side(&planned, &then, Some(to), &judge);
    let mut links: Vec<Link> = before
        .iter()
        .map(|(key, was)| link(was, Some(was), after.get(key)))
        .chain(
            after
                .iter()
                .filter(|(key, _)| !before.contains_key(*key))
                .map(|(_, now)| link(now, None, Some(now))),
        )
        .filter(|l| l.before.is_some() || l.after.is_some())
        .collect();
    links.sort_by_key(|l| (l.after.or(l.before), l.before, l.duty.clone()));
    let limit = slot.approval_limit();
    let outside = limit.map_or(0, |limit| (to - limit).num_days().max(0));
    let tell = tell(&links);
    let doubt = match plan {
        Plan::Move(day) => doubt(case, Some(slot), day, today, calendar),
        Plan::Adjourn { on, resume } => resume.and_then(|day| {
            let complete_by = links.iter().find(|l| l.duty == COMPLETION).and_then(|l| l.after);
            match complete_by.filter(|limit| day > *limit) {
                _ if day < on => Some(format!("{} is before the review is adjourned.", long(day))),
                Some(limit) => {
                    Some(format!("{} is after {}, when it has to be completed.", long(day), long(limit)))
                }
                None => doubt(case, None, day, today, calendar),
            }
        }),
    };
    Chain { from, to, limit, outside, next_due: (next_before, next_after), doubt, links, tell }
}

/// The open duties of a case with those after the review projected from `day`, and the next review's limit.
fn side(
    case: &Case,
    slot: &Slot,
    day: Option<NaiveDate>,
    judge: &dyn Fn(&Case) -> super::due::Assessment,
) -> (Found, Option<NaiveDate>) {
    let mine = Instance::Review(slot.sequence);
    let open = |d: &Due| d.done_on.is_none() && !d.past && d.status != Status::NotApplicable;
    let now = judge(case);
    let complete_by = now.next_review().and_then(|s| s.booked.filter(|_| s.held.is_some()).or(s.complete_by));
    let mut found: Found = now.dues.into_iter().filter(open).map(|d| (d.key(), d)).collect();
    let Some(day) = day else { return (found, None) };
    let (held, _) = with_review(case, slot, |r| {
        match r.adjourned {
            None => r.held = Some(day),
            // As if it was completed on the day it goes on, else on the last day for that.
            Some(_) => r.completed = r.completed.or(complete_by),
        }
        r.judged = None;
    });
    let judged = judge(&held);
    let next = judged.reviews().find(|s| s.period == slot.period && s.sequence == slot.sequence + 1);
    let next_due = next.and_then(|s| s.due);
    for due in judged.dues {
        let follows = due.instance == mine && due.done_on.is_none() && due.duty.id != REVIEW;
        if follows && due.due.is_some() && found.get(&due.key()).is_none_or(|d| d.due.is_none()) {
            found.insert(due.key(), Due { projected: true, ..due });
        }
    }
    (found, next_due)
}

/// The case with the review of a slot changed, or made, and that review's place.
fn with_review(case: &Case, slot: &Slot, change: impl FnOnce(&mut Review)) -> (Case, usize) {
    let mut case = case.clone();
    let place = slot.review.unwrap_or(case.reviews.len());
    if case.reviews.get(place).is_none() {
        case.reviews.push(Review::new(Source::Hand));
    }
    if let Some(review) = case.reviews.get_mut(place) {
        change(review);
    }
    (case, place)
}

fn link(of: &Due, was: Option<&Due>, now: Option<&Due>) -> Link {
    let (before, after) = (was.and_then(|d| d.due), now.and_then(|d| d.due));
    let status = |d: Option<&Due>| d.map(|d| d.status);
    let fate = match (before, after) {
        (Some(_), None) => Fate::Gone,
        _ if status(now) == Some(Status::Now) => Fate::Now,
        // What was late already and stays where it is is not the move's doing.
        (b, a) if b == a && [was, now].map(status) == [Some(Status::Overdue); 2] => Fate::Same,
        _ if status(now) == Some(Status::NotAchievable) => Fate::Impossible,
        _ if status(now) == Some(Status::Overdue) => Fate::Late,
        (None, Some(_)) => Fate::New,
        (b, a) if b == a => Fate::Same,
        _ => Fate::Moved,
    };
    Link {
        duty: of.duty.id.clone(),
        title: of.duty.title.clone(),
        owner: of.duty.owner.clone(),
        instance: of.instance.clone(),
        before,
        after,
        fate,
        why: now.map(|d| d.reason.clone()).unwrap_or_default(),
    }
}

/// Those who must be there, and those whose own steps move.
fn tell(links: &[Link]) -> Vec<String> {
    let mut roles: Vec<String> = ALWAYS_TOLD.map(String::from).to_vec();
    for link in links.iter().filter(|l| l.fate != Fate::Same && l.owner != Role::Iro) {
        if !roles.contains(&link.owner) {
            roles.push(link.owner.clone());
        }
    }
    roles
}
