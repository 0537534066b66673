//! The words of `casebook record`.

use clap::{ArgGroup, Args, Subcommand};

use super::review_args::ReviewArgs;

/// What to write down; each prints what moved, and how to take it back.
#[derive(Debug, Subcommand)]
pub(crate) enum Record {
    /// A review: booked, held, adjourned, completed, its decisions sent
    Review(Box<ReviewArgs>),
    /// A decision of a review
    Decision(DecisionArgs),
    /// How far a decision was carried out
    Decided {
        /// Number or name
        child: String,
        /// Its id, as decisions shows it
        decision: i64,
        /// How far
        #[arg(long, value_parser = ["done", "partly", "not-done", "dropped"])]
        status: String,
        /// The day it was looked at
        #[arg(long, allow_hyphen_values = true)]
        date: String,
        /// What came of it; why it is dropped
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        note: String,
    },
    /// The manager's answer to one decision, or to all of a review
    #[command(group(ArgGroup::new("which").required(true).args(["decision", "review"])))]
    Agreement {
        /// Number or name
        child: String,
        /// Its id, as decisions shows it
        decision: Option<i64>,
        /// All decisions of this review that nobody answered yet
        #[arg(long, value_name = "N")]
        review: Option<u32>,
        /// Agreed, disagreed in writing, or an agreement by silence taken back
        #[arg(long, value_parser = ["agreed", "disagreed", "reversed"])]
        answer: String,
        /// The day of it
        #[arg(long, allow_hyphen_values = true)]
        date: String,
        /// Why; needed unless agreed
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        reason: String,
    },
    /// How a review went: how the child took part, who led, what was not followed
    Meeting {
        /// Number or name
        child: String,
        /// Which review of the period [default: the last held]
        #[arg(long, value_name = "N")]
        review: Option<u32>,
        /// How the child took part (PN0 to PN7)
        #[arg(long, value_name = "PN")]
        participation: Option<String>,
        /// Who led the meeting
        #[arg(long, value_name = "NAME")]
        led_by: Option<String>,
        /// Views that were not followed, and why
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        not_followed: Option<String>,
    },
    /// How somebody took part in a review
    Attendance {
        /// Number or name
        child: String,
        /// Which review of the period [default: the last held]
        #[arg(long, value_name = "N")]
        review: Option<u32>,
        /// Their part in the case
        #[arg(long, value_name = "ROLE")]
        role: String,
        /// Their name
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        name: String,
        /// Attended, sent views, did not come, was not asked
        #[arg(long, value_name = "HOW", value_parser = ["attended", "views", "absent", "not-asked"])]
        presence: String,
        /// Their views, or why they were not asked
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        note: String,
    },
    /// A matter of a review's agenda
    Matter {
        /// Number or name
        child: String,
        /// Its id, as review shows it
        matter: String,
        /// Which review of the period [default: the last held]
        #[arg(long, value_name = "N")]
        review: Option<u32>,
        /// Covered, in part, not covered, does not apply
        #[arg(long, default_value = "yes", value_parser = ["yes", "partly", "no", "n/a"])]
        answer: String,
        /// What was said
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        note: String,
    },
}

/// `record decision`.
#[derive(Debug, Args)]
pub(crate) struct DecisionArgs {
    /// Number or name
    pub(crate) child: String,
    /// The review of the period it was made at [default: the last held]
    #[arg(long, value_name = "N")]
    pub(crate) review: Option<u32>,
    /// What is to happen
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) text: String,
    /// Who is to do it
    #[arg(long, value_name = "ROLE")]
    pub(crate) owner: Option<String>,
    /// The person meant
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) person: String,
    /// By when
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) by: Option<String>,
    /// What it is to change for the child
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub(crate) outcome: String,
}
