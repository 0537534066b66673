//! Writing a calendar: one file, one event a thing, its name the same for ever.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, Utc};
use icalendar::{Alarm, Calendar, Class, Component, Event as Entry, EventLike, EventStatus, Property};
use serde::{Deserialize, Serialize};

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// All of a day.
    Day(NaiveDate),
    /// At a time of the wall clock, for so many minutes.
    At(NaiveDateTime, u32),
}

impl When {
    /// Its day.
    pub(crate) fn day(self) -> NaiveDate {
        match self {
            When::Day(day) => day,
            When::At(at, _) => at.date(),
        }
    }
}

/// What a calendar shows of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    /// When it is.
    pub when: When,
    /// Its line.
    pub summary: String,
    /// What more there is to say.
    pub description: String,
    /// Where.
    pub location: String,
    /// Days before at nine in the morning on which it reminds.
    pub remind: Vec<u32>,
    /// The child's number, by which a selection is told.
    pub child: Option<String>,
    /// The role that owns it, likewise.
    pub owner: String,
}

/// An event with its name and how often it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Its name.
    pub uid: String,
    /// How often it changed.
    pub sequence: u32,
    /// When it last changed.
    pub modified: DateTime<Utc>,
    /// It fell away.
    pub cancelled: bool,
    /// What it is.
    pub event: Event,
}

/// The file: CRLF throughout, lines folded at 75 octets.
pub(crate) fn write(name: &str, revisions: &[Revision]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Casebook//Casebook//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", name),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    for revision in revisions {
        calendar.push(entry(revision));
    }
    // The library leaves a last folded line one octet too long now and then, so lines are folded here.
    calendar.to_string().replace("\r\n ", "").split_inclusive("\r\n").map(fold).collect()
}

/// A line in pieces of at most 75 octets, the space before each further one counted, no letter cut in two.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / 25);
    let mut octets = 0;
    for c in line.chars() {
        let end = matches!(c, '\r' | '\n');
        if !end && octets + c.len_utf8() > 75 {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(c);
        octets += c.len_utf8();
    }
    folded
}

fn entry(r: &Revision) -> Entry {
    let mut entry = Entry::with_uid(&r.uid);
    entry
        .timestamp(r.modified)
        .last_modified(r.modified)
        .sequence(r.sequence)
        .summary(&r.event.summary)
        .class(Class::Private)
        .status(if r.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    match r.event.when {
        When::Day(day) => {
            entry.starts(day).ends(day.checked_add_days(Days::new(1)).unwrap_or(day));
            entry.add_property("TRANSP", "TRANSPARENT");
            entry.add_property("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
            entry.add_property("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
        }
        When::At(at, minutes) => {
            entry.starts(at).ends(at + Duration::minutes(i64::from(minutes)));
            entry.add_property("TRANSP", if r.cancelled { "TRANSPARENT" } else { "OPAQUE" });
        }
    }
    for (key, value) in [("DESCRIPTION", &r.event.description), ("LOCATION", &r.event.location)] {
        if !value.is_empty() {
            entry.add_property(key, value.as_str());
        }
    }
    if !r.cancelled {
        for days in &r.event.remind {
            let mut alarm = Alarm::display(&r.event.summary, before(r.event.when, *days));
            // Left out, the library invents both anew each time.
            alarm.uid(&format!("{days}-{}", r.uid)).timestamp(r.modified);
            entry.alarm(alarm);
        }
    }
    entry.done()
}

/// From the start of an event back to nine in the morning so many days before.
fn before(when: When, days: u32) -> Duration {
    let into_the_day = match when {
        When::Day(_) => Duration::zero(),
        When::At(at, _) => at.time().signed_duration_since(chrono::NaiveTime::MIN),
    };
    Duration::hours(9) - Duration::days(i64::from(days)) - into_the_day
}
