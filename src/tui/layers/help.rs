//! The keys of a screen.

use super::text::{TextBox, Tone};
use crate::rules::due::Status;
use crate::tui::action::Scope;
use crate::tui::ask::Ask;
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
