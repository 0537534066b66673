//! Checklists: the queue of sessions, and the one being answered.

use crate::board::{Board, Row};
use crate::model::ids::{ChildId, SessionId};
use crate::model::record::{Session, Subject};
use crate::rules::checklist::{answer, questions};
use crate::rules::due::Status;
use crate::rules::practice::{AnswerKind, Item};
use crate::tui::action::{Action, Reply};
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::picker::{self, Pick, Picker};

/// A session to hold: whose, which list, what about, and how many working days are left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) child: ChildId,
    pub(crate) list: &'static str,
    pub(crate) subject: Subject,
    pub(crate) days: i32,
    pub(crate) session: Option<SessionId>,
}

/// A session being answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sitting {
    pub(crate) child: ChildId,
    pub(crate) session: SessionId,
    pub(crate) question: usize,
}

/// The queue and the sitting.
#[derive(Debug, Default)]
pub(crate) struct Checklists {
    pub(crate) queue: Vec<Task>,
    pub(crate) cursor: usize,
    pub(crate) open: Option<Sitting>,
}

const PRE_REVIEW: &str = "pre-review";
const MIDPOINT: &str = "midpoint";

impl Checklists {
    pub(crate) fn child(&self) -> Option<ChildId> {
        self.open.map(|s| s.child).or_else(|| self.queue.get(self.cursor).map(|t| t.child))
    }

    pub(crate) fn settle(&mut self, board: &Board) {
        let mut queue: Vec<Task> = board.rows.iter().flat_map(|row| tasks(board, row)).collect();
        queue.sort_by_key(|t| t.days);
        let held = self.queue.get(self.cursor).map(|t| (t.child, t.list));
        self.cursor = held
            .and_then(|h| queue.iter().position(|t| (t.child, t.list) == h))
            .unwrap_or(self.cursor)
            .min(queue.len().saturating_sub(1));
        self.queue = queue;
        let gone = |s: &Sitting| session(board, s.child, s.session).is_none_or(|s| s.ended.is_some());
        if self.open.as_ref().is_some_and(gone) {
            self.open = None;
        }
    }
}

/// What a child's next review asks: preparing it, and the look in between.
fn tasks(board: &Board, row: &Row) -> Vec<Task> {
    let mut all = Vec::new();
    let mut add = |list: &'static str, subject: Subject, days: i32| {
        let of = |s: &&Session| s.checklist == list && s.subject == subject;
        let ended = row.case.sessions.iter().filter(of).any(|s| s.ended.is_some());
        let session = row.case.sessions.iter().filter(of).find(|s| s.ended.is_none()).map(|s| s.id);
        if !ended && board.practice.checklist(list).is_some() {
            all.push(Task { child: row.id(), list, subject, days, session });
        }
    };
    if let Some(slot) = row.next_review()
        && let Some(date) = slot.booked.or(slot.due)
        && let Some(days) = board.calendar.working_days_between(board.today, date)
        && days <= 25
    {
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        add(PRE_REVIEW, review.map_or(Subject::Child, |r| Subject::Review(r.id)), days);
    }
    for due in row.judged.owed().filter(|d| d.duty.id == MIDPOINT && d.status != Status::Unknown) {
        if let (Some(days), subject) = (due.days, due.subject.unwrap_or(Subject::Child))
            && days <= 10
        {
            add(MIDPOINT, subject, days);
        }
    }
    all
}

/// A session of a child.
pub(crate) fn session(board: &Board, child: ChildId, id: SessionId) -> Option<&Session> {
    board.row(child)?.case.sessions.iter().find(|s| s.id == id)
}

/// The questions of a sitting.
pub(crate) fn asked<'b>(board: &'b Board, sitting: &Sitting) -> Vec<&'b Item> {
    let found = board.row(sitting.child).zip(session(board, sitting.child, sitting.session));
    let Some((row, session)) = found else { return Vec::new() };
    board.practice.checklist(&session.checklist).map_or(Vec::new(), |list| {
        questions(list, &row.case, &board.practice, row.next_review(), board.today)
    })
}

impl App {
    pub(crate) fn act_on_checklists(&mut self, action: Action) {
        match self.checklists.open {
            Some(sitting) => self.act_on_sitting(sitting, action),
            None => {
                if let Some(by) = super::stride(action) {
                    let len = self.checklists.queue.len();
                    super::step(&mut self.checklists.cursor, by, len);
                } else if action == Action::Open {
                    self.begin_sitting();
                }
            }
        }
    }

