//! What an IRO does, one function an act: checked by the rules, written by the store in one
//! transaction with a label that undo shows.

pub(crate) mod acts;
mod annual;
mod booking;
pub(crate) mod bundle;
#[cfg(test)]
mod bundle_tests;
mod care;
#[cfg(test)]
mod care_tests;
mod change;
mod child;
mod clock;
mod codes;
mod copy;
pub(crate) mod dates;
pub(crate) mod diary;
mod doubt;
mod drafts;
mod duty;
mod effect;
mod escalation;
mod feed;
#[cfg(test)]
mod feed_tests;
mod feedback;
#[cfg(test)]
mod history_tests;
mod judge;
mod known;
pub(crate) mod looks;
mod merge;
mod origin;
mod outcome;
mod paper;
mod plan;
#[cfg(test)]
mod plan_tests;
mod practice;
mod practices;
pub(crate) mod purge;
#[cfg(test)]
mod purge_tests;
mod record;
mod returns;
mod review;
#[cfg(test)]
mod same_tests;
mod session;
pub(crate) mod settings;
#[cfg(test)]
pub(crate) mod tests;
mod view;
mod voice;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::board::{Board, Row};
use crate::clock as machine;
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::ids::{ActId, ChildId};
use crate::rules::calendar::Calendar;
use crate::rules::practice::{DEMO, Practice};
use crate::rules::working::long;
use crate::store::{Act, DoneAct, Store, Turn, Tx, twice};

pub(crate) use booking::Booking;
pub(crate) use care::Arrival;
pub(crate) use copy::{Part, notes_to_copy};
pub(crate) use effect::Closing;
pub(crate) use feed::Selection;
pub(crate) use merge::own_children;
use outcome::{Days, moved, open_days};
pub(crate) use outcome::{Moved, Outcome};
pub(crate) use plan::PlanAsk;
pub(crate) use practices::{find_practice, practice_text, shipped_and_added};
pub(crate) use review::{Holding, fits_attendance};
pub(crate) use settings::{keep_days, lock_minutes};
pub(crate) use view::{view, views};
pub(crate) use voice::Voice;

/// An open book and its board. Every act below refreshes the board.
pub(crate) struct Desk {
    /// The book.
    pub store: Store,
    /// What the screens show of it.
    pub board: Board,
}

impl Desk {
    /// Makes a new book for an IRO and opens it.
    ///
    /// # Errors
    /// When the file exists, cannot be written, or the practice is not known.
    pub(crate) fn create(
        path: &Path,
        passphrase: &[u8],
        iro: &str,
        practice: &str,
        today: NaiveDate,
    ) -> Result<Self> {
        let practice = Arc::new(find_practice(None, practice)?);
        let iro = crate::model::text::line(iro);
        if iro.is_empty() {
            return Err(Error::data("A book needs the IRO's name; nothing was made.").hint("Give your name."));
        }
        let store = Store::create(path, passphrase)?;
        Self::begin(store, &iro, practice, today)
    }

    /// Opens a book. `practice` overrides the book's own for this run.
    ///
    /// # Errors
    /// When the book is missing, locked, damaged, newer, or the passphrase is wrong.
    pub(crate) fn open(
        path: &Path,
        passphrase: &[u8],
        today: NaiveDate,
        practice: Option<Arc<Practice>>,
    ) -> Result<Self> {
        // A disk that fails for a moment while the children are read gives bytes that look damaged: they are read
        // again from a book opened anew.
        twice(path, || {
            let mut store = Store::open(path, passphrase)?;
            store.back_up_day(today);
            Self::of(store, today, practice.clone())
        })
    }

    /// A book in memory filled with invented children.
    ///
    /// # Errors
    /// When the program's own data is faulty.
    pub(crate) fn demo(
        today: NaiveDate,
        children: usize,
        seed: u64,
        practice: Option<Arc<Practice>>,
    ) -> Result<Self> {
        let practice = match practice {
            Some(practice) => practice,
            None => Arc::new(find_practice(None, DEMO)?),
        };
        let calendar = Calendar::england_and_wales()?;
        let cases = crate::demo::cases(today, children, seed, &practice, &calendar);
        Self::filled(cases, practice, today)
    }

