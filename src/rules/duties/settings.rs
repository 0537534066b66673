//! The days a review was set for, one after the other, and what was missed while it was.

use chrono::NaiveDate;

use super::days::At;
use super::engine::Engine;
use super::place::Place;
use crate::rules::due::Due;
use crate::rules::known::as_known;
use crate::rules::reckon::{self, Anchors};
use crate::rules::slot::Slot;
use crate::rules::timetable::timetable;
use crate::rules::working::Working;

/// A day a review was set for, and the day from which it was.
type Setting = (NaiveDate, NaiveDate);

impl<'a> Engine<'a> {
    /// The days a review was set for, in order; the last is the one that stands. What looks ahead to it went by its
    /// limit before that, and the day it was held is the last.
    pub(super) fn settings(&self, slot: &Slot, ahead: bool) -> Vec<Setting> {
        let mut all = if ahead { self.limits(slot) } else { Vec::new() };
        let review = slot.review.and_then(|r| self.case.reviews.get(r));
        if let Some((review, day)) = review.and_then(|r| Some((r, r.booked?))) {
            let made = review.booked_on.unwrap_or(NaiveDate::MIN);
            let before = self.case.bookings.iter().filter(|b| b.review == review.id && b.made <= made);
            let mut set: Vec<Setting> = before.map(|b| (b.day, b.made)).collect();
            set.sort_by_key(|(_, made)| *made);
            set.push((day, made));
            // A review that stands adjourned was prepared for the day it began, not for that of its rest.
            if let Some(began) = slot.held.filter(|_| !ahead && slot.complete_by.is_some()) {
                set.retain(|(day, made)| *made < began || *day <= began);
                let last =
                    set.iter().rposition(|(day, made)| *day == began && Some(*made) <= review.adjourned);
                set.truncate(last.map_or(set.len(), |last| last + 1));
            }
            // Of the days set on one day the last was meant.
            set.reverse();
            set.dedup_by_key(|(_, made)| *made);
            all.extend(set.into_iter().rev());
        }
        if let Some(day) = slot.forward {
            let by = self.case.changes.iter().rfind(|c| c.forward_to() == Some(day));
            let told = by.and_then(|c| c.response.as_ref()).map(|r| r.date);
            let booked = review.filter(|r| r.booked.is_some()).and_then(|r| r.booked_on);
            all.extend(
                told.filter(|told| booked.is_none_or(|booked| booked < *told)).map(|told| (day, told)),
            );
        }
        // The day it was held is the last, though it was adjourned and its rest has a day of its own.
        if let Some(held) = slot.held.filter(|_| ahead) {
            all.retain(|(_, made)| *made <= held);
            all.push((held, held));
        }
        all
    }

    /// The limits a review had, each from the day of the order or placement that made it so, or that it was known.
    pub(super) fn limits(&self, slot: &Slot) -> Vec<Setting> {
        let until = slot.held.unwrap_or(self.today);
        let legal = self.case.legal.iter().flat_map(|l| [l.known.max(Some(l.start)), l.end]);
        let placed = self.case.placements.iter().flat_map(|p| [p.known.max(Some(p.start)), p.end]);
        let p = self.period;
        let typed = [p.authorised.map(|day| day.max(p.authority_known.unwrap_or(day))), p.authority_ended];
        let turned = legal.chain(placed).chain(typed).flatten();
        let mut turned: Vec<NaiveDate> = turned.filter(|day| slot.opened < *day && *day <= until).collect();
        turned.sort_unstable();
        turned.dedup();
        let mut from = NaiveDate::MIN;
        let mut all: Vec<Setting> = Vec::new();
        for day in turned {
            all.extend(day.pred_opt().and_then(|on| self.limit_on(slot, on)).map(|limit| (limit, from)));
            from = day;
        }
        all.extend(slot.limit().map(|limit| (limit, from)));
        all.dedup_by_key(|(limit, _)| *limit);
        all
    }

    /// The limit a review had as things stood on a day before it was held.
    fn limit_on(&self, slot: &Slot, on: NaiveDate) -> Option<NaiveDate> {
        let mut case = as_known(self.case, on);
        if let Some(review) = slot.review.and_then(|r| case.reviews.get_mut(r)) {
            (review.held, review.adjourned, review.judged) = (None, None, None);
        }
        let slots = timetable(&case, self.practice, self.calendar, on);
        let same = |s: &&Slot| !s.regime.separate && (s.period, s.sequence) == (slot.period, slot.sequence);
        slots.iter().find(same)?.limit()
    }

    /// The day on which a step was missed while the review was set for another day, or before it was done. What begins
    /// anew with a move was asked for by no day before it.
    pub(super) fn missed(&self, due: &Due, place: &Place<'a>, slot: &Slot, ahead: bool) -> Option<NaiveDate> {
        due.duty.due.as_ref().filter(|r| !r.own.span.recurs())?;
        let at = At { engine: self, place, depth: 0, as_if: None };
        let anew = due.duty.anew.as_deref().and_then(|anchor| at.day(anchor).ok()).map(|d| d.date);
        let opened = place.opened.max(anew).max(self.told(due));
        let settings = self.settings(slot, ahead);
        let moved = settings.iter().skip(1).map(|(_, made)| Some(*made)).chain([due.done_on]);
        let steps = self.steps(due, place, slot, &settings);
        let missed = steps.into_iter().zip(moved).filter_map(|(step, moved)| {
            let until = moved?.min(due.done_on.unwrap_or(NaiveDate::MAX));
            step.filter(|step| *step < until && opened <= Some(*step))
        });
        missed.min()
    }

    /// The day that a step which looks ahead had before the review was set for an earlier day, where it stands: see
    /// [`Engine::steps`].
    pub(super) fn as_before(&self, due: &Due, place: &Place<'a>, slot: &Slot) -> Option<NaiveDate> {
        self.steps(due, place, slot, &self.settings(slot, true)).pop()?
    }

    /// The day of a step while the review was set for each of its days; none while it had gone when that was set. What
    /// looks ahead keeps the day before then, where that can still be kept and comes before the review.
    fn steps(
        &self,
        due: &Due,
        place: &Place<'a>,
        slot: &Slot,
        settings: &[Setting],
    ) -> Vec<Option<NaiveDate>> {
        let mut stands: Option<NaiveDate> = None;
        let step = |(day, made): &Setting| {
            let own = self.day_if(due, place, slot, *day).filter(|step| step >= made);
            let kept = stands.filter(|step| due.duty.looks_ahead() && made <= step && step < day);
            stands = own.or(kept);
            stands
        };
        settings.iter().map(step).collect()
    }

    /// The day of a step if the review were on a day.
    fn day_if(&self, due: &Due, place: &Place<'a>, slot: &Slot, day: NaiveDate) -> Option<NaiveDate> {
        let rule = due.duty.due.as_ref()?;
        let at = At { engine: self, place, depth: 0, as_if: Some((slot.sequence, day)) };
        let binds = self.practice.guidance_binds;
        let reckoned = reckon::rule(rule, binds, &at, self.calendar, &mut Working::silent());
        reckoned.ok().map(|governing| governing.day.date)
    }
}
