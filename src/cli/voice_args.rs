//! The words of `record voice`, `record outcome` and `record copy`.

use clap::Args;

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
