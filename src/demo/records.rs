//! What was written down: notes and contacts, changes, checklist sessions.

use chrono::NaiveDate;

use super::cast::{Kind, Next, Sketch, after, before};
use super::names::{keyed, keys, word};
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::change::Change;
use crate::model::ids::{NoteId, SessionId};
use crate::model::record::{Answer, Note, NoteKind, Session, Subject};
use crate::rules::practice::AnswerKind;

/// Fills in three to eight notes: several kinds, the child's own words among them.
pub fn notes(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let in_care = (world.today - sketch.since).num_days();
    let seen_ago = match rng.range(1, 100) {
        ..9 => rng.range(380, 520),
        9..30 => rng.range(120, 340),
        _ => rng.range(3, 110),
    };
    let age = years(sketch.dob, world.today);
    let wishes = match age {
        _ if sketch.kind == Kind::Alone => "wishes-uasc",
        0..4 => "wishes-0",
        4..8 => "wishes-4",
        8..12 => "wishes-8",
        12..16 => "wishes-12",
        _ => "wishes-16",
    };
    let seen = match age {
        0..4 => "saw-0",
        4..12 => "saw-4",
        _ => "saw-12",
    };
    if seen_ago < in_care {
        add(case, NoteKind::Saw, before(world.today, seen_ago), "child", word(rng, seen), rng);
    }
    let words: Vec<&str> = keyed(wishes).collect();
    let asked = rng.range(1, 200.min(in_care));
    add(case, NoteKind::Wishes, before(world.today, asked), "child", rng.pick(&words), rng);
    for _ in 0..rng.range(1, 6) {
        let day = before(world.today, rng.range(1, in_care.clamp(1, 300)));
        let (kind, with, key) = match rng.range(0, 9) {
            0 => (NoteKind::Spoke, "parent", "spoke-parent"),
            1 | 2 => (NoteKind::Spoke, "social worker", "spoke-sw"),
            3 | 4 => (NoteKind::Spoke, "carer", "spoke-carer"),
            5 if years(sketch.dob, day) >= 6 => (NoteKind::Spoke, "child", "spoke-child"),
            5..=7 => (NoteKind::Read, "", "read"),
            8 => (NoteKind::Challenged, "team manager", "challenged"),
            _ => (NoteKind::Note, "", "note"),
        };
        let with = if sketch.kind == Kind::Alone && with == "parent" { "personal adviser" } else { with };
        let text = if with == "personal adviser" { word(rng, "note") } else { word(rng, key) };
        add(case, kind, day, with, text, rng);
    }
    case.notes.sort_by_key(|n| n.date);
}

fn add(case: &mut Case, kind: NoteKind, date: NaiveDate, with: &str, text: &str, rng: &mut Rng) {
    if case.notes.iter().any(|n| n.text == text) {
        return;
    }
    let pasted = rng.chance(70);
    let (with, text) = (with.to_owned(), text.to_owned());
    case.notes.push(Note { id: NoteId(0), kind, date, with, place: None, text, pasted });
}

/// Whole years from one day to another.
fn years(from: NaiveDate, to: NaiveDate) -> u32 {
    to.years_since(from).unwrap_or(0)
}

/// Something that happened lately, for a third of the children, of a kind the practice knows.
pub fn changes(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let known: Vec<&str> =
        keys("change-").into_iter().filter(|k| world.practice.event(k).is_some()).collect();
    if known.is_empty() || !rng.chance(34) {
        return;
    }
    let event = rng.pick(&known);
    let days = rng.range(1, 160).min((world.today - sketch.since).num_days());
    let date = world.calendar.working_day_on_or_before(before(world.today, days)).max(sketch.since);
    let text = word(rng, &format!("change-{event}")).to_owned();
    let class = world.practice.event(event).map(|e| e.class);
    case.changes.push(Change { class, ..Change::new(event, date, text) });
}

/// Checklist sessions: one before a review half answered, some half-way ones ended.
pub fn sessions(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let coming = case.reviews.iter().find(|r| r.recorded().is_none()).map(|r| r.id);
    if let Some(review) = coming.filter(|_| sketch.next == Next::Soon && sketch.part % 2 == 1) {
        let begun = world.calendar.working_day_on_or_before(before(world.today, 1));
        let half = session("pre-review", Subject::Review(review), begun, true, world, rng);
        case.sessions.extend(half);
    }
    let last = case.reviews.iter().rfind(|r| r.completion().is_some());
    let halfway = last.and_then(|r| Some((r.id, after(r.recorded()?, 88))));
    if let Some((review, day)) = halfway.filter(|(_, d)| *d < world.today)
        && rng.chance(60)
    {
        let day = world.calendar.working_day_on_or_before(day);
        case.sessions.extend(session("midpoint", Subject::Review(review), day, false, world, rng));
    }
    case.sessions.sort_by_key(|s| s.started);
}

fn session(
    id: &str,
    subject: Subject,
    day: NaiveDate,
    half: bool,
    world: &World<'_>,
    rng: &mut Rng,
) -> Option<Session> {
    let checklist = world.practice.checklist(id)?;
    let asked = if half { checklist.items.len() / 2 } else { checklist.items.len() };
    let answers = checklist.items.iter().take(asked).map(|item| {
        let value = match item.answer {
            AnswerKind::YesNo => rng.pick(&["yes", "yes", "yes", "yes", "partly"]).to_owned(),
            AnswerKind::Text => word(rng, "text").to_owned(),
            AnswerKind::Date => day.to_string(),
            AnswerKind::Choice => item.choices.first().cloned().unwrap_or_default(),
        };
        let note = if value == "partly" || rng.chance(12) { word(rng, "answer") } else { "" };
        Answer { item: item.id.clone(), value, note: note.to_owned(), date: day }
    });
    Some(Session {
        id: SessionId(0),
        checklist: id.to_owned(),
        subject,
        started: day,
        answers: answers.collect(),
        ended: (!half).then_some(day),
        outcome: checklist.outcomes.first().filter(|_| !half).copied(),
    })
}
