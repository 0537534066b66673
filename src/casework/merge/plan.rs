//! What merging comes to: what is written of each child, and what is told.

use chrono::NaiveDate;

use super::found::Found;
use crate::model::care::Period;
use crate::model::ids::{ChildId, LegalId, PeriodId, PlacementId, ReviewId};
use crate::model::returns::{Changed, Report, ReturnChild, Said};

/// What remarks are filed under where the book says something else than the return.
pub(super) const BOOK: &str = "the book";
/// With whom a contact that a list tells was.
pub(super) const CHILD: &str = "child";

/// What merging comes to.
#[derive(Default)]
pub(in crate::casework) struct Plan {
    pub(in crate::casework) children: Vec<Change>,
    pub(in crate::casework) report: Report,
    /// What is doubtful about the child at hand.
    pub(super) found: Vec<Found>,
    /// The last day that its returns tell of.
    pub(in crate::casework) last: Option<NaiveDate>,
}

impl Plan {
    /// Notes a child in care of whom no return tells when that began.
    pub(in crate::casework) fn unknown_start(&mut self, child: &str, periods: &[Period]) {
        if periods.last().is_some_and(|p| p.end.is_none() && !p.start_known) {
            self.report.unknown_start.push(child.to_owned());
        }
    }

    pub(in crate::casework) fn changed(
        &mut self,
        child: &str,
        what: &str,
        before: impl ToString,
        after: impl ToString,
    ) {
        let (child, what) = (child.to_owned(), what.to_owned());
        let (before, after) = (before.to_string(), after.to_string());
        self.report.changed.push(Changed { child, what, before, after });
    }
}

/// What to write for one child: rows with id 0 are new, the others bring a row up to date.
pub(in crate::casework) struct Change {
    pub(in crate::casework) old: Option<ChildId>,
    pub(in crate::casework) new: ReturnChild,
    /// Further days of reviews that the book has.
    pub(in crate::casework) parts: Vec<(ReviewId, NaiveDate)>,
    pub(in crate::casework) gone: Gone,
    /// What was said of the child and is not kept yet.
    pub(in crate::casework) said: Vec<Said>,
}

/// Rows that an earlier return left and that no return has any more.
#[derive(Default)]
pub(in crate::casework) struct Gone {
    pub(in crate::casework) periods: Vec<PeriodId>,
    pub(in crate::casework) legal: Vec<LegalId>,
    pub(in crate::casework) placements: Vec<PlacementId>,
    pub(in crate::casework) reviews: Vec<ReviewId>,
}

impl Gone {
    pub(in crate::casework) fn len(&self) -> usize {
        self.periods.len() + self.legal.len() + self.placements.len() + self.reviews.len()
    }
}
