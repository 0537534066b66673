//! Every duty of a case with its due day, status and owner: `assess`, and `explain` for one of them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::calendar::{Calendar, add_months};
use super::condition::{Judge, Truth, applies};
use super::due::{Assessment, Due, Status};
use super::practice::{Duty, Every, Practice, Scope, Span};
use super::reckon::{self, Anchors, Day, Gap, Governed};
use super::timetable::{self, Slot, care_anchor, plan_by, timetable};
use super::working::{StepKind, Working, long};
use crate::model::Case;
use crate::model::care::{Period, Placement};
use crate::model::child::Source;
use crate::model::record::{Change, Done, Escalation, Subject};
use crate::model::review::Review;

/// The duty of holding the review, as the due list and `explain` call it.
pub const REVIEW: &str = "review";

/// How deep a chain of duties counted from duties may go.
const DEEPEST: u8 = 24;

/// Judges a case: its reviews, and every duty of its latest period of care.
pub fn assess(case: &Case, practice: &Practice, calendar: &Calendar, today: NaiveDate) -> Assessment {
    let slots = timetable(case, practice, calendar, today);
    let mut dues = Vec::new();
    if let Some(engine) = Engine::new(case, practice, calendar, today, &slots) {
        for place in engine.places() {
            if let Some(slot) = place.slot {
                dues.push(engine.holding(slot, &place));
            }
            if engine.is_history(&place) {
                continue;
            }
            for duty in practice.duties.iter().filter(|d| place.fits(d.scope)) {
                dues.extend(engine.due(duty, &place, &mut Working::silent()));
            }
        }
    }
    dues.sort_by_key(|d| (d.due.is_none(), d.due));
    Assessment { slots, dues }
}

/// One duty with its working; `instance` picks among several (`review:3`), otherwise the first one
/// still open, else the last.
pub fn explain(
    case: &Case,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    duty: &str,
    instance: Option<&str>,
) -> Option<(Due, Working)> {
    let slots = timetable(case, practice, calendar, today);
    let engine = Engine::new(case, practice, calendar, today, &slots)?;
    let mut found: Vec<(Due, Working)> = Vec::new();
    for place in engine.places() {
        if let Some(slot) = place.slot.filter(|_| duty == REVIEW) {
            let working = timetable::explain(case, slot, practice, calendar, today);
            found.push((engine.holding(slot, &place), working));
        }
        if let Some(rule) = practice.duty(duty).filter(|d| place.fits(d.scope)) {
            let mut working = Working::kept();
            let due = engine.due(rule, &place, &mut working);
            found.extend(due.map(|due| (due, working)));
        }
    }
    let wanted = |d: &Due| instance.is_none_or(|i| d.instance == i);
    found.retain(|(due, _)| wanted(due));
    let open = found.iter().position(|(d, _)| d.status.is_open() && !d.past);
    let pick = open.unwrap_or(found.len().checked_sub(1)?);
    let (due, mut working) = found.into_iter().nth(pick)?;
    conclude(&due, &mut working, calendar);
    Some((due, working))
}

fn conclude(due: &Due, w: &mut Working, calendar: &Calendar) {
    w.source(&due.duty.cite);
    match due.due {
        Some(day) => {
            let moved = due.plan_by.filter(|p| *p != day);
            let why =
                moved.and_then(|_| calendar.day_off(day)).map_or("", |_| " (the limit itself does not move)");
            let plan = moved.map(|p| format!("; plan by {}{why}", long(p))).unwrap_or_default();
            w.step(StepKind::Result, day, || format!("due {}{plan}", long(day)));
        }
        None if due.reason.is_empty() => {
            w.step(StepKind::Result, None, || "as soon as possible: no day is set".into())
        }
        None => {}
    }
    if !due.reason.is_empty() {
        w.step(StepKind::Result, due.done_on, || due.reason.clone());
    }
}

