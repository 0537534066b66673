//! Choosing and adding practices, adding bank holidays: shown before they are accepted.

use std::sync::Arc;

use chrono::NaiveDate;

use super::practices::{ADDED, SINCE, added, adopted, find_practice, keep, read_new, shipped_and_added};
use super::{Desk, Moved, Outcome, moved, open_days};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;
use crate::rules::calendar::Calendar;
use crate::rules::duties::outlook;
use crate::rules::practice::Practice;
use crate::rules::working::long;
use crate::store::{Act, PracticeCopy, Tx, Why};

impl Desk {
    /// Every practice that can be used, by id and title.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(crate) fn practices(&self) -> Result<Vec<(String, String)>> {
        shipped_and_added(Some(&self.store))
    }

    /// Which open duties another practice would move.
    ///
    /// # Errors
    /// As [`Desk::use_practice`].
    pub(crate) fn preview_practice(
        &self,
        id: &str,
        from: Option<NaiveDate>,
    ) -> Result<Vec<(ChildId, Moved)>> {
        Ok(self.preview(&self.taken_up(id, from)?.0, &self.board.calendar))
    }

    /// A practice as the book would work by it from a day, today where none is said, with what the book keeps of that.
    /// The one in use keeps its own day unless another is said, and in the first day of a book there is none: it works
    /// by the practice from its beginning.
    fn taken_up(&self, id: &str, from: Option<NaiveDate>) -> Result<(Practice, String)> {
        let today = self.board.today;
        if let Some(ahead) = from.filter(|day| *day > today) {
            return Err(Error::data(format!("{} is still to come; nothing was changed.", long(ahead)))
                .hint("Take it up on the day it comes into force."));
        }
        let practice = find_practice(Some(&self.store), id)?;
        let (now, kept) = (&self.board.practice, self.store.setting(SINCE)?.unwrap_or_default());
        let same = practice.id == now.id;
        let before = kept.split_once(' ').map_or(now.id.as_str(), |(_, before)| before);
        let before = if same { before } else { now.id.as_str() };
        Ok(match from {
            None if same => (practice.taken_up(now.adopted.clone()), kept),
            from => match Some(from.unwrap_or(today)).filter(|day| *day > self.board.begun && before != id) {
                Some(day) => {
                    let adopted = adopted(&self.store, day, before)?;
                    (practice.taken_up(Some(adopted)), format!("{day} {before}"))
                }
                None => (practice, String::new()),
            },
        })
    }

    /// Judges the book by another practice from a day on, today where none is said: what only that practice asks for
    /// and fell due before is not late. Held reviews keep their judgement.
    ///
    /// # Errors
    /// When there is no such practice, or the day is still to come.
    pub(crate) fn use_practice(&mut self, id: &str, from: Option<NaiveDate>) -> Result<Outcome> {
        let (practice, since) = self.taken_up(id, from)?;
        let practice = Arc::new(practice);
        self.store.back_up_before(Why::Practice)?;
        let moved = self.preview(&practice, &self.board.calendar);
        let label = format!("Use the practice {}", practice.title);
        let today = self.board.today;
        let (act, ()) = self.store.act(&Act::general(label.as_str(), today), |tx| {
            tx.set_setting("practice", &practice.id)?;
            tx.set_setting(SINCE, &since)?;
            keep(tx, &practice, today)
        })?;
        self.board.set_practice(&self.store, practice)?;
        Ok(Outcome { moved: moved.into_iter().map(|(_, m)| m).collect(), ..Outcome::new(act, 0, label) })
    }

    /// Which open duties adding this text would move: none, unless the book works by a practice of its
    /// id and so by the new text.
    ///
    /// # Errors
    /// When it is faulty, or has the id of a shipped one.
    pub(crate) fn preview_added(&self, text: &str) -> Result<Vec<(ChildId, Moved)>> {
        let practice = read_new(text, &added(Some(&self.store))?)?;
        if practice.id != self.board.practice.id {
            return Ok(Vec::new());
        }
        Ok(self.preview(&practice, &self.board.calendar))
    }

    /// Adds a practice of the user's own to the book; where the book works by one of its id, by the new
    /// text from now on. Held reviews keep their judgement.
    ///
    /// # Errors
    /// When it is faulty, or has the id of a shipped one.
    pub(crate) fn add_practice(&mut self, text: &str) -> Result<Outcome> {
        let moved = self.preview_added(text)?;
        let practice = read_new(text, &added(Some(&self.store))?)?;
        let label = format!("Add the practice {}", practice.title);
        let today = self.board.today;
        let copy = PracticeCopy {
            id: practice.id.clone(),
            version: ADDED.into(),
            text: text.to_owned(),
            added: today,
        };
        let in_use = practice.id == self.board.practice.id;
        if in_use {
            self.store.back_up_before(Why::Practice)?;
        }
        let (act, ()) = self.store.act(&Act::general(label.as_str(), today), |tx| {
            tx.insert((), &copy)?;
            if in_use { keep(tx, &practice, today) } else { Ok(()) }
        })?;
        if in_use {
            let adopted = self.board.practice.adopted.clone();
            self.board.set_practice(&self.store, Arc::new(practice.taken_up(adopted)))?;
        }
        Ok(Outcome { moved: moved.into_iter().map(|(_, m)| m).collect(), ..Outcome::new(act, 0, label) })
    }

    /// Which open duties a further bank holiday would move.
    ///
    /// # Errors
    /// When the day lies outside the table or is one already.
    pub(crate) fn preview_holiday(&self, date: NaiveDate, name: &str) -> Result<Vec<(ChildId, Moved)>> {
        let mut days = self.store.holidays()?;
        if let Some(known) = self.board.calendar.holiday(date) {
            return Err(Error::data(format!("{} is {known} already; nothing was added.", long(date))));
        }
        days.push((date, name.to_owned()));
        Ok(self.preview(&self.board.practice, &Calendar::with_added(&days)?))
    }

    /// Adds a proclaimed bank holiday; held reviews keep their judgement.
    ///
    /// # Errors
    /// When the day lies outside the table, is one already, or the name is blank.
    pub(crate) fn add_holiday(&mut self, date: NaiveDate, name: &str) -> Result<Outcome> {
        let name = super::child::required(name, "The bank holiday's name")?;
        let moved = self.preview_holiday(date, &name)?;
        self.change_holidays(format!("Add the bank holiday {name} on {}", long(date)), moved, |tx| {
            tx.add_holiday(date, &name)
        })
    }

    /// Which open duties taking back an added bank holiday would move.
    ///
    /// # Errors
    /// When it was not added by hand.
    pub(crate) fn preview_no_holiday(&self, date: NaiveDate) -> Result<Vec<(ChildId, Moved)>> {
        let mut days = self.store.holidays()?;
        let before = days.len();
        days.retain(|(d, _)| *d != date);
        if days.len() == before {
            return Err(Error::missing(format!(
                "{} is no bank holiday added by hand; nothing was changed.",
                long(date)
            )));
        }
        Ok(self.preview(&self.board.practice, &Calendar::with_added(&days)?))
    }

    /// Takes back a bank holiday that was added.
    ///
    /// # Errors
    /// When it was not added by hand.
    pub(crate) fn remove_holiday(&mut self, date: NaiveDate) -> Result<Outcome> {
        let moved = self.preview_no_holiday(date)?;
        self.change_holidays(format!("Remove the bank holiday on {}", long(date)), moved, |tx| {
            tx.remove_holiday(date).map(|_| ())
        })
    }

    fn change_holidays(
        &mut self,
        label: String,
        moved: Vec<(ChildId, Moved)>,
        write: impl FnOnce(&Tx<'_>) -> Result<()>,
    ) -> Result<Outcome> {
        let (act, ()) = self.store.act(&Act::general(label.as_str(), self.board.today), write)?;
        self.board.set_calendar(Arc::new(Calendar::with_added(&self.store.holidays()?)?));
        Ok(Outcome { moved: moved.into_iter().map(|(_, m)| m).collect(), ..Outcome::new(act, 0, label) })
    }

    fn preview(&self, practice: &Practice, calendar: &Calendar) -> Vec<(ChildId, Moved)> {
        let mut all = Vec::new();
        for row in self.board.rows() {
            let after = open_days(&outlook(&row.case, practice, calendar, self.board.today));
            all.extend(moved(&open_days(row.judged()), &after).into_iter().map(|m| (row.id(), m)));
        }
        all
    }
}
