//! `escalations` and `record move`: concerns with both their clocks, and what is done about them.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, day, maybe_day};
use super::notes::indented;
use super::protocol::{NextJson, StageJson, next_json, stages_json};
use super::record_args::MoveArgs;
use crate::board::{self, Board, Concern};
use crate::casework::{Closing, Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::child::Relation;
use crate::model::escalation::{EFFECT_SEEN, Resolution};
use crate::model::ids::{ChildId, EscalationId};
use crate::rules::escalation::CLOSE;
use crate::rules::working::long;

#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    child: Option<&'a str>,
    children: Vec<&'a str>,
    protocol: &'a str,
    practice: &'a str,
    stage: &'a str,
    stage_title: &'a str,
    concern: &'a str,
    text: &'a str,
    risk: Option<&'a str>,
    origin: Option<&'a str>,
    raised: NaiveDate,
    raise_by: Option<NaiveDate>,
    reply_by: Option<NaiveDate>,
    total_by: Option<NaiveDate>,
    late: bool,
    status: &'static str,
    closed: Option<NaiveDate>,
    outcome: Option<Resolution>,
    effect: Option<&'a str>,
    changed: Option<bool>,
    seen_by: Option<&'a str>,
    seen_on: Option<NaiveDate>,
    look_on: Option<NaiveDate>,
    moves: Vec<MoveRow<'a>>,
    stages: Vec<StageJson<'a>>,
    next: Vec<NextJson>,
}

#[derive(Serialize)]
struct MoveRow<'a> {
    date: NaiveDate,
    #[serde(rename = "move")]
    word: &'a str,
    note: &'a str,
    by: Option<NaiveDate>,
}

/// `escalations`.
pub(crate) fn escalations(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let mut all = match child {
        Some(named) => {
            let row = board.find(named)?;
            row.case.escalations.iter().map(|e| board.judged(Some(row), e)).collect()
        }
        None => board.concerns(),
    };
    all.sort_by_key(|c| (c.escalation.raised, c.escalation.id));
    if cx.json() {
        let rows: Vec<Row<'_>> = all.iter().map(|c| json_row(board, c)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No concerns.");
    }
    for concern in &all {
        page(board, concern).iter().for_each(|line| cx.print.line(line));
    }
    let recalled = board.reminders().line();
    if child.is_none() && !recalled.is_empty() {
        cx.print.line(format!("\n{recalled}"));
    }
    Ok(Code::DONE)
}

fn children<'b>(board: &'b Board, concern: &Concern<'b>) -> Vec<&'b str> {
    let first = concern.row.map(|r| r.id());
    let group = first.into_iter().chain(concern.escalation.others.iter().copied());
    group.filter_map(|id| board.row(id)).map(|r| r.case.child.number.as_str()).collect()
}

fn json_row<'b>(board: &'b Board, concern: &'b Concern<'b>) -> Row<'b> {
    let e = concern.escalation;
    let open = concern.track.as_ref().and_then(|t| t.open());
    let stages = match (concern.protocol, &concern.track) {
        (Some(protocol), Some(track)) => {
            stages_json(track, &board.judged_by(protocol, concern.row), board.today)
        }
        _ => Vec::new(),
    };
    let moves = e.moves.iter();
    Row {
        id: e.id.0,
        child: concern.row.map(|r| r.case.child.number.as_str()),
        children: children(board, concern),
        protocol: &e.protocol,
        practice: &e.practice,
        stage: concern.stage(),
        stage_title: concern.stage_title(),
        concern: &e.concern,
        text: &e.text,
        risk: concern.risk(),
        origin: e.origin.as_ref().map(|o| o.what.as_str()),
        raised: e.raised,
        raise_by: open.and_then(|v| v.raise_by),
        reply_by: concern.reply_by(),
        total_by: concern.total_by(),
        late: concern.is_late(board.today),
        status: if e.is_open() { "open" } else { "closed" },
        closed: e.closed,
        outcome: e.outcome,
        effect: e.effect.as_deref(),
        changed: e.effect.as_ref().filter(|_| !e.is_promised()).map(|_| !e.unchanged),
        seen_by: e.seen_by.as_deref(),
        seen_on: e.seen_on,
        look_on: e.look_on,
        moves: moves.map(|m| MoveRow { date: m.date, word: &m.word, note: &m.note, by: m.by }).collect(),
        stages,
        next: next_json(board.next_moves(concern)),
    }
}

