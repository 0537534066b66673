//! Text that leaves the book: what is pasted, printed or sent. Facts are filled into a template, the template gives
//! Markdown, the Markdown a Word file, a page for a browser or plain text; what the reader may not have is left out
//! before anything is filled in.

pub(crate) mod case_note;
pub(crate) mod chase;
pub(crate) mod concerns;
mod docx;
pub(crate) mod draft;
mod facts;
pub(crate) mod feedback;
mod html;
mod jargon;
pub(crate) mod kind;
mod markdown;
pub(crate) mod mask;
mod plain;
pub(crate) mod reader;
mod reading;
pub(crate) mod record;
mod redact;
pub(crate) mod sheet;
mod template;
#[cfg(test)]
mod tests;
