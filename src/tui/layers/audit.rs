//! Who changed what, and the acts that can be taken back: lists over the pane.

use super::confirm::confirm;
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::views::audit::{AuditLine, lines, moment};
use crate::error::Error;
use crate::model::ids::{ActId, ChildId};
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;
use crate::tui::words;

/// So many entries are listed.
const LISTED: usize = 500;

/// The log: of the child the cursor is on, or of the whole book; one entry opens with what it changed.
pub(crate) fn audit(scene: Scene<'_>, child: Option<ChildId>) -> Ask {
    let entries = match scene.desk.store.entries(child, LISTED) {
        Ok(entries) => entries,
        Err(error) => return Ask::Fail(error),
    };
    let items: Vec<Item> = lines(scene.board(), &entries).into_iter().map(|line| item(scene, line)).collect();
    let title = match child.map(|child| scene.who(child)) {
        Some(who) if items.is_empty() => format!("Nothing is logged of {who} yet"),
        Some(who) => format!("Who did what for {who}"),
        None if items.is_empty() => return Ask::say("The log tells of nothing yet."),
        None => "Who did what in this book".to_owned(),
    };
    let all = child.map(|_| Item::new("the log of the whole book", "", audit(scene, None)));
    Ask::open(Picker::new(title, all.into_iter().chain(items).collect()).note("Times are UTC."))
}

fn item(scene: Scene<'_>, line: AuditLine) -> Item {
    let what = masked(scene, &line.what);
    let more = match line.changes.len() {
        0 => String::new(),
        n => words::count(n, "change", "changes"),
    };
    let mut text = TextBox::new("One entry of the audit log");
    text.push(Tone::Head, what.clone());
    let who = if line.who.is_empty() { String::new() } else { format!(", by {}", line.who) };
    text.push(Tone::Dim, format!("{} UTC{who}", line.at));
    text.push(Tone::Plain, "");
    if line.changes.is_empty() {
        text.push(Tone::Plain, "No record was changed one by one.");
    }
    for change in &line.changes {
        text.push(
            Tone::Plain,
            if scene.hidden { "Shown when names are (i).".to_owned() } else { change.clone() },
        );
    }
    Item::new(format!("{} {what}", line.at), more, Ask::open(text))
}

/// The acts that can be taken back or done again, the latest first.
pub(crate) fn acts(scene: Scene<'_>) -> Ask {
    let acts = match scene.desk.store.history(LISTED) {
        Ok(acts) => acts,
        Err(error) => return Ask::Fail(error),
    };
    let items: Vec<Item> = acts
        .into_iter()
        .map(|act| {
            let what = masked(scene, &act.label);
            let minute = moment(&act.at);
            let (hint, ask) = if act.undone {
                ("taken back: does it again", Ask::Redo(Some(act.id)))
            } else {
                ("", Ask::Undo(Some(act.id)))
            };
            Item::new(format!("{minute} {what}"), hint, ask)
        })
        .collect();
    if items.is_empty() {
        return Ask::say("There is nothing to undo.");
    }
    let note = "Enter takes the act back, wherever nothing done since stands on it. Times are UTC.";
    Ask::open(Picker::new("Take back which act?", items).note(note))
}

/// Takes an act back, and asks first where it is large or old.
pub(crate) fn take_back(scene: Scene<'_>, act: Option<ActId>) -> Ask {
    match scene.desk.to_undo(act) {
        Ok(Some((turn, Some(doubt)))) => confirm(
            "Take this back?",
            format!("{}. {doubt} U does it again.", masked(scene, &turn.act.label)),
            "yes, take it back",
            Ask::TakeBack(Some(turn.act.id)),
        ),
        Ok(_) => Ask::TakeBack(act),
        Err(error) => Ask::Fail(masked_error(scene, error)),
    }
}

/// An error in which children stand by their initials while names are hidden.
pub(crate) fn masked_error(scene: Scene<'_>, error: Error) -> Error {
    Error { message: masked(scene, &error.message), ..error }
}

/// Words in which children stand by their initials while names are hidden.
fn masked(scene: Scene<'_>, words: &str) -> String {
    let hidden = scene.board().children().iter().filter(|_| scene.hidden);
    hidden.fold(words.to_owned(), |words, row| {
        words.replace(&row.case.child.name(), &row.case.child.initials())
    })
}
