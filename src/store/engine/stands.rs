//! Whether an act can be taken back, or done again, out of its turn: not where something done since stands on the
//! same records. What each entry of the audit changed is told by the trail.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::model::ids::ActId;

/// The records of an act.
#[derive(Debug)]
pub struct Records {
    act: i64,
    /// The entry of the audit that last did it or took it back; 0 where none tells, in a book of an older version.
    turned: i64,
    rows: BTreeSet<(String, i64)>,
    /// Rows added by the many: table, and above which number up to which.
    ranges: Vec<(String, i64, i64)>,
}

impl Records {
    /// What an act wrote to.
    pub fn of(conn: &Connection, act: i64, turned: i64) -> Result<Self> {
        let mut query = conn.prepare_cached(
            "SELECT DISTINCT tbl, row FROM trail WHERE did <> 'label'
               AND entry IN (SELECT entry FROM trail WHERE tbl = 'act' AND row = ?1 AND did = 'label')",
        )?;
        let rows = query.query_map([act], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut query = conn.prepare_cached(
            "SELECT DISTINCT tbl, lo, hi FROM undo_step WHERE act = ?1 AND lo IS NOT NULL AND hi > lo",
        )?;
        let ranges = query.query_map([act], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(Self { act, turned, rows, ranges: ranges.collect::<Result<_, _>>()? })
    }

    /// How many records there are.
    pub fn count(&self) -> u64 {
        let many = self.ranges.iter().map(|(_, low, high)| high.abs_diff(*low)).sum::<u64>();
        self.rows.len() as u64 + many
    }

    fn has(&self, table: &str, row: i64) -> bool {
        self.rows.contains(&(table.to_owned(), row))
            || self.ranges.iter().any(|(t, low, high)| t == table && row > *low && row <= *high)
    }

    /// Refuses where something done or taken back since changed one of the records.
    pub fn are_free(&self, conn: &Connection) -> Result<()> {
        let mut since: BTreeSet<i64> = BTreeSet::new();
        let mut query = conn
            .prepare_cached("SELECT DISTINCT entry FROM trail WHERE tbl = ?1 AND row = ?2 AND entry > ?3")?;
        for (table, row) in &self.rows {
            for entry in query.query_map(params![table, row, self.turned], |r| r.get(0))? {
                since.insert(entry?);
            }
        }
        let mut query = conn.prepare_cached(
            "SELECT DISTINCT entry FROM trail WHERE tbl = ?1 AND row > ?2 AND row <= ?3 AND entry > ?4",
        )?;
        for (table, low, high) in &self.ranges {
            for entry in query.query_map(params![table, low, high, self.turned], |r| r.get(0))? {
                since.insert(entry?);
            }
        }
        self.refuse(conn, &since)
    }

    /// Refuses where turning the act, which `entry` tells of, took away records that are not its own.
    pub fn took_no_other(&self, conn: &Connection, entry: i64) -> Result<()> {
        let mut query =
            conn.prepare_cached("SELECT DISTINCT tbl, row FROM trail WHERE entry = ?1 AND did = 'remove'")?;
        let gone: Vec<(String, i64)> =
            query.query_map([entry], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut query = conn
            .prepare_cached("SELECT DISTINCT entry FROM trail WHERE tbl = ?1 AND row = ?2 AND entry <> ?3")?;
        let mut since = BTreeSet::new();
        for (table, row) in gone.iter().filter(|(table, row)| !self.has(table, *row)) {
            for by in query.query_map(params![table, row, entry], |r| r.get(0))? {
                since.insert(by?);
            }
        }
        self.refuse(conn, &since)
    }

    /// Refuses by name where one of the entries is of another act that stands otherwise now than when this act was
    /// last turned: an act done and taken back since is as if it had not been.
    fn refuse(&self, conn: &Connection, entries: &BTreeSet<i64>) -> Result<()> {
        let mut acts: HashMap<i64, bool> = HashMap::new();
        for entry in entries.iter().rev() {
            let of: Option<(i64, String)> = conn
                .prepare_cached("SELECT row, fields FROM trail WHERE entry = ?1 AND did = 'label' LIMIT 1")?
                .query_row([entry], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()?;
            let Some((act, label)) = of.filter(|(act, _)| *act != self.act) else { continue };
            if acts.insert(act, true).is_some() {
                continue;
            }
            let turns: i64 = conn
                .prepare_cached(
                    "SELECT count(DISTINCT entry) FROM trail
                     WHERE tbl = 'act' AND row = ?1 AND did = 'label' AND entry > ?2",
                )?
                .query_row([act, self.turned], |r| r.get(0))?;
            if turns % 2 == 1 {
                return Err(stands(ActId(act), &label));
            }
        }
        Ok(())
    }
}

/// What stands in the way, by its number and words.
pub fn stands(act: ActId, label: &str) -> Error {
    Error::data(format!("Nothing was changed: act {}, {label:?}, was done since and stands on it.", act.0))
        .hint(format!("Take act {} back first.", act.0))
}
