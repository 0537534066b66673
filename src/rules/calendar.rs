//! Bank holidays of England and Wales, working days and months; knows how far it is sure.
//!
//! Counting (design, "Counting"; Radcliffe v Bartholomew for the trigger day): the trigger day is day
//! 0, the n-th working day is strictly after it, or strictly before it for a negative n; 0 is the next
//! working day on or after. Months keep the day number, clipped to the month's end.
//!
//! The table answers from its first to its last year and refuses beyond. Years after `known_to` hold
//! days expected by rule, not yet published: an answer that reaches there is marked provisional.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::error::{Error, Result};

/// The shipped table: every bank holiday of England and Wales 2010-2030, checked against seven sources.
const SHIPPED: &str = include_str!("../../assets/calendar/bank_holidays_ew.csv");

/// A date reached by counting, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Counted {
    /// The date.
    pub date: NaiveDate,
    /// It rests on a year whose bank holidays are expected, not published.
    pub provisional: bool,
}

/// Why a day is not a working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DayOff<'a> {
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday, by name.
    Holiday(&'a str),
}

impl std::fmt::Display for DayOff<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DayOff::Weekend => f.write_str("weekend"),
            DayOff::Holiday(name) => write!(f, "{name} (bank holiday)"),
        }
    }
}

/// Working days of England and Wales as two tables, so that counting 2 days costs what 2,000 do.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    first: NaiveDate,
    /// For each day of the table: how many working days there are up to and including it.
    upto: Vec<u32>,
    /// For each working day in order: its place in `upto`.
    nth: Vec<u32>,
    holidays: BTreeMap<NaiveDate, String>,
    known_to: NaiveDate,
    /// Days the user added, in order.
    added: Vec<NaiveDate>,
}

impl Calendar {
    /// The shipped table alone.
    ///
    /// # Errors
    /// When the shipped file is malformed, which the tests rule out.
    pub(crate) fn england_and_wales() -> Result<Self> {
        Self::with_added(&[])
    }

