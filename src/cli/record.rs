//! What an act from a script says: what it did, what moved and how to take it back.

use serde_json::{Value, json};

use super::Code;
use super::context::Context;
use crate::casework::Outcome;
use crate::error::Result;

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
