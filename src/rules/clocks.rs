//! The clocks of one review: which regimes run on a day, which of their limits is the earliest, what a change
//! or an adjournment makes of it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::anchors::{care_anchor, care_ends};
use super::changes::{class_of, come_first};
use super::course::Clock;
use super::judge::{Judge, Truth, applies};
use super::meeting::complete_by as complete_by_of;
use super::periods::period_of;
use super::practice::{Class, Practice, Regime, Rule};
use super::reckon::{self, Anchors, Day, Gap, Governed};
use super::slot::plan_by;
use super::slot::{Limit, Slot};
use super::untold::Untold;
use super::working::{StepKind, Working, long};
use crate::model::Case;
use crate::model::care::Period;
use crate::model::change::Change;
use crate::model::review::Review;

impl Regime {
    /// Whether its conditions hold in a period of care on a day.
    pub(super) fn applies(&self, case: &Case, practice: &Practice, period: &Period, on: NaiveDate) -> bool {
        let judge = Judge { case, practice, on, period: Some(period), slot: None, change: None };
        applies(&self.when, &self.unless, &judge) == Truth::Yes
    }
}

impl<'a> Clock<'a> {
    pub(super) fn slot(&self, place: Option<usize>, w: &mut Working) -> Option<Slot> {
        let review = place.and_then(|p| self.case.reviews.get(p));
        let held = review.and_then(Review::recorded);
        let on = held.unwrap_or(self.today.max(self.period.start));
        let on = care_ends(self.case, self.period).map_or(on, |end| on.min(end));
        let (regime, at) = self.governing(on)?;
        let limit = at.limit(&regime, &mut Working::silent()).ok().map(|g| g.legal.unwrap_or(g.day.date));
        let untold = self.untold(review, limit);
        let supposed = self.supposed(review, limit);
        // Of a review held that may not have been the next one the number is not known.
        let lost = untold.is_some_and(Untold::is_lost) || held.is_some() && supposed.is_some();
        let certain = self.period.start_known && !self.lost && !lost;
        let clocks = if untold.is_some() { Vec::new() } else { self.clocks(&regime, &at, on) };
        self.tell_regime(&regime, &at, &clocks, w);
        let governed = at.limit(&regime, w);
        let judged = review.and_then(|r| r.judged.as_ref()).filter(|_| held.is_some());
        let (legal_due, due, provisional, gap) = match (judged, &governed) {
            _ if untold.is_some() => (None, None, false, untold.map(|u| u.why().to_owned())),
            (Some(j), _) => (Some(j.legal_due), Some(j.due), false, None),
            (None, Ok(g)) => (g.legal, Some(g.day.date), g.day.provisional, None),
            (None, Err(Gap::Waiting(what) | Gap::Outside(what))) => (None, None, false, Some(what.clone())),
        };
        let stands = self.standing();
        let complete_by = review.filter(|_| stands.is_some() && stands == place);
        let complete_by = complete_by.and_then(|r| complete_by_of(r, self.practice, self.calendar));
        complete_by.into_iter().for_each(|by| {
            w.step(StepKind::Limit, by, || {
                format!(
                    "it stands adjourned, and is to be completed by {}; its own limit stays as it is",
                    long(by)
                )
            });
        });
        let projected = held.is_none() && stands.is_some();
        let open = complete_by.is_some() || held.is_none() && !projected;
        let forward = if open { self.forward(w) } else { None };
        let must =
            self.changes_since().filter(|_| open).map(|since| come_first(self.case, self.practice, since));
        let must = must.unwrap_or_default();
        let effect = must.iter().find_map(|c| self.takes_effect(c, w));
        let takes_effect = effect.into_iter().chain(forward.and_then(|to| self.in_effect_before(to))).min();
        // No review is owed after the day before the eighteenth birthday.
        let eve = self.case.child.birthday(18).and_then(|day| day.pred_opt());
        let eve =
            eve.filter(|eve| held.is_none() && self.separate.is_none() && due.is_some_and(|d| d > *eve));
        eve.into_iter().for_each(|eve| {
            w.step(StepKind::Choose, eve, || {
                format!("{}: the day before the 18th birthday, the last it can be", long(eve))
            });
        });
        let due = [due, forward.filter(|_| held.is_none()), eve].into_iter().flatten().min();
        let booked = review.and_then(|r| r.booked).filter(|day| complete_by.is_none() || Some(*day) > held);
        let since = at.since(&regime);
        let previous = self.earlier.last().copied().filter(|d| self.separate.is_none() || *d >= since);
        let opened = previous.unwrap_or(if self.separate.is_some() { since } else { self.period.start });
        let slot = Slot {
            period: self.index,
            sequence: self.missing + u32::try_from(self.earlier.len()).unwrap_or(0) + 1,
            before_book: self.missing,
            review: place,
            held,
            booked,
            previous,
            opened: opened.max(self.period.start),
            legal_due,
            due,
            clocks,
            forward,
            takes_effect,
            undated: must.iter().find(|c| c.effective.is_none()).map(|c| c.id),
            complete_by,
            projected,
            lapsed: None,
            plan_by: None,
            provisional: provisional && forward.is_none(),
            gap: gap.filter(|_| forward.is_none()),
            untold: lost,
            numbered: certain || self.missing > 0 || self.separate.is_some(),
            supposed: supposed.filter(|_| untold.is_none_or(|u| !u.is_lost())),
            practice: judged.map_or_else(|| self.practice.stamp(), |j| j.practice.clone()),
            regime,
        };
        let told = held.is_none() && slot.supposed.is_none();
        let lapsed = if told { self.lapsed(slot.limit()) } else { None };
        let plan = slot.last_day().filter(|_| lapsed.is_none());
        let plan_by = plan.map(|day| plan_by(day, self.practice.margin, self.calendar));
        Some(Slot { plan_by, lapsed, ..slot })
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
        care_ends(self.case, self.period).is_none_or(|end| end > self.today)
    }

