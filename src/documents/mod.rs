//! Text that leaves the book: what is pasted, printed or sent. Facts are filled into a template, the template gives
//! Markdown, the Markdown a Word file, a page for a browser or plain text; what the reader may not have is left out
//! before anything is filled in.

pub(crate) mod annual;
#[cfg(test)]
mod annual_tests;
pub(crate) mod case_note;
pub(crate) mod chart;
pub(crate) mod chase;
pub(crate) mod concerns;
pub(crate) mod day_sheet;
mod docx;
pub(crate) mod draft;
mod facts;
pub(crate) mod feedback;
#[cfg(test)]
mod golden_tests;
pub(crate) mod handover;
mod html;
mod jargon;
pub(crate) mod kind;
#[cfg(test)]
mod leak_tests;
mod markdown;
pub(crate) mod mask;
pub(crate) mod page;
mod plain;
mod public;
pub(crate) mod reader;
mod reading;
pub(crate) mod record;
mod redact;
#[cfg(test)]
mod report_tests;
pub(crate) mod sheet;
pub(crate) mod supervision;
mod template;
#[cfg(test)]
mod tests;
