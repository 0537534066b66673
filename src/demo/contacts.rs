//! Contacts and notes: the child seen on the days the visits were ticked off, the child's own words, what was
//! read and talked over between reviews.

use chrono::NaiveDate;

use super::cast::{Kind, Sketch, before};
use super::names::{keyed, word};
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::ids::{AskId, NoteId};
use crate::model::record::{Note, NoteKind};
use crate::model::voice::{Ask, Heard, How, Place};
use crate::rules::visits::own_visits;

/// So many of the last times the child was seen have a note.
const SEEN: usize = 3;
/// Days within which a note may not have gone into the council's system yet.
const UNPASTED: i64 = 5;

/// Fills in the notes, how the child's words were heard, and what the child asked for.
pub(crate) fn contacts(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let visits: Vec<(&str, bool)> =
        own_visits(world.practice).map(|d| (d.id.as_str(), !d.scope.is_review())).collect();
    let home = |duty: &str| visits.iter().find(|(id, _)| *id == duty).map(|(_, home)| *home);
    let mut seen: Vec<(NaiveDate, bool)> = case
        .done
        .iter()
        .filter(|d| !d.waived && d.date >= sketch.since)
        .filter_map(|d| Some((d.date, home(&d.duty)?)))
        .collect();
    seen.dedup_by_key(|(day, _)| *day);
    let from = seen.len().saturating_sub(SEEN);
    let mut heard = Vec::new();
    for (place, (day, at_home)) in seen.iter().enumerate().skip(from) {
        let how = see(case, sketch, *day, *at_home, rng);
        if place + 1 == seen.len() || rng.chance(50) {
            heard.extend(hear(case, sketch, *day, how, world, rng));
        }
    }
    between(case, sketch, world, rng);
    let fresh = before(world.today, UNPASTED);
    case.notes.iter_mut().for_each(|n| n.pasted = n.date < fresh || rng.chance(60));
    case.notes.sort_by_key(|n| n.date);
    for (words, how) in heard {
        let note = (1..).zip(&case.notes).find(|(_, n)| n.text == words).map(|(place, _)| NoteId(place));
        let alone = matches!(how, How::Placement | How::Met).then_some(true);
        let (advocate, rights) = (alone, alone);
        case.heard.extend(note.map(|note| Heard {
            note,
            how,
            alone,
            why_not: String::new(),
            advocate,
            rights,
            shared: false,
        }));
    }
}

/// The child was seen.
fn see(case: &mut Case, sketch: &Sketch, day: NaiveDate, at_home: bool, rng: &mut Rng) -> How {
    let age = years(sketch, day);
    let band = match age {
        0..4 => "0",
        4..12 => "4",
        _ => "12",
    };
    let (key, place) = match (at_home || rng.chance(60), age) {
        (true, _) => ("home", Place::Placement),
        (false, 4..) if rng.chance(50) => ("school", Place::School),
        _ => ("out", Place::Elsewhere),
    };
    let text = word(rng, &format!("saw-{band}-{key}"));
    note(case, NoteKind::Saw, day, "child", text);
    case.notes.iter_mut().rfind(|n| n.date == day).into_iter().for_each(|n| n.place = Some(place));
    if age < 4 { How::Observed } else { place.how() }
}

/// The child's own words of a day, sometimes with something asked for.
fn hear(
    case: &mut Case,
    sketch: &Sketch,
    day: NaiveDate,
    how: How,
    world: &World<'_>,
    rng: &mut Rng,
) -> Option<(&'static str, How)> {
    let band = match years(sketch, day) {
        _ if sketch.kind == Kind::Alone => "uasc",
        0..4 => "0",
        4..8 => "4",
        8..12 => "8",
        12..16 => "12",
        _ => "16",
    };
    let words = word(rng, &format!("wishes-{band}"));
    if !note(case, NoteKind::Wishes, day, "child", words) {
        return None;
    }
    let wanted: Vec<&str> = keyed(&format!("asked-{band}")).collect();
    if let Some((text, outcome)) = rng.pick(&wanted).split_once('|').filter(|_| rng.chance(45)) {
        let told = world.working_days_after(day, 8);
        let came = rng.chance(80) && !outcome.is_empty() && told <= world.today;
        case.asks.push(Ask {
            id: AskId(0),
            date: day,
            text: text.to_owned(),
            outcome: if came { outcome } else { "" }.to_owned(),
            outcome_on: came.then_some(told),
        });
    }
    Some((words, how))
}

/// What was talked over, read and challenged between reviews, on working days.
fn between(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let in_care = (world.today - sketch.since).num_days();
    for _ in 0..rng.range(2, 5) {
        let day = before(world.today, rng.range(1, in_care.clamp(1, 300)));
        let day = world.calendar.working_day_on_or_before(day).max(sketch.since);
        let (kind, with, key) = match rng.range(0, 9) {
            0 | 1 if sketch.kind == Kind::Alone => (NoteKind::Spoke, "personal adviser", "spoke-adviser"),
            0 | 1 => (NoteKind::Spoke, "parent", "spoke-parent"),
            2 | 3 => (NoteKind::Spoke, "social worker", "spoke-sw"),
            4 | 5 => (NoteKind::Spoke, "carer", "spoke-carer"),
            6 if years(sketch, day) >= 6 => (NoteKind::Spoke, "child", "spoke-child"),
            6 | 7 => (NoteKind::Read, "", "read"),
            8 => (NoteKind::Challenged, "team manager", "challenged"),
            _ => (NoteKind::Note, "", "note"),
        };
        note(case, kind, day, with, word(rng, key));
    }
}

/// Writes a note unless the child has one of those words; whether it did.
fn note(case: &mut Case, kind: NoteKind, date: NaiveDate, with: &str, text: &str) -> bool {
    let new = !text.is_empty() && case.notes.iter().all(|n| n.text != text);
    if new {
        let (with, text) = (with.to_owned(), text.to_owned());
        case.notes.push(Note { id: NoteId(0), kind, date, with, place: None, text, pasted: false });
    }
    new
}

/// The child's age in whole years on a day.
fn years(sketch: &Sketch, day: NaiveDate) -> u32 {
    day.years_since(sketch.dob).unwrap_or(0)
}
