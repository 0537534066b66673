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
    Concerns(CountedArgs),
    /// What children, parents and carers answered after the reviews, question by question
    Feedback(CountedArgs),
    /// The annual report: the Handbook's headings, every figure of measures, places for the words
    Annual(AnnualArgs),
    /// A page for supervision: the caseload by initials, whom to talk about, the next eight weeks
    Supervision(PackArgs),
    /// The handover pack: a page a child, names and all, for the IRO who takes over
    Handover(HandoverArgs),
    /// The day sheet: the reviews of a day, a page a child, for the IRO's bag
    Day(DayArgs),
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

/// How a report is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For a spreadsheet.
    Csv,
    /// A Word document.
    Docx,
    /// A page for a browser.
    Html,
    /// For programs.
    Json,
    /// Markdown.
    Md,
    /// Plain text.
    Text,
}

/// In which format a report goes where.
#[derive(Debug, Args)]
pub(crate) struct PackArgs {
    /// In which format [default: what the file's ending says, else md]
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
}

impl PackArgs {
    /// The format asked for, else what the file's ending says, else Markdown.
    pub(crate) fn format(&self) -> Format {
        let ending = self.out.file().and_then(|f| f.extension()?.to_str()).map(str::to_lowercase);
        self.format.unwrap_or(match ending.as_deref() {
            Some("csv") => Format::Csv,
            Some("docx") => Format::Docx,
            Some("html" | "htm") => Format::Html,
            Some("json") => Format::Json,
            Some("txt") => Format::Text,
            _ => Format::Md,
        })
    }
}

/// What the annual report takes.
#[derive(Debug, Args)]
pub(crate) struct AnnualArgs {
    #[command(flatten)]
    pub(crate) pack: PackArgs,
    /// First day [default: twelve months before the last]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,
    /// Last day [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// For anybody to read: small numbers hidden, and what would tell them
    #[arg(long)]
    pub(crate) public: bool,
}

/// What the handover pack takes.
#[derive(Debug, Args)]
pub(crate) struct HandoverArgs {
    /// Number or name [default: every child in care]
    pub(crate) child: Option<String>,
    #[command(flatten)]
    pub(crate) pack: PackArgs,
}

/// What the day sheet takes.
#[derive(Debug, Args)]
pub(crate) struct DayArgs {
    /// The day [default: the next with a review booked]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) pack: PackArgs,
}

/// What a report that is only counted takes.
#[derive(Debug, Args)]
pub(crate) struct CountedArgs {
    #[command(flatten)]
    pub(crate) args: ReportArgs,
    /// For anybody to read: small numbers hidden, and what would tell them
    #[arg(long, conflicts_with = "names")]
    pub(crate) public: bool,
}

/// What a report takes.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) pack: PackArgs,
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
