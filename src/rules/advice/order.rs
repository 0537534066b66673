//! How a day stands among the others: one answer for each question, in their order.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::rules::reason::{FULL_DAY, FULL_WEEK, Lost, Reason};

/// The working days before the limit that leave room to move the review once.
pub(super) const ROOM: i32 = 5;
/// With this margin a day is safe; while there is one with it, none is taken on the limit.
const SAFE: i32 = 3;
/// What a missing essential step may cost of the margin at most, in working days; so may a day that is full.
const STEP: i32 = 2;

/// The place of a day: the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    /// Allowed: how grave it is to take the day nevertheless.
    bar: u8,
    /// Lawful: calendar days after the limit, the earliest first.
    outside: i64,
    /// Lawful: on the limit, though a safe day is left.
    on_limit: bool,
    /// Lawful and prepared: working days short of the margin wanted, and what the missing steps cost.
    short: i32,
    /// Lawful: less than a safe margin.
    thin: bool,
    /// Prepared: essential steps it leaves too little time for.
    missing: usize,
    /// Kind and practical: what each thing weighs, and each working day the review comes sooner than it need.
    practical: i32,
    /// The later of two days alike, so that reviews do not creep together.
    later: Reverse<NaiveDate>,
}

impl Order {
    /// Where a day stands by its reasons, with so much margin wanted; `roomy`: a safe day is left.
    pub(crate) fn of(date: NaiveDate, reasons: &[Reason], wanted: i32, roomy: bool) -> Self {
        let room = room(reasons);
        let missing = missed(reasons).count();
        let full = reasons.iter().any(|r| matches!(r, Reason::SameDay(others) if others.len() >= FULL_DAY));
        let steps = i32::try_from(missing).unwrap_or(0) + i32::from(full);
        Self {
            bar: reasons.iter().map(Reason::bar).max().unwrap_or(0),
            outside: reasons.iter().find_map(outside).unwrap_or(0),
            on_limit: roomy && reasons.iter().any(|r| matches!(r, Reason::Margin { days: 0, .. })),
            short: room.map_or(0, |m| (wanted - m).max(0)) + steps * STEP,
            thin: room.is_some_and(|m| m < SAFE),
            missing,
            practical: room.map_or(0, |m| (m - wanted).max(0) * EARLY)
                + reasons.iter().map(practical).sum::<i32>(),
            later: Reverse(date),
        }
    }

    /// Whether the reasons of a day that may be taken leave a safe margin.
    pub(crate) fn has_room(reasons: &[Reason]) -> bool {
        room(reasons).is_some_and(|m| m >= SAFE) && reasons.iter().all(|r| r.bar() == 0)
    }

    /// The same as one number, for days that are weighed against the load of a whole plan: a working day of the
    /// margin is worth a second review on a day, not a fourth, nor a week that is over-full.
    pub(crate) fn cost(&self) -> i64 {
        i64::from(self.bar) * 50_000
            + self.outside * 2_000
            + i64::from(self.on_limit) * 600
            + i64::from(self.thin) * 100
            + i64::from(self.short) * 50
            + i64::from(self.practical)
    }
}

/// The working days before the limit to which the review could still be moved.
fn room(reasons: &[Reason]) -> Option<i32> {
    reasons.iter().find_map(|r| if let Reason::Margin { room, .. } = r { Some(*room) } else { None })
}

fn outside(reason: &Reason) -> Option<i64> {
    if let Reason::AfterLimit { days, .. } = reason { Some(*days) } else { None }
}

/// The essential steps that a day leaves too little time for.
pub(super) fn missed(reasons: &[Reason]) -> impl Iterator<Item = &Lost> {
    let lost =
        reasons.iter().filter_map(|r| if let Reason::RunUp { lost, .. } = r { Some(lost) } else { None });
    lost.flatten().filter(|l| l.essential)
}

/// Each working day by which a review comes sooner than the margin wanted.
const EARLY: i32 = 4;
/// Reviews on the same day: the second, the third, the fourth; each further one is so much dearer again.
const SAME_DAY: [i32; 3] = [30, 150, 900];
const FURTHER: i32 = 750;
/// Each review already in the week; beside it, each beyond a full week.
const WEEK: i32 = 25;
const CROWDED_WEEK: i32 = 600;
/// A brother's or sister's review on the same day, or in the same week; one in the same area on the same day.
const SIBLING_DAY: i32 = -160;
const SIBLING_WEEK: i32 = -40;
const SHARED_TRIP: i32 = -60;
/// What it may cost brothers and sisters at most to come on one day: what each of two gains by it.
pub(crate) const TOGETHER: i64 = -2 * SIBLING_DAY as i64;
/// Hours of the day that are taken; the very hour; school hours.
const HOURS_TAKEN: i32 = 40;
const SAME_HOUR: i32 = 400;
const IN_SCHOOL: i32 = 40;

/// What one more review on a day costs, beside those there.
pub(crate) fn same_day_weight(others: usize) -> i32 {
    let Some(place) = others.checked_sub(1) else { return 0 };
    let beyond = i32::try_from((place + 1).saturating_sub(SAME_DAY.len())).unwrap_or(i32::MAX);
    let known = SAME_DAY.get(place).or(SAME_DAY.last()).copied().unwrap_or(0);
    known.saturating_add(beyond.saturating_mul(FURTHER))
}

/// What one more review in a week costs, beside those there.
pub(crate) fn week_weight(others: usize) -> i32 {
    let full = i32::try_from(FULL_WEEK).unwrap_or(i32::MAX);
    let others = i32::try_from(others).unwrap_or(i32::MAX);
    let beyond = others.saturating_sub(full - 1).max(0);
    others.saturating_mul(WEEK).saturating_add(beyond.saturating_mul(CROWDED_WEEK))
}

/// What a reason weighs among days that are alike in law and preparation.
fn practical(reason: &Reason) -> i32 {
    match reason {
        Reason::Taken { whole: false, .. } => HOURS_TAKEN,
        Reason::SameHour { .. } => SAME_HOUR,
        Reason::SameDay(others) => same_day_weight(others.len()),
        Reason::Week(others) => week_weight(*others),
        Reason::Sibling { same_day: true, .. } => SIBLING_DAY,
        Reason::Sibling { .. } => SIBLING_WEEK,
        Reason::SameArea { .. } => SHARED_TRIP,
        Reason::SchoolDay(Some(_)) => IN_SCHOOL,
        _ => 0,
    }
}
