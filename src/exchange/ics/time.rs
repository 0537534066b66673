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
    start: NaiveDateTime,
    end: NaiveDateTime,
    timed: bool,
    /// A zone that is not read; its hours are then not known here, and the whole day is taken.
    pub(super) foreign: Option<String>,
    /// What of it cannot be read, where only its length cannot: its first day is taken.
    pub(super) unread: Option<String>,
}

/// The days and hours of an event; what cannot be read where they cannot.
pub(super) fn times(event: &Component<'_>) -> Result<Times, String> {
    let shown = |key: &str| {
        let value = event.find_prop(key).map_or("", |p| p.val.as_str());
        format!("{key} {:?}", value.chars().take(40).collect::<String>())
    };
    let begun = event.find_prop("DTSTART").ok_or("it has no DTSTART")?;
    let (start, timed) =
        stamp(begun).ok_or_else(|| format!("its days cannot be read: {}", shown("DTSTART")))?;
    let ended = event.find_prop("DTEND").map(|p| stamp(p).map(|(end, _)| end).ok_or("DTEND"));
    let long = event.find_prop("DURATION").map(|p| {
        length(p.val.as_str()).and_then(|length| start.checked_add_signed(length)).ok_or("DURATION")
    });
    let shortest = if timed { start } else { start + Days::new(1) };
    let (end, unread) = match ended.or(long) {
        Some(Ok(end)) => (end, None),
        Some(Err(key)) => (shortest, Some(shown(key))),
        None => (shortest, None),
    };
    if end < start || !(1990..=FAR).contains(&start.year()) || end.year() > FAR {
        return Err(format!("its days cannot be read: {} to {}", start.date(), end.date()));
    }
    let foreign = event.find_prop("DTSTART").filter(|_| timed).and_then(foreign);
    Ok(Times { start, end, timed, foreign, unread })
}

impl Times {
    /// The day it begins.
    pub(super) fn first(&self) -> NaiveDate {
        self.start.date()
    }

    /// The time of day it begins; midnight where it is told by days.
    pub(super) fn time(&self) -> NaiveTime {
        self.start.time()
    }

    /// Its last day: the end is the first moment that is free again.
    pub(super) fn last(&self) -> NaiveDate {
        let (start, end) = (self.start, self.end);
        let midnight = end > start && end.time() == NaiveTime::MIN;
        end.date().pred_opt().filter(|_| midnight).unwrap_or(end.date())
    }

    /// From when to when, where it takes less than a day.
    pub(super) fn hours(&self) -> String {
        let (start, end) = (self.start, self.end);
        let long = !self.timed || end - start >= Duration::hours(WHOLE_DAY) || self.last() > start.date();
        if long || self.foreign.is_some() || self.unread.is_some() {
            return String::new();
        }
        format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"))
    }

    /// The same event begun at another moment; of one told by days, its day.
    pub(super) fn begun(&self, at: NaiveDateTime) -> Self {
        let start = if self.timed { at } else { at.date().and_time(NaiveTime::MIN) };
        let (foreign, unread) = (self.foreign.clone(), self.unread.clone());
        Self { start, end: start + (self.end - self.start), timed: self.timed, foreign, unread }
    }
}

/// The moments a property lists, and those of its values that are none: exceptions of a series, days added to it,
/// the day of it that an event changes.
pub(super) fn moments(property: &Property<'_>) -> (Vec<NaiveDateTime>, Vec<String>) {
    let universal = zone(property).is_some_and(|z| is(UNIVERSAL, &z));
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for one in property.val.as_str().split(',').map(str::trim).filter(|one| !one.is_empty()) {
        // A period is its beginning, and how long it is.
        let begin = one.split('/').next().unwrap_or(one);
        match moment(begin, universal).filter(|(at, _)| (1990..=FAR).contains(&at.year())) {
            Some((at, _)) => read.push(at),
            None => unread.push(one.chars().take(40).collect()),
        }
    }
    (read, unread)
}

/// The days of [`moments`].
pub(super) fn days(property: &Property<'_>) -> Vec<NaiveDate> {
    moments(property).0.into_iter().map(|at| at.date()).collect()
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