fn page(board: &Board, concern: &Concern<'_>) -> Vec<String> {
    let e = concern.escalation;
    let who = concern.row.map_or_else(|| "Service".to_owned(), |r| r.case.child.name());
    let more = match e.others.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let late = if concern.is_late(board.today) { "LATE, " } else { "" };
    let state = match (e.closed, e.is_promised()) {
        (Some(day), true) => format!("closed {}, effect still to be seen", long(day)),
        (Some(day), false) => format!("closed {}", long(day)),
        (None, _) => concern.stage_title().to_owned(),
    };
    let mut lines =
        vec![format!("{}  {who}{more} [{}]: {late}{}, {state}", long(e.raised), e.id, concern.title())];
    lines.push(indented(&e.text));
    let days = [("Next by", concern.due()), ("In all by", concern.total_by()), ("Look on", e.look_on)];
    let days = days.iter().filter(|_| e.is_open() || e.is_promised());
    let days: Vec<String> = days.filter_map(|(what, d)| Some(format!("{what} {}", long((*d)?)))).collect();
    if !days.is_empty() {
        lines.push(indented(&days.join(" · ")));
    }
    if let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()).filter(|_| e.is_open()) {
        let doubts = track.doubts(&board.judged_by(protocol, concern.row));
        lines.extend(doubts.iter().map(|d| indented(d)));
    }
    if e.is_open() && !concern.kept.is_empty() {
        lines.push(indented(concern.kept));
    }
    for (place, m) in e.moves.iter().enumerate() {
        lines.push(indented(&format!("{}  {}", long(m.date), concern.entry(place))));
    }
    if let Some(effect) = &e.effect {
        let seen = e.seen_by.as_deref().zip(e.seen_on);
        let seen = seen.map_or_else(String::new, |(who, on)| format!(" (seen by {who} on {})", long(on)));
        lines.push(indented(&format!("Effect: {effect}{seen}")));
    }
    lines
}

/// `record move`.
pub(crate) fn record_move(desk: &mut Desk, args: &MoveArgs) -> Result<Outcome> {
    let id = EscalationId(args.escalation);
    let date = day(desk, &args.date)?;
    match args.word.as_str() {
        CLOSE => {
            let closing = closing(desk, args)?;
            desk.close_escalation(id, date, closing)
        }
        EFFECT_SEEN => {
            let look_on = maybe_day(desk, args.look_on.as_ref())?;
            let seen_by = args.seen_by.clone().unwrap_or_else(|| desk.board.iro.clone());
            let words = args.effect.as_ref().unwrap_or(&args.note);
            match (look_on, args.no_change) {
                (Some(look_on), _) => desk.look_again(id, date, look_on, words),
                (None, true) => desk.effect_not_kept(id, date, &seen_by, words),
                (None, false) => desk.effect_seen(id, date, &seen_by, words),
            }
        }
        word => {
            let by = maybe_day(desk, args.by.as_ref())?;
            desk.make_move(id, word, date, &args.note, by)
        }
    }
}

/// What a closing says: nothing of it is taken for granted.
fn closing(desk: &Desk, args: &MoveArgs) -> Result<Closing> {
    let promised = args.look_on.is_some();
    let needed = [
        (args.outcome.is_some(), "how it ended (--outcome)"),
        (
            args.effect.is_some() || args.no_change,
            "what changed for the child, or that nothing did (--effect TEXT or --no-change)",
        ),
        (promised || args.seen_by.is_some(), "who saw it (--seen-by WHO)"),
        (
            promised || args.seen_on.is_some(),
            "when it was seen (--seen-on DATE), or the day to look for what is promised (--look-on DATE)",
        ),
    ];
    let missing: Vec<&str> = needed.iter().filter(|(said, _)| !said).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        return Err(Error::data(format!("A closing says {}; nothing was closed.", missing.join(", "))).hint(
            format!("Outcomes: {}.", Resolution::ALL.iter().map(|r| r.word()).collect::<Vec<_>>().join(", ")),
        ));
    }
    Ok(Closing {
        outcome: args.outcome.as_deref().map(Resolution::from_word).transpose()?,
        effect: args.effect.as_ref().unwrap_or(&args.note).clone(),
        unchanged: args.no_change,
        seen_by: args.seen_by.clone().unwrap_or_default(),
        seen_on: maybe_day(desk, args.seen_on.as_ref())?,
        look_on: maybe_day(desk, args.look_on.as_ref())?,
        not_told: args.not_told.clone().unwrap_or_default(),
    })
}

/// What to know beside a move that was made: the test that goes with it, and where it stands.
pub(crate) fn beside(desk: &Desk, args: &MoveArgs) -> Option<String> {
    let concern = desk.board.concern(EscalationId(args.escalation))?;
    desk.board.test_of(&concern, &args.word)
}

/// A doubt for each further child of a concern who is not recorded as a sibling of the first.
pub(crate) fn strangers(desk: &Desk, child: Option<ChildId>, others: &[ChildId]) -> Vec<String> {
    let Some(row) = child.and_then(|id| desk.board.row(id)) else { return Vec::new() };
    let kin: Vec<ChildId> =
        row.case.kin.iter().filter(|k| k.relation == Relation::Sibling).map(|k| k.other).collect();
    let others = others.iter().filter(|o| !kin.contains(o)).filter_map(|o| desk.board.row(*o));
    let name = row.case.child.name();
    let told = |r: &board::Row| {
        let other = &r.case.child;
        format!(
            "In doubt: {} is not recorded as a brother or sister of {name}; the concern is kept for both. If they are, record \
             sibling {} --of {} says so.",
            other.name(),
            row.case.child.number,
            other.number
        )
    };
    others.map(told).collect()
}
