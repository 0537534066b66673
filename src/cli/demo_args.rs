//! The words of `casebook demo`.

use std::path::PathBuf;

use clap::Args;

use crate::demo::CHILDREN;

/// An invented caseload.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// How many children
    #[arg(long, default_value_t = CHILDREN, value_name = "N")]
    pub(crate) children: usize,
    /// The same seed invents the same caseload
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub(crate) seed: u64,
    /// Make it a book instead
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
    /// Begin with the tour: ten steps that wait for your own keys
    #[arg(long, conflicts_with = "write")]
    pub(crate) tour: bool,
}
