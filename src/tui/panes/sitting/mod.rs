//! A session being answered: one key a question, every key kept, and what a no leads to.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::model::record::{Answer, Subject};
use crate::rules::practice::AnswerKind;
use crate::tui::about::About;
use crate::tui::action::{Action, Reply, Scope};
use crate::tui::ask::Ask;
use crate::tui::deed::Deed;
use crate::tui::fill::{Fill, Prefill, Respond};
use crate::tui::layers::changes::events;
use crate::tui::layers::ending;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::step;

pub(crate) use state::Sitting;

impl Screen for Sitting {
    fn scope(&self) -> Scope {
        Scope::Session
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        let (child, board) = (self.child, scene.board());
        let words = || self.refusal(board);
        Some(match action {
            Action::Up | Action::Down => {
                let len = self.asked(board).len();
                step(&mut self.question, if action == Action::Up { -1 } else { 1 }, len);
                self.refused = None;
                Ask::Nothing
            }
            Action::Close => Ask::Back.then(Ask::say("")),
            Action::Answer(reply) => self.reply(reply, scene),
            Action::AnswerNote => Ask::Form(Fill::Answer(self.clone(), self.at())),
            Action::Raise => {
                let item = self.asked(board).get(self.at()).map(|i| i.id.clone()).unwrap_or_default();
                Ask::Form(Fill::Raise(Prefill::of_answer(child, &item, &words())))
            }
            Action::Decide => Ask::Form(Fill::Decide(child, None, words())),
            Action::Adjourn => Ask::Form(Fill::Adjourn(child, words())),
            Action::Change => match self.walk.subject {
                Some(Subject::Change(change)) => {
                    Ask::Form(Fill::Respond(Respond { child, change, early: Some(true), ends: None }))
                }
                _ => events(scene, child, &words()),
            },
            Action::EndSession => ending::ask(scene, child, &self.walk),
            _ => return None,
        })
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        scene.row(self.child).is_some() && scene.board().practice.checklist(&self.walk.list).is_some()
    }

    fn about(&self, _: Scene<'_>) -> About {
        About::child(Some(self.child))
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, scene, frame, area);
    }
}

impl Sitting {
    /// Answers with one key; what takes more than a key asks for it.
    fn reply(&self, reply: Reply, scene: Scene<'_>) -> Ask {
        let board = scene.board();
        let all = self.asked(board);
        let Some(item) = all.get(self.question) else { return Ask::Nothing };
        if item.answer != AnswerKind::YesNo && reply != Reply::NotApplicable {
            return Ask::Form(Fill::Answer(self.clone(), self.question));
        }
        let note = self.given(board, item).map(|a| a.note.clone()).unwrap_or_default();
        let (item, value) = (item.id.clone(), reply.word().to_owned());
        let given = Answer { item, value, note, date: scene.today() };
        Ask::Do(Deed::Answer(self.child, self.walk.clone(), given))
    }
}
