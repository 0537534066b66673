//! The keys of a screen.

use super::idea::idea;
use super::text::{TextBox, Tone};
use crate::rules::due::Status;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::keymap::{self, Live};
use crate::tui::scene::Scene;
use crate::tui::task::Task;
use crate::tui::words;

/// Its keys by what they are for, those that only it has first, and what the marks and short names mean.
pub(crate) fn help(scene: Scene<'_>, scope: Scope) -> Ask {
    let ascii = scene.theme.ascii;
    let mut text = TextBox::new("Keys of this screen").in_columns();
    let (own, shared): (Vec<Live>, Vec<Live>) =
        keymap::live(scope).partition(|entry| entry.own && entry.action.task() != Task::Move);
    let mut group = |title: &str, entries: &mut dyn Iterator<Item = &Live>| {
        let mut entries = entries.peekable();
        if entries.peek().is_some() {
            text.push(Tone::Head, title);
        }
        for entry in entries {
            let keys = scene.options.keys.shown(scope, &entry.keys, ascii);
            let tone = if entry.label.is_empty() { Tone::Plain } else { Tone::Key };
            // Spaces that do not break keep the words in their column.
            let keys = words::fit(&keys.join("  "), 12).replace(' ', "\u{a0}");
            text.push(tone, format!("  {keys} {}", entry.help));
        }
    };
    group("Here", &mut own.iter());
    for (task, title) in Task::ALL {
        group(title, &mut shared.iter().filter(|entry| entry.action.task() == task));
    }
    text.push(Tone::Plain, "");
    let marks: Vec<String> = Status::ALL.iter().map(|s| format!("{} {s}", s.mark(ascii))).collect();
    text.push(Tone::Dim, format!("Marks: {} · ≈ projected", marks.join(" · ")));
    let short = |title: &str| title.chars().count() <= 4 && title.chars().all(char::is_uppercase);
    let roles = scene.board().practice.roles.iter().filter(|(_, title)| short(title));
    let short: Vec<String> =
        roles.map(|(word, title)| format!("{title} {}", word.replace('-', " "))).collect();
    let wd = "wd working days".to_owned();
    text.push(
        Tone::Dim,
        format!("Short: {}", std::iter::once(wd).chain(short).collect::<Vec<_>>().join(" · ")),
    );
    text.push(Tone::Dim, "? again: the idea behind this screen, and the words of the field.");
    Ask::open(text.keys_of(Scope::Keys, vec![(Action::Idea, idea(scope))]))
}
