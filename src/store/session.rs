//! Checklist sessions and their answers.

use std::collections::HashMap;

use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use super::record::read_subject;
use crate::error::Result;
use crate::model::ids::{ChildId, SessionId};
use crate::model::record::{Answer, Session};

pub(super) const SESSIONS: &str =
    "SELECT child, id, checklist, subject, subject_id, started, ended, outcome FROM session";
const ANSWERS: &str = "SELECT session, item, value, note, date FROM answer";

/// A session without its answers.
pub(super) fn read_session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: SessionId(row.get(1)?),
        checklist: row.get(2)?,
        subject: read_subject(row, 3)?,
        started: row.day(5)?,
        ended: row.maybe_day(6)?,
        outcome: row.get(7)?,
        answers: Vec::new(),
    })
}

fn read_answer(row: &Row<'_>) -> rusqlite::Result<(SessionId, Answer)> {
    let answer = Answer { item: row.get(1)?, value: row.get(2)?, note: row.get(3)?, date: row.day(4)? };
    Ok((SessionId(row.get(0)?), answer))
}

impl Book {
    /// Sessions about the service as a whole, oldest first, with their answers.
    pub fn service_sessions(&self) -> Result<Vec<Session>> {
        let sql = format!("{SESSIONS} WHERE child IS NULL ORDER BY started, id");
        let mut sessions = self.all(&sql, [], read_session)?;
        let about = "session IN (SELECT id FROM session WHERE child IS NULL)";
        let mut answers =
            by_session(self.all(&format!("{ANSWERS} WHERE {about} ORDER BY id"), [], read_answer)?);
        for session in &mut sessions {
            session.answers = answers.remove(&session.id).unwrap_or_default();
        }
        Ok(sessions)
    }

    /// The answers of every session, or of one child's sessions, in the order first given.
    pub(super) fn answers(&self, only: Option<ChildId>) -> Result<HashMap<SessionId, Vec<Answer>>> {
        let found = match only {
            Some(child) => {
                let about = "session IN (SELECT id FROM session WHERE child = ?1)";
                self.all(&format!("{ANSWERS} WHERE {about} ORDER BY id"), [child.0], read_answer)?
            }
            None => self.all(&format!("{ANSWERS} ORDER BY id"), [], read_answer)?,
        };
        Ok(by_session(found))
    }
}

fn by_session(answers: Vec<(SessionId, Answer)>) -> HashMap<SessionId, Vec<Answer>> {
    let mut by_session: HashMap<_, Vec<_>> = HashMap::new();
    for (session, answer) in answers {
        by_session.entry(session).or_default().push(answer);
    }
    by_session
}

impl Tx<'_> {
    /// Stores a new session with the answers it has; `None` for one about the service as a whole.
    pub fn insert_session(&self, child: Option<ChildId>, s: &Session) -> Result<SessionId> {
        let sql = "INSERT INTO session (child, checklist, subject, subject_id, started, ended, outcome) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (kind, about) = s.subject.parts();
        let (started, ended) = (Day(s.started), s.ended.map(Day));
        let values = params![child.map(|c| c.0), s.checklist, kind, about, started, ended, s.outcome];
        let id = self.insert(sql, values).map(SessionId)?;
        for answer in &s.answers {
            self.put_answer(id, answer)?;
        }
        Ok(id)
    }

    /// Replaces what is stored of a session; its answers stay as they are.
    pub fn update_session(&self, s: &Session) -> Result<()> {
        let sql = "UPDATE session SET checklist = ?2, subject = ?3, subject_id = ?4, started = ?5, ended = ?6, \
            outcome = ?7 WHERE id = ?1";
        let (kind, about) = s.subject.parts();
        let (started, ended) = (Day(s.started), s.ended.map(Day));
        self.change(sql, params![s.id.0, s.checklist, kind, about, started, ended, s.outcome])
    }

    /// Removes a session with its answers.
    pub fn delete_session(&self, id: SessionId) -> Result<()> {
        self.remove("session", id.0)
    }

    /// Stores an answer, or replaces the one given before to the same question.
    pub fn put_answer(&self, session: SessionId, a: &Answer) -> Result<()> {
        let sql = "INSERT INTO answer (session, item, value, note, date) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (session, item) DO UPDATE SET value = ?3, note = ?4, date = ?5";
        self.change(sql, params![session.0, a.item, a.value, a.note, Day(a.date)])
    }

    /// Removes an answer; whether there was one.
    pub fn remove_answer(&self, session: SessionId, item: &str) -> Result<bool> {
        let sql = "DELETE FROM answer WHERE session = ?1 AND item = ?2";
        Ok(self.write(sql, params![session.0, item])? > 0)
    }
}