    /// The shipped table and days added by the user (a proclaimed holiday).
    ///
    /// # Errors
    /// When the shipped file is malformed, or an added day lies outside the table.
    pub(crate) fn with_added(added: &[(NaiveDate, String)]) -> Result<Self> {
        let (mut holidays, known_to) = read_table(SHIPPED)?;
        let bounds = || Some((*holidays.keys().next()?, *holidays.keys().next_back()?));
        let (from, to) = bounds().ok_or_else(|| Error::internal("The bank holiday table is empty."))?;
        let first = NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from);
        let last = NaiveDate::from_ymd_opt(to.year(), 12, 31).unwrap_or(to);
        for (day, name) in added {
            if *day < first || *day > last {
                return Err(Error::data(format!(
                    "{day} is outside the bank holiday table ({} to {}); nothing was added.",
                    first.year(),
                    last.year()
                )));
            }
            holidays.insert(*day, name.clone());
        }
        let (mut upto, mut nth) = (Vec::new(), Vec::new());
        for (place, day) in first.iter_days().take_while(|d| *d <= last).enumerate() {
            if !is_weekend(day) && !holidays.contains_key(&day) {
                nth.push(u32::try_from(place).unwrap_or(u32::MAX));
            }
            upto.push(u32::try_from(nth.len()).unwrap_or(u32::MAX));
        }
        let mut added: Vec<NaiveDate> = added.iter().map(|(day, _)| *day).collect();
        added.sort_unstable();
        Ok(Self { first, upto, nth, holidays, known_to, added })
    }

    /// The last day whose bank holidays are published; later ones are expected by rule.
    pub(crate) fn known_to(&self) -> NaiveDate {
        self.known_to
    }

    /// The first and the last day of the table; nothing is answered outside them.
    pub(crate) fn span(&self) -> (NaiveDate, NaiveDate) {
        let days = u64::try_from(self.upto.len().saturating_sub(1)).unwrap_or(0);
        (self.first, self.first.checked_add_days(Days::new(days)).unwrap_or(self.first))
    }

    /// Which table this is, for the judgement kept with a review: known-to date and the days added.
    pub(crate) fn id(&self) -> String {
        let days: Vec<String> = self.added.iter().map(|d| d.format("%Y%m%d").to_string()).collect();
        format!("ew-{}+{}", self.known_to, if days.is_empty() { "0".to_owned() } else { days.join("+") })
    }

    /// Every bank holiday in order, with its name.
    pub(crate) fn holidays(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.holidays.iter().map(|(d, n)| (*d, n.as_str()))
    }

    /// The name of the bank holiday on `day`, if it is one.
    pub(crate) fn holiday(&self, day: NaiveDate) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// Why `day` is not a working day; `None` when it is one.
    pub(crate) fn day_off(&self, day: NaiveDate) -> Option<DayOff<'_>> {
        self.holiday(day).map(DayOff::Holiday).or(is_weekend(day).then_some(DayOff::Weekend))
    }

    /// The `n`-th working day strictly after `start` (before it when `n` is negative); for 0 the next
    /// working day on or after.
    ///
    /// # Errors
    /// When `start` or the answer lies outside the table: it is refused, never guessed.
    pub(crate) fn add_working_days(&self, start: NaiveDate, n: i32) -> Result<Counted> {
        let place = self.place(start).ok_or_else(|| self.outside(start))?;
        let through = self.upto.get(place).copied().unwrap_or(0);
        let before = place.checked_sub(1).and_then(|p| self.upto.get(p)).copied().unwrap_or(0);
        let index =
            if n > 0 { i64::from(through) + i64::from(n) - 1 } else { i64::from(before) + i64::from(n) };
        let found = usize::try_from(index).ok().and_then(|i| self.nth.get(i));
        let date = found.and_then(|p| self.first.checked_add_days(Days::new(u64::from(*p))));
        let date = date.ok_or_else(|| self.outside(start))?;
        Ok(Counted { date, provisional: date > self.known_to || start > self.known_to })
    }

    /// Working days from `a` to `b`: those after `a` up to and including `b`, negative when `b` is
    /// earlier; `None` outside the table.
    pub(crate) fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> Option<i32> {
        let count = |d: NaiveDate| self.upto.get(self.place(d)?).copied().map(i64::from);
        i32::try_from(count(b)? - count(a)?).ok()
    }

    /// The last working day on or before `day`; `day` itself outside the table.
    pub(crate) fn working_day_on_or_before(&self, day: NaiveDate) -> NaiveDate {
        if self.place(day).is_none() || self.day_off(day).is_none() {
            return day;
        }
        self.add_working_days(day, -1).map_or(day, |c| c.date)
    }

    fn place(&self, day: NaiveDate) -> Option<usize> {
        let place = usize::try_from((day - self.first).num_days()).ok()?;
        (place < self.upto.len()).then_some(place)
    }

    fn outside(&self, start: NaiveDate) -> Error {
        let (first, last) = self.span();
        Error::data(format!(
            "Counting working days from {start} leaves the bank holiday table, which covers {} to {}.",
            first.year(),
            last.year()
        ))
        .hint("Use a date inside the table, or a newer version of Casebook.")
    }
}

/// `start` moved by calendar months: the same day number, clipped to the month's end (28 February + 3
/// is 28 May); `None` beyond chrono's range.
pub(crate) fn add_months(start: NaiveDate, months: i32) -> Option<NaiveDate> {
    let by = Months::new(months.unsigned_abs());
    if months < 0 { start.checked_sub_months(by) } else { start.checked_add_months(by) }
}

