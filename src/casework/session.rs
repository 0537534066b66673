//! Walking through a checklist: begun or resumed, answered key by key, ended with an outcome and a note.

use chrono::NaiveDate;

use super::change::Weighed;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::change::{Class, Response};
use crate::model::child::Source;
use crate::model::ids::{ChangeId, ChildId, DoneId, NoteId, SessionId};
use crate::model::record::{Answer, Done, Ended, Note, NoteKind, Reply, Session, Settles, Subject};
use crate::model::review::Review;
use crate::model::text;
use crate::rules::checklist::{answer as given, case_note};
use crate::rules::due::Due;
use crate::rules::duties::REVIEW;
use crate::rules::practice::{Checklist, Item};
use crate::rules::sessions::{Walk, asked};
use crate::rules::working::long;
use crate::store::Tx;

impl Desk {
    /// Answers a question. A yes completes the duty the question stands for, on the day and with the note
    /// given; another answer takes that completion back. The first answer begins the session, or opens one
    /// again that was ended with work left. Gives the session's number.
    ///
    /// # Errors
    /// When the question is gone, or the day lies ahead.
    pub(crate) fn answer(&mut self, child: ChildId, walk: &Walk, answer: Answer) -> Result<Outcome> {
        let question = self.question(walk, &answer.item)?;
        let (ask, completes) = (question.ask.clone(), question.completes.clone());
        let today = self.board.today;
        if answer.date > today {
            return Err(Error::data(format!("{} lies ahead; the answer was not saved.", long(answer.date)))
                .hint("Give the day it was done, or today."));
        }
        let answer = Answer { value: text::line(&answer.value), note: text::block(&answer.note), ..answer };
        let row = self.row(child)?;
        let session = walk.session(&row.case).cloned();
        let due = completes.as_deref().and_then(|duty| self.served(child, duty, walk.subject));
        let before = session.as_ref().and_then(|s| given(s, &answer.item)).filter(|a| a.is(Reply::Yes));
        let ticked = due.as_ref().and_then(|due| {
            let same = |d: &&Done| d.duty == due.duty.id && Some(d.subject) == due.subject;
            row.case.done.iter().rfind(|d| same(d) && !d.waived && (d.turn.is_none() || d.turn == due.turn))
        });
        // What this question ticked off it may take back; what was ticked off elsewhere stays.
        let own = ticked.filter(|d| before.is_some_and(|a| a.date == d.date)).cloned();
        let elsewhere = ticked.is_some() && own.is_none();
        self.act(
            child,
            |who| format!("Answer {:?} to \"{ask}\" for {who}", answer.value),
            |tx| {
                let session = begun(tx, child, walk, session, today)?;
                tx.put(session.id, &answer)?;
                let done = due.map(|due| tick(&due, session.subject, answer.date, &answer.note));
                match (done, own) {
                    (Some(done), Some(own)) if answer.is(Reply::Yes) => {
                        // Why it was late, said apart, stays where the answer has no note of its own.
                        let note = if done.note.is_empty() { own.note } else { done.note };
                        tx.update(&Done { id: own.id, note, ..done })?;
                    }
                    (Some(done), None) if answer.is(Reply::Yes) && !elsewhere => {
                        tx.insert(Some(child), &done)?;
                    }
                    (_, Some(own)) if !answer.is(Reply::Yes) => tx.delete(own.id)?,
                    _ => {}
                }
                Ok(session.id.0)
            },
        )
    }

    /// Takes an answer back: the question is open again, and a duty its yes completed is owed again.
    ///
    /// # Errors
    /// When it was not answered.
    pub(crate) fn take_back_answer(&mut self, child: ChildId, walk: &Walk, item: &str) -> Result<Outcome> {
        let none = || Error::data("That question is not answered; nothing was changed.");
        let question = self.question(walk, item)?;
        let (ask, completes) = (question.ask.clone(), question.completes.clone());
        let row = self.row(child)?;
        let session = walk.last(&row.case).ok_or_else(none)?.clone();
        let was = given(&session, item).ok_or_else(none)?.clone();
        let due = completes.as_deref().and_then(|duty| self.served(child, duty, walk.subject));
        let own = due.filter(|_| was.value == "yes").and_then(|due| {
            let same =
                |d: &&Done| d.duty == due.duty.id && d.subject == session.subject && d.date == was.date;
            row.case.done.iter().rfind(|d| same(d) && !d.waived).map(|d| d.id)
        });
        self.act(
            child,
            |who| format!("Take back the answer to \"{ask}\" for {who}"),
            |tx| {
                tx.remove::<Answer>((session.id.0, item))?;
                own.map(|id| tx.delete(id)).transpose()?;
                Ok(session.id.0)
            },
        )
    }

