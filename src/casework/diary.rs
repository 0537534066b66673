//! The diary: days a review could go on, what moving it would do, the IRO's own days, school holidays.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{Desk, Outcome};
use crate::board::Row;
use crate::error::{Error, Result};
use crate::exchange::ics::Intake;
use crate::model::diary::{Busy, FAR, SchoolHoliday};
use crate::model::ids::{BusyId, ChildId};
use crate::model::text;
use crate::rules::advice::Ask;
use crate::rules::advice::days::{Candidate, best, candidates};
use crate::rules::advice::run_up;
use crate::rules::booking::doubt;
use crate::rules::chain::{Chain, Plan, chain};
use crate::rules::diary::Hours;
use crate::rules::slot::Slot;
use crate::rules::working::long;
use crate::store::{Act, Tx};

impl Desk {
    /// Every day the next review of a child could go on, best first.
    ///
    /// # Errors
    /// When no review is to come.
    pub(crate) fn candidates(&self, child: ChildId) -> Result<(Slot, Vec<Candidate>)> {
        let slot = to_come(self.row(child)?)?.clone();
        Ok((slot, self.asked(child, candidates)?))
    }

    /// The best of them.
    pub(crate) fn best_day(&self, child: ChildId) -> Option<NaiveDate> {
        self.asked(child, best).ok()?
    }

    fn asked<T>(&self, child: ChildId, answer: impl FnOnce(&Ask<'_>) -> T) -> Result<T> {
        let (row, board) = (self.row(child)?, &self.board);
        let slot = to_come(row)?;
        let (steps, diary) = (run_up(row.judged(), slot), board.diary(row));
        Ok(answer(&Ask {
            case: &row.case,
            slot,
            run_up: &steps,
            practice: &board.practice,
            calendar: &board.calendar,
            diary: &diary,
            today: board.today,
        }))
    }

    /// What is odd about a day for the next review of a child: the day itself, and another review of the same
    /// IRO at that hour.
    pub(crate) fn doubts(&self, child: ChildId, date: NaiveDate, hours: Option<Hours>) -> Vec<String> {
        let board = &self.board;
        let Ok(row) = self.row(child) else { return Vec::new() };
        let diary = board.diary(row);
        let met = hours.and_then(|hours| diary.same_hour(date, child, hours));
        let met = met.map(|(other, at)| {
            let name = board.row(other).map(|r| r.case.child.name()).unwrap_or_default();
            format!(
                "The review of {name} begins at {} that day: two reviews at the same hour.",
                at.format("%H:%M")
            )
        });
        let odd = doubt(&row.case, row.next_review(), date, board.today, &board.calendar);
        let school = hours.and_then(|hours| diary.school_hours(&row.case, date, hours, &board.calendar));
        odd.into_iter().chain(school).chain(met).collect()
    }

    /// What moving or adjourning the next review of a child would do to everything round it.
    ///
    /// # Errors
    /// When no review is to come, the day is before it could be held, or it may not be adjourned.
    pub(crate) fn chain(&self, child: ChildId, plan: Plan) -> Result<Chain> {
        let row = self.row(child)?;
        let slot = to_come(row)?;
        if let Plan::Move(day) = plan
            && day < slot.opened
        {
            return Err(Error::data(format!(
                "{} is before {}, when this review could first be held.",
                long(day),
                long(slot.opened)
            )));
        }
        if let Plan::Adjourn { .. } = plan {
            self.adjournable(child, None)?;
        }
        let board = &self.board;
        Ok(chain(&row.case, slot, plan, &board.practice, &board.calendar, board.today))
    }

    /// Keeps leave, an appointment or a fixed day free of reviews.
    ///
    /// # Errors
    /// When it ends before it begins or has no name.
    pub(crate) fn add_busy(&mut self, busy: Busy) -> Result<Outcome> {
        let what = super::child::required(&busy.what, "What keeps you")?;
        if busy.last < busy.first {
            return Err(Error::data(format!(
                "{} is before {}; nothing was added.",
                long(busy.last),
                long(busy.first)
            )));
        }
        let busy = Busy { what, hours: text::line(&busy.hours), ..busy };
        if !busy.whole() && busy.times().is_none() {
            return Err(Error::data(format!("{:?} are no hours of a day; nothing was added.", busy.hours))
                .hint("Hours are written 10:00-11:30, the earlier first."));
        }
        let label = format!("Keep {} free of reviews: {}", span(&busy), busy.what);
        self.change_diary(label, |tx| tx.insert((), &busy).map(|id| id.0))
    }

    /// Gives a day back.
    ///
    /// # Errors
    /// When there is no such entry.
    pub(crate) fn remove_busy(&mut self, id: BusyId) -> Result<Outcome> {
        let found = self.board.busy.iter().find(|b| b.id == id).cloned();
        let busy = found.ok_or_else(|| {
            Error::missing(format!("There is no entry {id} among the days kept free; nothing was changed."))
                .hint("casebook busy list shows them with their numbers.")
        })?;
        let label = format!("No longer keep {} free: {}", span(&busy), busy.what);
        self.change_diary(label, |tx| tx.delete(id).map(|()| id.0))
    }

    /// Takes leave and appointments from a calendar: one taken before under the same name is replaced, one
    /// called off is dropped, and so are those of `gone`.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub(crate) fn take_busy(
        &mut self,
        busy: &[Busy],
        called_off: &[String],
        gone: &[Busy],
    ) -> Result<Outcome> {
        let known = self.board.busy.clone();
        let names: BTreeSet<&str> =
            busy.iter().chain(gone).map(|b| &b.uid).chain(called_off).map(String::as_str).collect();
        let gone = |b: &&Busy| !b.uid.is_empty() && names.contains(b.uid.as_str());
        let label = format!("Take {} from a calendar", entries(busy.len()));
        self.change_diary(label, |tx| {
            for old in known.iter().filter(gone) {
                tx.delete(old.id)?;
            }
            for new in busy {
                tx.insert((), new)?;
            }
            Ok(0)
        })
    }

