//! The lines of a review's page, from its run-up to its record, and the one the cursor is on.

use crate::board::{Board, Row};
use crate::model::feedback::{Answer, Form, Question};
use crate::model::ids::{ChildId, DecisionId, FormId};
use crate::model::instance::DutyKey;
use crate::model::record::Session;
use crate::model::review::{Attendee, Review};
use crate::model::role::Role;
use crate::rules::checklist::questions;
use crate::rules::due::Due;
use crate::rules::meeting::{AGENDA, chain, notes};
use crate::rules::practice::Item;
use crate::rules::slot::Slot;

/// Which review is open, and the line the cursor is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReviewPage {
    pub(crate) child: ChildId,
    pub(crate) period: usize,
    pub(crate) sequence: u32,
    pub(crate) cursor: usize,
}

/// Something about how the review went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    Held,
    /// Why it was held late.
    Late,
    Participation,
    Led,
    NotFollowed,
    Parts,
    Adjourned,
    Completed,
    Sent,
    Received,
    Feedback,
    Next,
}

/// A line of the page: what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A duty of the chain.
    Duty(DutyKey),
    /// A decision of an earlier review.
    Earlier(DecisionId),
    /// A matter of the agenda.
    Matter(String),
    /// Somebody with a part in the case, by role and name.
    Person(String, String),
    /// A decision of this review.
    Decision(DecisionId),
    /// An answer of a feedback form that was no.
    No(FormId, Question),
    /// How the review went.
    Point(Point),
}

/// The groups of the page in the order of a review.
pub(crate) const GROUPS: [&str; 8] = [
    "Run-up",
    "Decided before",
    "Agenda",
    "Who took part",
    "Decided now",
    "How it went",
    "Said no in feedback",
    "After",
];

/// What a page shows: one review of a child.
pub(crate) struct Shown<'b> {
    pub(crate) board: &'b Board,
    pub(crate) row: &'b Row,
    pub(crate) slot: &'b Slot,
    pub(crate) review: Option<&'b Review>,
}

impl<'b> Shown<'b> {
    pub(crate) fn of(board: &'b Board, page: ReviewPage) -> Option<Self> {
        let row = board.row(page.child)?;
        let is = |s: &&Slot| s.period == page.period && s.sequence == page.sequence;
        let slot = row.judged().slots.iter().find(is)?;
        Some(Self { board, row, slot, review: slot.review.and_then(|r| row.case.reviews.get(r)) })
    }

    /// Whether acts may still name the review by its number: those of the latest period only.
    pub(crate) fn is_current(&self) -> bool {
        Some(self.slot.period) == self.row.case.periods.len().checked_sub(1)
    }

