//! A day a review could go on, and what moving the review would do.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::model::ids::ChildId;
use crate::rules::advice::days::Candidate;
use crate::rules::chain::{Chain, Link};
use crate::rules::reason::{Lost, Question, Reason};
use crate::rules::working::{count, long};

/// A day for a review.
#[derive(Debug, Serialize)]
pub(crate) struct BookingRow<'b> {
    pub(crate) date: NaiveDate,
    /// Its place, from 1: the least is the best.
    pub(crate) rank: usize,
    /// It may be taken as any other; otherwise it is there because nothing else is left.
    pub(crate) allowed: bool,
    /// Steps a review is not ready without that it leaves too little time for, by their ids.
    pub(crate) missed: Vec<&'b str>,
    /// It is the first that leaves time for child, social worker and report.
    pub(crate) earliest_prepared: bool,
    /// What is to be said to whoever takes it.
    pub(crate) warnings: Vec<String>,
    /// Why this day, in a sentence.
    pub(crate) why: String,
    /// What can be done beside taking a day, as words.
    pub(crate) also: Vec<&'static str>,
    /// The limit of the review after it, were this one held then.
    pub(crate) next_due: Option<NaiveDate>,
    /// Half-way to that.
    pub(crate) midpoint: Option<NaiveDate>,
    /// Working days left to the last day it can be; nought past the limit.
    pub(crate) margin: Option<i32>,
    /// Calendar days after the limit.
    pub(crate) days_late: i64,
    /// Steps of the run-up that could no longer be kept.
    pub(crate) lost: &'b [Lost],
    /// Children with a review that day.
    pub(crate) same_day: Vec<Option<&'b str>>,
    /// Reviews of other children that week.
    pub(crate) week: usize,
    /// Brothers and sisters with a review that day or that week.
    pub(crate) siblings: Vec<SiblingDay<'b>>,
    pub(crate) busy: Option<&'b str>,
    pub(crate) school_holiday: Option<&'b str>,
    pub(crate) day_off: Option<&'b str>,
    pub(crate) reasons: Vec<ReasonRow>,
}

/// The review of a brother or sister.
#[derive(Debug, Serialize)]
pub(crate) struct SiblingDay<'b> {
    pub(crate) child: Option<&'b str>,
    pub(crate) date: NaiveDate,
}

/// What speaks for or against a day.
#[derive(Debug, Serialize)]
pub(crate) struct ReasonRow {
    /// Below nought it speaks for the day.
    pub(crate) weight: i32,
    pub(crate) text: String,
    #[serde(skip)]
    pub(crate) question: Question,
    /// `+`, `-`, or blank for neither.
    #[serde(skip)]
    pub(crate) sign: char,
}

impl ReasonRow {
    pub(crate) fn of(board: &Board, reason: &Reason) -> Self {
        let name = |id: ChildId| board.row(id).map(|r| r.case.child.name()).unwrap_or_default();
        Self {
            weight: reason.weight(),
            text: reason.words(&name),
            question: reason.question(),
            sign: reason.sign(),
        }
    }
}

impl<'b> BookingRow<'b> {
    /// The days of a review, best first.
    pub(crate) fn all(board: &'b Board, days: &'b [Candidate]) -> Vec<Self> {
        days.iter().zip(1..).map(|(day, rank)| Self::of(board, day, rank)).collect()
    }

