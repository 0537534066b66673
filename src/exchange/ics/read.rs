//! Reading somebody's calendar for the days they are away. The file comes from outside: each event is cut out
//! and read on its own, so that a broken one spoils no other, and what is not understood is named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Months, NaiveDate};
use icalendar::parser::Component;

use super::cut::{Piece, cut};
use super::later::{Later, ranged, turn, turned};
use super::repeat::repeated;
use super::series::Series;
use super::time::{Times, days, moments, times};
use crate::model::diary::Busy;
use crate::model::ids::BusyId;
use crate::model::text;

/// The most entries a file may keep free: more than any diary of one person has, and few enough to hold.
const ENTRIES: usize = 50_000;
/// How many months ahead the days of a series without an end are kept, where they are kept one by one.
const AHEAD: Months = Months::new(36);
/// What the names of our own events end in.
const OURS: &str = "@casebook";

/// What a calendar holds for us.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Intake {
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
    pub(crate) fn is_empty(&self) -> bool {
        let lists = self.busy.len() + self.called_off.len() + self.not_read.len();
        lists + self.past + self.own == 0
    }

    /// Marks what was read with the calendar it came from: its own name, else its file's.
    pub(crate) fn named_after(&mut self, file: &Path) -> String {
        let name = file.file_name().map(|n| text::line(&n.to_string_lossy())).unwrap_or_default();
        let source = Some(self.name.clone()).filter(|n| !n.is_empty()).unwrap_or(name);
        self.busy.iter_mut().for_each(|b| b.source.clone_from(&source));
        source
    }

    /// Names of every event that keeps a day.
    pub(crate) fn uids(&self) -> BTreeSet<&str> {
        self.busy.iter().map(|b| b.uid.as_str()).collect()
    }
}

/// Reads a calendar; events that ended before `since` are counted only.
pub(crate) fn read_busy(file: &str, since: NaiveDate) -> Intake {
    let cut = cut(file);
    let mut intake = Intake { name: cut.name, ..Intake::default() };
    if let Some(line) = cut.left_from {
        intake
            .not_read
            .push(("the rest of the file".into(), format!("from line {line} on: too many events")));
    }
    let mut whole = Whole { since, calls_off: cut.calls_off, ..Whole::default() };
    cut.events.iter().filter_map(Piece::component).for_each(|event| whole.note(&event));
    for piece in &cut.events {
        let mut one = One { piece, what: "an event".to_owned(), intake: &mut intake };
        match piece.component() {
            Some(event) => one.take(&event, &whole),
            None => one.not_read("it is malformed"),
        }
    }
    intake.busy.sort_by_key(|b| (b.first, b.uid.clone()));
    intake
}

/// What must be known of the whole file to read one of its events.
#[derive(Default)]
struct Whole {
    since: NaiveDate,
    /// The file calls off what it names.
    calls_off: bool,
    /// Of each event, by its name and the day of a series that it changes: its highest sequence.
    newest: BTreeMap<(String, Option<NaiveDate>), u64>,
    /// Days of a series that have an event of their own: they are that event's, not the series'.
    changed: BTreeMap<String, BTreeSet<NaiveDate>>,
    /// Of each series, the days from which on it is another.
    later: BTreeMap<String, Later>,
}

impl Whole {
    fn note(&mut self, event: &Component<'_>) {
        let (uid, day) = (value(event, "UID"), changes(event));
        let free = self.calls_off || called_off(event) || shown_free(event);
        let from = day.filter(|_| ranged(event)).and_then(|day| Some((day, turn(event, free)?)));
        if let Some((day, turn)) = from {
            let known = self.newest.get(&(uid.clone(), Some(day)));
            if known.is_none_or(|newest| *newest <= sequence(event)) {
                self.later.entry(uid.clone()).or_default().insert(day, turn);
            }
        } else if let Some(day) = day {
            self.changed.entry(uid.clone()).or_default().insert(day);
        }
        let newest = self.newest.entry((uid, day)).or_default();
        *newest = (*newest).max(sequence(event));
    }

    /// Whether a newer event of the file takes the place of this one.
    fn replaced(&self, event: &Component<'_>, uid: &str, day: Option<NaiveDate>) -> bool {
        let newest = self.newest.get(&(uid.to_owned(), day)).filter(|_| !uid.is_empty());
        newest.is_some_and(|newest| *newest > sequence(event))
    }
}

/// The day of its series that an event changes; `None` for a series or a single event.
fn changes(event: &Component<'_>) -> Option<NaiveDate> {
    event.find_prop("RECURRENCE-ID").and_then(|p| days(p).first().copied())
}

fn called_off(event: &Component<'_>) -> bool {
    value(event, "STATUS").eq_ignore_ascii_case("CANCELLED")
}

fn shown_free(event: &Component<'_>) -> bool {
    let shown = value(event, "X-MICROSOFT-CDO-BUSYSTATUS").to_ascii_uppercase();
    let free = value(event, "TRANSP").eq_ignore_ascii_case("TRANSPARENT");
    free || shown == "FREE" || shown == "WORKINGELSEWHERE"
}

fn sequence(event: &Component<'_>) -> u64 {
    value(event, "SEQUENCE").parse().unwrap_or(0)
}

fn value(event: &Component<'_>, key: &str) -> String {
    text::line(event.find_prop(key).map_or("", |p| p.val.as_str()))
}

fn brief(what: &str) -> String {
    text::line(what).chars().take(80).collect()
}

/// One event on its way into the intake.
struct One<'a> {
    piece: &'a Piece,
    what: String,
    intake: &'a mut Intake,
}

