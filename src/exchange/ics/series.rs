//! Series: the days that a rule of repetition gives. Read are the rules people set in Outlook, Google and on
//! phones; any other is refused by name.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::time::moment;

/// The most days of a series.
const MOST: u64 = 5_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// A rule of repetition.
#[derive(Debug, Clone)]
pub(super) struct Series {
    every: Every,
    interval: u32,
    count: Option<u64>,
    until: Option<NaiveDateTime>,
    /// Weekdays, each with its place in the month: 1 is the first, -1 the last, 0 every one.
    weekdays: Vec<(i32, Weekday)>,
    month_days: Vec<i32>,
    months: Vec<u32>,
    /// Which of the days found in a month, likewise.
    place: Option<i32>,
    starts: Weekday,
}

impl Series {
    /// Reads a rule; what is not read is said.
    pub(super) fn read(rule: &str) -> Result<Self, String> {
        let mut series = Series {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            place: None,
            starts: Weekday::Mon,
        };
        let mut told = false;
        for (key, value) in rule.split(';').filter_map(|part| part.split_once('=')) {
            let (key, value) = (key.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase());
            told |= key == "FREQ";
            series.part(&key, &value).ok_or_else(|| {
                let part: String = format!("{key}={value}").chars().take(40).collect();
                format!("it repeats by {part}, which is not read: keep its days free by hand (busy add)")
            })?;
        }
        let monthly = matches!(series.every, Every::Month | Every::Year);
        let numbered = series.weekdays.iter().any(|(nth, _)| *nth != 0);
        let every_weekday = series.every == Every::Year && series.months.is_empty();
        let odd = !told
            || (!monthly && (numbered || series.place.is_some() || !series.month_days.is_empty()))
            || (every_weekday && !(series.weekdays.is_empty() && series.month_days.is_empty()))
            || (series.place.is_some() && series.weekdays.is_empty());
        if odd {
            return Err("it repeats in a way that is not read: keep its days free by hand (busy add)".into());
        }
        Ok(series)
    }

