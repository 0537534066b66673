//! The concerns of the demo, run under the practice's own protocol: one new, one whose answer is late, one a
//! stage further; two closed with their effect, one with an effect still promised; and good practice passed on.

use super::cast::{Sketch, after, before};
use super::names::word;
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::escalation::{Entry, Escalation, Resolution};
use crate::model::ids::MoveId;
use crate::model::moves::Move;
use crate::rules::escalation::{Judge, Logged, Opening, Reviews, Standing, State};
use crate::rules::practice::protocol::{GOOD_PRACTICE, Protocol};

/// Which child of the cast, how many days ago, the kind, and what happened since.
const CONCERNS: &[(usize, i64, &str, &[&str])] = &[
    (40, 9, "drift", &[]),
    (23, 60, "contact", &["satisfied", "close"]),
    (33, 19, "placement", &["no-reply"]),
    (44, 96, "care-plan", &["satisfied", "close"]),
    (46, 33, "health", &["not-satisfied", "satisfied", "promise"]),
    (9, 2, "education", &[]),
    (12, 6, GOOD_PRACTICE, &[]),
];

/// The concerns raised about this child.
pub(crate) fn escalations(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    for (_, days, concern, since) in CONCERNS.iter().filter(|(part, ..)| *part == sketch.part) {
        let raised = world.calendar.working_day_on_or_before(before(world.today, *days));
        let text = word(rng, &format!("concern-{concern}")).to_owned();
        let mut e = Escalation::new(*concern, text, raised);
        if *concern == GOOD_PRACTICE {
            (e.closed, e.seen_on, e.seen_by) = (Some(raised), Some(raised), Some(super::IRO.to_owned()));
        } else if let Some(protocol) = world.practice.usual_protocol(concern, raised) {
            play(&mut e, protocol, since, world, rng);
        }
        case.escalations.push(e);
    }
}

/// Lets happen what the script says, each on its own day.
fn play(e: &mut Escalation, protocol: &Protocol, since: &[&str], world: &World<'_>, rng: &mut Rng) {
    let judge = Judge { protocol, calendar: world.calendar, reviews: Reviews::default() };
    e.practice = world.practice.stamp();
    e.protocol.clone_from(&protocol.id);
    e.stage = protocol.stages.first().map(|s| s.id.clone()).unwrap_or_default();
    let mut track = judge.run(&Opening { raised: e.raised, stage: None, risk: None }, &[]);
    for said in since {
        let mut words = vec![if *said == "promise" { "close" } else { *said }];
        if track.open().is_some_and(|v| v.standing == Standing::ToRaise) {
            words.insert(0, "raised");
        }
        for said in words {
            let due = track.due().unwrap_or(track.last);
            let day =
                if said == "no-reply" { after(due, 1) } else { world.calendar.working_day_on_or_before(due) };
            let date = day.min(world.today).max(track.last);
            if track.step(&judge, &Logged { date, what: &Move::from(said), by: None }).is_ok() {
                let note = if said == "close" {
                    String::new()
                } else {
                    word(rng, &format!("move-{said}")).to_owned()
                };
                e.moves.push(Entry { id: MoveId(0), date, what: said.into(), note, by: None });
            }
        }
        if track.state == State::Closed {
            e.closed = Some(track.last);
            e.outcome = Some(Resolution::Resolved);
            if *said == "promise" {
                e.effect = Some(word(rng, "effect-promised").to_owned());
                e.look_on = Some(world.calendar.working_day_on_or_before(after(world.today, 9)));
            } else {
                e.effect = Some(word(rng, &format!("effect-{}", e.concern)).to_owned());
                e.seen_on = Some(track.last);
                e.seen_by = Some(super::IRO.to_owned());
            }
        }
    }
}
