//! What is found to be doubtful, and what taking the return's value would write.

use chrono::NaiveDate;

use crate::error::Result;
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::{Child, Person};
use crate::model::doubt::Doubt;
use crate::model::ids::{LegalId, PlacementId};
use crate::model::review::Review;
use crate::store::Tx;

/// A doubt, and what the book would have if the return were right.
pub(super) struct Found {
    pub(super) doubt: Doubt,
    pub(super) take: Option<Taken>,
}

/// What taking the return's value does to a row typed by hand.
pub(super) enum Taken {
    Child(Child),
    Period(Period),
    Legal(Legal),
    /// The row typed by hand goes.
    NoLegal(LegalId),
    Placement(Placement),
    NoPlacement(PlacementId),
    Review(Box<Review>),
    Person(Person),
}

impl Taken {
    pub(super) fn write(&self, tx: &Tx<'_>) -> Result<()> {
        match self {
            Taken::Child(row) => tx.update(row),
            Taken::Period(row) => tx.update(row),
            Taken::Legal(row) => tx.update(row),
            Taken::NoLegal(id) => tx.delete(*id),
            Taken::Placement(row) => tx.update(row),
            Taken::NoPlacement(id) => tx.delete(*id),
            Taken::Review(row) => tx.update(&**row),
            Taken::Person(row) => tx.update(row),
        }
    }
}

/// A value typed by hand that the returns have otherwise.
pub(super) struct Differs<'d> {
    pub(super) column: &'d str,
    /// The day of the return's row, where it has one.
    pub(super) day: Option<NaiveDate>,
    pub(super) book: String,
    pub(super) ret: String,
    pub(super) take: Taken,
}
