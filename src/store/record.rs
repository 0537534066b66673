//! Duties done, notes, changes and concerns.

use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;
use crate::model::ids::{ChildId, DecisionId, DoneId, EscalationId, NoteId};
use crate::model::record::{Done, Escalation, Note, NoteKind, Subject};

pub(super) const DONE: &str =
    "SELECT child, id, duty, subject, subject_id, turn, date, note, waived FROM done";
pub(super) const NOTES: &str = "SELECT child, id, kind, date, whom, text, pasted FROM note";
pub(super) const ESCALATIONS: &str =
    "SELECT child, id, protocol, stage, concern, text, raised, closed, effect, decision FROM escalation";

pub(super) fn read_done(row: &Row<'_>) -> rusqlite::Result<Done> {
    Ok(Done {
        id: DoneId(row.get(1)?),
        duty: row.get(2)?,
        subject: read_subject(row, 3)?,
        turn: row.get(5)?,
        date: row.day(6)?,
        note: row.get(7)?,
        waived: row.get(8)?,
    })
}

pub(super) fn read_note(row: &Row<'_>) -> rusqlite::Result<Note> {
    let kind = NoteKind::from_word(row.get_ref(2)?.as_str()?);
    Ok(Note {
        id: NoteId(row.get(1)?),
        kind: kind.ok_or_else(|| rusqlite::Error::InvalidColumnType(2, "kind".into(), Type::Text))?,
        date: row.day(3)?,
        with: row.get(4)?,
        text: row.get(5)?,
        pasted: row.get(6)?,
    })
}

pub(super) fn read_escalation(row: &Row<'_>) -> rusqlite::Result<Escalation> {
    Ok(Escalation {
        id: EscalationId(row.get(1)?),
        protocol: row.get(2)?,
        stage: row.get(3)?,
        concern: row.get(4)?,
        text: row.get(5)?,
        raised: row.day(6)?,
        closed: row.maybe_day(7)?,
        effect: row.get(8)?,
        decision: row.get::<_, Option<i64>>(9)?.map(DecisionId),
    })
}

/// The subject kept in two columns from `column` on.
pub(super) fn read_subject(row: &Row<'_>, column: usize) -> rusqlite::Result<Subject> {
    Subject::from_parts(row.get_ref(column)?.as_str()?, row.get(column + 1)?)
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(column, "subject".into(), Type::Text))
}

impl Book {
    /// Duties of the service as a whole, oldest first.
    pub fn service_done(&self) -> Result<Vec<Done>> {
        self.all(&format!("{DONE} WHERE child IS NULL ORDER BY date, id"), [], read_done)
    }

    /// Notes about no child, oldest first.
    pub fn service_notes(&self) -> Result<Vec<Note>> {
        self.all(&format!("{NOTES} WHERE child IS NULL ORDER BY date, id"), [], read_note)
    }
}

impl Tx<'_> {
    /// Stores a duty done or waived; `None` for one of the service as a whole.
    pub fn insert_done(&self, child: Option<ChildId>, d: &Done) -> Result<DoneId> {
        let sql = "INSERT INTO done (child, duty, subject, subject_id, turn, date, note, waived) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (kind, about) = d.subject.parts();
        let values = params![child.map(|c| c.0), d.duty, kind, about, d.turn, Day(d.date), d.note, d.waived];
        self.insert(sql, values).map(DoneId)
    }

    /// Replaces what is stored of a duty done.
    pub fn update_done(&self, d: &Done) -> Result<()> {
        let sql = "UPDATE done SET duty = ?2, subject = ?3, subject_id = ?4, turn = ?5, date = ?6, note = ?7, \
            waived = ?8 WHERE id = ?1";
        let (kind, about) = d.subject.parts();
        self.change(sql, params![d.id.0, d.duty, kind, about, d.turn, Day(d.date), d.note, d.waived])
    }

    /// Removes a duty's tick.
    pub fn delete_done(&self, id: DoneId) -> Result<()> {
        self.remove("done", id.0)
    }

    /// Stores a note; `None` for one about no child.
    pub fn insert_note(&self, child: Option<ChildId>, n: &Note) -> Result<NoteId> {
        let sql = "INSERT INTO note (child, kind, date, whom, text, pasted) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let values = params![child.map(|c| c.0), n.kind.word(), Day(n.date), n.with, n.text, n.pasted];
        self.insert(sql, values).map(NoteId)
    }

    /// Replaces what is stored of a note.
    pub fn update_note(&self, n: &Note) -> Result<()> {
        let sql = "UPDATE note SET kind = ?2, date = ?3, whom = ?4, text = ?5, pasted = ?6 WHERE id = ?1";
        self.change(sql, params![n.id.0, n.kind.word(), Day(n.date), n.with, n.text, n.pasted])
    }

    /// Removes a note.
    pub fn delete_note(&self, id: NoteId) -> Result<()> {
        self.remove("note", id.0)
    }

    /// Stores a concern.
    pub fn insert_escalation(&self, child: ChildId, e: &Escalation) -> Result<EscalationId> {
        let sql = "INSERT INTO escalation (child, protocol, stage, concern, text, raised, closed, effect, decision) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let (raised, closed, about) = (Day(e.raised), e.closed.map(Day), e.decision.map(|d| d.0));
        let values =
            params![child.0, e.protocol, e.stage, e.concern, e.text, raised, closed, e.effect, about];
        self.insert(sql, values).map(EscalationId)
    }

    /// Replaces what is stored of a concern.
    pub fn update_escalation(&self, e: &Escalation) -> Result<()> {
        let sql = "UPDATE escalation SET protocol = ?2, stage = ?3, concern = ?4, text = ?5, raised = ?6, \
            closed = ?7, effect = ?8, decision = ?9 WHERE id = ?1";
        let (raised, closed, about) = (Day(e.raised), e.closed.map(Day), e.decision.map(|d| d.0));
        let values = params![e.id.0, e.protocol, e.stage, e.concern, e.text, raised, closed, e.effect, about];
        self.change(sql, values)
    }

    /// Removes a concern.
    pub fn delete_escalation(&self, id: EscalationId) -> Result<()> {
        self.remove("escalation", id.0)
    }
}
