//! Times of a calendar file as British wall clock.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use icalendar::parser::{Component, Property};

use crate::model::diary::FAR;

/// Hours that take a day: who is in training from nine to four holds no review.
const WHOLE_DAY: i64 = 6;
/// Names of zones that keep British time all year; Outlook's is the second.
const BRITISH: &[&str] = &[
    "Europe/London",
    "GMT Standard Time",
    "GB",
    "GB-Eire",
    "Europe/Belfast",
    "Europe/Dublin",
    "Europe/Guernsey",
    "Europe/Isle_of_Man",
    "Europe/Jersey",
    "Europe/Lisbon",
    "(UTC+00:00) Dublin, Edinburgh, Lisbon, London",
];
/// Names of the zone without a summer.
const UNIVERSAL: &[&str] =
    &["UTC", "GMT", "Z", "Zulu", "Etc/UTC", "Etc/GMT", "Etc/Zulu", "Coordinated Universal Time"];

/// When an event is.
pub(super) struct Times {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// From when to when, where it takes less than a day.
    pub(super) hours: String,
    /// A zone that is not read; its hours are then not known here, and the whole day is taken.
    pub(super) foreign: Option<String>,
}

/// The days and hours of an event; `None` where they cannot be read.
pub(super) fn times(event: &Component<'_>) -> Option<Times> {
    let stamped = |key: &str| event.find_prop(key).and_then(stamp);
    let (start, timed) = stamped("DTSTART")?;
    let length = event.find_prop("DURATION").and_then(|p| length(p.val.as_str()));
    let end = match (stamped("DTEND"), length) {
        (Some((end, _)), _) => end,
        (None, Some(length)) => start.checked_add_signed(length)?,
        (None, None) if timed => start,
        (None, None) => start.checked_add_signed(Duration::days(1))?,
    };
    if end < start || !(1990..=FAR).contains(&start.year()) || end.year() > FAR {
        return None;
    }
    // The end is the first moment that is free again.
    let last = if end > start && end.time() == NaiveTime::MIN { end.date().pred_opt()? } else { end.date() };
    let foreign = event.find_prop("DTSTART").filter(|_| timed).and_then(foreign);
    let long = !timed || end - start >= Duration::hours(WHOLE_DAY) || last > start.date();
    let hours = if long || foreign.is_some() {
        String::new()
    } else {
        format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"))
    };
    Some(Times { first: start.date(), last, hours, foreign })
}

/// The days a property lists: exceptions of a series, the day of it that an event changes.
pub(super) fn days(property: &Property<'_>) -> Vec<NaiveDate> {
    let universal = zone(property).is_some_and(|z| is(UNIVERSAL, &z));
    let listed = property.val.as_str().split(',').filter_map(|one| moment(one, universal));
    listed.map(|(at, _)| at.date()).collect()
}

/// The moment of a property, and whether it has a time of day.
fn stamp(property: &Property<'_>) -> Option<(NaiveDateTime, bool)> {
    moment(property.val.as_str(), zone(property).is_some_and(|z| is(UNIVERSAL, &z)))
}

fn zone(property: &Property<'_>) -> Option<String> {
    let named = property.params.iter().find(|p| p.key.as_str().eq_ignore_ascii_case("TZID"))?;
    Some(named.val.as_ref()?.as_str().trim_matches('"').trim().to_owned())
}

fn is(zones: &[&str], named: &str) -> bool {
    zones.iter().any(|z| z.eq_ignore_ascii_case(named))
}

/// The zone of a property where it is neither British nor universal.
fn foreign(property: &Property<'_>) -> Option<String> {
    let named = zone(property).filter(|_| !property.val.as_str().trim().ends_with(['Z', 'z']))?;
    // Some programs put a path of their own before the name.
    let known = is(BRITISH, &named) || is(UNIVERSAL, &named) || named.ends_with("/Europe/London");
    (!known && !named.is_empty()).then_some(named)
}

/// A date or a time of the wall clock; one in universal time is moved to British time.
pub(super) fn moment(value: &str, universal: bool) -> Option<(NaiveDateTime, bool)> {
    let value = value.trim();
    if let Ok(day) = NaiveDate::parse_from_str(value, "%Y%m%d") {
        return Some((day.and_time(NaiveTime::MIN), false));
    }
    let (clock, universal) = match value.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, true),
        None => (value, universal),
    };
    let at = NaiveDateTime::parse_from_str(clock, "%Y%m%dT%H%M%S").ok()?;
    let summer = universal && summer_time(at);
    Some((if summer { at + Duration::hours(1) } else { at }, true))
}

/// Whether Britain is an hour ahead at a moment of UTC: from one o'clock on the last Sunday of March to one
/// o'clock on the last Sunday of October.
fn summer_time(at: NaiveDateTime) -> bool {
    let change = |month: u32| {
        let last = NaiveDate::from_ymd_opt(at.year(), month, 31)?;
        let sunday = last - Days::new(u64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0)
    };
    change(3).zip(change(10)).is_some_and(|(from, to)| from <= at && at < to)
}

/// `P1D`, `PT2H30M`, `P1W`.
fn length(value: &str) -> Option<Duration> {
    let value = value.trim().strip_prefix('+').unwrap_or(value.trim()).strip_prefix('P')?;
    let (mut total, mut digits) = (Duration::zero(), String::new());
    for c in value.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if c == 'T' {
            continue;
        }
        let n: i64 = digits.parse().ok().filter(|n| *n <= 100_000)?;
        digits.clear();
        total += match c {
            'W' => Duration::weeks(n),
            'D' => Duration::days(n),
            'H' => Duration::hours(n),
            'M' => Duration::minutes(n),
            'S' => Duration::seconds(n),
            _ => return None,
        };
    }
    digits.is_empty().then_some(total)
}