impl One<'_> {
    fn not_read(&mut self, why: &str) {
        let why = format!("{why} (the event of line {})", self.piece.line);
        self.intake.not_read.push((brief(&self.what), why));
    }

    fn doubt(&mut self, why: &str) {
        let why = format!("{why} (the event of line {})", self.piece.line);
        self.intake.doubts.push((brief(&self.what), why));
    }

    fn take(&mut self, event: &Component<'_>, whole: &Whole) {
        let (summary, uid, day) = (value(event, "SUMMARY"), value(event, "UID"), changes(event));
        self.what = if summary.is_empty() { "Busy".to_owned() } else { summary };
        if uid.ends_with(OURS) {
            self.intake.own += 1;
            return;
        }
        if whole.replaced(event, &uid, day) {
            return;
        }
        // An event that changes one day of a series which is not in the file.
        let apart = day.filter(|_| !whole.newest.contains_key(&(uid.clone(), None)));
        let turns = day.and_then(|day| whole.later.get(&uid)?.get(&day)).is_some() && ranged(event);
        if turns && apart.is_none() {
            return;
        }
        if whole.calls_off || called_off(event) {
            match (day, apart) {
                (Some(_), Some(day)) => self.not_read(&format!(
                    "{day} of a series is called off, and the series is not in the file: give the day back by hand"
                )),
                (None, _) => self.intake.called_off.extend(Some(uid).filter(|u| !u.is_empty())),
                _ => {}
            }
            return;
        }
        if let Some((line, lines)) = self.piece.passed {
            let more = if lines == 1 { String::new() } else { format!(" and {} more", lines - 1) };
            self.doubt(&format!("line {line}{more} of the file cannot be read and was passed over"));
        }
        if shown_free(event) {
            self.not_read("it is shown as free");
            return;
        }
        let times = match times(event) {
            Ok(times) => times,
            Err(why) => return self.not_read(&why),
        };
        if let Some(zone) = &times.foreign {
            self.doubt(&format!("its time zone, {}, is not read: the whole day is kept free", brief(zone)));
        }
        if let Some(unread) = &times.unread {
            self.doubt(&format!(
                "how long it is cannot be read, {unread}: only {} is kept free",
                times.first()
            ));
        }
        if ranged(event) {
            self.doubt(&format!(
                "it changes {} and every later day of its series: only that day was changed",
                times.first()
            ));
        }
        let uid = match (uid.is_empty(), apart) {
            (true, _) => format!("{} {}", times.first(), self.what),
            (false, Some(day)) => {
                self.doubt(&format!(
                    "the series it is of is not in the file: {day} stays kept free where it was"
                ));
                format!("{uid} {day}")
            }
            (false, None) => uid,
        };
        let left_out = whole.changed.get(&uid).filter(|_| day.is_none()).cloned().unwrap_or_default();
        let found = self.found(event, &times, &uid, left_out, whole);
        let kept: Vec<Busy> = found.into_iter().filter(|b| b.last >= whole.since).collect();
        if kept.is_empty() {
            self.intake.past += 1;
        } else if self.intake.busy.len() + kept.len() > ENTRIES {
            self.not_read(&format!("the file keeps more than {ENTRIES} days free"));
        } else {
            self.intake.busy.extend(kept);
        }
    }

    /// What an event keeps free: its own days, those its rules give, those added, without those left out.
    fn found(
        &mut self,
        event: &Component<'_>,
        times: &Times,
        uid: &str,
        mut left_out: BTreeSet<NaiveDate>,
        whole: &Whole,
    ) -> Vec<Busy> {
        let since = whole.since;
        let later = whole.later.get(uid).filter(|_| changes(event).is_none());
        let entry = |times: &Times| Busy {
            id: BusyId(0),
            first: times.first(),
            last: times.last(),
            weekday: None,
            hours: times.hours(),
            what: self.what.clone(),
            uid: uid.to_owned(),
            source: String::new(),
        };
        let once = entry(times);
        let all = |key: &'static str| event.properties.iter().filter(move |p| p.name.as_str() == key);
        let (mut added, mut unread) = (Vec::new(), Vec::new());
        for property in all("RDATE") {
            let (read, not) = moments(property);
            added.extend(read.into_iter().map(|at| entry(&times.begun(at))));
            unread.extend(not);
        }
        for property in all("EXDATE") {
            let (read, not) = moments(property);
            left_out.extend(read.into_iter().map(|at| at.date()));
            unread.extend(not);
        }
        let ahead = since.checked_add_months(AHEAD).unwrap_or(since);
        let mut found = Vec::new();
        for rule in all("RRULE").filter(|_| changes(event).is_none()) {
            match Series::read(&text::line(rule.val.as_str())).map(|series| series.at(times.time())) {
                Ok(series) => {
                    let days = match later {
                        Some(later) => turned(&series, &once, &left_out, later, since, ahead),
                        None => repeated(&series, &once, &left_out, since, ahead),
                    };
                    if series.endless() && days.iter().any(|b| b.weekday.is_none() && b.last <= ahead) {
                        self.doubt(&format!("it repeats without end: kept free to {ahead}"));
                    }
                    found.extend(days);
                }
                Err(why) => self.not_read(&why),
            }
        }
        // The day it begins is of the series also where the rule does not give it.
        if later.is_none() {
            added.push(once);
        }
        added.sort_by_key(|b| b.first);
        added.dedup();
        let mut extra: Vec<Busy> = added.into_iter().filter(|b| !left_out.contains(&b.first)).collect();
        extra.retain(|b| !found.iter().any(|f| f.hours == b.hours && f.holds(b.first) && f.last >= b.last));
        found.append(&mut extra);
        if let Some(first) = unread.first() {
            self.doubt(&format!("a day added to it or taken out of it cannot be read: {first:?}"));
        }
        found
    }
}
