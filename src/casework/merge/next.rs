//! Whose next review a return moves: as it stands in the book, and as it will.

use chrono::NaiveDate;

use super::plan::Change;
use crate::model::Case;
use crate::model::returns::{MovedReview, NextReview, Told};
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::rules::timetable::timetable;

/// The next review of a child of the book before and after a change, where they differ.
pub(in crate::casework) fn moved(
    case: &Case,
    change: &Change,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Option<MovedReview> {
    let next = |case: &Case| {
        let slots = timetable(case, practice, calendar, today);
        let slot = slots.iter().rfind(|s| !s.regime.separate && s.is_next())?;
        let reason = slot.gap.clone().or(slot.supposed.map(str::to_owned));
        Some(NextReview { due: slot.last_day(), booked: slot.booked, reason })
    };
    let (before, after) = (next(case), next(&changed(case, change)));
    let child = change.new.child.number.clone();
    (before != after).then_some(MovedReview { child, before, after })
}

/// The case as it will be recorded.
fn changed(case: &Case, change: &Change) -> Case {
    let (new, gone) = (&change.new, &change.gone);
    let mut after = Case { child: new.child.clone(), ..case.clone() };
    after.told.extend(change.said.iter().map(|said| Told { first: said.first, last: said.last }));
    put(&mut after.periods, &new.periods, |p| p.id, &gone.periods);
    put(&mut after.legal, &new.legal, |l| l.id, &gone.legal);
    put(&mut after.placements, &new.placements, |p| p.id, &gone.placements);
    put(&mut after.reviews, &new.reviews, |r| r.id, &gone.reviews);
    for (id, day) in &change.parts {
        let review = after.reviews.iter_mut().find(|r| r.id == *id);
        review.into_iter().for_each(|r| r.parts.push(*day));
    }
    after.oldest_first();
    after
}

/// Rows with what is new, changed and gone.
fn put<T: Clone, I: PartialEq>(rows: &mut Vec<T>, new: &[T], id: impl Fn(&T) -> I, gone: &[I]) {
    let stays = |row: &T| !gone.contains(&id(row)) && !new.iter().any(|new| id(new) == id(row));
    rows.retain(stays);
    rows.extend_from_slice(new);
}
