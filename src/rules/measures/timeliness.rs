//! On time by reviews and by children, how children took part.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::parents::nearest;
use super::rows::{ChildRow, ReviewRow};
use super::{Backed, Ground, Window, share};
use crate::model::Case;
use crate::model::child::birthday;
use crate::model::review::{Participation as Code, Review};
use crate::rules::anchors::BREAKS;
use crate::rules::calendar::Calendar;
use crate::rules::meeting::complete_by;
use crate::rules::periods::of_breaks;
use crate::rules::slot::Slot;

/// The days that some councils' systems count: for the second review, and for each later one.
const SECOND_DAYS: u64 = 91;
const LATER_DAYS: u64 = 183;
/// Working days to the first review.
const FIRST: i32 = 20;

/// On time by reviews.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Reviews {
    /// Reviews whose limit lies in the span.
    pub due: usize,
    /// Reviews held in it.
    pub held: usize,
    /// Of those held, within their limit.
    pub on_time: usize,
    /// Of those held, past it.
    pub late: usize,
    /// `on_time` of `on_time` and `late`.
    pub pct: Option<f64>,
    /// Held, but no limit can be told.
    pub no_limit: usize,
    /// Past their limit and not held by the end of the span.
    pub not_held: usize,
    /// Late with no reason recorded: each needs one.
    pub late_without_reason: usize,
    /// The same reviews by 20 working days, 91 days, 183 days.
    pub by_days: ByDays,
}

/// Held reviews judged by a count of days instead of months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ByDays {
    /// Within that limit.
    pub on_time: usize,
    /// Past it.
    pub late: usize,
    /// `on_time` of both.
    pub pct: Option<f64>,
    /// Judged otherwise by the two conventions.
    pub differ: usize,
}

/// On time by children: every review of the span in time, and none past its limit that was not held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Children {
    /// Children with a review held in the span, or past its limit at the end of it.
    pub reviewed: usize,
    /// Of them, those whose every review was held in time: one that was not held was not.
    pub all_on_time: usize,
    /// `all_on_time` of `reviewed`.
    pub pct: Option<f64>,
    /// Of all children, those with a review past its limit and not held at the end of the span.
    pub with_review_not_held: usize,
}

/// Reviews under a series of short breaks, which the annual figure leaves out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ShortBreaks<R, C> {
    /// By reviews.
    pub reviews: R,
    /// By children.
    pub children: C,
}

/// How children took part in the reviews held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Participation {
    /// Reviews by code, PN0 to PN7.
    #[serde(flatten)]
    pub codes: BTreeMap<Code, usize>,
    /// Reviews with no code recorded.
    pub unknown: usize,
    /// PN1 to PN6: the child was there, or sent views.
    pub took_part: usize,
    /// PN1 to PN7: children of four and over.
    pub of: usize,
    /// `took_part` of `of`.
    pub pct: Option<f64>,
    /// Codes that do not fit the child's age: PN0 after the fourth birthday, another before it.
    pub code_not_for_age: usize,
}

/// Reviews of children of four and over that their views reached: there and conveying them, or by another
/// way (PN1, 2, 3, 5, 6 of PN1 to PN7).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ViewsReached {
    /// Reviews the child's views reached.
    pub reached: usize,
    /// Reviews of children of four and over.
    pub of: usize,
    /// `reached` of `of`.
    pub pct: Option<f64>,
}

/// Every review of the caseload, judged once for every span that is counted.
pub(super) fn all(ground: Ground<'_>) -> Vec<ReviewRow> {
    let reviews = ground.cases.iter().flat_map(|(case, judged)| judged.reviews().map(move |s| (case, s)));
    let mut rows: Vec<ReviewRow> = reviews.map(|(case, slot)| row(ground, case, slot)).collect();
    rows.sort_by(|a, b| (&a.child, a.due, a.sequence).cmp(&(&b.child, b.due, b.sequence)));
    rows
}

