//! A child of the board: what is recorded, and what the rules make of it, found out when first asked for.

use std::cell::OnceCell;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::Case;
use crate::model::codes::legal_short;
use crate::model::ids::ChildId;
use crate::model::record::{Note, NoteKind};
use crate::model::role::Role;
use crate::rules::calendar::Calendar;
use crate::rules::drift::{self, Signal};
use crate::rules::due::{Assessment, Due, Status};
use crate::rules::duties::assess;
use crate::rules::practice::Practice;
use crate::rules::slot::Slot;

/// What cases are judged by.
#[derive(Debug, Clone)]
pub(crate) struct Judge {
    pub(crate) practice: Arc<Practice>,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) today: NaiveDate,
}

/// One child of the board.
#[derive(Debug)]
pub struct Row {
    /// What is recorded.
    pub(crate) case: Case,
    judge: Judge,
    standing: OnceCell<Standing>,
}

/// What the rules make of a case.
#[derive(Debug)]
struct Standing {
    judged: Assessment,
    /// The duty to do next: the first still owed.
    next_step: Option<usize>,
    late: usize,
    soon: usize,
    /// The fewest working days left to anything owed.
    urgency: i32,
}

impl Standing {
    fn of(case: &Case, judge: &Judge) -> Self {
        let judged = assess(case, &judge.practice, &judge.calendar, judge.today);
        let owed = |d: &Due| d.status.is_open() && !d.past && !d.duty.watch;
        let next_step =
            judged.dues.iter().position(|d| owed(d) && d.due.is_some() && d.status != Status::Unknown);
        let count = |s: &[Status]| judged.dues.iter().filter(|d| owed(d) && s.contains(&d.status)).count();
        let urgency = next_step.and_then(|i| judged.dues.get(i)).and_then(|d| d.days).unwrap_or(i32::MAX);
        Self {
            late: count(&[Status::Overdue]),
            soon: count(&[Status::DueToday, Status::DueSoon]),
            next_step,
            urgency,
            judged,
        }
    }
}

impl Row {
    pub(crate) fn new(case: Case, judge: Judge) -> Self {
        Self { case, judge, standing: OnceCell::new() }
    }

    /// Judges it otherwise from here on.
    pub(crate) fn judge_by(&mut self, judge: Judge) {
        self.judge = judge;
        self.standing = OnceCell::new();
    }

    /// Whether the same is recorded of the same child, and judged by the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.judge, &other.judge);
        let by = Arc::ptr_eq(&a.practice, &b.practice) && Arc::ptr_eq(&a.calendar, &b.calendar);
        by && a.today == b.today && self.case == other.case
    }

    fn standing(&self) -> &Standing {
        self.standing.get_or_init(|| Standing::of(&self.case, &self.judge))
    }

    /// The child's row number.
    pub fn id(&self) -> ChildId {
        self.case.child.id
    }

    /// What the rules make of it: its reviews and its duties.
    pub(crate) fn judged(&self) -> &Assessment {
        &self.standing().judged
    }

    /// Duties late, the review itself included.
    pub(crate) fn late(&self) -> usize {
        self.standing().late
    }

    /// Duties due within the practice's soon-limit.
    pub(crate) fn soon(&self) -> usize {
        self.standing().soon
    }

    /// What sorts the caseload: those with something late first, then the fewest working days left.
    pub(crate) fn urgency(&self) -> (bool, i32) {
        let standing = self.standing();
        (standing.late == 0, standing.urgency)
    }

    /// The next step owed.
    pub(crate) fn step(&self) -> Option<&Due> {
        let standing = self.standing();
        standing.judged.dues.get(standing.next_step?)
    }

    /// The next review.
    pub(crate) fn next_review(&self) -> Option<&Slot> {
        self.judged().next_review()
    }

    /// Whether the child is looked after on `day`.
    pub(crate) fn looked_after(&self, day: NaiveDate) -> bool {
        self.case.periods.last().is_some_and(|p| p.end.is_none_or(|e| e > day))
    }

    /// The current legal status code.
    pub(crate) fn legal(&self) -> Option<&str> {
        self.case.legal.last().filter(|_| !self.case.periods.is_empty()).map(|l| l.code.as_str())
    }

    /// Short form of the legal status (`s20`), or a dash.
    pub(crate) fn legal_short(&self) -> &str {
        self.legal().map_or("–", legal_short)
    }

    /// The current IRO's name.
    pub(crate) fn iro(&self) -> Option<&str> {
        self.person(Role::Iro.word())
    }

    /// The name of whoever now has a role.
    pub(crate) fn person(&self, role: &str) -> Option<&str> {
        self.case.people.iter().rfind(|p| p.role == role && p.end.is_none()).map(|p| p.name.as_str())
    }

    /// The day the IRO last saw the child.
    pub(crate) fn last_seen(&self) -> Option<NaiveDate> {
        drift::last_seen(&self.case, &self.judge.practice)
    }

    /// The child's latest recorded wishes and feelings.
    pub(crate) fn wishes(&self) -> Option<&Note> {
        self.case.notes.iter().rfind(|n| n.kind == NoteKind::Wishes)
    }

    /// Concerns still open.
    pub(crate) fn open_escalations(&self) -> usize {
        self.case.escalations.iter().filter(|e| e.closed.is_none()).count()
    }

    /// What stands out, each with what it rests on: shown as dots, spelled out on a key.
    pub(crate) fn signals(&self, today: NaiveDate) -> Vec<Signal> {
        drift::signals(&self.case, self.judged(), &self.judge.practice, today)
    }
}