    /// The same after the IRO was away for some days.
    ///
    /// # Errors
    /// When the program's own data is faulty.
    #[cfg(test)]
    pub(crate) fn behind(
        today: NaiveDate,
        children: usize,
        seed: u64,
        practice: Option<Arc<Practice>>,
    ) -> Result<Self> {
        let practice = practice.map_or_else(|| find_practice(None, DEMO).map(Arc::new), Ok)?;
        let calendar = Calendar::england_and_wales()?;
        let cases = crate::demo::behind(today, children, seed, &practice, &calendar);
        Self::filled(cases, practice, today)
    }

    /// A book in memory with these children.
    fn filled(cases: Vec<Case>, practice: Arc<Practice>, today: NaiveDate) -> Result<Self> {
        let mut store = Store::memory()?;
        crate::demo::fill(&mut store, &cases, &practice.id, today)?;
        // Read again from the book below: both at once would be the program's largest moment.
        drop(cases);
        store.act(&Act::general("Keep the practice", today), |tx| practices::keep(tx, &practice, today))?;
        store.forget_acts()?;
        Self::of(store, today, Some(practice))
    }

    pub(crate) fn begin(
        mut store: Store,
        iro: &str,
        practice: Arc<Practice>,
        today: NaiveDate,
    ) -> Result<Self> {
        store.act(&Act::general("Begin the book", today), |tx| {
            tx.set_setting("iro", iro)?;
            tx.set_setting("practice", &practice.id)?;
            tx.set_setting("started", &today.to_string())?;
            practices::keep(tx, &practice, today)
        })?;
        store.forget_acts()?;
        Self::of(store, today, Some(practice))
    }

    fn of(store: Store, today: NaiveDate, practice: Option<Arc<Practice>>) -> Result<Self> {
        let practice = match practice {
            Some(practice) => practice,
            None => Arc::new(practices::of_book(&store)?),
        };
        let calendar = Arc::new(Calendar::with_added(&store.holidays()?)?);
        let board = Board::build(&store, practice, calendar, today)?;
        Ok(Self { store, board })
    }

    /// Takes back an act, the last one where none is named; `None` where there is none left.
    ///
    /// # Errors
    /// When something done since stands on it, or the book cannot be written; it is unchanged then.
    pub(crate) fn undo(&mut self, act: Option<ActId>) -> Result<Option<DoneAct>> {
        let before = practices::named(&self.store)?;
        let act = self.store.undo(act)?;
        if act.is_some() {
            self.reread(&before)?;
        }
        Ok(act)
    }

    /// What taking back an act would mean, the last where none is named, and why to ask first, where there is a reason.
    ///
    /// # Errors
    /// When something done since stands on it.
    pub(crate) fn to_undo(&self, act: Option<ActId>) -> Result<Option<(Turn, Option<String>)>> {
        let today = machine::now_utc_naive().date().to_string();
        Ok(self.store.to_undo(act)?.map(|turn| {
            let doubt = turn.doubt(&today);
            (turn, doubt)
        }))
    }

    /// The child somebody means, whose record is then looked at: the audit log takes note of it.
    pub(crate) fn look_at(&self, named: &str) -> Result<&Row> {
        let row = self.board.find(named)?;
        self.store.note_view(row.id());
        Ok(row)
    }

    /// Does again an act that was taken back, the last such where none is named.
    ///
    /// # Errors
    /// When something done since stands in its way, or the book cannot be written; it is unchanged then.
    pub(crate) fn redo(&mut self, act: Option<ActId>) -> Result<Option<DoneAct>> {
        let before = practices::named(&self.store)?;
        let act = self.store.redo(act)?;
        if act.is_some() {
            self.reread(&before)?;
        }
        Ok(act)
    }

    /// Judges everything by another day.
    pub(crate) fn set_today(&mut self, today: NaiveDate) {
        if self.board.today != today {
            self.board.set_today(today);
        }
    }