    /// Takes a session out that was begun by mistake; what it completed stays done.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn remove_session(&mut self, child: ChildId, walk: &Walk) -> Result<Outcome> {
        let title = self.board.practice.checklist(&walk.list).map_or(walk.list.clone(), |l| l.title.clone());
        let session = walk.last(&self.row(child)?.case).map(|s| s.id);
        let id = session.ok_or_else(|| Error::missing("There is no such session; nothing was changed."))?;
        self.act(
            child,
            |who| format!("Remove the session \"{title}\" of {who}"),
            |tx| tx.delete(id).map(|()| id.0),
        )
    }

    /// Ends a session with its outcome, writes the case note built from the answers, and completes the
    /// duty the checklist is held for unless the outcome leaves the work open. Gives the note's number.
    ///
    /// # Errors
    /// When the checklist or the child is gone, or the change it is about is not answered yet.
    pub(crate) fn end_session(&mut self, child: ChildId, walk: &Walk, how: Ended) -> Result<Outcome> {
        if self.unanswered(child, walk, how).is_some() {
            return Err(Error::data("The change has no answer yet; the session was not ended.")
                .hint("Say whether the review comes forward, or why it need not."));
        }
        self.close_session(child, walk, how, None)
    }

    /// Ends a session about a change, and answers the change, in one act. Gives the note's number.
    ///
    /// # Errors
    /// As [`Desk::end_session`] and [`Desk::respond`].
    pub(crate) fn end_with_answer(
        &mut self,
        child: ChildId,
        walk: &Walk,
        how: Ended,
        response: Response,
    ) -> Result<Outcome> {
        let Some(Subject::Change(change)) = walk.subject else {
            return Err(Error::data("That checklist is not about a change; nothing was recorded."));
        };
        let weighed = self.weigh(child, change, response)?;
        self.close_session(child, walk, how, Some(weighed))
    }

    /// The change that ending a session so would have to answer: its checklist is held to weigh a change
    /// that asks for an answer and has none, and the outcome leaves nothing open.
    pub(crate) fn unanswered(&self, child: ChildId, walk: &Walk, how: Ended) -> Option<ChangeId> {
        let Some(Subject::Change(id)) = walk.subject.filter(|_| settles(how)) else { return None };
        let held_for = self.board.practice.checklist(&walk.list)?.held_for.as_deref()?;
        let answers = self.board.practice.duty(held_for)?.done_by.as_deref() == Some("change-answered");
        let change = self.board.row(child)?.case.changes.iter().find(|c| c.id == id)?;
        let waits = change.response.is_none() && self.class_of(change) != Class::Inform;
        (answers && waits).then_some(id)
    }

    fn close_session(
        &mut self,
        child: ChildId,
        walk: &Walk,
        how: Ended,
        weighed: Option<Weighed>,
    ) -> Result<Outcome> {
        let today = self.board.today;
        let list = self.checklist(&walk.list)?.clone();
        let practice = std::sync::Arc::clone(&self.board.practice);
        let row = self.row(child)?;
        let session = walk.session(&row.case).cloned();
        let questions = asked(walk, &row.case, row.judged(), &practice, today);
        // What another act completes is not ticked off beside it.
        let due = list
            .held_for
            .as_deref()
            .filter(|duty| *duty != REVIEW && settles(how))
            .and_then(|duty| self.served(child, duty, walk.subject))
            .filter(|due| due.status.is_open() && due.duty.done_by.is_none());
        self.act(
            child,
            |who| format!("End \"{}\" for {who}: {how}", list.title),
            |tx| {
                let session = begun(tx, child, walk, session, today)?;
                let session = Session { ended: Some(today), outcome: Some(how), ..session };
                tx.update(&session)?;
                if let Some(due) = due {
                    tx.insert(Some(child), &tick(&due, session.subject, today, ""))?;
                }
                let mut words = case_note(&list.title, &questions, &session);
                if let Some(weighed) = weighed {
                    weighed.write(tx, child)?;
                    words.push_str(&format!("Answer: {}\n", weighed.said));
                }
                let note = Note {
                    id: NoteId(0),
                    kind: NoteKind::Session,
                    date: today,
                    with: String::new(),
                    text: words,
                    place: None,
                    pasted: false,
                };
                tx.insert(Some(child), &note).map(|id| id.0)
            },
        )
    }

    fn checklist(&self, id: &str) -> Result<&Checklist> {
        self.board.practice.checklist(id).ok_or_else(|| {
            Error::missing(format!("This practice has no checklist {id:?}; nothing was changed."))
        })
    }

    fn question(&self, walk: &Walk, item: &str) -> Result<&Item> {
        let list = self.checklist(&walk.list)?;
        list.items.iter().find(|i| i.id == item).ok_or_else(|| {
            Error::missing(format!("The checklist has no question {item:?}; nothing was saved."))
        })
    }

    /// The duty a session does: of its own subject where the duty stands there, else the one to do next.
    fn served(&self, child: ChildId, duty: &str, subject: Option<Subject>) -> Option<Due> {
        let dues = &self.board.row(child)?.whole().dues;
        let mut of = dues.iter().filter(|d| d.duty.id == duty);
        let own = of.clone().find(|d| d.subject == subject);
        let open = of.clone().find(|d| d.status.is_open() && !d.past);
        own.or(open).or_else(|| of.next_back()).cloned()
    }
}

/// Whether an outcome leaves nothing open.
fn settles(how: Ended) -> bool {
    how.settles() != Settles::Not
}

/// The session of a walk: begun where there is none, opened again where it had been ended.
fn begun(
    tx: &Tx<'_>,
    child: ChildId,
    walk: &Walk,
    known: Option<Session>,
    today: NaiveDate,
) -> Result<Session> {
    if let Some(known) = known {
        let again = Session { ended: None, outcome: None, ..known };
        tx.update(&again)?;
        return Ok(again);
    }
    let subject = match walk.subject {
        Some(subject) => subject,
        None => Subject::Review(tx.insert(child, &Review::new(Source::Hand))?),
    };
    let session = Session {
        id: SessionId(0),
        checklist: walk.list.clone(),
        subject,
        started: today,
        ended: None,
        outcome: None,
        answers: Vec::new(),
    };
    Ok(Session { id: tx.insert(Some(child), &session)?, ..session })
}

/// A duty done on a day; where it has no subject of its own, for the session's.
pub(super) fn tick(due: &Due, session: Subject, date: NaiveDate, note: &str) -> Done {
    Done {
        id: DoneId(0),
        duty: due.duty.id.clone(),
        subject: due.subject.unwrap_or(session),
        turn: due.turn,
        date,
        note: note.to_owned(),
        waived: false,
    }
}
