//! Into the screen: on the book, or on an invented caseload.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::Code;
use super::context::Context;
use super::open_tui::{self, Options, OwnKeys};
use super::print::{count, table};
use crate::casework::settings::Known;
use crate::casework::{Desk, find_practice, looks};
use crate::error::{Error, Result};
use crate::store::Store;

/// No command: the screen on the book, after a short set-up where there is none.
pub(crate) fn open(cx: &mut Context<'_>) -> Result<()> {
    seated(cx)?;
    let path = cx.book()?;
    let there = Store::is_at(&path);
    let (options, faults) = options(cx, false, Some(&path));
    let desk = match (there, &cx.global.passphrase_file) {
        (true, Some(_)) => Some(cx.open()?),
        (true, None) => open_tui::unlock(&path, cx.today, &options)?,
        (false, _) => open_tui::first_run(&path, cx.today, &options)?,
    };
    let Some(mut desk) = desk else { return Ok(()) };
    desk.set_today(cx.today);
    let mut desk = cx.dressed(desk)?;
    faults.into_iter().for_each(|fault| desk.store.tell(fault));
    for said in open_tui::run(desk, options)? {
        cx.print.warn(format!("casebook: {said}"));
    }
    Ok(())
}

/// `demo`.
pub(crate) fn demo(cx: &mut Context<'_>, children: usize, seed: u64, tour: bool) -> Result<Code> {
    seated(cx)?;
    let desk = invented(cx, children, seed)?;
    open_tui::run(desk, Options { tour, ..options(cx, true, None).0 })?;
    Ok(Code::DONE)
}

/// `demo --write`.
pub(crate) fn write_demo(cx: &mut Context<'_>, children: usize, seed: u64, file: &Path) -> Result<Code> {
    let passphrase = cx.new_passphrase()?;
    let desk = invented(cx, children, seed)?;
    desk.store.save_as(file, &passphrase)?;
    let written = desk.board.children().len();
    if cx.json() {
        cx.print.json(&json!({ "book": file, "children": written, "seed": seed }))?;
    } else {
        let children = count(written, "invented child", "invented children");
        cx.print.line(format!("Made {} with {children}.", file.display()));
    }
    Ok(Code::DONE)
}

/// `keys`.
pub(crate) fn keys(cx: &mut Context<'_>) -> Result<Code> {
    let keys = open_tui::keys();
    if cx.json() {
        let rows: Vec<_> = keys
            .iter()
            .map(|(scope, key, what)| json!({ "scope": scope, "key": key, "what": what }))
            .collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    let mut last = "";
    let mut lines = Vec::new();
    for (scope, key, what) in &keys {
        let shown = if scope == last { String::new() } else { scope.clone() };
        lines.push(vec![shown, key.clone(), what.clone()]);
        last = scope;
    }
    cx.print.line(table(&lines));
    Ok(Code::DONE)
}

fn invented(cx: &Context<'_>, children: usize, seed: u64) -> Result<Desk> {
    let practice = cx.global.practice.as_deref().map(|p| find_practice(None, p)).transpose()?;
    Desk::demo(cx.today, children, seed, practice.map(Arc::new))
}

/// How the screen is shown, and what is wrong with the file that says so.
fn options(cx: &Context<'_>, demo: bool, book: Option<&Path>) -> (Options, Vec<String>) {
    let terminal = Options::of_terminal();
    // The demo and a service book look as the person's own book does, and change nothing of that.
    let place = cx.book().ok().map(|book| looks::place(&book));
    let mut looks = place.as_deref().map(looks::read).unwrap_or_default();
    let (keys, wrong) = OwnKeys::of(&looks.keys);
    if let Some(file) = &place {
        looks.faults.extend(wrong.iter().map(|(line, why)| looks::fault(file, *line, why)));
    }
    let mut options = Options {
        ascii: cx.global.ascii || terminal.ascii,
        no_colour: cx.global.no_colour || terminal.no_colour,
        keys,
        looks: place.filter(|_| book.is_some()),
        day: cx.global.on.as_ref().map(|_| cx.today),
        demo,
        book: book.map(Path::to_owned),
        ..terminal
    };
    for (setting, value) in Known::ALL.iter().filter_map(|known| Some((*known, looks.value(*known)?))) {
        options.set(setting, value);
    }
    options.linear |= cx.global.linear;
    (options, looks.faults)
}

/// The screen on a service book.
pub(crate) fn service(cx: &Context<'_>, mut desk: Desk, told: Vec<String>) -> Result<()> {
    told.into_iter().for_each(|told| desk.store.tell(told));
    open_tui::run(desk, options(cx, false, None).0).map(drop)
}

/// Whether the screen can be shown.
pub(crate) fn is_seated(cx: &Context<'_>) -> bool {
    cx.asks && std::io::stdout().is_terminal()
}

fn seated(cx: &Context<'_>) -> Result<()> {
    if is_seated(cx) {
        return Ok(());
    }
    Err(Error::usage("The screen needs a terminal, and this is none.")
        .hint("Every figure is on the command line too: casebook --help"))
}
