//! When each review is due: one slot for every review held in a period of care, and one for the next.
//!
//! Regulation 33 of the Care Planning, Placement and Case Review (England) Regulations 2010 and the
//! practice laid over it. A review belongs to the period that holds its recorded date; on a day that
//! two periods share, to the later one. Intervals run from the recorded date of the review before.

use std::sync::Arc;

use chrono::NaiveDate;

use super::anchors::{BREAKS, care_anchor, first_stay};
use super::calendar::Calendar;
use super::changes::comes_first;
use super::judge::{Judge, Truth, applies};
use super::meeting::complete_by as complete_by_of;
use super::practice::{Practice, Regime, Rule};
use super::reckon::{self, Anchors, Day, Gap, Governed};
use super::slot::Slot;
use super::working::{StepKind, Working, long};
use crate::model::Case;
use crate::model::care::Period;
use crate::model::review::{Judged, Review};

/// The slots of a case, period by period, oldest first: the child's own reviews, the last of an open
/// period being the next; then those of each separate clock. A held review that was judged keeps its
/// judgement.
pub fn timetable(case: &Case, practice: &Practice, calendar: &Calendar, today: NaiveDate) -> Vec<Slot> {
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
pub fn explain(
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
    let wanted = usize::try_from(slot.sequence.saturating_sub(1)).unwrap_or(0);
    earlier.drain(..earlier.len().saturating_sub(wanted));
    let index = slot.period;
    let clock = Clock { case, practice, calendar, period, index, earlier: &earlier, separate, today };
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

/// The period a review belongs to; one with no date yet belongs to the open one, one between two short
/// stays to the stay before.
pub fn period_of(case: &Case, review: &Review, today: NaiveDate) -> Option<usize> {
    let Some(day) = review.day() else {
        return case.periods.iter().rposition(|p| p.end.is_none_or(|e| e > today));
    };
    let within = case.periods.iter().rposition(|p| p.holds(day));
    within.or_else(|| {
        let before = case.periods.iter().rposition(|p| p.start <= day)?;
        (of_breaks(case, before) && of_breaks(case, before + 1)).then_some(before)
    })
}

/// Whether a period of care is made of short breaks.
fn of_breaks(case: &Case, period: usize) -> bool {
    case.periods.get(period).is_some_and(|p| {
        let mut rows = case.legal.iter().filter(|l| p.holds(l.start)).peekable();
        rows.peek().is_some() && rows.all(|l| BREAKS.contains(&l.code.as_str()))
    })
}

/// What the clocks of one period of care are read from.
struct Sheet<'a> {
    case: &'a Case,
    practice: &'a Practice,
    calendar: &'a Calendar,
    today: NaiveDate,
    index: usize,
}

impl<'a> Sheet<'a> {
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
        let running = period.end.is_none_or(|end| end > today)
            && separate.is_none_or(|r| r.applies(case, practice, period, today.max(period.start)));
        for place in held.into_iter().map(Some).chain(running.then_some(open)) {
            let clock = Clock { case, practice, calendar, period, index, earlier: dates, separate, today };
            if let Some(slot) = clock.slot(place, &mut Working::silent()) {
                dates.extend(slot.held);
                slots.push(slot);
            }
        }
    }
}

