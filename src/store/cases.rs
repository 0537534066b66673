//! Cases: every table read once, in the order it lies on the disk, and put together in memory.

use super::book::Book;
use super::{care, change, child, decision, diary, record, review, session, voice};
use crate::error::Result;
use crate::model::Case;
use crate::model::ids::ChildId;

impl Book {
    /// Every child with everything recorded about them, in the order they came into the book.
    pub fn cases(&self) -> Result<Vec<Case>> {
        let children = self.all(&format!("{} ORDER BY id", child::CHILDREN), [], child::read_child)?;
        self.fill(children.into_iter().map(Case::new).collect(), None)
    }

    /// One child with everything recorded about them; `None` when there is no such child.
    pub fn case(&self, id: ChildId) -> Result<Option<Case>> {
        let children = self.all(&format!("{} WHERE id = ?1", child::CHILDREN), [id.0], child::read_child)?;
        Ok(self.fill(children.into_iter().map(Case::new).collect(), Some(id))?.pop())
    }

    fn fill(&self, cases: Vec<Case>, only: Option<ChildId>) -> Result<Vec<Case>> {
        if cases.is_empty() {
            return Ok(cases);
        }
        let mut pile = Pile { cases, last: 0 };
        let p = &mut pile;
        self.each(care::PERIODS, only, care::read_period, |c, v| p.add(c, |case| case.periods.push(v)))?;
        self.each(care::LEGAL, only, care::read_legal, |c, v| p.add(c, |case| case.legal.push(v)))?;
        self.each(care::PLACEMENTS, only, care::read_placement, |c, v| {
            p.add(c, |case| case.placements.push(v))
        })?;
        self.each(child::PEOPLE, only, child::read_person, |c, v| p.add(c, |case| case.people.push(v)))?;
        let (mut parts, mut attendance) = (self.parts(only)?, self.attendance(only)?);
        self.each(review::REVIEWS, only, review::read_review, |c, mut v| {
            v.parts = parts.remove(&v.id).unwrap_or_default();
            v.attendance = attendance.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.reviews.push(v));
        })?;
        let mut marks = self.marks(only)?;
        self.each(decision::DECISIONS, only, decision::read_decision, |c, mut v| {
            v.marks = marks.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.decisions.push(v));
        })?;
        self.each(diary::BOOKINGS, only, diary::read_booking, |c, v| p.add(c, |case| case.bookings.push(v)))?;
        self.each(record::DONE, only, record::read_done, |c, v| p.add(c, |case| case.done.push(v)))?;
        self.each(record::NOTES, only, record::read_note, |c, v| p.add(c, |case| case.notes.push(v)))?;
        self.each(change::CHANGES, only, change::read_change, |c, v| p.add(c, |case| case.changes.push(v)))?;
        self.escalations(only, |c, v| p.add(c, |case| case.escalations.push(v)))?;
        let mut answers = self.answers(only)?;
        self.each(session::SESSIONS, only, session::read_session, |c, mut v| {
            v.answers = answers.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.sessions.push(v));
        })?;
        self.each(voice::HEARD, only, voice::read_heard, |c, v| p.add(c, |case| case.heard.push(v)))?;
        self.each(voice::ASKS, only, voice::read_ask, |c, v| p.add(c, |case| case.asks.push(v)))?;
        self.each(voice::COPIED, only, voice::read_copied, |c, v| p.add(c, |case| case.copied.push(v)))?;
        self.kin(only, |c, v| p.add(c, |case| case.kin.push(v)))?;
        for case in &mut pile.cases {
            order(case);
        }
        Ok(pile.cases)
    }
}

/// Cases in the order of their ids. Rows of one child mostly lie together, so the last one is tried first.
struct Pile {
    cases: Vec<Case>,
    last: usize,
}

impl Pile {
    fn add(&mut self, child: ChildId, put: impl FnOnce(&mut Case)) {
        let same = self.cases.get(self.last).is_some_and(|c| c.child.id == child);
        if !same {
            match self.cases.binary_search_by_key(&child, |c| c.child.id) {
                Ok(at) => self.last = at,
                Err(_) => return,
            }
        }
        if let Some(case) = self.cases.get_mut(self.last) {
            put(case);
        }
    }
}

/// Oldest first, as [`Case`] promises; rows of one day stay in the order they were written. The longest
/// lists give back the room they grew into.
fn order(case: &mut Case) {
    case.done.shrink_to_fit();
    case.reviews.shrink_to_fit();
    case.notes.shrink_to_fit();
    case.periods.sort_by_key(|p| p.start);
    case.legal.sort_by_key(|l| l.start);
    case.placements.sort_by_key(|p| p.start);
    case.people.sort_by_key(|p| p.start);
    case.reviews.sort_by_key(|r| (r.day().is_none(), r.day()));
    case.done.sort_by_key(|d| d.date);
    case.notes.sort_by_key(|n| n.date);
    case.asks.sort_by_key(|a| a.date);
    case.changes.sort_by_key(|c| c.date);
    case.escalations.sort_by_key(|e| e.raised);
    case.sessions.sort_by_key(|s| s.started);
}
