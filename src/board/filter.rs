//! A filter of the caseload: its words, the same on the screen and for `list --filter`.

use super::caseload::Board;
use super::row::Row;
use crate::model::text::folded;
use crate::rules::due::Status;
use crate::rules::practice::DutyKind;

impl Board {
    /// Whether a filter keeps a child: each of its words is one it knows, or stands in the name, the number
    /// or the legal status.
    pub(crate) fn keeps(&self, filter: &str, row: &Row) -> bool {
        let cared = row.looked_after(self.today);
        let advice = row.advice();
        filter.split_whitespace().all(|word| match word.strip_prefix("is:").unwrap_or(word) {
            "past-limit" => advice.past_limit,
            "to-book" => advice.to_book,
            "late" => advice.mine.late > 0,
            "soon" => advice.mine.soon > 0,
            "others" => advice.others.iter().any(|o| o.late > 0),
            "closed" => advice.closed,
            "unbooked" => cared && row.next_review().is_some_and(|s| s.booked.is_none()),
            "midpoint" => row
                .judged()
                .owed()
                .any(|d| d.duty.kind == Some(DutyKind::MidPoint) && d.status != Status::Unknown),
            "not-seen" => cared && row.last_seen().is_none_or(|d| (self.today - d).num_days() > 365),
            "escalated" => row.open_escalations() > 0,
            "ceased" => !cared && !row.case.periods.is_empty(),
            other => {
                let child = &row.case.child;
                let text = format!("{} {} {}", child.name(), child.number, row.legal_short());
                folded(&text).contains(&folded(other))
            }
        })
    }
}
