//! Text kept as it is typed, until it is saved or dropped: outside acts, undo and audit.

use rusqlite::OptionalExtension;

use super::Store;
use crate::clock;
use crate::error::Result;

/// Text that was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it belongs to (`note:12`).
    pub key: String,
    /// The text so far.
    pub text: String,
    /// When it was last kept, UTC.
    pub updated: String,
}

impl Store {
    /// Keeps a draft.
    pub fn put_draft(&mut self, key: &str, text: &str) -> Result<()> {
        let sql = "INSERT INTO draft (key, text, updated) VALUES (?1, ?2, ?3) \
            ON CONFLICT (key) DO UPDATE SET text = ?2, updated = ?3";
        let kept =
            self.conn().prepare_cached(sql).and_then(|mut q| q.execute([key, text, &clock::now_utc()]));
        self.watch_disk(kept.map(|_| ()).map_err(Into::into))
    }

    /// A draft's text, where one is kept.
    pub fn draft(&self, key: &str) -> Result<Option<String>> {
        let mut query = self.conn().prepare_cached("SELECT text FROM draft WHERE key = ?1")?;
        Ok(query.query_row([key], |r| r.get(0)).optional()?)
    }

    /// Drops a draft; whether there was one.
    pub fn remove_draft(&mut self, key: &str) -> Result<bool> {
        Ok(self.conn().prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])? > 0)
    }

    /// Every draft, the latest first.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.all("SELECT key, text, updated FROM draft ORDER BY updated DESC, key", [], |r| {
            Ok(Draft { key: r.get(0)?, text: r.get(1)?, updated: r.get(2)? })
        })
    }
}
