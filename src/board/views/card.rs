//! The child's card: everything recorded about a child, and what the rules make of it.

use chrono::NaiveDate;
use serde::Serialize;

use super::change::ChangeRow;
use super::child::ChildRow;
use super::due::DueRow;
use super::feedback::{FeedbackRow, feedback};
use super::paper::{PaperRow, papers};
use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::Case;
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::{CopyOf, Kin, Person, Relation, Source};
use crate::model::doubt::Doubt;
use crate::model::record::{Done, Note};
use crate::rules::booking::approval;
use crate::rules::clash;
use crate::rules::drift::Signal;
use crate::rules::people::{Finding, Turning};
use crate::rules::timetable::why_none;
use crate::rules::told::told_late;
use crate::rules::working::long;

/// What is said of a fact copied from a sibling until somebody has read it here.
pub(crate) const UNREAD: &str = " (copied, not read here)";

/// Everything about a child on one page.
#[derive(Debug, Serialize)]
pub(crate) struct Card<'b> {
    #[serde(flatten)]
    pub(crate) row: ChildRow<'b>,
    pub(crate) forename: &'b str,
    pub(crate) surname: &'b str,
    pub(crate) sex: Option<&'b str>,
    pub(crate) ethnicity: Option<&'b str>,
    pub(crate) language: Option<&'b str>,
    /// Facts copied from a sibling, and not read here since.
    pub(crate) copied_unread: Vec<CopyOf>,
    pub(crate) disabled: Option<bool>,
    pub(crate) uasc: Option<bool>,
    pub(crate) uasc_until: Option<NaiveDate>,
    pub(crate) mother: Option<bool>,
    pub(crate) in_proceedings: Option<bool>,
    pub(crate) source: Source,
    pub(crate) imported_on: Option<NaiveDate>,
    pub(crate) periods: &'b [Period],
    pub(crate) legal: &'b [Legal],
    pub(crate) placements: &'b [Placement],
    pub(crate) people: Vec<PersonRow<'b>>,
    pub(crate) kin: Vec<KinRow<'b>>,
    /// Doubts about returns that wait for an answer.
    pub(crate) doubts: Vec<&'b Doubt>,
    pub(crate) changes: Vec<ChangeRow<'b>>,
    /// What stands out, with what it rests on.
    pub(crate) drift: Vec<Signal>,
    pub(crate) turning_points: Vec<Turning>,
    pub(crate) people_rules: Vec<Finding>,
    /// How late the service was told of the child, and by whom.
    pub(crate) told_late: Option<String>,
    /// Whom to invite to the next review.
    pub(crate) invitations: Vec<&'b str>,
    pub(crate) done: &'b [Done],
    /// Documents that were written or sent, oldest first.
    pub(crate) documents: Vec<PaperRow<'b>>,
    /// Feedback forms about the reviews, oldest first.
    pub(crate) feedback: Vec<FeedbackRow<'b>>,
    /// What is owed.
    pub(crate) owed: Vec<DueRow<'b>>,
    /// Somebody else's clocks that are running.
    pub(crate) watched: Vec<DueRow<'b>>,
    /// All of it as the book has it.
    pub(crate) recorded: &'b Case,
    /// The child's latest wishes and feelings.
    #[serde(skip)]
    pub(crate) wishes: Option<&'b Note>,
    /// The next review with its day, its limit, and who approved a day beyond it.
    #[serde(skip)]
    pub(crate) next: String,
}

/// Somebody with a part in the case.
#[derive(Debug, Serialize)]
pub(crate) struct PersonRow<'b> {
    #[serde(flatten)]
    pub(crate) person: &'b Person,
    pub(crate) copied_unread: bool,
    /// The role as the authority says it.
    #[serde(skip)]
    pub(crate) role: &'b str,
}

/// A relative on the same caseload.
#[derive(Debug, Serialize)]
pub(crate) struct KinRow<'b> {
    pub(crate) child: &'b str,
    pub(crate) name: String,
    /// `sibling`, `parent` or `child`.
    pub(crate) relation: &'static str,
}

