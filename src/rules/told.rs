//! That the service was told late of a child: a finding of its own, and nobody there is late for it.

use crate::model::Case;
use crate::rules::calendar::Calendar;
use crate::rules::due::{Assessment, Status};
use crate::rules::practice::Practice;
use crate::rules::working::count;

/// The day on which telling the service is done.
const TOLD: &str = "notified";

/// How late the service was told that the child's present time in care began, and by whom: `told 23 working days
/// after care began, by Social worker`. `None` where it was told in time, or nobody recorded when.
pub(crate) fn told_late(
    case: &Case,
    judged: &Assessment,
    practice: &Practice,
    calendar: &Calendar,
) -> Option<String> {
    let period = case.periods.last()?;
    let told = period.notified?;
    let late = judged.dues.iter().rfind(|d| {
        d.duty.done_by.as_deref() == Some(TOLD) && d.done_on == Some(told) && d.status == Status::DoneLate
    })?;
    let days = calendar.working_days_between(period.start, told)?;
    let days = count(usize::try_from(days).ok()?, "working day", "working days");
    Some(format!("told {days} after care began, by {}", practice.role(&late.duty.owner)))
}
