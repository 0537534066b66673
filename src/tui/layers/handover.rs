//! What is handed to somebody else: everything open for a child; what others owe, person by person.

use super::text::{TextBox, Tone};
use crate::documents::chase::chase;
use crate::model::ids::ChildId;
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;

/// Everything open for a child, for the IRO who takes over.
pub(crate) fn handover(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let mut page = scene.board().handover(row);
    if scene.hidden {
        page.name = scene.name(row);
    }
    let mut lines = page.lines().into_iter();
    let mut text = TextBox::new(lines.next().unwrap_or_default());
    for line in lines {
        let tone = if line.starts_with(' ') { Tone::Plain } else { Tone::Head };
        text.push(tone, line);
    }
    text.push(Tone::Dim, "casebook handover prints it.");
    Ask::open(text)
}

/// What others owe, person by person, ready to be copied.
pub(crate) fn owed_by_others(scene: Scene<'_>) -> Ask {
    let told = chase(scene.board(), None, &|row| scene.name(row));
    let mut text = TextBox::new("Whose move is it");
    if told.is_empty() {
        text.push(Tone::Plain, "Nobody else owes anything late or due soon.");
    }
    for one in told {
        for (n, line) in one.text.lines().enumerate() {
            text.push(if n == 0 { Tone::Head } else { Tone::Plain }, line.to_owned());
        }
        text.push(Tone::Plain, "");
    }
    Ask::open(text)
}
