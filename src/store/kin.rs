//! Kin on the same caseload: one row a pair, read from both ends.

use rusqlite::params;
use rusqlite::types::Type;

use super::book::{Book, Tx};
use crate::error::{Error, Result};
use crate::model::child::{Kin, Relation};
use crate::model::ids::ChildId;

impl Book {
    /// Every tie with its child, or those of one child, each seen from both ends.
    pub(super) fn kin(&self, only: Option<ChildId>, mut put: impl FnMut(ChildId, Kin)) -> Result<()> {
        let all = "SELECT child, other, relation FROM kin";
        let sql =
            if only.is_some() { format!("{all} WHERE child = ?1 OR other = ?1") } else { all.to_owned() };
        let mut query = self.conn().prepare_cached(&format!("{sql} ORDER BY id"))?;
        let mut rows = match only {
            Some(child) => query.query([child.0])?,
            None => query.query([])?,
        };
        while let Some(row) = rows.next()? {
            let (child, other) = (ChildId(row.get(0)?), ChildId(row.get(1)?));
            let relation = Relation::from_word(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)
                .map_err(|_| rusqlite::Error::InvalidColumnType(2, "relation".into(), Type::Text))?;
            put(child, Kin { other, relation });
            put(other, Kin { other: child, relation: relation.inverse() });
        }
        Ok(())
    }
}

impl Tx<'_> {
    /// Records what another child of the caseload is to `child`, and so the other way round; a tie
    /// recorded before is replaced.
    pub fn add_kin(&self, child: ChildId, kin: &Kin) -> Result<()> {
        if child == kin.other {
            return Err(Error::data("A child cannot be their own relative."));
        }
        let (relation, inverse) = (kin.relation, kin.relation.inverse());
        let (low, high, relation) =
            if child < kin.other { (child, kin.other, relation) } else { (kin.other, child, inverse) };
        let sql = "INSERT INTO kin (child, other, relation) VALUES (?1, ?2, ?3) \
            ON CONFLICT (child, other) DO UPDATE SET relation = ?3";
        self.change(sql, params![low.0, high.0, relation.word()])
    }

    /// Removes the tie between two children; whether there was one.
    pub fn remove_kin(&self, child: ChildId, other: ChildId) -> Result<bool> {
        let (low, high) = (child.min(other), child.max(other));
        Ok(self.write("DELETE FROM kin WHERE child = ?1 AND other = ?2", [low.0, high.0])? > 0)
    }
}
