//! The words of `casebook record`.

use clap::{ArgGroup, Args, Subcommand};

use super::fact_args::{CareArgs, ChildArgs, LegalArgs, PersonArgs, PlacementArgs, SiblingArgs};
use super::review_args::ReviewArgs;
use super::voice_args::{CopyArgs, OutcomeArgs, VoiceArgs};

/// What to write down; each prints what moved, and how to take it back.
#[derive(Debug, Subcommand)]
pub(crate) enum Record {
    /// A child: new where the number is new, else corrected
    Child(ChildArgs),
    /// Becoming or ceasing to be looked after
    Care(CareArgs),
    /// A legal status
    Legal(LegalArgs),
    /// A placement
    Placement(PlacementArgs),
    /// Somebody with a part in the case
    Person(PersonArgs),
    /// A brother, sister or parent on the same caseload
    Sibling(SiblingArgs),
    /// The allocation of an IRO
    Allocated {
        /// Number or name
        child: String,
        /// The IRO's name
        #[arg(long, value_name = "NAME")]
        iro: String,
        /// The day of allocation
        #[arg(long, allow_hyphen_values = true)]
        date: String,
    },
    /// What a child said, and how it was heard
    Voice(VoiceArgs),
    /// What came of something a child asked for
    Outcome(OutcomeArgs),
    /// What a brother or sister's record has and the child's has not
    Copy(CopyArgs),
    /// A note pasted into the council's system
    Pasted {
        /// The note's id, as notes names it
        note: i64,
        /// It is not pasted after all
        #[arg(long)]
        undo: bool,
    },
    /// A review: booked, held, adjourned, completed, its decisions sent
    Review(ReviewArgs),
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
    /// Something that happened, of a kind the practice names
    Change {
        /// Number or name
        child: String,
        /// The event's id
        #[arg(long, value_name = "EVENT")]
        kind: String,
        /// The day you were told
        #[arg(long, allow_hyphen_values = true)]
        date: String,
        /// What happened
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        text: String,
    },
    /// Why brothers and sisters have two IROs
    Reason {
        /// Number or name
        child: String,
        /// Why
        #[arg(long, allow_hyphen_values = true)]
        text: String,
    },
    /// Your answer to a change: the review brought forward, or not needed
    Response(ResponseArgs),
    /// A concern raised with the authority
    Escalation {
        /// Number or name, or service
        child: String,
        /// The kind of concern (drift, contact ..., good-practice)
        #[arg(long, value_name = "KIND")]
        concern: String,
        /// What the concern is
        #[arg(long, allow_hyphen_values = true)]
        text: String,
        /// The day it was raised
        #[arg(long, allow_hyphen_values = true)]
        date: String,
        /// The protocol it runs under [default: the practice's own for this kind]
        #[arg(long, value_name = "ID")]
        protocol: Option<String>,
        /// The stage it begins at [default: the first]
        #[arg(long, value_name = "ID")]
        stage: Option<String>,
        /// Its risk, of those the protocol names
        #[arg(long, value_name = "R")]
        risk: Option<String>,
        /// A sibling it is about too
        #[arg(long, value_name = "CHILD")]
        also: Vec<String>,
        /// What gave rise to it (decision:12, duty:midpoint@review:3)
        #[arg(long, value_name = "WHAT")]
        origin: Option<String>,
    },
    /// What was done about a concern since
    Move(MoveArgs),
}

/// A move of an escalation.
#[derive(Debug, Args)]
pub(crate) struct MoveArgs {
    /// The number of the escalation
    pub(crate) escalation: i64,
    /// raised, satisfied, not-satisfied, no-reply, decided, skip:STAGE, back:STAGE, told:ROLE, timescale,
    /// risk:RISK, cafcass-referral ..., close, effect-seen
    #[arg(value_name = "MOVE")]
    pub(crate) word: String,
    /// The day of it
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) date: String,
    /// Words beside it; the reason of a skip, a step back, a gate or more time; with effect-seen, what was found
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub(crate) note: String,
    /// The day set for the reply, where the protocol leaves it to you
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) by: Option<String>,
    /// With close: resolved, partly, not-resolved, overtaken, withdrawn
    #[arg(long)]
    pub(crate) outcome: Option<String>,
    /// With close or effect-seen: what changed for the child
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) effect: Option<String>,
    /// With close or effect-seen: nothing changed for the child
    #[arg(long, conflicts_with_all = ["effect", "look_on"])]
    pub(crate) no_change: bool,
    /// With close: who saw it; with effect-seen [default: you]
    #[arg(long, value_name = "WHO")]
    pub(crate) seen_by: Option<String>,
    /// With close: when it was seen
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) seen_on: Option<String>,
    /// With close: promised, and to be looked for on this day; with effect-seen: not here yet, look again then
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with = "seen_on")]
    pub(crate) look_on: Option<String>,
    /// With close: why those still to be told are not
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub(crate) not_told: Option<String>,
}

/// `record response`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("answer").required(true).args(["brought_forward", "not_needed"])))]
pub(crate) struct ResponseArgs {
    /// Number or name
    pub(crate) child: String,
    /// The change's id as show has it, or its kind where only one of that kind is unanswered
    pub(crate) change: String,
    /// The review comes forward to this day and is booked for it
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) brought_forward: Option<String>,
    /// No earlier review is needed, because
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub(crate) not_needed: Option<String>,
    /// Where a review must come forward: how the exception its source makes applies
    #[arg(long, value_name = "TEXT", requires = "not_needed", allow_hyphen_values = true)]
    pub(crate) exception: Option<String>,
    /// The day of the answer [default: today]
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) date: Option<String>,
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
