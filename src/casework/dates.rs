//! Dates as people type them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::error::{Error, Result};
use crate::rules::calendar::{Calendar, add_months};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads `2026-11-22`, `22/11/2026`, `22/11`, `22 nov`, `22 nov 2026`, `mon`, `today`, `tomorrow`,
/// `yesterday`, `+20wd`, `-3m`, `+2w`, `+10d`. A day and month alone mean the nearest such day.
///
/// # Errors
/// Kind data, with what can be typed.
pub fn parse(text: &str, today: NaiveDate, calendar: &Calendar) -> Result<NaiveDate> {
    let typed = text.trim().to_lowercase();
    let date =
        words(&typed, today).or_else(|| relative(&typed, today, calendar)).or_else(|| written(&typed, today));
    let fault = |why: &str| {
        Error::data(format!("{:?} {why}.", crate::model::text::line(text)))
            .hint("Type a date as 2026-11-22, 22/11/2026, 22 nov, mon, today, +20wd or -3m.")
    };
    let date = date.ok_or_else(|| fault("is not a date"))?;
    if (1900..=2100).contains(&date.year()) { Ok(date) } else { Err(fault("is not a year of our time")) }
}

fn words(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match text {
        "today" | "t" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        _ => {}
    }
    let weekday: Weekday = text.strip_prefix("next ").unwrap_or(text).parse().ok()?;
    today.iter_days().skip(1).take(7).find(|d| d.weekday() == weekday)
}

fn relative(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let rest = text.strip_prefix(['+', '-'])?.replace(' ', "");
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = rest.split_at_checked(digits)?;
    let n = count.parse::<i32>().ok().filter(|n| *n <= 9999)? * sign;
    let days = |n: i32| {
        let by = Days::new(u64::from(n.unsigned_abs()));
        if n < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) }
    };
    match unit {
        "wd" => calendar.add_working_days(today, n).ok().map(|c| c.date),
        "d" => days(n),
        "w" => days(n * 7),
        "m" => add_months(today, n),
        "y" => add_months(today, n * 12),
        _ => None,
    }
}

fn written(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', ',']).filter(|p| !p.is_empty()).collect();
    let number = |p: &str| p.parse::<u32>().ok();
    let month = |p: &str| {
        number(p).or_else(|| {
            let at = MONTHS.iter().position(|m| p.len() >= 3 && p.starts_with(m))?;
            u32::try_from(at + 1).ok()
        })
    };
    let year = |p: &str| (p.len() == 4).then(|| p.parse::<i32>().ok()).flatten();
    let weekday = |p: &&str| p.parse::<Weekday>().is_ok();
    let parts = if parts.first().is_some_and(weekday) { parts.get(1..)? } else { &parts };
    match parts {
        [y, m, d] if year(y).is_some() => NaiveDate::from_ymd_opt(year(y)?, month(m)?, number(d)?),
        [d, m, y] => NaiveDate::from_ymd_opt(year(y)?, month(m)?, number(d)?),
        [d, m] => {
            let (day, month) = (number(d)?, month(m)?);
            let years = [today.year() - 1, today.year(), today.year() + 1];
            let days = years.into_iter().filter_map(|y| NaiveDate::from_ymd_opt(y, month, day));
            days.min_by_key(|d| (*d - today).num_days().abs())
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
        ];
        for (typed, date) in cases {
            assert_eq!(parse(typed, today, &calendar).unwrap().to_string(), date, "{typed}");
        }
        for wrong in
            ["", "32/1/2026", "29/02/2026", "01/02/12", "+5x", "2026-13-01", "0012-01-01", "é", "+99999wd"]
        {
            assert!(parse(wrong, today, &calendar).is_err(), "{wrong}");
        }
    }
}
