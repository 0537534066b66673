//! Several returns' word on one child put together. Each return tells of a span, its year or years: within it, a newer
//! return is right where two differ; outside it, what others said stands. So the order of reading does not count.

use chrono::NaiveDate;

use super::care::shown;
use super::child::settle;
use super::draft::{Draft, Ended, Episode};
use super::listed;
use super::remarks::Remarks;
use super::said;
use crate::model::doubt::Kind;
use crate::model::returns::{ReturnChild, Said, Told};

/// So close that a review of one return and one of another, each without the other's, are one review corrected.
const NEAR: i64 = 7;

/// So close that two starts of care of two returns, each without the other's, are one corrected.
const SAME_START: i64 = 31;

/// The child that all of these returns tell of, whatever order they came in; `None` where they tell nothing.
pub(crate) fn together(number: &str, said: &[Said]) -> Option<ReturnChild> {
    let mut all: Vec<&Said> = said.iter().collect();
    // Of two returns of one year, the one read later is the corrected one.
    all.sort_by_key(|one| one.last);
    let (mut whole, mut remarks) = (Draft::default(), Remarks::default());
    remarks.about(number);
    let read = all.into_iter().map(|one| {
        let draft = said::read(&one.facts, &mut remarks);
        (Told { first: draft.since.unwrap_or(one.first), last: one.last }, draft)
    });
    let mut read: Vec<(Told, Draft)> = read.collect();
    let spans: Vec<Told> = read.iter().map(|(span, _)| *span).collect();
    for (n, (span, mut newer)) in read.drain(..).enumerate() {
        let before = spans.get(n.wrapping_sub(1)).map_or(span.last, |before| before.last);
        // What could not be read is told anew by a later return of the same years.
        if spans.iter().skip(n + 1).any(|later| later.first <= span.first && span.last <= later.last) {
            newer.marks.clear();
        }
        if let (Some(spelt), Some(header)) = (&newer.spelt, &newer.header)
            && spelt != number
        {
            let why = format!("the child's number is written {spelt} here: taken as {number}");
            remarks.keep(Kind::Number, header.at, "CHILD", spelt, None, why);
        }
        lay(&mut whole, newer, span, before, &mut remarks);
    }
    if whole.header.as_ref().is_some_and(|h| h.dob.is_some()) {
        whole.marks.retain(|m| m.kind != Kind::Unread || m.column != "DOB");
    }
    let corrected = remarks.kept_since(0);
    let child = settle(number.to_owned(), whole, &mut remarks)?;
    let mut doubts = corrected;
    doubts.extend(child.doubts);
    Some(ReturnChild { doubts, ..child })
}

/// Lays what a newer return says over what those before it said, the last of which knew of the days up to `before`.
fn lay(whole: &mut Draft, newer: Draft, span: Told, before: NaiveDate, remarks: &mut Remarks) {
    for start in newer.episodes.iter().filter(|e| e.starts_care()).map(|e| e.start) {
        whole.untold.remove(&start);
    }
    episodes(&mut whole.episodes, newer.episodes, span, before, remarks);
    for row in &newer.listed {
        listed::lay(whole, row, span.last, before);
    }
    whole.contacts.extend(newer.contacts);
    let known: Vec<NaiveDate> = whole.reviews.iter().map(|r| r.day).collect();
    let covered = |day: NaiveDate| span.first <= day && day <= span.last;
    let new: Vec<NaiveDate> = newer.reviews.iter().map(|r| r.day).collect();
    whole.reviews.retain(|old| {
        let near =
            |day: &&NaiveDate| (**day - old.day).num_days().abs() <= NEAR && !known.contains(day);
        let by = new.iter().find(near).filter(|_| covered(old.day) && !new.contains(&old.day));
        if let Some(review) = by.and_then(|day| newer.reviews.iter().find(|r| r.day == *day)) {
            let why = format!(
                "an earlier return had this review on {}, and this one has none then: taken as the same review, its day corrected",
                shown(old.day)
            );
            remarks.keep(Kind::Corrected, review.at, "REVIEW", &shown(review.day), review.day, why);
        }
        by.is_none()
    });
    for review in newer.reviews {
        match whole.reviews.iter_mut().find(|old| old.day == review.day) {
            Some(old) => old.took_part = review.took_part.or(old.took_part),
            None => whole.reviews.push(review),
        }
    }
    match (&mut whole.header, newer.header) {
        (Some(old), Some(new)) => {
            if let (Some(was), Some(now)) = (old.dob, new.dob)
                && was != now
            {
                let why = format!("an earlier return had {}: the later one is taken", shown(was));
                remarks.keep(Kind::Born, new.at, "DOB", &shown(now), None, why);
            }
            old.at = new.at;
            old.dob = new.dob.or(old.dob);
            old.sex = new.sex.or(old.sex);
            old.ethnicity = new.ethnicity.or(old.ethnicity);
            old.mother = new.mother.or(old.mother);
        }
        (old, new) => *old = new.or(old.take()),
    }
    whole.marks.extend(newer.marks);
    whole.other_dob = newer.other_dob.or(whole.other_dob);
    whole.uasc = newer.uasc.or(whole.uasc.take());
    whole.names = newer.names.or(whole.names.take());
}

/// A return has every episode that touches its span, from that episode's first day on.
fn episodes(
    whole: &mut Vec<Episode>,
    mut newer: Vec<Episode>,
    span: Told,
    before: NaiveDate,
    remarks: &mut Remarks,
) {
    newer.sort_by_key(|e| e.start);
    let Some(first) = newer.first() else { return };
    corrected(whole, &newer, span, remarks);
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

/// Takes out an older return's start of care that the newer one has on another day close by.
fn corrected(whole: &mut Vec<Episode>, newer: &[Episode], span: Told, remarks: &mut Remarks) {
    let starts: Vec<NaiveDate> = whole.iter().filter(|e| e.starts_care()).map(|e| e.start).collect();
    for new in newer.iter().filter(|e| e.starts_care() && !starts.contains(&e.start)) {
        let near = |old: &Episode| {
            old.starts_care()
                && (old.start - new.start).num_days().abs() <= SAME_START
                && old.end.is_none_or(|end| end > new.start && end >= span.first)
                && !newer.iter().any(|e| e.start == old.start)
        };
        let Some(at) = whole.iter().position(near) else { continue };
        let old = whole.remove(at);
        let why = format!(
            "an earlier return had care begin on {}: taken as the same start, its day corrected",
            shown(old.start)
        );
        remarks.keep(Kind::Corrected, new.at, "DECOM", &shown(new.start), new.start, why);
    }
}
