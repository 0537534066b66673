//! Copies of the book, its check, and what opens it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::Code;
use super::context::Context;
use super::print::{count, heading, table};
use super::safe_args::{BackupCommand, NewPassphrase, Recovery, Safe};
use crate::error::{Error, Result};
use crate::store::{Copied, Lost, Store};

/// So many of the acts that a restore would take away are named.
const NAMED: usize = 20;

/// One of them.
pub(crate) fn safe(cx: &mut Context<'_>, what: Safe) -> Result<Code> {
    match what {
        Safe::Verify { salvage: None } => verify(cx),
        Safe::Verify { salvage: Some(to) } => salvage(cx, &to),
        Safe::Backup { list: Some(BackupCommand::List), .. } => backups(cx),
        Safe::Backup { list: None, to } => backup(cx, to.as_deref()),
        Safe::Restore { from, yes } => restore(cx, from, yes),
        Safe::Rekey { forget_backups } => rekey(cx, forget_backups),
        Safe::Passphrase(new) => passphrase(cx, &new),
        Safe::Recovery(Recovery::New) => new_recovery(cx),
        Safe::Recovery(Recovery::Use { code_file, new }) => recover(cx, code_file.as_deref(), &new),
    }
}

/// `verify`.
fn verify(cx: &mut Context<'_>) -> Result<Code> {
    let store = cx.open_store()?;
    let verdict = store.verify()?;
    if cx.json() {
        cx.print.json(&json!({
            "ok": verdict.sound(), "problems": verdict.problems, "children": verdict.children,
            "audit_rows": verdict.audit_rows, "acts": verdict.acts, "bytes": verdict.bytes,
            "audit_head": verdict.audit_head, "covers": verdict.covers(), "does_not_cover": verdict.leaves_out(),
        }))?;
    } else if verdict.sound() {
        cx.print.line(format!(
            "The book is whole: children {}, acts {}, audit entries {}, bytes {}.",
            verdict.children, verdict.acts, verdict.audit_rows, verdict.bytes
        ));
        cx.print.line(format!("Looked at: {}.", verdict.covers().join("; ")));
        cx.print.line(format!("Not seen by this: {}.", verdict.leaves_out()));
        cx.print.line(format!("Last audit entry: {}", verdict.audit_head));
    } else {
        for problem in &verdict.problems {
            cx.print.warn(format!("casebook: {problem}"));
        }
        cx.print.warn(
            "  Nothing was changed. `casebook restore` brings back the newest whole backup; `casebook verify --salvage \
             FILE` brings out what can still be read.",
        );
    }
    Ok(if verdict.sound() { Code::DONE } else { Code::DAMAGED })
}

/// `verify --salvage`.
fn salvage(cx: &mut Context<'_>, to: &Path) -> Result<Code> {
    let (book, passphrase) = (cx.book()?, cx.passphrase()?);
    let told = Store::salvage(&book, &passphrase, to)?;
    if cx.json() {
        cx.print.json(&json!({
            "book": to, "rows": told.rows, "torn": told.torn, "loose": told.loose, "nameless": told.nameless,
        }))?;
        return Ok(Code::DONE);
    }
    let rows: u64 = told.rows.values().sum();
    cx.print.line(format!(
        "Brought {} into {}, which opens with the same passphrase.",
        rows_of(rows),
        to.display()
    ));
    match told.torn.as_slice() {
        [] => cx.print.line("Everything in use could be read."),
        torn => cx.print.line(format!("Not all could be read of: {}.", torn.join(", "))),
    }
    if told.nameless > 0 {
        cx.print.line(format!(
            "{} could not be read: they stand under LOST and a number, with what else is known of them.",
            count(
                usize::try_from(told.nameless).unwrap_or(usize::MAX),
                "child's own row",
                "children's own rows"
            )
        ));
    }
    if told.loose > 0 {
        cx.print
            .line(format!("Left out, for what they belong to could not be read: {}.", rows_of(told.loose)));
    }
    cx.print.line("The damaged book is as it was. What was taken back or done again cannot be any more.");
    Ok(Code::DONE)
}

