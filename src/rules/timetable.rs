//! When each review is due: one slot for every review held in a period of care, and one for the next.
//!
//! Regulation 33 of the Care Planning, Placement and Case Review (England) Regulations 2010 and the
//! practice laid over it. A review belongs to the period that holds its recorded date; on a day that
//! two periods share, to the later one. Intervals run from the recorded date of the review before.

use std::sync::Arc;

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::condition::{Judge, Truth, applies};
use super::practice::{Practice, Regime, Rule};
use super::reckon::{self, Anchors, Day, Gap};
use super::working::Working;
use crate::model::Case;
use crate::model::care::Period;
use crate::model::review::{Judged, Review};

/// A review of a period of care, held or to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Which period of the case, from 0.
    pub period: usize,
    /// Which review of the period, from 1.
    pub sequence: u32,
    /// Which review of the case it is, where one is stored.
    pub review: Option<usize>,
    /// The clock it is on.
    pub regime: Arc<Regime>,
    /// Its recorded date, once it has taken place.
    pub held: Option<NaiveDate>,
    /// The day booked.
    pub booked: Option<NaiveDate>,
    /// The recorded date of the review before it.
    pub previous: Option<NaiveDate>,
    /// The day from which it could be prepared: the previous review, else the start of care.
    pub opened: NaiveDate,
    /// Last day the law allows.
    pub legal_due: Option<NaiveDate>,
    /// Last day that governs.
    pub due: Option<NaiveDate>,
    /// The working day to plan for: on or before the limit, less the practice's margin.
    pub plan_by: Option<NaiveDate>,
    /// The limit rests on expected bank holidays.
    pub provisional: bool,
    /// Why there is no limit.
    pub gap: Option<String>,
    /// Practice and version that judged it.
    pub practice: String,
}

impl Slot {
    /// Whether it was held within the legal limit (or the governing one where law sets none);
    /// `None` until it is held or where no limit can be told.
    pub fn on_time(&self) -> Option<bool> {
        Some(self.held? <= self.limit()?)
    }

    /// Calendar days past the limit: of the day held, or of `today` while it is open. 0 in time.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        self.limit().map_or(0, |limit| (self.held.unwrap_or(today) - limit).num_days().max(0))
    }

    /// The limit lateness is judged by: the law's, else what governs.
    pub fn limit(&self) -> Option<NaiveDate> {
        self.legal_due.or(self.due)
    }

    /// The day the review is on or planned for: held, booked, or the day to plan for (projected).
    pub fn date(&self) -> Option<Day> {
        self.held.or(self.booked).map(Day::fact).or(self.plan_by.map(Day::projected))
    }
}

/// The slots of a case, period by period, oldest first; the last one of an open period is the next
/// review. A held review that was judged keeps its judgement.
pub fn timetable(case: &Case, practice: &Practice, calendar: &Calendar, today: NaiveDate) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (index, period) in case.periods.iter().enumerate() {
        let mut held: Vec<usize> = Vec::new();
        let mut open = None;
        for (place, review) in case.reviews.iter().enumerate() {
            if period_of(case, review, today) == Some(index) {
                if review.recorded().is_some() { held.push(place) } else { open = open.or(Some(place)) }
            }
        }
        let mut dates: Vec<NaiveDate> = Vec::new();
        let is_open = period.end.is_none_or(|end| end > today);
        for place in held.into_iter().map(Some).chain(is_open.then_some(open)) {
            let clock = Clock { case, practice, calendar, period, index, earlier: &dates, today };
            if let Some(slot) = clock.slot(place, &mut Working::silent()) {
                dates.extend(slot.held);
                slots.push(slot);
            }
        }
    }
    slots
}

/// The working of a slot's limit: why the review is due when it is.
pub fn explain(
    case: &Case,
    slot: &Slot,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Working {
    let mut working = Working::kept();
    let Some(period) = case.periods.get(slot.period) else { return working };
    let mut dates: Vec<NaiveDate> = case
        .reviews
        .iter()
        .enumerate()
        .filter(|(place, r)| Some(*place) != slot.review && period_of(case, r, today) == Some(slot.period))
        .filter_map(|(_, r)| r.recorded())
        .filter(|d| slot.held.is_none_or(|h| *d <= h))
        .collect();
    dates.sort_unstable();
    dates.truncate(usize::try_from(slot.sequence.saturating_sub(1)).unwrap_or(0));
    let clock = Clock { case, practice, calendar, period, index: slot.period, earlier: &dates, today };
    clock.slot(slot.review, &mut working);
    working
}

/// The judgement to keep with a held review.
pub fn judgement(slot: &Slot, calendar: &Calendar) -> Option<Judged> {
    let due = slot.due?;
    Some(Judged {
        regime: slot.regime.id.clone(),
        legal_due: slot.legal_due.unwrap_or(due),
        due,
        practice: slot.practice.clone(),
        calendar: calendar.id(),
    })
}

/// The period a review belongs to; one with no date yet belongs to the open one.
pub fn period_of(case: &Case, review: &Review, today: NaiveDate) -> Option<usize> {
    match review.day() {
        Some(day) => case.periods.iter().rposition(|p| p.start <= day && p.end.is_none_or(|e| day <= e)),
        None => case.periods.iter().rposition(|p| p.end.is_none_or(|e| e > today)),
    }
}

/// The clock of one review: its period and the recorded dates of the reviews before it.
struct Clock<'a> {
    case: &'a Case,
    practice: &'a Practice,
    calendar: &'a Calendar,
    period: &'a Period,
    index: usize,
    earlier: &'a [NaiveDate],
    today: NaiveDate,
}

