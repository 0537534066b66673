//! How a script names what an act is about.

use super::given::Given;
use super::subject::Subject;
use crate::casework::Desk;
use crate::error::{Error, Result};
use crate::model::ids::ChildId;

/// The words before the fields, and the subject they name.
pub(crate) struct About {
    pub(crate) args: &'static [Arg],
    pub(crate) subject: fn(&Desk, &Given) -> Result<Subject>,
}

/// A word of a command that says what it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arg {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    /// The name of its value where it is a flag; empty where it stands by its place.
    pub(crate) value_name: &'static str,
    pub(crate) required: bool,
}

impl Arg {
    /// A word that has to stand in its place.
    pub(crate) const fn place(name: &'static str, help: &'static str) -> Self {
        Self { name, help, value_name: "", required: true }
    }

    /// A word that may stand in its place.
    pub(crate) const fn maybe(name: &'static str, help: &'static str) -> Self {
        Self { required: false, ..Self::place(name, help) }
    }

    /// A flag.
    pub(crate) const fn flag(name: &'static str, value_name: &'static str, help: &'static str) -> Self {
        Self { name, help, value_name, required: false }
    }
}

/// The word for what belongs to no child.
const SERVICE: &str = "service";

const WHO: Arg = Arg::place("child", "Number or name");

/// Nothing in particular.
pub(crate) static NOTHING: About = About { args: &[], subject: |_, _| Ok(Subject::whole()) };

/// A child.
pub(crate) static CHILD: About =
    About { args: &[WHO], subject: |desk, given| Ok(Subject::child(child(desk, given)?)) };

/// A child, or the service.
pub(crate) static CHILD_OR_SERVICE: About = About {
    args: &[Arg::place("child", "Number or name; `service` for none")],
    subject: |desk, given| Ok(child_or_service(desk, given)?.map_or_else(Subject::whole, Subject::child)),
};

/// A review of a child.
pub(crate) static REVIEW: About = About {
    args: &[
        WHO,
        Arg::flag(
            "review",
            "N",
            "Which review of the period [default: the next; for what follows a review, the last held]",
        ),
    ],
    subject: |desk, given| Ok(Subject::of_review(child(desk, given)?, given.number("review")?)),
};

/// A duty of a child or of the service.
pub(crate) static DUTY: About = About {
    args: &[
        Arg::place("child", "Number or name; `service` for a duty of the service"),
        Arg::place("duty", "The duty's id"),
        Arg::flag("review", "N", "For which review of the period"),
        Arg::flag("instance", "I", "For what, as due names it"),
    ],
    subject: |desk, given| {
        let child = child_or_service(desk, given)?;
        let review = given.number("review")?.map(|n| format!("review:{n}"));
        if review.is_some() && given.some("instance").is_some() {
            return Err(Error::usage("--review and --instance do not go together; nothing was recorded."));
        }
        let instance = review.or(given.some("instance").map(str::to_owned)).unwrap_or_default();
        Ok(Subject::duty(child, given.text("duty"), &instance))
    },
};

/// The child that was named.
pub(crate) fn child(desk: &Desk, given: &Given) -> Result<ChildId> {
    Ok(desk.board.find(given.text("child"))?.id())
}

pub(crate) fn child_or_service(desk: &Desk, given: &Given) -> Result<Option<ChildId>> {
    if given.text("child") == SERVICE { Ok(None) } else { child(desk, given).map(Some) }
}
