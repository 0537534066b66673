//! Periods of care, legal statuses and placements.

use crate::model::care::{Legal, Period, Placement};
use crate::model::ids::{ChildId, LegalId, PeriodId, PlacementId};

table! {
    Period as PeriodId in period of child: ChildId {
        start = began,
        end = ended,
        end_reason,
        notified,
        source,
        authorised,
        authority_ended,
        start_known,
        end_known,
        authority_known,
    }
}

table! {
    Legal as LegalId in legal of child: ChildId {
        code,
        start = began,
        end = ended,
        source,
        known,
    }
}

table! {
    Placement as PlacementId in placement of child: ChildId {
        code,
        provider,
        carer,
        area,
        start = began,
        end = ended,
        change_reason,
        source,
        known,
    }
}
