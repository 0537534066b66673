//! Periods of care, legal statuses and placements.

use rusqlite::types::ToSql;
use rusqlite::{Row, params};

use super::book::{Day, Days, Tx};
use crate::error::Result;
use crate::model::care::{Legal, Period, Placement};
use crate::model::ids::{ChildId, LegalId, PeriodId, PlacementId};

pub(super) const PERIODS: &str = "SELECT child, id, began, ended, end_reason, notified, source, \
    authorised, authority_ended FROM period";
pub(super) const LEGAL: &str = "SELECT child, id, code, began, ended, source FROM legal";
pub(super) const PLACEMENTS: &str =
    "SELECT child, id, code, provider, carer, area, began, ended, change_reason, source FROM placement";

pub(super) fn read_period(row: &Row<'_>) -> rusqlite::Result<Period> {
    Ok(Period {
        id: PeriodId(row.get(1)?),
        start: row.day(2)?,
        end: row.maybe_day(3)?,
        end_reason: row.get(4)?,
        notified: row.maybe_day(5)?,
        source: row.get(6)?,
        authorised: row.maybe_day(7)?,
        authority_ended: row.maybe_day(8)?,
    })
}

pub(super) fn read_legal(row: &Row<'_>) -> rusqlite::Result<Legal> {
    Ok(Legal {
        id: LegalId(row.get(1)?),
        code: row.get(2)?,
        start: row.day(3)?,
        end: row.maybe_day(4)?,
        source: row.get(5)?,
    })
}

pub(super) fn read_placement(row: &Row<'_>) -> rusqlite::Result<Placement> {
    Ok(Placement {
        id: PlacementId(row.get(1)?),
        code: row.get(2)?,
        provider: row.get(3)?,
        carer: row.get(4)?,
        area: row.get(5)?,
        start: row.day(6)?,
        end: row.maybe_day(7)?,
        change_reason: row.get(8)?,
        source: row.get(9)?,
    })
}

/// Hands on the values of a period in the order of its columns, after `first`.
fn with_values<T>(first: i64, p: &Period, f: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    f(params![
        first,
        Day(p.start),
        p.end.map(Day),
        p.end_reason,
        p.notified.map(Day),
        p.source,
        p.authorised.map(Day),
        p.authority_ended.map(Day),
    ])
}

impl Tx<'_> {
    /// Stores a new period of care.
    pub fn insert_period(&self, child: ChildId, p: &Period) -> Result<PeriodId> {
        let sql = "INSERT INTO period (child, began, ended, end_reason, notified, source, authorised, \
            authority_ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        with_values(child.0, p, |values| self.insert(sql, values)).map(PeriodId)
    }

    /// Replaces what is stored of a period of care.
    pub fn update_period(&self, p: &Period) -> Result<()> {
        let sql = "UPDATE period SET began = ?2, ended = ?3, end_reason = ?4, notified = ?5, source = ?6, \
            authorised = ?7, authority_ended = ?8 WHERE id = ?1";
        with_values(p.id.0, p, |values| self.change(sql, values))
    }

    /// Stores a period of care: a new one where its id is 0.
    pub fn put_period(&self, child: ChildId, it: &Period) -> Result<PeriodId> {
        if it.id.0 == 0 {
            return self.insert_period(child, it);
        }
        self.update_period(it).map(|()| it.id)
    }

    /// Removes a period of care.
    pub fn delete_period(&self, id: PeriodId) -> Result<()> {
        self.remove("period", id.0)
    }

    /// Stores a new legal status.
    pub fn insert_legal(&self, child: ChildId, l: &Legal) -> Result<LegalId> {
        let sql = "INSERT INTO legal (child, code, began, ended, source) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.insert(sql, params![child.0, l.code, Day(l.start), l.end.map(Day), l.source]).map(LegalId)
    }

    /// Replaces what is stored of a legal status.
    pub fn update_legal(&self, l: &Legal) -> Result<()> {
        let sql = "UPDATE legal SET code = ?2, began = ?3, ended = ?4, source = ?5 WHERE id = ?1";
        self.change(sql, params![l.id.0, l.code, Day(l.start), l.end.map(Day), l.source])
    }

    /// Stores a legal status: a new one where its id is 0.
    pub fn put_legal(&self, child: ChildId, it: &Legal) -> Result<LegalId> {
        if it.id.0 == 0 {
            return self.insert_legal(child, it);
        }
        self.update_legal(it).map(|()| it.id)
    }

    /// Removes a legal status.
    pub fn delete_legal(&self, id: LegalId) -> Result<()> {
        self.remove("legal", id.0)
    }

    /// Stores a new placement.
    pub fn insert_placement(&self, child: ChildId, p: &Placement) -> Result<PlacementId> {
        let sql = "INSERT INTO placement (child, code, provider, carer, area, began, ended, change_reason, source) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let (start, end) = (Day(p.start), p.end.map(Day));
        let values =
            params![child.0, p.code, p.provider, p.carer, p.area, start, end, p.change_reason, p.source];
        self.insert(sql, values).map(PlacementId)
    }

    /// Replaces what is stored of a placement.
    pub fn update_placement(&self, p: &Placement) -> Result<()> {
        let sql = "UPDATE placement SET code = ?2, provider = ?3, carer = ?4, area = ?5, began = ?6, ended = ?7, \
            change_reason = ?8, source = ?9 WHERE id = ?1";
        let (start, end) = (Day(p.start), p.end.map(Day));
        let values =
            params![p.id.0, p.code, p.provider, p.carer, p.area, start, end, p.change_reason, p.source];
        self.change(sql, values)
    }

    /// Stores a placement: a new one where its id is 0.
    pub fn put_placement(&self, child: ChildId, it: &Placement) -> Result<PlacementId> {
        if it.id.0 == 0 {
            return self.insert_placement(child, it);
        }
        self.update_placement(it).map(|()| it.id)
    }

    /// Removes a placement.
    pub fn delete_placement(&self, id: PlacementId) -> Result<()> {
        self.remove("placement", id.0)
    }
}
