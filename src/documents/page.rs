//! A document made from what is recorded and from no template: its text in every format.

use super::chart::Chart;
use super::docx::{Looks, docx};
use super::draft::Format;
use super::html::html;
use super::markdown::{Block, blocks, plain};
use super::plain;
use crate::error::Result;

/// The document.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) author: String,
    /// Markdown.
    pub(crate) text: String,
    /// A wide table: small, on a page that lies on its long side.
    pub(crate) wide: bool,
    /// What is drawn beside its tables where a format can draw.
    pub(crate) charts: Vec<Chart>,
}

impl Page {
    /// The bytes of the file.
    ///
    /// # Errors
    /// When a Word file cannot be packed.
    pub(crate) fn bytes(&self, format: Format) -> Result<Vec<u8>> {
        let (blocks, drawn) = (blocks(&self.text), || self.drawn());
        Ok(match format {
            Format::Md => self.text.clone().into_bytes(),
            Format::Text => plain::text(&blocks).into_bytes(),
            Format::Html => html(&self.title, &drawn()).into_bytes(),
            Format::Docx => {
                let points = if self.wide { 9 } else { 11 };
                docx(&Looks { title: &self.title, author: &self.author, points, lying: self.wide }, &drawn())?
            }
        })
    }

    /// Its blocks with each chart before the first table under its heading.
    fn drawn(&self) -> Vec<Block> {
        let mut drawn = Vec::new();
        let mut waiting: Option<&Chart> = None;
        for block in blocks(&self.text) {
            match &block {
                Block::Heading(_, line) => {
                    let heading = plain(line);
                    waiting = self.charts.iter().find(|chart| chart.under == heading);
                }
                Block::Table { .. } => drawn.extend(waiting.take().cloned().map(Block::Chart)),
                _ => {}
            }
            drawn.push(block);
        }
        drawn
    }

    /// It as plain text, to be pasted.
    pub(crate) fn plain(&self) -> String {
        plain::text(&blocks(&self.text))
    }

    /// Its lines for a screen of so many columns, the title left out.
    pub(crate) fn lines(&self, columns: usize) -> Vec<String> {
        plain::lines(blocks(&self.text).get(1..).unwrap_or_default(), columns)
    }
}

/// Words that Markdown would take for signs, on one line.
pub(super) fn escaped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
