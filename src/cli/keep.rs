//! The book itself: made, undone; and its bank holidays.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::json;

use super::Code;
use super::busy;
use super::context::{Context, day};
use super::day_args::{Accept, Holiday};
use super::print::{count, heading, table};
use crate::board::views::audit::moment;
use crate::casework::{Desk, Moved, Outcome, find_practice, practice_text};
use crate::error::{Error, Result};
use crate::model::ids::{ActId, ChildId};
use crate::rules::practice::{SHIPPED, load};
use crate::rules::working::long;
use crate::store::{DoneAct, Store};

/// How many acts are listed.
const LISTED: usize = 100;

/// `init`.
pub(crate) fn init(cx: &mut Context<'_>, iro: &str) -> Result<Code> {
    let Some(named) = cx.global.practice.clone() else {
        return Err(Error::usage("A book needs a practice; nothing was made.")
            .hint("Give --practice ID; casebook practice list shows them."));
    };
    let path = cx.book()?;
    if Store::is_at(&path) {
        return Err(Error::usage(format!("{} is there already. Nothing was changed.", path.display()))
            .hint("Give another name with --book FILE, or open that book."));
    }
    // Found before a passphrase is asked for: a file of one's own is copied into the new book.
    let practice = find_practice(None, &named)?;
    let shipped = SHIPPED.iter().any(|(id, _)| *id == practice.id);
    let own = if shipped { None } else { Some(own_text(&named)?) };
    let passphrase = cx.new_passphrase()?;
    let first = if shipped { practice.id.as_str() } else { "england" };
    let mut desk = Desk::create(&path, &passphrase, iro, first, cx.today)?;
    if let Some(text) = own {
        desk.add_practice(&text)?;
        desk.use_practice(&practice.id, None)?;
    }
    if cx.json() {
        cx.print.json(&json!({ "book": path, "iro": desk.board.iro, "practice": practice.id }))?;
    } else {
        cx.print.line(format!(
            "Made {} for {}, practice {}.",
            path.display(),
            desk.board.iro,
            practice.title
        ));
        cx.print.line(
            "Nobody can open it without the passphrase, and nobody can recover that for you. Keep it safe.",
        );
    }
    Ok(Code::DONE)
}

/// The text of a practice file that stands on shipped practices alone, as a new book needs it.
fn own_text(named: &str) -> Result<String> {
    let text = practice_text(std::path::Path::new(named))?;
    load(&text, &|base| SHIPPED.iter().find(|(id, _)| *id == base).map(|(_, t)| (*t).to_owned()))?;
    Ok(text)
}

#[derive(Serialize)]
struct Act {
    id: i64,
    label: String,
    child: Option<String>,
    at: String,
    undone: bool,
}

/// Acts with the numbers of the children they are about, where those are in the book.
fn acts(store: &Store, done: impl IntoIterator<Item = DoneAct>) -> Result<Vec<Act>> {
    let numbers: HashMap<ChildId, String> =
        store.child_numbers()?.into_iter().map(|(number, id)| (id, number)).collect();
    let acts = done.into_iter().map(|done| Act {
        id: done.id.0,
        label: done.label,
        child: done.child.and_then(|id| numbers.get(&id).cloned()),
        at: done.at,
        undone: done.undone,
    });
    Ok(acts.collect())
}

/// `undo --list` and `redo --list`.
pub(crate) fn history(cx: &mut Context<'_>, undone: bool) -> Result<Code> {
    let mut store = cx.open_store()?;
    store.back_up_day(cx.today);
    let mut acts = acts(&store, store.history(LISTED)?.into_iter().filter(|a| a.undone == undone))?;
    if undone {
        // The oldest first.
        acts.reverse();
    }
    if cx.json() {
        cx.print.json(&acts)?;
    } else if acts.is_empty() {
        cx.print.line(if undone { "Nothing to do again." } else { "Nothing to take back." });
    } else {
        let lines: Vec<Vec<String>> =
            acts.into_iter().map(|a| vec![a.id.to_string(), moment(&a.at), a.label]).collect();
        cx.print.line(table(&lines));
    }
    Ok(Code::DONE)
}

/// `undo`.
pub(crate) fn undo(cx: &mut Context<'_>, act: Option<ActId>, yes: bool) -> Result<Code> {
    let mut desk = cx.open()?;
    if cx.asks
        && !yes
        && let Some((turn, Some(doubt))) = desk.to_undo(act)?
    {
        cx.print.line(format!("{}. {doubt} casebook redo does it again.", turn.act.label));
        if !cx.agreed()? {
            cx.print.line("Nothing was changed.");
            return Ok(Code::DONE);
        }
    }
    let done = desk.undo(act)?;
    turned(cx, &desk, done, "Taken back", "Nothing to take back.")
}

