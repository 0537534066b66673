//! Walking through a checklist: begun or resumed, answered key by key, ended with an outcome and a note.

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::{ChildId, DoneId, NoteId, SessionId};
use crate::model::record::{Answer, Done, Note, NoteKind, Session, Subject};
use crate::model::text;
use crate::rules::checklist::{case_note, questions};

impl Desk {
    /// Begins a session, or finds the unfinished one of the same checklist and subject.
    ///
    /// # Errors
    /// When the practice has no such checklist.
    pub fn begin_session(&mut self, child: ChildId, checklist: &str, subject: Subject) -> Result<SessionId> {
        let title = self.board.practice.checklist(checklist).map(|c| c.title.clone()).ok_or_else(|| {
            Error::missing(format!("This practice has no checklist {checklist:?}; nothing was begun."))
        })?;
        let open = self
            .row(child)?
            .case
            .sessions
            .iter()
            .find(|s| s.checklist == checklist && s.subject == subject && s.ended.is_none());
        if let Some(session) = open {
            return Ok(session.id);
        }
        let session = Session {
            id: SessionId(0),
            checklist: checklist.to_owned(),
            subject,
            started: self.board.today,
            ended: None,
            outcome: None,
            answers: Vec::new(),
        };
        let done = self.act(
            child,
            |who| format!("Begin \"{title}\" for {who}"),
            |tx| tx.insert_session(Some(child), &session).map(|id| id.0),
        )?;
        Ok(SessionId(done.id))
    }

    /// Answers a question. A yes completes the duty the question stands for; another answer takes that
    /// completion back.
    ///
    /// # Errors
    /// When the session or the question is gone.
    pub fn answer(
        &mut self,
        child: ChildId,
        id: SessionId,
        item: &str,
        value: &str,
        note: &str,
    ) -> Result<Outcome> {
        let session = self.session(child, id)?;
        let list = self.board.practice.checklist(&session.checklist);
        let question = list.and_then(|l| l.items.iter().find(|i| i.id == item)).ok_or_else(|| {
            Error::missing(format!("The checklist has no question {item:?}; nothing was saved."))
        })?;
        let today = self.board.today;
        let completes = question.completes.clone();
        let ask = question.ask.clone();
        let answer =
            Answer { item: item.to_owned(), value: text::line(value), note: text::block(note), date: today };
        let subject =
            match completes.as_deref().and_then(|duty| self.subject_of(child, duty, session.subject)) {
                Some(subject) => subject,
                None => session.subject,
            };
        let ticked = self
            .row(child)?
            .case
            .done
            .iter()
            .rfind(|d| Some(d.duty.as_str()) == completes.as_deref() && d.subject == subject);
        let ticked = ticked.map(|d| d.id);
        self.act(
            child,
            |who| format!("Answer {value:?} to \"{ask}\" for {who}"),
            |tx| {
                tx.put_answer(id, &answer)?;
                match (&completes, ticked) {
                    (Some(duty), None) if answer.value == "yes" => {
                        let row = Done {
                            id: DoneId(0),
                            duty: duty.clone(),
                            subject,
                            turn: None,
                            date: today,
                            note: answer.note.clone(),
                            waived: false,
                        };
                        tx.insert_done(Some(child), &row)?;
                    }
                    (Some(_), Some(done)) if answer.value != "yes" => tx.delete_done(done)?,
                    _ => {}
                }
                Ok(id.0)
            },
        )
    }

    /// Ends a session with its outcome and writes the case note built from the answers.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn end_session(&mut self, child: ChildId, id: SessionId, outcome: &str) -> Result<Outcome> {
        let session = self.session(child, id)?;
        let today = self.board.today;
        let session = Session { ended: Some(today), outcome: Some(text::line(outcome)), ..session };
        let row = self.row(child)?;
        let practice = &self.board.practice;
        let text = match practice.checklist(&session.checklist) {
            Some(list) => {
                let asked = questions(list, &row.case, practice, row.next_review(), today);
                case_note(&list.title, &asked, &session)
            }
            None => String::new(),
        };
        let midpoint = session.checklist == "midpoint";
        let subject = session.subject;
        self.act(
            child,
            |who| format!("End a checklist for {who}: {outcome}"),
            |tx| {
                tx.update_session(&session)?;
                if midpoint {
                    let row = Done {
                        id: DoneId(0),
                        duty: "midpoint".into(),
                        subject,
                        turn: None,
                        date: today,
                        note: String::new(),
                        waived: false,
                    };
                    tx.insert_done(Some(child), &row)?;
                }
                let kind = NoteKind::Session;
                let note =
                    Note { id: NoteId(0), kind, date: today, with: String::new(), text, pasted: false };
                tx.insert_note(Some(child), &note).map(|id| id.0)
            },
        )
    }

    fn session(&self, child: ChildId, id: SessionId) -> Result<Session> {
        let found = self.row(child)?.case.sessions.iter().find(|s| s.id == id).cloned();
        found.ok_or_else(|| Error::missing("That checklist session is gone; nothing was saved."))
    }

    /// The subject a completed duty belongs to: the session's where it fits, else that of the due.
    fn subject_of(&self, child: ChildId, duty: &str, session: Subject) -> Option<Subject> {
        let dues = &self.board.row(child)?.judged.dues;
        let of = |subject: Subject| dues.iter().any(|d| d.duty.id == duty && d.subject == Some(subject));
        if of(session) {
            return Some(session);
        }
        dues.iter().rfind(|d| d.duty.id == duty).and_then(|d| d.subject)
    }
}
