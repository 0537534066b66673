//! Where a duty stands: its status, whether it could ever be kept, whether its moment has gone.

use chrono::NaiveDate;

use super::days::At;
use super::engine::Engine;
use super::place::Place;
use crate::rules::condition::Condition;
use crate::rules::due::{Due, Status};
use crate::rules::practice::Duty;
use crate::rules::practice::waits_for;
use crate::rules::reckon;
use crate::rules::slot::Slot;
use crate::rules::working::{Working, long};

impl Engine<'_> {
    pub(super) fn set_status(&self, due: &mut Due, day: Option<NaiveDate>) {
        due.days = day.and_then(|d| self.calendar.working_days_between(self.today, d));
        due.status = match (due.done_on, day) {
            (Some(done), Some(day)) if done > day => {
                due.late_days = (done - day).num_days();
                Status::DoneLate
            }
            (Some(_), _) => Status::Done,
            (None, None) if due.duty.due.is_none() => Status::Upcoming,
            (None, None) => Status::Waiting,
            (None, Some(day)) if day < self.today => {
                due.late_days = (self.today - day).num_days();
                Status::Overdue
            }
            (None, Some(day)) if day == self.today => Status::DueToday,
            (None, Some(_)) if due.days.is_some_and(|d| d <= self.practice.soon) => Status::DueSoon,
            (None, Some(_)) => Status::Upcoming,
        };
    }

    /// Where silence means something, the day gone by without an answer is the answer.
    pub(super) fn silent(&self, due: &mut Due) {
        let Some(meaning) = due.duty.if_silent.clone().filter(|_| due.done_on.is_none()) else { return };
        if let Some(day) = due.due.filter(|day| *day < self.today) {
            due.done_on = Some(day);
            due.reason = format!("no answer by {}: {meaning}", long(day));
        }
    }

    /// What a duty is about has not come to pass: there is nothing to do yet, and nobody is late with it; nor is there
    /// once the review was held without it.
    pub(super) fn unopened(&self, due: &mut Due, place: &Place<'_>, at: &At<'_, '_>) {
        let Some(span) = &due.duty.opens else { return };
        let day = reckon::span(span, at, self.calendar, &mut Working::silent());
        let dated = due.due.is_some() && due.status != Status::NotApplicable;
        if !dated || !day.is_ok_and(|day| day.projected) {
            return;
        }
        let anchor = span.first_anchor().unwrap_or_default();
        let over = place.slot.is_some_and(|s| s.held.is_some() && s.complete_by.is_none());
        due.status = if over { Status::NotApplicable } else { Status::Waiting };
        (due.due, due.plan_by, due.days, due.late_days) = (None, None, None, 0);
        due.reason = waits_for(anchor);
    }

    /// What an event asked for and was done stays in the record once the event is over.
    pub(super) fn was_done(&self, duty: &Duty, at: &At<'_, '_>) -> bool {
        let event = at.place.change.map(|change| change.event.as_str());
        let asked = |c: &Condition| matches!(c, Condition::Open(of) if Some(of.as_str()) == event);
        duty.when.iter().any(asked) && duty.done_by.as_deref().and_then(|a| at.fact(a)).is_some()
    }

    /// The day something recorded brought the limit of a review forward, after the review could be prepared.
    pub(super) fn brought_forward(&self, place: &Place<'_>) -> Option<NaiveDate> {
        let slot = place.slot?;
        let open = match slot.held {
            None => Some(slot),
            Some(_) => self.reviews().find(|s| s.sequence == slot.sequence + 1),
        };
        let open = open.filter(|s| s.held.is_none())?;
        let since = self.limits(open).last().map(|(_, since)| *since);
        since.filter(|since| *since > open.opened)
    }

    /// A run-up duty whose review has been held, or a duty of a review before the last one held. What a review
    /// was adjourned for is owed until it is completed.
    pub(super) fn is_past(&self, duty: &Duty, place: &Place<'_>) -> bool {
        let Some(slot) = place.slot.filter(|s| s.complete_by.is_none()) else { return false };
        let run_up =
            duty.due.as_ref().is_some_and(|r| r.own.span.counts_back() || r.own.span.names("review-date"));
        slot.held.is_some() && (run_up || self.is_followed(slot) || duty.due.is_none())
    }

    /// Whether every duty of a place is of the past.
    pub(super) fn is_behind(&self, place: &Place<'_>) -> bool {
        let over = |slot: &&Slot| slot.held.is_some() && slot.complete_by.is_none();
        place.slot.filter(over).is_some_and(|slot| self.is_followed(slot))
    }

    /// Whether a later review of the period has been held.
    fn is_followed(&self, slot: &Slot) -> bool {
        self.reviews().any(|s| s.sequence > slot.sequence && s.held.is_some())
    }

    /// Whether an imported subject's duty fell due before the book knew of it. A recurring one is unknown
    /// instead, since nobody said when it was last done; and so is one that looks to the review to come,
    /// such as its mid-point: skipped, the child would wait for half a year.
    pub(super) fn untracked(&self, due: &mut Due) -> bool {
        let Some(since) = self.case.child.imported_on else { return false };
        if due.due.is_none_or(|d| d >= since) {
            return false;
        }
        if due.turn.is_some() && due.status != Status::NotApplicable {
            never_told(due);
            return false;
        }
        if !due.duty.looks_ahead() || due.past {
            return true;
        }
        (due.status, due.late_days, due.missing) = (Status::Unknown, 0, vec![UNTOLD]);
        due.reason = format!("not recorded: {UNTOLD}");
        false
    }

    /// An imported review so old that nothing about it could still be owed: the return brings its day
    /// and how the child took part, nothing else. The last one held is not history yet.
    pub(super) fn is_history(&self, place: &Place<'_>) -> bool {
        let Some(slot) = place.slot.filter(|_| place.imported) else { return false };
        let long_ago = self.case.child.imported_on.map(|d| d - chrono::Days::new(60));
        self.is_followed(slot) && slot.held.zip(long_ago).is_some_and(|(held, then)| held < then)
    }
}

/// What is not known of a duty that fell due before the child came with a return.
pub(crate) const UNTOLD: &str = "whether it was done before the child came here";

/// Nobody said when a recurring duty was last done: that is a fact to fill in, not lateness.
pub(super) fn never_told(due: &mut Due) {
    due.status = Status::Unknown;
    (due.due, due.plan_by, due.days, due.late_days) = (None, None, None, 0);
    due.missing = vec!["when it was last done"];
    "not recorded: when it was last done".clone_into(&mut due.reason);
}
