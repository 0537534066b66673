//! Notes on their way into the council's system: shown ready to copy, listed until they are pasted.

use super::app::App;
use super::keymap::Scope;
use super::modals::Modal;
use super::modals::picker::{Item, Pick, Picker};
use super::modals::text::{Paste, TextBox, Tone};
use super::words;
use crate::board::Row;
use crate::documents::case_note::case_note;
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::Note;

impl App {
    /// Shows a note ready to be copied.
    pub(crate) fn show_note(&mut self, child: ChildId, id: NoteId) {
        let Some((row, note)) = self.note(child, id) else { return };
        let heard = row.case.heard.iter().find(|h| h.note == note.id);
        let text = case_note(&self.named(row), note, heard, &self.desk.board.iro);
        let pasted = note.pasted;
        let mut shown = TextBox::new(if pasted { "Case note, pasted" } else { "Case note to paste" });
        for line in text.lines() {
            shown.push(Tone::Plain, line.to_owned());
        }
        shown.push(Tone::Plain, "");
        shown.push(
            Tone::Dim,
            "c copies it where the terminal can, or mark it with the mouse. m when it is pasted.",
        );
        shown.paste = Some(Paste { child, note: id, text });
        self.show(shown);
    }

    fn note(&self, child: ChildId, id: NoteId) -> Option<(&Row, &Note)> {
        let row = self.row(child)?;
        row.case.notes.iter().find(|n| n.id == id).map(|note| (row, note))
    }

    /// How a child is named on a note: initials while names are hidden.
    fn named(&self, row: &Row) -> String {
        format!("{} ({})", self.name(row), row.case.child.number)
    }

    /// Puts a note on the clipboard.
    pub(crate) fn copy(&mut self, paste: &Paste) {
        self.clip = Some(paste.text.clone());
        self.say("Copied where the terminal can; m marks the note as pasted.");
    }

    /// Marks a note as pasted, and goes on to the next one that is not where the list is being worked.
    pub(crate) fn mark_pasted(&mut self, child: ChildId, id: NoteId) {
        let done = self.desk.mark_pasted(child, id, true);
        if self.after(done) && self.pasting {
            self.unpasted();
        }
    }

    /// The notes not yet pasted, the latest first.
    pub(crate) fn unpasted(&mut self) {
        let rows = self.desk.board.rows.iter();
        let mut all: Vec<(&Row, &Note)> =
            rows.flat_map(|r| r.case.notes.iter().filter(|n| !n.pasted).map(move |n| (r, n))).collect();
        all.sort_by_key(|(_, n)| std::cmp::Reverse((n.date, n.id)));
        let today = self.today();
        let item = |(row, note): &(&Row, &Note)| Item {
            label: format!(
                "{} {} {}",
                words::fit(&words::brief(note.date, today), 11),
                words::fit(&self.name(row), 18),
                note.text.lines().next().unwrap_or_default()
            ),
            hint: note.kind.word().to_owned(),
            pick: Pick::Paste(row.id(), note.id),
        };
        let items: Vec<Item> = all.iter().map(item).collect();
        self.pasting = !items.is_empty();
        if items.is_empty() {
            self.say("Every note has been pasted.");
            return;
        }
        let title =
            format!("{} to paste into the council's system", words::count(items.len(), "note", "notes"));
        let mut picker = Picker::new(title, items);
        picker.scope = Scope::Pastes;
        self.modals.push(Modal::Picker(picker));
    }
}
