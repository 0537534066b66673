//! The child's voice, and what was copied from a sibling.

use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::book::{Day, Days, Tx};
use crate::error::Result;
use crate::model::child::Copied;
use crate::model::ids::{AskId, ChildId, CopiedId, NoteId};
use crate::model::voice::{Ask, Heard, How};

pub(super) const HEARD: &str = "SELECT child, note, how, alone, why_not, advocate, rights FROM heard";
pub(super) const ASKS: &str = "SELECT child, id, date, text, outcome, outcome_on FROM ask";
pub(super) const COPIED: &str = "SELECT child, id, source, what, row, date FROM copied";

pub(super) fn read_heard(row: &Row<'_>) -> rusqlite::Result<Heard> {
    let how = How::from_word(row.get_ref(2)?.as_str()?);
    Ok(Heard {
        note: NoteId(row.get(1)?),
        how: how.map_err(|_| rusqlite::Error::InvalidColumnType(2, "how".into(), Type::Text))?,
        alone: row.get(3)?,
        why_not: row.get(4)?,
        advocate: row.get(5)?,
        rights: row.get(6)?,
    })
}

pub(super) fn read_ask(row: &Row<'_>) -> rusqlite::Result<Ask> {
    Ok(Ask {
        id: AskId(row.get(1)?),
        date: row.day(2)?,
        text: row.get(3)?,
        outcome: row.get(4)?,
        outcome_on: row.maybe_day(5)?,
    })
}

pub(super) fn read_copied(row: &Row<'_>) -> rusqlite::Result<Copied> {
    Ok(Copied {
        id: CopiedId(row.get(1)?),
        source: ChildId(row.get(2)?),
        what: row.get(3)?,
        row: row.get(4)?,
        date: row.day(5)?,
    })
}

impl Tx<'_> {
    /// Stores how a note's words were heard.
    pub fn insert_heard(&self, child: ChildId, h: &Heard) -> Result<i64> {
        let sql = "INSERT INTO heard (child, note, how, alone, why_not, advocate, rights) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.insert(sql, params![child.0, h.note.0, h.how.word(), h.alone, h.why_not, h.advocate, h.rights])
    }

    /// Stores what a child asked for.
    pub fn insert_ask(&self, child: ChildId, a: &Ask) -> Result<AskId> {
        let sql = "INSERT INTO ask (child, date, text, outcome, outcome_on) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.insert(sql, params![child.0, Day(a.date), a.text, a.outcome, a.outcome_on.map(Day)]).map(AskId)
    }

    /// Replaces what is stored of something asked for.
    pub fn update_ask(&self, a: &Ask) -> Result<()> {
        let sql = "UPDATE ask SET date = ?2, text = ?3, outcome = ?4, outcome_on = ?5 WHERE id = ?1";
        self.change(sql, params![a.id.0, Day(a.date), a.text, a.outcome, a.outcome_on.map(Day)])
    }

    /// Stores that something was copied from a sibling and is to be read.
    pub fn insert_copied(&self, child: ChildId, c: &Copied) -> Result<CopiedId> {
        let sql = "INSERT INTO copied (child, source, what, row, date) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.insert(sql, params![child.0, c.source.0, c.what, c.row, Day(c.date)]).map(CopiedId)
    }

    /// Drops the mark of what was copied: it has been read.
    pub fn delete_copied(&self, id: CopiedId) -> Result<()> {
        self.remove("copied", id.0)
    }
}
