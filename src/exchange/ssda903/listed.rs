//! A list of care as it stands laid over what is known of a child's episodes. A list has no history, so it takes none
//! away: it adds a start that was not known, and what holds now.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::draft::{Draft, Ended, Episode, Listed};
use crate::model::care::Period;
use crate::model::review::Review;

/// So close that the start of a list and that of a return are taken for the same.
const NEAR: i64 = 7;
/// The longest a first review may come after the start of care, in calendar days: twenty working days over Easter.
const FIRST: i64 = 34;
/// The longest a second review may come after it, and each later one after the one before.
const SECOND: i64 = FIRST + 92;
const LATER: i64 = 184;

/// Lays a row over a draft; `told` is the day the list is of, `before` the last day that what was read before tells of.
pub(crate) fn lay(whole: &mut Draft, row: &Listed, told: NaiveDate, before: NaiveDate) {
    let Some(begun) = row.start.or([row.legal_since, row.place_since].into_iter().flatten().min()) else {
        return;
    };
    let episodes = &mut whole.episodes;
    episodes.sort_by_key(|e| e.start);
    let spell = spell(episodes, begun, row.start.is_some());
    let Some(spell) = spell else { return };
    let bare = |start, end| Episode {
        at: row.at,
        start,
        began: row.start.map(|_| "S"),
        legal: None,
        place: None,
        provider: None,
        area: "".into(),
        urn: "".into(),
        end,
        ended: if end.is_some() { Ended::Continues } else { Ended::Blank },
        change_reason: None,
        odd_start: "".into(),
        odd_end: "".into(),
    };
    match episodes.get(spell).map(|e| (e.start, e.starts_care())) {
        None => {
            if let Some(open) = episodes.last_mut().filter(|e| care_end(e).is_none()) {
                (open.end, open.ended) = (Some(before.min(begun).max(open.start)), Ended::Unread(None));
            }
            episodes.push(bare(begun, None));
            whole.untold.extend(row.start);
        }
        Some((first, false)) if begun < first && row.start.is_some() => {
            episodes.insert(spell, bare(begun, Some(first)));
            whole.untold.insert(begun);
        }
        Some(_) => {}
    }
    let mut own = episodes.split_off(spell.min(episodes.len()));
    stands(&mut own, row, told);
    if let (Some(last), Some(end)) = (own.last_mut(), row.end) {
        last.end = Some(end.max(last.start));
        last.ended = row.end_reason.map_or(Ended::Unknown, Ended::Ceased);
    }
    episodes.append(&mut own);
}

/// Where the spell of care that a row is about begins among the episodes: their number where it is a new one, `None`
/// where it is one that is known to be over.
fn spell(episodes: &[Episode], begun: NaiveDate, start_told: bool) -> Option<usize> {
    let Some(last) = episodes.last() else { return Some(0) };
    if let Some(end) = care_end(last) {
        return (begun >= end).then_some(episodes.len());
    }
    let over = episodes.iter().rposition(|e| care_end(e).is_some());
    let first = over.map_or(0, |over| over + 1);
    let known = episodes.get(first).map(|e| e.start)?;
    let later = start_told && (begun - known).num_days() > NEAR;
    let unknown = episodes.get(first).is_some_and(|e| !e.starts_care());
    let earlier = over.and_then(|over| episodes.get(over)).and_then(care_end).is_some_and(|end| begun < end);
    match () {
        () if later && !unknown => Some(episodes.len()),
        () if earlier => None,
        () => Some(first),
    }
}

fn care_end(episode: &Episode) -> Option<NaiveDate> {
    match episode.ended {
        Ended::Ceased(_) | Ended::Unread(_) | Ended::Unknown => episode.end,
        Ended::Blank | Ended::Continues => None,
    }
}

/// Has a spell end with the legal status and the placement that a row tells.
fn stands(own: &mut Vec<Episode>, row: &Listed, told: NaiveDate) {
    let Some((legal, place)) = own.last().map(|e| (e.legal, e.place)) else { return };
    if let Some(code) = row.legal.filter(|code| legal != Some(code)) {
        from(own, since(row.legal_since, legal, told), |e| e.legal = Some(code));
    }
    if let Some(code) = row.place.filter(|code| place != Some(code)) {
        from(own, since(row.place_since, place, told), |e| {
            (e.place, e.provider, e.area, e.urn) =
                (Some(code), row.provider, row.area.as_str().into(), "".into());
        });
    }
}

/// The day something began to hold: as told, else the day of the list where something else held before.
fn since(day: Option<NaiveDate>, before: Option<&str>, told: NaiveDate) -> Option<NaiveDate> {
    day.or(before.map(|_| told))
}

/// Changes the episodes of a spell from a day on, or from its first: the one that holds the day is parted there.
fn from(own: &mut Vec<Episode>, day: Option<NaiveDate>, change: impl Fn(&mut Episode)) {
    let Some(first) = own.first().map(|e| e.start) else { return };
    let day = day.unwrap_or(first).max(first);
    if let Some(at) = own.iter().rposition(|e| e.start < day)
        && own.get(at + 1).is_none_or(|next| next.start > day)
        && let Some(held) = own.get_mut(at).filter(|held| held.end.is_none_or(|end| end > day))
    {
        let rest = Episode { start: day, began: Some("B"), ..held.clone() };
        (held.end, held.ended) = (Some(day), Ended::Continues);
        own.insert(at + 1, rest);
    }
    own.iter_mut().filter(|e| e.start >= day).for_each(change);
}

/// Numbers the first known review of a time in care whose start only a list tells: by the time gone since the start,
/// had each review been held on its last day. `None` where it may have been the first.
pub(crate) fn number(untold: &BTreeSet<NaiveDate>, periods: &[Period], reviews: &mut [Review]) {
    for period in periods.iter().filter(|p| untold.contains(&p.start)) {
        let first = reviews.iter_mut().find(|r| r.held.is_some_and(|day| period.holds(day)));
        if let Some((review, day)) = first.and_then(|r| r.held.map(|day| (r, day))) {
            review.number = count((day - period.start).num_days());
        }
    }
}

fn count(days: i64) -> Option<u32> {
    let later = (days - SECOND).max(0);
    let number = 2 + (later + LATER - 1) / LATER;
    u32::try_from(number).ok().filter(|_| days > FIRST)
}

/// The days of a list's rows: what it says holds up to the latest of them.
pub(crate) fn latest(drafts: &[(String, Draft)]) -> Option<NaiveDate> {
    let listed = |l: &Listed| [l.start, l.legal_since, l.place_since, l.end];
    let days = drafts.iter().flat_map(|(_, draft)| {
        let rows = draft.listed.iter().flat_map(listed).flatten();
        rows.chain(draft.reviews.iter().map(|r| r.day)).chain(draft.contacts.iter().copied())
    });
    days.max()
}
