//! The words of `casebook record` for facts of a case.

use clap::{ArgGroup, Args, ValueEnum};

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// `record child`.
#[derive(Debug, Args)]
pub(crate) struct ChildArgs {
    /// The authority's number
    pub(crate) number: String,
    /// Given name
    #[arg(long)]
    pub(crate) forename: Option<String>,
    /// Family name
    #[arg(long)]
    pub(crate) surname: Option<String>,
    /// Date of birth
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) dob: Option<String>,
    /// As the return has it
    #[arg(long, value_parser = ["M", "F", "U"], ignore_case = true)]
    pub(crate) sex: Option<String>,
    /// First language
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// Disabled
    #[arg(long, value_name = "yes|no")]
    pub(crate) disabled: Option<YesNo>,
    /// In care proceedings now
    #[arg(long, value_name = "yes|no")]
    pub(crate) in_proceedings: Option<YesNo>,
    /// Remove the child and everything recorded about them
    #[arg(long, conflicts_with_all =
        ["forename", "surname", "dob", "sex", "language", "disabled", "in_proceedings"])]
    pub(crate) remove: bool,
}

/// `record care`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(
    ["start", "end", "correct", "authorised", "authority_ended"])))]
pub(crate) struct CareArgs {
    /// Number or name
    pub(crate) child: String,
    /// Became looked after
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) start: Option<String>,
    /// The IRO manager was told
    #[arg(long, value_name = "DATE", requires = "start", allow_hyphen_values = true)]
    pub(crate) notified: Option<String>,
    /// Legal status from the start (C1, V2 ...)
    #[arg(long, value_name = "CODE", requires = "start")]
    pub(crate) legal: Option<String>,
    /// Placement from the start (U6, K2 ...)
    #[arg(long, value_name = "CODE", requires = "start")]
    pub(crate) place: Option<String>,
    /// Ceased to be looked after
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) end: Option<String>,
    /// Why it ended (E4A ...)
    #[arg(long, value_name = "CODE", requires = "end")]
    pub(crate) reason: Option<String>,
    /// The latest period began on this day instead
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) correct: Option<String>,
    /// An agency may place the child for adoption since this day; none: as the orders say
    #[arg(long, value_name = "DATE|none", allow_hyphen_values = true)]
    pub(crate) authorised: Option<String>,
    /// That authority ended on this day; none: it goes on
    #[arg(long, value_name = "DATE|none", allow_hyphen_values = true)]
    pub(crate) authority_ended: Option<String>,
}

/// `record legal`.
#[derive(Debug, Args)]
pub(crate) struct LegalArgs {
    /// Number or name
    pub(crate) child: String,
    /// Code of the return (C2 ...)
    #[arg(long)]
    pub(crate) code: String,
    /// First day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) start: String,
    /// Last day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) end: Option<String>,
}

/// `record placement`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).multiple(true).args(["start", "end"])))]
pub(crate) struct PlacementArgs {
    /// Number or name
    pub(crate) child: String,
    /// Code of the return (U6 ...)
    #[arg(long, requires = "start")]
    pub(crate) code: Option<String>,
    /// First day
    #[arg(long, value_name = "DATE", requires = "code", allow_hyphen_values = true)]
    pub(crate) start: Option<String>,
    /// Last day; alone it ends the current placement
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) end: Option<String>,
    /// Carer or establishment
    #[arg(long, requires = "start")]
    pub(crate) carer: Option<String>,
    /// Postcode or area
    #[arg(long, requires = "start")]
    pub(crate) area: Option<String>,
    /// Provider code (PR1 ...)
    #[arg(long, requires = "start")]
    pub(crate) provider: Option<String>,
    /// Why it changed (CARPL ...)
    #[arg(long, value_name = "CODE")]
    pub(crate) reason: Option<String>,
}

/// `record person`.
#[derive(Debug, Args)]
pub(crate) struct PersonArgs {
    /// Number or name
    pub(crate) child: String,
    /// Their role (social-worker, carer, parent ...)
    #[arg(long)]
    pub(crate) role: String,
    /// Their name
    #[arg(long)]
    pub(crate) name: String,
    /// How to reach them
    #[arg(long)]
    pub(crate) detail: Option<String>,
    /// First day in the role
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) start: Option<String>,
    /// Last day in the role
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) end: Option<String>,
}

/// `record sibling`.
#[derive(Debug, Args)]
pub(crate) struct SiblingArgs {
    /// Number or name
    pub(crate) child: String,
    /// The other child
    #[arg(long, value_name = "CHILD")]
    pub(crate) of: String,
    /// The other one is this child's parent
    #[arg(long, conflicts_with = "remove")]
    pub(crate) parent: bool,
    /// They are not related after all
    #[arg(long)]
    pub(crate) remove: bool,
}
