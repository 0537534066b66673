//! `notes`, `escalations`, `sessions`: what was recorded, read back.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, rows};
use super::list::is_open;
use crate::board::Row;
use crate::error::Result;
use crate::model::record::{Escalation, Note, Session};
use crate::rules::practice::Checklist;
use crate::rules::working::long;

#[derive(Serialize)]
struct NoteRow<'a> {
    id: i64,
    child: Option<&'a str>,
    date: NaiveDate,
    kind: &'static str,
    with: &'a str,
    text: &'a str,
    pasted: bool,
}

#[derive(Serialize)]
struct EscalationRow<'a> {
    id: i64,
    child: &'a str,
    protocol: &'a str,
    stage: &'a str,
    concern: &'a str,
    text: &'a str,
    risk: Option<&'a str>,
    raised: NaiveDate,
    reply_by: Option<NaiveDate>,
    total_by: Option<NaiveDate>,
    status: &'static str,
    closed: Option<NaiveDate>,
    effect: Option<&'a str>,
}

#[derive(Serialize)]
struct SessionRow<'a> {
    id: i64,
    checklist: &'a str,
    title: &'a str,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    outcome: Option<&'a str>,
    answers: Vec<AnswerRow<'a>>,
}

#[derive(Serialize)]
struct AnswerRow<'a> {
    item: &'a str,
    ask: &'a str,
    value: &'a str,
    note: &'a str,
    date: NaiveDate,
}

/// `notes`.
pub(crate) fn notes(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let mut all: Vec<(Option<&Row>, &Note)> = rows(&desk, child)?
        .into_iter()
        .flat_map(|r| r.case.notes.iter().map(move |n| (Some(r), n)))
        .collect();
    if child.is_none() {
        all.extend(desk.board.service_notes.iter().map(|n| (None, n)));
    }
    all.sort_by_key(|(_, n)| (n.date, n.id));
    if cx.json() {
        let rows: Vec<NoteRow<'_>> = all.iter().map(|(r, n)| note_row(*r, n)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No notes.");
    }
    for (row, note) in all {
        let who = row.map_or_else(|| "Service".to_owned(), |r| r.case.child.name());
        let with = if note.with.is_empty() { String::new() } else { format!(" {}", note.with) };
        let pasted = if note.pasted { ", pasted" } else { "" };
        cx.print.line(format!("{}  {who}: {}{with}{pasted}", long(note.date), note.kind.word()));
        cx.print.line(indented(&note.text));
    }
    Ok(Code::DONE)
}

fn note_row<'a>(row: Option<&'a Row>, n: &'a Note) -> NoteRow<'a> {
    NoteRow {
        id: n.id.0,
        child: row.map(|r| r.case.child.number.as_str()),
        date: n.date,
        kind: n.kind.word(),
        with: &n.with,
        text: &n.text,
        pasted: n.pasted,
    }
}

/// `escalations`.
pub(crate) fn escalations(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let mut all: Vec<(&Row, &Escalation)> = rows(&desk, child)?
        .into_iter()
        .flat_map(|r| r.case.escalations.iter().map(move |e| (r, e)))
        .collect();
    all.sort_by_key(|(_, e)| (e.raised, e.id));
    if cx.json() {
        let rows: Vec<EscalationRow<'_>> = all.iter().map(|(r, e)| escalation_row(r, e)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No concerns.");
    }
    for (row, e) in all {
        let state = e.closed.map_or_else(|| "open".to_owned(), |d| format!("closed {}", long(d)));
        cx.print.line(format!(
            "{}  {} [{}]: {}, {} {}, {state}",
            long(e.raised),
            row.case.child.name(),
            e.id,
            e.concern,
            e.protocol,
            e.stage
        ));
        cx.print.line(indented(&e.text));
        if let Some(effect) = &e.effect {
            cx.print.line(indented(&format!("Effect: {effect}")));
        }
    }
    Ok(Code::DONE)
}

fn escalation_row<'a>(row: &'a Row, e: &'a Escalation) -> EscalationRow<'a> {
    EscalationRow {
        id: e.id.0,
        child: &row.case.child.number,
        protocol: &e.protocol,
        stage: &e.stage,
        concern: &e.concern,
        text: &e.text,
        risk: None,
        raised: e.raised,
        reply_by: None,
        total_by: None,
        status: if is_open(e) { "open" } else { "closed" },
        closed: e.closed,
        effect: e.effect.as_deref(),
    }
}

/// `sessions`.
pub(crate) fn sessions(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.board.find(child)?;
    let list = |s: &Session| desk.board.practice.checklist(&s.checklist);
    if cx.json() {
        let rows: Vec<SessionRow<'_>> = row.case.sessions.iter().map(|s| session_row(s, list(s))).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if row.case.sessions.is_empty() {
        cx.print.line("No sessions.");
    }
    for session in &row.case.sessions {
        let shown = session_row(session, list(session));
        let end = match (session.ended, shown.outcome) {
            (Some(day), Some(outcome)) => format!("ended {}, {outcome}", long(day)),
            (Some(day), None) => format!("ended {}", long(day)),
            (None, _) => "not ended".to_owned(),
        };
        cx.print.line(format!("{}  {}: {end}", long(session.started), shown.title));
        for answer in &shown.answers {
            let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
            cx.print.line(format!("  {}\n    {}{note}", answer.ask, answer.value));
        }
    }
    Ok(Code::DONE)
}

fn session_row<'a>(session: &'a Session, list: Option<&'a Checklist>) -> SessionRow<'a> {
    let ask = |item: &'a str| {
        let found = list.and_then(|l| l.items.iter().find(|i| i.id == item));
        found.map_or(item, |i| i.ask.as_str())
    };
    SessionRow {
        id: session.id.0,
        checklist: &session.checklist,
        title: list.map_or(session.checklist.as_str(), |l| l.title.as_str()),
        started: session.started,
        ended: session.ended,
        outcome: session.outcome.as_deref(),
        answers: session
            .answers
            .iter()
            .map(|a| AnswerRow {
                item: &a.item,
                ask: ask(&a.item),
                value: &a.value,
                note: &a.note,
                date: a.date,
            })
            .collect(),
    }
}

/// Lines set in by four.
pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|l| format!("    {l}")).collect::<Vec<_>>().join("\n")
}
