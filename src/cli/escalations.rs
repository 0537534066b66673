//! `escalations` and `record move`: concerns with both their clocks, and what is done about them.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::Context;
use super::notes::indented;
use super::protocol::{NextJson, StageJson, next_json, stages_json};
use crate::board::{Board, Concern};
use crate::error::Result;
use crate::model::escalation::Resolution;
use crate::model::moves::Move;
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
    what: &'a Move,
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
        moves: moves.map(|m| MoveRow { date: m.date, what: &m.what, note: &m.note, by: m.by }).collect(),
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
