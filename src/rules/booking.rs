//! A day somebody names for a review: what is odd about it, and who approved it outside the limit.

use chrono::{Datelike, NaiveDate};

use super::calendar::Calendar;
use super::practice::Practice;
use super::reason::Reason;
use super::slot::Slot;
use super::working::long;
use crate::model::Case;
use crate::model::review::Review;

/// Why no review of a child in care can be on a day: they are eighteen by then, or their care has ended.
pub(crate) fn out_of_care(case: &Case, slot: &Slot, date: NaiveDate) -> Option<String> {
    let eighteen = case.child.birthday(18).filter(|birthday| date >= *birthday);
    let end = case.periods.get(slot.period).and_then(|p| p.end).filter(|end| date > *end);
    let name = case.child.name();
    match (eighteen, end) {
        (Some(day), _) => {
            Some(format!("{name} turns 18 on {}; {} is no day for a review in care.", long(day), long(date)))
        }
        (None, Some(day)) => {
            Some(format!("{name}'s care ends on {}; {} is after that.", long(day), long(date)))
        }
        (None, None) => None,
    }
}

/// What is odd about a day somebody names for a child's review: gone already, not a working day, in no time of
/// care, after the day a change brought the review forward to, the birthday, or the days round Christmas.
pub(crate) fn doubt(
    case: &Case,
    slot: Option<&Slot>,
    date: NaiveDate,
    today: NaiveDate,
    calendar: &Calendar,
) -> Option<String> {
    if date < today {
        return Some(format!("{} is past.", long(date)));
    }
    if let Some(off) = calendar.day_off(date) {
        return Some(format!("{} is not a working day: {off}.", long(date)));
    }
    if let Some(out) = slot.and_then(|slot| out_of_care(case, slot, date)) {
        return Some(out);
    }
    let forward = slot.and_then(|s| s.forward).filter(|to| date > *to);
    if let Some(to) = forward {
        return Some(format!(
            "A change brought the review forward to {}; {} is after that.",
            long(to),
            long(date)
        ));
    }
    let complete_by = slot.and_then(|s| s.complete_by).filter(|by| date > *by);
    if let Some(by) = complete_by {
        return Some(format!("{} is after {}, when it has to be completed.", long(date), long(by)));
    }
    day_to_avoid(case, date).map(|reason| format!("{}: {}.", long(date), reason.words(&|_| String::new())))
}

/// A day that a review is better not on, whatever its limit: the child's birthday, Christmas Eve to New Year's Day.
pub(crate) fn day_to_avoid(case: &Case, date: NaiveDate) -> Option<Reason> {
    let turns = case.child.age_on(date).filter(|age| case.child.birthday(*age) == Some(date));
    turns.map(Reason::Birthday).or(is_christmas(date).then_some(Reason::Christmas))
}

/// Whether a day is one of those from Christmas Eve to New Year's Day.
pub(crate) fn is_christmas(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (12, 24..) | (1, 1))
}

/// Who approved a day outside the limit, when, and why, in words; `None` where nobody did.
pub(crate) fn approval(review: &Review, practice: &Practice) -> Option<String> {
    let by = practice.role(review.approved_by.as_deref()?);
    let on = review.approved_on.map(|d| format!(" on {}", long(d))).unwrap_or_default();
    let why = review.move_reason.as_deref().map(|r| format!(": {r}")).unwrap_or_default();
    Some(format!("{by}{on}{why}"))
}
