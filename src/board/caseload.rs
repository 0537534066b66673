//! The caseload and the service: read from the book, found by id or by name, put in order.

use std::cell::OnceCell;
use std::sync::Arc;
use std::thread::{available_parallelism, scope};

use chrono::NaiveDate;

use super::row::{Judge, Kept, Row};
use crate::error::{Error, Result};
use crate::model::diary::{Busy, SchoolHoliday};
use crate::model::escalation::Escalation;
use crate::model::ids::ChildId;
use crate::model::record::{Done, Note};
use crate::rules::calendar::Calendar;
use crate::rules::decisions::{Entry, ledger};
use crate::rules::diary::{Diary, Visit};
use crate::rules::due::Due;
use crate::rules::measures::{Bar, Ground, Judged, Measures, Window, chart, measure};
use crate::rules::practice::Practice;
use crate::rules::service::assess_service;
use crate::store::{Store, Touched};

/// So many children are worth a thread.
const MANY: usize = 256;

/// Everything the screens show.
#[derive(Debug)]
pub(crate) struct Board {
    /// The day it is judged on.
    pub(crate) today: NaiveDate,
    /// The practice it is judged by.
    pub(crate) practice: Arc<Practice>,
    /// The calendar it is counted with.
    pub(crate) calendar: Arc<Calendar>,
    /// The IRO's name.
    pub(crate) iro: String,
    /// Whether it is the children of several IROs, so that whose a child is has to be said.
    pub(crate) several: bool,
    /// In the order of their ids.
    children: Vec<Row>,
    /// Places among the children in the order of their next steps, once somebody asked.
    order: OnceCell<Vec<usize>>,
    /// Duties of the service.
    pub(crate) service: Vec<Due>,
    /// Service duties done.
    pub(crate) service_done: Vec<Done>,
    /// Service notes.
    pub(crate) service_notes: Vec<Note>,
    /// Concerns about the service as a whole.
    pub(crate) service_escalations: Vec<Escalation>,
    /// Protocols that concerns were raised under and the practice does not have so, by stamp and id.
    pub(super) kept: Arc<Kept>,
    /// The day the book was begun.
    pub(crate) begun: NaiveDate,
    /// The IRO's leave, appointments and fixed days.
    pub(crate) busy: Vec<Busy>,
    /// School holidays.
    pub(crate) school: Vec<SchoolHoliday>,
}

