//! The caseload: every child, the most urgent first.

mod columns;
mod state;
mod view;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::model::view::Sort;
use crate::tui::about::{About, Under};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::layers::explain::explain;
use crate::tui::layers::picker::{Item, Picker};
use crate::tui::layers::views::views;
use crate::tui::line::Line;
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::stride;

pub(crate) use state::Caseload;
use state::Number;

impl Screen for Caseload {
    fn scope(&self) -> Scope {
        if self.finding { Scope::Find } else { Scope::Caseload }
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        let board = scene.board();
        if let Some(by) = stride(action) {
            self.step(by, board);
            return Some(Ask::Nothing);
        }
        match action {
            Action::Open => {
                return Some(match self.child(board) {
                    Some(child) => Ask::Go(Place::child(child)),
                    None => explain(scene, &self.about(scene)),
                });
            }
            Action::Find => {
                (self.finding, self.find) = (true, Line::default());
                self.arrange(board);
            }
            Action::NextTab if self.finding => self.finding = false,
            Action::Enter => {
                self.finding = false;
                return Some(self.child(board).map_or(Ask::Nothing, |child| Ask::Go(Place::child(child))));
            }
            Action::Close => self.drop_one(board),
            Action::Sort => {
                let after = Sort::ALL.iter().skip_while(|sort| **sort != self.sort).nth(1);
                self.sort = after.copied().unwrap_or_default();
                self.arrange(board);
                return Some(Ask::Say(format!("Sorted by {}.", self.sort)));
            }
            Action::Mark => {
                if let Some(child) = self.child(board) {
                    if !self.marked.remove(&child) {
                        self.marked.insert(child);
                    }
                    self.step(1, board);
                }
            }
            Action::NextTab | Action::PreviousTab => {
                let forward = action == Action::NextTab;
                let before = std::mem::take(&mut self.filter);
                self.filter = Number::turn(&before, forward, board).to_owned();
                self.arrange(board);
                if self.filter == before {
                    return Some(Ask::say("Nothing is past its limit, to book, late or with others."));
                }
            }
            Action::Filter => return Some(filters()),
            Action::Views => return Some(views(scene, &self.now(&scene.options.columns))),
            _ => return None,
        }
        Some(Ask::Nothing)
    }

    fn is_idle(&self, action: Action, scene: Scene<'_>) -> bool {
        action == Action::Mark && self.child(scene.board()).is_none()
    }

    fn key(&mut self, key: KeyEvent, scene: Scene<'_>) {
        if self.finding && self.find.key(key) {
            self.cursor = 0;
            self.selected = None;
            self.arrange(scene.board());
        }
    }

    fn filter(&mut self, words: String, scene: Scene<'_>) {
        self.filter = words;
        self.arrange(scene.board());
    }

    fn unmark(&mut self) {
        self.marked.clear();
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        self.arrange(scene.board());
        true
    }

    fn about(&self, scene: Scene<'_>) -> About {
        let board = scene.board();
        let service = self.service_due(board, self.cursor).map(Under::service);
        let marked = self.marked.iter().copied().collect();
        About { marked, ..About::child(self.child(board)).on(service) }
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, scene, frame, area);
    }
}

impl Caseload {
    /// Drops the search, else the marks, else the filter and the columns of a view.
    fn drop_one(&mut self, board: &crate::board::Board) {
        if self.finding || !self.find.text().is_empty() {
            self.finding = false;
            self.find = Line::default();
        } else if !self.marked.is_empty() {
            self.marked.clear();
        } else {
            self.filter.clear();
            self.columns.clear();
        }
        self.arrange(board);
    }
}

/// Asks which children to show.
fn filters() -> Ask {
    let item = |(word, what): &(&str, &str)| Item::new(*word, *what, Ask::Filter((*word).to_owned()));
    let all = Item::new("all", "no filter", Ask::Filter(String::new()));
    let items = std::iter::once(all).chain(state::FILTERS.iter().map(item)).collect();
    let picker = Picker::new("Show only", items).note("Or type any part of a name, number or legal status.");
    Ask::open(picker.free())
}
