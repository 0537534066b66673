//! `bundle`: children handed over to another IRO's book, and a manager's reading of several.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser;
use serde_json::json;

use super::args::{Cli, Command};
use super::bundle_args::BundleCommand;
use super::context::Context;
use super::print::{count, heading, table};
use super::{Code, screen};
use crate::casework::bundle::{Received, summary};
use crate::casework::{Desk, find_practice};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::store::{Bundle, Differs, Taken, hand_out};

/// How many differences are told one by one.
const NAMED: usize = 200;

/// How a command about bundles goes on.
pub(crate) enum Then {
    /// It is done.
    Done(Code),
    /// The service book is open; this command reads it.
    Read(Box<Command>),
}

/// `bundle`.
pub(crate) fn bundle(cx: &mut Context<'_>, what: BundleCommand) -> Result<Then> {
    match what {
        BundleCommand::Export { file, children, all, to, to_passphrase_file, force } => {
            let secret = to_passphrase_file.as_deref();
            export(cx, &file, (&children, all), &to, secret, force).map(Then::Done)
        }
        BundleCommand::Import { file, passphrase_of_bundle_file, dry_run, keep_mine, yes } => {
            import(cx, &file, passphrase_of_bundle_file.as_deref(), dry_run, keep_mine, yes).map(Then::Done)
        }
        BundleCommand::Service { files, passphrase_of_bundle_file, command } => {
            service(cx, &files, &passphrase_of_bundle_file, command)
        }
    }
}

fn export(
    cx: &mut Context<'_>,
    file: &Path,
    (named, all): (&[String], bool),
    to: &str,
    secret: Option<&Path>,
    force: bool,
) -> Result<Code> {
    let mut desk = cx.open()?;
    let children: Vec<ChildId> = if all {
        desk.board.children().iter().map(crate::board::Row::id).collect()
    } else {
        named.iter().map(|named| Ok(desk.board.find(named)?.id())).collect::<Result<_>>()?
    };
    let passphrase = cx.set_passphrase(secret)?;
    let (book, replace) = (cx.book()?, cx.may_replace(file, force)?);
    let done =
        desk.hand_over(&children, to, &passphrase, |bytes| hand_out(file, bytes, Some(&book), replace))?;
    if cx.json() {
        cx.print.json(&json!({ "file": file, "children": children.len(), "undo": done.act.0 }))?;
        return Ok(Code::DONE);
    }
    cx.print.line(format!("{} written: {}.", file.display(), count(children.len(), "child", "children")));
    cx.print.line(
        "It opens with its own passphrase alone: tell that by another way than the file goes, by telephone for instance.",
    );
    cx.print.line("They are marked as handed over in your book, where they stay until they are purged. undo takes the mark back.");
    Ok(Code::DONE)
}

fn import(
    cx: &mut Context<'_>,
    file: &Path,
    secret: Option<&Path>,
    dry_run: bool,
    keep: bool,
    yes: bool,
) -> Result<Code> {
    let mut desk = cx.open()?;
    let bundle = Bundle::open(file, &cx.secret(secret, "Passphrase of the bundle: ")?)?;
    if let Some(day) = desk.received(&bundle)? {
        return before(cx, &bundle, &day);
    }
    let preview = desk.preview_bundle(&bundle)?;
    if !cx.json() {
        tell(cx, &bundle, &preview, keep);
    }
    if dry_run {
        return told(cx, &bundle, &preview, None);
    }
    let asks = !keep && !preview.differs.is_empty();
    if asks && !yes {
        if !cx.asks {
            let n = count(preview.differs.len(), "field", "fields");
            return Err(Error::usage(format!(
                "The bundle would change {n} of your own, so nothing was done unasked."
            ))
            .hint("Look at them with --dry-run, then give --yes to take the bundle's, or --keep-mine."));
        }
        if !cx.agreed()? {
            cx.print.line("Nothing was changed.");
            return Ok(Code::DONE);
        }
    }
    match desk.receive(&bundle, keep)? {
        Received::Before(day) => before(cx, &bundle, &day),
        Received::Now(done, taken) => {
            if !cx.json() {
                cx.print.line(format!("{}. undo takes all of it back.", done.label));
                cx.print.line("Say when they were allocated to you: casebook record allocated CHILD --iro NAME --date DATE");
            }
            told(cx, &bundle, &taken, Some(done.act.0))
        }
    }
}

/// A bundle that was received before changes nothing.
fn before(cx: &mut Context<'_>, bundle: &Bundle, day: &str) -> Result<Code> {
    if cx.json() {
        cx.print.json(&json!({ "bundle": bundle.label.id, "from": bundle.label.from, "received": day }))?;
    } else {
        cx.print.line(format!("This bundle was received on {day}. Nothing was changed."));
    }
    Ok(Code::DONE)
}