impl Clock<'_> {
    fn slot(&self, place: Option<usize>, w: &mut Working) -> Option<Slot> {
        let review = place.and_then(|p| self.case.reviews.get(p));
        let held = review.and_then(Review::recorded);
        let on = held.unwrap_or(self.today.max(self.period.start));
        let regime = self.regime(on)?;
        let governed = self
            .rule(&regime)
            .map(|rule| reckon::rule(rule, self.practice.guidance_binds, self, self.calendar, w))?;
        let judged = review.and_then(|r| r.judged.as_ref()).filter(|_| held.is_some());
        let (legal_due, due, provisional, gap) = match (judged, &governed) {
            (Some(j), _) => (Some(j.legal_due), Some(j.due), false, None),
            (None, Ok(g)) => (g.legal, Some(g.day.date), g.day.provisional, None),
            (None, Err(Gap::Waiting(what) | Gap::Outside(what))) => (None, None, false, Some(what.clone())),
        };
        let previous = self.earlier.last().copied();
        Some(Slot {
            period: self.index,
            sequence: u32::try_from(self.earlier.len()).unwrap_or(0) + 1,
            review: place,
            held,
            booked: review.and_then(|r| r.booked),
            previous,
            opened: previous.unwrap_or(self.period.start),
            legal_due,
            due,
            plan_by: due.map(|d| plan_by(d, self.practice.margin, self.calendar)),
            provisional,
            gap,
            practice: judged.map_or_else(|| self.practice.stamp(), |j| j.practice.clone()),
            regime,
        })
    }

    /// The regime that applies on a day and whose place no other takes; the first one where none does.
    fn regime(&self, on: NaiveDate) -> Option<Arc<Regime>> {
        let judge = Judge {
            case: self.case,
            practice: self.practice,
            on,
            period: Some(self.period),
            slot: None,
            change: None,
        };
        let applying: Vec<&Arc<Regime>> = self
            .practice
            .regimes
            .iter()
            .filter(|r| !r.separate && applies(&r.when, &r.unless, &judge) == Truth::Yes)
            .collect();
        let governing = applying.iter().find(|r| !applying.iter().any(|o| o.replaces.contains(&r.id)));
        governing.copied().or(self.practice.regimes.iter().find(|r| !r.separate)).cloned()
    }

    /// The first, second or later rule: by the reviews held since the day the regime counts from.
    fn rule<'r>(&self, regime: &'r Regime) -> Option<&'r Rule> {
        let anchor = regime.first.own.span.anchors().first().copied()?;
        let since = self.day(anchor).map_or(self.period.start, |d| d.date);
        Some(match self.earlier.iter().filter(|d| **d >= since).count() {
            0 => &regime.first,
            1 => &regime.second,
            _ => &regime.later,
        })
    }
}

impl Anchors for Clock<'_> {
    fn day(&self, anchor: &str) -> Result<Day, Gap> {
        match anchor {
            "previous-review" => self.earlier.last().copied().map(Day::fact),
            other => care_anchor(self.case, self.period, other).map(Day::fact),
        }
        .ok_or_else(|| Gap::Waiting(anchor.to_owned()))
    }
}

/// Days that follow from the period of care alone: its start and end, orders, adoptive and secure
/// placements, remand, short breaks, birthdays.
pub fn care_anchor(case: &Case, period: &Period, anchor: &str) -> Option<NaiveDate> {
    let within = |start: NaiveDate| start >= period.start && period.end.is_none_or(|e| start <= e);
    let order = |codes: &[&str]| {
        case.legal.iter().find(|l| codes.contains(&l.code.as_str()) && within(l.start)).map(|l| l.start)
    };
    let placed = |test: fn(&str) -> bool| {
        case.placements.iter().find(|p| test(&p.code) && within(p.start)).map(|p| p.start)
    };
    match anchor {
        "looked-after" => Some(period.start),
        "ceased" => period.end,
        "notified" => period.notified,
        "allocated" => case.people.iter().rfind(|p| p.role == "iro" && p.end.is_none()).and_then(|p| p.start),
        "placed" => placed(|_| true),
        "authorised-for-adoption" => order(&["E1", "D1"]),
        "placed-for-adoption" => placed(|c| c.starts_with('A')),
        "secure-placed" => placed(|c| c == "K1"),
        "short-break-start" => order(&["V3", "V4"]),
        "remanded" => order(&["J1"]),
        other => {
            let years: i32 = other.strip_prefix("birthday-")?.parse().ok()?;
            super::calendar::add_months(case.child.dob?, years.checked_mul(12)?)
        }
    }
}

/// The last working day on or before the limit, less a margin of working days.
pub fn plan_by(limit: NaiveDate, margin: i32, calendar: &Calendar) -> NaiveDate {
    let day = calendar.working_day_on_or_before(limit);
    if margin == 0 { day } else { calendar.add_working_days(day, -margin).map_or(day, |c| c.date) }
}
