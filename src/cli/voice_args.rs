//! The words of `record voice`, `record outcome` and `record copy`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::fact_args::YesNo;
use crate::model::voice::How;

/// What a child said, and how it was heard.
#[derive(Debug, Args)]
pub(crate) struct VoiceArgs {
    /// Number or name
    pub(crate) child: String,
    /// The child's words, or what was seen of a child who does not speak
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) text: String,
    /// The day [default: today]
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) date: Option<String>,
    /// Who heard it [default: you]
    #[arg(long, value_name = "WHO")]
    pub(crate) by: Option<String>,
    /// How it was heard
    #[arg(long, default_value = "met", value_parser = hows())]
    pub(crate) how: String,
    /// Whether the child was alone with the listener
    #[arg(long)]
    pub(crate) alone: Option<YesNo>,
    /// Why not
    #[arg(long, value_name = "TEXT")]
    pub(crate) why_not_alone: Option<String>,
    /// Whether an advocate was offered
    #[arg(long)]
    pub(crate) advocate: Option<YesNo>,
    /// Whether the child's rights were explained
    #[arg(long)]
    pub(crate) rights: Option<YesNo>,
    /// What the child asked for
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) asked: Option<String>,
}

fn hows() -> PossibleValuesParser {
    PossibleValuesParser::new(How::ALL.iter().map(|how| how.word()))
}

/// What came of something a child asked for.
#[derive(Debug, Args)]
pub(crate) struct OutcomeArgs {
    /// Number or name
    pub(crate) child: String,
    /// The number of what was asked, as voice names it
    pub(crate) ask: i64,
    /// What came of it
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) text: String,
    /// The day [default: today]
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) date: Option<String>,
}

/// Copying from a sibling; reading what was copied.
#[derive(Debug, Args)]
pub(crate) struct CopyArgs {
    /// Number or name
    pub(crate) child: String,
    /// The brother or sister to copy from
    #[arg(long, value_name = "CHILD", required_unless_present = "read")]
    pub(crate) from: Option<String>,
    /// What to copy [default: all of it]
    #[arg(long, value_delimiter = ',', value_parser = ["people", "language"])]
    pub(crate) what: Vec<String>,
    /// Copy this note about the brother or sister instead, by the number casebook notes gives; repeat it for more
    #[arg(long = "note", value_name = "NOTE", conflicts_with_all = ["what", "read"])]
    pub(crate) notes: Vec<i64>,
    /// What was copied has been read here and is right
    #[arg(long, conflicts_with_all = ["from", "what"])]
    pub(crate) read: bool,
}
