//! Dates as people type them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::error::{Error, Result};
use crate::rules::calendar::{Calendar, add_months};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
/// A year of two digits lies at most so far ahead; else it is of the century before.
const YEARS_AHEAD: i32 = 20;

/// Reads a day as `2026-11-22`, `22/11/2026`, `22/11/26`, `22/11`, `22 nov`, `nov 22`, `22nd November 2026`,
/// `jan 2027` (its first day), `24th`, `mon`, `this friday`, `next week`, `monday week`, `today`, `tomorrow`,
/// `yesterday`, `in 2 weeks`, `3 days ago`, `a fortnight`, `+20wd`, `-3m`, `+2w`, `+10d`. A day and month alone
/// mean the nearest such day; a weekday or a day of the month alone the one to come.
///
/// # Errors
/// Kind data, with what can be typed; where a weekday was named that the date does not fall on, which it is.
pub(crate) fn parse(text: &str, today: NaiveDate, calendar: &Calendar) -> Result<NaiveDate> {
    let typed = text.trim().to_lowercase();
    let fault = |why: &str| {
        Error::data(format!("{:?} {why}.", crate::model::text::line(text)))
            .hint("Type a date as 2026-11-22, 22/11/26, 22 nov, 24th, mon, next week, in 2 weeks or +20wd.")
    };
    let named = words(&typed, today).or_else(|| relative(&typed, today, calendar));
    let (date, weekday) = match named {
        Some(date) => (Some(date), None),
        None => written(&typed, today),
    };
    let date = date.ok_or_else(|| fault("is not a date"))?;
    if !(1900..=2100).contains(&date.year()) {
        return Err(fault("lies outside the years 1900 to 2100"));
    }
    match weekday.filter(|named| *named != date.weekday()) {
        Some(_) => {
            Err(fault(&format!("does not fit: {} is a {}", date.format("%-d %b %Y"), date.format("%A"))))
        }
        None => Ok(date),
    }
}

/// The entry of a list that a word of three letters or more begins.
fn begun<T>(word: &str, all: impl IntoIterator<Item = (&'static str, T)>) -> Option<T> {
    all.into_iter().find(|(name, _)| word.len() >= 3 && name.starts_with(word)).map(|(_, it)| it)
}

fn weekday(word: &str) -> Option<Weekday> {
    if word == "weds" { Some(Weekday::Wed) } else { begun(word, WEEKDAYS) }
}

fn month(word: &str) -> Option<u32> {
    begun(word, MONTHS.into_iter().zip(1..))
}

fn words(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = |days: u64| today.checked_add_days(Days::new(days));
    match text {
        "today" | "t" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        "fortnight" | "a fortnight" | "in a fortnight" => return ahead(14),
        "next week" => return ahead(u64::from(7 - today.weekday().num_days_from_monday())),
        "next month" => return add_months(today.with_day(1)?, 1),
        _ => {}
    }
    if let Some(day) = text.strip_suffix(" week") {
        return words(day, today)?.checked_add_days(Days::new(7));
    }
    // This Friday may be today, the next never is.
    let (from, day) = match text.strip_prefix("this ") {
        Some(day) => (today, day),
        None => (today.succ_opt()?, text.strip_prefix("next ").unwrap_or(text)),
    };
    let weekday = weekday(day)?;
    from.iter_days().take(7).find(|d| d.weekday() == weekday)
}

/// So much before or after today: `+20wd`, `-3m`, `in 2 weeks`, `a week`, `3 days ago`.
fn relative(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let (ago, rest) = match (text.strip_prefix('-'), text.strip_suffix(" ago")) {
        (Some(rest), _) | (None, Some(rest)) => (true, rest),
        (None, None) => (false, text.strip_prefix('+').or(text.strip_prefix("in ")).unwrap_or(text)),
    };
    let rest = rest.trim_start();
    let one = ["a ", "an ", "one "].iter().find_map(|word| rest.strip_prefix(word));
    let (count, unit) = match one {
        Some(unit) => (1, unit),
        None => {
            let (count, unit) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit())?)?;
            (count.parse::<i32>().ok().filter(|n| *n <= 9999)?, unit)
        }
    };
    let n = if ago { -count } else { count };
    let days = |n: i32| {
        let by = Days::new(u64::from(n.unsigned_abs()));
        if n < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) }
    };
    match unit.trim() {
        "wd" | "working day" | "working days" => calendar.add_working_days(today, n).ok().map(|c| c.date),
        "d" | "day" | "days" => days(n),
        "w" | "wk" | "week" | "weeks" => days(n * 7),
        "fortnight" | "fortnights" => days(n * 14),
        "m" | "month" | "months" => add_months(today, n),
        "y" | "year" | "years" => add_months(today, n * 12),
        _ => None,
    }
}

