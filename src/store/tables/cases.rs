//! Cases: every table read once, in the order it lies on the disk, and put together in memory.

use rusqlite::params_from_iter;

use super::review::Part;
use crate::error::Result;
use crate::model::Case;
use crate::model::decision::Decision;
use crate::model::feedback::Form;
use crate::model::ids::ChildId;
use crate::model::record::Session;
use crate::model::review::Review;
use crate::store::engine::book::Book;

impl Book {
    /// Every child with everything recorded about them, in the order they came into the book.
    pub fn cases(&self) -> Result<Vec<Case>> {
        self.read_cases(None)
    }

    /// One child with everything recorded about them; `None` when there is no such child.
    pub(crate) fn case(&self, id: ChildId) -> Result<Option<Case>> {
        Ok(self.read_cases(Some(id))?.pop())
    }

    fn read_cases(&self, only: Option<ChildId>) -> Result<Vec<Case>> {
        let which = if only.is_some() { "WHERE id = ?1" } else { "ORDER BY id" };
        let mut pile = Pile::default();
        self.each(which, params_from_iter(only.map(|c| c.0)), |(), child| pile.cases.push(Case::new(child)))?;
        if pile.cases.is_empty() {
            return Ok(pile.cases);
        }
        let p = &mut pile;
        self.of_children(only, |c, v| p.add(c, |case| case.periods.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.legal.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.placements.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.people.push(v)))?;
        let (mut parts, mut attendance) = (self.below::<Part>(only)?, self.below(only)?);
        self.of_children(only, |c, mut v: Review| {
            v.parts = parts.remove(&v.id).unwrap_or_default().into_iter().map(|part| part.date).collect();
            v.parts.sort_unstable();
            v.attendance = attendance.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.reviews.push(v));
        })?;
        let mut marks = self.below(only)?;
        self.of_children(only, |c, mut v: Decision| {
            v.marks = marks.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.decisions.push(v));
        })?;
        self.of_children(only, |c, v| p.add(c, |case| case.bookings.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.done.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.notes.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.changes.push(v)))?;
        self.escalations(only, |c, v| p.add(c, |case| case.escalations.push(v)))?;
        let mut answers = self.below(only)?;
        self.of_children(only, |c, mut v: Session| {
            v.answers = answers.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.sessions.push(v));
        })?;
        self.of_children(only, |c, v| p.add(c, |case| case.heard.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.asks.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.copied.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.handed = Some(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.papers.push(v)))?;
        let mut answers = self.below(only)?;
        self.of_children(only, |c, mut v: Form| {
            v.answers = answers.remove(&v.id).unwrap_or_default();
            p.add(c, |case| case.feedback.push(v));
        })?;
        self.of_children(only, |c, v| p.add(c, |case| case.doubts.push(v)))?;
        self.of_children(only, |c, v| p.add(c, |case| case.told.push(v)))?;
        self.kin(only, |c, v| p.add(c, |case| case.kin.push(v)))?;
        let began = self.setting("started")?.and_then(|day| day.parse().ok());
        for case in &mut pile.cases {
            case.known_from = began;
            case.done.shrink_to_fit();
            case.reviews.shrink_to_fit();
            case.notes.shrink_to_fit();
            case.oldest_first();
        }
        Ok(pile.cases)
    }
}

/// Cases in the order of their ids. Rows of one child mostly lie together, so the last one is tried first.
#[derive(Default)]
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