fn rows_of(n: u64) -> String {
    count(usize::try_from(n).unwrap_or(usize::MAX), "row", "rows")
}

/// `backup`.
fn backup(cx: &mut Context<'_>, to: Option<&Path>) -> Result<Code> {
    let mut store = cx.open_store()?;
    let place = store.backup(to)?;
    for told in store.remarks() {
        cx.print.warn(format!("casebook: {told}"));
    }
    if cx.json() {
        cx.print.json(&json!({ "path": place }))?;
    } else {
        cx.print.line(format!("Backed up and checked: {}", place.display()));
    }
    Ok(Code::DONE)
}

fn made(copy: &Copied) -> String {
    copy.made.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `backup list`.
fn backups(cx: &mut Context<'_>) -> Result<Code> {
    let (book, passphrase) = (cx.book()?, cx.passphrase()?);
    let all = Store::backups(&book, &passphrase)?;
    if cx.json() {
        let rows: Vec<_> = all
            .iter()
            .map(|c| json!({ "file": c.file, "made": made(c), "why": c.why.word(), "whole": c.whole }))
            .collect();
        cx.print.json(&rows)?;
    } else if all.is_empty() {
        cx.print.line("There is no backup yet: casebook backup makes one.");
    } else {
        let mut lines = vec![heading(&["MADE (UTC)", "WHY", "", "FILE"])];
        lines.extend(all.iter().map(|c| {
            let whole = if c.whole { "whole" } else { "NOT WHOLE" };
            vec![made(c), c.why.says().to_owned(), whole.to_owned(), c.file.display().to_string()]
        }));
        cx.print.line(table(&lines));
    }
    Ok(Code::DONE)
}

/// `restore`.
fn restore(cx: &mut Context<'_>, from: Option<PathBuf>, yes: bool) -> Result<Code> {
    let (book, passphrase) = (cx.book()?, cx.passphrase()?);
    let from = match from {
        Some(file) => file,
        None => {
            let newest = Store::backups(&book, &passphrase)?.into_iter().find(|copy| copy.whole);
            newest.map(|copy| copy.file).ok_or_else(|| {
                Error::missing(format!("There is no whole backup in {}.backups. Nothing was changed.", book.display()))
                    .hint("Name one that lies elsewhere: casebook restore FILE. Or `casebook verify --salvage FILE`.")
            })?
        }
    };
    let lost = Store::would_lose(&book, &from, &passphrase)?;
    if !cx.json() {
        tell(cx, &from, &lost);
    }
    if !yes {
        if !cx.asks {
            return Err(Error::usage("A restore takes the place of the book, so nothing was done unasked.")
                .hint("Look at what would be lost, then give --yes."));
        }
        if !cx.agreed()? {
            cx.print.line("Nothing was changed.");
            return Ok(Code::DONE);
        }
    }
    let aside = Store::restore(&book, &from, &passphrase)?;
    if cx.json() {
        cx.print.json(&json!({
            "path": book, "set_aside": aside, "from": from, "lost": lost.lost, "gained": lost.gained,
            "children_before": lost.children_now, "children": lost.children_then, "damaged": lost.damaged,
        }))?;
        return Ok(Code::DONE);
    }
    cx.print.line(format!("Restored {} from {}", book.display(), from.display()));
    if let Some(aside) = aside {
        cx.print.line(format!("What was there is kept at {}", aside.display()));
    }
    Ok(Code::DONE)
}

/// What a restore would take away and bring.
fn tell(cx: &mut Context<'_>, from: &Path, lost: &Lost) {
    let children = |n| count(n, "child", "children");
    cx.print.line(format!("The backup {} holds {}.", from.display(), children(lost.children_then)));
    match lost.children_now {
        Some(now) => cx.print.line(format!("The book holds {}.", children(now))),
        None if lost.damaged => {
            cx.print.line("The book that is there cannot be read: what it held besides is lost.")
        }
        None => cx.print.line("There is no book in its place."),
    }
    if lost.damaged && lost.children_now.is_some() {
        cx.print.line("Part of the book cannot be read: more may be lost than is told here.");
    }
    for (acts, what) in [(&lost.lost, "Would be lost"), (&lost.gained, "Would come back")] {
        if acts.is_empty() {
            continue;
        }
        cx.print.line(format!("{what}, {}:", count(acts.len(), "act", "acts")));
        for act in acts.iter().take(NAMED) {
            cx.print.line(format!("  {act}"));
        }
        if acts.len() > NAMED {
            cx.print.line(format!("  and {} more", acts.len() - NAMED));
        }
    }
    if lost.lost.is_empty() && !lost.damaged {
        cx.print.line("Nothing that was recorded would be lost.");
    }
}

/// `passphrase`.
fn passphrase(cx: &mut Context<'_>, new: &NewPassphrase) -> Result<Code> {
    let old = cx.passphrase()?;
    let mut store = cx.open_store_with(&old)?;
    let new = cx.set_passphrase(new.new_passphrase_file.as_deref())?;
    let taken = store.change_passphrase(&old, &new)?;
    if cx.json() {
        cx.print.json(&json!({ "changed": true, "backups": taken }))?;
        return Ok(Code::DONE);
    }
    cx.print.line("The passphrase is changed.");
    cx.print.line(format!(
        "It opens the {} beside the book too; copies elsewhere still open with the old one.",
        count(taken, "backup", "backups")
    ));
    Ok(Code::DONE)
}

/// `rekey`.
fn rekey(cx: &mut Context<'_>, forget: bool) -> Result<Code> {
    let passphrase = cx.passphrase()?;
    let store = cx.open_store_with(&passphrase)?;
    let (mut store, done) = store.rekey(&passphrase, forget)?;
    for told in store.remarks() {
        cx.print.warn(format!("casebook: {told}"));
    }
    if cx.json() {
        cx.print.json(&json!({
            "changed": true, "backup": done.backup, "old_backups": done.old, "recovery": done.recovery,
        }))?;
        return Ok(Code::DONE);
    }
    cx.print.line("The book has a new key. The passphrase is the one it was.");
    if done.recovery {
        cx.print.line(
            "The recovery code is the one it was. If somebody may have copied the open book, make a new one: \
             casebook recovery new",
        );
    }
    cx.print.line(format!("A backup under the new key is made and checked: {}", done.backup.display()));
    match done.old.len() {
        0 if forget => cx.print.line("No backup under the old key is left beside the book."),
        0 => cx.print.line("There is no backup under the old key beside the book."),
        n => cx.print.line(format!(
            "{} beside the book, the book as it was among them, still open with the old key and the passphrase of \
             their time. casebook rekey --forget-backups removes such backups.",
            count(n, "backup", "backups")
        )),
    }
    cx.print.line("Copies that lie elsewhere keep the old key: remove them yourself, or make them anew.");
    Ok(Code::DONE)
}

/// `recovery new`.
fn new_recovery(cx: &mut Context<'_>) -> Result<Code> {
    let mut store = cx.open_store()?;
    let code = store.new_recovery()?;
    if cx.json() {
        cx.print.json(&json!({ "code": code.as_str() }))?;
        return Ok(Code::DONE);
    }
    cx.print.line(format!("The recovery code: {}", code.as_str()));
    cx.print.line(
        "It opens the book without the passphrase and is not shown again. Write it on paper and keep that",
    );
    cx.print.line("where nobody else finds it, in a sealed envelope with your manager for instance.");
    Ok(Code::DONE)
}

/// `recovery use`.
fn recover(cx: &mut Context<'_>, code: Option<&Path>, new: &NewPassphrase) -> Result<Code> {
    let book = cx.book()?;
    let typed = cx.secret(code, "Recovery code: ")?;
    let typed = std::str::from_utf8(&typed).map_err(|_| Error::data("The recovery code is not text."))?;
    let new = cx.set_passphrase(new.new_passphrase_file.as_deref())?;
    let mut store = Store::recover(&book, typed, &new)?;
    for told in store.remarks() {
        cx.print.warn(format!("casebook: {told}"));
    }
    if cx.json() {
        cx.print.json(&json!({ "changed": true }))?;
    } else {
        cx.print.line(
            "The book is open again, and the new passphrase is set. Make a new code: casebook recovery new",
        );
    }
    Ok(Code::DONE)
}
