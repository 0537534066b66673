//! Reading somebody's calendar for the days they are away. The file comes from outside: each event is cut out
//! and read on its own, so that a broken one spoils no other, and what is not understood is named.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use icalendar::parser::{Component, read_components, unfold};

use crate::model::diary::Busy;
use crate::model::ids::BusyId;
use crate::model::text;

/// The most events of a file, and lines of an event.
const EVENTS: usize = 20_000;
const LINES: usize = 2_000;
/// Hours that take a day: who is in training from nine to four holds no review.
const WHOLE_DAY: i64 = 6;
/// A series without an end is kept to this year's.
const FAR: i32 = 2100;

/// What a calendar holds for us.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// Times the person is not free.
    pub busy: Vec<Busy>,
    /// Names of events that were called off.
    pub called_off: Vec<String>,
    /// Events not read: what, and why.
    pub not_read: Vec<(String, String)>,
    /// Events that ended before the day asked from.
    pub past: usize,
}

/// Reads a calendar; events that ended before `since` are counted only.
pub fn read_busy(file: &str, since: NaiveDate) -> Intake {
    let plain = file.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let lines = unfold(&plain);
    let mut intake = Intake::default();
    let mut open: Option<Vec<&str>> = None;
    let mut seen = 0;
    for line in lines.lines() {
        let word = line.trim().to_ascii_uppercase();
        match (&mut open, word.as_str()) {
            (_, "BEGIN:VEVENT") => open = Some(vec!["BEGIN:VEVENT"]),
            (Some(_), "END:VEVENT") => {
                let mut event = open.take().unwrap_or_default();
                event.push("END:VEVENT\n");
                seen += 1;
                if seen > EVENTS {
                    intake
                        .not_read
                        .push(("the rest of the file".into(), format!("more than {EVENTS} events")));
                    break;
                }
                take(&event.join("\n"), since, &mut intake);
            }
            // Alarms and whatever else lies within an event are of no use here.
            (Some(event), _) if event.len() < LINES => event.push(line),
            _ => {}
        }
    }
    intake.busy.sort_by_key(|b| (b.first, b.uid.clone()));
    intake
}

fn take(event: &str, since: NaiveDate, intake: &mut Intake) {
    let without_alarms = outer(event);
    let unread = |what: &str, why: &str| (text::line(what).chars().take(80).collect(), why.to_owned());
    let Some(event) = read_components(&without_alarms).ok().and_then(|all| all.into_iter().next()) else {
        intake.not_read.push(unread("an event", "it is malformed"));
        return;
    };
    let value = |key: &str| event.find_prop(key).map(|p| p.val.as_str().to_owned());
    let summary = text::line(&value("SUMMARY").unwrap_or_default());
    let what = if summary.is_empty() { "Busy".to_owned() } else { summary };
    let uid = text::line(&value("UID").unwrap_or_default());
    if value("STATUS").is_some_and(|s| s.eq_ignore_ascii_case("CANCELLED")) {
        intake.called_off.extend(Some(uid).filter(|u| !u.is_empty()));
        return;
    }
    let free = |key: &str, word: &str| value(key).is_some_and(|v| v.eq_ignore_ascii_case(word));
    if free("TRANSP", "TRANSPARENT") || free("X-MICROSOFT-CDO-BUSYSTATUS", "FREE") {
        intake.not_read.push(unread(&what, "it is shown as free"));
        return;
    }
    if value("RECURRENCE-ID").is_some() {
        intake.not_read.push(unread(&what, "it changes one day of a series"));
        return;
    }
    let Some((first, last, hours)) = times(&event) else {
        intake.not_read.push(unread(&what, "its days cannot be read"));
        return;
    };
    let uid = if uid.is_empty() { format!("{first} {what}") } else { uid };
    let once = Busy { id: BusyId(0), first, last, weekday: None, hours, what: what.clone(), uid };
    let found = match value("RRULE") {
        None => vec![once],
        Some(rule) => match weekly(&rule, &once, value("EXDATE").is_some() || value("RDATE").is_some()) {
            Ok(series) => series,
            Err(why) => {
                intake.not_read.push(unread(&what, why));
                return;
            }
        },
    };
    for busy in found {
        if busy.last < since { intake.past += 1 } else { intake.busy.push(busy) }
    }
}

/// An event without what lies within it.
fn outer(event: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for line in event.lines() {
        let word = line.trim_start().to_ascii_uppercase();
        depth += usize::from(word.starts_with("BEGIN:"));
        if depth <= 1 {
            kept.push_str(line);
            kept.push('\n');
        }
        depth = depth.saturating_sub(usize::from(word.starts_with("END:")));
    }
    kept
}

