//! Which backups to keep: many of the last days, few of long ago.

use std::collections::HashSet;
use std::hash::Hash;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// How far a name may run ahead of the clock: several backups made within a second take the next ones.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// Whether to keep each of `backups`, which are ordered latest first: the last 6, and the last one of
/// each of 7 days of use, 4 weeks and 2 months that have any. Each is told by when it was made and the day of use
/// it was made on. One made later than `now` (the clock was wrong) is kept and makes no other go.
pub(crate) fn kept(backups: &[(NaiveDateTime, NaiveDate)], now: NaiveDateTime) -> Vec<bool> {
    let (mut last, mut days, mut weeks, mut months) = (0, HashSet::new(), HashSet::new(), HashSet::new());
    let keep = backups.iter().map(|(made, at)| {
        if *made > now + AHEAD {
            return true;
        }
        last += 1;
        // Every set is asked, for a backup counts for its day, its week and its month at once.
        let of_day = first_of(&mut days, *at, 7);
        let of_week = first_of(&mut weeks, at.iso_week(), 4);
        let of_month = first_of(&mut months, (at.year(), at.month()), 2);
        last <= 6 || of_day || of_week || of_month
    });
    keep.collect()
}

/// Whether `span` is new and there are fewer than `most` so far.
fn first_of<T: Eq + Hash>(seen: &mut HashSet<T>, span: T, most: usize) -> bool {
    seen.len() < most && seen.insert(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_backups_a_day_thin_out_and_the_latest_always_stays() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(18, 0, 0).unwrap();
        let all: Vec<_> = (0..300).map(|n| now - TimeDelta::hours(8 * n)).map(|at| (at, at.date())).collect();
        let keep = kept(&all, now);
        let days: HashSet<_> = all.iter().zip(&keep).filter(|(_, k)| **k).map(|((_, day), _)| *day).collect();
        assert!(keep[..6].iter().all(|k| *k));
        assert!(days.len() >= 7);
        assert!((10..=19).contains(&keep.iter().filter(|k| **k).count()));
        // Thinning what was thinned takes nothing more away.
        let rest: Vec<_> = all.iter().zip(&keep).filter(|(_, k)| **k).map(|(at, _)| *at).collect();
        assert!(kept(&rest, now).iter().all(|k| *k));
    }

    #[test]
    fn a_backup_from_the_future_takes_no_place() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(18, 0, 0).unwrap();
        let mut all: Vec<_> =
            (1..=9).map(|n| now + TimeDelta::days(400 * n)).rev().map(|at| (at, at.date())).collect();
        all.push((now - TimeDelta::days(500), now.date()));
        assert!(kept(&all, now).iter().all(|k| *k));
    }
}
