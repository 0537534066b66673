//! Things that happened to a child, with the IRO's answer.

use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::book::{Day, Days, Tx};
use crate::error::Result;
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::ids::{ChangeId, ChildId};

pub(super) const CHANGES: &str =
    "SELECT child, id, event, date, text, class, answered, forward_to, not_needed, exception FROM change";

pub(super) fn read_change(row: &Row<'_>) -> rusqlite::Result<Change> {
    let wrong = |column, name: &str| rusqlite::Error::InvalidColumnType(column, name.into(), Type::Text);
    let class: Option<String> = row.get(5)?;
    let class = class.map(|w| Class::from_word(&w).map_err(|_| wrong(5, "class"))).transpose()?;
    let response = match row.maybe_day(6)? {
        None => None,
        Some(date) => {
            let reason: Option<String> = row.get(8)?;
            let answered = match (row.maybe_day(7)?, reason) {
                (Some(day), _) => Answered::BroughtForward(day),
                (None, Some(reason)) => Answered::NotNeeded { reason, exception: row.get(9)? },
                (None, None) => return Err(wrong(8, "not_needed")),
            };
            Some(Response { date, answered })
        }
    };
    Ok(Change {
        id: ChangeId(row.get(1)?),
        event: row.get(2)?,
        date: row.day(3)?,
        text: row.get(4)?,
        class,
        response,
    })
}

/// The columns of an answer: the day, brought forward to, not needed because, the exception.
type Columns<'c> = (Option<Day>, Option<Day>, Option<&'c str>, Option<&'c str>);

fn columns(change: &Change) -> Columns<'_> {
    match change.response.as_ref().map(|r| (Day(r.date), &r.answered)) {
        None => (None, None, None, None),
        Some((date, Answered::BroughtForward(to))) => (Some(date), Some(Day(*to)), None, None),
        Some((date, Answered::NotNeeded { reason, exception })) => {
            (Some(date), None, Some(reason), exception.as_deref())
        }
    }
}

impl Tx<'_> {
    /// Stores something that happened to a child.
    pub fn insert_change(&self, child: ChildId, c: &Change) -> Result<ChangeId> {
        let sql = "INSERT INTO change (child, event, date, text, class, answered, forward_to, not_needed, \
            exception) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let (answered, forward, reason, exception) = columns(c);
        let class = c.class.map(Class::word);
        let values =
            params![child.0, c.event, Day(c.date), c.text, class, answered, forward, reason, exception];
        self.insert(sql, values).map(ChangeId)
    }

    /// Replaces what is stored of something that happened.
    pub fn update_change(&self, c: &Change) -> Result<()> {
        let sql = "UPDATE change SET event = ?2, date = ?3, text = ?4, class = ?5, answered = ?6, \
            forward_to = ?7, not_needed = ?8, exception = ?9 WHERE id = ?1";
        let (answered, forward, reason, exception) = columns(c);
        let class = c.class.map(Class::word);
        self.change(
            sql,
            params![c.id.0, c.event, Day(c.date), c.text, class, answered, forward, reason, exception],
        )
    }

    /// Removes something that happened.
    pub fn delete_change(&self, id: ChangeId) -> Result<()> {
        self.remove("change", id.0)
    }
}