    fn of(board: &'b Board, day: &'b Candidate, rank: usize) -> Self {
        let name = |id: ChildId| board.row(id).map(|r| r.case.child.name()).unwrap_or_default();
        let number = |id: &ChildId| board.row(*id).map(|r| r.case.child.number.as_str());
        let mut row = Self {
            date: day.date,
            rank,
            allowed: day.allowed(),
            missed: day.missed().map(|l| l.duty.as_str()).collect(),
            earliest_prepared: day.earliest_prepared,
            warnings: day.reasons.iter().filter(|r| r.is_warning()).map(|r| r.words(&name)).collect(),
            why: day.why(&name),
            also: day.also.iter().map(|a| a.word()).collect(),
            next_due: day.next_due,
            midpoint: day.midpoint,
            margin: None,
            days_late: 0,
            lost: &[],
            same_day: Vec::new(),
            week: 0,
            siblings: Vec::new(),
            busy: None,
            school_holiday: None,
            day_off: None,
            reasons: day.reasons.iter().map(|r| ReasonRow::of(board, r)).collect(),
        };
        for reason in &day.reasons {
            match reason {
                Reason::AfterLimit { days, .. } => (row.days_late, row.margin) = (*days, Some(0)),
                Reason::DayOff(what) => row.day_off = Some(what),
                Reason::Taken { what, .. } => row.busy = Some(what),
                Reason::Margin { days, .. } => row.margin = Some(*days),
                Reason::RunUp { lost, .. } => row.lost = lost,
                Reason::SameDay(all) => row.same_day = all.iter().map(number).collect(),
                Reason::Week(others) => row.week = *others,
                Reason::Sibling { child, day, .. } => {
                    row.siblings.push(SiblingDay { child: number(child), date: *day });
                }
                Reason::SchoolHoliday(name) => row.school_holiday = Some(name),
                _ => {}
            }
        }
        row
    }
}

/// What moving or adjourning a review would do to everything round it.
#[derive(Debug, Serialize)]
pub(crate) struct MoveView<'b> {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: NaiveDate,
    pub(crate) limit: Option<NaiveDate>,
    /// Calendar days after the limit.
    pub(crate) days_outside: i64,
    /// The role that has to approve a day after the limit.
    pub(crate) approved_by: Option<&'b str>,
    pub(crate) next_due_before: Option<NaiveDate>,
    pub(crate) next_due_after: Option<NaiveDate>,
    /// What is odd about the day.
    pub(crate) doubt: Option<&'b str>,
    pub(crate) links: Vec<LinkRow<'b>>,
    /// The roles to tell.
    pub(crate) tell: &'b [String],
    /// The same as the authority says them.
    #[serde(skip)]
    pub(crate) told: Vec<&'b str>,
    /// Who has to agree to the day, in words.
    #[serde(skip)]
    pub(crate) consent: String,
}

/// A duty before and after.
#[derive(Debug, Serialize)]
pub(crate) struct LinkRow<'b> {
    #[serde(flatten)]
    pub(crate) link: &'b Link,
    /// The owner as the authority says it.
    #[serde(skip)]
    pub(crate) who: &'b str,
}

impl<'b> MoveView<'b> {
    pub(crate) fn of(board: &'b Board, chain: &'b Chain) -> Self {
        let role = |role: &'b String| board.practice.role(role);
        let (before, after) = chain.next_due;
        let approver = board.practice.late_approver.as_deref();
        Self {
            from: chain.from,
            to: chain.to,
            limit: chain.limit,
            days_outside: chain.outside,
            approved_by: approver.filter(|_| chain.outside > 0),
            next_due_before: before,
            next_due_after: after,
            doubt: chain.doubt.as_deref(),
            links: chain.links.iter().map(|link| LinkRow { link, who: role(&link.owner) }).collect(),
            tell: &chain.tell,
            told: chain.tell.iter().map(role).collect(),
            consent: consent(chain, approver.map(|role| board.practice.role(role))),
        }
    }
}

/// Who has to agree to the day.
fn consent(chain: &Chain, approver: Option<&str>) -> String {
    match (usize::try_from(chain.outside).unwrap_or(0), chain.limit) {
        (0, Some(limit)) => format!("Within the limit, {}: the IRO alone agrees.", long(limit)),
        (0, None) => "No limit is known yet.".to_owned(),
        (n, _) => format!(
            "{} after the limit: {} has to approve it in advance, with a reason; it stays late.",
            count(n, "day", "days"),
            approver.unwrap_or("a manager of the authority")
        ),
    }
}
