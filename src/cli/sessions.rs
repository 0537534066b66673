//! `sessions`: walks through checklists read back, and those to go through now.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, rows};
use super::print::{heading, table};
use crate::board::Row;
use crate::error::Result;
use crate::model::instance::Instance;
use crate::model::record::{Ended, Session};
use crate::rules::checklist::progress;
use crate::rules::practice::Checklist;
use crate::rules::sessions::{Walk, asked, tasks};
use crate::rules::working::long;

#[derive(Serialize)]
struct SessionRow<'a> {
    id: i64,
    child: &'a str,
    checklist: &'a str,
    title: &'a str,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    outcome: Option<Ended>,
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

#[derive(Serialize)]
struct TaskRow<'a> {
    child: &'a str,
    checklist: &'a str,
    title: &'a str,
    instance: Instance,
    due: Option<NaiveDate>,
    days: i32,
    status: &'static str,
    session: Option<i64>,
    answered: usize,
    questions: usize,
}

/// `sessions`.
pub(crate) fn sessions(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let list = |s: &Session| desk.board.practice.checklist(&s.checklist);
    let rows = rows(&desk, child)?;
    let all: Vec<(&Row, &Session)> =
        rows.into_iter().flat_map(|r| r.case.sessions.iter().map(move |s| (r, s))).collect();
    if cx.json() {
        let rows: Vec<SessionRow<'_>> = all.iter().map(|(r, s)| session_row(r, s, list(s))).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No sessions.");
    }
    for (row, session) in all {
        let shown = session_row(row, session, list(session));
        let end = match (session.ended, shown.outcome) {
            (Some(day), Some(outcome)) => format!("ended {}, {outcome}", long(day)),
            (Some(day), None) => format!("ended {}", long(day)),
            (None, _) => "not ended".to_owned(),
        };
        let (day, who) = (long(session.started), row.case.child.name());
        cx.print.line(format!("{day}  {who}, {}: {end}", shown.title));
        for answer in &shown.answers {
            let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
            cx.print.line(format!("  {}\n    {}{note}", answer.ask, answer.value));
        }
    }
    Ok(Code::DONE)
}

fn session_row<'a>(row: &'a Row, session: &'a Session, list: Option<&'a Checklist>) -> SessionRow<'a> {
    let ask = |item: &'a str| {
        let found = list.and_then(|l| l.items.iter().find(|i| i.id == item));
        found.map_or(item, |i| i.ask.as_str())
    };
    SessionRow {
        id: session.id.0,
        child: &row.case.child.number,
        checklist: &session.checklist,
        title: list.map_or(session.checklist.as_str(), |l| l.title.as_str()),
        started: session.started,
        ended: session.ended,
        outcome: session.outcome,
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

/// `sessions --due`.
pub(crate) fn queue(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let mut all: Vec<(&Row, TaskRow<'_>)> = Vec::new();
    for row in rows(&desk, child)? {
        for task in tasks(&row.case, row.judged(), &board.practice, board.today) {
            let Some(list) = board.practice.checklist(&task.list) else { continue };
            let walk = Walk { list: task.list, subject: task.subject };
            let asked = asked(&walk, &row.case, row.judged(), &board.practice, board.today);
            let shown = TaskRow {
                child: &row.case.child.number,
                checklist: &list.id,
                title: &list.title,
                instance: task.instance,
                due: task.due,
                days: task.days,
                status: task.status.word(),
                session: task.session.map(|s| s.0),
                answered: progress(&asked, walk.session(&row.case)),
                questions: asked.len(),
            };
            all.push((row, shown));
        }
    }
    all.sort_by(|(_, a), (_, b)| (a.checklist, a.days, a.child).cmp(&(b.checklist, b.days, b.child)));
    if cx.json() {
        cx.print.json(&all.iter().map(|(_, task)| task).collect::<Vec<_>>())?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No checklist is due.");
        return Ok(Code::DONE);
    }
    let mut lines = vec![heading(&["CHECKLIST", "CHILD", "FOR", "DUE", "DAYS", "ANSWERED"])];
    for (row, task) in all {
        lines.push(vec![
            task.title.to_owned(),
            row.case.child.name(),
            task.instance.to_string(),
            task.due.map(long).unwrap_or_default(),
            task.days.to_string(),
            format!("{} of {}", task.answered, task.questions),
        ]);
    }
    cx.print.line(table(&lines));
    Ok(Code::DONE)
}
