//! `audit`: who did what, when, and from what to what.

use crate::board::views::audit::{lines, rows};
use crate::cli::Code;
use crate::cli::context::Context;
use crate::error::Result;

/// `audit`.
pub(crate) fn audit(cx: &mut Context<'_>, child: Option<&String>, show: usize) -> Result<Code> {
    let desk = cx.open()?;
    let child = child.map(|named| desk.board.find(named).map(|r| r.id())).transpose()?;
    let entries = desk.store.entries(child, show)?;
    if cx.json() {
        cx.print.json(&rows(&desk.board, &entries))?;
        return Ok(Code::DONE);
    }
    if entries.is_empty() {
        let whose = if child.is_some() { " of this child" } else { "" };
        cx.print.line(format!("The log tells nothing{whose} yet."));
    }
    for (entry, line) in entries.iter().zip(lines(&desk.board, &entries)) {
        let who = if line.who.is_empty() { String::new() } else { format!("  {}", line.who) };
        let act = entry.act.map(|act| format!("  [act {}]", act.0)).unwrap_or_default();
        cx.print.line(format!("{}{who}  {}{act}", line.at, line.what));
        line.changes.iter().for_each(|change| cx.print.line(format!("    {change}")));
    }
    if show > 0 && entries.len() == show {
        cx.print.line(format!("These are the latest {show} entries; --show 0 shows all. Times are UTC."));
    }
    Ok(Code::DONE)
}
