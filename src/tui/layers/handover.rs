//! What is handed to somebody else: everything open for a child; what others owe, person by person.

use super::leaving::Outgoing;
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::documents::chase::{Told, chase};
use crate::documents::handover::handover as pack;
use crate::model::ids::ChildId;
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Everything open for a child, for the IRO who takes over.
pub(crate) fn handover(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let mut page = scene.board().handover(row);
    if scene.hidden {
        page.name = scene.name(row);
    }
    let lines = page.lines();
    let mut text = TextBox::new(lines.first().cloned().unwrap_or_default());
    for line in lines.iter().skip(1) {
        let tone = if line.starts_with(' ') { Tone::Plain } else { Tone::Head };
        text.push(tone, line.clone());
    }
    let what = "write handover";
    let whole = (!scene.hidden).then(|| pack(scene.board(), &[row]));
    Ask::open(text.outgoing(Outgoing {
        text: lines.join("\n"),
        file: if whole.is_some() { "handover.docx" } else { "handover.txt" },
        page: whole,
        what,
        child: Some(child),
    }))
}

/// What others owe: whom to ask, and the message to each.
pub(crate) fn owed_by_others(scene: Scene<'_>) -> Ask {
    let told = chase(scene.board(), None, &|row| scene.name(row));
    if told.is_empty() {
        return Ask::say("Nobody else owes anything late or due soon.");
    }
    let role = |one: &Told| scene.board().practice.role(&one.owner).to_owned();
    let item = |one: &Told| {
        let late = if one.late > 0 { format!("{} late, ", one.late) } else { String::new() };
        let who = one.person.as_ref().map(|name| format!("{} {name}", role(one)));
        let hint = format!("{late}{}", words::count(one.count, "matter", "matters"));
        Item::new(who.unwrap_or_else(|| role(one)), hint, message(std::slice::from_ref(one)))
    };
    let mut items: Vec<Item> = told.iter().map(item).collect();
    if told.len() > 1 {
        let hint = words::count(told.len(), "message", "messages");
        items.push(Item::new("all of them, one after the other", hint, message(&told)));
    }
    Ask::open(Picker::new("Whose move is it?", items).note("Enter opens the message, ready to be copied."))
}

/// The messages, to be copied or written to a file.
fn message(told: &[Told]) -> Ask {
    let mut text = TextBox::new("What is owed, to be sent");
    for one in told {
        for (n, line) in one.text.lines().enumerate() {
            text.push(if n == 0 { Tone::Head } else { Tone::Plain }, line.to_owned());
        }
        text.push(Tone::Plain, "");
    }
    let words: Vec<&str> = told.iter().map(|one| one.text.as_str()).collect();
    Ask::open(text.outgoing(Outgoing {
        text: words.join("\n\n"),
        page: None,
        file: "owed.txt",
        what: "write chase",
        child: None,
    }))
}
