//! The words of the command line.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use super::acts::What;
use super::bundle_args::BundleCommand;
use super::day_args::{Holiday, Months, Workdays};
use super::demo_args::DemoArgs;
use super::diary_args::{BookArgs, BusyCommand, IcsArgs, PlanArgs};
use super::global::Global;
use super::practice_args::PracticeCommand;
use super::report_args::ReportCommand;
use super::safe_args::Safe;
use super::write_args::WriteArgs;
use crate::rules::agenda::Kind;
use crate::rules::due::Status;

/// Casebook: an offline, encrypted caseload for Independent Reviewing Officers.
#[derive(Debug, Parser)]
#[command(name = "casebook", bin_name = "casebook", version, about, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do; nothing opens the screen.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The screen on an invented caseload that vanishes
    Demo(DemoArgs),
    /// Make a new book
    Init {
        /// Your name, as records have it
        #[arg(long, value_name = "NAME")]
        iro: String,
    },
    /// Take children from a statutory return
    #[command(subcommand)]
    Import(Import),
    /// The caseload, most urgent first
    List {
        /// Only children whose number or name holds this
        #[arg(long, value_name = "TEXT")]
        filter: Option<String>,
        /// As this view has it: its children, its order, its columns (record view makes one, S on the screen)
        #[arg(long, value_name = "NAME", conflicts_with = "filter")]
        view: Option<String>,
    },
    /// Words looked for in notes, children's words, decisions, changes, concerns and documents
    Find {
        /// The words; a text has to have them all, in any case and accent
        #[arg(required = true)]
        words: Vec<String>,
        /// Only this child's
        #[arg(long, value_name = "CHILD")]
        child: Option<String>,
    },
    /// Everything recorded about a child
    Show {
        /// Number or name
        child: String,
    },
    /// Notes and contacts
    Notes {
        /// Number or name; all without
        child: Option<String>,
        /// Only what has not been pasted into the council's system
        #[arg(long)]
        unpasted: bool,
        /// As text ready to be pasted
        #[arg(long, conflicts_with = "json")]
        paste: bool,
    },
    /// Decisions of reviews: agreed or not, carried out or not
    Decisions {
        /// Number or name; all without
        child: Option<String>,
    },
    /// Documents that were written or sent: when, to whom, by whom
    Documents {
        /// Number or name; all without
        child: Option<String>,
        /// The text of this one
        #[arg(long, value_name = "ID")]
        read: Option<i64>,
    },
    /// Concerns raised
    Escalations {
        /// Number or name; all without
        child: Option<String>,
    },
    /// What children said, how it was heard, what they asked for and what came of it
    Voice {
        /// Number or name; all without
        child: Option<String>,
    },
    /// Who has not been seen where they live this year
    Visits,
    /// Who else lives near a child, and what is due there
    Near {
        /// Number or name
        child: String,
    },
    /// Walks through checklists
    Sessions {
        /// Number or name; all without
        child: Option<String>,
        /// The checklists to go through now or soon
        #[arg(long)]
        due: bool,
    },
    /// What is owed, by when
    Due(DueArgs),
    /// Reviews held and to come
    Reviews {
        /// Number or name; all without
        #[arg(long, value_name = "CHILD")]
        child: Option<String>,
    },
    /// One review: its run-up, agenda, who took part, decisions, what follows
    Review {
        /// Number or name
        child: String,
        /// Which review of the period [default: the last held]
        #[arg(long, value_name = "N")]
        review: Option<u32>,
    },
    /// A date and its working
    Explain {
        /// Number or name
        child: String,
        /// The duty's id, or next-review
        duty: String,
        /// For which review of the period
        #[arg(long, value_name = "N", conflicts_with = "instance")]
        review: Option<u32>,
        /// For what, as due names it (care:1, month:2026-11)
        #[arg(long, value_name = "I")]
        instance: Option<String>,
    },
    /// Every day a review could go on, best first, with reasons; what moving it would do
    Book(BookArgs),
    /// Days for all reviews of a period, planned together
    Plan(PlanArgs),
    /// Your leave, appointments and fixed days: kept free of reviews
    #[command(subcommand)]
    Busy(BusyCommand),
    /// Reviews, duties and bank holidays, day by day
    Calendar(CalendarArgs),
    /// What others owe, person by person, ready to paste
    Chase {
        /// Only what this role owes
        #[arg(long, value_name = "ROLE")]
        owner: Option<String>,
    },
    /// Everything open for a child, for the IRO who takes over
    Handover {
        /// Number or name
        child: String,
    },
    /// Write a file for other programs
    #[command(subcommand)]
    Export(Export),
    /// Timeliness, participation, work done, load; each with the rows behind it
    Measures {
        /// First day [default: twelve months before the last]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
        /// Last day [default: today]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        to: Option<String>,
    },
    /// Write something down
    #[command(subcommand)]
    Record(Box<What>),
    /// Take an act back, wherever nothing done since stands on it
    Undo {
        /// Its number [default: the last act]
        act: Option<i64>,
        /// Only list what could be taken back
        #[arg(long, conflicts_with = "act")]
        list: bool,
        /// Do not ask, however large or old it is
        #[arg(long)]
        yes: bool,
    },
    /// Do an act that was taken back again
    Redo {
        /// Its number [default: the one taken back last]
        act: Option<i64>,
        /// Only list what could be done again
        #[arg(long, conflicts_with = "act")]
        list: bool,
    },
    /// Who did what and when: changes from what to what, records looked at, what was handed out
    Audit {
        /// Number or name; the whole book without
        child: Option<String>,
        /// At most so many entries, the latest; 0: all
        #[arg(long, value_name = "N", default_value_t = 200)]
        show: usize,
    },
    /// Count working days of England and Wales
    #[command(subcommand)]
    Workdays(Workdays),
    /// Count calendar months
    #[command(subcommand)]
    Months(Months),
    /// Bank holidays
    #[command(subcommand)]
    Holiday(Holiday),
    /// Practices: law, guidance and local procedure
    #[command(subcommand)]
    Practice(PracticeCommand),
    /// Protocols for concerns
    #[command(subcommand)]
    Protocol(ProtocolCommand),
    /// Tables to hand out, children by their initials
    #[command(subcommand)]
    Report(ReportCommand),
    /// A document filled in for its reader: a letter, a record, papers; writing it ticks nothing
    Write(Box<WriteArgs>),
    /// What documents say of the service, and how the program keeps the book: shown, or given a value
    Settings {
        /// Which one [default: all are shown]
        key: Option<String>,
        /// Its value
        value: Option<String>,
    },
    /// Hand children over in one encrypted file, receive them, read several IROs' children together
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// Take children out of the book for good, with proof; without a child, those whose care ended are listed
    Purge(super::purge::PurgeArgs),
    #[command(flatten)]
    Safe(Safe),
    /// The keys of the screen
    Keys,
    /// A completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page, for man to show
    Man,
}

