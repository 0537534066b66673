//! `escalations`: concerns with both their clocks.

use crate::board::Concern;
use crate::board::views::concern::{ConcernRow, concerns};
use crate::cli::Code;
use crate::cli::context::Context;
use crate::cli::shown::indented;
use crate::error::Result;
use crate::rules::working::long;

/// `escalations`.
pub(crate) fn escalations(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let of = |named: &String| -> Result<Vec<Concern<'_>>> {
        let row = board.find(named)?;
        Ok(row.case.escalations.iter().map(|e| board.judged(Some(row), e)).collect())
    };
    let all = concerns(board, child.map_or_else(|| Ok(board.concerns()), of)?);
    let done = cx.pages(&all, "No concerns.", |all| all.iter().flat_map(page).collect())?;
    if child.is_none() && !cx.json() {
        let recalled = board.reminders().line();
        if !recalled.is_empty() {
            cx.print.line(format!("\n{recalled}"));
        }
    }
    Ok(done)
}

fn page(c: &ConcernRow<'_>) -> Vec<String> {
    let more = match c.children.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let late = if c.late { "LATE, " } else { "" };
    let head =
        format!("{}  {}{more} [{}]: {late}{}, {}", long(c.raised), c.name, c.id, c.title, c.standing());
    let mut lines = vec![head, indented(c.text)];
    let days = Some(c.days()).filter(|d| !d.is_empty());
    lines.extend(days.iter().chain(&c.doubts).map(|line| indented(line)));
    let log = c.moves.iter().zip(&c.log);
    lines.extend(log.map(|(m, words)| indented(&format!("{}  {words}", long(m.date)))));
    if let Some(effect) = c.effect {
        let seen = c.seen_by.zip(c.seen_on);
        let seen = seen.map_or_else(String::new, |(who, on)| format!(" (seen by {who} on {})", long(on)));
        lines.push(indented(&format!("Effect: {effect}{seen}")));
    }
    lines
}
