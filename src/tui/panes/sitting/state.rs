//! A session being answered: where it is, and the question that its keys are about.

use crate::board::Board;
use crate::casework::Outcome;
use crate::model::ids::ChildId;
use crate::model::record::{Answer, Reply, Session};
use crate::rules::checklist::answer;
use crate::rules::practice::{AnswerKind, Item};
use crate::rules::sessions::{Walk, asked};

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
    /// A session begun, or taken up at its first open question.
    pub(crate) fn begin(child: ChildId, walk: Walk, board: &Board) -> Self {
        let sitting = Self { child, walk, question: 0, refused: None };
        let open = sitting.asked(board).iter().position(|i| sitting.given(board, i).is_none());
        Self { question: open.unwrap_or(0), ..sitting }
    }

    /// The question that a note, a concern or a decision is about.
    pub(crate) fn at(&self) -> usize {
        self.refused.unwrap_or(self.question)
    }

    /// Its session, once there is one.
    pub(crate) fn session<'b>(&self, board: &'b Board) -> Option<&'b Session> {
        self.walk.session(&board.row(self.child)?.case)
    }

    /// Its questions.
    pub(crate) fn asked<'b>(&self, board: &'b Board) -> Vec<&'b Item> {
        board.row(self.child).map_or(Vec::new(), |row| {
            asked(&self.walk, &row.case, row.judged(), &board.practice, board.today)
        })
    }

    /// The answer given to a question.
    pub(crate) fn given<'b>(&self, board: &'b Board, item: &Item) -> Option<&'b Answer> {
        answer(self.session(board)?, &item.id)
    }

    /// Goes on to the next open question; whether it was the last one, and nothing is offered for it.
    pub(crate) fn go_on(&mut self, done: &Outcome, board: &Board) -> bool {
        let found = board.row(self.child).map(|r| r.case.sessions.as_slice()).unwrap_or_default();
        if let Some(session) = found.iter().find(|s| s.id.0 == done.id) {
            self.walk.subject = Some(session.subject);
        }
        let all = self.asked(board);
        let given = |place: usize| all.get(place).and_then(|i| self.given(board, i));
        let open = |from: usize| (from..all.len()).find(|place| given(*place).is_none());
        // What a no offers stands until the next answer, its own note among it.
        let no = |place: &usize| *place == self.question && given(*place).is_some_and(|a| a.is(Reply::No));
        let refused = self.refused.filter(no);
        let next = open(self.question + 1);
        let over = next.or_else(|| open(0)).is_none();
        let offers = refused.and_then(|place| all.get(place)).is_some_and(|i| !i.on_no.is_empty());
        (self.question, self.refused) = (next.unwrap_or(self.question), refused);
        over && !offers
    }

    /// Whether the question is open and takes words.
    pub(crate) fn wants_words(&self, board: &Board) -> bool {
        let all = self.asked(board);
        let open = all.get(self.question).filter(|item| self.given(board, item).is_none());
        open.is_some_and(|item| item.answer == AnswerKind::Text)
    }

    /// The question said no to and its note, as the first words of what follows from it.
    pub(crate) fn refusal(&self, board: &Board) -> String {
        let all = self.asked(board);
        let Some(item) = all.get(self.at()) else { return String::new() };
        match self.given(board, item) {
            Some(given) => format!("{} {}. {}", item.ask, given.value, given.note).trim_end().to_owned(),
            None => item.ask.clone(),
        }
    }
}