/// The first and the last day, and the hours where it takes less than a day.
fn times(event: &Component<'_>) -> Option<(NaiveDate, NaiveDate, String)> {
    let moment = |key: &str| event.find_prop(key).and_then(|p| moment(p.val.as_str()));
    let (start, timed) = moment("DTSTART")?;
    let length = event.find_prop("DURATION").and_then(|p| length(p.val.as_str()));
    let day = Duration::days(1);
    let end = match (moment("DTEND"), length) {
        (Some((end, _)), _) => end,
        (None, Some(length)) => start.checked_add_signed(length)?,
        (None, None) if timed => start,
        (None, None) => start.checked_add_signed(day)?,
    };
    if end < start || !(1990..=FAR).contains(&start.year()) || end.year() > FAR {
        return None;
    }
    // The end is the first moment that is free again.
    let last = if end > start && end.time() == NaiveTime::MIN { end.date().pred_opt()? } else { end.date() };
    let whole = !timed || end - start >= Duration::hours(WHOLE_DAY) || last > start.date();
    let hours = format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"));
    Some((start.date(), last, if whole { String::new() } else { hours }))
}

/// A date or a time of the wall clock; one in UTC is moved to British time.
fn moment(value: &str) -> Option<(NaiveDateTime, bool)> {
    let value = value.trim();
    if let Ok(day) = NaiveDate::parse_from_str(value, "%Y%m%d") {
        return Some((day.and_time(NaiveTime::MIN), false));
    }
    let (clock, utc) = match value.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, true),
        None => (value, false),
    };
    let at = NaiveDateTime::parse_from_str(clock, "%Y%m%dT%H%M%S").ok()?;
    let summer = utc && summer_time(at);
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

/// A plain weekly series as fixed days; anything else is refused with the reason.
fn weekly(rule: &str, once: &Busy, exceptions: bool) -> Result<Vec<Busy>, &'static str> {
    if exceptions {
        return Err("it repeats with exceptions: keep its days free by hand (busy add --every)");
    }
    let part = |key: &str| {
        rule.split(';')
            .find_map(|p| p.split_once('=').filter(|(k, _)| k.eq_ignore_ascii_case(key)))
            .map(|(_, v)| v)
    };
    let plain = rule.split(';').filter_map(|p| p.split_once('=')).all(|(key, _)| {
        ["FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"].iter().any(|k| key.eq_ignore_ascii_case(k))
    });
    let weekly = part("FREQ").is_some_and(|f| f.eq_ignore_ascii_case("WEEKLY"));
    if !plain || !weekly || part("INTERVAL").is_some_and(|n| n != "1") || once.last != once.first {
        return Err("it repeats in a way that is not read: keep its days free by hand (busy add)");
    }
    let days: Option<Vec<Weekday>> = match part("BYDAY") {
        None => Some(vec![once.first.weekday()]),
        Some(list) => list.split(',').map(weekday).collect(),
    };
    let days = days.filter(|d| !d.is_empty()).ok_or("its weekdays cannot be read")?;
    let count = part("COUNT").map(|n| n.parse::<u64>().ok().filter(|n| (1..=5_000).contains(n)));
    let until = part("UNTIL").map(|u| moment(u).map(|(at, _)| at.date()));
    let far = NaiveDate::from_ymd_opt(FAR, 12, 31).unwrap_or(once.first);
    let last = match (count, until) {
        (Some(None), _) | (_, Some(None)) => return Err("the end of its series cannot be read"),
        (Some(Some(_)), _) if days.len() > 1 => {
            return Err(
                "it repeats a number of times on several weekdays: keep them free by hand (busy add)",
            );
        }
        (Some(Some(n)), _) => once.first.checked_add_days(Days::new(7 * (n - 1))).unwrap_or(far),
        (None, Some(Some(day))) => day,
        (None, None) => far,
    };
    Ok(days.into_iter().map(|day| Busy { last, weekday: Some(day), ..once.clone() }).collect())
}

fn weekday(word: &str) -> Option<Weekday> {
    const WORDS: [(&str, Weekday); 7] = [
        ("MO", Weekday::Mon),
        ("TU", Weekday::Tue),
        ("WE", Weekday::Wed),
        ("TH", Weekday::Thu),
        ("FR", Weekday::Fri),
        ("SA", Weekday::Sat),
        ("SU", Weekday::Sun),
    ];
    WORDS.into_iter().find(|(w, _)| w.eq_ignore_ascii_case(word.trim())).map(|(_, d)| d)
}
