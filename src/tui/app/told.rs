//! What should be known after an act, in a text over the pane.

use crate::casework::Outcome;
use crate::tui::ask::Ask;
use crate::tui::layers::text::{TextBox, Tone};
use crate::tui::scene::Scene;

/// Which dates an act moved, where it moved any.
pub(super) fn moved(outcome: &Outcome, hidden: bool) -> Ask {
    if outcome.moved.is_empty() {
        return Ask::Nothing;
    }
    let mut text = TextBox::new("What moved");
    if !hidden {
        text.push(Tone::Head, outcome.label.clone());
        text.push(Tone::Plain, "");
    }
    for moved in &outcome.moved {
        text.push(Tone::Plain, moved.line());
    }
    text.push(Tone::Plain, "");
    text.push(Tone::Dim, "Esc closes this, u then takes all of it back.");
    Ask::open(text)
}

/// What an act tells beside what it did, children by their initials while names are hidden; what begins with a
/// blank stands under a heading.
pub(super) fn told(title: &str, outcome: &Outcome, scene: Scene<'_>) -> Ask {
    if outcome.told.is_empty() {
        return Ask::Nothing;
    }
    let mut text = TextBox::new(title);
    for told in &outcome.told {
        let hidden = scene.board().children().iter().filter(|_| scene.hidden);
        let line = hidden
            .fold(told.clone(), |line, row| line.replace(&row.case.child.name(), &row.case.child.initials()));
        text.push(if line.starts_with(' ') { Tone::Plain } else { Tone::Head }, line);
    }
    Ask::open(text)
}
