//! How long a child's record stays in the book once the IRO's part in it is over. The book is a working copy: the
//! record that is kept for decades is the authority's.

use chrono::{Days, NaiveDate};

use crate::model::Case;

/// What the span rests on.
pub(crate) const CITE: &str = "UK GDPR art 5(1)(e), storage limitation: a copy is kept no longer than it is needed; the case \
                        record itself is the authority's to keep (Care Planning Regulations 2010 reg 50)";

/// The day the IRO's part ended: care ended, or the child was handed over, whichever was first; `None` while it goes on.
pub(crate) fn over_since(case: &Case) -> Option<NaiveDate> {
    let ended = match case.periods.iter().all(|p| p.end.is_some()) {
        true => case.periods.iter().filter_map(|p| p.end).max(),
        false => None,
    };
    ended.into_iter().chain(case.handed.as_ref().map(|h| h.date)).min()
}

/// The day from which a record need not stay, `days` calendar days after the IRO's part ended.
pub(crate) fn until(case: &Case, days: u64) -> Option<NaiveDate> {
    over_since(case)?.checked_add_days(Days::new(days))
}