    fn part(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "FREQ" => {
                self.every = match value {
                    "DAILY" => Every::Day,
                    "WEEKLY" => Every::Week,
                    "MONTHLY" => Every::Month,
                    "YEARLY" => Every::Year,
                    _ => return None,
                }
            }
            "INTERVAL" => self.interval = value.parse().ok().filter(|n| (1..=1_000).contains(n))?,
            "COUNT" => self.count = Some(value.parse().ok().filter(|n| (1..=MOST).contains(n))?),
            "UNTIL" => {
                let (until, timed) = moment(value, false)?;
                self.until = Some(if timed { until } else { until + Days::new(1) - TimeDelta::seconds(1) });
            }
            "BYDAY" => self.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
            "BYMONTHDAY" => self.month_days = numbers(value, 31)?,
            "BYMONTH" => {
                let all = numbers(value, 12)?;
                self.months = all.into_iter().map(|m| u32::try_from(m).ok()).collect::<Option<_>>()?;
            }
            "BYSETPOS" => self.place = Some(value.parse().ok().filter(|n| (-5..=5).contains(n) && *n != 0)?),
            "WKST" => self.starts = weekday(value)?.1,
            _ => return None,
        }
        Some(())
    }

    /// Whether it goes on for ever.
    pub(super) fn endless(&self) -> bool {
        self.count.is_none() && self.until.is_none()
    }

    /// The days of the week of a series that is every week the same; `None` for any other.
    pub(super) fn weekly(&self, first: NaiveDate) -> Option<Vec<Weekday>> {
        let days = self.every == Every::Day && !self.weekdays.is_empty();
        let plain = (self.every == Every::Week || days) && self.interval == 1 && self.months.is_empty();
        plain.then(|| self.week_of(first))
    }

    fn week_of(&self, first: NaiveDate) -> Vec<Weekday> {
        match self.weekdays.is_empty() {
            true => vec![first.weekday()],
            false => self.weekdays.iter().map(|(_, day)| *day).collect(),
        }
    }

    /// Whether it is every day, whatever day it is.
    pub(super) fn daily(&self) -> bool {
        let plain = self.weekdays.is_empty() && self.months.is_empty();
        self.every == Every::Day && self.interval == 1 && plain
    }

    /// No day of the series is after this one; of one without end, `far`.
    pub(super) fn last(&self, first: NaiveDate, far: NaiveDate) -> NaiveDate {
        let last = self.until.map_or(far, |until| until.date().min(far));
        match self.count {
            Some(_) => self.days(first, first, last).last().copied().unwrap_or(first),
            None => last,
        }
    }

    /// Has a series of events at this time of day end with the last that begins no later than its end is told.
    pub(super) fn at(mut self, time: NaiveTime) -> Self {
        self.until = self.until.map(|until| if until.time() < time { until - Days::new(1) } else { until });
        self
    }

    /// Its days from `since` to a last one; `first` is the day it begins.
    pub(super) fn days(&self, first: NaiveDate, since: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let last = self.until.map_or(last, |until| until.date().min(last));
        let most = usize::try_from(self.count.unwrap_or(MOST)).unwrap_or(0);
        let begins = if self.count.is_some() { first } else { first.max(since) };
        let mut found = Vec::new();
        for turn in self.turns_before(first, begins).. {
            let Some(start) = self.turn(first, turn).filter(|start| *start <= last) else { break };
            let mut here = self.within(start, first);
            here.sort_unstable();
            here.dedup();
            found.extend(here.into_iter().filter(|day| (begins..=last).contains(day)));
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        found.retain(|day| *day >= since);
        found
    }

    /// Turns that are surely over before a day: nothing of them need be worked out.
    fn turns_before(&self, first: NaiveDate, day: NaiveDate) -> u32 {
        let longest = match self.every {
            Every::Day => 1,
            Every::Week => 7,
            Every::Month => 31,
            Every::Year => 366,
        };
        let over = (day - first).num_days() / (longest * i64::from(self.interval));
        u32::try_from(over).unwrap_or(0).saturating_sub(1)
    }

    /// The first day of the period of a turn.
    fn turn(&self, first: NaiveDate, turn: u32) -> Option<NaiveDate> {
        let n = turn.checked_mul(self.interval)?;
        match self.every {
            Every::Day => first.checked_add_days(Days::new(u64::from(n))),
            Every::Week => first.week(self.starts).first_day().checked_add_days(Days::new(u64::from(n) * 7)),
            Every::Month => first.with_day(1)?.checked_add_months(Months::new(n)),
            Every::Year => first.with_ordinal(1)?.checked_add_months(Months::new(n.checked_mul(12)?)),
        }
    }

    /// The days of the series in the period that begins on `start`.
    fn within(&self, start: NaiveDate, first: NaiveDate) -> Vec<NaiveDate> {
        let of_month = |day: &NaiveDate| self.months.is_empty() || self.months.contains(&day.month());
        match self.every {
            Every::Day => {
                let named = self.weekdays.is_empty() || self.week_of(first).contains(&start.weekday());
                Some(start).filter(|_| named).filter(of_month).into_iter().collect()
            }
            Every::Week => {
                let named = self.week_of(first);
                let week = start.iter_days().take(7);
                week.filter(|day| named.contains(&day.weekday())).filter(of_month).collect()
            }
            Every::Month => Some(start).filter(of_month).map_or_else(Vec::new, |m| self.in_month(m, first)),
            Every::Year => {
                let own = [first.month()];
                let months = if self.months.is_empty() { &own[..] } else { &self.months };
                let starts = months.iter().filter_map(|m| start.with_month(*m));
                starts.flat_map(|month| self.in_month(month, first)).collect()
            }
        }
    }

    fn in_month(&self, month: NaiveDate, first: NaiveDate) -> Vec<NaiveDate> {
        let all: Vec<NaiveDate> = month.iter_days().take_while(|d| d.month() == month.month()).collect();
        if self.weekdays.is_empty() {
            let own = [i32::try_from(first.day()).unwrap_or(1)];
            let wanted = if self.month_days.is_empty() { &own[..] } else { &self.month_days };
            return wanted.iter().filter_map(|n| nth(&all, *n)).collect();
        }
        let mut found: Vec<NaiveDate> = self
            .weekdays
            .iter()
            .flat_map(|(which, weekday)| {
                let days: Vec<NaiveDate> = all.iter().copied().filter(|d| d.weekday() == *weekday).collect();
                if *which == 0 { days } else { nth(&days, *which).into_iter().collect() }
            })
            .collect();
        if !self.month_days.is_empty() {
            let dates: Vec<NaiveDate> = self.month_days.iter().filter_map(|n| nth(&all, *n)).collect();
            found.retain(|day| dates.contains(day));
        }
        found.sort_unstable();
        match self.place {
            Some(place) => nth(&found, place).into_iter().collect(),
            None => found,
        }
    }
}