    /// What an earlier file of the same calendar kept free from today on and this one does not name.
    pub(crate) fn vanished(&self, intake: &Intake, source: &str) -> Vec<Busy> {
        let named = intake.uids();
        let known = self.board.busy.iter().filter(|b| !b.uid.is_empty() && b.source == source);
        let ahead = known.filter(|b| b.last >= self.board.today);
        let off = |b: &Busy| named.contains(b.uid.as_str()) || intake.called_off.contains(&b.uid);
        ahead.filter(|b| !off(b)).cloned().collect()
    }

    /// Puts these school holidays in the place of those there were.
    ///
    /// # Errors
    /// When one ends before it begins.
    pub(crate) fn load_school_holidays(&mut self, days: &[SchoolHoliday]) -> Result<Outcome> {
        if let Some(wrong) = days.iter().find(|d| d.last < d.first) {
            return Err(Error::data(format!(
                "{} ends on {}, before it begins; nothing was changed.",
                wrong.name,
                long(wrong.last)
            )));
        }
        let label = format!("Load {} of school holidays", entries(days.len()));
        self.change_diary(label, |tx| tx.replace_school_holidays(days).map(|()| 0))
    }

    fn change_diary(&mut self, label: String, write: impl FnOnce(&Tx<'_>) -> Result<i64>) -> Result<Outcome> {
        let (act, id) = self.store.act(&Act::general(label.as_str(), self.board.today), write)?;
        self.board.refresh(&self.store)?;
        Ok(Outcome::new(act, id, label))
    }
}

fn to_come(row: &Row) -> Result<&Slot> {
    row.next_review().ok_or_else(|| {
        Error::data("No review is to come for this child.").hint(
            "A child who is not in care has none, nor one whose last review before the 18th birthday was held; \
             casebook reviews shows them.",
        )
    })
}

fn entries(n: usize) -> String {
    format!("{n} {}", if n == 1 { "entry" } else { "entries" })
}

/// When: `Mon 4 Jan 2027`, `Mon 4 Jan 2027 to Fri 8 Jan 2027`, `every Friday from Fri 8 Jan 2027`.
pub(crate) fn span(busy: &Busy) -> String {
    let until = |d: NaiveDate| if d.year() >= FAR { String::new() } else { format!(" to {}", long(d)) };
    match busy.weekday {
        Some(day) => format!("every {} from {}{}", weekday(day), long(busy.first), until(busy.last)),
        None if busy.first == busy.last => long(busy.first),
        None => format!("{}{}", long(busy.first), until(busy.last)),
    }
}

/// `Friday`.
pub(crate) fn weekday(day: chrono::Weekday) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        .get(usize::try_from(day.num_days_from_monday()).unwrap_or(0))
        .copied()
        .unwrap_or_default()
}
