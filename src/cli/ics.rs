//! `export ics` and `import ics`: days out to a calendar, days in from one.

use std::path::Path;

use serde_json::{Value, json};

use super::Code;
use super::context::{Context, role};
use super::diary_args::IcsArgs;
use super::print::count;
use super::record::told;
use crate::board::views::clash::ClashRow;
use crate::board::views::day::BusyRow;
use crate::casework::Selection;
use crate::casework::diary::span;
use crate::error::{Error, Result};
use crate::exchange::ics::read_busy;
use crate::exchange::text_of;
use crate::model::diary::Busy;
use crate::store::hand_out;

/// The most bytes of a calendar.
const LARGEST: u64 = 32 * 1024 * 1024;

/// `export ics`.
pub(crate) fn export(cx: &mut Context<'_>, args: &IcsArgs) -> Result<Code> {
    let mut desk = cx.open()?;
    let children: Result<Vec<_>> = args.child.iter().map(|c| desk.board.find(c).map(|r| r.id())).collect();
    let owner = args.owner.as_ref().map(|named| role(&desk, named)).transpose()?;
    let selection =
        Selection { children: children?, owner, full_names: args.full_names, ..Selection::default() };
    if args.file == Path::new("-") {
        desk.calendar_file(&selection, |text| {
            cx.print.raw(text);
            cx.print.finish()
        })?;
        return Ok(Code::DONE);
    }
    let (book, replace) = (cx.book()?, cx.may_replace(&args.file, args.force)?);
    let feed =
        desk.calendar_file(&selection, |text| hand_out(&args.file, text.as_bytes(), Some(&book), replace))?;
    let file = args.file.display();
    if cx.json() {
        cx.print.json(&json!({ "file": args.file, "events": feed.events, "changed": feed.changed, "cancelled": feed.cancelled }))?;
        return Ok(Code::DONE);
    }
    cx.print.line(format!(
        "Wrote {file}: {}, {} new or changed, {} cancelled.",
        count(feed.events, "event", "events"),
        feed.changed,
        feed.cancelled
    ));
    let names = if args.full_names { "Children's names are" } else { "Initials and numbers, no names, are" };
    cx.print.line(format!("{names} in it. Only you may read the file; whoever it is handed to can."));
    Ok(Code::DONE)
}

/// `import ics`.
pub(crate) fn import(cx: &mut Context<'_>, file: &Path, dry_run: bool, drop_gone: bool) -> Result<Code> {
    let mut desk = cx.open()?;
    let mut intake = read_busy(&text_of(file, LARGEST)?, desk.board.today);
    let source = intake.named_after(file);
    let gone = desk.vanished(&intake, &source);
    let dropped: &[Busy] = if drop_gone { &gone } else { &[] };
    if intake.is_empty() {
        return Err(Error::data(format!("{} holds no event; nothing was changed.", file.display()))
            .hint("Export your calendar as an .ics file and name that."));
    }
    let nothing = intake.busy.is_empty() && intake.called_off.is_empty() && dropped.is_empty();
    let outcome = if dry_run || nothing {
        None
    } else {
        Some(desk.take_busy(&intake.busy, &intake.called_off, dropped)?)
    };
    let over = desk.board.booked_over(&intake.busy);
    if cx.json() {
        let busy: Vec<BusyRow<'_>> = intake.busy.iter().map(BusyRow::from).collect();
        let told = |all: &[(String, String)]| -> Vec<Value> {
            all.iter().map(|(what, why)| json!({ "what": what, "why": why })).collect()
        };
        let gone: Vec<BusyRow<'_>> = gone.iter().map(BusyRow::from).collect();
        let clashes: Vec<ClashRow<'_>> = over.iter().map(|c| ClashRow::of(&desk.board, c)).collect();
        cx.print.json(&json!({
            "busy": busy, "called_off": intake.called_off.len(), "past": intake.past,
            "not_read": told(&intake.not_read), "doubts": told(&intake.doubts), "own": intake.own,
            "gone": gone, "dropped": dropped.len(), "clashes": clashes,
            "undo": outcome.map(|o| o.act),
        }))?;
        return Ok(Code::DONE);
    }
    for busy in &intake.busy {
        cx.print.line(format!("  {}: {}", span(busy), busy.words()));
    }
    for (what, why) in &intake.not_read {
        cx.print.line(format!("  not read: {what}: {why}"));
    }
    for (what, why) in &intake.doubts {
        cx.print.line(format!("  in doubt: {what}: {why}"));
    }
    for busy in &gone {
        let what = if drop_gone { "dropped, no longer there" } else { "no longer in this calendar" };
        cx.print.line(format!("  {what}: {}: {}", span(busy), busy.words()));
    }
    if !gone.is_empty() && !drop_gone {
        cx.print.line("  --drop-gone gives those days back.");
    }
    if intake.own > 0 {
        cx.print.line(format!("{} of this program left out.", count(intake.own, "event", "events")));
    }
    if intake.past > 0 {
        cx.print.line(format!("{} over already.", count(intake.past, "event is", "events are")));
    }
    over.iter()
        .for_each(|c| cx.print.warn(format!("  booked then:  {}", ClashRow::of(&desk.board, c).words())));
    match outcome {
        Some(outcome) => told(cx, &[outcome]),
        None => {
            cx.print.line("Nothing was changed.");
            Ok(Code::DONE)
        }
    }
}
