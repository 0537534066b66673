//! Walks through checklists: those recorded, and those to go through now.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::ids::SessionId;
use crate::model::instance::Instance;
use crate::model::record::{Answer, Ended, Session};
use crate::rules::checklist::progress;
use crate::rules::due::Status;
use crate::rules::sessions::{Walk, asked, tasks};

/// A walk through a checklist.
#[derive(Debug, Serialize)]
pub(crate) struct SessionRow<'b> {
    pub(crate) id: SessionId,
    pub(crate) child: &'b str,
    pub(crate) checklist: &'b str,
    pub(crate) title: &'b str,
    pub(crate) started: NaiveDate,
    pub(crate) ended: Option<NaiveDate>,
    pub(crate) outcome: Option<Ended>,
    pub(crate) answers: Vec<AnswerRow<'b>>,
    #[serde(skip)]
    pub(crate) name: String,
}

/// An answer beside its question.
#[derive(Debug, Serialize)]
pub(crate) struct AnswerRow<'b> {
    pub(crate) ask: &'b str,
    #[serde(flatten)]
    pub(crate) answer: &'b Answer,
}

impl<'b> SessionRow<'b> {
    pub(crate) fn of(board: &'b Board, row: &'b Row, session: &'b Session) -> Self {
        let list = board.practice.checklist(&session.checklist);
        let ask = |item: &'b str| {
            let found = list.and_then(|l| l.items.iter().find(|i| i.id == item));
            found.map_or(item, |i| i.ask.as_str())
        };
        Self {
            id: session.id,
            child: &row.case.child.number,
            checklist: &session.checklist,
            title: list.map_or(session.checklist.as_str(), |l| l.title.as_str()),
            started: session.started,
            ended: session.ended,
            outcome: session.outcome,
            answers: session.answers.iter().map(|a| AnswerRow { ask: ask(&a.item), answer: a }).collect(),
            name: row.case.child.name(),
        }
    }
}

/// The sessions of a child, oldest first.
pub(crate) fn sessions<'b>(board: &'b Board, row: &'b Row) -> impl Iterator<Item = SessionRow<'b>> {
    row.case.sessions.iter().map(move |s| SessionRow::of(board, row, s))
}

/// A checklist to go through now or soon.
#[derive(Debug, Serialize)]
pub(crate) struct TaskRow<'b> {
    pub(crate) child: &'b str,
    pub(crate) checklist: &'b str,
    pub(crate) title: &'b str,
    /// What it is for: `review:3`.
    pub(crate) instance: Instance,
    pub(crate) due: Option<NaiveDate>,
    /// Working days to that day; negative when it is past.
    pub(crate) days: i32,
    pub(crate) status: Status,
    /// The session begun and not ended.
    pub(crate) session: Option<SessionId>,
    pub(crate) answered: usize,
    pub(crate) questions: usize,
    #[serde(skip)]
    pub(crate) name: String,
}

/// The checklists that some children call for, by checklist, the most urgent first.
pub(crate) fn queue<'b>(board: &'b Board, rows: &[&'b Row]) -> Vec<TaskRow<'b>> {
    let (practice, today) = (&board.practice, board.today);
    let mut all: Vec<TaskRow<'b>> = Vec::new();
    for row in rows {
        for task in tasks(&row.case, row.judged(), practice, today) {
            let Some(list) = practice.checklist(&task.list) else { continue };
            let walk = Walk { list: task.list, subject: task.subject };
            let asked = asked(&walk, &row.case, row.judged(), practice, today);
            all.push(TaskRow {
                child: &row.case.child.number,
                checklist: &list.id,
                title: &list.title,
                instance: task.instance,
                due: task.due,
                days: task.days,
                status: task.status,
                session: task.session,
                answered: progress(&asked, walk.session(&row.case)),
                questions: asked.len(),
                name: row.case.child.name(),
            });
        }
    }
    all.sort_by(|a, b| (a.checklist, a.days, a.child).cmp(&(b.checklist, b.days, b.child)));
    all
}