    pub(crate) fn matters(&self) -> Vec<&'b Item> {
        let Some(list) = self.board.practice.checklist(AGENDA) else { return Vec::new() };
        questions(list, &self.row.case, &self.board.practice, Some(self.slot), self.board.today)
    }

    pub(crate) fn noted(&self) -> Option<&'b Session> {
        notes(&self.row.case, self.review?)
    }

    /// Everybody to say of how they took part: the child, those with a part in the case, those the
    /// invitation list names beside them, and whoever else was written down. Marking one moves none.
    pub(crate) fn people(&self) -> Vec<(String, String, Option<&'b Attendee>)> {
        let attendance = self.review.map_or(&[][..], |r| &r.attendance);
        let case = &self.row.case;
        let mut who: Vec<(String, String)> = vec![(Role::Child.into(), String::new())];
        let now =
            case.people.iter().filter(|p| p.end.is_none() && p.role != Role::Iro && p.role != Role::Child);
        who.extend(now.map(|p| (p.role.clone(), p.name.clone())));
        for role in self.board.invited(self.row, self.slot) {
            if !who.iter().any(|(known, _)| known == role) {
                who.push((role.to_owned(), String::new()));
            }
        }
        // Somebody of the role who was written down with a name stands for it.
        let named = |role: &str| attendance.iter().any(|a| a.role == role && !a.name.is_empty());
        let unnamed = |role: &str| attendance.iter().any(|a| a.role == role && a.name.is_empty());
        who.retain(|(role, name)| !name.is_empty() || !named(role) || unnamed(role));
        for one in attendance {
            if !who.iter().any(|(role, name)| *role == one.role && *name == one.name) {
                who.push((one.role.clone(), one.name.clone()));
            }
        }
        let known = |(role, name): (String, String)| {
            let said = attendance.iter().find(|a| a.role == role && a.name == name);
            (role, name, said)
        };
        who.into_iter().map(known).collect()
    }

    /// The feedback forms about this review.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &'b Form> {
        let review = self.review.map(|r| r.id);
        self.row.case.feedback.iter().filter(move |f| Some(f.review) == review)
    }

    /// What was answered with no on them.
    pub(crate) fn noes(&self) -> impl Iterator<Item = (&'b Form, &'b Answer)> {
        let no =
            |form: &'b Form| form.answers.iter().filter(|a| a.yes == Some(false)).map(move |a| (form, a));
        self.forms().flat_map(no)
    }

    /// A no of a form, where it still is one.
    pub(crate) fn no(&self, id: FormId, question: Question) -> Option<(&'b Form, &'b Answer)> {
        self.noes().find(|(form, answer)| form.id == id && answer.question == question)
    }

    pub(crate) fn due(&self, key: &DutyKey) -> Option<&'b Due> {
        self.row.whole().dues.iter().find(|d| d.is(key))
    }

    /// The lines of each group, as [`GROUPS`] has them.
    pub(crate) fn groups(&self) -> [Vec<Spot>; 8] {
        let duty = |d: &&Due| Spot::Duty(d.key());
        let chain = if self.is_current() { chain(self.row.whole(), self.slot) } else { Default::default() };
        let ledger = self.board.ledger(self.row);
        let this = |e: &&crate::rules::decisions::Entry<'_>| e.slot == Some(self.slot);
        let day = self.slot.held.or(self.slot.booked);
        let earlier = ledger.iter().filter(|e| !this(e)).filter(|e| {
            let before = e.made().zip(day).is_none_or(|(made, day)| made < day);
            // What was settled at this review stays in sight beside what is still open.
            let settled = e.decision.settled().map(|m| m.date);
            before && (e.decision.is_open() || settled.zip(day).is_some_and(|(s, day)| s >= day))
        });
        use Point::*;
        let points = [
            Held,
            Late,
            Participation,
            Led,
            NotFollowed,
            Parts,
            Adjourned,
            Completed,
            Sent,
            Received,
            Feedback,
            Next,
        ];
        let points = points.into_iter().filter(|p| match p {
            Late => self.slot.on_time() == Some(false),
            Adjourned => self.slot.held.is_none() || self.review.is_some_and(|r| r.adjourned.is_some()),
            _ => true,
        });
        [
            chain.before.iter().map(duty).collect(),
            earlier.map(|e| Spot::Earlier(e.decision.id)).collect(),
            self.matters().iter().map(|i| Spot::Matter(i.id.clone())).collect(),
            self.people().into_iter().map(|(role, name, _)| Spot::Person(role, name)).collect(),
            ledger.iter().filter(this).map(|e| Spot::Decision(e.decision.id)).collect(),
            points.map(Spot::Point).collect(),
            self.noes().map(|(form, answer)| Spot::No(form.id, answer.question)).collect(),
            chain.after.iter().map(duty).collect(),
        ]
    }

    /// The review after this one.
    pub(crate) fn next(&self) -> Option<&'b Slot> {
        let is = |s: &&Slot| s.period == self.slot.period && s.sequence == self.slot.sequence + 1;
        self.row.judged().slots.iter().find(is)
    }

    pub(crate) fn spots(&self) -> Vec<Spot> {
        self.groups().into_iter().flatten().collect()
    }
}

/// The first line of the next group that has any, or of the one before.
pub(crate) fn next_group(groups: &[Vec<Spot>], cursor: usize, forward: bool) -> usize {
    let mut starts = Vec::new();
    let mut at = 0;
    for group in groups.iter().filter(|g| !g.is_empty()) {
        starts.push(at);
        at += group.len();
    }
    let next = if forward {
        starts.iter().find(|s| **s > cursor).or(starts.first())
    } else {
        starts.iter().rfind(|s| **s < cursor).or(starts.last())
    };
    next.copied().unwrap_or(0)
}