fn told(cx: &mut Context<'_>, bundle: &Bundle, taken: &Taken, act: Option<i64>) -> Result<Code> {
    if cx.json() {
        let label = &bundle.label;
        let mut told = serde_json::to_value(taken).map_err(Error::internal)?;
        if let Some(told) = told.as_object_mut() {
            told.insert("bundle".into(), json!(label.id));
            told.insert("from".into(), json!(label.from));
            told.insert("made".into(), json!(label.made));
            told.insert("undo".into(), json!(act));
        }
        cx.print.json(&told)?;
    }
    Ok(Code::DONE)
}

fn tell(cx: &mut Context<'_>, bundle: &Bundle, preview: &Taken, keep: bool) {
    summary(&bundle.label, preview).iter().for_each(|line| cx.print.line(line));
    let stays = if keep { "Differs, and yours stays" } else { "Differs, and the bundle's takes its place" };
    for (all, head) in [(&preview.differs, stays), (&preview.filled, "Empty in your book, and filled")] {
        if all.is_empty() {
            continue;
        }
        cx.print.line(format!("{head} ({}):", count(all.len(), "field", "fields")));
        let mut lines = vec![heading(&["  CHILD", "RECORD", "FIELD", "YOURS", "THE BUNDLE'S"])];
        lines.extend(all.iter().take(NAMED).map(|Differs { child, what, field, before, after }| {
            vec![format!("  {child}"), what.clone(), field.clone(), short(before), short(after)]
        }));
        cx.print.line(table(&lines));
        if all.len() > NAMED {
            cx.print.line(format!("  and {} more; --json has all", all.len() - NAMED));
        }
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    if short.is_empty() { "-".to_owned() } else { short }
}

fn service(
    cx: &mut Context<'_>,
    files: &[PathBuf],
    secrets: &[PathBuf],
    command: Vec<OsString>,
) -> Result<Then> {
    if !matches!(secrets.len(), 0 | 1) && secrets.len() != files.len() {
        return Err(Error::usage(
            "Give one passphrase file for all bundles, or one for each in their order.",
        ));
    }
    let nested = match command.as_slice() {
        [] => None,
        words => Some(reading(words)?),
    };
    let mut bundles = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let secret = secrets.get(place).or(secrets.last()).map(PathBuf::as_path);
        let passphrase = cx.secret(secret, &format!("Passphrase of {}: ", file.display()))?;
        bundles.push(Bundle::open(file, &passphrase)?);
    }
    let practice = cx.global.practice.as_deref().map(|p| find_practice(None, p).map(Arc::new)).transpose()?;
    let (desk, told) = Desk::service(&bundles, practice, cx.today)?;
    drop(bundles);
    match nested {
        None if !cx.json() && screen::is_seated(cx) => {
            screen::service(cx, desk, told).map(|()| Then::Done(Code::DONE))
        }
        nested => {
            told.iter().for_each(|line| cx.print.warn(format!("casebook: {line}")));
            cx.global.json |= nested.as_ref().is_some_and(|cli| cli.global.json);
            cx.print.say_whose(
                desk.board
                    .children()
                    .iter()
                    .filter_map(|row| Some((row.case.child.number.clone(), row.iro()?.to_owned()))),
            );
            cx.ready = Some(desk);
            let command =
                nested.and_then(|cli| cli.command).unwrap_or(Command::List { filter: None, view: None });
            Ok(Then::Read(Box::new(command)))
        }
    }
}

/// A command that only reads, and so can be asked of a service book.
fn reading(words: &[OsString]) -> Result<Cli> {
    let name = std::iter::once(OsString::from("casebook"));
    let cli = Cli::try_parse_from(name.chain(words.iter().cloned())).map_err(|e| {
        Error::usage(format!("After --: {}", e.to_string().trim_start_matches("error: ").trim()))
    })?;
    let reads = matches!(
        cli.command,
        Some(
            Command::List { .. }
                | Command::Show { .. }
                | Command::Notes { .. }
                | Command::Decisions { .. }
                | Command::Escalations { .. }
                | Command::Voice { .. }
                | Command::Visits
                | Command::Near { .. }
                | Command::Sessions { .. }
                | Command::Due(_)
                | Command::Reviews { .. }
                | Command::Review { .. }
                | Command::Explain { .. }
                | Command::Calendar(_)
                | Command::Chase { .. }
                | Command::Handover { .. }
                | Command::Measures { .. }
                | Command::Report(_)
        )
    );
    if reads {
        return Ok(cli);
    }
    Err(Error::usage("A service book can only be read.").hint(
        "After -- give a reading command: list, due, reviews, calendar, escalations, measures, report ...",
    ))
}
