//! The audit log as it is read: its entries, each with what it changed.

use rusqlite::{Row, params};
use serde_json::{Map, Value};

use super::audit::entity;
use super::book::Book;
use super::trail;
use crate::error::Result;
use crate::model::ids::{ActId, ChildId};

/// An entry of the log.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) number: i64,
    /// When, UTC (RFC 3339).
    pub(crate) at: String,
    /// The IRO whose book it was; empty before it had one and in what older versions wrote.
    pub(crate) who: String,
    /// A word: `act`, `undo`, `redo`, `open`, `view`, what was handed out ...
    pub(crate) action: String,
    pub(crate) child: Option<ChildId>,
    /// The act that was done, taken back or done again.
    pub(crate) act: Option<ActId>,
    /// Counts.
    pub(crate) detail: String,
    /// The act in words, where they are kept.
    pub(crate) label: Option<String>,
    pub(crate) changes: Vec<Changed>,
}

/// A record that an entry added, changed or removed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed {
    pub(crate) child: Option<ChildId>,
    pub(crate) table: String,
    pub(crate) row: i64,
    /// `add`, `change` or `remove`.
    pub(crate) did: String,
    /// Each field that differs, with what it was and what it became.
    pub(crate) fields: Vec<(String, Value, Value)>,
}

impl Changed {
    /// What the record is, in words.
    pub(crate) fn says(&self) -> &str {
        trail::words(&self.table)
    }
}

impl Book {
    /// What was made of the whole caseload, or of all that is held of a child, and left the book: oldest first.
    pub(crate) fn handed_out(&self) -> Result<Vec<Entry>> {
        self.all(
            "SELECT seq, at, coalesce(who, ''), action, entity, detail FROM audit
             WHERE action LIKE 'report %' OR action = 'write chase' ORDER BY seq",
            [],
            read,
        )
    }

    /// The latest entries, latest first: all of them, or those about a child; at most so many, all where 0.
    pub(crate) fn entries(&self, child: Option<ChildId>, most: usize) -> Result<Vec<Entry>> {
        let most = if most == 0 { i64::MAX } else { i64::try_from(most).unwrap_or(i64::MAX) };
        let mut entries = self.all(
            "SELECT seq, at, coalesce(who, ''), action, entity, detail FROM audit
             WHERE ?1 IS NULL OR entity = ?2 OR seq IN (SELECT entry FROM trail WHERE child = ?1)
             ORDER BY seq DESC LIMIT ?3",
            params![child.map(|c| c.0), entity(child), most],
            read,
        )?;
        for entry in &mut entries {
            let told = self.all(
                "SELECT child, tbl, row, did, fields FROM trail WHERE entry = ?1 ORDER BY id",
                [entry.number],
                changed,
            )?;
            for (changed, label) in told {
                let of_another = child.is_some() && changed.child.is_some() && changed.child != child;
                if changed.did == "label" {
                    entry.label = label;
                } else if !of_another && !entry.changes.iter().any(|c| c.is_of_one_record(&changed)) {
                    entry.changes.push(changed);
                }
            }
        }
        Ok(entries)
    }
}

impl Changed {
    /// Whether both tell the same, to two children.
    fn is_of_one_record(&self, other: &Self) -> bool {
        self.child != other.child
            && (&self.table, self.row, &self.did, &self.fields)
                == (&other.table, other.row, &other.did, &other.fields)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let (entity, detail): (String, String) = (row.get(4)?, row.get(5)?);
    let number = |text: &str| text.parse::<i64>().ok();
    let act = detail.strip_prefix("act ").and_then(|rest| number(rest.split(';').next()?));
    Ok(Entry {
        number: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        action: row.get(3)?,
        child: entity.strip_prefix("child ").and_then(number).map(ChildId),
        act: act.map(ActId),
        label: None,
        changes: Vec::new(),
        detail,
    })
}

fn changed(row: &Row<'_>) -> rusqlite::Result<(Changed, Option<String>)> {
    let fields: Option<String> = row.get(4)?;
    let told: Map<String, Value> =
        fields.as_deref().and_then(|f| serde_json::from_str(f).ok()).unwrap_or_default();
    let fields_of = |(name, value): (String, Value)| {
        let mut pair = match value {
            Value::Array(pair) => pair.into_iter(),
            _ => return None,
        };
        Some((name, pair.next()?, pair.next()?))
    };
    let changed = Changed {
        child: row.get::<_, Option<i64>>(0)?.map(ChildId),
        table: row.get(1)?,
        row: row.get(2)?,
        did: row.get(3)?,
        fields: told.into_iter().filter_map(fields_of).collect(),
    };
    Ok((changed, fields))
}
