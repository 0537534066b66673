//! The years a return is about.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::draft::Draft;

/// One date in so many may be a slip: it does not make a return one of another year.
const SLIPS: usize = 200;

/// The days a return tells of: whole years to 31 March, from that of its first ended episode or review to that of
/// its latest date. `None` where it has no date.
pub(crate) fn span<'d>(drafts: impl Iterator<Item = &'d Draft>) -> Option<(NaiveDate, NaiveDate)> {
    let (mut ended, mut all) = (BTreeMap::new(), BTreeMap::new());
    let count = |years: &mut BTreeMap<i32, usize>, day: NaiveDate| *years.entry(year(day)).or_default() += 1;
    for draft in drafts {
        let told = draft.episodes.iter().filter_map(|e| e.end).chain(draft.reviews.iter().map(|r| r.day));
        for day in told {
            count(&mut ended, day);
            count(&mut all, day);
        }
        draft.episodes.iter().for_each(|e| count(&mut all, e.start));
    }
    let last = *usual(&all).last()?;
    let first = usual(&ended).first().copied().unwrap_or(last).min(last);
    Some((NaiveDate::from_ymd_opt(first - 1, 4, 1)?, NaiveDate::from_ymd_opt(last, 3, 31)?))
}

/// The year, to 31 March, that a day lies in: the one in which it ends.
fn year(day: NaiveDate) -> i32 {
    day.year() + i32::from(day.month() > 3)
}

/// The years, in order, that have more dates than slips would give them.
fn usual(years: &BTreeMap<i32, usize>) -> Vec<i32> {
    let most = years.values().max().copied().unwrap_or(0);
    years.iter().filter(|(_, n)| **n * SLIPS >= most).map(|(year, _)| *year).collect()
}