/// What a duty is for: one place in a case where duties of a scope stand.
#[derive(Clone)]
struct Place<'a> {
    label: String,
    subject: Option<Subject>,
    slot: Option<&'a Slot>,
    placement: Option<&'a Placement>,
    change: Option<&'a Change>,
    escalation: Option<&'a Escalation>,
    scope: Scope,
    opened: Option<NaiveDate>,
    /// The day conditions are judged on.
    on: NaiveDate,
    /// It came with a return: what fell due before that day was not tracked here.
    imported: bool,
}

impl Place<'_> {
    fn fits(&self, scope: Scope) -> bool {
        match scope {
            Scope::FirstReview => self.slot.is_some_and(|s| s.sequence == 1),
            Scope::LaterReview => self.slot.is_some_and(|s| s.sequence > 1),
            Scope::Review => self.slot.is_some(),
            other => self.scope == other,
        }
    }
}

struct Engine<'a> {
    case: &'a Case,
    practice: &'a Practice,
    calendar: &'a Calendar,
    today: NaiveDate,
    slots: &'a [Slot],
    index: usize,
    period: &'a Period,
    done: HashMap<(&'a str, Subject), Vec<&'a Done>>,
}

impl<'a> Engine<'a> {
    fn new(
        case: &'a Case,
        practice: &'a Practice,
        calendar: &'a Calendar,
        today: NaiveDate,
        slots: &'a [Slot],
    ) -> Option<Self> {
        let index = case.periods.len().checked_sub(1)?;
        let period = case.periods.get(index)?;
        let mut done: HashMap<_, Vec<_>> = HashMap::new();
        for row in &case.done {
            done.entry((row.duty.as_str(), row.subject)).or_default().push(row);
        }
        Some(Self { case, practice, calendar, today, slots, index, period, done })
    }

