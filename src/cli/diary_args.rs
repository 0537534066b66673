//! The words of the commands about days: booking, moving, the diary, planning, chasing.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What `book` shows.
#[derive(Debug, Args)]
pub(crate) struct BookArgs {
    /// Number or name
    pub(crate) child: String,
    /// What moving the review to this day would do, before and after
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with = "adjourn")]
    pub(crate) to: Option<String>,
    /// What adjourning it on this day would do
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) adjourn: Option<String>,
    /// The day an adjourned review goes on
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, requires = "adjourn")]
    pub(crate) resume: Option<String>,
    /// How many days to show; 0 shows all [default: 12, with --json all]
    #[arg(long, value_name = "N")]
    pub(crate) show: Option<usize>,
}

/// The IRO's own days.
#[derive(Debug, Subcommand)]
pub(crate) enum BusyCommand {
    /// Keep a day, or each day to --to, free of reviews
    Add {
        /// The first day
        date: String,
        /// What keeps you
        what: String,
        /// The last day [default: the first]
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Only this day of each week, without end unless --to gives one
        #[arg(long, value_name = "WEEKDAY")]
        every: Option<chrono::Weekday>,
        /// Only these hours, as 10:00-11:30
        #[arg(long, value_name = "HOURS")]
        hours: Option<String>,
    },
    /// Give a day back
    Remove {
        /// Its number, as `busy list` shows it
        number: i64,
    },
    /// Every day kept free
    List,
}

/// What a calendar file is to hold.
#[derive(Debug, Args)]
pub(crate) struct IcsArgs {
    /// The file to write; - writes to standard output
    pub(crate) file: PathBuf,
    /// Only these children
    #[arg(long, value_name = "CHILD")]
    pub(crate) child: Vec<String>,
    /// Only what this role owns; reviews and their limits are the IRO's
    #[arg(long, value_name = "ROLE")]
    pub(crate) owner: Option<String>,
    /// Children's names rather than their initials
    #[arg(long)]
    pub(crate) full_names: bool,
    /// Replace a file that exists already
    #[arg(long)]
    pub(crate) force: bool,
}

/// What to plan, and what of it to take up.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// Reviews with their limit on this day or later [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,
    /// Reviews with their limit on this day or earlier [default: three months on]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// Plan anew what is booked already
    #[arg(long)]
    pub(crate) rebook: bool,
    /// Give a day beforehand; the rest is planned round it
    #[arg(long, value_name = "CHILD=DATE")]
    pub(crate) pin: Vec<String>,
    /// Leave a child out
    #[arg(long, value_name = "CHILD")]
    pub(crate) leave_out: Vec<String>,
    /// Book these children as proposed, or all
    #[arg(long, value_name = "all|CHILD", num_args = 1..)]
    pub(crate) accept: Vec<String>,
}
