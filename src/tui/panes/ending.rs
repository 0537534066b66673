//! How a session ends: what is still open is pointed out, the outcome is asked, its note is shown.

use super::sitting::Sitting;
use crate::casework::AGENDA;
use crate::model::ids::NoteId;
use crate::rules::checklist::{progress, unanswered};
use crate::rules::practice::Item;
use crate::rules::practice::words::{outcome, outcome_title};
use crate::rules::sessions::suggested;
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::form::typed_words;
use crate::tui::modals::picker::{self, Pick, Picker};
use crate::tui::words;

/// How many questions without an answer are named.
const NAMED: usize = 3;
/// Columns of a question that is named.
const NAME: usize = 40;

impl App {
    /// Asks how a session ends; what is not answered or not saved yet is pointed out first.
    pub(crate) fn ask_outcome(&mut self, sitting: &Sitting) {
        let board = &self.desk.board;
        let Some(list) = board.practice.checklist(&sitting.walk.list) else { return };
        let all = sitting.asked(board);
        let session = sitting.session(board);
        let answered = progress(&all, session);
        let unsaved = self.unsaved(sitting, &all);
        let mut note = format!("{answered} of {} answered. A case note is written.", all.len());
        let open: Vec<&Item> = session.map_or(Vec::new(), |session| unanswered(&all, session));
        if !open.is_empty() {
            let named: Vec<String> = open.iter().take(NAMED).map(|i| words::trim(&i.ask, NAME)).collect();
            let more = match open.len().saturating_sub(NAMED) {
                0 => String::new(),
                n => format!("; and {n} more"),
            };
            note.push_str(&format!("\nNot answered, and listed so in the note: {}{more}", named.join("; ")));
        }
        if !unsaved.is_empty() {
            let said: Vec<String> = unsaved.iter().map(|(_, said)| said.clone()).collect();
            let count = words::count(unsaved.len(), "note", "notes");
            note.push_str(&format!("\n▲ {count} not saved yet: {}", said.join("; ")));
        }
        let take_up = unsaved.iter().map(|(key, said)| picker::Item {
            label: format!("go on writing: {said}"),
            hint: "not saved yet".to_owned(),
            pick: Pick::Draft(key.clone()),
        });
        let ends = list.outcomes.iter().map(|word| picker::Item {
            label: outcome_title(word),
            hint: outcome(word).map_or("", |(says, _)| says).to_owned(),
            pick: Pick::Outcome(Box::new(sitting.clone()), word.clone()),
        });
        let where_to = if sitting.walk.list == AGENDA { "the review" } else { "the queue" };
        let back = picker::Item {
            label: "go on later".to_owned(),
            hint: format!("keep the answers, back to {where_to}"),
            pick: Pick::Leave,
        };
        let items = take_up.chain(ends).chain(std::iter::once(back)).collect();
        let mut picker = Picker::new("How does it end?", items);
        // What is not saved comes first; nothing answered is nothing to note: the way back is the one to take.
        picker.cursor = match (unsaved.is_empty(), answered) {
            (false, _) => 0,
            (true, 0) => list.outcomes.len(),
            (true, _) => suggested(list, &all, session),
        };
        picker.note = note;
        self.modals.push(Modal::Picker(picker));
    }

    /// What was typed for a session and is not saved: the draft, and its question with the words.
    fn unsaved(&self, sitting: &Sitting, all: &[&Item]) -> Vec<(String, String)> {
        let start = match sitting.walk.list.as_str() {
            AGENDA => format!("matter:{}:", sitting.child),
            list => format!("answer:{}:{list}:", sitting.child),
        };
        let drafts = self.drafts_left().into_iter().filter(|d| d.key.starts_with(&start));
        let told = drafts.map(|draft| {
            let item = draft.key.rsplit(':').next().unwrap_or_default();
            let ask = all.iter().find(|i| i.id == item).map_or(item, |i| i.ask.as_str());
            let said =
                format!("“{}”, {}", words::trim(&typed_words(&draft.text), NAME), words::trim(ask, NAME));
            (draft.key, said)
        });
        told.collect()
    }

    /// Ends a session; one about a change that is not answered yet asks for the answer, and ends with it.
    pub(crate) fn end_sitting(&mut self, sitting: &Sitting, how: &str) {
        if let Some(change) = self.desk.unanswered(sitting.child, &sitting.walk, how) {
            let ends = Some((Box::new(sitting.clone()), how.to_owned()));
            let early = ["early-review", "no-early-review"].iter().position(|h| *h == how).map(|h| h == 0);
            return self.respond_form(sitting.child, change, early, ends);
        }
        let before = self.owed_before(sitting.child);
        match self.desk.end_session(sitting.child, &sitting.walk, how) {
            Ok(done) => {
                self.tell(&done);
                self.ended(sitting, NoteId(done.id));
                self.ask_why_late(sitting.child, &before);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// A session has ended: shows its case note and goes on to the next child of the same queue. The
    /// agenda stays on its review, where what follows is recorded.
    pub(crate) fn ended(&mut self, sitting: &Sitting, note: NoteId) {
        self.checklists.open = None;
        if self.tested(sitting) {
            return;
        }
        let next = self.checklists.next_of(&sitting.walk.list, sitting.child);
        if let Some(next) = next.filter(|_| sitting.walk.list != AGENDA) {
            self.checklists.cursor = next;
            let told = self.message.clone();
            self.begin_sitting();
            self.message = told;
        }
        self.show_note(sitting.child, note);
    }
}
