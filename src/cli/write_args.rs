//! The words of `write`.

use std::path::PathBuf;

use clap::Args;

use crate::documents::draft::Format;
use crate::documents::kind::Document;
use crate::documents::reader::{Guarded, Reader};

/// A closed set as a value of the command line, its words and what they mean told by the help.
macro_rules! words_of {
    ($set:ty) => {
        clap::builder::PossibleValuesParser::new(
            <$set>::ALL.iter().map(|w| clap::builder::PossibleValue::new(w.word()).help(w.says())),
        )
    };
}

/// What `write` takes.
#[derive(Debug, Args)]
pub(crate) struct WriteArgs {
    /// Which document
    #[arg(value_parser = words_of!(Document))]
    pub(crate) document: String,
    /// The child: number or name
    pub(crate) child: String,
    /// Which review of the latest period of care [default: the last held, or the next for papers before it]
    #[arg(long, value_name = "N")]
    pub(crate) review: Option<u32>,
    /// Of the period of care that began on this day
    #[arg(long, value_name = "START", requires = "review", allow_hyphen_values = true)]
    pub(crate) period: Option<String>,
    /// The concern a message is about
    #[arg(long, value_name = "ID")]
    pub(crate) concern: Option<i64>,
    /// Who reads it [default: the child for letter, certificate and consultation, a parent for parents, else a
    /// professional]
    #[arg(long = "for", value_name = "READER", value_parser = words_of!(Reader))]
    pub(crate) reader: Option<String>,
    /// A kind of fact to put in for this copy where the reader may have it if somebody chooses so
    #[arg(long, value_name = "KIND", value_parser = words_of!(Guarded))]
    pub(crate) include: Vec<String>,
    /// Why such a fact is put in: kept with the document
    #[arg(long, value_name = "TEXT", requires = "include")]
    pub(crate) reason: Option<String>,
    /// It was sent on this day: kept as sent, and the duty that sending does is done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) sent: Option<String>,
    /// In which format [default: what the file's ending says, else docx]
    #[arg(long, value_parser = words_of!(Format))]
    pub(crate) format: Option<String>,
    /// Take the text from this Markdown file, which was edited, instead of the template
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// The file to write; - is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Replace a file that exists already
    #[arg(long)]
    pub(crate) force: bool,
}
