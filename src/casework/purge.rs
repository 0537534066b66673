//! Records whose time has come, and taking them out for good.

use chrono::NaiveDate;
use serde::Serialize;

use super::Desk;
use super::acts::of_draft;
use super::settings::keep_days;
use crate::board::Row;
use crate::error::Result;
use crate::model::ids::ChildId;
use crate::rules::retention::{over_since, until};
use crate::rules::working::count;
use crate::store::{Purged, Why};

/// A child whose care ended or who was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Over {
    pub(crate) child: String,
    pub(crate) name: String,
    /// The day the IRO's part ended.
    pub(crate) since: NaiveDate,
    pub(crate) handed_over: Option<NaiveDate>,
    /// From this day on the record need not stay.
    pub(crate) until: NaiveDate,
    /// That day has come.
    pub(crate) due: bool,
    #[serde(skip)]
    pub(crate) id: ChildId,
}

/// What became of a purge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PurgeProof {
    pub(crate) purged: Vec<Purged>,
    /// Older backups that were removed; those that are left have the children still.
    pub(crate) backups_removed: usize,
    /// Whether the file could be made anew without its free pages.
    pub(crate) compacted: bool,
}

impl PurgeProof {
    /// The proof, line by line; details of a line begin with blanks.
    pub(crate) fn lines(&self, backups: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for one in &self.purged {
            let rows: u64 = one.rows.values().sum();
            let rows = count(usize::try_from(rows).unwrap_or(usize::MAX), "record", "records");
            lines.push(format!(
                "Purged: row {}, {rows}, sha256 {}, audit entry {}.",
                one.row, one.digest, one.entry
            ));
            let tables: Vec<String> = one.rows.iter().map(|(table, n)| format!("{table} {n}")).collect();
            lines.push(format!("  {}", tables.join(", ")));
        }
        lines.push(
            "Gone from the records, the drafts, undo and redo, and what calendars were told.".to_owned(),
        );
        if !self.compacted {
            lines.push(
                "The file could not be made anew for want of room: its free pages were written over, and that is all."
                    .to_owned(),
            );
        }
        lines.push(if backups {
            let gone = count(self.backups_removed, "older backup is", "older backups are");
            format!("{gone} removed; copies elsewhere still have them.")
        } else {
            "Backups that were made before have them until they are thinned out, two months at most; purge --backups \
             removes those beside the book."
                .to_owned()
        });
        lines
    }
}

/// What should be known before children are purged.
pub(crate) const WARNING: [&str; 2] = [
    "It cannot be taken back, and neither can anything that was done before it.",
    "Words about other children that mention them stay.",
];

/// What becomes of the backups.
pub(crate) fn of_backups(remove: bool) -> &'static str {
    if remove {
        "Every older backup beside the book goes as well; copies elsewhere stay."
    } else {
        "Backups that were made before have them until they are thinned out, two months at most."
    }
}

impl Desk {
    /// Every child whose care ended or who was handed over, the longest ago first.
    pub(crate) fn over(&self) -> Vec<Over> {
        let (days, today) = (keep_days(&self.store, &self.board.practice), self.board.today);
        let of = |row: &Row| {
            let (since, until) = (over_since(&row.case)?, until(&row.case, days)?);
            Some(Over {
                child: row.case.child.number.clone(),
                name: row.case.child.name(),
                since,
                handed_over: row.case.handed.as_ref().map(|h| h.date),
                until,
                due: until <= today,
                id: row.id(),
            })
        };
        let mut all: Vec<Over> = self.board.children().iter().filter_map(of).collect();
        all.sort_by(|a, b| (a.until, &a.child).cmp(&(b.until, &b.child)));
        all
    }

    /// Takes children out for good: their records, drafts, what calendars were told of them, and the whole list of what
    /// can be undone. A backup is made before; with `backups` one is made after, and all older ones go.
    ///
    /// # Errors
    /// When the book cannot be written: the children not yet purged are whole then.
    pub(crate) fn purge(&mut self, children: &[ChildId], backups: bool) -> Result<PurgeProof> {
        self.store.back_up_before(Why::Purge)?;
        let mut purged = Vec::new();
        for child in children {
            let number = self.row(*child)?.case.child.number.clone();
            let drafts = self.drafts_about(*child)?;
            purged.push(self.store.purge(*child, &number, &drafts)?);
        }
        // The rows are gone, and what they lay on was written over; where there is no room it is tidied the next time.
        let compacted = self.store.compact().is_ok();
        self.board.refresh(&self.store)?;
        let mut backups_removed = 0;
        if backups {
            self.store.back_up_before(Why::Purge)?;
            backups_removed = self.store.drop_older_backups()?;
        }
        Ok(PurgeProof { purged, backups_removed, compacted })
    }

    /// Keys of drafts about a child; one whose key cannot be told is about them where it has their row's number.
    fn drafts_about(&self, child: ChildId) -> Result<Vec<String>> {
        let id = child.to_string();
        let named = |key: &str| key.split(|c: char| !c.is_ascii_digit()).any(|part| part == id);
        let about = |key: &str| match of_draft(key).and_then(|(_, subject)| subject.of()) {
            Some(other) => other == child,
            None => named(key),
        };
        let all = self.store.drafts()?.into_iter().map(|draft| draft.key);
        Ok(all.filter(|key| about(key)).collect())
    }
}