    fn places(&self) -> Vec<Place<'a>> {
        let case = self.case;
        let imported = |source: Source| source == Source::Import;
        let plain = |label: String, subject, scope| Place {
            label,
            subject: Some(subject),
            slot: None,
            placement: None,
            change: None,
            escalation: None,
            scope,
            opened: None,
            on: self.today,
            imported: false,
        };
        let care = Place {
            opened: Some(self.period.start),
            imported: imported(self.period.source),
            ..plain(format!("care:{}", self.index + 1), Subject::Period(self.period.id), Scope::Care)
        };
        let child = Place {
            imported: imported(case.child.source),
            ..plain("child".into(), Subject::Child, Scope::Child)
        };
        let mut places = vec![care, child];
        let placements = case.placements.iter().filter(|p| p.start >= self.period.start);
        places.extend(placements.enumerate().map(|(n, p)| Place {
            placement: Some(p),
            opened: Some(p.start),
            imported: imported(p.source),
            ..plain(format!("placement:{}", n + 1), Subject::Placement(p.id), Scope::Placement)
        }));
        places.extend(self.slots.iter().filter(|s| s.period == self.index).map(|slot| {
            let review = slot.review.and_then(|r| case.reviews.get(r));
            Place {
                label: format!("review:{}", slot.sequence),
                subject: review.map(|r| Subject::Review(r.id)),
                slot: Some(slot),
                scope: Scope::Review,
                opened: Some(slot.opened),
                on: slot.date().map_or(self.today, |d| d.date),
                imported: review.is_some_and(|r| imported(r.source) && r.held.is_some()),
                ..plain(String::new(), Subject::Child, Scope::Review)
            }
        }));
        places.extend(case.changes.iter().map(|c| Place {
            change: Some(c),
            ..plain(format!("change:{}", c.id), Subject::Change(c.id), Scope::Change)
        }));
        places.extend(case.escalations.iter().map(|e| Place {
            escalation: Some(e),
            ..plain(format!("escalation:{}", e.id), Subject::Escalation(e.id), Scope::Escalation)
        }));
        places
    }

    /// The duty of holding a review within its limit.
    fn holding(&self, slot: &Slot, place: &Place<'_>) -> Due {
        let anchor = if slot.previous.is_some() { "previous-review" } else { "looked-after" };
        let mut due = self.blank(&slot.regime.duty, place, anchor.into());
        due.anchor_date = Some(slot.opened);
        due.due = slot.due;
        due.plan_by = slot.plan_by;
        due.done_on = slot.held;
        due.provisional = slot.provisional;
        if let Some(gap) = &slot.gap {
            due.reason.clone_from(gap);
        }
        due.past = slot.held.is_some();
        self.set_status(&mut due, slot.due);
        if slot.booked.is_none() && slot.held.is_none() && slot.due.is_some() && due.reason.is_empty() {
            "not booked yet".clone_into(&mut due.reason);
        }
        due
    }

    fn blank(&self, duty: &Arc<Duty>, place: &Place<'_>, anchor: String) -> Due {
        Due {
            duty: Arc::clone(duty),
            instance: place.label.clone(),
            subject: place.subject,
            turn: None,
            review: place.slot.map(|s| s.sequence),
            anchor,
            anchor_date: None,
            due: None,
            plan_by: None,
            status: Status::Waiting,
            days: None,
            late_days: 0,
            reason: String::new(),
            missing: Vec::new(),
            done_on: None,
            basis: duty.basis,
            projected: false,
            provisional: false,
            past: false,
        }
    }

    /// A duty at a place: `None` where it does not arise there at all.
    fn due(&self, duty: &Arc<Duty>, place: &Place<'a>, w: &mut Working) -> Option<Due> {
        let in_force = |d: NaiveDate| duty.from.is_none_or(|f| f <= d) && duty.until.is_none_or(|u| d <= u);
        if !in_force(place.on) {
            return None;
        }
        let at = At { engine: self, place, depth: 0 };
        let first = duty.due.as_ref().and_then(|r| r.own.span.anchors().first().map(|a| (*a).to_owned()));
        let mut due = self.blank(duty, place, first.clone().unwrap_or_default());
        due.anchor_date = first.and_then(|a| at.day(&a).ok()).map(|d| d.date);
        let judge = Judge {
            case: self.case,
            practice: self.practice,
            on: place.on,
            period: Some(self.period),
            slot: place.slot,
            change: place.change,
        };
        let truth = applies(&duty.when, &duty.unless, &judge);
        let recorded = self.recorded(duty, place);
        if truth == Truth::No && recorded.is_none() {
            return None;
        }
        if let Some(Span::Every { every, rolling, at_end, .. }) = duty.due.as_ref().map(|r| &r.own.span) {
            self.turn(&mut due, (*every, *rolling, *at_end), place, w);
            w.source(&duty.cite);
            if due.due.is_none() && self.ended() {
                return None;
            }
        } else {
            let at = At { engine: self, place, depth: 0 };
            self.date(&mut due, &at, w);
            if let Some(row) = recorded {
                due.done_on = Some(row.date);
                if row.waived {
                    due.status = Status::Waived;
                    due.reason.clone_from(&row.note);
                    return Some(due);
                }
            } else {
                due.done_on = duty.done_by.as_deref().and_then(|a| at.fact(a));
            }
        }
        let day = due.due;
        self.set_status(&mut due, day);
        let open = due.done_on.is_none();
        if open && let Truth::Unknown(fact) = truth {
            due.status = Status::Unknown;
            due.missing = vec![fact];
            due.reason = format!("not recorded: {fact}");
        }
        if open
            && let Some(other) = &duty.unless_done
            && let Some(row) = self.recorded_id(other, place)
        {
            due.status = Status::NotApplicable;
            due.reason = format!("{other} was done on {}", long(row.date));
        }
        if open
            && let Some(end) = self.period.end.filter(|e| *e <= self.today)
            && !due.due.is_some_and(|d| place.slot.is_some() && d <= end + chrono::Days::new(60))
        {
            due.status = Status::NotApplicable;
            due.reason = format!("ceased to be looked after on {}", long(end));
        }
        self.not_achievable(&mut due, place);
        due.past = self.is_past(duty, place);
        if open && place.imported && self.untracked(&mut due) {
            return None;
        }
        Some(due)
    }

    /// The day of a duty that falls due once.
    fn date(&self, due: &mut Due, at: &At<'_, 'a>, w: &mut Working) {
        let duty = Arc::clone(&due.duty);
        let Some(rule) = &duty.due else {
            due.status = Status::Upcoming;
            return;
        };
        let governed = reckon::rule(rule, self.practice.guidance_binds, at, self.calendar, w);
        let opens =
            duty.opens.as_ref().and_then(|s| reckon::span(s, at, self.calendar, &mut Working::silent()).ok());
        match governed {
            Ok(Governed { day, basis, .. }) => {
                let late_notice = opens.filter(|o| o.date > day.date && basis != super::practice::Basis::Law);
                if let Some(open) = late_notice {
                    w.step(StepKind::Choose, open.date, || {
                        format!("it opened only on {}: due that day", long(open.date))
                    });
                }
                let day = late_notice.unwrap_or(day);
                due.due = Some(day.date);
                due.basis = basis;
                due.projected = day.projected;
                due.provisional = day.provisional;
                due.plan_by = Some(plan_by(day.date, self.practice.margin, self.calendar));
            }
            Err(Gap::Waiting(what)) => {
                due.reason = format!("waits for {}", super::practice::words::anchor_in_words(&what))
            }
            Err(Gap::Outside(why)) => due.reason = why,
        }
    }

    /// The day of the open turn of a recurring duty.
    fn turn(
        &self,
        due: &mut Due,
        (every, rolling, at_end): (Every, bool, bool),
        place: &Place<'a>,
        w: &mut Working,
    ) {
        let at = At { engine: self, place, depth: 0 };
        let anchor = at.day(&due.anchor).ok().map(|d| d.date);
        let rows = place.subject.and_then(|s| self.done.get(&(due.duty.id.as_str(), s)));
        let last = rows.and_then(|rows| rows.iter().map(|r| r.date).max());
        let Some(anchor) = anchor else {
            due.reason = format!("waits for {}", super::practice::words::anchor_in_words(&due.anchor));
            return;
        };
        let base = if rolling { last.unwrap_or(anchor) } else { anchor };
        let done_turn = |turn: &str| rows.is_some_and(|r| r.iter().any(|d| d.turn.as_deref() == Some(turn)));
        let first = (1..600).find_map(|k| {
            let (turn, day) = turn_of(every, base, k, at_end, self.calendar)?;
            (rolling || !done_turn(&turn)).then_some((turn, day))
        });
        if let Some((turn, day)) = first {
            w.step(StepKind::Start, base, || match last.filter(|_| rolling) {
                Some(last) => format!("last done on {}", long(last)),
                None => format!("counted from {}", long(base)),
            });
            due.instance.clone_from(&turn);
            due.turn = Some(turn);
            due.due = Some(day);
            due.anchor_date = Some(base);
            due.plan_by = Some(plan_by(day, self.practice.margin, self.calendar));
        }
    }

    fn set_status(&self, due: &mut Due, day: Option<NaiveDate>) {
        due.days = day.and_then(|d| self.calendar.working_days_between(self.today, d));
        due.status = match (due.done_on, day) {
            (Some(done), Some(day)) if done > day => {
                due.late_days = (done - day).num_days();
                Status::DoneLate
            }
            (Some(_), _) => Status::Done,
            (None, None) if due.duty.due.is_none() && due.duty.id != REVIEW => Status::Upcoming,
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

    /// A day counted back that fell on or before the day its scope opened, or before the booking was
    /// made, could never be kept: said so, never shown as late.
    fn not_achievable(&self, due: &mut Due, place: &Place<'_>) {
        let counts_back = due.duty.due.as_ref().is_some_and(|r| r.own.span.counts_back());
        let (Some(day), true, None) = (due.due, counts_back, due.done_on) else { return };
        if !matches!(due.status, Status::Overdue | Status::DueToday | Status::DueSoon | Status::Upcoming) {
            return;
        }
        let review = place.slot.and_then(|s| self.case.reviews.get(s.review?));
        let booked_on = review.filter(|r| r.booked.is_some()).and_then(|r| r.booked_on);
        let opened = place.opened.filter(|o| day <= *o);
        let reason = match (opened, booked_on.filter(|b| day < *b)) {
            (Some(opened), _) => {
                format!("{} is on or before {}, when this could first begin", long(day), long(opened))
            }
            (None, Some(booked)) => {
                format!("{} had gone when the review was booked on {}", long(day), long(booked))
            }
            (None, None) => return,
        };
        due.status = Status::NotAchievable;
        due.late_days = 0;
        due.reason = reason;
    }

    /// A run-up duty whose review has been held, or a duty of a review before the last one held.
    fn is_past(&self, duty: &Duty, place: &Place<'_>) -> bool {
        let Some(slot) = place.slot else { return false };
        let run_up = duty
            .due
            .as_ref()
            .is_some_and(|r| r.own.span.counts_back() || r.own.span.anchors().contains(&"review-date"));
        let newer = self
            .slots
            .iter()
            .any(|s| s.period == slot.period && s.sequence > slot.sequence && s.held.is_some());
        slot.held.is_some() && (run_up || newer || duty.due.is_none())
    }

    /// Whether an imported subject's duty fell due before the book knew of it; a recurring one is
    /// unknown instead, since nobody said when it was last done.
    fn untracked(&self, due: &mut Due) -> bool {
        let Some(since) = self.case.child.imported_on else { return false };
        if due.due.is_none_or(|d| d >= since) {
            return false;
        }
        if due.turn.is_none() {
            return true;
        }
        due.status = Status::Unknown;
        (due.due, due.plan_by, due.days, due.late_days) = (None, None, None, 0);
        due.missing = vec!["when it was last done"];
        "not recorded: when it was last done".clone_into(&mut due.reason);
        false
    }

    /// An imported review so old that nothing about it could still be owed: the return brings its day
    /// and how the child took part, nothing else.
    fn is_history(&self, place: &Place<'_>) -> bool {
        let long_ago = self.case.child.imported_on.map(|d| d - chrono::Days::new(60));
        place.imported
            && place.slot.and_then(|s| s.held).zip(long_ago).is_some_and(|(held, then)| held < then)
    }

    fn ended(&self) -> bool {
        self.period.end.is_some_and(|e| e <= self.today)
    }

    fn recorded(&self, duty: &Duty, place: &Place<'_>) -> Option<&'a Done> {
        self.recorded_id(&duty.id, place).filter(|d| d.turn.is_none())
    }

    fn recorded_id(&self, duty: &str, place: &Place<'_>) -> Option<&'a Done> {
        let key: &'a str = self.practice.duty(duty).map(|d| d.id.as_str()).unwrap_or_default();
        self.done.get(&(key, place.subject?)).and_then(|rows| rows.last()).copied()
    }
}

/// The days a place's duties count from.
struct At<'e, 'a> {
    engine: &'e Engine<'a>,
    place: &'e Place<'a>,
    depth: u8,
}

impl At<'_, '_> {
    /// A day that is recorded, not projected: what `done-by` takes for done.
    fn fact(&self, anchor: &str) -> Option<NaiveDate> {
        if anchor == "allocated" {
            let iros = self.engine.case.people.iter().filter(|p| p.role == "iro");
            return iros.filter_map(|p| p.start).find(|s| *s >= self.engine.period.start);
        }
        self.day(anchor).ok().filter(|d| !d.projected).map(|d| d.date)
    }

    fn review(&self) -> Option<&Review> {
        self.engine.case.reviews.get(self.place.slot?.review?)
    }

    fn of_slot(&self, anchor: &str) -> Option<Option<Day>> {
        let slot = self.place.slot?;
        let fact = |d: Option<NaiveDate>| d.map(Day::fact);
        Some(match anchor {
            "review-due" => slot.due.map(|d| Day { provisional: slot.provisional, ..Day::fact(d) }),
            "review-scheduled" => fact(self.review().and_then(|r| r.scheduled.or(r.booked).or(r.held))),
            "review-date" => slot.date(),
            "review-held" => fact(slot.held),
            "review-completed" => fact(self.review().and_then(Review::completion)),
            "previous-review" => fact(slot.previous),
            "decisions-sent" => fact(self.review().and_then(|r| r.decisions_sent)),
            "decisions-received" => fact(self.review().and_then(|r| r.decisions_received)),
            "next-review" => {
                let next = self
                    .engine
                    .slots
                    .iter()
                    .find(|s| s.period == slot.period && s.sequence == slot.sequence + 1);
                next.and_then(|n| fact(n.held.or(n.booked)).or(n.due.map(Day::projected)))
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
            engine.places().into_iter().find(|p| p.scope == duty.scope)
        };
        if elsewhere.is_none() && !self.place.fits(duty.scope) {
            return Some(Err(waiting()));
        }
        let at = At { engine, place: elsewhere.as_ref().unwrap_or(self.place), depth: self.depth + 1 };
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
            "escalation-raised" => self.place.escalation.map(|e| e.raised),
            event if self.engine.practice.event(event).is_some() => match self.place.change {
                Some(change) if change.event == event => Some(change.date),
                _ => case.changes.iter().filter(|c| c.event == event).map(|c| c.date).max(),
            },
            other => care_anchor(case, self.engine.period, other),
        };
        fact.map(Day::fact).ok_or_else(|| Gap::Waiting(anchor.to_owned()))
    }
}

/// The `k`-th turn counted from `base`: its name and its day.
pub(super) fn turn_of(
    every: Every,
    base: NaiveDate,
    k: i32,
    at_end: bool,
    calendar: &Calendar,
) -> Option<(String, NaiveDate)> {
    let last_working = |day: NaiveDate| if at_end { calendar.working_day_on_or_before(day) } else { day };
    let month = |day: NaiveDate| format!("month:{}", day.format("%Y-%m"));
    Some(match every {
        Every::WorkingDay => {
            let day = calendar.add_working_days(base, k).ok()?.date;
            (format!("day:{day}"), day)
        }
        Every::Month if at_end => {
            let day = add_months(base.with_day(1)?, k)?.pred_opt()?;
            (month(day), last_working(day))
        }
        Every::Month => {
            let day = add_months(base, k)?;
            (month(day), day)
        }
        Every::Months(n) => {
            let day = add_months(base, n.checked_mul(k)?)?;
            (month(day), last_working(day))
        }
        Every::Year => {
            let day = add_months(base, k.checked_mul(12)?)?;
            (format!("year:{day}"), last_working(day))
        }
        Every::Weeks(n) => {
            let day = base
                .checked_add_days(chrono::Days::new(u64::try_from(i64::from(n) * i64::from(k) * 7).ok()?))?;
            (format!("week:{day}"), last_working(day))
        }
        Every::Term => {
            // Terms as they are commonly set: from 1 September, 1 January and 1 April.
            let mut day = base;
            for _ in 0..k {
                let next =
                    [(1, 1, 1), (0, 4, 1), (0, 9, 1), (1, 1, 1)].into_iter().filter_map(|(y, m, d)| {
                        NaiveDate::from_ymd_opt(day.year() + y, m, d).filter(|n| *n > day)
                    });
                day = next.min()?;
            }
            (format!("term:{}", day.format("%Y-%m")), day)
        }
    })
}