    /// The day care ended after the limit of a review that was not held by then, as far as the book knew the child
    /// at the time: it was due in care, whatever came after.
    fn lapsed(&self, limit: Option<NaiveDate>) -> Option<NaiveDate> {
        let end = care_ends(self.case, self.period).filter(|end| *end <= self.today)?;
        let known = self.case.child.imported_on.max(self.case.known_from);
        (limit? < end && known.is_none_or(|known| known <= end)).then_some(end)
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

    /// The day a change takes effect for which a review must come first.
    fn takes_effect(&self, change: &Change, w: &mut Working) -> Option<NaiveDate> {
        let event = self.practice.event(&change.event);
        let title = event.map_or(change.event.as_str(), |e| e.title.as_str());
        match change.effective {
            Some(day) => w.step(StepKind::Choose, day, || {
                format!(
                    "{title}: takes effect on {}, and the review must come before or on that day",
                    long(day)
                )
            }),
            None => w.step(StepKind::Choose, None, || {
                format!("{title}: the review must come first, and nobody has said when it takes effect")
            }),
        }
        event.into_iter().for_each(|e| w.source(&e.cite));
        change.effective
    }

    /// The day a change took effect that was answered with a later one for the review: that day stays the last.
    fn in_effect_before(&self, forward: NaiveDate) -> Option<NaiveDate> {
        let must = |c: &&Change| class_of(self.practice, c) == Some(Class::Must);
        let change = self.case.changes.iter().filter(must).rfind(|c| c.forward_to() == Some(forward))?;
        change.effective.filter(|effective| *effective < forward)
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

    /// Of the regimes that run on a day the one with the earliest limit, of equal ones the last; the first of
    /// them where none has a limit.
    fn regime(&self, on: NaiveDate) -> Option<Arc<Regime>> {
        let at = AsOf { clock: self, on };
        let limit = |r: &Arc<Regime>| at.limit(r, &mut Working::silent()).ok().map(|g| g.day.date);
        let running = self.running(on, |r| !r.separate);
        let earliest = running.iter().rev().filter_map(|r| Some((limit(r)?, r))).min_by_key(|(day, _)| *day);
        earliest.map(|(_, r)| r).or(running.first()).cloned()
    }

    /// Every limit that applies on a day beside the one that governs, the earliest first: that one governs, though
    /// others may have begun after it had passed.
    fn clocks(&self, governing: &Arc<Regime>, at: &AsOf<'_, '_>, on: NaiveDate) -> Vec<Limit> {
        let running = match self.separate {
            Some(_) => Vec::new(),
            None => self.running(on, |r| !r.separate),
        };
        let due = |regime: &Arc<Regime>, found: Result<Governed, Gap>| {
            found.ok().map(|g| Limit { regime: regime.id.clone(), due: g.day.date })
        };
        let first = due(governing, at.limit(governing, &mut Working::silent()));
        let now = AsOf { clock: self, on };
        let beside = running.iter().filter(|r| r.id != governing.id).filter_map(|r| due(r, now.beside(r)));
        let mut beside: Vec<Limit> =
            beside.filter(|l| first.as_ref().is_none_or(|f| l.due >= f.due)).collect();
        beside.sort_by_key(|l| l.due);
        first.into_iter().chain(beside).collect()
    }

    /// The law's regime whose intervals a local one in its place may shorten, never lengthen.
    fn ceiling(&self, regime: &Regime, on: NaiveDate) -> Option<Arc<Regime>> {
        let local = !regime.separate && !regime.is_lawful();
        local.then(|| self.foremost(on, |r| !r.separate && r.is_lawful()))?
    }

    fn foremost(&self, on: NaiveDate, test: impl Fn(&Regime) -> bool) -> Option<Arc<Regime>> {
        self.running(on, test).into_iter().next()
    }

    /// The regimes that run on a day, several side by side. One that comes back, having had its place taken when
    /// the review before was held or care began, brings no earlier limit than the one that had it: that one goes
    /// on until a review is held, and nobody is late by a clock that did not run.
    fn running(&self, on: NaiveDate, test: impl Fn(&Regime) -> bool) -> Vec<Arc<Regime>> {
        let opened = self.earlier.last().copied().unwrap_or(self.period.start);
        let before = self.in_force(opened, &test);
        let at = AsOf { clock: self, on };
        let limit = |r: &Regime| at.limit(r, &mut Working::silent()).ok().map(|g| g.day.date);
        let in_its_place = |r: &Arc<Regime>| {
            let taken = before.iter().find(|b| b.replaces.contains(&r.id))?;
            (limit(taken)? > limit(r)?).then(|| Arc::clone(taken))
        };
        let mut running: Vec<Arc<Regime>> = Vec::new();
        for regime in self.in_force(on, &test) {
            let regime = in_its_place(&regime).unwrap_or(regime);
            if !running.iter().any(|r| r.id == regime.id) {
                running.push(regime);
            }
        }
        running
    }

    /// The regimes that apply on a day and whose place no other takes; the first of all where none applies.
    fn in_force(&self, on: NaiveDate, test: impl Fn(&Regime) -> bool) -> Vec<Arc<Regime>> {
        let own = || self.practice.regimes.iter().filter(|r| test(r));
        let applying: Vec<&Arc<Regime>> =
            own().filter(|r| r.applies(self.case, self.practice, self.period, on)).collect();
        let stands = |r: &&&Arc<Regime>| !applying.iter().any(|o| o.replaces.contains(&r.id));
        let mut in_force: Vec<Arc<Regime>> = applying.iter().filter(stands).map(|r| Arc::clone(r)).collect();
        if in_force.is_empty() {
            in_force.extend(own().next().cloned());
        }
        in_force
    }

    fn tell_regime(&self, regime: &Regime, at: &AsOf<'_, '_>, clocks: &[Limit], w: &mut Working) {
        if regime.separate {
            w.step(StepKind::Choose, None, || format!("{}: a clock of its own", regime.title));
        } else if !regime.replaces.is_empty() {
            w.step(StepKind::Choose, at.on, || {
                format!("{}: in place of {}", regime.title, regime.replaces.join(", "))
            });
        }
        for other in clocks.iter().filter(|l| l.regime != regime.id) {
            let title = self.practice.regimes.iter().find(|r| r.id == other.regime).map_or("", |r| &r.title);
            w.step(StepKind::Choose, other.due, || {
                format!(
                    "{title} runs beside it, until {}: the earlier governs, one review may serve both",
                    long(other.due)
                )
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
        let anchor = regime.first.own.span.first_anchor().unwrap_or_default();
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

    /// The limit of a regime that runs beside others: that of the law stands there for itself, unless this one is
    /// in its place.
    fn beside(&self, regime: &Regime) -> Result<Governed, Gap> {
        let mut silent = Working::silent();
        if self.clock.ceiling(regime, self.on).is_some_and(|law| regime.replaces.contains(&law.id)) {
            return self.limit(regime, &mut silent);
        }
        let binds = self.clock.practice.guidance_binds;
        reckon::rule(self.rule(regime), binds, self, self.clock.calendar, &mut silent)
    }

    fn rule<'r>(&self, regime: &'r Regime) -> &'r Rule {
        let since = self.since(regime);
        let before = if since <= self.clock.period.start { self.clock.before_start() } else { 0 };
        regime.rule(before + self.clock.earlier.iter().filter(|d| **d >= since).count())
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
