//! A mapping drafted from the header of a list.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::file::sheets;
use super::map::{Field, Mapping};
use super::value::plain;
use crate::error::{Error, Result};
use crate::exchange::ssda903::folder::shown;

/// How alike two headings must be to be taken for the same, of 1.
const ALIKE: f64 = 0.88;

/// A fact, and the heading that seems to hold it.
pub(crate) type Guess = (Field, Option<String>);

/// The headings of a list: the first row of its first sheet that has several.
///
/// # Errors
/// When the file cannot be read or has no such row.
pub(crate) fn header_of(file: &Path) -> Result<Vec<String>> {
    let failed = |why: String| Error::data(format!("{}: {why}; nothing was written", shown(file)));
    let found = sheets(file).map_err(failed)?;
    let mut rows = found.into_iter().flat_map(|sheet| sheet.rows);
    let header = rows.find(|(_, cells)| cells.iter().filter(|c| !c.trim().is_empty()).count() > 1);
    header.map(|(_, cells)| cells).ok_or_else(|| failed("it has no row of headings".to_owned()))
}

impl Mapping {
    /// For each fact, the heading of a list that seems to hold it, each heading once.
    ///
    /// # Errors
    /// As [`Mapping::annex_a`].
    pub(crate) fn guesses(header: &[String]) -> Result<Vec<Guess>> {
        let known = Self::annex_a()?;
        let mut pairs = Vec::new();
        for field in Field::ALL.iter().copied() {
            let mut words = vec![plain(field.word())];
            words.extend(known.columns.get(&field).into_iter().flat_map(|(all, _)| all).map(|h| plain(h)));
            for heading in header.iter().filter(|h| !h.trim().is_empty()) {
                let title = plain(heading);
                let alike = words.iter().map(|w| strsim::jaro_winkler(w, &title)).fold(0.0, f64::max);
                pairs.push((alike, field, heading));
            }
        }
        // The surest first, so that a heading goes to the fact it names best.
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut guesses: Vec<Guess> = Field::ALL.iter().map(|field| (*field, None)).collect();
        let mut taken = BTreeSet::new();
        for (_, field, heading) in pairs.into_iter().filter(|(alike, ..)| *alike >= ALIKE) {
            let fact = guesses.iter_mut().find(|(f, found)| *f == field && found.is_none());
            if let Some((_, found)) = fact
                && taken.insert(heading)
            {
                *found = Some(heading.clone());
            }
        }
        Ok(guesses)
    }
}

/// A mapping file of these facts, with the headings that were not used beside it.
pub(crate) fn mapping_text(file: &Path, header: &[String], facts: &[Guess]) -> String {
    let quoted = |heading: &str| toml::Value::from(heading).to_string();
    let mut text = format!(
        "# Which column of {} holds what. Read it over, then: casebook import csv FILE --map THIS --dry-run\n\n",
        shown(file)
    );
    text.push_str("# In 03/04/2026, is 3 the day (day-first) or the month (month-first)?\ndates = \"day-first\"\n\n[columns]\n");
    for (field, heading) in facts {
        let _ = match heading {
            Some(heading) => writeln!(text, "{} = {}  # {}", field.word(), quoted(heading), field.says()),
            None => writeln!(text, "# {} = \"\"  # {}", field.word(), field.says()),
        };
    }
    let used: BTreeSet<&String> = facts.iter().filter_map(|(_, heading)| heading.as_ref()).collect();
    let rest: Vec<&String> = header.iter().filter(|h| !h.trim().is_empty() && !used.contains(h)).collect();
    if !rest.is_empty() {
        text.push_str("\n# Headings that were not used:\n");
        rest.iter().for_each(|h| {
            let _ = writeln!(text, "# {}", shown(Path::new(h)));
        });
    }
    text.push_str("\n# What words of the list mean, where they are not the return's codes:\n# [values.legal]\n# \"Full care order\" = \"C2\"\n");
    text
}
