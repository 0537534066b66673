//! Text kept as it is typed, until it is saved or dropped: outside acts, undo and audit.

use rusqlite::OptionalExtension;

use crate::clock;
use crate::error::Result;
use crate::store::engine::store::Store;

/// Text that was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// What it belongs to (`note:12`).
    pub(crate) key: String,
    /// The text so far.
    pub(crate) text: String,
    /// When it was last kept, UTC.
    pub(crate) updated: String,
}

table! {
    Draft in draft, one for each key {
        key,
        text,
        updated,
    }
}

impl Store {
    /// Keeps a draft.
    pub(crate) fn put_draft(&mut self, key: &str, text: &str) -> Result<()> {
        let draft = Draft { key: key.to_owned(), text: text.to_owned(), updated: clock::now_utc() };
        self.writable()?;
        self.watch_disk(self.add(&(), &draft))?;
        self.note_change();
        Ok(())
    }

    /// A draft's text, where one is kept.
    pub(crate) fn draft(&self, key: &str) -> Result<Option<String>> {
        let mut query = self.conn().prepare_cached("SELECT text FROM draft WHERE key = ?1")?;
        Ok(query.query_row([key], |r| r.get(0)).optional()?)
    }

    /// Drops a draft; whether there was one.
    pub(crate) fn remove_draft(&mut self, key: &str) -> Result<bool> {
        if self.draft(key)?.is_none() {
            return Ok(false);
        }
        self.writable()?;
        Ok(self.conn().prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])? > 0)
    }

    /// Every draft, the latest first.
    pub(crate) fn drafts(&self) -> Result<Vec<Draft>> {
        self.list("ORDER BY updated DESC, key", [])
    }
}