/// Those of them that were held in a span, or whose limit lies in it or before it while they are not held; of short
/// breaks or not.
pub(super) fn of_span(all: &[ReviewRow], window: Window, short_breaks: bool) -> Vec<ReviewRow> {
    let of = |r: &&ReviewRow| r.held_in(window) || r.missed(window) || r.due.is_some_and(|d| window.holds(d));
    all.iter().filter(|r| r.short_break == short_breaks).filter(of).cloned().collect()
}

impl ReviewRow {
    /// Past its limit in a span, and not held by the end of it or of care.
    fn missed(&self, window: Window) -> bool {
        let in_care = self.left.is_none_or(|day| day >= window.from);
        let held = self.held.is_some_and(|d| d <= window.to);
        in_care && !held && self.days_late > 0 && self.due.is_some_and(|d| d <= window.to)
    }

    pub(super) fn held_in(&self, window: Window) -> bool {
        self.held.is_some_and(|d| window.holds(d))
    }

    /// Adjourned, held in the span, and completed after its last day for that.
    pub(super) fn completed_late(&self, window: Window) -> bool {
        self.held_in(window) && self.completion_late
    }

    /// Late with no reason recorded.
    pub(crate) fn wants_reason(&self) -> bool {
        self.on_time == Some(false) && self.late_reason.as_ref().is_none_or(|r| r.trim().is_empty())
    }
}

