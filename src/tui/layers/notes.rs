//! Notes on their way into the council's system: shown ready to copy, listed until they are pasted.

use super::leaving::Outgoing;
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::Row;
use crate::casework::acts::Subject;
use crate::documents::case_note::case_note;
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::Note;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::words;

/// A note ready to be copied; one `listed` among those that wait leads back to the list once it is pasted.
pub(crate) fn note(scene: Scene<'_>, child: ChildId, id: NoteId, listed: bool) -> Ask {
    let found = scene.row(child).and_then(|r| Some((r, r.case.notes.iter().find(|n| n.id == id)?)));
    let Some((row, note)) = found else { return Ask::Nothing };
    let heard = row.case.heard.iter().find(|h| h.note == note.id);
    let named = format!("{} ({})", scene.name(row), row.case.child.number);
    let text = case_note(&named, note, heard, &scene.board().iro);
    let mut shown = TextBox::new(if note.pasted { "Case note, pasted" } else { "Case note to paste" });
    for line in text.lines() {
        shown.push(Tone::Plain, line.to_owned());
    }
    shown.push(Tone::Plain, "");
    let help = "c copies it where the terminal can, or mark it with the mouse; s writes it to a file. m when it is pasted.";
    shown.push(Tone::Dim, help);
    let pasted = Ask::perform("pasted", Subject::row(Some(child), id.0));
    let pasted = if listed { pasted.then(Ask::Act(Action::Unpasted, None)) } else { pasted };
    let what = "write case note";
    let outgoing = Outgoing { text, page: None, file: "case-note.txt", what, child: Some(child) };
    Ask::open(shown.keys_of(Scope::Paste, vec![(Action::Pasted, pasted)]).outgoing(outgoing))
}

/// The notes not yet pasted, the latest first.
pub(crate) fn unpasted(scene: Scene<'_>) -> Ask {
    let rows = scene.board().rows();
    let mut all: Vec<(&Row, &Note)> =
        rows.flat_map(|r| r.case.notes.iter().filter(|n| !n.pasted).map(move |n| (r, n))).collect();
    all.sort_by_key(|(_, n)| std::cmp::Reverse((n.date, n.id)));
    let item = |(row, note): &(&Row, &Note)| {
        let label = format!(
            "{} {} {}",
            words::fit(&words::brief(note.date, scene.today()), 11),
            words::fit(&scene.name(row), 18),
            note.text.lines().next().unwrap_or_default()
        );
        let pasted = Ask::perform("pasted", Subject::row(Some(row.id()), note.id.0))
            .then(Ask::Act(Action::Unpasted, None));
        Item::new(label, note.kind.word(), Ask::Go(Place::Note(row.id(), note.id, true))).beside(pasted)
    };
    let items: Vec<Item> = all.iter().map(item).collect();
    if items.is_empty() {
        return Ask::say("Every note has been pasted.");
    }
    let title = format!("{} to paste into the council's system", words::count(items.len(), "note", "notes"));
    Ask::open(Picker::new(title, items).keys_of(Scope::Pastes))
}
