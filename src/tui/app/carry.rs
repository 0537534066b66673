//! Carrying out what was asked for.

use super::everywhere::for_child;
use super::{App, Fate};
use crate::casework::Outcome;
use crate::error::Result;
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::Reply;
use crate::rules::meeting::AGENDA;
use crate::rules::sessions::Walk;
use crate::store::{DoneAct, hand_out};
use crate::tui::about::About;
use crate::tui::action::Pane;
use crate::tui::ask::Ask;
use crate::tui::deed::Deed;
use crate::tui::late::Before;
use crate::tui::layers::{concern, documents, ending, notes, practices};
use crate::tui::modals::Modal;
use crate::tui::modals::form::Step;
use crate::tui::panes::child::ChildPage;
use crate::tui::panes::review::ReviewPage;
use crate::tui::panes::sitting::Sitting;
use crate::tui::place::{Place, Tab};

impl App {
    /// Carries out what was asked for; whether it went well.
    pub(crate) fn carry(&mut self, ask: Ask) -> bool {
        match ask {
            Ask::Nothing => {}
            Ask::Say(text) => self.say(text),
            Ask::Fail(error) => {
                self.fail(&error);
                return false;
            }
            Ask::Open(layer) => self.modals.push(Modal::Layer(layer)),
            Ask::Close => match self.modals.last() {
                Some(Modal::Form(_)) => self.form_step(Step::Close),
                Some(Modal::Act(_)) => self.act_step(Step::Close),
                _ => drop(self.modals.pop()),
            },
            Ask::Go(place) => return self.go(place),
            Ask::Form(fill) => self.fill(fill),
            Ask::Do(deed) => return self.carry_out(&deed),
            Ask::Carry(id, subject, words) => return self.do_act(id, subject, &words),
            Ask::Act(action, None) => {
                let ask = self.ask(action);
                return self.carry(ask);
            }
            Ask::Act(action, Some(child)) => {
                let ask = for_child(action, child, &About::child(Some(child)), self.scene());
                return self.carry(ask);
            }
            Ask::Filter(words) => self.on_screen(|screen, scene| screen.filter(words, scene)),
            Ask::Back => {
                self.leave();
                self.see(self.pane);
            }
            Ask::Beside(by) => self.beside(by),
            Ask::Undo => self.step_back(true),
            Ask::Redo => self.step_back(false),
            Ask::HandOut { file, bytes, replace, what, child } => {
                let book = self.options.book.clone();
                let written = hand_out(&file, &bytes, book.as_deref(), replace)
                    .and_then(|()| self.desk.store.note_audit(&what, Some(child), 1));
                if let Err(error) = written {
                    self.fail(&error);
                    return false;
                }
                self.say(format!("{} written. It is not encrypted.", file.display()));
            }
            Ask::Copy(text) => self.clip = Some(text),
            Ask::Keep(key, typed) => return self.keep(&key, typed.as_deref()),
            Ask::Hide => {
                self.hidden = !self.hidden;
                self.say(if self.hidden { "Names are hidden; i shows them." } else { "Names are shown." });
            }
            Ask::Lock => self.lock(),
            Ask::Quit => self.fate = Fate::Quit,
            Ask::All(asks) => return asks.into_iter().all(|ask| self.carry(ask)),
        }
        true
    }

    fn go(&mut self, place: Place) -> bool {
        let layer = match place {
            Place::Pane(pane) => {
                if self.pane == pane {
                    // Pressed again in the caseload, its key leads back to the list.
                    (self.child, self.review) = (None, None);
                } else {
                    // What was said belonged to the pane left behind.
                    self.say("");
                }
                self.see(pane);
                Ask::Nothing
            }
            Place::Child(child, tab) => {
                self.open_child(child);
                self.child.iter_mut().for_each(|page| page.tab = tab);
                Ask::Nothing
            }
            Place::Review(child, period, sequence) => {
                self.go(Place::Child(child, Tab::Reviews));
                self.review = Some(ReviewPage { child, period, sequence, cursor: 0 });
                Ask::Nothing
            }
            Place::Sitting(child, walk) => {
                (self.child, self.review) = (None, None);
                self.sitting = Some(Sitting::begin(child, walk, &self.desk.board));
                self.see(Pane::Checklists);
                Ask::Nothing
            }
            Place::Card(id) => concern::card(self.scene(), id),
            Place::Note(child, id, listed) => notes::note(self.scene(), child, id, listed),
            Place::Document(which) => documents::open(self.scene(), which),
            Place::Practice(id) => practices::preview(self.scene(), &id),
            Place::Moves(id) => practices::moves(self.scene(), &id),
            Place::Compared(id) => practices::compared(self.scene(), &id),
        };
        self.carry(layer)
    }

