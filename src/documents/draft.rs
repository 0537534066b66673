//! A document before it leaves: its text, what is still to be filled in, what was left out, how it reads.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use super::docx::{Looks, docx};
use super::facts::{Of, Service};
use super::html::html;
use super::jargon::jargon;
use super::kind::{About, Document};
use super::markdown::{blocks, gaps, title};
use super::plain;
use super::reader::{Guarded, Reader};
use super::reading::reading;
use super::redact::Redaction;
use super::template::Template;
use crate::board::{Board, Row};
use crate::error::{Error, Result};
use crate::model::document::Paper;
use crate::model::ids::{DocumentId, EscalationId};
use crate::model::record::Subject;
use crate::model::words::closed_set;
use crate::rules::slot::Slot;
use crate::store::Store;

closed_set! {
    /// A format a document is written in.
    pub(crate) enum Format is "format" {
        /// Word.
        Docx: "docx" = "Word",
        /// A page for a browser.
        Html: "html" = "page for a browser",
        /// Markdown.
        Md: "md" = "Markdown",
        /// Plain text.
        Text: "text" = "plain text",
    }
}

impl Format {
    /// What a file's ending says; Word where it says nothing known.
    pub(crate) fn of(file: &Path) -> Self {
        match file.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("htm" | "html") => Format::Html,
            Some("md" | "markdown") => Format::Md,
            Some("txt" | "text") => Format::Text,
            _ => Format::Docx,
        }
    }
}

/// Which document, of what, for whom.
pub(crate) struct Wanted<'b> {
    pub(crate) document: Document,
    pub(crate) reader: Reader,
    /// Kinds of fact chosen for this copy.
    pub(crate) chosen: &'b [Guarded],
    /// The review; needed where it is about one.
    pub(crate) slot: Option<&'b Slot>,
    pub(crate) concern: Option<EscalationId>,
}

/// A document filled in.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) document: Document,
    /// Markdown.
    pub(crate) text: String,
    /// What was left out for its reader, and how often.
    pub(crate) left_out: Vec<(Guarded, usize)>,
    /// The age of the child on the day it is about.
    pub(crate) age: Option<u32>,
    /// Kinds of fact that were put in by choice.
    included: Vec<Guarded>,
    author: String,
}

impl Draft {
    /// The document of a child. A template of one's own, in the folder of the settings, goes before the one that ships.
    ///
    /// # Errors
    /// Kind usage for a certificate at the age of letters; kind data where a template of one's own is wrong.
    pub(crate) fn of(board: &Board, store: &Store, row: &Row, wanted: &Wanted<'_>) -> Result<Self> {
        let document = wanted.document;
        let own = store.setting("templates")?;
        let redaction = Redaction::new(board, row, wanted.reader, wanted.chosen);
        let of = Of {
            board,
            row,
            slot: wanted.slot,
            concern: wanted.concern,
            service: Service::of(store)?,
            redaction: &redaction,
        };
        let facts = of.facts();
        let age = facts.child.age;
        let from = board.practice.letter_age;
        if document == Document::Certificate && age.is_some_and(|a| a >= from) {
            return Err(Error::usage(format!(
                "{} was {} on the day of the review: a child of {from} or more has a letter; nothing was written.",
                row.case.child.name(),
                age.unwrap_or_default(),
            ))
            .hint("casebook write letter CHILD"));
        }
        let own = own
            .map(|folder| Path::new(&folder).join(format!("{}.md", document.word())))
            .filter(|f| f.exists());
        let read = |file: &Path| {
            fs::read_to_string(file).map_err(|e| {
                Error::data(format!("{} could not be read ({e}); nothing was written.", file.display()))
            })
        };
        let name = own.as_ref().map(|f| f.display().to_string());
        let text = own.as_deref().map(read).transpose()?;
        let template = Template {
            name: name.as_deref().unwrap_or(document.word()),
            text: text.as_deref().unwrap_or(document.template()),
        };
        let text = template.fill(&facts)?;
        Ok(Self {
            document,
            text,
            left_out: redaction.left_out(template.text),
            age,
            included: wanted.chosen.to_vec(),
            author: facts.iro.unwrap_or_default(),
        })
    }

    /// The document as it leaves on a day, `sent` or only written; `reason` is why facts were put in by choice.
    pub(crate) fn leaving(&self, reader: Reader, date: NaiveDate, sent: bool, reason: &str) -> Paper {
        let included: Vec<&str> = self.included.iter().map(|k| k.word()).collect();
        Paper {
            id: DocumentId(0),
            document: self.document,
            reader,
            subject: Subject::Child,
            date,
            sent,
            by: self.author.clone(),
            included: included.join(" "),
            reason: reason.trim().to_owned(),
            text: self.text.clone(),
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When a Word file cannot be packed.
    pub(crate) fn bytes(&self, format: Format) -> Result<Vec<u8>> {
        let blocks = blocks(&self.text);
        let title = title(&blocks).unwrap_or_else(|| self.document.says().to_owned());
        Ok(match format {
            Format::Md => self.text.clone().into_bytes(),
            Format::Text => plain::text(&blocks).into_bytes(),
            Format::Html => html(&title, &blocks).into_bytes(),
            Format::Docx => {
                let points = self.document.points(self.age);
                let looks =
                    Looks { title: &title, author: &self.author, points, lying: self.document.lies() };
                docx(&looks, &blocks)?
            }
        })
    }

    /// What to know before it goes: gaps, what was left out, how it reads, words of the trade.
    ///
    /// # Errors
    /// When the list of words that ships cannot be read.
    pub(crate) fn told(&self) -> Result<Vec<String>> {
        let blocks = blocks(&self.text);
        let mut told = Vec::new();
        let gaps = gaps(&blocks);
        if !gaps.is_empty() {
            told.push(format!("To fill in: {}.", gaps.join("; ")));
        }
        for (kind, n) in &self.left_out {
            let times = if *n == 1 { "once".to_owned() } else { format!("{n} times") };
            told.push(format!("Left out for this reader: {}, {times}.", kind.says()));
        }
        if self.document.is_to_child() {
            let reads = reading(&blocks);
            told.push(reads.line(self.age));
            if let Some((sentence, words)) = reads.longest.filter(|(_, n)| *n > longest_for(self.age)) {
                told.push(format!("A long sentence ({words} words): {sentence}"));
            }
            let trade = jargon(&blocks, self.age)?;
            told.extend(trade.into_iter().map(|(word, instead)| format!("\"{word}\": say \"{instead}\".")));
        }
        Ok(told)
    }
}

/// The most words a sentence to a child of this age should have: about eight at five, seventeen at sixteen, with
/// room for one longer (house).
fn longest_for(age: Option<u32>) -> usize {
    match age {
        Some(0..=7) => 14,
        Some(8..=11) => 18,
        Some(12..=15) => 22,
        _ => 25,
    }
}

/// The review a document is about, where nobody says which: the latest held or the next.
pub(crate) fn usual(row: &Row, document: Document) -> Option<&Slot> {
    match document.about() {
        About::Held => row.judged().reviews().rfind(|s| s.held.is_some()),
        About::Next => row.next_review(),
        About::Child | About::Concern => None,
    }
}
