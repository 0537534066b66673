//! What speaks for and against one day, question by question.

use chrono::{Datelike, NaiveDate};

use super::ask::Ask;
use crate::model::child::Relation;
use crate::model::ids::ChildId;
use crate::rules::booking::{day_to_avoid, is_christmas};
use crate::rules::diary;
use crate::rules::reason::{Last, Lost, Reason};

/// What speaks for and against a day.
pub(crate) fn weigh(ask: &Ask<'_>, date: NaiveDate) -> Vec<Reason> {
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
pub(crate) fn alone(ask: &Ask<'_>, date: NaiveDate) -> Vec<Reason> {
    let mut reasons = bars(ask, date);
    limit(ask, date, &mut reasons);
    reasons.push(run_up(ask, date));
    if let Some(busy) = ask.diary.busy_on(date).filter(|b| !b.whole()) {
        reasons.push(Reason::Taken { what: busy.words(), whole: false });
    }
    let met = ask.own_hours().and_then(|hours| ask.diary.same_hour(date, ask.case.child.id, hours));
    reasons.extend(met.map(|(child, at)| Reason::SameHour { child, at }));
    company(ask, date, &mut reasons);
    reasons.extend(school(ask, date));
    reasons
}

/// Why a day may not be taken while another is left.
pub(crate) fn bars(ask: &Ask<'_>, date: NaiveDate) -> Vec<Reason> {
    let mut bars = Vec::new();
    bars.extend(day_to_avoid(ask.case, date));
    if date == ask.today {
        bars.push(Reason::Today);
    }
    if let Some(busy) = ask.diary.busy_on(date).filter(|b| b.whole()) {
        bars.push(Reason::Taken { what: busy.words(), whole: true });
    }
    bars.extend(ask.calendar.day_off(date).map(|off| Reason::DayOff(off.to_string())));
    bars
}

fn limit(ask: &Ask<'_>, date: NaiveDate, reasons: &mut Vec<Reason>) {
    let Some(limit) = ask.slot.last_day() else { return };
    if date > limit {
        let approval = ask.slot.approval_limit().is_some_and(|last| date > last);
        reasons.push(Reason::AfterLimit { days: (date - limit).num_days(), approval, last: last(ask) });
        return;
    }
    let care = ask.last_in_care().filter(|day| *day < limit);
    let end = ask.calendar.working_day_on_or_before(care.unwrap_or(limit));
    let days = ask.calendar.working_days_between(date, end).unwrap_or(0).max(0);
    let last = if care.is_some() { Last::InCare } else { last(ask) };
    // Where nothing but those days is left, they are room as others are.
    let room = if is_christmas(date) { days } else { days - kept_free(ask, date, end) };
    reasons.push(Reason::Margin { days, room, last });
}

/// Working days round Christmas after a day and up to another: no review is moved to them.
fn kept_free(ask: &Ask<'_>, after: NaiveDate, until: NaiveDate) -> i32 {
    let eves = (after.year() - 1..=until.year()).filter_map(|year| NaiveDate::from_ymd_opt(year, 12, 24));
    let kept = eves.flat_map(|eve| eve.iter_days().take_while(|day| is_christmas(*day)));
    let kept = kept.filter(|day| after < *day && *day <= until && ask.calendar.day_off(*day).is_none());
    i32::try_from(kept.count()).unwrap_or(0)
}

/// What the last day of the review is: of several that fall on it the one that is asked for first.
fn last(ask: &Ask<'_>) -> Last {
    let (slot, day) = (ask.slot, ask.slot.last_day());
    match () {
        () if slot.complete_by == day => Last::Completion,
        () if slot.legal_due != day && (slot.forward == day || slot.takes_effect == day) => Last::Change,
        () => Last::Limit,
    }
}

/// The steps before it: how many there is time for, and those that fall due before today, or before the review
/// could be prepared at all.
fn run_up(ask: &Ask<'_>, date: NaiveDate) -> Reason {
    let lost: Vec<Lost> = ask
        .run_up
        .iter()
        .filter_map(|step| {
            let day = step.day(date, ask.calendar)?;
            (day < ask.today || day <= ask.slot.opened && step.before > 0).then(|| Lost {
                duty: step.duty.id.clone(),
                title: step.duty.title.clone(),
                before: step.before,
                day,
                essential: step.duty.essential,
            })
        })
        .collect();
    Reason::RunUp { kept: ask.run_up.len() - lost.len(), lost }
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

/// School, for a child of school age.
fn school(ask: &Ask<'_>, date: NaiveDate) -> Option<Reason> {
    if !diary::school_age(ask.case, date) || ask.calendar.day_off(date).is_some() {
        return None;
    }
    if let Some(name) = ask.diary.school_holiday(date) {
        return Some(Reason::SchoolHoliday(name.to_owned()));
    }
    let hours = ask.own_hours().filter(|h| h.in_school()).map(|h| h.from);
    ask.diary.knows_school(date).then_some(Reason::SchoolDay(hours))
}
