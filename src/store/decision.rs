//! Decisions of reviews and what was said of them since.

use std::collections::HashMap;

use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;
use crate::model::decision::{Decision, Mark, Marked};
use crate::model::ids::{ChildId, DecisionId, ReviewId};

pub(super) const DECISIONS: &str =
    "SELECT child, id, review, text, owner, person, by_date, outcome FROM decision";
const MARKS: &str = "SELECT decision, mark, date, note FROM decision_mark";

/// A decision without its marks.
pub(super) fn read_decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        id: DecisionId(row.get(1)?),
        review: ReviewId(row.get(2)?),
        text: row.get(3)?,
        owner: row.get(4)?,
        person: row.get(5)?,
        by: row.maybe_day(6)?,
        outcome: row.get(7)?,
        marks: Vec::new(),
    })
}

fn read_mark(row: &Row<'_>) -> rusqlite::Result<(DecisionId, Marked)> {
    let mark = Mark::from_word(row.get_ref(1)?.as_str()?)
        .map_err(|_| rusqlite::Error::InvalidColumnType(1, "mark".into(), Type::Text))?;
    Ok((DecisionId(row.get(0)?), Marked { mark, date: row.day(2)?, note: row.get(3)? }))
}

impl Book {
    /// What was said of every decision, or of one child's, in the order it was said.
    pub(super) fn marks(&self, only: Option<ChildId>) -> Result<HashMap<DecisionId, Vec<Marked>>> {
        let found = match only {
            Some(child) => {
                let about = "decision IN (SELECT id FROM decision WHERE child = ?1)";
                self.all(&format!("{MARKS} WHERE {about} ORDER BY id"), [child.0], read_mark)?
            }
            None => self.all(&format!("{MARKS} ORDER BY id"), [], read_mark)?,
        };
        let mut by_decision: HashMap<_, Vec<_>> = HashMap::new();
        for (decision, mark) in found {
            by_decision.entry(decision).or_default().push(mark);
        }
        Ok(by_decision)
    }
}

impl Tx<'_> {
    /// Stores a decision with what was said of it.
    pub fn insert_decision(&self, child: ChildId, d: &Decision) -> Result<DecisionId> {
        let sql = "INSERT INTO decision (child, review, text, owner, person, by_date, outcome) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let by = d.by.map(Day);
        let values = params![child.0, d.review.0, d.text, d.owner, d.person, by, d.outcome];
        let id = self.insert(sql, values).map(DecisionId)?;
        for mark in &d.marks {
            self.insert_mark(id, mark)?;
        }
        Ok(id)
    }

    /// Replaces what is stored of a decision; what was said of it stays.
    pub fn update_decision(&self, d: &Decision) -> Result<()> {
        let sql = "UPDATE decision SET review = ?2, text = ?3, owner = ?4, person = ?5, by_date = ?6, \
            outcome = ?7 WHERE id = ?1";
        let by = d.by.map(Day);
        self.change(sql, params![d.id.0, d.review.0, d.text, d.owner, d.person, by, d.outcome])
    }

    /// Removes a decision with what was said of it.
    pub fn delete_decision(&self, id: DecisionId) -> Result<()> {
        self.remove("decision", id.0)
    }

    /// Stores what was said of a decision.
    pub fn insert_mark(&self, decision: DecisionId, m: &Marked) -> Result<i64> {
        let sql = "INSERT INTO decision_mark (decision, mark, date, note) VALUES (?1, ?2, ?3, ?4)";
        self.insert(sql, params![decision.0, m.mark.word(), Day(m.date), m.note])
    }
}
