//! The words of `report`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

/// What to report.
#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Concerns open or closed since, with both their clocks: the month-end sheet
    Tracker(ReportArgs),
    /// What changed for children, seen or promised, and good practice
    Effects(ReportArgs),
    /// Concerns by theme, stage reached, days, outcome and effect, with the rows behind each figure
    Concerns(ReportArgs),
    /// What children, parents and carers answered after the reviews, question by question
    Feedback(ReportArgs),
    /// Everything recorded of a child as one readable document, for who asks to see what is held about them
    Child(ChildArgs),
}

/// What the record of a child takes.
#[derive(Debug, Args)]
pub(crate) struct ChildArgs {
    /// Number or name
    pub(crate) child: String,
    /// md, html, docx or text [default: what the file's ending says, else md]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    /// With the names of other people, and how to reach them
    #[arg(long)]
    pub(crate) names: bool,
}

/// Where a report goes.
#[derive(Debug, Args)]
pub(crate) struct OutArgs {
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that exists already
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

impl OutArgs {
    /// The file; none for standard output, which `-` is too.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|out| *out != Path::new("-"))
    }
}

/// How a table is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For a spreadsheet.
    Csv,
    /// A Word document.
    Docx,
    /// Markdown.
    Md,
}

/// What a report takes.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// In which format
    #[arg(long, value_enum, default_value = "md")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    /// With names and numbers
    #[arg(long)]
    pub(crate) names: bool,
    /// First day [default: this month for the tracker, a year for feedback, else the first concern]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,
    /// Last day [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
}
