//! The days a place's duties count from.

use chrono::NaiveDate;

use super::engine::Engine;
use super::place::Place;
use crate::model::change::Change;
use crate::model::review::Review;
use crate::model::role::Role;
use crate::rules::anchors::care_anchor;
use crate::rules::judge::moved;
use crate::rules::reckon::{self, Anchors, Day, Gap};
use crate::rules::working::Working;

/// How deep a chain of duties counted from duties may go.
const DEEPEST: u8 = 24;

/// The days a place's duties count from.
pub(super) struct At<'e, 'a> {
    pub(super) engine: &'e Engine<'a>,
    pub(super) place: &'e Place<'a>,
    pub(super) depth: u8,
    /// One review, by its sequence, taken as set for a day.
    pub(super) as_if: Option<(u32, NaiveDate)>,
}

impl At<'_, '_> {
    /// A day that is recorded, not projected: what `done-by` takes for done.
    pub(super) fn fact(&self, anchor: &str) -> Option<NaiveDate> {
        if anchor == "allocated" {
            // A change of IRO is over with the one who came after it.
            let since = self.place.change.map_or(self.engine.period.start, |change| change.date);
            let iros = self.engine.case.in_role(Role::Iro);
            return iros.filter_map(|p| p.start).filter(|s| *s >= since).min();
        }
        self.day(anchor).ok().filter(|d| !d.projected).map(|d| d.date)
    }

    fn as_if(&self, sequence: u32) -> Option<NaiveDate> {
        self.as_if.filter(|(of, _)| *of == sequence).map(|(_, day)| day)
    }

    fn review(&self) -> Option<&Review> {
        self.engine.case.reviews.get(self.place.slot?.review?)
    }

    /// The first review held, or completed, since a change that brought it forward.
    fn early_review(&self, change: &Change) -> Option<NaiveDate> {
        change.forward_to()?;
        let own = self.engine.case.reviews.iter().filter(|r| r.clock.is_none());
        own.flat_map(|r| [r.recorded(), r.completed]).flatten().filter(|day| *day >= change.date).min()
    }

    fn of_slot(&self, anchor: &str) -> Option<Option<Day>> {
        let slot = self.place.slot?;
        let fact = |d: Option<NaiveDate>| d.map(Day::fact);
        Some(match anchor {
            "review-due" => slot.due.map(|d| Day { provisional: slot.provisional, ..Day::fact(d) }),
            "review-scheduled" => fact(self.review().and_then(|r| r.scheduled.or(r.booked).or(r.held))),
            "review-booked" => fact(self.review().and_then(arranged)),
            "review-moved" => fact(self.review().and_then(|r| moved(self.engine.case, r))),
            "review-date" => self.as_if(slot.sequence).map(Day::fact).or(slot.date()),
            "review-held" => fact(slot.held),
            "review-completed" => fact(self.review().and_then(Review::completion)),
            "previous-review" => fact(slot.previous),
            "decisions-sent" => fact(self.review().and_then(|r| r.decisions_sent)),
            "decisions-received" => fact(self.review().and_then(|r| r.decisions_received)),
            "next-review" => {
                let next = self.engine.reviews().find(|s| s.sequence == slot.sequence + 1);
                next.and_then(|n| {
                    fact(self.as_if(n.sequence).or(n.held).or(n.booked)).or(n.due.map(Day::projected))
                })
            }
            _ => return None,
        })
    }

    fn of_duty(&self, id: &str) -> Option<Result<Day, Gap>> {
        let engine = self.engine;
        let duty = engine.practice.duty(id)?;
        let waiting = || Gap::Waiting(id.to_owned());
        if self.depth >= DEEPEST {
            return Some(Err(waiting()));
        }
        let elsewhere = if self.place.fits(duty.scope) {
            None
        } else {
            engine.places.iter().find(|p| p.scope == duty.scope)
        };
        if elsewhere.is_none() && !self.place.fits(duty.scope) {
            return Some(Err(waiting()));
        }
        let at =
            At { engine, place: elsewhere.unwrap_or(self.place), depth: self.depth + 1, as_if: self.as_if };
        let done = engine.recorded(duty, at.place).map(|d| d.date);
        let done = done.or_else(|| duty.done_by.as_deref().and_then(|a| at.fact(a)));
        if let Some(day) = done {
            return Some(Ok(Day::fact(day)));
        }
        let rule = duty.due.as_ref()?;
        let binds = engine.practice.guidance_binds;
        Some(
            reckon::rule(rule, binds, &at, engine.calendar, &mut Working::silent())
                .map(|g| Day { projected: true, ..g.day }),
        )
    }
}

/// The day a review was given day, time and venue.
fn arranged(review: &Review) -> Option<NaiveDate> {
    review.booked_on.filter(|_| review.at.is_some() && !review.venue.trim().is_empty())
}

impl Anchors for At<'_, '_> {
    fn day(&self, anchor: &str) -> Result<Day, Gap> {
        let case = self.engine.case;
        if let Some(day) = self.of_slot(anchor) {
            return day.ok_or_else(|| Gap::Waiting(anchor.to_owned()));
        }
        if let Some(day) = self.of_duty(anchor) {
            return day;
        }
        let fact = match anchor {
            "placed" if self.place.placement.is_some() => self.place.placement.map(|p| p.start),
            "placement-ended" => self.place.placement.and_then(|p| p.end),
            "change-notified" => self.place.change.map(|c| c.date),
            "change-answered" => self.place.change.and_then(|c| c.response.as_ref()).map(|r| r.date),
            "change-effective" => self.place.change.and_then(|c| c.effective),
            "brought-forward" => self.place.change.and_then(|c| c.forward_to()),
            "early-review-held" => self.place.change.and_then(|c| self.early_review(c)),
            "early-review-declined" => self.place.change.and_then(|c| c.declined_on()),
            "escalation-raised" => self.place.escalation.map(|e| e.raised),
            event if self.engine.practice.event(event).is_some() => match self.place.change {
                Some(change) if change.event == event => Some(change.date),
                _ => case.changes.iter().filter(|c| c.event == event).map(|c| c.date).max(),
            },
            other => care_anchor(case, self.engine.period, other, self.place.on),
        };
        fact.map(Day::fact).ok_or_else(|| Gap::Waiting(anchor.to_owned()))
    }
}
