//! Reviews.

use rusqlite::types::{ToSql, Type};
use rusqlite::{Row, params};

use super::book::{Day, Days, Hour, Tx};
use crate::error::Result;
use crate::model::ids::{ChildId, ReviewId};
use crate::model::review::{Judged, Participation, Review};

pub(super) const REVIEWS: &str = "SELECT child, id, scheduled, booked, booked_on, at, minutes, venue, approved_by, approved_on, \
    move_reason, held, adjourned, adjourn_reason, completed, decisions_sent, decisions_received, \
    participation, late_reason, judged_regime, judged_legal_due, judged_due, judged_practice, \
    judged_calendar, source, clock, chair, without_meeting FROM review";

const INSERT: &str = "INSERT INTO review (child, scheduled, booked, booked_on, at, minutes, venue, approved_by, \
    approved_on, move_reason, held, adjourned, adjourn_reason, completed, decisions_sent, \
    decisions_received, participation, late_reason, judged_regime, judged_legal_due, judged_due, \
    judged_practice, judged_calendar, source, clock, chair, without_meeting) VALUES (?1, ?2, ?3, ?4, \
    ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, \
    ?25, ?26, ?27)";

const UPDATE: &str = "UPDATE review SET scheduled = ?2, booked = ?3, booked_on = ?4, at = ?5, minutes = ?6, venue = \
    ?7, approved_by = ?8, approved_on = ?9, move_reason = ?10, held = ?11, adjourned = ?12, \
    adjourn_reason = ?13, completed = ?14, decisions_sent = ?15, decisions_received = ?16, \
    participation = ?17, late_reason = ?18, judged_regime = ?19, judged_legal_due = ?20, judged_due \
    = ?21, judged_practice = ?22, judged_calendar = ?23, source = ?24, clock = ?25, chair = ?26, \
    without_meeting = ?27 WHERE id = ?1";

pub(super) fn read_review(row: &Row<'_>) -> rusqlite::Result<Review> {
    Ok(Review {
        id: ReviewId(row.get(1)?),
        scheduled: row.maybe_day(2)?,
        booked: row.maybe_day(3)?,
        booked_on: row.maybe_day(4)?,
        at: row.get::<_, Option<Hour>>(5)?.map(|h| h.0),
        minutes: row.get(6)?,
        venue: row.get(7)?,
        approved_by: row.get(8)?,
        approved_on: row.maybe_day(9)?,
        move_reason: row.get(10)?,
        held: row.maybe_day(11)?,
        adjourned: row.maybe_day(12)?,
        adjourn_reason: row.get(13)?,
        completed: row.maybe_day(14)?,
        decisions_sent: row.maybe_day(15)?,
        decisions_received: row.maybe_day(16)?,
        participation: read_participation(row, 17)?,
        late_reason: row.get(18)?,
        judged: read_judged(row, 19)?,
        source: row.get(24)?,
        clock: row.get(25)?,
        chair: row.get(26)?,
        without_meeting: row.get(27)?,
    })
}

fn read_participation(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Participation>> {
    let Some(code) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    match Participation::from_code(code) {
        Some(found) => Ok(Some(found)),
        None => Err(rusqlite::Error::InvalidColumnType(column, "participation".into(), Type::Text)),
    }
}

/// What a review was judged by: five columns from `column` on, there as a whole or not at all.
fn read_judged(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Judged>> {
    let Some(regime) = row.get(column)? else { return Ok(None) };
    Ok(Some(Judged {
        regime,
        legal_due: row.day(column + 1)?,
        due: row.day(column + 2)?,
        practice: row.get(column + 3)?,
        calendar: row.get(column + 4)?,
    }))
}

impl Tx<'_> {
    /// Stores a new review.
    pub fn insert_review(&self, child: ChildId, review: &Review) -> Result<ReviewId> {
        with_values(child.0, review, |values| self.insert(INSERT, values)).map(ReviewId)
    }

    /// Replaces what is stored of a review.
    pub fn update_review(&self, review: &Review) -> Result<()> {
        with_values(review.id.0, review, |values| self.change(UPDATE, values))
    }

    /// Stores a review: a new one where its id is 0.
    pub fn put_review(&self, child: ChildId, it: &Review) -> Result<ReviewId> {
        if it.id.0 == 0 {
            return self.insert_review(child, it);
        }
        self.update_review(it).map(|()| it.id)
    }

    /// Removes a review.
    pub fn delete_review(&self, id: ReviewId) -> Result<()> {
        self.remove("review", id.0)
    }
}

/// Hands on the values of a review in the order of its columns, after `first`.
fn with_values<T>(first: i64, r: &Review, f: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let judged = r.judged.as_ref();
    f(params![
        first,
        r.scheduled.map(Day),
        r.booked.map(Day),
        r.booked_on.map(Day),
        r.at.map(Hour),
        r.minutes,
        r.venue,
        r.approved_by,
        r.approved_on.map(Day),
        r.move_reason,
        r.held.map(Day),
        r.adjourned.map(Day),
        r.adjourn_reason,
        r.completed.map(Day),
        r.decisions_sent.map(Day),
        r.decisions_received.map(Day),
        r.participation.map(Participation::code),
        r.late_reason,
        judged.map(|j| &j.regime),
        judged.map(|j| Day(j.legal_due)),
        judged.map(|j| Day(j.due)),
        judged.map(|j| &j.practice),
        judged.map(|j| &j.calendar),
        r.source,
        r.clock,
        r.chair,
        r.without_meeting,
    ])
}