impl Regime {
    /// Whether its conditions hold in a period of care on a day.
    fn applies(&self, case: &Case, practice: &Practice, period: &Period, on: NaiveDate) -> bool {
        let judge = Judge { case, practice, on, period: Some(period), slot: None, change: None };
        applies(&self.when, &self.unless, &judge) == Truth::Yes
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
    separate: Option<&'a Arc<Regime>>,
    today: NaiveDate,
}

impl<'a> Clock<'a> {
    fn slot(&self, place: Option<usize>, w: &mut Working) -> Option<Slot> {
        let review = place.and_then(|p| self.case.reviews.get(p));
        let held = review.and_then(Review::recorded);
        let on = held.unwrap_or(self.today.max(self.period.start));
        let (regime, at) = self.governing(self.period.end.map_or(on, |end| on.min(end)))?;
        self.tell_regime(&regime, &at, w);
        let governed = at.limit(&regime, w);
        let judged = review.and_then(|r| r.judged.as_ref()).filter(|_| held.is_some());
        let (legal_due, due, provisional, gap) = match (judged, &governed) {
            (Some(j), _) => (Some(j.legal_due), Some(j.due), false, None),
            (None, Ok(g)) => (g.legal, Some(g.day.date), g.day.provisional, None),
            (None, Err(Gap::Waiting(what) | Gap::Outside(what))) => (None, None, false, Some(what.clone())),
        };
        let stands = self.standing();
        let complete_by = review.filter(|_| stands.is_some() && stands == place);
        let complete_by = complete_by.and_then(|r| complete_by_of(r, self.practice, self.calendar));
        let projected = held.is_none() && stands.is_some();
        let open = complete_by.is_some() || held.is_none() && !projected;
        let forward = if open { self.forward(w) } else { None };
        let takes_effect = if open { self.takes_effect(w) } else { None };
        let due = match forward.filter(|_| held.is_none()) {
            Some(day) => Some(due.map_or(day, |due| due.min(day))),
            None => due,
        };
        let booked = review.and_then(|r| r.booked).filter(|day| complete_by.is_none() || Some(*day) > held);
        let since = at.since(&regime);
        let previous = self.earlier.last().copied().filter(|d| self.separate.is_none() || *d >= since);
        let opened = previous.unwrap_or(if self.separate.is_some() { since } else { self.period.start });
        let slot = Slot {
            period: self.index,
            sequence: u32::try_from(self.earlier.len()).unwrap_or(0) + 1,
            review: place,
            held,
            booked,
            previous,
            opened: opened.max(self.period.start),
            legal_due,
            due,
            forward,
            takes_effect,
            complete_by,
            projected,
            plan_by: None,
            provisional: provisional && forward.is_none(),
            gap: gap.filter(|_| forward.is_none()),
            practice: judged.map_or_else(|| self.practice.stamp(), |j| j.practice.clone()),
            regime,
        };
        let plan = slot.last_day().map(|day| plan_by(day, self.practice.margin, self.calendar));
        Some(Slot { plan_by: plan, ..slot })
    }

    /// The child's own review that stands adjourned: the last one held while care goes on, not completed.
    fn standing(&self) -> Option<usize> {
        let own = |(_, r): &(usize, &Review)| {
            r.clock.is_none() && period_of(self.case, r, self.today) == Some(self.index)
        };
        let held = self.case.reviews.iter().enumerate().filter(own);
        let held = held.filter_map(|(place, r)| Some((r.recorded()?, place, r)));
        let (_, place, last) = held.max_by_key(|(day, place, _)| (*day, *place))?;
        let stands = last.adjourned.is_some() && last.completed.is_none();
        (self.separate.is_none() && stands && self.runs()).then_some(place)
    }

    fn runs(&self) -> bool {
        self.period.end.is_none_or(|end| end > self.today)
    }

    /// The day a change of this time of care brought the child's own review forward to, where no review
    /// was held or completed since.
    fn forward(&self, w: &mut Working) -> Option<NaiveDate> {
        let since = self.changes_since()?;
        let all = self.case.changes.iter().filter(|c| c.date >= since);
        let (to, change) = all.filter_map(|c| Some((c.forward_to()?, c))).min_by_key(|(to, _)| *to)?;
        let event = self.practice.event(&change.event);
        let title = event.map_or(change.event.as_str(), |e| e.title.as_str());
        w.step(StepKind::Choose, to, || {
            format!("brought forward to {}: {title}; that day governs where it is the earlier", long(to))
        });
        event.into_iter().for_each(|e| w.source(&e.cite));
        Some(to)
    }

    /// The day the first unanswered change takes effect for which a review must come first.
    fn takes_effect(&self, w: &mut Working) -> Option<NaiveDate> {
        let change = comes_first(self.case, self.practice, self.changes_since()?)?;
        let day = change.effective?;
        let event = self.practice.event(&change.event);
        let title = event.map_or(change.event.as_str(), |e| e.title.as_str());
        w.step(StepKind::Choose, day, || {
            format!("{title}: takes effect on {}, and the review must come before or on that day", long(day))
        });
        event.into_iter().for_each(|e| w.source(&e.cite));
        Some(day)
    }

    /// The first day on which a change told is for the next review: the day after the last one held or
    /// completed, else the start of care. None on another clock, or once care has ended.
    fn changes_since(&self) -> Option<NaiveDate> {
        if self.separate.is_some() || !self.runs() {
            return None;
        }
        let day = |r: &Review| r.completed.or(r.recorded());
        let last = self.case.reviews.iter().filter(|r| r.clock.is_none()).filter_map(day).max();
        let after = last.and_then(|last| last.succ_opt());
        Some(after.map_or(self.period.start, |after| after.max(self.period.start)))
    }