/// `redo`.
pub(crate) fn redo(cx: &mut Context<'_>, act: Option<ActId>) -> Result<Code> {
    let mut desk = cx.open()?;
    let done = desk.redo(act)?;
    turned(cx, &desk, done, "Done again", "Nothing to do again.")
}

fn turned(cx: &mut Context<'_>, desk: &Desk, done: Option<DoneAct>, verb: &str, none: &str) -> Result<Code> {
    let done = acts(&desk.store, done)?.pop();
    match done {
        done if cx.json() => cx.print.json(&done)?,
        Some(done) => cx.print.line(format!("{verb}: {}", done.label)),
        None => cx.print.line(none),
    }
    Ok(Code::DONE)
}

/// `holiday`.
pub(crate) fn holiday(cx: &mut Context<'_>, what: Holiday) -> Result<Code> {
    let mut desk = cx.open()?;
    match what {
        Holiday::Add { date, name, accept } => {
            let date = day(&desk, &date)?;
            let moves = desk.preview_holiday(date, &name)?;
            let what = format!("{name} on {}", long(date));
            for_all(cx, &mut desk, &what, moves, accept, |desk| desk.add_holiday(date, &name))
        }
        Holiday::Remove { date, accept } => {
            let date = day(&desk, &date)?;
            let moves = desk.preview_no_holiday(date)?;
            let what = format!("No bank holiday on {}", long(date));
            for_all(cx, &mut desk, &what, moves, accept, |desk| desk.remove_holiday(date))
        }
        Holiday::School { file } => busy::school(cx, &mut desk, &file),
        Holiday::List => holidays(cx, &desk),
    }
}

/// A change for the whole caseload: whose dates it moves is said first; it is done where that was
/// accepted, and at once where nobody sits there to be asked.
pub(crate) fn for_all(
    cx: &mut Context<'_>,
    desk: &mut Desk,
    what: &str,
    moves: Vec<(ChildId, Moved)>,
    accept: Accept,
    act: impl FnOnce(&mut Desk) -> Result<Outcome>,
) -> Result<Code> {
    let moved = moved_rows(desk, &moves);
    if cx.json() {
        let done = if accept.dry_run { None } else { Some(act(desk)?) };
        let (id, undo) = (done.as_ref().map(|o| o.id), done.as_ref().map(|o| o.act));
        let acts = u8::from(done.is_some());
        cx.print.json(&json!({ "id": id, "undo": undo, "acts": acts, "moved": moved }))?;
        return Ok(Code::DONE);
    }
    let end = if moves.is_empty() { "." } else { ":" };
    cx.print.line(format!("{what} moves {}{end}", count(moves.len(), "open date", "open dates")));
    for (child, moved) in &moves {
        let who = desk.board.row(*child).map(|r| r.case.child.name()).unwrap_or_default();
        cx.print.line(format!("  {who}: {}", moved.line()));
    }
    if accept.dry_run || (cx.asks && !accept.yes && !cx.agreed()?) {
        cx.print.line("Nothing was changed.");
        return Ok(Code::DONE);
    }
    let outcome = act(desk)?;
    cx.print.line(&outcome.label);
    cx.print.line("Reviews already held keep the limit they were judged by.\nundo with: casebook undo");
    Ok(Code::DONE)
}

fn moved_rows(desk: &Desk, moves: &[(ChildId, Moved)]) -> Vec<serde_json::Value> {
    let row = |(child, m): &(ChildId, Moved)| {
        let number = desk.board.row(*child).map(|r| r.case.child.number.as_str());
        json!({ "child": number, "title": m.title, "instance": m.instance, "before": m.before, "after": m.after })
    };
    moves.iter().map(row).collect()
}

fn holidays(cx: &mut Context<'_>, desk: &Desk) -> Result<Code> {
    let added = desk.store.holidays()?;
    let known = desk.board.calendar.known_to();
    let days = desk.board.calendar.holidays();
    let days = days.map(|(date, name)| (date, name, added.iter().any(|(d, _)| *d == date), date > known));
    if cx.json() {
        let days: Vec<_> = days
            .map(|(date, name, added, provisional)| {
                json!({ "date": date, "name": name, "added": added, "provisional": provisional })
            })
            .collect();
        cx.print.json(&days)?;
        return Ok(Code::DONE);
    }
    let mut lines = vec![heading(&["DATE", "NAME", ""])];
    lines.extend(days.map(|(date, name, added, provisional)| {
        let mark = if added {
            "added by you"
        } else if provisional {
            "expected"
        } else {
            ""
        };
        vec![long(date), name.to_owned(), mark.to_owned()]
    }));
    cx.print.line(table(&lines));
    for school in &desk.board.school {
        cx.print.line(format!("{} to {}  {} (schools)", long(school.first), long(school.last), school.name));
    }
    Ok(Code::DONE)
}
