//! A child's page: what is owed, reviews, decisions, changes, the child's voice, concerns, notes, people.

mod ledger;
mod state;
mod tabs;
mod view;
mod voice;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::board::Row;
use crate::casework::acts::Subject;
use crate::model::child::{Copied, CopyOf};
use crate::model::ids::ChildId;
use crate::tui::about::{About, Under};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::layers::checklists::open_review;
use crate::tui::layers::duties::tick;
use crate::tui::layers::explain::explain;
use crate::tui::place::{Place, Tab};
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::{step, stride};

pub(crate) use state::ChildPage;
#[cfg(test)]
pub(crate) use state::duties;

impl Screen for ChildPage {
    fn scope(&self) -> Scope {
        if self.tab == Tab::Decisions { Scope::Ledger } else { Scope::Child }
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        let row = scene.row(self.id)?;
        if let Some(by) = stride(action) {
            let len = self.len(row);
            step(&mut self.cursor, by, len);
            return Some(Ask::Nothing);
        }
        if self.tab == Tab::Decisions
            && let Some(ask) = ledger::act(self.id, self.decision(scene, row), action)
        {
            return Some(ask);
        }
        match action {
            Action::Open => Some(self.open(scene, row)),
            Action::Close => Some(Ask::Back),
            Action::NextTab | Action::PreviousTab => {
                self.tab = self.tab.turn(if action == Action::NextTab { 1 } else { Tab::ALL.len() - 1 });
                self.cursor = 0;
                Some(Ask::Nothing)
            }
            Action::Next => Some(Ask::Beside(1)),
            Action::Previous => Some(Ask::Beside(-1)),
            Action::Done if self.tab == Tab::Duties => {
                let due = self.due(row).filter(|d| d.status.is_open())?;
                Some(tick(scene, Some(self.id), due, true))
            }
            _ => None,
        }
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        scene.row(self.id).is_some()
    }

    fn about(&self, scene: Scene<'_>) -> About {
        let under = scene.row(self.id).and_then(|row| self.under(scene, row));
        About::child(Some(self.id)).on(under)
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, scene, frame, area);
    }
}

impl ChildPage {
    fn under(&self, scene: Scene<'_>, row: &Row) -> Option<Under> {
        match self.tab {
            Tab::Overview | Tab::Duties => self.due(row).map(Under::duty),
            Tab::Reviews => {
                row.judged().slots.iter().rev().nth(self.cursor).map(|s| Under::Review(s.period, s.sequence))
            }
            Tab::Decisions => self.decision(scene, row).map(Under::Decision),
            Tab::Changes => row.case.changes.iter().rev().nth(self.cursor).map(|c| Under::Change(c.id)),
            Tab::Notes => row.case.notes.iter().rev().nth(self.cursor).map(|n| Under::Note(n.id)),
            Tab::Escalations => {
                row.case.escalations.iter().rev().nth(self.cursor).map(|e| Under::Concern(e.id))
            }
            Tab::Voice | Tab::People | Tab::Documents => None,
        }
    }

    /// Opens the line of the cursor.
    fn open(&self, scene: Scene<'_>, row: &Row) -> Ask {
        match self.tab {
            Tab::Reviews => match row.judged().slots.iter().rev().nth(self.cursor) {
                Some(slot) => open_review(row, slot),
                None => Ask::Nothing,
            },
            Tab::Voice => match voice::ask_at(row, self.cursor) {
                Some(ask) => Ask::Form(Fill::act("came-of", Subject::row(Some(self.id), ask.0))),
                None => Ask::Nothing,
            },
            Tab::Notes => match row.case.notes.iter().rev().nth(self.cursor) {
                Some(note) => {
                    let show = Ask::Go(Place::Note(self.id, note.id, false));
                    // Opening a note that was copied here reads it.
                    match row.case.copied_mark(CopyOf::Note, note.id.0) {
                        Some(mark) => read(self.id, mark).then(show),
                        None => show,
                    }
                }
                None => Ask::Nothing,
            },
            Tab::Escalations => match row.case.escalations.iter().rev().nth(self.cursor) {
                Some(concern) => Ask::Go(Place::Card(concern.id)),
                None => Ask::Nothing,
            },
            Tab::Documents => match row.case.papers.iter().rev().nth(self.cursor) {
                Some(paper) => Ask::Go(Place::Paper(self.id, paper.id)),
                None => Ask::Nothing,
            },
            Tab::People => self.read_here(row),
            Tab::Overview | Tab::Duties | Tab::Decisions | Tab::Changes => explain(scene, &self.about(scene)),
        }
    }

    /// Says that what was copied is right: the person of the cursor, else the first field that was copied.
    fn read_here(&self, row: &Row) -> Ask {
        let person = row.case.people.iter().rev().nth(self.cursor).map(|p| p.id.0);
        let mark = person.and_then(|id| row.case.copied_mark(CopyOf::Person, id));
        match mark.or_else(|| row.case.copied.iter().find(|c| c.row.is_none())) {
            Some(mark) => read(self.id, mark),
            None => Ask::say("Nothing here was copied and not read."),
        }
    }
}

/// What was copied has been read.
fn read(child: ChildId, mark: &Copied) -> Ask {
    Ask::Do("read-copied", Subject::row(Some(child), mark.id.0), Vec::new())
}
