//! A review held or to come: its limit, and what was made of it.

use std::sync::Arc;

use crate::model::ids::ChangeId;
use crate::model::instance::Instance;
use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::Calendar;
use super::practice::Regime;
use super::reckon::Day;

/// A limit by one of the clocks that run for a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Limit {
    /// The regime.
    pub regime: String,
    /// Its last day.
    pub due: NaiveDate,
}

/// A review of a period of care, held or to come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    /// Which period of the case, from 0.
    pub period: usize,
    /// Which review of the period, from 1.
    pub sequence: u32,
    /// How many reviews of the period before those in this book are not in it.
    pub before_book: u32,
    /// Which review of the case it is, where one is stored.
    pub review: Option<usize>,
    /// The clock it is on.
    pub regime: Arc<Regime>,
    /// Its recorded date, once it has taken place.
    pub held: Option<NaiveDate>,
    /// The day booked; of an adjourned review the day it goes on.
    pub booked: Option<NaiveDate>,
    /// The recorded date of the review before it.
    pub previous: Option<NaiveDate>,
    /// The day from which it could be prepared: the previous review, else the start of care.
    pub opened: NaiveDate,
    /// Last day the law allows.
    pub legal_due: Option<NaiveDate>,
    /// Last day that governs: where a change brought the review forward, no later than that.
    pub due: Option<NaiveDate>,
    /// Every clock that runs for it, the earliest limit first: that one governs.
    pub clocks: Vec<Limit>,
    /// The day a change brought it forward to, while it is still to come.
    pub forward: Option<NaiveDate>,
    /// The day on which a change that is not answered yet takes effect, before which it must be held.
    pub takes_effect: Option<NaiveDate>,
    /// A change that is not answered, before which it must be held, and of which nobody said when it takes effect.
    pub undated: Option<ChangeId>,
    /// It stands adjourned and is not completed: its last day for that.
    pub complete_by: Option<NaiveDate>,
    /// The review before it stands adjourned: its limit is projected, and it is neither booked nor prepared yet.
    pub projected: bool,
    /// The day care ended while it was past its limit: it was owed, was never held, and is no next step.
    pub lapsed: Option<NaiveDate>,
    /// The working day to plan for: on or before the last day it can be held or completed, less the
    /// practice's margin.
    pub plan_by: Option<NaiveDate>,
    /// The limit rests on expected bank holidays.
    pub provisional: bool,
    /// Why there is no limit.
    pub gap: Option<String>,
    /// The reviews before it, if there were any, are not told: it has no number, and no limit but a supposed one.
    pub untold: bool,
    /// Which review of the period it is is known: none before it is untold.
    pub numbered: bool,
    /// What its limit supposes of reviews that nobody told of, as a part of a sentence.
    pub supposed: Option<&'static str>,
    /// Practice and version that judged it.
    pub practice: String,
}

impl Slot {
    /// Whether it was held within the legal limit (or the governing one where law sets none);
    /// `None` until it is held, or where no limit can be told for certain.
    pub(crate) fn on_time(&self) -> Option<bool> {
        self.held.filter(|_| self.supposed.is_none()).zip(self.limit()).map(|(held, limit)| held <= limit)
    }

    /// Calendar days past the limit: of the day held, or the day care ended, or of `today` while it is open. 0 in time.
    pub(crate) fn days_late(&self, today: NaiveDate) -> i64 {
        self.limit().map_or(0, |limit| (self.held.or(self.lapsed).unwrap_or(today) - limit).num_days().max(0))
    }

    /// Calendar days from its last day to the day an open review is booked for; 0 within it.
    pub(crate) fn booked_days_late(&self) -> i64 {
        let open = self.booked.filter(|_| self.is_next());
        open.zip(self.last_day()).map_or(0, |(day, last)| (day - last).num_days().max(0))
    }

    /// Whether it is the review to hold next, or to complete.
    pub(crate) fn is_next(&self) -> bool {
        self.complete_by.is_some() || self.held.is_none() && !self.projected && self.lapsed.is_none()
    }

    /// The last day that needs nobody's approval: by the clocks alone, whatever a change asks.
    pub(crate) fn approval_limit(&self) -> Option<NaiveDate> {
        let moved = self.forward.is_some() && self.forward == self.due;
        self.complete_by.or(if moved { self.legal_due } else { self.due })
    }

    /// The last day on which it can be held, or completed once it stands adjourned; a change that brought it
    /// forward counts for both, and so does one that takes effect, while it is not answered.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        let limit = self.complete_by.or(self.due);
        [limit, self.forward, self.takes_effect].into_iter().flatten().min()
    }

    /// The limit lateness is judged by: the law's, else what governs.
    pub(crate) fn limit(&self) -> Option<NaiveDate> {
        self.legal_due.or(self.due)
    }

    /// The separate clock it is on; `None` for the child's own reviews.
    pub(crate) fn clock(&self) -> Option<&str> {
        self.regime.separate.then_some(self.regime.id.as_str())
    }

    /// What the slot is called among dues: `review:3`, `secure-criteria:1`.
    pub(crate) fn instance(&self) -> Instance {
        match self.clock() {
            Some(clock) => Instance::Clock(clock.to_owned(), self.sequence),
            None => Instance::Review(self.sequence),
        }
    }

    /// What people call it: `Review 3`, `Secure criteria review 1`; `Review` where its number is not known.
    pub(crate) fn name(&self) -> String {
        let what = if self.regime.separate { self.regime.title.as_str() } else { "Review" };
        self.number().map_or_else(|| what.to_owned(), |n| format!("{what} {n}"))
    }

    /// Which review of the period it is, where that is known.
    pub(crate) fn number(&self) -> Option<u32> {
        self.numbered.then_some(self.sequence)
    }

    /// The day the review is on or planned for: held, booked, or the day to plan for (projected).
    pub(crate) fn date(&self) -> Option<Day> {
        self.held.or(self.booked).map(Day::fact).or(self.plan_by.map(Day::projected))
    }
}

/// The last working day on or before the limit, less a margin of working days.
pub(crate) fn plan_by(limit: NaiveDate, margin: i32, calendar: &Calendar) -> NaiveDate {
    let day = calendar.working_day_on_or_before(limit);
    if margin == 0 { day } else { calendar.add_working_days(day, -margin).map_or(day, |c| c.date) }
}
