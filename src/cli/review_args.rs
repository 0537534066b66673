//! The words of `casebook record review`.

use clap::{ArgGroup, Args};

/// `record review`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").args(
    ["booked", "held", "part", "adjourned", "completed", "decisions_sent", "decisions_received", "without_meeting"])))]
#[command(group(ArgGroup::new("said").required(true).multiple(true).args(
    ["booked", "held", "part", "adjourned", "completed", "decisions_sent", "decisions_received", "without_meeting",
    "late_reason"])))]
pub(crate) struct ReviewArgs {
    /// Number or name
    pub(crate) child: String,
    /// Which review of the period [default: the next; for what follows a review, the last held]
    #[arg(long, value_name = "N")]
    pub(crate) review: Option<u32>,
    /// Booked for this day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) booked: Option<String>,
    /// Start time
    #[arg(long, value_name = "HH:MM", requires = "booked")]
    pub(crate) at: Option<String>,
    /// Length in minutes
    #[arg(long = "for", value_name = "MIN", requires = "booked")]
    pub(crate) minutes: Option<u32>,
    /// Venue or link
    #[arg(long, value_name = "TEXT", requires = "booked")]
    pub(crate) venue: Option<String>,
    /// Who approved a date past the limit
    #[arg(long, value_name = "ROLE", requires = "booked")]
    pub(crate) approved_by: Option<String>,
    /// When they approved it
    #[arg(long, value_name = "DATE", requires = "booked", allow_hyphen_values = true)]
    pub(crate) approved_on: Option<String>,
    /// Held on this day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) held: Option<String>,
    /// How the child took part (PN0 to PN7)
    #[arg(long, value_name = "PN", requires = "held")]
    pub(crate) participation: Option<String>,
    /// A review on a clock of its own (secure-criteria)
    #[arg(long, value_name = "CLOCK", requires = "held", requires = "chair", conflicts_with_all =
        ["review", "participation"])]
    pub(crate) clock: Option<String>,
    /// Who chaired it
    #[arg(long, value_name = "NAME", requires = "clock")]
    pub(crate) chair: Option<String>,
    /// It was done without a meeting, as may be in a settled long-term placement
    #[arg(long)]
    pub(crate) without_meeting: bool,
    /// Goes on with a further meeting on this day; the first stays the recorded date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) part: Option<String>,
    /// Adjourned on this day
    #[arg(long, value_name = "DATE", requires = "reason", allow_hyphen_values = true)]
    pub(crate) adjourned: Option<String>,
    /// Why it was moved, was late, or was adjourned
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) reason: Option<String>,
    /// Why it was late; alone, for a review held before
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["booked", "adjourned"], allow_hyphen_values = true)]
    pub(crate) late_reason: Option<String>,
    /// The whole review was completed
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) completed: Option<String>,
    /// Its decisions were sent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) decisions_sent: Option<String>,
    /// Its decisions were received
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) decisions_received: Option<String>,
}
