//! Which period of care a review belongs to.

use chrono::NaiveDate;

use super::anchors::BREAKS;
use crate::model::Case;
use crate::model::review::Review;

/// The period a review belongs to; one with no date yet belongs to the open one, one between two short
/// stays to the stay before.
pub(crate) fn period_of(case: &Case, review: &Review, today: NaiveDate) -> Option<usize> {
    let Some(day) = review.day() else {
        return case.periods.iter().rposition(|p| p.end.is_none_or(|e| e > today));
    };
    let within = case.periods.iter().rposition(|p| p.holds(day));
    within.or_else(|| {
        let before = case.periods.iter().rposition(|p| p.start <= day)?;
        (of_breaks(case, before) && of_breaks(case, before + 1)).then_some(before)
    })
}

/// Whether a period of care is made of short breaks.
pub(super) fn of_breaks(case: &Case, period: usize) -> bool {
    case.periods.get(period).is_some_and(|p| {
        let mut rows = case.legal.iter().filter(|l| p.holds(l.start)).peekable();
        rows.peek().is_some() && rows.all(|l| BREAKS.contains(&l.code.as_str()))
    })
}
