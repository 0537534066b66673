//! When the IRO last saw the child, and was last in contact with the child.

use chrono::{Months, NaiveDate};

use super::sign::{Found, Look, Sign, fact};
use crate::model::Case;
use crate::model::record::NoteKind;
use crate::model::voice::How;
use crate::rules::practice::Practice;
use crate::rules::visits::own_visits;
use crate::rules::working::long;

/// Months without contact: the longest time between two reviews.
const MONTHS: u32 = 6;

pub(super) static SIGNS: &[&Sign] = &[&Sign {
    id: "not-seen",
    why: "A plan can look well on paper while the child's days say otherwise.",
    threshold: "six months without a visit, a talk or a review the child came to, counted from when the book knew the child",
    act: "You: see the child, or ring; log the contact where there was one.",
    cite: "Children Act 1989 s 25B(1)(c): the child's wishes and feelings are given due consideration; six months: house",
    find: unseen,
}];

/// The day the child was last seen by the IRO: a visit, a review attended, a duty of seeing ticked off.
pub(crate) fn last_seen(case: &Case, practice: &Practice) -> Option<NaiveDate> {
    let notes = case.sightings().map(|n| n.date);
    let attended = case.reviews.iter().filter(|r| r.participation.is_some_and(|p| p.attended()));
    let visits: Vec<&str> = own_visits(practice).map(|d| d.id.as_str()).collect();
    let ticked = case.done.iter().filter(|d| !d.waived && visits.contains(&d.duty.as_str())).map(|d| d.date);
    notes.chain(attended.filter_map(|r| r.held)).chain(ticked).max()
}

/// The day the IRO last saw the child or heard from the child directly.
fn last_contact(case: &Case, practice: &Practice) -> Option<NaiveDate> {
    let indirect =
        |id| case.heard.iter().any(|h| h.note == id && matches!(h.how, How::Written | How::Through));
    let heard = case.notes.iter().filter(|n| {
        matches!(n.kind, NoteKind::Spoke | NoteKind::Wishes)
            && !n.with.is_empty()
            && case.child.is_meant_by(&n.with)
            && !indirect(n.id)
    });
    heard.map(|n| n.date).chain(last_seen(case, practice)).max()
}

/// The first day of which the book can say who was in contact: the day it was given the child or began, or of
/// the first thing the IRO wrote down where that is earlier.
fn known_since(case: &Case) -> Option<NaiveDate> {
    let notes = case.notes.iter().map(|n| n.date);
    let ticks = case.done.iter().map(|d| d.date);
    let written = notes.chain(ticks).chain(case.sessions.iter().map(|s| s.started));
    written.chain(case.child.imported_on.or(case.known_from)).min()
}

fn unseen(look: &Look<'_>) -> Found {
    let limit = look.today.checked_sub_months(Months::new(MONTHS))?;
    let last = last_contact(look.case, look.practice);
    let known = known_since(look.case)?.max(look.period_start()?);
    let since = last.map_or(known, |day| day.max(known));
    if since >= limit {
        return None;
    }
    let weeks = (look.today - since).num_days() / 7;
    let text = match last {
        Some(day) if day == since => format!("your last contact in the book, {weeks} weeks ago"),
        _ => format!("known to the book for {weeks} weeks; it holds no contact of yours in that time"),
    };
    Some((format!("no contact by you recorded since {}", long(since)), vec![fact(since, text)]))
}
