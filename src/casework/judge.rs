//! The judgement of reviews that were held.

use chrono::NaiveDate;

use crate::error::Result;
use crate::model::ids::ChildId;
use crate::model::review::{Judged, Review};
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::rules::timetable::{judgement, timetable};
use crate::store::Tx;

/// Judges the held reviews of a child that were judged by this practice and this calendar, or not yet;
/// one judged by others keeps its judgement: a later change of rule or a new bank holiday rewrites no
/// history.
pub(super) fn judge(
    tx: &Tx<'_>,
    child: ChildId,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<()> {
    let Some(mut case) = tx.case(child)? else { return Ok(()) };
    let (stamp, id) = (practice.stamp(), calendar.id());
    let ours = |j: &Judged| j.practice == stamp && j.calendar == id;
    let kept = case.reviews.clone();
    for review in &mut case.reviews {
        review.judged = review.judged.take().filter(|j| !ours(j));
    }
    for slot in timetable(&case, practice, calendar, today) {
        let Some(review) = slot.review.and_then(|r| kept.get(r)).filter(|r| r.recorded().is_some()) else {
            continue;
        };
        let judged = judgement(&slot, calendar);
        if review.judged.as_ref().is_none_or(ours) && review.judged != judged {
            tx.update(&Review { judged, ..review.clone() })?;
        }
    }
    Ok(())
}