/// The first is 1, the last -1.
fn nth(days: &[NaiveDate], n: i32) -> Option<NaiveDate> {
    let from_either_end = usize::try_from(n.unsigned_abs()).ok()?.checked_sub(1)?;
    let mut days = days.iter().copied();
    if n > 0 { days.nth(from_either_end) } else { days.nth_back(from_either_end) }
}

fn numbers(list: &str, most: i32) -> Option<Vec<i32>> {
    list.split(',').map(|n| n.trim().parse().ok().filter(|n: &i32| *n != 0 && n.abs() <= most)).collect()
}

/// `FR`, `1MO`, `-1FR`.
fn weekday(word: &str) -> Option<(i32, Weekday)> {
    const WORDS: [(&str, Weekday); 7] = [
        ("MO", Weekday::Mon),
        ("TU", Weekday::Tue),
        ("WE", Weekday::Wed),
        ("TH", Weekday::Thu),
        ("FR", Weekday::Fri),
        ("SA", Weekday::Sat),
        ("SU", Weekday::Sun),
    ];
    let word = word.trim();
    let (_, day) = WORDS.into_iter().find(|(w, _)| word.ends_with(w))?;
    let nth = word.get(..word.len() - 2)?;
    let nth = if nth.is_empty() { 0 } else { nth.parse().ok().filter(|n: &i32| *n != 0 && n.abs() <= 5)? };
    Some((nth, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str, first: &str) -> String {
        let all = Series::read(rule).unwrap().days(
            first.parse().unwrap(),
            first.parse().unwrap(),
            "2028-12-31".parse().unwrap(),
        );
        all.iter().take(6).map(NaiveDate::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Days worked out by hand on a calendar, not by another reader.
    #[test]
    fn the_series_people_set_give_their_days() {
        for (rule, first, expected) in [
            ("FREQ=DAILY;COUNT=3", "2026-11-27", "2026-11-27 2026-11-28 2026-11-29"),
            (
                "FREQ=DAILY;INTERVAL=10;UNTIL=20261220T235959Z",
                "2026-11-27",
                "2026-11-27 2026-12-07 2026-12-17",
            ),
            ("FREQ=DAILY;BYDAY=MO,FR;COUNT=3", "2026-11-27", "2026-11-27 2026-11-30 2026-12-04"),
            ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", "2026-11-25", "2026-11-25 2026-12-09 2026-12-23"),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4",
                "2026-11-25",
                "2026-11-25 2026-12-07 2026-12-09 2026-12-21",
            ),
            // Four turns on, in a week that begins on Sunday, Tuesday and Sunday are of other weeks.
            (
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
                "1997-08-05",
                "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
                "1997-08-05",
                "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
            ),
            ("FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "2026-12-07", "2026-12-07 2027-01-04 2027-02-01"),
            ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1;COUNT=2", "2026-11-27", "2026-11-27 2026-12-25"),
            ("FREQ=MONTHLY;COUNT=3", "2026-12-31", "2026-12-31 2027-01-31 2027-03-31"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-12-31", "2026-12-31 2027-01-31 2027-02-28"),
            ("FREQ=YEARLY;COUNT=2", "2026-12-24", "2026-12-24 2027-12-24"),
            ("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29"),
            ("FREQ=YEARLY;BYMONTH=9;BYDAY=1MO;COUNT=2", "2026-09-07", "2026-09-07 2027-09-06"),
        ] {
            assert_eq!(days(rule, first), expected, "{rule}");
        }
        for (rule, named) in [
            ("FREQ=HOURLY", "FREQ=HOURLY"),
            ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20"),
            ("FREQ=YEARLY;BYDAY=MO", "not read"),
            ("COUNT=3", "not read"),
            ("FREQ=WEEKLY;BYDAY=1MO", "not read"),
            ("FREQ=DAILY;COUNT=0", "COUNT=0"),
        ] {
            assert!(Series::read(rule).unwrap_err().contains(named), "{rule}");
        }
    }
}
