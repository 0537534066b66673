//! What waits for the IRO: a change without an answer, a decision the manager does not agree to, a concern
//! whose next move is the IRO's.

use chrono::NaiveDate;

use super::step::{Concern, Kind, Look, Next};
use crate::model::role::Role;
use crate::rules::decisions::{Agreement, agreement};
use crate::rules::due::Due;
use crate::rules::escalation::{Standing, State};
use crate::rules::practice::Scope;
use crate::rules::working::{StepKind, Working, long};

/// A duty done by the answer to a change.
const ANSWERED: &str = "change-answered";

/// The first of what waits: a concern that is late, then by the working days left.
pub(super) fn first(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let late = |n: &Next| n.kind == Kind::Concern && n.due.is_some_and(|day| day < look.today);
    let concerns = look.concerns.iter().filter_map(|c| concern(look, c));
    let all = concerns.chain(change(look)).chain(decision(look));
    let first = all.min_by_key(|n| (!late(n), n.days.is_none(), n.days));
    w.step(StepKind::Choose, None, || {
        let open = look.concerns.iter().filter(|c| c.escalation.is_open()).count();
        let told = look.case.changes.iter().filter(|c| c.response.is_none()).count();
        format!("changes not answered {told}, concerns open {open}, and what of them is yours to move")
    });
    first
}

fn change(look: &Look<'_>) -> Option<Next> {
    let waits = |d: &&Due| d.is_mine() && d.duty.scope == Scope::Change && is_answer(d);
    let due = look.owed().filter(|_| !look.is_closed()).find(waits)?;
    let change = look.case.changes.iter().find(|c| due.is_about_change(c.id))?;
    let event = look.practice.event(&change.event);
    let title = event.map_or(change.event.as_str(), |e| e.title.as_str());
    let left = due.due.map(|day| format!(" · {}", look.distance(day))).unwrap_or_default();
    let why = format!("You were told on {} and have not answered yet.", long(change.date));
    Some(look.step(Kind::Answer, format!("Answer: {title}{left}"), due.due, why).of(due))
}

/// Whether a duty is done by answering a change.
pub(super) fn is_answer(due: &Due) -> bool {
    due.duty.done_by.as_deref() == Some(ANSWERED)
}

fn decision(look: &Look<'_>) -> Option<Next> {
    let raised = |id| look.case.escalations.iter().any(|e| e.decision == Some(id));
    let open = look.case.decisions.iter().filter(|d| d.is_open() && !raised(d.id));
    let day = open
        .filter_map(|d| {
            let review = look.case.reviews.iter().find(|r| r.id == d.review);
            match agreement(d, review, look.practice, look.calendar, look.today) {
                Agreement::Disagreed(day) => Some(day),
                _ => None,
            }
        })
        .min()?;
    let why = format!("The manager disagreed in writing on {}: accept it or raise a concern.", long(day));
    Some(look.step(Kind::Answer, "Answer the manager: decision not agreed".into(), Some(day), why))
}

/// What a concern asks of the IRO now.
fn concern(look: &Look<'_>, concern: &Concern<'_>) -> Option<Next> {
    let e = concern.escalation;
    let step = |what: String, day: Option<NaiveDate>, why: String| {
        let left = day.map(|day| format!(" · {}", look.distance(day))).unwrap_or_default();
        Some(look.step(Kind::Concern, format!("Concern: {what}{left}"), day, why))
    };
    if e.is_promised() {
        let day = e.look_on.filter(|day| *day <= look.today)?;
        return step("look for the effect".into(), Some(day), "An effect was promised for then.".into());
    }
    let (protocol, track) = concern.under.filter(|_| e.is_open())?;
    let mine = |roles: &[String]| roles.iter().any(|r| *r == Role::Iro);
    let titles =
        |roles: &[String]| roles.iter().map(|r| look.practice.role(r)).collect::<Vec<_>>().join(", ");
    if track.state == State::Resolved {
        let why = "Its stages are over: say what changed for the child.".to_owned();
        return step("close it with its effect".into(), None, why);
    }
    let visit = track.open()?;
    let stage = protocol.stages.get(visit.stage)?;
    let gone = |day: &NaiveDate| *day < look.today;
    match visit.standing {
        Standing::ToRaise if mine(&stage.raised_by) => {
            let why = format!("{}: you raise it.", stage.title);
            return step(format!("raise it with {}", titles(&stage.with)), visit.raise_by, why);
        }
        Standing::ToAct if mine(&stage.raised_by) => {
            let why = format!("{}: yours to do.", stage.title);
            return step(format!("see {}", titles(&stage.with)), visit.act_by, why);
        }
        Standing::Awaiting => {
            if let Some(day) = visit.reply_by.filter(gone) {
                let text = format!("Concern: reply is {}", look.distance(day));
                let why = format!("{} owed you a reply by {}.", titles(&stage.with), long(day));
                return Some(look.step(Kind::Concern, text, Some(day), why));
            }
        }
        _ => {}
    }
    let telling = track.owed().find(|t| mine(&t.notice.from));
    let telling = telling.map(|t| (format!("tell {}", titles(&t.notice.to)), t.by));
    if let Some((what, by)) = telling {
        return step(what, by, "They are to be told before it goes on.".into());
    }
    let total = track.total_by.filter(gone)?;
    step("over its time in all".into(), Some(total), format!("It was to be over by {}.", long(total)))
}
