//! Reading somebody's calendar for the days they are away. The file comes from outside: each event is cut out
//! and read on its own, so that a broken one spoils no other, and what is not understood is named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use icalendar::parser::{Component, read_components, unfold};

use super::series::Series;
use super::time::{days, times};
use crate::model::diary::{Busy, FAR};
use crate::model::ids::BusyId;
use crate::model::text;

/// The most events of a file, and lines of an event.
const EVENTS: usize = 20_000;
const LINES: usize = 2_000;
/// How many months ahead the days of a series without an end are kept, where they are kept one by one.
const AHEAD: Months = Months::new(36);
/// What the names of our own events end in.
const OURS: &str = "@casebook";

/// What a calendar holds for us.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// The calendar's own name.
    pub name: String,
    /// Times the person is not free.
    pub busy: Vec<Busy>,
    /// Names of events that were called off.
    pub called_off: Vec<String>,
    /// Events not read: what, and why.
    pub not_read: Vec<(String, String)>,
    /// Events read with a doubt: what, and which.
    pub doubts: Vec<(String, String)>,
    /// Events that ended before the day asked from.
    pub past: usize,
    /// Our own, written by this program.
    pub own: usize,
}

impl Intake {
    /// Whether there was no event at all.
    pub fn is_empty(&self) -> bool {
        let lists = self.busy.len() + self.called_off.len() + self.not_read.len();
        lists + self.past + self.own == 0
    }

    /// Marks what was read with the calendar it came from: its own name, else its file's.
    pub fn named_after(&mut self, file: &Path) -> String {
        let name = file.file_name().map(|n| text::line(&n.to_string_lossy())).unwrap_or_default();
        let source = Some(self.name.clone()).filter(|n| !n.is_empty()).unwrap_or(name);
        self.busy.iter_mut().for_each(|b| b.source.clone_from(&source));
        source
    }

    /// Names of every event that keeps a day.
    pub fn uids(&self) -> BTreeSet<&str> {
        self.busy.iter().map(|b| b.uid.as_str()).collect()
    }
}

/// Reads a calendar; events that ended before `since` are counted only.
pub fn read_busy(file: &str, since: NaiveDate) -> Intake {
    let plain = file.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let lines = unfold(&plain);
    let mut intake = Intake::default();
    let mut open: Option<Vec<&str>> = None;
    let mut events: Vec<String> = Vec::new();
    for line in lines.lines() {
        let word = line.trim().to_ascii_uppercase();
        match (&mut open, word.as_str()) {
            (_, "BEGIN:VEVENT") => open = Some(vec!["BEGIN:VEVENT"]),
            (Some(_), "END:VEVENT") => {
                let mut event = open.take().unwrap_or_default();
                event.push("END:VEVENT\n");
                if events.len() == EVENTS {
                    intake
                        .not_read
                        .push(("the rest of the file".into(), format!("more than {EVENTS} events")));
                    break;
                }
                events.push(outer(&event.join("\n")));
            }
            (Some(event), _) if event.len() < LINES => event.push(line),
            (None, _) if intake.name.is_empty() && word.starts_with("X-WR-CALNAME:") => {
                intake.name = line.split_once(':').map(|(_, name)| text::line(name)).unwrap_or_default();
            }
            _ => {}
        }
    }
    // A day of a series that has an event of its own is that event's, not the series'.
    let mut changed: BTreeMap<String, BTreeSet<NaiveDate>> = BTreeMap::new();
    for event in &events {
        if let Some(event) = component(event)
            && let Some(day) = event.find_prop("RECURRENCE-ID")
        {
            changed.entry(value(&event, "UID")).or_default().extend(days(day));
        }
    }
    events.iter().for_each(|event| take(event, since, &changed, &mut intake));
    intake.busy.sort_by_key(|b| (b.first, b.uid.clone()));
    intake
}

fn component(event: &str) -> Option<Component<'_>> {
    read_components(event).ok()?.into_iter().next()
}

fn value(event: &Component<'_>, key: &str) -> String {
    text::line(event.find_prop(key).map_or("", |p| p.val.as_str()))
}

