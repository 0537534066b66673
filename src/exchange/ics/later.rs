//! A change to one day of a series and every later one: from there on its days are moved, longer, or gone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use icalendar::parser::Component;

use super::series::Series;
use super::time::{Times, times};
use crate::model::diary::Busy;

/// The turns of a series, by the day each begins.
pub(super) type Later = BTreeMap<NaiveDate, Option<Times>>;

/// Whether an event changes its day of a series and every later one.
pub(super) fn ranged(event: &Component<'_>) -> bool {
    let told = |value: &str| value.eq_ignore_ascii_case("THISANDFUTURE");
    event
        .find_prop("RECURRENCE-ID")
        .is_some_and(|p| p.params.iter().any(|p| p.val.as_ref().is_some_and(|v| told(v.as_str()))))
}

/// What a series is from an event on: nothing where `free`; `None` where the event's days cannot be read.
pub(super) fn turn(event: &Component<'_>, free: bool) -> Option<Option<Times>> {
    if free { Some(None) } else { times(event).ok().map(Some) }
}

/// The days that a rule gives from `since` to `ahead`, each as the last turn before it has it.
pub(super) fn turned(
    series: &Series,
    once: &Busy,
    left_out: &BTreeSet<NaiveDate>,
    later: &Later,
    since: NaiveDate,
    ahead: NaiveDate,
) -> Vec<Busy> {
    let length = |times: &Times| times.last() - times.first();
    let moved = |day: &NaiveDate, times: &Times| times.first() - *day;
    let told = later.iter().filter_map(|(day, times)| Some((day, times.as_ref()?)));
    let back = told.map(|(day, times)| length(times) + moved(day, times)).max().unwrap_or_default();
    let back = back.max(once.last - once.first).max(TimeDelta::zero());
    let from = since.checked_sub_signed(back).unwrap_or(since);
    let days = series.days(once.first, from, ahead).into_iter().filter(|day| !left_out.contains(day));
    days.filter_map(|day| match later.range(..=day).next_back() {
        None => {
            Some(Busy { first: day, last: day.checked_add_signed(once.last - once.first)?, ..once.clone() })
        }
        Some((_, None)) => None,
        Some((turn, Some(times))) => {
            let first = day.checked_add_signed(moved(turn, times))?;
            let last = first.checked_add_signed(length(times))?;
            Some(Busy { first, last, hours: times.hours(), ..once.clone() })
        }
    })
    .collect()
}
