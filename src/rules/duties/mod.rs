//! Every duty of a case with its due day, status and owner: `assess`, and `explain` for one of them.

mod days;
mod ended;
mod engine;
mod late;
mod place;
mod places;
mod settings;
mod standing;
mod turns;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::Case;
use crate::model::instance::Instance;
use crate::model::record::{Done, Subject};
use crate::rules::calendar::Calendar;
use crate::rules::due::{Assessment, Due, Status, UNEXPLAINED, Whole};
use crate::rules::judge::{Judge, Truth, applies};
use crate::rules::practice::{Basis, Duty, DutyKind, Practice, Span};
use crate::rules::reckon::{self, Anchors, Gap, Governed};
use crate::rules::slot::Slot;
use crate::rules::slot::plan_by;
use crate::rules::timetable::{self, timetable};
use crate::rules::working::{StepKind, Working, long};

use days::At;
use engine::Engine;
use place::Place;
pub(crate) use standing::UNTOLD;
use standing::never_told;
pub(in crate::rules) use turns::turn_of;

pub(crate) use super::due::REVIEW;

/// Judges a case: its reviews, and every duty of its latest period of care.
pub(crate) fn assess(case: &Case, practice: &Practice, calendar: &Calendar, today: NaiveDate) -> Whole {
    Whole(judge(case, practice, calendar, today, |_| true))
}

/// The same without the duties of reviews that a later one followed: nothing is owed for them, and most of a case
/// is theirs. Their mid-points stay: what was missed between two reviews still tells something.
pub(crate) fn outlook(case: &Case, practice: &Practice, calendar: &Calendar, today: NaiveDate) -> Assessment {
    judge(case, practice, calendar, today, |duty| duty.kind == Some(DutyKind::MidPoint))
}

fn judge(
    case: &Case,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    of_the_past: impl Fn(&Duty) -> bool,
) -> Assessment {
    let slots = timetable(case, practice, calendar, today);
    let mut dues = Vec::new();
    if let Some(engine) = Engine::new(case, practice, calendar, today, &slots) {
        for place in &engine.places {
            let behind = engine.is_behind(place);
            if let Some(slot) = place.slot.filter(|s| !behind || of_the_past(&s.regime.duty)) {
                dues.push(engine.holding(slot, place));
            }
            if engine.is_history(place) {
                continue;
            }
            let fits = |d: &&Arc<Duty>| place.fits(d.scope) && (!behind || of_the_past(d));
            for duty in practice.duties.iter().filter(fits) {
                dues.extend(engine.due(duty, place, &mut Working::silent()));
            }
        }
    }
    dues.sort_by_cached_key(|d| (d.due.is_none(), d.due));
    // Kept for every child as long as the book is open.
    dues.shrink_to_fit();
    Assessment { slots, dues }
}

