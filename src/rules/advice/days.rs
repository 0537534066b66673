//! Which day for a review: four questions in their order, and the days that come of them, best first.
//!
//! May it be that day at all? Is it within the limit, with room to move it? Is there time for what a review is
//! not ready without? Does it suit the child, the family and the week? A day is weighed by the next question only
//! where the one before leaves two alike. What a day needs before it may be taken is house, as is the room.

use chrono::{Days, NaiveDate};

use super::ask::{Ask, Mark};
use super::order::{self, Order};
use super::weigh::weigh;
use super::why::{Also, also, sentence};
use crate::model::Case;
use crate::model::child::Source;
use crate::model::ids::ChildId;
use crate::model::review::Review;
use crate::rules::reason::{Lost, Reason};
use crate::rules::timetable::timetable;

/// How far past a limit that has gone days are still offered, in working days.
const OVERRUN: i32 = 20;

/// A day for a review.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// The day.
    pub date: NaiveDate,
    /// What speaks for and against it, question by question.
    pub reasons: Vec<Reason>,
    /// Where it stands among the others.
    pub order: Order,
    /// Whether it stands out among those past the limit.
    pub mark: Option<Mark>,
    /// It is the first that leaves time for child, social worker and report.
    pub earliest_prepared: bool,
    /// What can be done beside taking a day, where little time is left.
    pub also: Vec<Also>,
    /// The limit of the review after it, were this one held then.
    pub next_due: Option<NaiveDate>,
    /// Half-way to that.
    pub midpoint: Option<NaiveDate>,
}

impl Candidate {
    /// Whether it may be taken as any other; otherwise it is there because nothing else is left.
    pub(crate) fn allowed(&self) -> bool {
        self.reasons.iter().all(|r| r.bar() == 0)
    }

    /// The steps a review is not ready without that it leaves too little time for.
    pub(crate) fn missed(&self) -> impl Iterator<Item = &Lost> {
        order::missed(&self.reasons)
    }

    /// Whether it is after the limit.
    pub(crate) fn is_late(&self) -> bool {
        self.reasons.iter().any(|r| matches!(r, Reason::AfterLimit { .. }))
    }

    /// Why this day, in a sentence; `name` says who a child is.
    pub(crate) fn why(&self, name: &dyn Fn(ChildId) -> String) -> String {
        sentence(self.date, &self.reasons, self.mark, name)
    }
}

/// The days there are, best first: where some may be taken only those, otherwise what is left.
pub(crate) fn candidates(ask: &Ask<'_>) -> Vec<Candidate> {
    let (mut implied, beside) = (Implied::new(ask), also(ask));
    let mut all: Vec<Candidate> = ranked(ask)
        .into_iter()
        .map(|(order, date, reasons)| {
            let next_due = implied.next_due(date);
            let half = |next: NaiveDate| Days::new((next - date).num_days().max(0).unsigned_abs() / 2);
            Candidate {
                date,
                reasons,
                order,
                mark: None,
                earliest_prepared: false,
                also: beside.clone(),
                next_due,
                midpoint: next_due.map(|next| date + half(next)),
            }
        })
        .collect();
    let ready = ask.ready_from();
    if let Some(first) = all.iter_mut().filter(|c| c.date >= ready).min_by_key(|c| c.date) {
        first.earliest_prepared = true;
    }
    let earliest = all.first().map(|c| c.date);
    for day in &mut all {
        day.mark = match ask.mark(day.date) {
            Some(Mark::Earliest) if earliest != Some(day.date) => None,
            Some(_) if day.earliest_prepared => Some(Mark::Prepared),
            mark => mark,
        };
    }
    all
}

/// The best day there is.
pub(crate) fn best(ask: &Ask<'_>) -> Option<NaiveDate> {
    ranked(ask).first().map(|(_, date, _)| *date)
}

fn ranked(ask: &Ask<'_>) -> Vec<(Order, NaiveDate, Vec<Reason>)> {
    let judged = window(ask).into_iter().map(|date| (date, weigh(ask, date)));
    let left = what_is_left(judged.collect());
    let roomy = left.iter().any(|(_, reasons)| Order::has_room(reasons));
    let order = |date, reasons: &[Reason]| Order::of(date, reasons, ask.wanted(), roomy);
    let mut all: Vec<_> =
        left.into_iter().map(|(date, reasons)| (order(date, &reasons), date, reasons)).collect();
    all.sort_by_key(|(order, ..)| *order);
    all
}

/// Where some days may be taken, those; otherwise the working days, and where there is none of them all.
pub(crate) fn what_is_left(all: Vec<(NaiveDate, Vec<Reason>)>) -> Vec<(NaiveDate, Vec<Reason>)> {
    let bar = |reasons: &[Reason]| reasons.iter().map(Reason::bar).max().unwrap_or(0);
    let day_off = Reason::DayOff(String::new()).bar();
    let mildest = all.iter().map(|(_, reasons)| bar(reasons)).min().unwrap_or(0);
    let most = if mildest == 0 || mildest == day_off { mildest } else { day_off - 1 };
    all.into_iter().filter(|(_, reasons)| bar(reasons) <= most).collect()
}

/// The days a review may be put on: to the last it can be; past the limit, or where there is none, the next working
/// days; never after the last day in care.
pub(crate) fn window(ask: &Ask<'_>) -> Vec<NaiveDate> {
    let first = ask.first();
    let ahead = || ask.calendar.add_working_days(first, OVERRUN).map_or(first, |c| c.date);
    let last = ask.slot.last_day().filter(|limit| *limit >= first).unwrap_or_else(ahead);
    let last = ask.last_in_care().map_or(last, |day| day.min(last));
    first.iter_days().take_while(|d| *d <= last).collect()
}

/// What holding the review on a day implies for the one after it.
struct Implied<'a> {
    ask: &'a Ask<'a>,
    case: Case,
    place: usize,
}

impl<'a> Implied<'a> {
    fn new(ask: &'a Ask<'a>) -> Self {
        let mut case = ask.case.clone();
        let place = ask.slot.review.unwrap_or_else(|| {
            case.reviews.push(Review::new(Source::Hand));
            case.reviews.len() - 1
        });
        Self { ask, case, place }
    }

    fn next_due(&mut self, day: NaiveDate) -> Option<NaiveDate> {
        let review = self.case.reviews.get_mut(self.place)?;
        if self.ask.slot.complete_by.is_some() {
            review.completed = Some(day);
        } else {
            (review.held, review.judged) = (Some(day), None);
        }
        let slots = timetable(&self.case, self.ask.practice, self.ask.calendar, self.ask.today);
        let next = self.ask.slot.sequence + 1;
        slots
            .iter()
            .find(|s| !s.regime.separate && s.period == self.ask.slot.period && s.sequence == next)
            .and_then(|s| s.due)
    }
}
