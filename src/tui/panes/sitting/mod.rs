//! A session being answered: one key a question, every key kept, and what a no leads to.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::casework::acts::{FORWARD, Subject as Of};
use crate::model::record::Subject;
use crate::rules::practice::AnswerKind;
use crate::tui::about::About;
use crate::tui::action::{Action, Reply, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::{Fill, Prefill};
use crate::tui::layers::changes::events;
use crate::tui::layers::correct::take_back;
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
            Action::AnswerNote => self.in_full(self.at(), scene),
            Action::Raise => {
                let item = self.asked(board).get(self.at()).map(|i| i.id.clone()).unwrap_or_default();
                Ask::Form(Fill::raise(Prefill::of_answer(child, &item, &words())))
            }
            Action::Decide => Ask::Form(Fill::decide(child, None, words())),
            Action::Adjourn => Ask::Form(Fill::adjourn(child, words())),
            Action::Change => match self.walk.subject {
                Some(Subject::Change(change)) => {
                    let about = Of::row(Some(child), change.0);
                    Ask::Form(Fill::with("respond", about, "answer", FORWARD))
                }
                _ => events(scene, child, &words()),
            },
            Action::Remove => match self.asked(board).get(self.question) {
                Some(item) => take_back(child, &self.walk, &item.id, &item.ask),
                None => Ask::Nothing,
            },
            Action::EndSession => ending::ask(scene, child, &self.walk),
            _ => return None,
        })
    }

    fn is_idle(&self, action: Action, _: Scene<'_>) -> bool {
        action == Action::Up && self.question == 0
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
    /// Asks for the answer to a question with its note and its day.
    fn in_full(&self, question: usize, scene: Scene<'_>) -> Ask {
        let item = self.asked(scene.board()).get(question).map(|i| i.id.clone()).unwrap_or_default();
        Ask::Form(Fill::act("answer", Of::session(self.child, &self.walk, &item)))
    }

    /// Answers with one key; what takes more than a key asks for it.
    fn reply(&self, reply: Reply, scene: Scene<'_>) -> Ask {
        let board = scene.board();
        let all = self.asked(board);
        let Some(item) = all.get(self.question) else { return Ask::Nothing };
        if item.answer != AnswerKind::YesNo && reply != Reply::NotApplicable {
            return self.in_full(self.question, scene);
        }
        let words = vec![("given", reply.word().to_owned()), ("date", scene.today().to_string())];
        Ask::Do("answer", Of::session(self.child, &self.walk, &item.id), words)
    }
}