/// A return to take children from.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// The SSDA903 return as CSV tables or as XML, in a folder
    Ssda903 {
        /// The folder
        dir: PathBuf,
        /// CHILD,FORENAME,SURNAME[,IRO,SOCIAL_WORKER,TEAM_MANAGER]
        #[arg(long, value_name = "CSV")]
        names: Option<PathBuf>,
        #[command(flatten)]
        how: How,
    },
    /// Ofsted's Annex A, List 8: the workbook, its CSV, or a folder of them
    AnnexA {
        /// The workbook, CSV file or folder
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
    /// Any other list of children, by a mapping file that says which column holds what
    Csv {
        /// The CSV file or workbook
        file: PathBuf,
        /// The mapping; where there is none yet, one is drafted from the headings
        #[arg(long, value_name = "FILE.toml")]
        map: PathBuf,
        /// Draft the mapping, and read nothing
        #[arg(long)]
        draft_map: bool,
        #[command(flatten)]
        how: How,
    },
    /// Feedback forms from a CSV file: CHILD, REVIEW, BY, DATE, then a column for each question by its id
    Feedback {
        /// The file
        file: PathBuf,
        /// Report what would be taken, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Your own leave and appointments, from a calendar file, as days kept free of reviews
    Ics {
        /// The file
        file: PathBuf,
        /// Report what would be taken, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Give back the days an earlier file of this calendar kept free and this one does not name
        #[arg(long)]
        drop_gone: bool,
    },
}

/// How children are taken from a file.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// Your children's numbers, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) mine: Option<PathBuf>,
    /// Report what would be taken, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A file for other programs.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// A calendar file for Outlook or a phone: what changed since the last one is told as changed
    Ics(IcsArgs),
}

/// What `calendar` shows.
#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    /// First day [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,
    /// Last day [default: four weeks on]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// Only this child
    #[arg(long, value_name = "CHILD")]
    pub(crate) child: Option<String>,
    /// Only what this role owns
    #[arg(long, value_name = "ROLE")]
    pub(crate) owner: Option<String>,
    /// Only this kind
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.word())))]
    pub(crate) kind: Option<String>,
    /// The load of each week instead
    #[arg(long)]
    pub(crate) weeks: bool,
}

/// What `due` shows.
#[derive(Debug, Args)]
pub(crate) struct DueArgs {
    /// Only this child
    #[arg(long, value_name = "CHILD")]
    pub(crate) child: Option<String>,
    /// Only what this role owns
    #[arg(long, value_name = "ROLE")]
    pub(crate) owner: Option<String>,
    /// Only what is open and due within 10wd, 2w, 1m
    #[arg(long, value_name = "SPAN")]
    pub(crate) within: Option<String>,
    /// Only what stands so
    #[arg(long, value_name = "S", value_parser = statuses())]
    pub(crate) status: Option<String>,
}

fn statuses() -> PossibleValuesParser {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.word()))
}

/// Protocols.
#[derive(Debug, Subcommand)]
pub(crate) enum ProtocolCommand {
    /// The days of a protocol from the day a concern is raised, and what may be done next
    Clock(ClockArgs),
}

/// What `protocol clock` counts from.
#[derive(Debug, Args)]
pub(crate) struct ClockArgs {
    /// The protocol's id
    pub(crate) id: String,
    /// The day the concern is raised
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) raised: String,
    /// The stage it begins at [default: the first]
    #[arg(long, value_name = "ID")]
    pub(crate) stage: Option<String>,
    /// Its risk, of those the protocol names
    #[arg(long, value_name = "R")]
    pub(crate) risk: Option<String>,
    /// What happened since, in order
    #[arg(long, value_name = "DATE MOVE")]
    pub(crate) event: Vec<String>,
}
