//! What was told and asked: changes, checklist sessions.

use chrono::NaiveDate;

use super::cast::{Next, Sketch, before};
use super::names::{keys, word};
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::change::Change;
use crate::model::ids::SessionId;
use crate::model::record::{Answer, Session, Subject};
use crate::rules::practice::{AnswerKind, DutyKind};

/// Something that happened lately, for a third of the children, of a kind the practice knows.
pub(crate) fn changes(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let known: Vec<&str> =
        keys("change-").into_iter().filter(|k| world.practice.event(k).is_some()).collect();
    if known.is_empty() || !rng.chance(34) {
        return;
    }
    let event = rng.pick(&known);
    let days = rng.range(if sketch.part.is_multiple_of(21) { 1 } else { 9 }, 160);
    let days = days.min((world.today - sketch.since).num_days());
    let date = world.calendar.working_day_on_or_before(before(world.today, days)).max(sketch.since);
    let text = word(rng, &format!("change-{event}")).to_owned();
    let class = world.practice.event(event).map(|e| e.class);
    case.changes.push(Change { class, ..Change::new(event, date, text) });
}

/// Checklist sessions: one before a review half answered, and one for each look half-way of the last year.
pub(crate) fn sessions(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let coming = case.reviews.iter().find(|r| r.recorded().is_none()).map(|r| r.id);
    if let Some(review) = coming.filter(|_| sketch.next == Next::Soon && sketch.part % 2 == 1) {
        let begun = world.calendar.working_day_on_or_before(before(world.today, 1));
        let half = session("pre-review", Subject::Review(review), begun, true, world, rng);
        case.sessions.extend(half);
    }
    let halfway: Vec<&str> = world.practice.of_kind(DutyKind::MidPoint).map(|d| d.id.as_str()).collect();
    let looks = case.done.iter().filter(|d| halfway.contains(&d.duty.as_str()));
    let looks = looks.filter(|d| d.date > before(world.today, 400));
    let held = looks.filter_map(|d| session("midpoint", d.subject, d.date, false, world, rng));
    case.sessions.extend(held.collect::<Vec<_>>());
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
            AnswerKind::YesNo => if rng.chance(6) { "partly" } else { "yes" }.to_owned(),
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
