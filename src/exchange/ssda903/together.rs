//! Several returns' word on one child put together. Each return tells of a span, its year or years: within it, a newer
//! return is right where two differ; outside it, what others said stands. So the order of reading does not count.

use chrono::NaiveDate;

use super::child::settle;
use super::draft::{Draft, Ended, Episode};
use super::listed;
use super::remarks::Remarks;
use super::said;
use crate::model::returns::{ReturnChild, Said};

/// So close that a review of one return and one of another, each without the other's, are one review corrected.
const NEAR: i64 = 7;

/// The child that all of these returns tell of, whatever order they came in; `None` where they tell nothing.
pub(crate) fn together(number: &str, said: &[Said]) -> Option<ReturnChild> {
    let mut all: Vec<&Said> = said.iter().collect();
    // Of two returns of one year, the one read later is the corrected one.
    all.sort_by_key(|one| one.last);
    let mut whole = Draft::default();
    for (n, one) in all.iter().enumerate() {
        let before = all.get(n.wrapping_sub(1)).map_or(one.last, |before| before.last);
        lay(&mut whole, said::read(&one.facts), one, before);
    }
    settle(number.to_owned(), whole, &mut Remarks::default())
}

/// Lays what a newer return says over what those before it said, the last of which knew of the days up to `before`.
fn lay(whole: &mut Draft, newer: Draft, span: &Said, before: NaiveDate) {
    for start in newer.episodes.iter().filter(|e| e.starts_care()).map(|e| e.start) {
        whole.untold.remove(&start);
    }
    episodes(&mut whole.episodes, newer.episodes, span, before);
    for row in &newer.listed {
        listed::lay(whole, row, span.last, before);
    }
    whole.contacts.extend(newer.contacts);
    let known: Vec<NaiveDate> = whole.reviews.iter().map(|r| r.day).collect();
    let covered = |day: NaiveDate| span.first <= day && day <= span.last;
    let new: Vec<NaiveDate> = newer.reviews.iter().map(|r| r.day).collect();
    whole.reviews.retain(|old| {
        let near = |day: &&NaiveDate| (**day - old.day).num_days().abs() <= NEAR && !known.contains(day);
        new.contains(&old.day) || !covered(old.day) || !new.iter().any(|day| near(&day))
    });
    for review in newer.reviews {
        match whole.reviews.iter_mut().find(|old| old.day == review.day) {
            Some(old) => old.took_part = review.took_part.or(old.took_part),
            None => whole.reviews.push(review),
        }
    }
    match (&mut whole.header, newer.header) {
        (Some(old), Some(new)) => {
            old.dob = new.dob.or(old.dob);
            old.sex = new.sex.or(old.sex);
            old.ethnicity = new.ethnicity.or(old.ethnicity);
            old.mother = new.mother.or(old.mother);
        }
        (old, new) => *old = new.or(old.take()),
    }
    whole.other_dob = newer.other_dob.or(whole.other_dob);
    whole.uasc = newer.uasc.or(whole.uasc.take());
    whole.names = newer.names.or(whole.names.take());
}

/// A return has every episode that touches its span, from that episode's first day on.
fn episodes(whole: &mut Vec<Episode>, mut newer: Vec<Episode>, span: &Said, before: NaiveDate) {
    newer.sort_by_key(|e| e.start);
    let Some(first) = newer.first() else { return };
    let from = first.start.min(span.first);
    whole.retain(|old| old.start < from);
    for old in whole.iter_mut().filter(|old| old.end.is_none_or(|end| end > first.start)) {
        if first.starts_care() {
            // It ended unseen, after the last day that an earlier return knew of and before this one's began.
            if !matches!(old.ended, Ended::Unread(_)) {
                old.end = Some(before.min(first.start).max(old.start));
                old.ended = Ended::Unread(None);
            }
        } else {
            (old.end, old.ended) = (Some(first.start), Ended::Continues);
        }
    }
    whole.append(&mut newer);
}