impl Board {
    /// Reads the book; nobody is judged yet.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(crate) fn build(
        store: &Store,
        practice: Arc<Practice>,
        calendar: Arc<Calendar>,
        today: NaiveDate,
    ) -> Result<Self> {
        let kept = Arc::new(Kept::new());
        let judge = Judge {
            practice: Arc::clone(&practice),
            calendar: Arc::clone(&calendar),
            kept: Arc::clone(&kept),
            today,
        };
        let mut board = Self {
            today,
            practice,
            calendar,
            iro: String::new(),
            several: false,
            children: store.cases()?.into_iter().map(|case| Row::new(case, judge.clone())).collect(),
            order: OnceCell::new(),
            service: Vec::new(),
            service_done: Vec::new(),
            service_notes: Vec::new(),
            service_escalations: Vec::new(),
            kept,
            begun: today,
            busy: Vec::new(),
            school: Vec::new(),
        };
        board.read_rest(store)?;
        board.find_kept(store)?;
        Ok(board)
    }

    /// Judges everything by another day.
    pub(crate) fn set_today(&mut self, today: NaiveDate) {
        self.today = today;
        self.judge_anew();
    }

    /// Judges everything by another calendar.
    pub(crate) fn set_calendar(&mut self, calendar: Arc<Calendar>) {
        self.calendar = calendar;
        self.judge_anew();
    }

    /// Judges everything by another practice.
    ///
    /// # Errors
    /// When the protocols that concerns were raised under cannot be read.
    pub(crate) fn set_practice(&mut self, store: &Store, practice: Arc<Practice>) -> Result<()> {
        self.practice = practice;
        self.judge_anew();
        self.find_kept(store)
    }

    /// Reads again what the last act, or taking one back, touched.
    ///
    /// # Errors
    /// When the book cannot be read: what was done is kept all the same, and the message says so.
    pub(crate) fn refresh(&mut self, store: &Store) -> Result<()> {
        let read = self.read_touched(store).or_else(|_| self.read_touched(store));
        read.map_err(|e| store.but_kept(e))
    }

    fn read_touched(&mut self, store: &Store) -> Result<()> {
        let Touched::Only { children, rest } = store.touched() else { return self.read_again(store) };
        children.iter().try_for_each(|child| self.read_child(store, *child))?;
        if *rest {
            self.read_rest(store)?;
        }
        let shown = children.iter().filter_map(|child| self.row(*child)).flat_map(|r| &r.case.escalations);
        let mut of_others = shown.chain(&self.service_escalations).filter_map(|e| self.of_another(e));
        if of_others.any(|protocol| !self.kept.contains_key(&protocol)) {
            return self.find_kept(store);
        }
        Ok(())
    }

    fn read_child(&mut self, store: &Store, id: ChildId) -> Result<()> {
        let read = store.case(id)?.map(|case| Row::new(case, self.judge()));
        self.order = OnceCell::new();
        match (self.place(id), read) {
            (Ok(place), Some(row)) => self.children.splice(place..=place, [row]).for_each(drop),
            (Ok(place), None) => drop(self.children.remove(place)),
            (Err(place), Some(row)) => self.children.insert(place, row),
            (Err(_), None) => {}
        }
        Ok(())
    }

    /// Every child, in the order they came into the book; nobody is judged for it.
    pub(crate) fn children(&self) -> &[Row] {
        &self.children
    }

    /// Places among the children, most urgent first.
    pub(crate) fn order(&self) -> &[usize] {
        self.order.get_or_init(|| {
            self.judge_at_once();
            let mut order: Vec<usize> = (0..self.children.len()).collect();
            let key = |r: &Row| (r.urgency(), r.case.child.number.clone());
            order.sort_by_cached_key(|place| self.children.get(*place).map(key));
            order
        })
    }

    /// Judges everybody; a big caseload on all the processors there are.
    fn judge_at_once(&self) {
        let processors =
            if self.children.len() < MANY { 1 } else { available_parallelism().map_or(1, usize::from) };
        let share = self.children.len().div_ceil(processors).max(1);
        scope(|scope| {
            for rows in self.children.chunks(share).skip(1) {
                scope.spawn(|| rows.iter().for_each(Row::stand));
            }
            self.children.iter().take(share).for_each(Row::stand);
        });
    }

    /// Every child, most urgent first.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.order().iter().filter_map(|place| self.children.get(*place))
    }

    /// Every child, by number.
    pub(crate) fn by_number(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.children.iter().collect();
        rows.sort_by(|a, b| a.case.child.number.cmp(&b.case.child.number));
        rows
    }

    /// A child's name, with whose the child is where that has to be said.
    pub(crate) fn label(&self, row: &Row) -> String {
        let name = row.case.child.name();
        match row.iro().filter(|_| self.several) {
            Some(iro) => format!("{name} ({iro})"),
            None => name,
        }
    }

    /// The row of a child.
    pub(crate) fn row(&self, id: ChildId) -> Option<&Row> {
        self.children.get(self.place(id).ok()?)
    }

    /// The child a person named: the authority's number exactly, else a unique name or part of one.
    ///
    /// # Errors
    /// Kind missing when nobody, or more than one child, is meant.
    pub(crate) fn find(&self, named: &str) -> Result<&Row> {
        if let Some(row) = self.children.iter().find(|r| r.case.child.number == named) {
            return Ok(row);
        }
        let wanted = named.to_lowercase();
        let names = |r: &Row| r.case.child.name().to_lowercase();
        let exact: Vec<&Row> = self.children.iter().filter(|r| names(r) == wanted).collect();
        let has_name = |r: &&Row| !r.case.child.forename.is_empty() || !r.case.child.surname.is_empty();
        let part = || {
            let named = self.children.iter().filter(has_name);
            named.filter(|r| !wanted.is_empty() && names(r).contains(&wanted)).collect()
        };
        let meant: Vec<&Row> = if exact.is_empty() { part() } else { exact };
        match meant.as_slice() {
            [row] => Ok(row),
            [] => {
                Err(Error::missing(format!("There is no child {named:?} in this book; nothing was changed."))
                    .hint("casebook list shows every child with its number."))
            }
            _ => {
                // The most pressing of them are named.
                let who = self.rows().filter(|r| meant.iter().any(|m| m.id() == r.id()));
                let who = who.map(|r| format!("{} ({})", r.case.child.name(), r.case.child.number));
                let who: Vec<String> = who.take(6).collect();
                Err(Error::missing(format!("{named:?} could be {}; nothing was changed.", who.join(", ")))
                    .hint("Name the child by its number."))
            }
        }
    }

    /// The decisions of a child, the open ones first.
    pub(crate) fn ledger<'r>(&self, row: &'r Row) -> Vec<Entry<'r>> {
        ledger(&row.case, &row.judged().slots, &self.practice, &self.calendar, self.today)
    }

    /// The diary of a child's IRO: the reviews booked for children of the same one, and the days not free.
    pub(crate) fn diary(&self, of: &Row) -> Diary {
        let mut diary = Diary { busy: self.busy.clone(), school: self.school.clone(), ..Diary::default() };
        for row in self.rows().filter(|r| r.iro() == of.iro()) {
            let Some(slot) = row.next_review() else { continue };
            if let Some(day) = slot.booked {
                let review = slot.review.and_then(|r| row.case.reviews.get(r));
                diary.put(day, Visit::of(&row.case, review));
            }
        }
        diary
    }

    /// What is counted over a span: the figures of `measures` and of the Insight pane.
    pub(crate) fn measures(&self, window: Window) -> Measures {
        self.counted(|ground| measure(ground, window))
    }

    /// The measures as bars over time, with the rows behind each.
    pub(crate) fn bars(&self) -> Vec<Bar> {
        self.counted(chart)
    }

    fn counted<T>(&self, count: impl FnOnce(Ground<'_>) -> T) -> T {
        let cases: Vec<Judged<'_>> = self.rows().map(|r| (&r.case, r.whole())).collect();
        let concerns = self.counted_concerns();
        let (practice, calendar) = (&self.practice, &self.calendar);
        count(Ground { cases: &cases, concerns: &concerns, practice, calendar, today: self.today })
    }

    /// Reads what is no child's, and judges the service.
    fn read_rest(&mut self, store: &Store) -> Result<()> {
        self.iro = store.setting("iro")?.unwrap_or_default();
        self.begun = store.setting("started")?.and_then(|d| d.parse().ok()).unwrap_or(self.today);
        self.service_done = store.service_done()?;
        self.service_notes = store.service_notes()?;
        self.service_escalations = store.service_escalations()?;
        self.busy = store.busy()?;
        self.school = store.school_holidays()?;
        self.judge_service();
        Ok(())
    }

    /// Reads the whole book again; who is recorded as before stays judged as before.
    fn read_again(&mut self, store: &Store) -> Result<()> {
        let (practice, calendar) = (Arc::clone(&self.practice), Arc::clone(&self.calendar));
        let before = std::mem::replace(self, Self::build(store, practice, calendar, self.today)?);
        let mut before = before.children.into_iter().peekable();
        for row in &mut self.children {
            while before.next_if(|b| b.id() < row.id()).is_some() {}
            if let Some(same) = before.next_if(|b| b.is_same(row)) {
                *row = same;
            }
        }
        Ok(())
    }

    fn place(&self, id: ChildId) -> std::result::Result<usize, usize> {
        self.children.binary_search_by_key(&id, Row::id)
    }

    pub(super) fn judge(&self) -> Judge {
        let (practice, calendar) = (Arc::clone(&self.practice), Arc::clone(&self.calendar));
        Judge { practice, calendar, kept: Arc::clone(&self.kept), today: self.today }
    }

    pub(super) fn judge_anew(&mut self) {
        let judge = self.judge();
        self.children.iter_mut().for_each(|row| row.judge_by(judge.clone()));
        self.order = OnceCell::new();
        self.judge_service();
    }

    fn judge_service(&mut self) {
        self.service =
            assess_service(&self.practice, &self.calendar, self.today, &self.service_done, self.begun);
    }
}