/// A date in figures or with its month named; and the weekday it was said to be.
fn written(text: &str, today: NaiveDate) -> (Option<NaiveDate>, Option<Weekday>) {
    let parts = text.split(['-', '/', '.', ' ', ',']).filter(|p| !["", "of", "the"].contains(p));
    let mut parts: Vec<&str> = parts.collect();
    let named = parts.first().and_then(|p| weekday(p));
    if named.is_some() {
        parts.remove(0);
    }
    (figures(&parts, today), named)
}

fn figures(parts: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let month_of = |p: &str| p.parse().ok().or_else(|| month(p));
    let long_year = |p: &str| (p.len() == 4).then(|| p.parse::<i32>().ok()).flatten();
    match *parts {
        [y, m, d] if long_year(y).is_some() => NaiveDate::from_ymd_opt(long_year(y)?, month_of(m)?, day(d)?),
        [m, d, y] if month(m).is_some() => NaiveDate::from_ymd_opt(year(y, today)?, month(m)?, day(d)?),
        [d, m, y] => NaiveDate::from_ymd_opt(year(y, today)?, month_of(m)?, day(d)?),
        [m, y] if month(m).is_some() && long_year(y).is_some() => {
            NaiveDate::from_ymd_opt(long_year(y)?, month(m)?, 1)
        }
        [m, d] if month(m).is_some() => nearest(day(d)?, month(m)?, today),
        [d, m] => nearest(day(d)?, month_of(m)?, today),
        [d] if ordinal(d).is_some() => {
            let day = day(d)?;
            today.iter_days().take(62).find(|date| date.day() == day)
        }
        _ => None,
    }
}

fn nearest(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let days = years.into_iter().filter_map(|y| NaiveDate::from_ymd_opt(y, month, day));
    days.min_by_key(|d| (*d - today).num_days().abs())
}

/// `24` of `24th`.
fn ordinal(text: &str) -> Option<&str> {
    ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end))
}

fn day(text: &str) -> Option<u32> {
    ordinal(text).unwrap_or(text).parse().ok()
}

/// A year of four digits, or of two.
fn year(text: &str, today: NaiveDate) -> Option<i32> {
    let n: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(n),
        2 => {
            let year = today.year() - today.year() % 100 + n;
            Some(if year > today.year() + YEARS_AHEAD { year - 100 } else { year })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let calendar = Calendar::england_and_wales().unwrap();
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let cases = [
            ("2026-11-22", "2026-11-22"),
            ("22/11/2026", "2026-11-22"),
            ("22 nov", "2026-11-22"),
            ("Sun 22 Nov 2026", "2026-11-22"),
            ("5 january", "2027-01-05"),
            ("1/12", "2026-12-01"),
            ("today", "2026-11-22"),
            ("mon", "2026-11-23"),
            ("+20wd", "2026-12-18"),
            ("-3m", "2026-08-22"),
            ("+2w", "2026-12-06"),
            ("24/12/26", "2026-12-24"),
            ("01/02/12", "2012-02-01"),
            ("3.5.75", "1975-05-03"),
            ("24th", "2026-11-24"),
            ("22nd", "2026-11-22"),
            ("the 1st", "2026-12-01"),
            ("24th December 2026", "2026-12-24"),
            ("24th of dec", "2026-12-24"),
            ("24 Dec", "2026-12-24"),
            ("Dec 24", "2026-12-24"),
            ("dec 24, 2027", "2027-12-24"),
            ("Thu 24 Dec", "2026-12-24"),
            ("Thurs 24 Dec", "2026-12-24"),
            ("jan 2027", "2027-01-01"),
            ("in 2 weeks", "2026-12-06"),
            ("2 weeks", "2026-12-06"),
            ("in a week", "2026-11-29"),
            ("in 3 days", "2026-11-25"),
            ("3 days ago", "2026-11-19"),
            ("10 working days", "2026-12-04"),
            ("this friday", "2026-11-27"),
            ("this sunday", "2026-11-22"),
            ("sunday", "2026-11-29"),
            ("next week", "2026-11-23"),
            ("monday week", "2026-11-30"),
            ("tomorrow week", "2026-11-30"),
            ("a fortnight", "2026-12-06"),
            ("next month", "2026-12-01"),
        ];
        for (typed, date) in cases {
            assert_eq!(parse(typed, today, &calendar).unwrap().to_string(), date, "{typed}");
        }
        for wrong in [
            "",
            "32/1/2026",
            "29/02/2026",
            "1/2/126",
            "+5x",
            "2026-13-01",
            "0012-01-01",
            "é",
            "+99999wd",
            "24",
        ] {
            assert!(parse(wrong, today, &calendar).is_err(), "{wrong}");
        }
        let error = parse("Wed 24 Dec", today, &calendar).unwrap_err();
        assert!(error.message.contains("24 Dec 2026 is a Thursday"), "{error}");
    }
}