impl<'b> Card<'b> {
    pub(crate) fn of(board: &'b Board, row: &'b Row) -> Self {
        let (case, practice) = (&row.case, &board.practice);
        let child = &case.child;
        let person = |person: &'b Person| PersonRow {
            person,
            copied_unread: case.copied_mark(CopyOf::Person, person.id.0).is_some(),
            role: practice.role(&person.role),
        };
        let kin = |kin: &Kin| {
            let other = &board.row(kin.other)?.case.child;
            let relation = match kin.relation {
                Relation::Sibling => "sibling",
                Relation::Parent => "parent",
                Relation::Offspring => "child",
            };
            Some(KinRow { child: &other.number, name: other.name(), relation })
        };
        let due = |due| DueRow::of(board, Some(row), due);
        let fields = case.copied.iter().filter(|c| c.row.is_none());
        Self {
            row: ChildRow::of(board, row),
            forename: &child.forename,
            surname: &child.surname,
            sex: child.sex.as_deref(),
            ethnicity: child.ethnicity.as_deref(),
            language: child.language.as_deref(),
            copied_unread: fields.map(|c| c.what).collect(),
            disabled: child.disabled,
            uasc: child.uasc,
            uasc_until: child.uasc_until,
            mother: child.mother,
            in_proceedings: child.in_proceedings,
            source: child.source,
            imported_on: child.imported_on,
            periods: &case.periods,
            legal: &case.legal,
            placements: &case.placements,
            people: case.people.iter().map(person).collect(),
            kin: case.kin.iter().filter_map(kin).collect(),
            doubts: case.open_doubts().collect(),
            changes: case.changes.iter().map(|c| ChangeRow::of(practice, c)).collect(),
            drift: row.signals(board.today),
            turning_points: board.turning_points(row),
            people_rules: board.findings(row),
            told_late: told_late(case, row.whole(), practice, &board.calendar),
            invitations: board.invitations(row),
            done: &case.done,
            documents: papers(row),
            feedback: feedback(row),
            owed: row.judged().own().map(due).collect(),
            watched: row.judged().watched().map(due).collect(),
            recorded: case,
            wishes: row.wishes(),
            next: next(board, row),
        }
    }

    /// What is recorded about the child alone, as it is shown.
    pub(crate) fn facts(&self) -> Vec<(&'static str, String)> {
        let unknown = || "not recorded".to_owned();
        let known = |fact: Option<bool>| match fact {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => unknown(),
        };
        let born = |d| format!("{}, aged {}", long(d), self.row.age.unwrap_or(0));
        let unread = if self.copied_unread.contains(&CopyOf::Language) { UNREAD } else { "" };
        vec![
            ("Born", self.row.dob.map_or_else(unknown, born)),
            ("Sex", self.sex.map_or_else(unknown, str::to_owned)),
            ("Language", self.language.map_or_else(unknown, |l| format!("{l}{unread}"))),
            ("Disabled", known(self.disabled)),
            ("In proceedings", known(self.in_proceedings)),
            ("Last seen", self.row.last_seen.map_or_else(unknown, long)),
        ]
    }
}

fn next(board: &Board, row: &Row) -> String {
    let Some(slot) = row.next_review() else { return format!("none, {}", why_none(&row.case, board.today)) };
    let Some(due) = slot.last_day() else {
        return slot.gap.clone().unwrap_or_else(|| slot.name().to_lowercase());
    };
    let booked = slot.booked.map_or_else(String::new, |day| {
        let late = clash::late(slot).map(|late| format!(", {late}")).unwrap_or_default();
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let approved = review.and_then(|r| approval(r, &board.practice));
        let approved = approved.map(|a| format!("; approved by {a}")).unwrap_or_default();
        format!(", booked {}{late}{approved}", long(day))
    });
    let complete = if slot.complete_by.is_some() { "complete " } else { "" };
    let supposed = slot.supposed.map_or_else(String::new, |what| format!(", {what}"));
    format!("{complete}{} by {}{supposed}{booked}", slot.name().to_lowercase(), long(due))
}
