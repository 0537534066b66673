//! When each review is due: one slot for every review held in a period of care, and one for the next.
//!
//! Regulation 33 of the Care Planning, Placement and Case Review (England) Regulations 2010 and the
//! practice laid over it. A review belongs to the period that holds its recorded date; on a day that
//! two periods share, to the later one. Intervals run from the recorded date of the review before.

use std::sync::Arc;

use chrono::NaiveDate;

use super::anchors::{care_ends, first_stay, was_the_last};
use super::calendar::Calendar;
use super::course::Clock;
use super::periods::{of_breaks, period_of};
use super::practice::{Practice, Regime};
use super::slot::Slot;
use super::working::Working;
use crate::model::Case;
use crate::model::review::Judged;

/// The slots of a case, period by period, oldest first: the child's own reviews, the last of an open
/// period being the next, of one that ended one that lapsed with it; then those of each separate clock. A held review that was judged keeps its
/// judgement.
pub(crate) fn timetable(
    case: &Case,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut series: Vec<NaiveDate> = Vec::new();
    for index in 0..case.periods.len() {
        let sheet = Sheet { case, practice, calendar, today, index };
        if !sheet.goes_on_from_the_period_before() {
            series.clear();
        }
        sheet.clock(None, &mut series, &mut slots);
        for regime in practice.regimes.iter().filter(|r| r.separate) {
            sheet.clock(Some(regime), &mut Vec::new(), &mut slots);
        }
    }
    slots
}

/// The working of a slot's limit: why the review is due when it is.
pub(crate) fn explain(
    case: &Case,
    slot: &Slot,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Working {
    let mut working = Working::kept();
    let Some(period) = case.periods.get(slot.period) else { return working };
    let separate = slot.regime.separate.then_some(&slot.regime);
    let same = |s: &&Slot| s.regime.separate == slot.regime.separate && s.clock() == slot.clock();
    let all = timetable(case, practice, calendar, today);
    let before =
        all.iter().filter(same).take_while(|s| !(s.period == slot.period && s.sequence == slot.sequence));
    let mut earlier: Vec<NaiveDate> = before.filter_map(|s| s.held).collect();
    let missing = slot.before_book;
    let wanted = usize::try_from(slot.sequence.saturating_sub(1 + missing)).unwrap_or(0);
    earlier.drain(..earlier.len().saturating_sub(wanted));
    let index = slot.period;
    let lost = !slot.numbered && !slot.untold;
    let clock =
        Clock { case, practice, calendar, period, index, earlier: &earlier, separate, today, missing, lost };
    clock.settled(slot.review, &mut working);
    working
}

/// The judgement to keep with a held review.
pub(crate) fn judgement(slot: &Slot, calendar: &Calendar) -> Option<Judged> {
    let due = slot.due.filter(|_| slot.supposed.is_none())?;
    Some(Judged {
        regime: slot.regime.id.clone(),
        legal_due: slot.legal_due.unwrap_or(due),
        due,
        practice: slot.practice.clone(),
        calendar: calendar.id(),
    })
}

/// What the clocks of one period of care are read from.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    case: &'a Case,
    practice: &'a Practice,
    calendar: &'a Calendar,
    today: NaiveDate,
    index: usize,
}

/// Why a child has no review to come.
pub(crate) fn why_none(case: &Case, today: NaiveDate) -> &'static str {
    let in_care = case.periods.last().is_some_and(|p| care_ends(case, p).is_none_or(|end| end > today));
    if in_care { "the last review before the 18th birthday was held" } else { "the child is not in care" }
}

impl<'a> Sheet<'a> {
    /// Whether the review before a slot was the last before the 18th birthday, and nobody has booked another or asked for one.
    fn was_the_last(&self, slot: &Slot) -> bool {
        let asked = slot.held.or(slot.booked).or(slot.forward).or(slot.takes_effect).or(slot.complete_by);
        let asked = asked.is_some() || slot.undated.is_some() || slot.lapsed.is_some() || slot.untold;
        !asked && slot.previous.is_some_and(|held| was_the_last(self.case, held))
    }

    /// Short breaks are one series over many stays: their clock does not begin again with each.
    fn goes_on_from_the_period_before(&self) -> bool {
        self.index.checked_sub(1).is_some_and(|before| {
            let starts = [before, self.index].map(|i| self.case.periods.get(i).map(|p| p.start));
            let series = |start: Option<NaiveDate>| start.and_then(|s| first_stay(self.case, s));
            of_breaks(self.case, before)
                && of_breaks(self.case, self.index)
                && starts.map(series).windows(2).all(|w| w.first() == w.last())
        })
    }

    fn goes_on_in_the_next_period(&self) -> bool {
        let index = self.index + 1;
        self.case.periods.get(index).is_some() && Sheet { index, ..*self }.goes_on_from_the_period_before()
    }

    /// The slots of one clock: the child's own reviews, or those of a separate regime.
    fn clock(&self, separate: Option<&'a Arc<Regime>>, dates: &mut Vec<NaiveDate>, slots: &mut Vec<Slot>) {
        let Some(period) = self.case.periods.get(self.index) else { return };
        let id = separate.map(|r| r.id.as_str());
        let mut held: Vec<usize> = Vec::new();
        let mut open = None;
        for (place, review) in self.case.reviews.iter().enumerate() {
            if review.clock.as_deref() == id && period_of(self.case, review, self.today) == Some(self.index) {
                if review.recorded().is_some() { held.push(place) } else { open = open.or(Some(place)) }
            }
        }
        let (case, practice, calendar, today) = (self.case, self.practice, self.calendar, self.today);
        let index = self.index;
        let (mut missing, mut lost) = (0, false);
        let running = care_ends(case, period).is_none_or(|end| end > today)
            && separate.is_none_or(|r| r.applies(case, practice, period, today.max(period.start)));
        let next = running || separate.is_none() && !self.goes_on_in_the_next_period();
        for place in held.into_iter().map(Some).chain(next.then_some(open)) {
            let number = place.and_then(|p| case.reviews.get(p)?.number);
            let counted = u32::try_from(dates.len()).unwrap_or(0) + 1;
            missing = number.map_or(missing, |n| n.saturating_sub(counted));
            lost &= number.is_none();
            let earlier = dates.as_slice();
            let clock =
                Clock { case, practice, calendar, period, index, earlier, separate, today, missing, lost };
            let slot = clock.settled(place, &mut Working::silent());
            // Once care has ended, of what was not held only a review that was due in care is told.
            if let Some(slot) = slot.filter(|s| running || s.held.is_some() || s.lapsed.is_some()) {
                if separate.is_none() && self.was_the_last(&slot) {
                    continue;
                }
                lost |= slot.untold;
                dates.extend(slot.held);
                slots.push(slot);
            }
        }
    }
}
