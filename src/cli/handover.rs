//! `handover`: everything open for a child, for the IRO who takes over; who may be IRO.

use super::Code;
use super::context::Context;
use crate::board::{Board, Row};
use crate::error::Result;
use crate::rules::people::Finding;
use crate::rules::working::long;

/// `handover`.
pub(crate) fn handover(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    let page = desk.board.handover(desk.board.find(child)?);
    if cx.json() {
        cx.print.json(&page)?;
    } else {
        for line in page.lines() {
            cx.print.line(line);
        }
    }
    Ok(Code::DONE)
}

/// A finding about the people of a case, as a line.
pub(crate) fn finding(found: &Finding) -> String {
    let by = found.due.map_or(String::new(), |d| format!(" by {}", long(d)));
    format!("{}{by}. {}", found.what, found.todo)
}

/// Whom to invite to the next review, by age, placement and circumstances; empty where the practice has no list.
pub(crate) fn invitations(row: &Row, board: &Board) -> Vec<String> {
    board.invitations(row).into_iter().map(str::to_owned).collect()
}