    /// Reads again what undo touched; that may be the practice and the holidays too.
    fn reread(&mut self, before: &practices::Named) -> Result<()> {
        if !self.store.touched().rest() {
            return self.board.refresh(&self.store);
        }
        // A practice given for this run alone stays, unless the act was about the book's own.
        let now = practices::named(&self.store)?;
        if now.is_some() && now != *before {
            self.board.set_practice(&self.store, Arc::new(practices::of_book(&self.store)?))?;
        }
        let calendar = Calendar::with_added(&self.store.holidays()?)?;
        if !calendar.holidays().eq(self.board.calendar.holidays()) {
            self.board.set_calendar(Arc::new(calendar));
        }
        self.board.refresh(&self.store)
    }

    /// What has happened did not happen on a day still to come.
    fn not_ahead(&self, date: NaiveDate) -> Result<()> {
        if date <= self.board.today {
            return Ok(());
        }
        Err(Error::data(format!("{} is still to come; nothing was recorded.", long(date)))
            .hint("Give the day it happened."))
    }

    fn row(&self, child: ChildId) -> Result<&Row> {
        self.board.row(child).ok_or_else(|| {
            Error::missing("That child is not in the book any more; nothing was changed.")
                .hint("Look at the list again.")
        })
    }

    fn case(&self, child: ChildId) -> Result<Case> {
        self.row(child).map(|r| r.case.clone())
    }

    /// One act about one child: `write` gives the row's number; held reviews are judged in the same
    /// transaction, the board is refreshed, and what moved is told.
    pub(crate) fn act(
        &mut self,
        child: ChildId,
        label: impl FnOnce(&str) -> String,
        write: impl FnOnce(&Tx<'_>) -> Result<i64>,
    ) -> Result<Outcome> {
        let row = self.row(child)?;
        let label = label(&row.case.child.name());
        let before = open_days(row.judged());
        let (practice, calendar, today) = self.judges();
        let (act, id) = self.store.act(&Act::about(child, label.as_str(), today), |tx| {
            let id = write(tx)?;
            settle(tx, child, &practice, &calendar, today)?;
            Ok(id)
        })?;
        self.board.refresh(&self.store)?;
        let after = self.board.row(child).map(|r| open_days(r.judged())).unwrap_or_default();
        Ok(Outcome { moved: moved(&before, &after), ..Outcome::new(act, id, label) })
    }

    /// One act about several children: `write` is given each, all of it is kept or nothing is.
    fn act_on_several(
        &mut self,
        children: &[ChildId],
        label: String,
        mut write: impl FnMut(&Tx<'_>, ChildId) -> Result<()>,
    ) -> Result<Outcome> {
        let (practice, calendar, today) = self.judges();
        let before: Vec<Days> =
            children.iter().map(|c| self.row(*c).map(|r| open_days(r.judged()))).collect::<Result<_>>()?;
        let (act, ()) = self.store.act(&Act::general(label.as_str(), today), |tx| {
            children.iter().try_for_each(|child| {
                write(tx, *child)?;
                settle(tx, *child, &practice, &calendar, today)
            })
        })?;
        let mut changed = Vec::new();
        self.board.refresh(&self.store)?;
        for (child, before) in children.iter().zip(&before) {
            changed.extend(moved(
                before,
                &self.board.row(*child).map(|r| open_days(r.judged())).unwrap_or_default(),
            ));
        }
        Ok(Outcome { moved: changed, ..Outcome::new(act, 0, label) })
    }

    fn judges(&self) -> (Arc<Practice>, Arc<Calendar>, NaiveDate) {
        (Arc::clone(&self.board.practice), Arc::clone(&self.board.calendar), self.board.today)
    }
}

/// Brings up to date what follows from the facts of a child: the judgement of its reviews, and what is doubtful.
pub(crate) fn settle(
    tx: &Tx<'_>,
    child: ChildId,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<()> {
    judge::judge(tx, child, practice, calendar, today)?;
    merge::doubts::settle(tx, child)
}

/// Refuses an act that would leave a fact as it is.
fn changed<T: PartialEq>(before: &T, after: &T) -> Result<()> {
    if before == after { Err(unchanged()) } else { Ok(()) }
}

fn unchanged() -> Error {
    Error::data("That is what is recorded already; nothing was changed.")
}
