//! `purge`: records whose time has come, and taking them out for good.

use clap::Args;
use serde_json::json;

use super::Code;
use super::context::Context;
use super::print::{count, heading, table};
use crate::casework::purge::{Over, PurgeProof, WARNING, of_backups};
use crate::casework::{Desk, keep_days};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::rules::retention::CITE;
use crate::rules::working::long;

/// What `purge` takes.
#[derive(Debug, Args)]
pub(crate) struct PurgeArgs {
    /// Numbers or names; without them and --due the children whose care ended are listed
    #[arg(value_name = "CHILD")]
    pub(crate) children: Vec<String>,
    /// Every child whose time has come
    #[arg(long, conflicts_with = "children")]
    pub(crate) due: bool,
    /// Make a new backup afterwards and remove every older one beside the book
    #[arg(long)]
    pub(crate) backups: bool,
    /// Do it without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

/// `purge`.
pub(crate) fn purge(cx: &mut Context<'_>, args: &PurgeArgs) -> Result<Code> {
    let mut desk = cx.open()?;
    let over = desk.over();
    if args.children.is_empty() && !args.due {
        return list(cx, &desk, &over);
    }
    let children: Vec<ChildId> = if args.due {
        over.iter().filter(|o| o.due).map(|o| o.id).collect()
    } else {
        args.children.iter().map(|named| Ok(desk.board.find(named)?.id())).collect::<Result<_>>()?
    };
    if children.is_empty() {
        if cx.json() {
            let none = PurgeProof { purged: Vec::new(), backups_removed: 0, compacted: true };
            cx.print.json(&none)?;
        } else {
            cx.print.line("No child's time has come; nothing was changed.");
        }
        return Ok(Code::DONE);
    }
    if !args.yes {
        if !cx.asks {
            return Err(Error::usage("A purge cannot be taken back, so nothing was done unasked.")
                .hint("Look at them with casebook purge, then give --yes."));
        }
        warn(cx, &desk, &children, args.backups);
        if !cx.agreed()? {
            cx.print.line("Nothing was changed.");
            return Ok(Code::DONE);
        }
    }
    let proof = desk.purge(&children, args.backups)?;
    for told in desk.store.remarks() {
        cx.print.warn(format!("casebook: {told}"));
    }
    if cx.json() {
        cx.print.json(&proof)?;
        return Ok(Code::DONE);
    }
    tell(cx, &proof, args.backups);
    Ok(Code::DONE)
}

fn list(cx: &mut Context<'_>, desk: &Desk, over: &[Over]) -> Result<Code> {
    if cx.json() {
        cx.print.json(&over)?;
        return Ok(Code::DONE);
    }
    if over.is_empty() {
        cx.print.line("No child's care has ended, and nobody was handed over.");
        return Ok(Code::DONE);
    }
    let mut lines = vec![heading(&["CHILD", "NAME", "OVER SINCE", "KEPT UNTIL", ""])];
    lines.extend(over.iter().map(|o| {
        let due = if o.due { "its time has come" } else { "" };
        vec![o.child.clone(), o.name.clone(), long(o.since), long(o.until), due.to_owned()]
    }));
    cx.print.line(table(&lines));
    let days = usize::try_from(keep_days(&desk.store, &desk.board.practice)).unwrap_or(0);
    cx.print.line(format!(
        "Kept {} after; casebook settings keep-days changes that. {CITE}.",
        count(days, "day", "days")
    ));
    cx.print.line("casebook purge CHILD, or purge --due, takes them out for good.");
    Ok(Code::DONE)
}

fn warn(cx: &mut Context<'_>, desk: &Desk, children: &[ChildId], backups: bool) {
    cx.print.line(format!("Out for good: {}.", count(children.len(), "child", "children")));
    for child in children {
        let Some(row) = desk.board.row(*child) else { continue };
        let child = &row.case.child;
        let still = match crate::rules::retention::over_since(&row.case) {
            Some(_) => "",
            None => ": still in care, and not handed over",
        };
        cx.print.line(format!("  {} {}{still}", child.number, child.name()));
    }
    WARNING.iter().for_each(|line| cx.print.line(line));
    cx.print.line(of_backups(backups));
}

fn tell(cx: &mut Context<'_>, proof: &PurgeProof, backups: bool) {
    proof.lines(backups).iter().for_each(|line| cx.print.line(line));
    cx.print.line(json!({ "entries": proof.purged.iter().map(|p| p.entry).collect::<Vec<_>>() }).to_string());
}
