//! The board: what the panes and the command line show. Built once from the book, then refreshed for
//! the child an act touched.

mod clashes;
mod escalations;
mod filter;
mod log;
mod trips;

use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::codes::legal_short;
use crate::model::diary::{Busy, SchoolHoliday};
use crate::model::escalation::Escalation;
use crate::model::ids::ChildId;
use crate::model::record::{Done, Note, NoteKind};
use crate::rules::agenda::{self, Item, Reach};
use crate::rules::calendar::Calendar;
use crate::rules::checklist;
use crate::rules::decisions::{Entry, ledger};
use crate::rules::diary::{Diary, area};
use crate::rules::drift::{self, Signal};
use crate::rules::due::{Assessment, Due, Status};
use crate::rules::duties::assess;
use crate::rules::handover::{Handover, handover};
use crate::rules::measures::{Bar, Ground, Judged, Measures, Window, chart, measure};
use crate::rules::meeting::invited_roles;
use crate::rules::people::{self, Finding, Turning};
use crate::rules::practice::{Item as Question, Practice, Protocol};
use crate::rules::service::assess_service;
use crate::rules::timetable::Slot;
use crate::store::Store;

pub use escalations::{Concern, Reminders};
pub use trips::Near;

/// One child of the board: what is recorded, and what the rules make of it.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is recorded.
    pub case: Case,
    /// What is owed.
    pub judged: Assessment,
    /// The duty to do next: the first still owed.
    pub next_step: Option<usize>,
    /// Duties late, the review itself included.
    pub late: usize,
    /// Duties due within the practice's soon-limit.
    pub soon: usize,
    /// What sorts the caseload: the fewest working days left to anything owed.
    pub urgency: i32,
}

impl Row {
    /// The child's row number.
    pub fn id(&self) -> ChildId {
        self.case.child.id
    }

    /// The next step owed.
    pub fn step(&self) -> Option<&Due> {
        self.judged.dues.get(self.next_step?)
    }

    /// The next review.
    pub fn next_review(&self) -> Option<&Slot> {
        self.judged.next_review()
    }

    /// Whether the child is looked after on `day`.
    pub fn looked_after(&self, day: NaiveDate) -> bool {
        self.case.periods.last().is_some_and(|p| p.end.is_none_or(|e| e > day))
    }

    /// The current legal status code.
    pub fn legal(&self) -> Option<&str> {
        self.case.legal.last().filter(|_| !self.case.periods.is_empty()).map(|l| l.code.as_str())
    }

    /// The current IRO's name.
    pub fn iro(&self) -> Option<&str> {
        self.person("iro")
    }

    /// The name of whoever now has a role.
    pub fn person(&self, role: &str) -> Option<&str> {
        self.case.people.iter().rfind(|p| p.role == role && p.end.is_none()).map(|p| p.name.as_str())
    }

    /// The day the IRO last saw the child.
    pub fn last_seen(&self) -> Option<NaiveDate> {
        drift::last_seen(&self.case)
    }

    /// The child's latest recorded wishes and feelings.
    pub fn wishes(&self) -> Option<&Note> {
        self.case.notes.iter().rfind(|n| n.kind == NoteKind::Wishes)
    }

    /// Concerns still open.
    pub fn open_escalations(&self) -> usize {
        self.case.escalations.iter().filter(|e| e.closed.is_none()).count()
    }

    /// What stands out, each with what it rests on: shown as dots, spelled out on a key.
    pub fn signals(&self, today: NaiveDate) -> Vec<Signal> {
        drift::signals(&self.case, &self.judged, today)
    }

    /// Short form of the legal status (`s20`), or a dash.
    pub fn legal_short(&self) -> &str {
        self.legal().map_or("–", legal_short)
    }
}

/// Everything the screens show.
#[derive(Debug, Clone)]
pub struct Board {
    /// The day it is judged on.
    pub today: NaiveDate,
    /// The practice it is judged by.
    pub practice: Arc<Practice>,
    /// The calendar it is counted with.
    pub calendar: Arc<Calendar>,
    /// The IRO's name.
    pub iro: String,
    /// Children, most urgent first.
    pub rows: Vec<Row>,
    /// Duties of the service.
    pub service: Vec<Due>,
    /// Service duties done.
    pub service_done: Vec<Done>,
    /// Service notes.
    pub service_notes: Vec<Note>,
    /// Concerns about the service as a whole.
    pub service_escalations: Vec<Escalation>,
    /// Protocols that concerns were raised under and the practice does not have so, by stamp and id.
    kept: BTreeMap<(String, String), Arc<Protocol>>,
    /// The day the book was begun.
    pub begun: NaiveDate,
    /// The IRO's leave, appointments and fixed days.
    pub busy: Vec<Busy>,
    /// School holidays.
    pub school: Vec<SchoolHoliday>,
}

