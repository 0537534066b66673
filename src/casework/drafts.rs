//! What is typed and not saved yet.

use super::Desk;
use crate::error::Result;

impl Desk {
    /// Keeps what is typed under a key, or keeps nothing of it any more.
    pub(crate) fn keep(&mut self, key: &str, typed: Option<&str>) -> Result<()> {
        match typed {
            Some(typed) => self.store.put_draft(key, typed),
            None => self.store.remove_draft(key).map(drop),
        }
    }
}
