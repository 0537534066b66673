//! The words of the annual report that only people can give, kept year by year.

use std::ops::RangeInclusive;

use super::{Desk, Outcome, changed};
use crate::error::{Error, Result};
use crate::model::annual::Chapter;
use crate::model::text;
use crate::store::Act;

/// The years that may be written for, by the one they end in.
const YEARS: RangeInclusive<i32> = 2000..=2100;

impl Desk {
    /// Keeps the text of one part of a year's report, the year named by the one it ends in; an empty one takes it out.
    ///
    /// # Errors
    /// When no such year is meant, the text is what the book has, or the book cannot be written.
    pub(crate) fn write_annual(&mut self, year: i32, chapter: Chapter, words: &str) -> Result<Outcome> {
        if !YEARS.contains(&year) {
            return Err(Error::data(format!("No year ends in {year}; nothing was changed."))
                .hint("Give the year that the twelve months to 31 March end in, such as 2027."));
        }
        let (key, words) = (chapter.key(year), text::block(words).trim().to_owned());
        changed(&self.store.setting(&key)?.unwrap_or_default(), &words)?;
        let what = if words.is_empty() { "Take out" } else { "Write" };
        let label = format!("{what} {} for the annual report to 31 March {year}", chapter.says());
        let (act, ()) = self
            .store
            .act(&Act::general(label.as_str(), self.board.today), |tx| tx.set_setting(&key, &words))?;
        self.board.refresh(&self.store)?;
        Ok(Outcome::new(act, 0, label))
    }
}
