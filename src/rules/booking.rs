//! Which day for a review: every day there is, best first, each with what speaks for and against it.
//!
//! A day's rank is the sum of its reasons' weights, the least being the best. The weights are ours (house):
//! they order the list, they hide nothing and decide nothing.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;
use super::diary::{self, Diary};
use super::due::Assessment;
use super::practice::{Direction, Duty, Practice, Span, Unit};
use super::reason::{Lost, ROOM, Reason};
use super::slot::Slot;
use super::timetable::timetable;
use super::working::long;
use crate::model::Case;
use crate::model::child::{Relation, Source};
use crate::model::ids::ChildId;
use crate::model::instance::Instance;
use crate::model::review::Review;

/// How far past a limit that has gone days are still offered, in working days.
const OVERRUN: i32 = 20;

/// A duty of the run-up and how many working days before the review it falls due.
#[derive(Debug, Clone, PartialEq)]
pub struct RunUp {
    /// The duty.
    pub duty: Arc<Duty>,
    /// Working days before the review.
    pub before: i32,
}

/// A day for a review.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The day.
    pub date: NaiveDate,
    /// What speaks for and against it.
    pub reasons: Vec<Reason>,
    /// The sum of their weights: the least is the best.
    pub rank: i32,
    /// The limit of the review after it, were this one held then.
    pub next_due: Option<NaiveDate>,
    /// Half-way to that.
    pub midpoint: Option<NaiveDate>,
}

/// What a day is judged by.
pub struct Ask<'a> {
    /// The child's case.
    pub case: &'a Case,
    /// The review.
    pub slot: &'a Slot,
    /// The duties of its run-up still to do.
    pub run_up: &'a [RunUp],
    /// The practice.
    pub practice: &'a Practice,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The IRO's diary.
    pub diary: &'a Diary,
    /// The day it is judged on.
    pub today: NaiveDate,
}

/// The open duties of a review that are counted back from its day.
pub fn run_up(judged: &Assessment, slot: &Slot) -> Vec<RunUp> {
    let of_review = judged.dues.iter().filter(|d| d.instance == Instance::Review(slot.sequence));
    let open = of_review.filter(|d| d.done_on.is_none() && !d.past);
    let mut all: Vec<RunUp> = open
        .filter_map(|d| {
            let rule = d.duty.due.as_ref()?;
            let spans = [Some(&rule.own), rule.over.as_ref()];
            let before = spans.into_iter().flatten().filter_map(|l| days_before(&l.span)).max()?;
            Some(RunUp { duty: Arc::clone(&d.duty), before })
        })
        .collect();
    all.sort_by_key(|r| std::cmp::Reverse(r.before));
    all
}

/// How many working days before the review a span ends, where it is counted back from it.
fn days_before(span: &Span) -> Option<i32> {
    match span {
        Span::Offset { count, unit: Unit::WorkingDays, direction: Direction::Before, anchor }
            if anchor == "review-date" =>
        {
            Some(*count)
        }
        Span::Earliest(spans) => spans.iter().filter_map(days_before).max(),
        _ => None,
    }
}

/// Every day from today (or the first the review could be held) to the limit, best first; past the limit,
/// or where there is none, the next working days too.
pub fn candidates(ask: &Ask<'_>) -> Vec<Candidate> {
    let mut implied = Implied::new(ask);
    let mut all: Vec<Candidate> = window(ask)
        .map(|date| {
            let reasons = weigh(ask, date);
            let rank = reasons.iter().map(Reason::weight).sum();
            let next_due = implied.next_due(date);
            let midpoint =
                next_due.map(|next| date + Days::new((next - date).num_days().max(0).unsigned_abs() / 2));
            Candidate { date, reasons, rank, next_due, midpoint }
        })
        .collect();
    all.sort_by_key(|c| (c.rank, std::cmp::Reverse(c.date)));
    all
}

