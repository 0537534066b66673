//! `sessions`: walks through checklists, and those to go through now.

use crate::board::views::session::{SessionRow, TaskRow, queue as to_do, sessions as walks};
use crate::cli::Code;
use crate::cli::context::{Context, rows};
use crate::cli::shown::Column;
use crate::error::Result;
use crate::rules::working::long;

/// `sessions`.
pub(crate) fn sessions(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let rows = rows(&desk, child)?;
    let all: Vec<SessionRow<'_>> = rows.into_iter().flat_map(|r| walks(&desk.board, r)).collect();
    cx.pages(&all, "No sessions.", |all| all.iter().flat_map(page).collect())
}

fn page(session: &SessionRow<'_>) -> Vec<String> {
    let end = match (session.ended, session.outcome) {
        (Some(day), Some(outcome)) => format!("ended {}, {outcome}", long(day)),
        (Some(day), None) => format!("ended {}", long(day)),
        (None, _) => "not ended".to_owned(),
    };
    let mut lines = vec![format!("{}  {}, {}: {end}", long(session.started), session.name, session.title)];
    lines.extend(session.answers.iter().map(|row| {
        let answer = row.answer;
        let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
        format!("  {}\n    {}{note}", row.ask, answer.value)
    }));
    lines
}

/// `sessions --due`.
pub(crate) fn queue(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let columns: [Column<TaskRow<'_>>; 6] = [
        ("CHECKLIST", |t| t.title.to_owned()),
        ("CHILD", |t| t.name.clone()),
        ("FOR", |t| t.instance.to_string()),
        ("DUE", |t| t.due.map(long).unwrap_or_default()),
        ("DAYS", |t| t.days.to_string()),
        ("ANSWERED", |t| format!("{} of {}", t.answered, t.questions)),
    ];
    cx.table(&to_do(&desk.board, &rows(&desk, child)?), "No checklist is due.", &columns)
}
