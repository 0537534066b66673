//! What counts as late: a day that stood, recorded or set by law, and has gone by. The run-up of a review
//! with no day waits; a step that could no longer be kept when it was asked for is done at once or let go; one
//! that was missed stays missed on its day, wherever the review goes.

use chrono::NaiveDate;

use super::days::At;
use super::engine::Engine;
use super::place::Place;
use super::standing::never_told;
use crate::model::role::Role;
use crate::rules::anchors::care_anchor;
use crate::rules::due::{Due, Status};
use crate::rules::judge::moved;
use crate::rules::practice::{Basis, Duty};
use crate::rules::reckon;
use crate::rules::slot::Slot;
use crate::rules::slot::plan_by;
use crate::rules::working::{Working, count, long};

/// How deep a chain of steps counted from steps may go.
const DEEPEST: u8 = 12;
/// What is not known of what fell due before the book began.
const BEFORE: &str = "whether it was done before your book began";

impl<'a> Engine<'a> {
    /// Whether an open duty that has a day is late by it, waits, or could never be kept.
    pub(super) fn weigh(&self, due: &mut Due, place: &Place<'a>) {
        let dated =
            matches!(due.status, Status::Overdue | Status::DueToday | Status::DueSoon | Status::Upcoming);
        let unsure = due.status == Status::Unknown && due.due.is_some();
        if due.done_on.is_some() || !(dated || unsure) {
            return;
        }
        let run_up = self.rests_on_day(&due.duty, place, DEEPEST);
        if unsure {
            // Whether it is owed is not known; when it would be waits for the review to have a day.
            let no_day = |s: &Slot| s.held.is_none() && s.booked.is_none() && s.forward.is_none();
            if run_up && place.own_review().is_some_and(no_day) {
                (due.due, due.plan_by, due.days, due.late_days) = (None, None, None, 0);
            }
            return;
        }
        let ahead = due.duty.looks_ahead();
        let open = if run_up { place.own_review() } else { self.follower(place).filter(|_| ahead) };
        if let Some(slot) = open.filter(|s| ahead || s.held.is_none() || s.complete_by.is_some()) {
            if run_up && slot.held.is_none() && slot.booked.is_none() && slot.forward.is_none() {
                due.status = Status::Waiting;
                (due.due, due.plan_by, due.days, due.late_days, due.waiting) = (None, None, None, 0, true);
                "waits for the review to have a day".clone_into(&mut due.reason);
                return;
            }
            // Brought to an earlier day, an essential step that was late is asked for at once.
            let earlier = |missed: &NaiveDate| due.duty.essential && due.due < Some(*missed);
            if let Some(day) = self.missed(due, place, slot, ahead).filter(|missed| !earlier(missed)) {
                due.due = Some(day);
                self.set_status(due, Some(day));
                let stored = slot.review.and_then(|r| self.case.reviews.get(r));
                let what = match (slot.held.filter(|_| ahead), slot.booked.or(slot.forward)) {
                    (Some(_), _) => "the review was held",
                    _ if slot.complete_by.is_some() => "the review was adjourned",
                    (None, Some(_)) if stored.is_some_and(|r| moved(self.case, r).is_none()) => {
                        "the review was booked"
                    }
                    (None, Some(_)) => "the review was moved",
                    (None, None) => "its limit changed",
                };
                due.reason = format!("missed on this day, before {what}");
                return;
            }
        }
        if run_up || ahead {
            self.too_late(due, place, open);
        }
    }

    /// Whether the day of a step follows from that of its review, itself or through steps still to do.
    fn rests_on_day(&self, duty: &Duty, place: &Place<'a>, left: u8) -> bool {
        let Some(rule) = duty.due.as_ref().filter(|_| place.own_review().is_some()) else { return false };
        rule.own.span.anchors().iter().any(|anchor| {
            *anchor == "review-date"
                || left > 0
                    && self.practice.duty(anchor).is_some_and(|other| {
                        self.done_day(anchor, place).is_none() && self.rests_on_day(other, place, left - 1)
                    })
        })
    }