fn take(event: &str, since: NaiveDate, changed: &BTreeMap<String, BTreeSet<NaiveDate>>, intake: &mut Intake) {
    let brief = |what: &str| text::line(what).chars().take(80).collect::<String>();
    let Some(event) = component(event) else {
        intake.not_read.push((brief("an event"), "it is malformed".into()));
        return;
    };
    let (summary, uid) = (value(&event, "SUMMARY"), value(&event, "UID"));
    let what = if summary.is_empty() { "Busy".to_owned() } else { summary };
    if uid.ends_with(OURS) {
        intake.own += 1;
        return;
    }
    let one_of_series = event.find_prop("RECURRENCE-ID").is_some();
    if value(&event, "STATUS").eq_ignore_ascii_case("CANCELLED") {
        intake.called_off.extend(Some(uid).filter(|u| !u.is_empty() && !one_of_series));
        return;
    }
    let free = |key: &str, word: &str| value(&event, key).eq_ignore_ascii_case(word);
    if free("TRANSP", "TRANSPARENT") || free("X-MICROSOFT-CDO-BUSYSTATUS", "FREE") {
        intake.not_read.push((brief(&what), "it is shown as free".into()));
        return;
    }
    let Some(times) = times(&event) else {
        intake.not_read.push((brief(&what), "its days cannot be read".into()));
        return;
    };
    if let Some(zone) = &times.foreign {
        let why = format!("its time zone, {}, is not read: the whole day is kept free", brief(zone));
        intake.doubts.push((brief(&what), why));
    }
    let uid = if uid.is_empty() { format!("{} {what}", times.first) } else { uid };
    let once = Busy {
        id: BusyId(0),
        first: times.first,
        last: times.last,
        weekday: None,
        hours: times.hours,
        what: what.clone(),
        uid: uid.clone(),
        source: String::new(),
    };
    let rule = Some(value(&event, "RRULE")).filter(|rule| !rule.is_empty() && !one_of_series);
    let Some(rule) = rule else {
        if once.last < since {
            intake.past += 1
        } else {
            intake.busy.push(once)
        }
        return;
    };
    let series = match Series::read(&rule) {
        Ok(series) => series,
        Err(why) => return intake.not_read.push((brief(&what), why)),
    };
    let mut left_out: BTreeSet<NaiveDate> =
        event.properties.iter().filter(|p| p.name.as_str() == "EXDATE").flat_map(days).collect();
    left_out.extend(changed.get(&uid).into_iter().flatten());
    if event.find_prop("RDATE").is_some() {
        intake.doubts.push((brief(&what), "its added days are not read: keep them free by hand".into()));
    }
    let found = match series.weekly(once.first).filter(|_| once.first == once.last) {
        Some(weekdays) => every_week(&series, &weekdays, &once, &left_out),
        None => {
            let far = since.checked_add_months(AHEAD).unwrap_or(since);
            if series.endless() {
                intake.doubts.push((brief(&what), format!("it repeats without end: kept free to {far}")));
            }
            one_by_one(&series, &once, &left_out, far)
        }
    };
    let before = intake.busy.len();
    intake.busy.extend(found.into_iter().filter(|b| b.last >= since));
    intake.past += usize::from(intake.busy.len() == before);
}

/// A series that is every week the same, as fixed days up to each exception and on after it.
fn every_week(
    series: &Series,
    weekdays: &[Weekday],
    once: &Busy,
    left_out: &BTreeSet<NaiveDate>,
) -> Vec<Busy> {
    let far = NaiveDate::from_ymd_opt(FAR, 12, 31).unwrap_or(once.first);
    let counted = if series.endless() { Vec::new() } else { series.days(once.first, far) };
    let mut found = Vec::new();
    for weekday in weekdays {
        let last = counted.iter().rfind(|d| d.weekday() == *weekday).copied();
        let last = last.or(Some(far).filter(|_| series.endless()));
        let first = once.first.iter_days().take(7).find(|d| d.weekday() == *weekday);
        let Some((mut first, last)) = first.zip(last) else { continue };
        let span = |first, last| Busy { first, last, weekday: Some(*weekday), ..once.clone() };
        let week = Days::new(7);
        let inside = first..=last;
        for hole in left_out.iter().filter(|d| d.weekday() == *weekday && inside.contains(*d)) {
            found.extend(Some(*hole - week).filter(|end| first <= *end).map(|end| span(first, end)));
            first = *hole + week;
        }
        found.extend((first <= last).then(|| span(first, last)));
    }
    found
}

/// Any other series, day by day.
fn one_by_one(series: &Series, once: &Busy, left_out: &BTreeSet<NaiveDate>, far: NaiveDate) -> Vec<Busy> {
    let length = once.last - once.first;
    let days = series.days(once.first, far).into_iter().filter(|d| !left_out.contains(d));
    days.filter_map(|first| Some(Busy { first, last: first.checked_add_signed(length)?, ..once.clone() }))
        .collect()
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