/// Whether `day` is a Saturday or a Sunday.
pub(crate) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Reads `date,title,...,status`; also the last day of the last year that is not provisional.
fn read_table(text: &str) -> Result<(BTreeMap<NaiveDate, String>, NaiveDate)> {
    #[derive(serde::Deserialize)]
    struct Row {
        date: NaiveDate,
        title: String,
        status: String,
    }
    let mut holidays = BTreeMap::new();
    let mut known = 0;
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize::<Row>() {
        let row = row.map_err(|e| Error::internal(format!("The bank holiday table is malformed: {e}.")))?;
        if row.status != "provisional" {
            known = known.max(row.date.year());
        }
        holidays.insert(row.date, row.title);
    }
    Ok((holidays, NaiveDate::from_ymd_opt(known, 12, 31).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rows(text: &'static str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn every_row_of_the_working_day_oracle_agrees() {
        let calendar = Calendar::england_and_wales().unwrap();
        let oracle = rows(include_str!("../../tests/data/working_day_oracle.csv"));
        assert_eq!(oracle.len(), 1000);
        for row in oracle {
            let got = calendar.add_working_days(d(&row[0]), row[1].parse().unwrap()).unwrap();
            assert_eq!(got.date, d(&row[2]), "{row:?}");
            assert_eq!(calendar.day_off(d(&row[0])).is_none(), row[3] == "yes", "{row:?}");
        }
    }

    #[test]
    fn every_row_of_the_first_review_and_month_oracles_agrees() {
        let calendar = Calendar::england_and_wales().unwrap();
        for row in rows(include_str!("../../tests/data/first_review_due_oracle.csv")) {
            assert_eq!(calendar.add_working_days(d(&row[0]), 20).unwrap().date, d(&row[1]), "{row:?}");
        }
        for row in rows(include_str!("../../tests/data/month_oracle.csv")) {
            assert_eq!(add_months(d(&row[0]), row[1].parse().unwrap()), Some(d(&row[2])), "{row:?}");
        }
    }

    #[test]
    fn the_table_agrees_with_walking_day_by_day() {
        let calendar = Calendar::england_and_wales().unwrap();
        let works = |d: NaiveDate| calendar.day_off(d).is_none();
        for start in d("2011-01-01").iter_days().take(1200) {
            let (mut after, mut before) = (start, start);
            for n in 1..=40 {
                after = after.succ_opt().unwrap();
                before = before.pred_opt().unwrap();
                while !works(after) {
                    after = after.succ_opt().unwrap();
                }
                while !works(before) {
                    before = before.pred_opt().unwrap();
                }
                assert_eq!(calendar.add_working_days(start, n).unwrap().date, after);
                assert_eq!(calendar.add_working_days(start, -n).unwrap().date, before);
                assert_eq!(calendar.working_days_between(start, after), Some(n));
            }
        }
    }

    #[test]
    fn zero_is_the_next_working_day_on_or_after() {
        let calendar = Calendar::england_and_wales().unwrap();
        assert_eq!(calendar.add_working_days(d("2026-11-20"), 0).unwrap().date, d("2026-11-20"));
        assert_eq!(calendar.add_working_days(d("2026-11-21"), 0).unwrap().date, d("2026-11-23"));
        assert_eq!(calendar.add_working_days(d("2025-12-25"), 0).unwrap().date, d("2025-12-29"));
    }

    #[test]
    fn beyond_the_table_is_refused_and_a_provisional_year_says_so() {
        let calendar = Calendar::england_and_wales().unwrap();
        assert_eq!(calendar.known_to(), d("2028-12-31"));
        assert!(!calendar.add_working_days(d("2028-12-01"), 10).unwrap().provisional);
        assert!(calendar.add_working_days(d("2028-12-22"), 20).unwrap().provisional);
        assert!(calendar.add_working_days(d("2030-12-30"), 20).is_err());
        assert!(calendar.add_working_days(d("2009-12-31"), 1).is_err());
        assert!(calendar.add_working_days(d("2010-01-04"), -1).is_err());
        assert!(calendar.add_working_days(d("2010-01-04"), i32::MIN).is_err());
    }

    #[test]
    fn an_added_day_moves_what_counts_over_it() {
        let extra = vec![(d("2026-12-17"), "Proclaimed".to_owned())];
        let plain = Calendar::england_and_wales().unwrap();
        let added = Calendar::with_added(&extra).unwrap();
        assert_eq!(plain.add_working_days(d("2026-11-23"), 20).unwrap().date, d("2026-12-21"));
        assert_eq!(added.add_working_days(d("2026-11-23"), 20).unwrap().date, d("2026-12-22"));
        assert_ne!(plain.id(), added.id());
        assert!(Calendar::with_added(&[(d("2031-01-01"), "x".into())]).is_err());
    }
}
