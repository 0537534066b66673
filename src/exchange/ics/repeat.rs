//! Events that repeat: the days they keep free, in as few entries as the days allow.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::series::Series;
use crate::model::diary::{Busy, FAR};

/// The last day that is kept.
pub(super) fn far() -> NaiveDate {
    NaiveDate::from_ymd_opt(FAR, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The days of one rule from `since` on: as a span or as days of the week where it is every day or every week the
/// same, else one by one up to `ahead` where it has no end.
pub(super) fn repeated(
    series: &Series,
    once: &Busy,
    left_out: &BTreeSet<NaiveDate>,
    since: NaiveDate,
    ahead: NaiveDate,
) -> Vec<Busy> {
    let one_day = once.first == once.last;
    if one_day && series.daily() {
        let last = series.last(once.first, far());
        return spans(once.first, last, 1, left_out)
            .map(|(first, last)| Busy { first, last, ..once.clone() })
            .collect();
    }
    if let Some(weekdays) = series.weekly(once.first).filter(|_| one_day) {
        return every_week(series, &weekdays, once, left_out);
    }
    let length = once.last - once.first;
    let from = since.checked_sub_signed(length).unwrap_or(since);
    let days = series.days(once.first, from, ahead).into_iter().filter(|d| !left_out.contains(d));
    days.filter_map(|first| Some(Busy { first, last: first.checked_add_signed(length)?, ..once.clone() }))
        .collect()
}

/// A series that is every week the same, as fixed days up to each exception and on after it.
fn every_week(
    series: &Series,
    weekdays: &[Weekday],
    once: &Busy,
    left_out: &BTreeSet<NaiveDate>,
) -> Vec<Busy> {
    let end = series.last(once.first, far());
    let mut found = Vec::new();
    for weekday in weekdays {
        let week = |from: NaiveDate| from.iter_days().take(7).find(|d| d.weekday() == *weekday);
        let back = end.checked_sub_days(Days::new(6)).and_then(week);
        let Some((first, last)) = week(once.first).zip(back) else { continue };
        let holes = left_out.iter().filter(|d| d.weekday() == *weekday).copied().collect();
        let runs = spans(first, last, 7, &holes);
        found.extend(runs.map(|(first, last)| Busy { first, last, weekday: Some(*weekday), ..once.clone() }));
    }
    found
}

/// The spans from the first day to the last, every so many days, between the days that are left out.
fn spans(
    first: NaiveDate,
    last: NaiveDate,
    every: u64,
    left_out: &BTreeSet<NaiveDate>,
) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let every = Days::new(every);
    let mut runs = Vec::new();
    let mut from = first;
    for hole in left_out.iter().filter(|d| (first..=last).contains(*d)) {
        runs.push((from, *hole - every));
        from = *hole + every;
    }
    runs.push((from, last));
    runs.into_iter().filter(|(from, to)| from <= to)
}