    /// The regime whose limit the review had, or has on `on`, and the day that was settled. A regime
    /// that began only after the limit of the one before had passed does not undo that lateness.
    fn governing(&self, on: NaiveDate) -> Option<(Arc<Regime>, AsOf<'_, 'a>)> {
        let as_of = |on: NaiveDate| AsOf { clock: self, on };
        if let Some(regime) = self.separate {
            return Some((Arc::clone(regime), as_of(on)));
        }
        let opened = self.earlier.last().copied().unwrap_or(self.period.start).min(on);
        let legal = self.case.legal.iter().flat_map(|l| [Some(l.start), l.end]);
        let placed = self.case.placements.iter().flat_map(|p| [Some(p.start), p.end]);
        let typed = [self.period.authorised, self.period.authority_ended];
        let mut days: Vec<NaiveDate> =
            legal.chain(placed).chain(typed).flatten().filter(|d| *d > opened && *d < on).collect();
        days.push(on);
        days.sort_unstable();
        let mut day = opened;
        for next in days {
            let (regime, at) = (self.regime(day)?, as_of(day));
            let limit = at.limit(&regime, &mut Working::silent()).ok();
            if limit.is_some_and(|g| g.legal.unwrap_or(g.day.date) < next) {
                return Some((regime, at));
            }
            day = next;
        }
        Some((self.regime(on)?, as_of(on)))
    }

    /// The regime that applies on a day and whose place no other takes; the first one where none does.
    fn regime(&self, on: NaiveDate) -> Option<Arc<Regime>> {
        self.foremost(on, |r| !r.separate)
    }

    /// The law's regime whose intervals a local one in its place may shorten, never lengthen.
    fn ceiling(&self, regime: &Regime, on: NaiveDate) -> Option<Arc<Regime>> {
        let local = !regime.separate && !regime.is_lawful();
        local.then(|| self.foremost(on, |r| !r.separate && r.is_lawful()))?
    }

    fn foremost(&self, on: NaiveDate, test: impl Fn(&Regime) -> bool) -> Option<Arc<Regime>> {
        let own = || self.practice.regimes.iter().filter(|r| test(r));
        let applying: Vec<&Arc<Regime>> =
            own().filter(|r| r.applies(self.case, self.practice, self.period, on)).collect();
        let governing = applying.iter().find(|r| !applying.iter().any(|o| o.replaces.contains(&r.id)));
        governing.copied().or_else(|| own().next()).cloned()
    }

    fn tell_regime(&self, regime: &Regime, at: &AsOf<'_, '_>, w: &mut Working) {
        if regime.separate {
            w.step(StepKind::Choose, None, || format!("{}: a clock of its own", regime.title));
        } else if !regime.replaces.is_empty() {
            w.step(StepKind::Choose, at.on, || {
                format!("{}: in place of {}", regime.title, regime.replaces.join(", "))
            });
        }
    }
}

/// A clock as things stood on a day.
struct AsOf<'c, 'a> {
    clock: &'c Clock<'a>,
    on: NaiveDate,
}

impl AsOf<'_, '_> {
    /// The day a regime counts from.
    fn since(&self, regime: &Regime) -> NaiveDate {
        let anchor = regime.first.own.span.anchors().first().copied().unwrap_or_default();
        self.day(anchor).map_or(self.clock.period.start, |d| d.date)
    }

    /// The limit: by the first, second or later rule, as many reviews as were held since. The law's own
    /// limit stays over that of a local regime in its place.
    fn limit(&self, regime: &Regime, w: &mut Working) -> Result<Governed, Gap> {
        let rule = self.rule(regime);
        let capped = self.clock.ceiling(regime, self.on).map(|law| rule.under(self.rule(&law)));
        let binds = self.clock.practice.guidance_binds;
        reckon::rule(capped.as_ref().unwrap_or(rule), binds, self, self.clock.calendar, w)
    }

    fn rule<'r>(&self, regime: &'r Regime) -> &'r Rule {
        let since = self.since(regime);
        regime.rule(self.clock.earlier.iter().filter(|d| **d >= since).count())
    }
}

impl Anchors for AsOf<'_, '_> {
    fn day(&self, anchor: &str) -> Result<Day, Gap> {
        match anchor {
            "previous-review" => self.clock.earlier.last().copied(),
            other => care_anchor(self.clock.case, self.clock.period, other, self.on),
        }
        .map(Day::fact)
        .ok_or_else(|| Gap::Waiting(anchor.to_owned()))
    }
}

/// The last working day on or before the limit, less a margin of working days.
pub fn plan_by(limit: NaiveDate, margin: i32, calendar: &Calendar) -> NaiveDate {
    let day = calendar.working_day_on_or_before(limit);
    if margin == 0 { day } else { calendar.add_working_days(day, -margin).map_or(day, |c| c.date) }
}
