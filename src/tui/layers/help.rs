//! The keys of a screen, and every command of it found by typing.

use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::casework::acts::{Act, OF_A_CHILD, Subject, act};
use crate::model::ids::ChildId;
use crate::rules::due::Status;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::{keymap, words};

pub(crate) fn help(scene: Scene<'_>, scope: Scope) -> Ask {
    let ascii = scene.theme.ascii;
    let mut text = TextBox::new("Keys of this screen");
    for entry in keymap::live(scope) {
        let keys: Vec<String> = entry.keys.iter().map(|k| keymap::shown(k, ascii)).collect();
        let tone = if entry.label.is_empty() { Tone::Plain } else { Tone::Key };
        text.push(tone, format!("{} {}", words::fit(&keys.join("  "), 12), entry.help));
    }
    text.push(Tone::Plain, "");
    let marks: Vec<String> = Status::ALL.iter().map(|s| format!("{} {s}", s.mark(ascii))).collect();
    text.push(Tone::Dim, format!("Marks: {} · ≈ projected", marks.join(" · ")));
    Ask::open(text)
}

/// The act behind an action, by whose everyday words it is found.
fn behind(action: Action) -> Option<&'static Act> {
    act(match action {
        Action::Contact => "contact",
        Action::Write => "note",
        Action::Voice => "voice",
        Action::Done => "done",
        Action::Book => "book",
        Action::Hold => "hold",
        Action::Change => "change",
        Action::Respond => "respond",
        Action::Raise => "raise",
        Action::CloseConcern => "close-concern",
        Action::Message => "message",
        Action::NewChild => "new-child",
        Action::CopySibling => "copy",
        Action::KeepFree => "keep-free",
        Action::TakeCalendar => "take-calendar",
        Action::School => "school-holidays",
        Action::Holiday => "holiday",
        Action::Practice => "practice",
        _ => return None,
    })
}

/// Every command: those with a key here, and what can be done about the child of the cursor without one.
pub(crate) fn palette(scene: Scene<'_>, scope: Scope, child: Option<ChildId>) -> Ask {
    let keyed = keymap::live(scope).map(|entry| {
        let keys: Vec<String> = entry.keys.iter().map(|k| keymap::shown(k, scene.theme.ascii)).collect();
        let find = behind(entry.action).map_or(&[][..], |act| act.find);
        Item::new(entry.help, keys.join(" "), Ask::Act(entry.action, None)).found_by(find)
    });
    let has_key = |act: &Act| keymap::live(scope).any(|e| behind(e.action).is_some_and(|a| a.id == act.id));
    let others = OF_A_CHILD.iter().filter(|act| !has_key(act)).filter_map(|act| {
        let child = child?;
        let ask = Ask::Form(Fill::act(act.id, Subject::child(child)));
        Some(Item::new(act.title, scene.who(child), ask).found_by(act.find))
    });
    Ask::open(Picker::new("Commands", keyed.chain(others).collect()))
}