    /// The review after that of a place.
    fn follower(&self, place: &Place<'_>) -> Option<&'a Slot> {
        let slot = place.own_review()?;
        self.reviews().find(|s| s.sequence == slot.sequence + 1)
    }

    /// A day that had gone before it was asked for: an essential step is to be done at once, any other
    /// is let go.
    fn too_late(&self, due: &mut Due, place: &Place<'a>, open: Option<&Slot>) {
        let Some(day) = due.due else { return };
        let Some(why) = self.gone(due, place, open, day) else { return };
        due.late_days = 0;
        let own = self.own_day(due, place).filter(|own| self.gone(due, place, open, *own).is_none());
        if let Some((own, basis)) = own.zip(due.duty.due.as_ref().map(|r| r.own.basis)) {
            (due.due, due.basis) = (Some(own), basis);
            due.plan_by = Some(plan_by(own, self.practice.margin, self.calendar));
            self.set_status(due, Some(own));
            due.reason = format!("{} {why}; the local day stands", long(day));
            return;
        }
        let ahead = open.filter(|_| due.duty.looks_ahead());
        if let Some(before) = ahead.and_then(|slot| self.as_before(due, place, slot)) {
            due.due = Some(before);
            due.plan_by = Some(plan_by(before, self.practice.margin, self.calendar));
            self.set_status(due, Some(before));
            due.reason = format!("{} {why}; the day it had before stands", long(day));
            return;
        }
        let on = |s: &Slot| s.complete_by.map_or(s.date().map(|d| d.date), |by| s.booked.or(Some(by)));
        let review = open.and_then(on).filter(|_| due.duty.essential);
        let Some(review) = review else {
            due.status = Status::NotAchievable;
            due.reason = format!("{} {why}", long(day));
            return;
        };
        due.due = Some(review);
        due.plan_by = Some(plan_by(review, self.practice.margin, self.calendar));
        self.set_status(due, Some(review));
        if due.status != Status::Overdue {
            due.status = Status::Now;
            due.reason = format!("as soon as you can, before {}: {} {why}", long(review), long(day));
        }
    }

    /// The local day of a duty that guidance governs, for where guidance's day can no longer be kept.
    fn own_day(&self, due: &Due, place: &Place<'a>) -> Option<NaiveDate> {
        let rule = due.duty.due.as_ref().filter(|_| due.basis == Basis::Guidance)?;
        rule.over.as_ref()?;
        let at = At { engine: self, place, depth: 0, as_if: None };
        reckon::span(&rule.own.span, &at, self.calendar, &mut Working::silent()).ok().map(|d| d.date)
    }

    /// The day the IRO was told of the child, for a duty of the first review.
    pub(super) fn told(&self, due: &Due) -> Option<NaiveDate> {
        let first = due.duty.owner == Role::Iro && due.review == Some(1);
        care_anchor(self.case, self.period, "allocated", self.today).filter(|_| first)
    }

    /// A step that was done is judged by the day that stood when it was: what was asked for later makes nothing late
    /// that was in time, and what had been missed by then stays missed.
    pub(super) fn as_it_stood(&self, due: &mut Due, place: &Place<'a>) {
        if !matches!(due.status, Status::Done | Status::DoneLate) {
            return;
        }
        let (run_up, ahead) = (self.rests_on_day(&due.duty, place, DEEPEST), due.duty.looks_ahead());
        let slot = if run_up { place.own_review() } else { self.follower(place).filter(|_| ahead) };
        let Some(slot) = slot.filter(|s| !self.settings(s, ahead).is_empty()) else { return };
        let missed = self.missed(due, place, slot, ahead);
        if let Some(day) = missed {
            due.due = Some(day);
            self.set_status(due, Some(day));
        } else if due.status == Status::DoneLate {
            (due.status, due.late_days) = (Status::Done, 0);
            "not late by what was asked when it was done".clone_into(&mut due.reason);
        }
    }

    /// Why a day could never be kept, where it could not.
    fn gone(&self, due: &Due, place: &Place<'_>, open: Option<&Slot>, day: NaiveDate) -> Option<String> {
        let counts_back = due.duty.due.as_ref().is_some_and(|r| r.own.span.counts_back());
        if let Some(opened) = place.opened.filter(|o| counts_back && day <= *o) {
            return Some(format!("is on or before {}, when this could first begin", long(opened)));
        }
        if let Some(told) = self.told(due).filter(|told| day < *told) {
            let wd = self.calendar.working_days_between(self.period.start, told).unwrap_or(0);
            let wd = count(usize::try_from(wd).unwrap_or(0), "working day", "working days");
            return Some(format!("had gone when you were told, on {}, {wd} after care began", long(told)));
        }
        let booked = |s: &Slot| s.review.and_then(|r| self.case.reviews.get(r)?.booked).is_some();
        let set = open.and_then(|s| Some((booked(s), self.settings(s, false).last()?.1)));
        if let Some((booked, made)) = set.filter(|(_, made)| day < *made) {
            let how = if booked { "booked" } else { "brought forward" };
            return Some(format!("had gone when the review was {how} on {}", long(made)));
        }
        let after = open.filter(|s| place.slot.is_some_and(|own| own.sequence < s.sequence));
        if let Some(held) = after.and_then(|s| s.held).filter(|held| day < *held) {
            return Some(format!("had gone when the next review was held on {}", long(held)));
        }
        // What was owed for a review that was held does not look to the limit of the next.
        let ahead = due.duty.looks_ahead() || place.slot.is_some_and(|s| s.held.is_none());
        // A day that was booked before is what made it late, not the limit.
        let review = place.slot.and_then(|s| self.case.reviews.get(s.review?));
        let booked = review.filter(|r| r.booked.is_some()).and_then(|r| r.booked_on);
        let comes = |since: &NaiveDate| ahead && day < *since && booked.is_none_or(|on| on >= *since);
        let since = self.brought_forward(place).filter(comes)?;
        Some(format!("had gone when the limit came forward on {}", long(since)))
    }

    /// What fell due before the book could know of it, or before the practice was in force, is not late: done or
    /// not is to be said. What the law asks for does not wait for a practice.
    pub(super) fn before_book(&self, due: &mut Due) {
        let Some(day) = due.due.filter(|_| due.status == Status::Overdue) else { return };
        let force = self.practice.effective_from.filter(|_| due.basis != Basis::Law);
        let force = force.max(self.practice.owed_from(&due.duty));
        if self.case.known_from.max(force).is_none_or(|since| day >= since) {
            return;
        }
        due.before_book = true;
        if due.turn.is_some() {
            never_told(due);
            return;
        }
        (due.status, due.late_days, due.missing) = (Status::Unknown, 0, vec![BEFORE]);
        due.reason = format!("not recorded: {BEFORE}");
    }
}
