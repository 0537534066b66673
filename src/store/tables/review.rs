//! Reviews, the later days of a series of meetings, and who took part.

use chrono::NaiveDate;

use crate::error::Result;
use crate::model::ids::{ChildId, ReviewId};
use crate::model::review::{Attendee, Judged, Review};
use crate::store::engine::book::Tx;
use crate::store::engine::cells::{Cell, Cells, Values};

table! {
    Review as ReviewId in review of child: ChildId {
        scheduled,
        booked,
        booked_on,
        at,
        minutes,
        venue,
        approved_by,
        approved_on,
        move_reason,
        held,
        adjourned,
        adjourn_reason,
        completed,
        decisions_sent,
        decisions_received,
        participation,
        late_reason,
        judged = judged_regime judged_legal_due judged_due judged_practice judged_calendar,
        source,
        clock,
        chair,
        without_meeting,
        led_by,
        not_followed,
        number,
    }
    without parts, attendance
    with {
        fn store_below(&self, tx: &Tx<'_>, id: ReviewId) -> Result<()> {
            self.parts.iter().try_for_each(|date| tx.insert(id, &Part { date: *date }))?;
            self.attendance.iter().try_for_each(|who| tx.insert(id, who))
        }
    }
}

/// A later day of a series of meetings.
pub(super) struct Part {
    pub(super) date: NaiveDate,
}

table! {
    Part in part of review: ReviewId, one for each review, date {
        date,
    }
}

table! {
    Attendee in attendance of review: ReviewId, one for each review, role, name {
        role,
        name,
        presence,
        note,
    }
}

impl Cell for Judged {
    const WIDTH: usize = 5;

    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            regime: Cell::read(cells)?,
            legal_due: Cell::read(cells)?,
            due: Cell::read(cells)?,
            practice: Cell::read(cells)?,
            calendar: Cell::read(cells)?,
        })
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        let Self { regime, legal_due, due, practice, calendar } = self;
        regime.write(values);
        legal_due.write(values);
        due.write(values);
        practice.write(values);
        calendar.write(values);
    }
}

impl Tx<'_> {
    /// Adds a day to a series of meetings.
    pub(crate) fn add_part(&self, review: ReviewId, date: NaiveDate) -> Result<()> {
        self.insert(review, &Part { date })
    }

    /// Takes a day out of a series of meetings; whether it was there.
    pub(crate) fn remove_part(&self, review: ReviewId, date: NaiveDate) -> Result<bool> {
        self.remove::<Part>((review.0, date.to_string()))
    }

    /// Takes somebody out of a review; whether they were there.
    pub(crate) fn remove_attendee(&self, review: ReviewId, role: &str, name: &str) -> Result<bool> {
        self.remove::<Attendee>((review.0, role, name))
    }
}
