//! Acts done on the screen, and what follows each.

use super::App;
use super::told::{moved, told};
use crate::casework::Outcome;
use crate::casework::acts::{Act, Subject, Then};
use crate::error::Result;
use crate::model::ids::{ChildId, NoteId};
use crate::rules::meeting::AGENDA;
use crate::rules::sessions::Walk;
use crate::tui::action::{Action, Pane, Reply};
use crate::tui::ask::Ask;
use crate::tui::late::Before;
use crate::tui::layers::{concern, ending};
use crate::tui::panes::sitting::Sitting;
use crate::tui::place::Place;

impl App {
    /// What stood before an act about one child, to ask afterwards why what it did is late.
    pub(super) fn before(&self, subject: &Subject) -> Option<Before> {
        subject.of().map(|child| Before::of(self.scene(), child))
    }

    /// Says how an act went and goes on from it; whether it went well.
    pub(super) fn acted(
        &mut self,
        act: &Act,
        subject: &Subject,
        before: Option<Before>,
        done: Result<Outcome>,
    ) -> bool {
        let outcome = match done {
            Ok(outcome) => outcome,
            Err(error) => return self.refuse(&error),
        };
        self.tell(&outcome);
        if subject.children.len() > 1 {
            // What was marked for it has been dealt with.
            self.on_screen(|screen, _| screen.unmark());
        }
        let note = |child| Ask::Go(Place::Note(child, NoteId(outcome.id), false));
        let next = match (act.then, subject.of()) {
            (Then::Paste, Some(child)) => note(child),
            (Then::Moved, _) => moved(&outcome, self.hidden),
            (Then::Told(title), _) => told(title, &outcome, self.scene()),
            (Then::Child, _) => {
                self.caseload.select(ChildId(outcome.id), &self.desk.board);
                Ask::Nothing
            }
            (Then::Answered, _) => self.answered(subject, &outcome),
            (Then::Ended, Some(child)) => {
                subject.walk().map_or(Ask::Nothing, |walk| self.ended(child, &walk, note(child)))
            }
            (Then::Nothing | Then::Paste | Then::Ended | Then::Asked(_), _) => Ask::Nothing,
        };
        self.carry(next);
        if let Some(fill) = before.and_then(|before| before.why_late(self.scene())) {
            self.carry(Ask::Form(fill));
        }
        true
    }

    /// Goes on to the next open question of the session that is open; after the last one asks how it ends.
    fn answered(&mut self, subject: &Subject, outcome: &Outcome) -> Ask {
        let same = |s: &&mut Sitting| subject.walk().is_some_and(|w| w.list == s.walk.list);
        let Some(sitting) = self.sitting.as_mut().filter(same) else { return Ask::Nothing };
        let board = &self.desk.board;
        let place = sitting.asked(board).iter().position(|i| i.id == subject.word());
        sitting.question = place.unwrap_or(sitting.question);
        sitting.refused = Some(sitting.question);
        if !sitting.go_on(outcome, board) {
            // What is answered in words is asked for in words.
            let opens = sitting.wants_words(board) && sitting.refused.is_none();
            return if opens { Ask::Act(Action::Answer(Reply::Yes), None) } else { Ask::Nothing };
        }
        let (child, walk) = (sitting.child, sitting.walk.clone());
        ending::ask(self.scene(), child, &walk)
    }

    /// A session has ended: shows its note and goes on to the next child of the same queue, or goes on to the
    /// move that it tested. The agenda stays on its review, where what follows is recorded.
    fn ended(&mut self, child: ChildId, walk: &Walk, note: Ask) -> Ask {
        self.sitting = None;
        self.settle();
        if let Some(ask) = concern::tested(self.scene(), child, walk) {
            self.see(Pane::Escalations);
            return ask;
        }
        let next = self.checklists.go_on(&walk.list, child).map(|q| Place::Sitting(q.child, q.walk()));
        match next.filter(|_| walk.list != AGENDA) {
            Some(place) => Ask::Go(place).then(note),
            None => note,
        }
    }
}