/// What is odd about a day somebody names for a child's review: gone already, not a working day, or after
/// the day a change brought the review forward to.
pub fn doubt(case: &Case, date: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Option<String> {
    let off = calendar.day_off(date).map(|off| off.to_string());
    let held = case.reviews.iter().filter_map(Review::recorded).max();
    let forward = case.changes.iter().filter(|c| held.is_none_or(|held| c.date > held));
    let forward = forward.filter_map(|c| c.forward_to()).filter(|to| date > *to).min();
    if let Some(adult) = case.child.birthday(18).filter(|day| date >= *day) {
        return Some(format!("No review is owed from the 18th birthday on, {}.", long(adult)));
    }
    match (date < today, off) {
        (true, _) => Some(format!("{} is past.", long(date))),
        (false, Some(off)) => Some(format!("{} is not a working day: {off}.", long(date))),
        (false, None) => forward.map(|to| {
            format!("A change brought the review forward to {}; {} is after that.", long(to), long(date))
        }),
    }
}

/// Who approved a day outside the limit, when, and why, in words; `None` where nobody did.
pub fn approval(review: &Review, practice: &Practice) -> Option<String> {
    let by = practice.role(review.approved_by.as_deref()?);
    let on = review.approved_on.map(|d| format!(" on {}", long(d))).unwrap_or_default();
    let why = review.move_reason.as_deref().map(|r| format!(": {r}")).unwrap_or_default();
    Some(format!("{by}{on}{why}"))
}

/// The days a review may be put on.
pub fn window(ask: &Ask<'_>) -> impl Iterator<Item = NaiveDate> + use<> {
    let first = ask.today.max(ask.slot.opened);
    let ahead = |from: NaiveDate| ask.calendar.add_working_days(from, OVERRUN).map_or(from, |c| c.date);
    let last = match ask.slot.last_day() {
        Some(limit) if limit >= first => limit,
        _ => ahead(first),
    };
    first.iter_days().take_while(move |d| *d <= last)
}

/// What speaks for and against a day.
pub fn weigh(ask: &Ask<'_>, date: NaiveDate) -> Vec<Reason> {
    let mut reasons = alone(ask, date);
    let child = ask.case.child.id;
    let others: Vec<ChildId> = ask.diary.others(date, child).map(|v| v.child).collect();
    let week = ask.diary.week(date, child);
    if !others.is_empty() {
        reasons.push(Reason::SameDay(others));
    }
    if week > 0 {
        reasons.push(Reason::Week(week));
    }
    reasons
}

/// The same, the load of the day and the week left out: what the planner spreads itself.
pub fn alone(ask: &Ask<'_>, date: NaiveDate) -> Vec<Reason> {
    let mut reasons = Vec::new();
    limit(ask, date, &mut reasons);
    reasons.extend(ask.calendar.day_off(date).map(|off| Reason::DayOff(off.to_string())));
    if let Some(busy) = ask.diary.busy_on(date) {
        reasons.push(Reason::Taken { what: busy.words(), whole: busy.whole() });
    }
    let (mut kept, mut lost) = (0, Vec::new());
    for step in ask.run_up {
        match ask.calendar.add_working_days(date, -step.before) {
            Ok(day) if day.date < ask.today || day.date <= ask.slot.opened => {
                lost.push(Lost { title: step.duty.title.clone(), before: step.before, day: day.date });
            }
            _ => kept += 1,
        }
    }
    reasons.push(Reason::RunUp { kept, lost });
    company(ask, date, &mut reasons);
    if diary::school_age(ask.case, date) {
        match ask.diary.school_holiday(date) {
            Some(name) => reasons.push(Reason::SchoolHoliday(name.to_owned())),
            None if ask.diary.knows_school(date) && ask.calendar.day_off(date).is_none() => {
                reasons.push(Reason::SchoolDay);
            }
            None => {}
        }
    }
    reasons
}

fn limit(ask: &Ask<'_>, date: NaiveDate, reasons: &mut Vec<Reason>) {
    let Some(limit) = ask.slot.last_day() else { return };
    if date > limit {
        reasons.push(Reason::AfterLimit((date - limit).num_days()));
        return;
    }
    let last = ask.calendar.working_day_on_or_before(limit);
    let days = ask.calendar.working_days_between(date, last).unwrap_or(0).max(0);
    reasons.push(Reason::Margin { days, wanted: ask.practice.margin.max(ROOM) });
}

/// Brothers and sisters, and others in the same area.
fn company(ask: &Ask<'_>, date: NaiveDate, reasons: &mut Vec<Reason>) {
    let siblings: Vec<ChildId> =
        ask.case.kin.iter().filter(|k| k.relation == Relation::Sibling).map(|k| k.other).collect();
    let week = diary::monday(date).iter_days().take(7);
    let near = week.flat_map(|day| ask.diary.others(day, ask.case.child.id).map(move |v| (day, v.child)));
    let kin = near.filter(|(_, child)| siblings.contains(child));
    reasons.extend(kin.map(|(day, child)| Reason::Sibling { child, day, same_day: day == date }));
    let area = diary::area(ask.case);
    if !area.is_empty() {
        let there = ask.diary.others(date, ask.case.child.id).filter(|v| v.area == area);
        let children: Vec<ChildId> = there.map(|v| v.child).filter(|c| !siblings.contains(c)).collect();
        if !children.is_empty() {
            reasons.push(Reason::SameArea { area, children });
        }
    }
}

/// What holding the review on a day implies for the one after it.
struct Implied<'a> {
    ask: &'a Ask<'a>,
    case: Case,
    place: usize,
}

impl<'a> Implied<'a> {
    fn new(ask: &'a Ask<'a>) -> Self {
        let mut case = ask.case.clone();
        let place = ask.slot.review.unwrap_or_else(|| {
            case.reviews.push(Review::new(Source::Hand));
            case.reviews.len() - 1
        });
        Self { ask, case, place }
    }

    fn next_due(&mut self, day: NaiveDate) -> Option<NaiveDate> {
        let review = self.case.reviews.get_mut(self.place)?;
        (review.held, review.judged) = (Some(day), None);
        let slots = timetable(&self.case, self.ask.practice, self.ask.calendar, self.ask.today);
        let next = self.ask.slot.sequence + 1;
        slots
            .iter()
            .find(|s| !s.regime.separate && s.period == self.ask.slot.period && s.sequence == next)
            .and_then(|s| s.due)
    }
}