    /// Shows a pane, brought up to date where an act changed it since it was seen.
    fn see(&mut self, pane: Pane) {
        self.pane = pane;
        self.caseload.finding = false;
        if self.is_covered() || self.stale.contains(&pane) {
            self.settle();
        }
    }

    /// Opens a child's page.
    pub(crate) fn open_child(&mut self, child: ChildId) {
        if self.row(child).is_some() {
            self.caseload.select(child, &self.desk.board);
            (self.child, self.review) = (Some(ChildPage::new(child)), None);
            self.see(Pane::Caseload);
        }
    }

    /// Goes to the child so many lines further down the caseload; the tab stays.
    fn beside(&mut self, by: isize) {
        let board = &self.desk.board;
        self.caseload.arrange(board);
        let next = self.child.as_ref().and_then(|page| self.caseload.beside(page.id, by, board));
        let Some(next) = next else { return self.say("That was the end of the list.") };
        self.caseload.select(next, board);
        self.child.iter_mut().for_each(|page| (page.id, page.cursor) = (next, 0));
        self.review = None;
    }

    fn carry_out(&mut self, deed: &Deed) -> bool {
        let before = deed.completes_for().map(|child| Before::of(self.scene(), child));
        let done = deed.run(&mut self.desk);
        let well = self.after(&done);
        if let Ok(outcome) = done {
            self.followed(deed, &outcome);
            self.ask_why_late(before);
        }
        well
    }

    /// Says how an act went; whether it went well.
    pub(crate) fn after(&mut self, done: &Result<Outcome>) -> bool {
        match done {
            Ok(outcome) => self.tell(outcome),
            Err(error) => self.fail(error),
        }
        done.is_ok()
    }

    fn followed(&mut self, deed: &Deed, outcome: &Outcome) {
        match deed {
            Deed::Answer(.., given) => {
                if let Some(mut sitting) = self.sitting.clone() {
                    sitting.refused = given.is(Reply::No).then_some(sitting.question);
                    self.answered(outcome, sitting);
                }
            }
            Deed::End(child, walk, _) => self.ended(*child, walk, NoteId(outcome.id)),
            _ => {}
        }
    }

    /// What was marked for one act has been dealt with.
    pub(crate) fn unmark(&mut self) {
        self.on_screen(|screen, _| screen.unmark());
    }

    /// Asks why, where what was just done was late and nobody said.
    pub(crate) fn ask_why_late(&mut self, before: Option<Before>) {
        if let Some(fill) = before.and_then(|before| before.why_late(self.scene())) {
            self.fill(fill);
        }
    }

    /// Goes on to the next open question; after the last one asks how the session ends.
    pub(crate) fn answered(&mut self, outcome: &Outcome, mut sitting: Sitting) {
        if sitting.go_on(outcome, &self.desk.board) {
            let ask = ending::ask(self.scene(), sitting.child, &sitting.walk);
            self.carry(ask);
        }
        self.sitting = Some(sitting);
    }

    /// A session has ended: shows its case note and goes on to the next child of the same queue, or to the move
    /// that it tested. The agenda stays on its review, where what follows is recorded.
    pub(crate) fn ended(&mut self, child: ChildId, walk: &Walk, note: NoteId) {
        self.sitting = None;
        self.settle();
        if let Some(ask) = concern::tested(self.scene(), child, walk) {
            self.see(Pane::Escalations);
            self.carry(ask);
            return;
        }
        let next = self.checklists.go_on(&walk.list, child).map(|q| (q.child, q.walk()));
        if let Some((child, walk)) = next.filter(|_| walk.list != AGENDA) {
            self.go(Place::Sitting(child, walk));
        }
        self.go(Place::Note(child, note, false));
    }

    fn step_back(&mut self, undo: bool) {
        let done = if undo { self.desk.undo() } else { self.desk.redo() };
        self.refresh();
        match done {
            Ok(act) => {
                let text = self.undone(act.as_ref(), undo);
                self.say(text);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn undone(&self, act: Option<&DoneAct>, undo: bool) -> String {
        let label = act.map(|act| if self.hidden { "the last act" } else { act.label.as_str() });
        match (label, undo) {
            (Some(label), true) => format!("Undone: {label} · U does it again"),
            (Some(label), false) => format!("Done again: {label} · u undoes"),
            (None, true) => "There is nothing to undo.".to_owned(),
            (None, false) => "There is nothing to do again.".to_owned(),
        }
    }
}