#[cfg(test)]
thread_local! {
    /// How many reviews were judged so far.
    pub(super) static JUDGED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn row(ground: Ground<'_>, case: &Case, slot: &Slot) -> ReviewRow {
    #[cfg(test)]
    JUDGED.set(JUDGED.get() + 1);
    let review = slot.review.and_then(|r| case.reviews.get(r));
    let code = review.and_then(|r| r.participation);
    let start = case.periods.get(slot.period).map(|p| p.start);
    let complete_by = review.and_then(|r| complete_by(r, ground.practice, ground.calendar));
    let completion_late =
        review.and_then(|r| r.completed).zip(complete_by).is_some_and(|(done, by)| done > by);
    let due_days = start
        .filter(|_| slot.limit().is_some() && slot.supposed.is_none())
        .and_then(|s| days_limit(slot, s, ground.calendar));
    ReviewRow {
        child: case.child.number.clone(),
        id: case.child.id,
        sequence: slot.number(),
        regime: slot.regime.id.clone(),
        due: slot.limit(),
        held: slot.held,
        on_time: slot.on_time(),
        days_late: slot.days_late(ground.today),
        left: slot.lapsed,
        late_reason: review.and_then(|r| r.late_reason.clone()),
        completed: review.and_then(Review::completion),
        complete_by,
        completion_late,
        due_days,
        on_time_days: slot.held.zip(due_days).map(|(held, limit)| held <= limit),
        participation: code,
        code_fits_age: code.zip(slot.held).and_then(|(c, held)| fits_age(c, case.child.dob?, held)),
        parents: review.and_then(nearest),
        short_break: of_breaks(case, slot.period)
            || in_short_breaks(case, slot.held.or(slot.due).unwrap_or(ground.today)),
        practice: slot.practice.clone(),
    }
}

/// The limit by days: 20 working days from the start of care, then 91 and 183 days from review to review.
fn days_limit(slot: &Slot, start: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    match slot.previous {
        None => calendar.add_working_days(start, FIRST).ok().map(|c| c.date),
        Some(last) => {
            let days = if slot.number() == Some(2) { SECOND_DAYS } else { LATER_DAYS };
            last.checked_add_days(Days::new(days))
        }
    }
}

/// PN0 up to the fourth birthday, the others from it; on the day itself the return takes both.
fn fits_age(code: Code, dob: NaiveDate, held: NaiveDate) -> Option<bool> {
    let fourth = birthday(dob, 4)?;
    Some(if code == Code::Pn0 { held <= fourth } else { held >= fourth })
}

/// Whether the child's legal status on a day is one of short breaks.
pub(super) fn in_short_breaks(case: &Case, day: NaiveDate) -> bool {
    let current = case.legal.iter().rfind(|l| l.start <= day && l.end.is_none_or(|e| day <= e));
    current.is_some_and(|l| BREAKS.contains(&l.code.as_str()))
}

impl Reviews {
    pub(super) fn count(rows: &[ReviewRow], window: Window) -> Self {
        let held: Vec<&ReviewRow> = rows.iter().filter(|r| r.held_in(window)).collect();
        let so = |word| held.iter().filter(|r| r.on_time == word).count();
        let by_days = |word| held.iter().filter(|r| r.on_time_days == word).count();
        let (on_time, late, no_limit) = (so(Some(true)), so(Some(false)), so(None));
        let (days_on_time, days_late) = (by_days(Some(true)), by_days(Some(false)));
        Self {
            due: rows.iter().filter(|r| r.due.is_some_and(|d| window.holds(d))).count(),
            held: held.len(),
            on_time,
            late,
            pct: share(on_time, on_time + late),
            no_limit,
            not_held: rows.iter().filter(|r| r.missed(window)).count(),
            late_without_reason: held.iter().filter(|r| r.wants_reason()).count(),
            by_days: ByDays {
                on_time: days_on_time,
                late: days_late,
                pct: share(days_on_time, days_on_time + days_late),
                differ: held.iter().filter(|r| r.on_time.is_some() && r.on_time != r.on_time_days).count(),
            },
        }
    }
}

impl Children {
    pub(super) fn count(rows: &[ReviewRow], window: Window) -> Backed<Self, ChildRow> {
        let mut all: BTreeMap<&str, ChildRow> = BTreeMap::new();
        for row in rows {
            let entry = all.entry(row.child.as_str()).or_insert_with(|| ChildRow {
                child: row.child.clone(),
                id: row.id,
                held: 0,
                on_time: 0,
                late: 0,
                not_held: 0,
            });
            let held = row.held_in(window);
            entry.held += usize::from(held);
            entry.on_time += usize::from(held && row.on_time == Some(true));
            entry.late += usize::from(held && row.on_time == Some(false));
            entry.not_held += usize::from(row.missed(window));
        }
        let rows: Vec<ChildRow> = all.into_values().filter(|c| c.held + c.not_held > 0).collect();
        let reviewed = rows.iter().filter(|c| c.counts()).count();
        let all_on_time = rows.iter().filter(|c| c.counts() && c.in_time()).count();
        let pct = share(all_on_time, reviewed);
        let with_review_not_held = rows.iter().filter(|c| c.not_held > 0).count();
        Backed { figures: Self { reviewed, all_on_time, pct, with_review_not_held }, rows }
    }
}

impl Participation {
    pub(super) fn views_reached(&self) -> ViewsReached {
        let reached =
            self.codes.iter().filter(|(c, _)| c.views_reached() == Some(true)).map(|(_, n)| n).sum();
        ViewsReached { reached, of: self.of, pct: share(reached, self.of) }
    }

    pub(super) fn count(rows: &[ReviewRow], window: Window) -> Self {
        let held: Vec<&ReviewRow> = rows.iter().filter(|r| r.held_in(window)).collect();
        let times = |code: Code| held.iter().filter(|r| r.participation == Some(code)).count();
        let codes: BTreeMap<Code, usize> = Code::ALL.iter().map(|code| (*code, times(*code))).collect();
        let sum = |part: Option<bool>| {
            let of = Code::ALL.iter().filter(|code| code.took_part() == part);
            of.map(|code| times(*code)).sum::<usize>()
        };
        let (took_part, absent) = (sum(Some(true)), sum(Some(false)));
        Self {
            codes,
            unknown: held.iter().filter(|r| r.participation.is_none()).count(),
            took_part,
            of: took_part + absent,
            pct: share(took_part, took_part + absent),
            code_not_for_age: held.iter().filter(|r| r.code_fits_age == Some(false)).count(),
        }
    }
}