/// One duty with its working; `instance` picks among several (`review:3`), otherwise the first one
/// still open, else the last.
pub(crate) fn explain(
    case: &Case,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    duty: &str,
    instance: Option<&Instance>,
) -> Option<(Due, Working)> {
    let slots = timetable(case, practice, calendar, today);
    let engine = Engine::new(case, practice, calendar, today, &slots)?;
    let mut found: Vec<(Due, Working)> = Vec::new();
    for place in &engine.places {
        if let Some(slot) = place.slot.filter(|s| s.regime.duty.id == duty) {
            let working = timetable::explain(case, slot, practice, calendar, today);
            found.push((engine.holding(slot, place), working));
        }
        if let Some(rule) = practice.duty(duty).filter(|d| place.fits(d.scope)) {
            let mut working = Working::kept();
            let due = engine.due(rule, place, &mut working);
            found.extend(due.map(|due| (due, working)));
        }
    }
    let wanted = |d: &Due| instance.is_none_or(|i| d.instance == *i);
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
            let moved = due.plan_by.filter(|p| *p != day && due.done_on.is_none());
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
        let mut done: Vec<&Done> = case.done.iter().collect();
        done.sort_by_key(|row| row.subject);
        let mut engine =
            Self { case, practice, calendar, today, slots, index, period, done, places: Vec::new() };
        engine.places = engine.places();
        Some(engine)
    }

    /// The duty of holding a review within its limit.
    fn holding(&self, slot: &Slot, place: &Place<'_>) -> Due {
        let first = slot.regime.first.own.span.first_anchor().unwrap_or("looked-after");
        let anchor = if slot.previous.is_some() { "previous-review" } else { first };
        let mut due = self.blank(&slot.regime.duty, place, anchor.into());
        due.anchor_date = Some(slot.opened);
        due.due = slot.due;
        // A local clock that comes to the law's own day moves nothing.
        if slot.due.is_some() && slot.due == slot.legal_due {
            due.basis = Basis::Law;
        }
        due.plan_by = slot.plan_by;
        due.done_on = slot.held;
        due.provisional = slot.provisional;
        due.projected = slot.projected;
        if let Some(gap) = &slot.gap {
            due.reason.clone_from(gap);
        }
        due.past = slot.held.is_some();
        self.set_status(&mut due, slot.due);
        if slot.due.is_some() && due.reason.is_empty() && !slot.regime.separate {
            match (slot.projected, slot.held.or(slot.booked)) {
                (true, _) => "the review before it is not completed".clone_into(&mut due.reason),
                (false, None) => "not booked yet".clone_into(&mut due.reason),
                (false, Some(_)) => {}
            }
        }
        due
    }

    fn blank(&self, duty: &Arc<Duty>, place: &Place<'_>, anchor: String) -> Due {
        Due {
            duty: Arc::clone(duty),
            instance: place.label.clone(),
            subject: place.subject,
            turn: None,
            review: place.slot.filter(|s| !s.regime.separate).map(|s| s.sequence),
            anchor,
            anchor_date: None,
            due: None,
            plan_by: None,
            status: Status::Waiting,
            days: None,
            late_days: 0,
            reason: String::new(),
            missing: Vec::new(),
            last: None,
            done_on: None,
            basis: duty.basis,
            projected: false,
            provisional: false,
            past: false,
            waiting: false,
            before_book: false,
        }
    }

    /// A duty at a place: `None` where it does not arise there at all.
    fn due(&self, duty: &Arc<Duty>, place: &Place<'a>, w: &mut Working) -> Option<Due> {
        let in_force = |d: NaiveDate| duty.from.is_none_or(|f| f <= d) && duty.until.is_none_or(|u| d <= u);
        if !in_force(place.on) || self.over_with(duty, place) {
            return None;
        }
        let judge = self.judge(place);
        let truth = applies(&duty.when, &duty.unless, &judge);
        let recorded = self.recorded(duty, place);
        let at = At { engine: self, place, depth: 0, as_if: None };
        if truth == Truth::No && recorded.is_none() && !self.was_done(duty, &at) {
            return None;
        }
        let duty = self.variant(duty, place);
        let first = duty.due.as_ref().and_then(|r| r.own.span.first_anchor());
        let mut due = self.blank(duty, place, first.unwrap_or_default().to_owned());
        due.anchor_date = first.and_then(|a| at.day(a).ok()).map(|d| d.date);
        if let Some(rule) = duty.due.as_ref().filter(|r| r.own.span.recurs()) {
            self.turn(&mut due, rule, place, w);
            w.source(&duty.cite);
            if due.due.is_none() && self.ended() {
                return None;
            }
        } else {
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
        self.silent(&mut due);
        let day = due.due;
        self.set_status(&mut due, day);
        self.as_it_stood(&mut due, place);
        if due.status == Status::DoneLate
            && let Some(tick) = recorded
        {
            let said = Some(tick.note.trim()).filter(|said| !said.is_empty());
            let silent = if due.is_mine() { UNEXPLAINED } else { "" };
            said.unwrap_or(silent).clone_into(&mut due.reason);
        }
        let open = due.done_on.is_none();
        if open && let Truth::Unknown(fact) = truth {
            due.status = Status::Unknown;
            due.missing = vec![fact];
            due.reason = format!("not recorded: {fact}");
        }
        if open
            && let Some(other) = &duty.unless_done
            && let Some(day) = self.done_day(other, place)
        {
            due.status = Status::NotApplicable;
            due.reason = format!("{other} was done on {}", long(day));
        }
        if open {
            self.let_go(&mut due, place);
        }
        self.weigh(&mut due, place);
        if open {
            self.before_book(&mut due);
        }
        due.past = self.is_past(duty, place);
        if open && place.imported && self.untracked(&mut due) {
            return None;
        }
        if open {
            self.unopened(&mut due, place, &at);
        }
        let never_done = due.turn.is_some() && due.last.is_none();
        if duty.watch && never_done && due.status == Status::Overdue {
            never_told(&mut due);
        }
        Some(due)
    }

    fn judge(&self, place: &Place<'a>) -> Judge<'a> {
        Judge {
            case: self.case,
            practice: self.practice,
            on: place.on,
            period: Some(self.period),
            slot: place.slot,
            change: place.change,
        }
    }

    /// The duty, or the variant of it that holds here.
    fn variant<'d>(&self, duty: &'d Arc<Duty>, place: &Place<'a>) -> &'d Arc<Duty> {
        let judge = self.judge(place);
        let holds = |v: &&Arc<Duty>| applies(&v.when, &v.unless, &judge) == Truth::Yes;
        duty.variants.iter().find(holds).unwrap_or(duty)
    }

    /// A placement that has ended is visited no more, and somebody else's clock has stopped with the
    /// placement or the care it was about, unless it counts from that end.
    fn over_with(&self, duty: &Duty, place: &Place<'a>) -> bool {
        let moved = place.placement.and_then(|p| p.end).is_some_and(|e| e <= self.today);
        let ended = moved || duty.watch && self.ended();
        let rule = duty.due.as_ref().map(|r| &r.own.span);
        let from_end = rule.is_some_and(|s| s.names("placement-ended"));
        let recurs = rule.is_some_and(Span::recurs);
        ended && !from_end && (recurs || duty.watch && self.recorded(duty, place).is_none())
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
                let late_notice = opens.filter(|o| o.date > day.date && basis != Basis::Law);
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
                due.reason = crate::rules::practice::waits_for(&what);
            }
            Err(Gap::Outside(why)) => due.reason = why,
        }
    }

    fn recorded(&self, duty: &Duty, place: &Place<'a>) -> Option<&'a Done> {
        let at = || At { engine: self, place, depth: 0, as_if: None };
        let since = duty.anew.as_deref().and_then(|anchor| at().fact(anchor));
        let counts = |row: &&Done| row.turn.is_none() && since.is_none_or(|since| since <= row.date);
        self.ticks(duty, place).next_back().filter(counts)
    }

    /// The day another duty was done: ticked, or by the day it is done by.
    fn done_day(&self, duty: &str, place: &Place<'a>) -> Option<NaiveDate> {
        let duty = self.practice.duty(duty)?;
        let ticked = self.ticks(duty, place).next_back().map(|d| d.date);
        let by = duty.done_by.as_deref();
        ticked.or_else(|| At { engine: self, place, depth: 0, as_if: None }.fact(by?))
    }

    /// The ticks of a duty at a place, as they were recorded. What answers a change has none: its answer is it.
    fn ticks(&self, duty: &Duty, place: &Place<'_>) -> impl DoubleEndedIterator<Item = &'a Done> {
        let of = place.subject.filter(|_| !duty.answers_change());
        self.done_for(of).iter().copied().filter(move |row| row.duty == duty.id)
    }

    /// Everything ticked for a subject.
    fn done_for(&self, subject: Option<Subject>) -> &[&'a Done] {
        let from = self.done.partition_point(|row| Some(row.subject) < subject);
        let rows = self.done.get(from..).unwrap_or_default();
        rows.get(..rows.partition_point(|row| Some(row.subject) == subject)).unwrap_or_default()
    }
}
