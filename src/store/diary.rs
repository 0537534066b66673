//! Days of the diary: what reviews were booked for, the IRO's own days, school holidays.

use chrono::Weekday;
use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;
use crate::model::diary::{Booked, Busy, SchoolHoliday};
use crate::model::ids::{BusyId, ChildId, ReviewId};

pub(super) const BOOKINGS: &str = "SELECT child, review, day, made FROM booking";

pub(super) fn read_booking(row: &Row<'_>) -> rusqlite::Result<Booked> {
    Ok(Booked { review: ReviewId(row.get(1)?), day: row.day(2)?, made: row.day(3)? })
}

impl Book {
    /// Leave, appointments and fixed days, in order.
    pub fn busy(&self) -> Result<Vec<Busy>> {
        let sql = "SELECT id, first, last, weekday, hours, what, uid, source FROM busy ORDER BY first, id";
        self.all(sql, [], |row| {
            let weekday: Option<u8> = row.get(3)?;
            Ok(Busy {
                id: BusyId(row.get(0)?),
                first: row.day(1)?,
                last: row.day(2)?,
                weekday: weekday.and_then(|d| Weekday::try_from(d).ok()),
                hours: row.get(4)?,
                what: row.get(5)?,
                uid: row.get(6)?,
                source: row.get(7)?,
            })
        })
    }

    /// School holidays, in order.
    pub fn school_holidays(&self) -> Result<Vec<SchoolHoliday>> {
        self.all("SELECT first, last, name FROM school_holiday ORDER BY first, id", [], |row| {
            Ok(SchoolHoliday { first: row.day(0)?, last: row.day(1)?, name: row.get(2)? })
        })
    }
}

impl Tx<'_> {
    /// Keeps that a review was booked for a day.
    pub fn insert_booking(&self, child: ChildId, b: Booked) -> Result<i64> {
        let sql = "INSERT INTO booking (child, review, day, made) VALUES (?1, ?2, ?3, ?4)";
        self.insert(sql, params![child.0, b.review.0, Day(b.day), Day(b.made)])
    }

    /// Stores leave, an appointment or a fixed day.
    pub fn insert_busy(&self, b: &Busy) -> Result<BusyId> {
        let sql = "INSERT INTO busy (first, last, weekday, hours, what, uid, source) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let weekday = b.weekday.map(|d| d.num_days_from_monday());
        self.insert(sql, params![Day(b.first), Day(b.last), weekday, b.hours, b.what, b.uid, b.source])
            .map(BusyId)
    }

    /// Removes leave, an appointment or a fixed day.
    pub fn delete_busy(&self, id: BusyId) -> Result<()> {
        self.remove("busy", id.0)
    }

    /// Puts these school holidays in the place of those there were.
    pub fn replace_school_holidays(&self, days: &[SchoolHoliday]) -> Result<()> {
        self.write("DELETE FROM school_holiday", [])?;
        for h in days {
            let sql = "INSERT INTO school_holiday (first, last, name) VALUES (?1, ?2, ?3)";
            self.insert(sql, params![Day(h.first), Day(h.last), h.name])?;
        }
        Ok(())
    }
}
