//! Reviews.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::types::{ToSql, Type};
use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Hour, Tx};
use crate::error::Result;
use crate::model::ids::{ChildId, ReviewId};
use crate::model::review::{Attendee, Judged, Participation, Presence, Review};

pub(super) const REVIEWS: &str = "SELECT child, id, scheduled, booked, booked_on, at, minutes, venue, approved_by, approved_on, \
    move_reason, held, adjourned, adjourn_reason, completed, decisions_sent, decisions_received, \
    participation, late_reason, judged_regime, judged_legal_due, judged_due, judged_practice, \
    judged_calendar, source, clock, chair, without_meeting, led_by, not_followed FROM review";

const INSERT: &str = "INSERT INTO review (child, scheduled, booked, booked_on, at, minutes, venue, approved_by, \
    approved_on, move_reason, held, adjourned, adjourn_reason, completed, decisions_sent, \
    decisions_received, participation, late_reason, judged_regime, judged_legal_due, judged_due, \
    judged_practice, judged_calendar, source, clock, chair, without_meeting, led_by, not_followed) VALUES (?1, ?2, ?3, ?4, \
    ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, \
    ?25, ?26, ?27, ?28, ?29)";

const UPDATE: &str = "UPDATE review SET scheduled = ?2, booked = ?3, booked_on = ?4, at = ?5, minutes = ?6, venue = \
    ?7, approved_by = ?8, approved_on = ?9, move_reason = ?10, held = ?11, adjourned = ?12, \
    adjourn_reason = ?13, completed = ?14, decisions_sent = ?15, decisions_received = ?16, \
    participation = ?17, late_reason = ?18, judged_regime = ?19, judged_legal_due = ?20, judged_due \
    = ?21, judged_practice = ?22, judged_calendar = ?23, source = ?24, clock = ?25, chair = ?26, \
    without_meeting = ?27, led_by = ?28, not_followed = ?29 WHERE id = ?1";

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
        led_by: row.get(28)?,
        not_followed: row.get(29)?,
        parts: Vec::new(),
        attendance: Vec::new(),
    })
}

fn read_participation(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Participation>> {
    let Some(code) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    let wrong = |_| rusqlite::Error::InvalidColumnType(column, "participation".into(), Type::Text);
    Participation::from_word(code).map(Some).map_err(wrong)
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
    /// Stores a new review, with its later meetings and who took part.
    pub fn insert_review(&self, child: ChildId, review: &Review) -> Result<ReviewId> {
        let id = with_values(child.0, review, |values| self.insert(INSERT, values)).map(ReviewId)?;
        for day in &review.parts {
            self.set_part(id, *day, true)?;
        }
        for who in &review.attendance {
            self.put_attendee(id, who)?;
        }
        Ok(id)
    }

    /// Replaces what is stored of a review; later meetings and who took part stay as they are.
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

    /// Adds a day to a series of meetings, or takes it out; whether that changed anything.
    pub fn set_part(&self, review: ReviewId, date: NaiveDate, there: bool) -> Result<bool> {
        let sql = if there {
            "INSERT INTO part (review, date) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM part WHERE review = ?1 AND date = ?2"
        };
        Ok(self.write(sql, params![review.0, Day(date)])? > 0)
    }

    /// Stores how somebody took part in a review, or replaces what was stored of them.
    pub fn put_attendee(&self, review: ReviewId, who: &Attendee) -> Result<()> {
        let sql = "INSERT INTO attendance (review, role, name, presence, note) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (review, role, name) DO UPDATE SET presence = ?4, note = ?5";
        self.change(sql, params![review.0, who.role, who.name, who.presence.word(), who.note])
    }

    /// Removes a review.
    pub fn delete_review(&self, id: ReviewId) -> Result<()> {
        self.remove("review", id.0)
    }
}

impl Book {
    /// The later days of every series of meetings, or of one child's.
    pub(super) fn parts(&self, only: Option<ChildId>) -> Result<HashMap<ReviewId, Vec<NaiveDate>>> {
        let read = |row: &Row<'_>| Ok((ReviewId(row.get(0)?), row.day(1)?));
        self.of_reviews("SELECT review, date FROM part", "date", only, read)
    }

    /// Who took part in every review, or in one child's, in the order they were written down.
    pub(super) fn attendance(&self, only: Option<ChildId>) -> Result<HashMap<ReviewId, Vec<Attendee>>> {
        let sql = "SELECT review, role, name, presence, note FROM attendance";
        self.of_reviews(sql, "id", only, |row| {
            let presence = Presence::from_word(row.get_ref(3)?.as_str()?)
                .map_err(|_| rusqlite::Error::InvalidColumnType(3, "presence".into(), Type::Text))?;
            let who = Attendee { role: row.get(1)?, name: row.get(2)?, presence, note: row.get(4)? };
            Ok((ReviewId(row.get(0)?), who))
        })
    }

    fn of_reviews<T>(
        &self,
        select: &str,
        order: &str,
        only: Option<ChildId>,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<(ReviewId, T)>,
    ) -> Result<HashMap<ReviewId, Vec<T>>> {
        let rows = match only {
            Some(child) => {
                let about = "review IN (SELECT id FROM review WHERE child = ?1)";
                self.all(&format!("{select} WHERE {about} ORDER BY {order}"), [child.0], read)?
            }
            None => self.all(&format!("{select} ORDER BY {order}"), [], read)?,
        };
        let mut by_review: HashMap<_, Vec<_>> = HashMap::new();
        for (review, row) in rows {
            by_review.entry(review).or_default().push(row);
        }
        Ok(by_review)
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
        r.participation.map(Participation::word),
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
        r.led_by,
        r.not_followed,
    ])
}
