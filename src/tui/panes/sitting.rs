//! A session being answered: one key a question, every key kept, and what a no leads to.

use crate::board::Board;
use crate::casework::{AGENDA, Outcome};
use crate::model::ids::ChildId;
use crate::model::record::{Answer, Session, Subject};
use crate::rules::checklist::{answer, own_words};
use crate::rules::practice::{AnswerKind, Item};
use crate::rules::sessions::{Walk, asked};
use crate::tui::action::{Action, Pane, Reply};
use crate::tui::app::{App, Message};
use crate::tui::concern::Prefill;

/// A session being answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sitting {
    pub(crate) child: ChildId,
    pub(crate) walk: Walk,
    pub(crate) question: usize,
    /// The question just answered no: what a no offers is about it until the next answer.
    pub(crate) refused: Option<usize>,
}

impl Sitting {
    /// The question that a note, a concern or a decision is about.
    pub(crate) fn about(&self) -> usize {
        self.refused.unwrap_or(self.question)
    }

    /// Its session, once there is one.
    pub(crate) fn session<'b>(&self, board: &'b Board) -> Option<&'b Session> {
        self.walk.session(&board.row(self.child)?.case)
    }

    /// Its questions.
    pub(crate) fn asked<'b>(&self, board: &'b Board) -> Vec<&'b Item> {
        board
            .row(self.child)
            .map_or(Vec::new(), |row| asked(&self.walk, &row.case, &row.judged, &board.practice, board.today))
    }

    /// The answer given to a question.
    pub(crate) fn given<'b>(&self, board: &'b Board, item: &Item) -> Option<&'b Answer> {
        answer(self.session(board)?, &item.id)
    }
}

impl App {
    /// Begins a session or takes it up at its first open question.
    pub(crate) fn sit_down(&mut self, child: ChildId, walk: Walk) {
        // The agenda has the review's own page round it.
        if walk.list == AGENDA {
            return self.open_agenda(child, walk.subject);
        }
        self.child = None;
        self.pane = Pane::Checklists;
        let mut sitting = Sitting { child, walk, question: 0, refused: None };
        let board = &self.desk.board;
        let all = sitting.asked(board);
        let open = all.iter().position(|i| sitting.given(board, i).is_none());
        sitting.question = open.unwrap_or(0);
        self.checklists.open = Some(sitting);
        self.say("y yes, p partly, n no, x not applicable: one key answers and is saved.");
    }

    /// Does an action of the session that is open; whether it was one.
    pub(crate) fn act_on_sitting(&mut self, action: Action) -> bool {
        let Some(sitting) = self.checklists.open.clone() else { return false };
        match action {
            Action::Up | Action::Down => {
                let len = sitting.asked(&self.desk.board).len();
                let mut question = sitting.question;
                super::step(&mut question, if action == Action::Up { -1 } else { 1 }, len);
                self.checklists.open = Some(Sitting { question, refused: None, ..sitting });
            }
            Action::Close => {
                self.checklists.open = None;
                self.message = Message::default();
            }
            Action::Answer(reply) => self.reply(sitting, reply),
            Action::AnswerNote => self.answer_form(&sitting, sitting.about()),
            Action::Raise => {
                let words = self.refusal(&sitting);
                let item = sitting.asked(&self.desk.board).get(sitting.about()).map(|i| i.id.clone());
                self.raise_with(Prefill::of_answer(sitting.child, &item.unwrap_or_default(), &words));
            }
            Action::Decide => {
                let words = self.refusal(&sitting);
                self.decide_form(sitting.child, None);
                self.prefill("text", &words);
            }
            Action::Adjourn => {
                let words = self.refusal(&sitting);
                self.adjourn_form(sitting.child);
                self.prefill("reason", &words);
            }
            Action::Change => match sitting.walk.subject {
                Some(Subject::Change(change)) => {
                    self.respond_form(sitting.child, change, Some(true), None);
                }
                _ => self.choose_event(sitting.child),
            },
            Action::EndSession => self.ask_outcome(&sitting),
            _ => return false,
        }
        true
    }

    fn reply(&mut self, sitting: Sitting, reply: Reply) {
        let board = &self.desk.board;
        let all = sitting.asked(board);
        let Some(item) = all.get(sitting.question) else { return };
        if item.answer != AnswerKind::YesNo && reply != Reply::NotApplicable {
            self.answer_form(&sitting, sitting.question);
            return;
        }
        let given = Answer {
            item: item.id.clone(),
            value: reply.word().to_owned(),
            note: sitting.given(board, item).map(|a| a.note.clone()).unwrap_or_default(),
            date: self.today(),
        };
        let refused = (reply == Reply::No).then_some(sitting.question);
        let (child, before) = (sitting.child, self.owed_before(sitting.child));
        match self.desk.answer(child, &sitting.walk, given) {
            Ok(outcome) => {
                self.answered(&outcome, Sitting { refused, ..sitting });
                self.ask_why_late(child, &before);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Goes on to the next open question; after the last one asks how the session ends.
    pub(crate) fn answered(&mut self, outcome: &Outcome, mut sitting: Sitting) {
        self.tell(outcome);
        let board = &self.desk.board;
        let found = board.row(sitting.child).map(|r| r.case.sessions.as_slice()).unwrap_or_default();
        if let Some(session) = found.iter().find(|s| s.id.0 == outcome.id) {
            sitting.walk.subject = Some(session.subject);
        }
        let all = sitting.asked(board);
        let open = |from: usize| {
            let place = all.iter().skip(from).position(|i| sitting.given(board, i).is_none());
            place.map(|p| p + from)
        };
        // What a no offers stands until the next answer, its own note among it.
        let refused = |place: &usize| {
            let given = all.get(*place).and_then(|i| sitting.given(board, i));
            *place == sitting.question && given.is_some_and(|a| a.value == "no")
        };
        let refused = sitting.refused.filter(refused);
        let next = open(sitting.question + 1);
        let over = next.or_else(|| open(0)).is_none();
        let offers = refused.and_then(|place| all.get(place)).is_some_and(|i| !i.on_no.is_empty());
        (sitting.question, sitting.refused) = (next.unwrap_or(sitting.question), refused);
        self.checklists.open = Some(sitting.clone());
        if over && !offers {
            self.ask_outcome(&sitting);
        }
    }

    /// Puts the question a session is at into a field of the form just opened.
    pub(crate) fn prefill_refusal(&mut self, key: &str) {
        if let Some(sitting) = self.checklists.open.clone().filter(|_| self.pane == Pane::Checklists) {
            let words = self.refusal(&sitting);
            self.prefill(key, &words);
        }
    }

    /// What was written in a session so far.
    pub(crate) fn own_words(&self, sitting: &Sitting) -> String {
        let board = &self.desk.board;
        let session = sitting.session(board);
        session.map_or(String::new(), |session| own_words(&sitting.asked(board), session))
    }

    /// The question said no to and its note, as the first words of what follows from it.
    fn refusal(&self, sitting: &Sitting) -> String {
        let board = &self.desk.board;
        let all = sitting.asked(board);
        let Some(item) = all.get(sitting.about()) else { return String::new() };
        match sitting.given(board, item) {
            Some(given) => format!("{} {}. {}", item.ask, given.value, given.note).trim_end().to_owned(),
            None => item.ask.clone(),
        }
    }
}
