//! `record`: what the screen records, from a script; each says what moved and how to take it back.

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Value, json};

use super::Code;
use super::context::{Context, day, maybe_day};
use super::decisions;
use super::record_args::Record;
use super::review_args::ReviewArgs;
use crate::casework::{Booking, Desk, Holding, Meeting, Outcome};
use crate::error::{Error, Result};
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId};
use crate::model::review::{Attendee, Participation, Presence};

/// `record`.
pub(crate) fn record(cx: &mut Context<'_>, what: Record) -> Result<Code> {
    let mut desk = cx.open()?;
    let outcomes = match what {
        Record::Meeting { child, review, participation, led_by, not_followed } => {
            let child = find(&desk, &child)?;
            let participation = participation.as_deref().map(took_part).transpose()?;
            vec![desk.describe_review(child, review, Meeting { participation, led_by, not_followed })?]
        }
        Record::Attendance { child, review, role: part, name, presence, note } => {
            let (child, role) = (find(&desk, &child)?, role(&desk, &part)?);
            let presence = Presence::from_word(&presence)?;
            vec![desk.attend(child, review, Attendee { role, name, presence, note })?]
        }
        Record::Matter { child, matter, review, answer, note } => {
            let child = find(&desk, &child)?;
            vec![desk.note_matter(child, review, &matter, &answer, &note)?]
        }
        Record::Decision(args) => vec![decisions::decide(&mut desk, args)?],
        Record::Decided { child, decision, status, date, note } => {
            let (child, date) = (find(&desk, &child)?, day(&desk, &date)?);
            let mark = Mark::from_word(&status)?;
            vec![desk.mark_decisions(child, &[DecisionId(decision)], mark, date, &note)?]
        }
        Record::Agreement { child, decision, review, answer, date, reason } => {
            let (child, date) = (find(&desk, &child)?, day(&desk, &date)?);
            let mark = Mark::from_word(&answer)?;
            let meant = match (decision, review) {
                (Some(id), _) => vec![DecisionId(id)],
                (None, review) => decisions::unanswered(&desk, child, review, mark)?,
            };
            vec![desk.mark_decisions(child, &meant, mark, date, &reason)?]
        }
        Record::Review(args) => super::held::review(cx, &mut desk, *args)?,
    };
    told(cx, &outcomes)
}

/// The row number of the child somebody named.
pub(crate) fn find(desk: &Desk, named: &str) -> Result<ChildId> {
    Ok(desk.board.find(named)?.id())
}

/// Records what happened to a review.
pub(crate) fn happened(desk: &mut Desk, args: ReviewArgs) -> Result<Outcome> {
    let child = find(desk, &args.child)?;
    let n = args.review;
    if let Some(date) = &args.booked {
        let at = args.at.as_deref().map(time).transpose()?;
        let approved_by = args.approved_by.map(|r| role(desk, &r)).transpose()?;
        let booking = Booking {
            date: day(desk, date)?,
            at,
            minutes: args.minutes,
            venue: args.venue.unwrap_or_default(),
            approved_by,
            approved_on: maybe_day(desk, args.approved_on.as_ref())?,
            reason: args.reason,
        };
        return desk.book(child, n, booking);
    }
    if args.without_meeting {
        return desk.without_meeting(child, n);
    }
    if let (Some(clock), Some(date)) = (&args.clock, &args.held) {
        let date = day(desk, date)?;
        return desk.hold_separate(child, clock, date, args.chair.as_deref().unwrap_or_default());
    }
    if let Some(date) = &args.held {
        let participation = args.participation.as_deref().map(took_part).transpose()?;
        let holding =
            Holding { date: day(desk, date)?, participation, late_reason: args.late_reason.or(args.reason) };
        return desk.hold(child, n, holding);
    }
    if let Some(date) = &args.adjourned {
        let date = day(desk, date)?;
        return desk.adjourn(child, n, date, args.reason.as_deref().unwrap_or_default());
    }
    type After = fn(&mut Desk, ChildId, Option<u32>, NaiveDate) -> Result<Outcome>;
    let after: [(&Option<String>, After); 4] = [
        (&args.part, Desk::add_part),
        (&args.completed, Desk::complete),
        (&args.decisions_sent, Desk::decisions_sent),
        (&args.decisions_received, Desk::decisions_received),
    ];
    for (given, record) in after {
        if let Some(text) = given {
            let date = day(desk, text)?;
            return record(desk, child, n, date);
        }
    }
    Err(Error::usage("What happened to the review was not said; nothing was recorded."))
}

/// The role word for a word or the authority's title of a role.
pub(crate) fn role(desk: &Desk, named: &str) -> Result<String> {
    super::context::role(desk, named)
}

fn time(text: &str) -> Result<NaiveTime> {
    let wrong = |_| Error::data(format!("{text:?} is not a time.")).hint("Times are written 09:30.");
    NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(wrong)
}

fn took_part(code: &str) -> Result<Participation> {
    Participation::from_code(code).map_err(|_| {
        let codes: Vec<String> = Participation::CHOICES.iter().map(|(c, m)| format!("{c} {m}")).collect();
        Error::data(format!("{code:?} is not a participation code; nothing was recorded."))
            .hint(codes.join("; "))
    })
}

/// Says what was done, what moved, and how to take it back.
pub(crate) fn told(cx: &mut Context<'_>, outcomes: &[Outcome]) -> Result<Code> {
    let Some(last) = outcomes.last() else { return Ok(Code::DONE) };
    if cx.json() {
        let moved: Vec<Value> = outcomes
            .iter()
            .flat_map(|o| &o.moved)
            .map(
                |m| json!({ "title": m.title, "instance": m.instance, "before": m.before, "after": m.after }),
            )
            .collect();
        cx.print.json(&json!({
            "id": outcomes.first().map(|o| o.id), "undo": last.act, "acts": outcomes.len(), "moved": moved,
        }))?;
        return Ok(Code::DONE);
    }
    for outcome in outcomes {
        cx.print.line(&outcome.label);
        for moved in &outcome.moved {
            cx.print.line(format!("  {}", moved.line()));
        }
    }
    let times = if outcomes.len() > 1 { format!(" ({} times)", outcomes.len()) } else { String::new() };
    cx.print.line(format!("undo with: casebook undo{times}"));
    Ok(Code::DONE)
}