impl Board {
    /// Reads the book and judges every child.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn build(
        store: &Store,
        practice: Arc<Practice>,
        calendar: Arc<Calendar>,
        today: NaiveDate,
    ) -> Result<Self> {
        let begun = store.setting("started")?.and_then(|d| d.parse().ok()).unwrap_or(today);
        let mut board = Self {
            today,
            practice,
            calendar,
            iro: store.setting("iro")?.unwrap_or_default(),
            rows: Vec::new(),
            service: Vec::new(),
            service_done: store.service_done()?,
            service_notes: store.service_notes()?,
            service_escalations: store.service_escalations()?,
            kept: BTreeMap::new(),
            begun,
            busy: store.busy()?,
            school: store.school_holidays()?,
        };
        board.rows = store.cases()?.into_iter().map(|case| board.judge(case)).collect();
        board.judge_service();
        board.find_kept(store)?;
        board.sort();
        Ok(board)
    }

    /// Judges everything anew, for another day, practice or calendar; nothing is read.
    pub fn rejudge(&mut self) {
        let cases: Vec<Case> = self.rows.drain(..).map(|r| r.case).collect();
        self.rows = cases.into_iter().map(|case| self.judge(case)).collect();
        self.judge_service();
        self.sort();
    }

    /// Reads again the child an act touched, or everything where it touched no single one.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn refresh(&mut self, store: &Store, child: Option<ChildId>) -> Result<()> {
        let Some(id) = child else {
            *self = Self::build(store, Arc::clone(&self.practice), Arc::clone(&self.calendar), self.today)?;
            return Ok(());
        };
        let case = store.case(id)?;
        self.rows.retain(|r| r.id() != id);
        if let Some(case) = case {
            let row = self.judge(case);
            self.rows.push(row);
        }
        self.sort();
        Ok(())
    }

    /// The row of a child.
    pub fn row(&self, id: ChildId) -> Option<&Row> {
        self.rows.iter().find(|r| r.id() == id)
    }

    /// The child a person named: the authority's number exactly, else a unique name or part of one.
    ///
    /// # Errors
    /// Kind missing when nobody, or more than one child, is meant.
    pub fn find(&self, named: &str) -> Result<&Row> {
        if let Some(row) = self.rows.iter().find(|r| r.case.child.number == named) {
            return Ok(row);
        }
        let wanted = named.to_lowercase();
        let names = |r: &&Row| r.case.child.name().to_lowercase();
        let exact: Vec<&Row> = self.rows.iter().filter(|r| names(r) == wanted).collect();
        let part: Vec<&Row> = self
            .rows
            .iter()
            .filter(|r| !r.case.child.forename.is_empty() || !r.case.child.surname.is_empty())
            .filter(|r| names(r).contains(&wanted) && !wanted.is_empty())
            .collect();
        match (exact.as_slice(), part.as_slice()) {
            ([row], _) | ([], [row]) => Ok(row),
            ([], []) => {
                Err(Error::missing(format!("There is no child {named:?} in this book; nothing was changed."))
                    .hint("casebook list shows every child with its number."))
            }
            (several, parts) => {
                let rows = if several.is_empty() { parts } else { several };
                let who: Vec<String> = rows
                    .iter()
                    .take(6)
                    .map(|r| format!("{} ({})", r.case.child.name(), r.case.child.number))
                    .collect();
                Err(Error::missing(format!("{named:?} could be {}; nothing was changed.", who.join(", ")))
                    .hint("Name the child by its number."))
            }
        }
    }

    /// The decisions of a child, the open ones first.
    pub fn ledger<'r>(&self, row: &'r Row) -> Vec<Entry<'r>> {
        ledger(&row.case, &row.judged.slots, &self.practice, &self.calendar, self.today)
    }

    /// Everything that falls between two days, in order.
    pub fn items(&self, (from, to): (NaiveDate, NaiveDate)) -> Vec<Item> {
        let mut items = self.agenda(Reach::days(from, to));
        items.sort_by(|a, b| a.order().cmp(&b.order()).then_with(|| self.key(a).cmp(&self.key(b))));
        items
    }

    /// What is asked for of children, concerns, the service and days off, in no order.
    pub fn agenda(&self, reach: Reach) -> Vec<Item> {
        let mut items = agenda::of_days(&self.calendar, &self.school, &self.busy, (reach.from, reach.to));
        items.extend(self.rows.iter().flat_map(|r| agenda::of_case(&r.case, &r.judged, reach)));
        let turning = |r: &'_ Row| agenda::of_turning(&r.case, &self.turning_points(r));
        let others = self.concern_items().into_iter().chain(self.rows.iter().flat_map(turning));
        items.extend(others.chain(agenda::of_service(&self.service)).filter(|i| reach.takes(i)));
        items
    }

    fn key<'a>(&'a self, item: &'a Item) -> (Option<&'a str>, &'a str) {
        (item.child.and_then(|c| self.row(c)).map(|r| r.case.child.number.as_str()), item.title.as_str())
    }

    /// The diary of a child's IRO: the reviews booked for children of the same one, and the days not free.
    pub fn diary(&self, of: &Row) -> Diary {
        let mut diary = Diary { busy: self.busy.clone(), school: self.school.clone(), ..Diary::default() };
        for row in self.rows.iter().filter(|r| r.iro() == of.iro()) {
            if let Some(day) = row.next_review().and_then(|s| s.booked) {
                diary.put(day, row.id(), area(&row.case));
            }
        }
        diary
    }

    /// Duties late and due soon over the whole caseload.
    pub fn counts(&self) -> BTreeMap<Status, usize> {
        let mut counts = BTreeMap::new();
        let dues = self.rows.iter().flat_map(|r| r.judged.own()).chain(&self.service);
        for due in dues {
            *counts.entry(due.status).or_insert(0) += 1;
        }
        counts
    }

    /// What the rules find about the people of a case.
    pub fn findings(&self, row: &Row) -> Vec<Finding> {
        let other = |id| self.row(id).map(|r| &r.case);
        people::findings(&row.case, &self.practice, &self.calendar, self.today, &other)
    }

    /// What the rules would find if somebody became a child's IRO.
    pub fn allocation(&self, row: &Row, name: &str, start: NaiveDate) -> Vec<Finding> {
        let other = |id| self.row(id).map(|r| &r.case);
        people::allocation(&row.case, (name, start), &self.practice, &self.calendar, self.today, &other)
    }

    /// The turning points of a child before the review after `slot`.
    pub fn turning_before_next(&self, row: &Row, slot: &Slot) -> Vec<Turning> {
        let all = self.turning_points(row);
        let found =
            people::turning_before_next(&all, slot, &row.judged.slots, &self.practice, &self.calendar);
        found.into_iter().cloned().collect()
    }

    /// The turning points ahead of a child.
    pub fn turning_points(&self, row: &Row) -> Vec<Turning> {
        people::turning_points(&row.case, &self.practice, self.today)
    }

    /// Everything open for a child, for the IRO who takes over.
    pub fn handover(&self, row: &Row) -> Handover {
        handover(&row.case, &row.judged, &self.practice, self.today)
    }

    /// Whom to invite to the next review, by age, placement and circumstances, as the practice lists it.
    pub fn invitations(&self, row: &Row) -> Vec<&str> {
        self.invitation_list(row, row.next_review()).into_iter().map(|i| i.ask.as_str()).collect()
    }

    /// The roles that the invitation list of a review names for the child.
    pub fn invited(&self, row: &Row, slot: &Slot) -> Vec<&'static str> {
        invited_roles(&self.invitation_list(row, Some(slot)))
    }

    fn invitation_list(&self, row: &Row, slot: Option<&Slot>) -> Vec<&Question> {
        let Some(list) = self.practice.checklist("invitation-list") else { return Vec::new() };
        checklist::questions(list, &row.case, &self.practice, slot, self.today)
    }

    /// What is counted over a span: the figures of `measures` and of the Insight pane.
    pub fn measures(&self, window: Window) -> Measures {
        self.counted(|ground| measure(ground, window))
    }

    /// The measures as bars over time, with the rows behind each.
    pub fn bars(&self) -> Vec<Bar> {
        self.counted(chart)
    }

    fn counted<T>(&self, count: impl FnOnce(Ground<'_>) -> T) -> T {
        let cases: Vec<Judged<'_>> = self.rows.iter().map(|r| (&r.case, &r.judged)).collect();
        let concerns = self.counted_concerns();
        let (practice, calendar) = (&self.practice, &self.calendar);
        count(Ground { cases: &cases, concerns: &concerns, practice, calendar, today: self.today })
    }

    fn judge(&self, case: Case) -> Row {
        let judged = assess(&case, &self.practice, &self.calendar, self.today);
        let owed = |d: &Due| d.status.is_open() && !d.past && !d.duty.watch;
        let next_step =
            judged.dues.iter().position(|d| owed(d) && d.due.is_some() && d.status != Status::Unknown);
        let count = |s: &[Status]| judged.dues.iter().filter(|d| owed(d) && s.contains(&d.status)).count();
        let urgency = next_step.and_then(|i| judged.dues.get(i)).and_then(|d| d.days).unwrap_or(i32::MAX);
        Row {
            late: count(&[Status::Overdue]),
            soon: count(&[Status::DueToday, Status::DueSoon]),
            case,
            next_step,
            urgency,
            judged,
        }
    }

    fn judge_service(&mut self) {
        self.service =
            assess_service(&self.practice, &self.calendar, self.today, &self.service_done, self.begun);
    }

    fn sort(&mut self) {
        self.rows.sort_by(|a, b| {
            let key = |r: &Row| (r.late == 0, r.urgency);
            key(a).cmp(&key(b)).then_with(|| a.case.child.number.cmp(&b.case.child.number))
        });
    }
}
