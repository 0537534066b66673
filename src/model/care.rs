//! Being looked after: periods of care, legal statuses, placements.

use chrono::NaiveDate;
use serde::Serialize;

use super::child::Source;
use super::ids::{LegalId, PeriodId, PlacementId};

/// A continuous period of being looked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Row number in the book.
    pub id: PeriodId,
    /// The day the child became looked after; where that is not known, the first day known to be in care.
    pub start: NaiveDate,
    /// Whether `start` is the day care began. A return may tell only how care stood when it opened.
    pub start_known: bool,
    /// The day the child ceased to be looked after; where that is not known, the last day known to be in care.
    pub end: Option<NaiveDate>,
    /// Whether `end` is the day care ended. A return may tell only that it did.
    pub end_known: bool,
    /// Code of the return for why it ended (`E4A`, ...).
    pub end_reason: Option<String>,
    /// The day the IRO manager was told, where recorded.
    pub notified: Option<NaiveDate>,
    /// The day an agency was first authorised to place the child for adoption, as typed by hand; a
    /// placement order says it otherwise.
    pub authorised: Option<NaiveDate>,
    /// The day that typed authority ended without a placement for adoption.
    pub authority_ended: Option<NaiveDate>,
    /// The day that authority was last said, where that was after the child came into the book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority_known: Option<NaiveDate>,
    /// Where the row came from.
    pub source: Source,
}

impl Period {
    /// A period that began on a day and goes on, nothing else known of it.
    pub const fn begun(start: NaiveDate, source: Source) -> Self {
        Self {
            id: PeriodId(0),
            start,
            start_known: true,
            end: None,
            end_known: true,
            end_reason: None,
            notified: None,
            authorised: None,
            authority_ended: None,
            authority_known: None,
            source,
        }
    }

    /// Whether the child was looked after in it on a day, its last day included.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

/// A spell under one legal status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Legal {
    /// Row number in the book.
    pub id: LegalId,
    /// Code of the return (`V2`, `C1`, `C2`, ...).
    pub code: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day, where it has ended.
    pub end: Option<NaiveDate>,
    /// Where the row came from.
    pub source: Source,
    /// The day it was recorded, where that was after the child came into the book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<NaiveDate>,
}

/// A placement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placement {
    /// Row number in the book.
    pub id: PlacementId,
    /// Code of the return (`U6`, `K2`, ...).
    pub code: String,
    /// Provider code (`PR1` own authority, ...).
    pub provider: Option<String>,
    /// Carer or establishment, where typed.
    pub carer: String,
    /// Postcode or area, where known.
    pub area: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day, where it has ended.
    pub end: Option<NaiveDate>,
    /// Code of the return for why it changed (`CARPL`, ...).
    pub change_reason: Option<String>,
    /// Where the row came from.
    pub source: Source,
    /// The day it was recorded, where that was after the child came into the book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<NaiveDate>,
}

impl Legal {
    /// A status from a day, typed by hand, and nothing else known.
    pub fn at(code: impl Into<String>, start: NaiveDate) -> Self {
        Self { id: LegalId(0), code: code.into(), start, end: None, source: Source::Hand, known: None }
    }
}

impl Placement {
    /// A placement of a type from a day, typed by hand, and nothing else known.
    pub fn at(code: impl Into<String>, start: NaiveDate) -> Self {
        Self {
            id: PlacementId(0),
            code: code.into(),
            provider: None,
            carer: String::new(),
            area: String::new(),
            start,
            end: None,
            change_reason: None,
            source: Source::Hand,
            known: None,
        }
    }
}

/// The day from which what is recorded today is known of a child who came into the book on `came`: nothing where that
/// is today too, for then it is as old as the child there.
pub(crate) fn known_on(came: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    Some(today).filter(|today| came.is_some_and(|came| came < *today))
}
