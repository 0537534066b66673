//! Days of the diary: what reviews were booked for, the IRO's own days, school holidays.

use crate::error::Result;
use crate::model::diary::{Booked, Busy, SchoolHoliday};
use crate::model::ids::{BusyId, ChildId};
use crate::store::engine::book::{Book, Tx};

table! {
    Booked in booking of child: ChildId {
        review,
        day,
        made,
    }
}

table! {
    Busy as BusyId in busy {
        first,
        last,
        weekday,
        hours,
        what,
        uid,
        source,
    }
}

table! {
    SchoolHoliday in school_holiday {
        first,
        last,
        name,
    }
}

impl Book {
    /// Leave, appointments and fixed days, in order.
    pub(crate) fn busy(&self) -> Result<Vec<Busy>> {
        self.list("ORDER BY first, id", [])
    }

    /// School holidays, in order.
    pub(crate) fn school_holidays(&self) -> Result<Vec<SchoolHoliday>> {
        self.list("ORDER BY first, id", [])
    }
}

impl Tx<'_> {
    /// Puts these school holidays in the place of those there were.
    pub(crate) fn replace_school_holidays(&self, days: &[SchoolHoliday]) -> Result<()> {
        self.write("DELETE FROM school_holiday", [])?;
        days.iter().try_for_each(|day| self.insert((), day))
    }
}