    /// Begins or takes up the session the cursor is on, at its first open question.
    pub(crate) fn begin_sitting(&mut self) {
        let Some(task) = self.checklists.queue.get(self.checklists.cursor).cloned() else { return };
        match self.desk.begin_session(task.child, task.list, task.subject) {
            Ok(session) => {
                self.refresh();
                let mut sitting = Sitting { child: task.child, session, question: 0 };
                let all = asked(&self.desk.board, &sitting);
                let found = self::session(&self.desk.board, task.child, session);
                let open = all.iter().position(|i| found.is_none_or(|s| answer(s, &i.id).is_none()));
                sitting.question = open.unwrap_or(0);
                self.checklists.open = Some(sitting);
                self.say("One key answers: y yes, p partly, n no, x not applicable. Every answer is saved.");
            }
            Err(error) => self.fail(&error),
        }
    }

    fn act_on_sitting(&mut self, sitting: Sitting, action: Action) {
        let board = &self.desk.board;
        let all = asked(board, &sitting);
        let item = all.get(sitting.question).copied();
        let mut go = |by: isize| {
            let mut place = sitting.question;
            super::step(&mut place, by, all.len());
            self.checklists.open = Some(Sitting { question: place, ..sitting });
        };
        match action {
            Action::Up => go(-1),
            Action::Down => go(1),
            Action::Close => self.checklists.open = None,
            Action::Answer(reply) => {
                let Some(item) = item else { return };
                if item.answer != AnswerKind::YesNo && reply != Reply::NotApplicable {
                    self.answer_form(sitting);
                    return;
                }
                let id = item.id.clone();
                let note = session(board, sitting.child, sitting.session)
                    .and_then(|s| answer(s, &id))
                    .map(|a| a.note.clone())
                    .unwrap_or_default();
                self.give(sitting, &id, reply.word(), &note);
            }
            Action::AnswerNote => self.answer_form(sitting),
            Action::EndSession => self.ask_outcome(sitting, all.len()),
            _ => {}
        }
    }

    /// Saves an answer and goes on to the next question; after the last one asks how it ends.
    pub(crate) fn give(&mut self, sitting: Sitting, item: &str, value: &str, note: &str) -> bool {
        let before = asked(&self.desk.board, &sitting).len();
        match self.desk.answer(sitting.child, sitting.session, item, value, note) {
            Ok(outcome) => {
                self.tell(&outcome);
                let all = asked(&self.desk.board, &sitting).len();
                let last = sitting.question + 1 >= all.max(1);
                let question = if last { sitting.question } else { sitting.question + 1 };
                self.checklists.open = Some(Sitting { question, ..sitting });
                if last && before > 0 {
                    self.ask_outcome(sitting, all);
                }
                true
            }
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    fn ask_outcome(&mut self, sitting: Sitting, all: usize) {
        let Some(session) = session(&self.desk.board, sitting.child, sitting.session) else { return };
        let outcomes: &[(&str, &str)] = if session.checklist == MIDPOINT {
            &[
                ("on-track", "the plan is moving; the mid-point is done"),
                ("concerns", "there is drift to take up with the social worker"),
                ("escalate", "a concern goes into the escalation protocol"),
                ("early-review", "the review should come forward"),
            ]
        } else {
            &[
                ("ready", "the review can go ahead"),
                ("ready-with-actions", "it can, once some things are done"),
                ("not-ready", "it should not go ahead as things stand"),
            ]
        };
        let items = outcomes.iter().map(|(word, what)| picker::Item {
            label: (*word).to_owned(),
            hint: (*what).to_owned(),
            pick: Pick::Outcome((*word).to_owned()),
        });
        let back = picker::Item {
            label: "go on later".to_owned(),
            hint: "keep the answers, back to the queue".to_owned(),
            pick: Pick::Leave,
        };
        let mut picker = Picker::new("How does it end?", items.chain(std::iter::once(back)).collect());
        picker.note =
            format!("{} of {all} answered. A case note is written from the answers.", session.answers.len());
        self.modals.push(Modal::Picker(picker));
    }

    /// Ends the open session and goes to the next in the queue.
    pub(crate) fn end_sitting(&mut self, outcome: &str) {
        let Some(sitting) = self.checklists.open else { return };
        match self.desk.end_session(sitting.child, sitting.session, outcome) {
            Ok(done) => {
                self.checklists.open = None;
                self.tell(&done);
                let note = self.row(sitting.child).and_then(|r| r.case.notes.last()).map(|n| n.text.clone());
                if let Some(note) = note {
                    self.show_paste("Case note to paste", &note);
                }
            }
            Err(error) => self.fail(&error),
        }
    }
}
