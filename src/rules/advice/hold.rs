//! A review past its limit, one whose day has gone, and one that stands adjourned: to be held, or to be completed.

use chrono::{Days, NaiveDate};

use super::step::{Kind, Look, Next};
use crate::rules::anchors::care_anchor;
use crate::rules::known::known_since;
use crate::rules::meeting::COMPLETION;
use crate::rules::slot::Slot;
use crate::rules::working::{StepKind, Working, days as calendar_days, long};

/// `1 wd`: working days between today and a day.
pub(super) fn working(look: &Look<'_>, day: NaiveDate) -> String {
    format!("{} wd", look.days(day).map_or(0, i32::abs))
}

/// Whether a review still to be held is past its limit, or booked beyond it.
pub(super) fn is_past(look: &Look<'_>, slot: &Slot) -> bool {
    slot.held.is_none()
        && !is_untold(slot)
        && slot.limit().is_some_and(|limit| slot.booked.unwrap_or(look.today).max(look.today) > limit)
}

/// Whether nobody told when the last review was: no clock runs from a guess, and nobody is late by it.
pub(super) fn is_untold(slot: &Slot) -> bool {
    slot.untold && slot.held.is_none() && slot.booked.is_none()
}

pub(super) fn past(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let slot = look.review().filter(|s| s.held.is_none())?;
    let Some(limit) = slot.limit() else {
        w.step(StepKind::Limit, None, || slot.gap.clone().unwrap_or_else(|| "there is no limit".into()));
        return None;
    };
    w.step(StepKind::Limit, limit, || {
        format!("the limit of {} is {}", slot.name().to_lowercase(), long(limit))
    });
    slot.booked.iter().for_each(|day| w.step(StepKind::Start, *day, || format!("booked for {}", long(*day))));
    if !is_past(look, slot) {
        return None;
    }
    w.source(&slot.regime.duty.cite);
    let Some(booked) = slot.booked else {
        let gone = match look.days(limit) {
            Some(0) | None => "past the limit".to_owned(),
            Some(_) => format!("{} past the limit", working(look, limit)),
        };
        let why = match slot.supposed {
            Some(rests) => {
                format!("The law's limit was {}, {rests}: record that one, or hold it.", long(limit))
            }
            None => format!("The law's limit was {}: nothing comes before holding it.", long(limit)),
        };
        let why = match recorded_late(look, slot).filter(|known| *known > limit) {
            Some(known) => format!("{why} What set it was recorded only on {}.", long(known)),
            None => why,
        };
        return Some(look.step(Kind::Hold, format!("Hold the review · {gone}"), Some(limit), why));
    };
    if booked < look.today {
        return Some(was_it_held(look, booked));
    }
    let late = calendar_days((booked - limit).num_days());
    let text = format!("Review on {}, {late} late · sooner?", look.short(booked));
    let why = format!("The law's limit is {}: an earlier day makes it less late.", long(limit));
    Some(look.step(Kind::Hold, text, Some(booked), why))
}

/// The day from which it was known what the limit of a review counts from.
fn recorded_late(look: &Look<'_>, slot: &Slot) -> Option<NaiveDate> {
    let period = look.case.periods.get(slot.period)?;
    let anchor = slot.regime.first.own.span.first_anchor()?;
    let began = care_anchor(look.case, period, anchor, look.today)?;
    Some(known_since(look.case, period, began)).filter(|known| *known > began)
}

pub(super) fn was_it_held(look: &Look<'_>, booked: NaiveDate) -> Next {
    let why = format!("It was booked for {} and nothing is recorded since.", long(booked));
    look.step(Kind::Hold, format!("Was the review of {} held?", look.short(booked)), Some(booked), why)
}

pub(super) fn complete(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let Some((slot, by)) = look.review().and_then(|s| s.complete_by.and(Some((s, s.last_day()?)))) else {
        w.step(StepKind::Limit, None, || "no review stands adjourned".into());
        return None;
    };
    w.step(StepKind::Limit, by, || {
        format!("review {} stands adjourned, to be completed by {}", slot.sequence, long(by))
    });
    look.practice.duty(COMPLETION).iter().for_each(|d| w.source(&d.cite));
    let why = format!("It stands adjourned, and is to be completed by {}.", long(by));
    let booked = slot.booked.filter(|day| *day >= look.today);
    let text = match booked {
        Some(day) if day > by => {
            let late = calendar_days((day - by).num_days());
            format!("Complete the review on {}, {late} late · sooner?", look.short(day))
        }
        Some(day) => format!("Complete the review on {}", look.short(day)),
        None if by < look.today => format!("Complete the review · {} past its day", working(look, by)),
        None => format!("Complete the review by {}", look.short(by)),
    };
    Some(look.step(Kind::Complete, text, booked.or(Some(by)), why))
}

/// The last day a review can be held: its limit, or the day before the child is eighteen.
pub(super) fn last_day(look: &Look<'_>, slot: &Slot) -> Option<NaiveDate> {
    let due = slot.due.filter(|day| *day >= look.today).or(slot.legal_due)?;
    Some(eve(look).map_or(due, |eve| due.min(eve)))
}

/// The day before the child is eighteen.
pub(super) fn eve(look: &Look<'_>) -> Option<NaiveDate> {
    look.case.child.birthday(18)?.checked_sub_days(Days::new(1))
}
