//! What a reading command prints of its views: JSON, a table under headings, or pages in words.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::Context;
use super::print::{heading, table};
use crate::error::Result;
use crate::rules::working::long;

/// A heading, and what stands under it.
pub(crate) type Column<V> = (&'static str, fn(&V) -> String);

impl Context<'_> {
    /// Views as JSON, or as a table; `none` is said where there are none.
    pub(crate) fn table<V: Serialize>(
        &mut self,
        views: &[V],
        none: &str,
        columns: &[Column<V>],
    ) -> Result<Code> {
        self.pages(views, none, |views| vec![columned(views, columns)])
    }

    /// Views as JSON, or in the lines that `page` makes of them all; `none` is said where there are none.
    pub(crate) fn pages<V: Serialize>(
        &mut self,
        views: &[V],
        none: &str,
        page: impl FnOnce(&[V]) -> Vec<String>,
    ) -> Result<Code> {
        let page = |views: &&[V]| if views.is_empty() { vec![none.to_owned()] } else { page(views) };
        self.page(&views, page)
    }

    /// A view as JSON, or in the lines that `page` makes of it.
    pub(crate) fn page<V: Serialize>(
        &mut self,
        view: &V,
        page: impl FnOnce(&V) -> Vec<String>,
    ) -> Result<Code> {
        if self.json() {
            self.print.json(view)?;
        } else {
            page(view).iter().for_each(|line| self.print.line(line));
        }
        Ok(Code::DONE)
    }
}

/// Views as lines with their columns aligned, under the headings.
pub(crate) fn columned<V>(views: &[V], columns: &[Column<V>]) -> String {
    let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
    let cells = |view: &V| columns.iter().map(|(_, cell)| cell(view)).collect();
    let mut rows = vec![heading(&heads)];
    rows.extend(views.iter().map(cells));
    table(&rows)
}

/// A section of a page: its name above its rows; nothing where there are none.
pub(crate) fn section(name: &str, rows: Vec<Vec<String>>) -> Option<String> {
    (!rows.is_empty()).then(|| format!("\n{name}\n{}", table(&rows)))
}

/// A day for people, or a dash.
pub(crate) fn day_or_dash(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "-".to_owned(), long)
}

/// Lines set in by four.
pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|l| format!("    {l}")).collect::<Vec<_>>().join("\n")
}
